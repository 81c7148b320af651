// Backups during writes, restoring them, and the export and erasure of personal data, which no backup
// reverts.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { makeModerator } from '../lib/moderator.mjs';
import { root, siteFor } from '../lib/site.mjs';
import { pause, slowness, until } from '../lib/wait.mjs';
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
    assert.ok(slowest < 2000 * slowness, `a post took ${slowest} ms`);
    const count = Number(site.sql('SELECT count(*) FROM comment', backup));
    assert.ok(count >= before && count <= Number(site.sql('SELECT count(*) FROM comment')));
    assert.equal(site.sql('PRAGMA integrity_check', backup), 'ok');
    assert.equal(site.sql('SELECT sum(comments) FROM comment_count', backup), String(count));
    assert.equal(fs.statSync(backup).mode & 0o777, 0o600);
    assert.deepEqual(
      fs.readdirSync(site.dir).filter((name) => /partial|backup\.db-/.test(name)),
      [],
    );
  });
}

test('a backup replaces a file only with --force, and an error says why it failed', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const there = path.join(site.dir, 'there');
  fs.writeFileSync(there, 'mine');
  const refused = await site.cli(['backup', there]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /already exists; choose another name or pass --force/);
  assert.equal(fs.readFileSync(there, 'utf8'), 'mine');
  await site.cliOk('backup', there, '--force');
  assert.equal(site.sql('PRAGMA integrity_check', there), 'ok');
  assert.match((await site.cli(['backup', '/nowhere/b.db'])).stderr, /cannot be written: No such file/);
});

test('a restored backup is served at once, and the previous database is kept', async (t) => {
  const site = await siteFor(t, { workers: 2 });
  const first = await site.comment();
  const backup = path.join(site.dir, 'backup.db');
  await site.cliOk('backup', backup);
  const second = await site.comment();
  const refused = await site.cli(['restore', backup]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /already exists; --force renames it, without deleting it/);
  assert.ok((await site.thread()).tree.has(`#comment-${second}`));

  const said = await site.cliOk('restore', backup, '--force');
  const kept = said.match(/The previous database was renamed to (.*)\./)[1];
  assert.equal(site.sql('SELECT count(*) FROM comment', kept), '2');
  await until(async () => !(await site.thread()).tree.has(`#comment-${second}`), {
    what: 'the thread of the backup',
  });
  assert.ok((await site.thread()).tree.has(`#comment-${first}`));
  const third = await site.comment();
  assert.equal(site.sql(`SELECT count(*) FROM comment WHERE id = ${third}`), '1');
});

test('after a restore every worker writes into the restored database', async (t) => {
  const site = await siteFor(t, { workers: 2 });
  const backup = path.join(site.dir, 'backup.db');
  await site.cliOk('backup', backup);
  for (let round = 0; round < 2; ++round) {
    await Promise.all([1, 2, 3, 4].map(() => site.get('/comments/thread/hello/')));
    await site.cliOk('restore', backup, '--force');
    const ids = await Promise.all([1, 2, 3, 4].map(() => site.comment()));
    assert.equal(site.sql('SELECT count(*) FROM comment'), String(ids.length));
    await pause(1100); // what was there before is kept under a name with the second
  }
});

test('validators from before a restore do not match afterwards', async (t) => {
  const site = await siteFor(t, { workers: 1 });
  const backup = path.join(site.dir, 'backup.db');
  await site.cliOk('backup', backup);
  await site.comment({ comment: 'Before the restore' });
  const kept = await site.thread();
  await site.cliOk('restore', backup, '--force');
  await site.comment({ comment: 'After the restore' });
  const answer = await site.thread('/hello/', '', {
    headers: { 'If-None-Match': kept.headers.etag },
  });
  assert.equal(answer.status, 200);
  assert.match(answer.text, /After the restore/);
});

test('an incomplete or foreign file is not restored', async (t) => {
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

/** Manipulations of a backup file, and the message about each. */
const foreignSchemas = {
  'a trigger': ["CREATE TRIGGER quiet AFTER INSERT ON comment BEGIN UPDATE comment SET status = 'approved' WHERE id = new.id; END", /has a trigger named "quiet" that Afterword did not make/],
  'a view': ['CREATE VIEW people AS SELECT email FROM comment', /has a view named "people"/],
  'a view in the place of a table': ['ALTER TABLE rule RENAME TO rule2; CREATE VIEW rule AS SELECT * FROM rule2', /has a (view named "rule"|table named "rule2")/],
  'a table': ['CREATE TABLE extra (x)', /has a table named "extra"/],
  'a virtual table': ['CREATE VIRTUAL TABLE extra USING fts5 (x)', /has a table named "extra"/],
  'an index on an expression': ['CREATE INDEX quick ON comment (lower(email))', /has an index named "quick"/],
  'a trigger of ours that does something else': ["DROP TRIGGER audit_log_keeps_entries; CREATE TRIGGER audit_log_keeps_entries BEFORE DELETE ON audit_log BEGIN SELECT 1; END", /trigger "audit_log_keeps_entries" is not as Afterword made it/],
  'a trigger of ours on another table': ["DROP TRIGGER audit_log_keeps_entries; CREATE TRIGGER audit_log_keeps_entries BEFORE DELETE ON comment BEGIN SELECT 1; END", /trigger "audit_log_keeps_entries" is not as Afterword made it/],
  'a trigger of ours missing': ['DROP TRIGGER audit_log_keeps_entries', /lacks the trigger "audit_log_keeps_entries"/],
  'an index of ours missing': ['DROP INDEX comment_parent', /lacks the index "comment_parent"/],
  'a column more': ["ALTER TABLE comment ADD COLUMN spare TEXT AS (hex(email)) VIRTUAL", /table "comment" is not as Afterword made it/],
  'a name that tricks a terminal': ['CREATE TABLE "x\u001b[2J" (y)', /has a table named "x\[2J"/],
};

test('a file with a foreign schema is not restored or served, and the check reports it', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  await site.importComments([{ id: 1 }]);
  const backup = path.join(site.dir, 'backup.db');
  await site.cliOk('backup', backup);
  const file = path.join(site.dir, 'foreign.db');
  for (const [what, [statement, expected]] of Object.entries(foreignSchemas)) {
    fs.copyFileSync(backup, file);
    site.sql(statement, file);
    const restored = await site.cli(['restore', file, '--force']);
    assert.equal(restored.code, 1, what);
    assert.match(restored.stderr, expected, what);
    assert.match(restored.stderr, /nothing was changed/, what);
    fs.copyFileSync(file, site.database);
    for (const command of [['check', '--offline'], ['comment', 'list'], ['serve']]) {
      const result = await site.cli(command);
      assert.equal(result.code, 1, `${what}: ${command}`);
      assert.match(result.output, expected, `${what}: ${command}`);
    }
    const answer = await site.cgi(site.submission({}).env, site.submission({}).body);
    assert.equal(answer.status, 503, what);
    assert.equal(site.sql('SELECT count(*) FROM comment'), '1', what);
  }
  // Tables that SQLite creates itself are accepted.
  fs.copyFileSync(backup, file);
  site.sql('ANALYZE; VACUUM', file);
  await site.cliOk('restore', file, '--force');
});

for (const journal of ['truncate', 'wal'])
  test(`a trigger that is added while the site runs never has an effect (journal ${journal})`, async (t) => {
    const site = await siteFor(t, { workers: 1, config: { store: { journal } } });
    await site.comment();
    assert.equal((await site.thread()).status, 200);
    site.sql("CREATE TRIGGER quiet AFTER INSERT ON comment BEGIN UPDATE comment SET author = 'Mallory' WHERE id = new.id; END");
    const answer = await site.postJson({ comment: 'Kept by whom?' });
    assert.equal(answer.status, 503, answer.text);
    assert.equal((await site.postJson({ comment: 'And this?' })).status, 503);
    assert.equal(site.sql('SELECT group_concat(author) FROM comment'), 'Ada');
    assert.equal((await site.thread()).status, 200, 'readers are served');
    await until(() => /has a trigger named "quiet"/.test(site.log()), { what: 'a word in the log' });
    site.sql('DROP TRIGGER quiet');
    await until(async () => (await site.postJson({})).status === 201, { what: 'the next comment' });
  });

test('ANALYZE while the site runs loses no comment', async (t) => {
  const site = await siteFor(t, { workers: 1 });
  await site.comment();
  site.sql('ANALYZE');
  assert.equal((await site.postJson({})).status, 201);
});

test('a pipe or a device is refused as a backup', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const pipe = path.join(site.dir, 'pipe');
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
  for (const file of [pipe, '/dev/zero']) {
    const result = await site.cli(['restore', file, '--force'], { timeout: 5000 });
    assert.equal(result.code, 1);
    assert.match(result.stderr, /is not a regular file/);
  }
});

/** The files beside the database, and itself, that contain some words. */
function filesWith(site, words) {
  const folder = path.dirname(site.database);
  return fs.readdirSync(folder).filter((name) => words.test(fs.readFileSync(path.join(folder, name)).toString('latin1').toLowerCase()));
}

for (const journal of ['truncate', 'auto'])
  test(`a person's data is exported completely and erased from every file (journal ${journal})`, async (t) => {
    const site = await siteFor(t, { config: { store: { journal } } });
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
      ['nobody@example.org', /no data is stored for nobody@example\.org/],
      ['no address', /is not an email address/],
    ]) {
      const result = await site.cli(['person', 'erase', given]);
      assert.equal(result.code, 1);
      assert.match(result.stderr, expected);
    }

    const backup = path.join(site.dir, 'before.db');
    await site.cliOk('backup', backup);
    assert.match(await site.cliOk('person', 'erase', email), /1 comment .* now has the author "Anonymous"/);
    const page = await site.thread();
    assert.match(page.text, /Edited words/);
    assert.doesNotMatch(page.text, /Quillfeather/i);
    assert.ok(page.tree.has(`#comment-${other}`));
    // A write-ahead log is emptied when nothing else is to be done.
    const gone = (words, what) => until(() => filesWith(site, words).length === 0, { within: 5_000, what });
    await gone(/quillfeather/, 'no row, index, free page or journal with the name');
    await gone(/of mine/, 'nor with what was said before');
    assert.doesNotMatch(site.log().toLowerCase(), /quillfeather/);
    assert.match((await ana.get('/audit-log')).text, /erased personal data/);
    assert.doesNotMatch((await ana.get('/?view=all&q=quillfeather')).text, /class="entry/);

    const said = await site.cliOk('restore', backup, '--force');
    assert.match(said, /Reapplied 1 erasure\./);
    await gone(/quillfeather/, 'nor after a restored backup');
    const file = path.join(site.dir, 'old.xml');
    fs.writeFileSync(
      file,
      wxr([itemXml({}, [commentXml({ id: 900, author: 'Zoe Quillfeather', email, content: 'From an old file' })])]),
    );
    await site.cliOk('import', 'wordpress', file);
    assert.equal(site.sql('SELECT author, email FROM comment WHERE id = 900'), 'Anonymous|');
    await gone(/quillfeather/, 'nor after an import');
  });

test('an address that only a previous version of a comment contains is erased too', async (t) => {
  const site = await siteFor(t);
  const email = 'zoe.quillfeather@example.org';
  const id = await site.comment({ author: 'Zoe', email });
  const ana = await makeModerator(site);
  const [, version] = (await ana.target(id)).split(':');
  const fields = { id, version, author: 'Zoe', email: 'zoe@example.org', url: '', text: 'Edited' };
  await ana.post('/edit', fields);
  await site.cliOk('person', 'erase', email);
  assert.equal(site.sql('SELECT count(*) FROM revision'), '0');
  const undo = site.sql("SELECT batch FROM audit_log WHERE action = 'edit'");
  await ana.post('/undo', { batch: undo });
  assert.equal(site.sql('SELECT email FROM comment'), 'zoe@example.org');
});
