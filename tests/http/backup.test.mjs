// Backups that are whole, made while visitors write; putting one back; and people's own data, which
// neither brings back.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { makeModerator } from '../lib/moderator.mjs';
import { root, siteFor } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';
import { commentXml, itemXml, writeLargeWxr, wxr } from '../lib/wxr.mjs';

for (const journal of ['truncate', 'wal']) {
  test(`a backup is one moment of the database while posts go on (journal ${journal})`, async (t) => {
    const site = await siteFor(t, { workers: 2, config: { store: { journal } } });
    const file = path.join(site.dir, 'large.xml');
    writeLargeWxr(file, 20_000);
    await site.cliOk('import', 'wordpress', file);
    const backup = path.join(site.dir, 'backup.db');
    const before = Number(site.sql('SELECT count(*) FROM comment'));
    let done = false;
    let slowest = 0;
    const made = site.cliOk('backup', backup).finally(() => {
      done = true;
    });
    while (!done) {
      const begun = Date.now();
      await site.comment();
      slowest = Math.max(slowest, Date.now() - begun);
    }
    assert.match(await made, /backup\.db: \d+ comments, \d+ bytes, checked/);
    t.diagnostic(`the slowest post took ${slowest} ms`);
    assert.ok(slowest < 2000, `a post took ${slowest} ms`);
    const count = Number(site.sql('SELECT count(*) FROM comment', backup));
    assert.ok(count >= before && count <= Number(site.sql('SELECT count(*) FROM comment')));
    assert.equal(site.sql('PRAGMA integrity_check', backup), 'ok');
    assert.equal(site.sql('SELECT sum(comments) FROM tally', backup), String(count));
    assert.equal(fs.statSync(backup).mode & 0o777, 0o600);
    assert.deepEqual(
      fs.readdirSync(site.dir).filter((name) => /partial|backup\.db-/.test(name)),
      [],
    );
  });
}

test('a backup replaces no file unless told to, and says why it cannot be made', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const there = path.join(site.dir, 'there');
  fs.writeFileSync(there, 'mine');
  const refused = await site.cli(['backup', there]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /is there already; choose another name, or --force/);
  assert.equal(fs.readFileSync(there, 'utf8'), 'mine');
  await site.cliOk('backup', there, '--force');
  assert.equal(site.sql('PRAGMA integrity_check', there), 'ok');
  assert.match((await site.cli(['backup', '/nowhere/b.db'])).stderr, /cannot be written: No such file/);
});

test('a restored backup is served at once, and what was there is kept', async (t) => {
  const site = await siteFor(t, { workers: 2 });
  const first = await site.comment();
  const backup = path.join(site.dir, 'backup.db');
  await site.cliOk('backup', backup);
  const second = await site.comment();
  const refused = await site.cli(['restore', backup]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /with --force it is put aside, not deleted/);
  assert.ok((await site.thread()).tree.has(`#comment-${second}`));

  const said = await site.cliOk('restore', backup, '--force');
  const kept = said.match(/What was there before is (.*)/)[1];
  assert.equal(site.sql('SELECT count(*) FROM comment', kept), '2');
  await until(async () => !(await site.thread()).tree.has(`#comment-${second}`), {
    what: 'the thread of the backup',
  });
  assert.ok((await site.thread()).tree.has(`#comment-${first}`));
  const third = await site.comment();
  assert.equal(site.sql(`SELECT count(*) FROM comment WHERE id = ${third}`), '1');
});

test('what is no whole backup of ours is not restored', async (t) => {
  const site = await siteFor(t);
  const id = await site.comment();
  const backup = path.join(site.dir, 'backup.db');
  await site.cliOk('backup', backup);
  const bytes = fs.readFileSync(backup);
  const wrong = (name, content) => {
    const file = path.join(site.dir, name);
    fs.writeFileSync(file, content);
    return file;
  };
  const other = path.join(site.dir, 'other.db');
  site.sql('CREATE TABLE recipe (name TEXT)', other);
  const newer = path.join(site.dir, 'newer.db');
  fs.copyFileSync(backup, newer);
  site.sql('PRAGMA user_version = 999', newer);
  for (const [file, expected] of [
    [wrong('text.db', 'Dear diary'), /cannot be read as a database|no database/],
    [wrong('cut.db', bytes.subarray(0, bytes.length / 2)), /damaged|cannot be read/],
    [wrong('scrambled.db', Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(bytes.length - 8192, 7)])), /damaged|cannot be read/],
    [other, /another program/],
    [newer, /newer Afterword/],
    ['/nowhere.db', /is not there/],
  ]) {
    const result = await site.cli(['restore', file, '--force']);
    assert.equal(result.code, 1, file);
    assert.match(result.stderr, expected, file);
    assert.match(result.stderr, /nothing was changed/);
  }
  assert.ok((await site.thread()).tree.has(`#comment-${id}`));
});

test('a person gets everything under their address, and is forgotten down to the free pages', async (t) => {
  const site = await siteFor(t);
  const email = 'zoe.quillfeather@example.org';
  const fields = { author: 'Zoe Quillfeather', email, url: 'https://quillfeather.example/' };
  const id = await site.comment({ ...fields, comment: 'First <b>words</b> of mine' });
  const other = await site.comment({ comment: 'Somebody else', email: 'bo@example.org' });
  const ana = await makeModerator(site);
  const [, version] = (await ana.target(id)).split(':');
  await ana.post('/edit', { ...fields, id, version, text: 'Edited words' });
  const data = JSON.parse(await site.cliOk('person', 'export', 'Zoe.Quillfeather@Example.org'));
  assert.equal(data.email, email);
  assert.equal(data.comments.length, 1);
  assert.equal(data.comments[0].text, 'Edited words');
  assert.equal(data.comments[0].revisions[0].text, 'First <b>words</b> of mine');
  const html = await site.cliOk('person', 'export', email, '--format', 'html');
  assert.match(html, /<!DOCTYPE html>/);
  assert.match(html, /First &lt;b&gt;words&lt;\/b&gt; of mine/);
  assert.doesNotMatch(html, /Somebody else/);

  for (const [given, expected] of [
    ['nobody@example.org', /nothing is kept under nobody@example\.org/],
    ['no address', /is not an e-mail address/],
  ]) {
    const result = await site.cli(['person', 'erase', given]);
    assert.equal(result.code, 1);
    assert.match(result.stderr, expected);
  }

  const backup = path.join(site.dir, 'before.db');
  await site.cliOk('backup', backup);
  assert.match(await site.cliOk('person', 'erase', email), /1 comment .* is "Anonymous" now/);
  const page = await site.thread();
  assert.match(page.text, /Edited words/);
  assert.doesNotMatch(page.text, /Quillfeather/i);
  assert.ok(page.tree.has(`#comment-${other}`));
  const left = () => fs.readFileSync(site.database).toString('latin1').toLowerCase();
  assert.doesNotMatch(left(), /quillfeather/, 'not in a row, an index or a free page');
  assert.doesNotMatch(left(), /of mine/, 'nor what was said before');
  assert.doesNotMatch(site.log().toLowerCase(), /quillfeather/);
  assert.match((await ana.get('/record')).text, /somebody was forgotten/);
  assert.doesNotMatch((await ana.get('/?view=all&q=quillfeather')).text, /class="entry/);

  const said = await site.cliOk('restore', backup, '--force');
  assert.match(said, /1 person that wanted to be forgotten was forgotten in it again/);
  assert.doesNotMatch(left(), /quillfeather/);
  const file = path.join(site.dir, 'old.xml');
  fs.writeFileSync(
    file,
    wxr([itemXml({}, [commentXml({ id: 900, author: 'Zoe Quillfeather', email, content: 'From an old file' })])]),
  );
  await site.cliOk('import', 'wordpress', file);
  assert.equal(site.sql('SELECT author, email FROM comment WHERE id = 900'), 'Anonymous|');
  assert.doesNotMatch(left(), /quillfeather/);
});
