// Exports are complete and can be imported without loss.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { makeModerator, password } from '../lib/moderator.mjs';
import { root, siteFor } from '../lib/site.mjs';

const small = path.join(root, 'tests/data/wordpress/small.xml');

/** Columns that have another value after an import, or no meaning there. */
const stays = [
  'thread_id', 'moderator_id', // by page and by name instead
  'mail_wanted', // consent was given here
  'care_read_at', 'care_holder_id', 'care_resolved_at', // nothing else about somebody's state goes along
  'rewritten_at', // for the limits of the last seconds
];
const travels = (site) =>
  site.sql("SELECT name FROM pragma_table_info('comment')").split('\n').filter((name) => !stays.includes(name));

/** Everything that is exported, row by row. */
const everything = (site) =>
  site.sql(`SELECT (SELECT page FROM thread WHERE id = thread_id), ${travels(site).join(', ')},
      (SELECT name FROM moderator WHERE id = moderator_id) FROM comment ORDER BY id;
    SELECT page, path, title, closed, memorial, created_at FROM thread ORDER BY page;
    SELECT post_id, page, path, post_title, post_date, post_type, blog.source, blog.address
      FROM wordpress_post JOIN blog ON blog.id = blog_id ORDER BY post_id;
    SELECT (SELECT page FROM thread WHERE id = thread_id), fragment, comment_id FROM comment_alias;
    SELECT * FROM imported_votes ORDER BY comment_id;
    SELECT * FROM comment_count ORDER BY name;
    SELECT rowid FROM comment_search WHERE comment_search MATCH 'tea OR kettle' ORDER BY rowid`);

/** A site with a comment in every state. */
async function busySite(t) {
  const site = await siteFor(t, { config: { comments: { format: 'plain' } } });
  await site.cliOk('import', 'wordpress', small);
  const ana = await makeModerator(site);
  const first = await site.comment({ comment: 'A first <b>thought</b>, x <3 y &amp; <script>z</script> ]]>' });
  const reply = await site.comment({ comment: 'A reply to it', comment_parent: String(first) });
  await site.comment({ comment: 'And a reply to that', comment_parent: String(reply) });
  const odd = await site.comment({ comment: '&copy; &notanentity; <table><tr><td>cells</td></tr></table> <a href=x' });
  const pinned = await site.comment({ comment: 'Please read this one first' });
  const friend = await site.comment({ comment: 'My friend says that she wants to die' });
  assert.equal(site.sql(`SELECT care FROM comment WHERE id = ${friend}`), 'open');
  await ana.act('pin', pinned);
  await ana.act('lock', odd);
  await ana.act('not_spam', odd);
  site.sql(`UPDATE comment SET edited_at = created_at + 61001, writer_edited_at = created_at + 61001, post_author = 1, user_agent = 'Reader/1', format = 'markdown' WHERE id = ${pinned}`);
  site.sql(`INSERT INTO imported_votes VALUES (${odd}, 3, 0), (${pinned}, 2, 1)`);
  await ana.act('trash', reply);
  await ana.act('spam', first);
  return { site, ana, first, reply };
}

async function emptySite(t, like) {
  const site = await siteFor(t, { serve: false, nginx: false, config: { site: { url: like.url } } });
  const made = await site.cli(['moderator', 'add', 'Ana'], { input: `${password}\n` });
  assert.equal(made.code, 0, made.output);
  return site;
}

test('every column of a comment is exported, or is listed as an exception', async (t) => {
  const { site } = await busySite(t);
  for (const name of travels(site))
    assert.ok(Number(site.sql(`SELECT count(DISTINCT coalesce(${name}, 'NULL')) FROM comment`)) > 1, `${name} has two values in busySite, or stays`);
});

for (const format of ['wordpress', 'json']) {
  test(`an export as ${format} is imported without loss`, async (t) => {
    const { site } = await busySite(t);
    const file = path.join(site.dir, `all.${format}`);
    const said = await site.cliOk('export', format, file);
    const count = site.sql('SELECT count(*) FROM comment');
    assert.match(said, new RegExp(`all\\.${format}: ${count} comments`));
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);

    const other = await emptySite(t, site);
    await other.cliOk('import', format, file);
    assert.equal(everything(other), everything(site));
    const again = path.join(other.dir, 'again');
    await other.cliOk('export', format, again);
    const stable = (text) =>
      text.replace(/"(exported|installation)":"[^"]*"|,?"origins":"[^"]*"|<(pubDate|generator)>.*|"audit_log":\[[^]*/g, '').split('\n').sort().join('\n');
    assert.equal(stable(fs.readFileSync(again, 'utf8')), stable(fs.readFileSync(file, 'utf8')));

    const before = everything(site);
    assert.match(await site.cliOk('import', format, file), /already there/);
    assert.equal(everything(site), before, 'taken in where it came from, it changes nothing');
  });
}

test('a later import follows what was marked since at the source: not spam, edited', async (t) => {
  const { site, first } = await busySite(t);
  const file = path.join(site.dir, 'all.json');
  await site.cliOk('export', 'json', file);
  const target = await emptySite(t, site);
  await target.cliOk('import', 'json', file);
  const marks = (of) => of.sql(`SELECT status, not_spam, writer_edited_at FROM comment WHERE id = ${first}`);
  assert.equal(marks(target), 'spam|0|');
  await site.cliOk('comment', 'not-spam', String(first));
  await site.cliOk('export', 'json', file, '--force');
  assert.match(await target.cliOk('import', 'json', file), /1 updated/);
  assert.equal(marks(target), 'approved|1|');
  site.sql(`UPDATE comment SET writer_edited_at = created_at + 5000 WHERE id = ${first}`);
  await site.cliOk('export', 'json', file, '--force');
  await target.cliOk('import', 'json', file);
  assert.equal(marks(target), marks(site), 'a mark alone is a change too');
});

test('an export goes to standard output, replaces a file only with --force, and leaves no partial file', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  await site.importComments([{ id: 3 }]);
  const printed = JSON.parse(await site.cliOk('export', 'json'));
  assert.equal(printed.comments[0].id, 3);
  assert.equal(printed.pages[0].path, '/hello/');
  assert.equal(printed.audit_log[0].action, 'import');
  const there = path.join(site.dir, 'there');
  fs.writeFileSync(there, 'mine');
  const refused = await site.cli(['export', 'wordpress', there]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /already exists; choose another name or pass --force/);
  assert.equal(fs.readFileSync(there, 'utf8'), 'mine');
  await site.cliOk('export', 'wordpress', there, '--force');
  assert.match(fs.readFileSync(there, 'utf8'), /<wp:comment_id>3</);
  const nowhere = await site.cli(['export', 'json', '/nowhere/x.json']);
  assert.match(nowhere.stderr, /cannot be written: No such file/);
  const full = spawnSync('/bin/sh', ['-c', '"$0" export json > /dev/full', site.program], {
    env: { ...process.env, ...site.environment },
    cwd: site.dir,
    encoding: 'utf8',
  });
  assert.equal(full.status, 1);
  assert.match(full.stderr, /standard output cannot be written: No space left on device/);
  const partials = () => fs.readdirSync(site.dir).filter((name) => name.includes('partial'));
  assert.deepEqual(partials(), []);

  // What a killed export leaves contains personal data; the next one removes it.
  const killed = spawnSync('/bin/sh', ['-c', 'ulimit -c 0; ulimit -f 0; exec "$0" export json all.json', site.program], {
    env: { ...process.env, ...site.environment },
    cwd: site.dir,
  });
  assert.equal(killed.signal, 'SIGXFSZ');
  assert.equal(partials().length, 1);
  await site.cliOk('export', 'json', 'all.json');
  assert.deepEqual(partials(), []);
  assert.equal(fs.statSync(path.join(site.dir, 'all.json')).mode & 0o777, 0o600);
});

test('an edited comment is exported with its previous versions', async (t) => {
  const { site, ana, first } = await busySite(t);
  await ana.post('/edit', {
    id: first,
    version: (await ana.target(first)).split(':')[1],
    author: 'Ada',
    email: 'ada@example.org',
    url: '',
    text: 'A better thought',
  });
  const printed = JSON.parse(await site.cliOk('export', 'json'));
  const edited = printed.comments.find((comment) => comment.id === first);
  assert.equal(edited.text, 'A better thought');
  assert.match(edited.earlier[0].text, /A first <b>thought/);
  assert.equal(edited.earlier[0].replaced_by, 'moderator');
  assert.equal(edited.earlier[0].replaced_by_name, 'Ana');
  const actor = (action) => {
    const entry = printed.audit_log.find((each) => each.action === action);
    return [entry.actor, entry.actor_name];
  };
  assert.deepEqual(actor('edit'), ['moderator', 'Ana']);
  assert.deepEqual(actor('moderator_add'), ['command_line', '']);
});

test('a comment that was changed in WordPress is updated by an import', async (t) => {
  const { site, first } = await busySite(t);
  const file = path.join(site.dir, 'all.xml');
  await site.cliOk('export', 'wordpress', file);
  fs.writeFileSync(
    file,
    fs.readFileSync(file, 'utf8').replace('A first <b>thought</b>', 'A third <b>thought</b>'),
  );
  const other = await emptySite(t, site);
  await other.cliOk('import', 'wordpress', file);
  assert.match(other.sql(`SELECT text FROM comment WHERE id = ${first}`), /^A third <b>thought<\/b>/);
});

test('a WordPress file whose metadata has an invalid date is imported without that metadata', async (t) => {
  const site = await siteFor(t);
  const id = await site.comment({ comment: 'A walk by the river' });
  site.sql(`UPDATE comment SET writer_edited_at = created_at + 5000, user_agent = 'Reader/1' WHERE id = ${id}`);
  const file = path.join(site.dir, 'all.xml');
  await site.cliOk('export', 'wordpress', file);
  const exported = fs.readFileSync(file, 'utf8');
  const damaged = exported.replace(/("writer_edited":")[^"]+"/, '$1some day"');
  assert.notEqual(damaged, exported);
  fs.writeFileSync(file, damaged);
  const other = await siteFor(t, { serve: false, nginx: false });
  await other.cliOk('import', 'wordpress', file);
  assert.equal(other.sql('SELECT text, writer_edited_at, user_agent FROM comment'), 'A walk by the river||');
});
