// Published threads: files that are current or absent, whoever changes a thread and whatever dies.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { makeModerator } from '../lib/moderator.mjs';
import { missingIn, publishingSite } from '../lib/publishing.mjs';
import { nobody } from '../lib/site.mjs';
import { pool, until } from '../lib/wait.mjs';

test('every change of a thread leaves its current file', async (t) => {
  const site = await publishingSite(t, { config: { mail: { from: 'site@example.org' } } });
  const ana = await makeModerator(site, 'Ana', ['--owner']);
  assert.equal(site.read(), null);

  await t.test('a visitor', async () => {
    await site.comment({ comment: 'The first thought' });
    assert.match(await site.readPublished(), /The first thought/);
    await site.isCurrent();
    assert.equal(site.read('/empty/'), null, 'a page without comments has none');
  });

  await t.test('a moderator', async () => {
    const id = await site.comment({ comment: 'To be hidden' });
    assert.match(await site.readPublished(), /To be hidden/);
    for (const action of ['spam', 'approve', 'trash', 'approve', 'hold']) {
      await site.cliOk('comment', action, String(id));
      assert.equal(/To be hidden/.test(await site.readPublished()), action === 'approve', action);
      await site.isCurrent();
    }
    await ana.act('approve', id);
    assert.match(await site.readPublished(), /To be hidden/);
    await ana.act('trash', id);
    assert.doesNotMatch(await site.readPublished(), /To be hidden/);
    await site.isCurrent();
  });

  await t.test('the writer, by the link of the comment', async () => {
    const linkIn = (html) => html.match(/"([^"]*\/link\/own-[^"]+)"/)[1];
    const posted = await site.postJson({ comment: 'Written in haste', author: 'Bea', email: 'bea@example.org' });
    const link = linkIn(posted.json().html);
    const saved = await site.post([['do', 'save'], ['text', 'Written with care']], { path: link });
    assert.equal(saved.status, 200);
    assert.match(await site.readPublished(), /Written with care/);
    assert.doesNotMatch(await site.readPublished(), /in haste/);
    await site.isCurrent();
    await site.post([['do', 'withdraw']], { path: linkIn(saved.text) });
    assert.doesNotMatch(site.read() ?? '', /Written with care/);
  });

  await t.test('an import, which also gives a title', async () => {
    await site.importComments([
      { id: 50, page: '/a/', text: 'From another system' },
      { id: 51, page: '/blog/first/', text: 'Held elsewhere', status: 'waiting' },
    ]);
    assert.match(await site.readPublished('/a/'), /From another system/);
    await site.isCurrent('/a/');
    assert.equal(site.read('/blog/first/'), null);
  });

  await t.test('an erasure', async () => {
    await site.comment({ comment: 'By somebody who leaves', author: 'Grete', email: 'grete@example.org' });
    assert.match(await site.readPublished(), /Grete/);
    await site.cliOk('person', 'erase', 'grete@example.org');
    assert.doesNotMatch(await site.readPublished(), /Grete/);
    await site.isCurrent();
  });

  await t.test('a move of the thread, a merge, and their undo', async () => {
    await site.cliOk('thread', 'rename', '/a/', '/blog/second/');
    assert.equal(site.read('/a/'), null);
    await site.isCurrent('/blog/second/');
    await site.cliOk('thread', 'merge', '/blog/second/', '/hello/');
    assert.equal(site.read('/blog/second/'), null);
    assert.match(await site.readPublished(), /From another system/);
    await site.isCurrent();
    const batch = site.sql("SELECT max(batch) FROM audit_log WHERE action = 'page_merge'");
    await ana.post('/undo', { batch });
    await site.isCurrent();
    await site.isCurrent('/blog/second/');
    assert.doesNotMatch(await site.readPublished(), /From another system/);
  });

  await t.test('the removal of the last comment', async () => {
    const id = await site.comment({ page: '/old/', comment: 'The only one' });
    await site.isCurrent('/old/');
    await site.cliOk('comment', 'trash', String(id));
    assert.equal(site.read('/old/'), null);
  });

  await t.test('a change of all threads', async () => {
    await site.cliOk('publish');
    const before = fs.statSync(site.file()).mtimeMs;
    await ana.post('/care', { add: 'help', name: 'Night Line of Tern Lane', phone: '0123 456', hours: 'every night', country: 'Nowhere' });
    await until(() => site.read() && fs.statSync(site.file()).mtimeMs !== before, { what: 'a new file' });
    await site.isCurrent();
  });
});

test('16 writers at once: a file never shows less than what was acknowledged', async (t) => {
  const site = await publishingSite(t, { workers: 4, config: { comments: { per_page: 1000 } } });
  for (const pages of [['/hello/'], ['/a/', '/old/', '/blog/first/']]) {
    const acknowledged = new Map(pages.map((page) => [page, new Set()]));
    let done = false;
    let files = 0;
    const reader = (async () => {
      while (!done) {
        for (const page of pages) {
          const seen = new Set(acknowledged.get(page));
          for (const text of [site.read(page), site.readCompressed(page)]) {
            if (text === null) continue;
            files++;
            assert.deepEqual(missingIn(text, seen), [], page);
          }
        }
        await new Promise(setImmediate);
      }
    })();
    // Between the waves there are files; they are missing while a thread is changed all the time.
    for (let wave = 0; wave < 8; wave++) {
      await pool(20, 16, async (i) => {
        const page = pages[i % pages.length];
        const id = await site.comment({ page, comment: `Thought ${wave}, ${i} on ${page}` });
        acknowledged.get(page).add(id);
      });
      for (const page of pages) await site.readPublished(page);
    }
    done = true;
    await reader;
    assert.ok(files > 0, 'there were files meanwhile');
    for (const page of pages) await site.isCurrent(page);
  }
});

test('check finds each kind of difference, and publish repairs it', async (t) => {
  const site = await publishingSite(t, { config: { comments: { per_page: 2 } } });
  const check = async () => (await site.cli(['check', '--offline'])).output.split('\n').filter((line) => /^\w+ +publish /.test(line)).join('\n');
  for (const i of [1, 2, 3]) await site.comment({ comment: `Thought ${i}` });
  await site.comment({ page: '/a/' });
  const good = () => check().then((line) => /^ok +publish +2 threads/.test(line));
  await until(good, { what: 'all files', every: 200 });
  const differences = [
    ['missing', () => fs.rmSync(path.dirname(site.file('/a/')), { recursive: true }), /^warn .*1 thread \(without files.*such as \/a\//],
    ['a missing page of comments', () => fs.rmSync(site.file('/hello/', 1)), /^warn .*without some of them, such as \/hello\//],
    ['outdated', () => fs.appendFileSync(site.file('/a/'), 'x'), /^fail .*whose files differ from the database, such as \/a\//],
    ['outdated, compressed only', () => fs.writeFileSync(`${site.file('/a/')}.gz`, 'x'), /^fail .*whose files differ/],
    ['left over', () => fs.mkdirSync(path.join(site.published, 'thread/nowhere/@'), { recursive: true }), /^fail .*should not be there, such as nowhere\/@/],
    ['unreadable', () => fs.chmodSync(site.file('/a/'), 0o600), /^warn .*other users cannot read, such as \/a\//],
    ['of another version', () => site.sql("UPDATE comment SET text = 'Changed by hand' WHERE id = 1"), /^fail .*whose files differ/],
    ['a private folder', () => fs.chmodSync(site.published, 0o700), /^warn .*cannot open .*published/],
  ];
  for (const [name, change, found] of differences) {
    change();
    assert.match(await check(), found, name);
    if (name === 'a private folder') fs.chmodSync(site.published, 0o755);
    await site.cliOk('publish');
    assert.match(await check(), /^ok /, name);
  }
  await site.comment({ page: '/a/' });
  assert.match(await site.cliOk('publish', '/a/', '/hello/'), /^2 threads are published/);
  assert.match((await site.cli(['publish', '/nowhere/'])).output, /no page with comments|not the path/);

  site.writeConfig({ site: { intro: 'Welcome' }, publish: { directory: '../published' } });
  assert.match(await check(), /^warn .*another configuration/);
  site.writeConfig({ publish: { directory: 'data/published' } });
  assert.match(await check(), /^fail .*contain each other/);
});

test('files of another configuration are not served', async (t) => {
  const site = await publishingSite(t);
  await site.comment({ comment: 'Before' });
  site.writeConfig({ comments: { avatars: 'none' }, publish: { directory: '../published' } });
  site.server.kill('SIGHUP');
  await until(() => site.read() && !/avatar/.test(site.read()), { what: 'a file of the new configuration' });
  // A worker with the former configuration may still end its last request.
  await until(() => site.isCurrent().then(() => true), { what: 'the new configuration' });
  // A command with yet another one leaves the service's files alone.
  site.writeConfig({ comments: { avatars: 'none' }, site: { intro: 'Welcome' }, publish: { directory: '../published' } });
  await site.cliOk('comment', 'trash', '1');
  await until(() => site.read() === null, { what: 'no file' });
  await site.cliOk('comment', 'approve', '1');
  await until(() => site.read() !== null, { what: 'a file by the service' });
  await site.isCurrent();
});

test('changes that were made without publish.directory are published when it is set again', async (t) => {
  const site = await publishingSite(t);
  await site.comment({ comment: 'To be hidden' });
  await site.comment({ page: '/a/', comment: 'To be moved' });
  await site.comment({ page: '/old/', comment: 'To be merged' });
  assert.match(site.read(), /To be hidden/);
  await site.stopServer();
  site.writeConfig({});
  await site.cliOk('comment', 'trash', '1');
  await site.cliOk('thread', 'rename', '/a/', '/blog/first/');
  await site.cliOk('thread', 'merge', '/old/', '/blog/first/');
  site.writeConfig({ publish: { directory: '../published' } });
  await site.serve();
  await site.ready();
  await until(() => site.read('/blog/first/'), { what: 'the moved thread' });
  for (const page of ['/hello/', '/a/', '/old/']) await until(() => site.read(page) === null, { what: `no file of ${page}` });
  await site.isCurrent('/blog/first/');
});

test('a thread is closed by its age in its file too', async (t) => {
  const site = await publishingSite(t, { config: { comments: { close_after_days: 10 } } });
  await site.comment();
  const until10 = /Comments can be written until <time datetime="[^"]+">[^<]+<\/time>/;
  assert.match(await site.readPublished(), until10);
  await site.isCurrent();
  await site.stopServer();
  // Published before it was closed.
  site.sql('UPDATE thread SET created_at = created_at - 11 * 86400000');
  const place = path.join(site.published, 'state/place/1');
  const before = new Date(Date.now() - 5 * 86400_000);
  fs.lutimesSync(place, before, before);
  assert.match(await site.readPublished(), /id="commentform"/);
  await site.serve();
  await site.ready();
  await until(() => /Comments are closed/.test(site.read() ?? ''), { what: 'a closed thread' });
  assert.doesNotMatch(await site.readPublished(), until10);
  await site.isCurrent();
});

test('a folder that cannot be used stops no comment', async (t) => {
  const site = await publishingSite(t, { user: nobody, workers: 1 });
  await site.comment();
  assert.ok(await site.readPublished());
  const folder = path.dirname(site.file());
  fs.chmodSync(path.dirname(folder), 0o555);
  await site.comment({ comment: 'While the folder is not writable' });
  assert.equal(site.read(), null, 'an outdated file is removed all the same');
  fs.chmodSync(path.dirname(folder), 0o755);
  await until(() => site.read() !== null, { what: 'a file again' });
  await site.isCurrent();
  const said = site.log().match(/threads cannot be published/g).length;
  assert.ok(said >= 1 && said <= 2, `once by each process: ${site.log()}`);
});

test('neither a held comment nor anything of its page is in a file', async (t) => {
  const site = await publishingSite(t, { config: { comments: { hold_first: true } } });
  await site.postJson({ page: '/empty/', comment: 'Held here', title: 'A secret title' });
  await site.postJson({ comment: 'Held there' });
  assert.equal(fs.existsSync(path.join(site.published, 'thread')) && fs.readdirSync(path.join(site.published, 'thread')).length > 0, false);
  await site.cliOk('comment', 'approve', '2');
  assert.match(await site.readPublished(), /Held there/);
  await site.postJson({ comment: 'Another person', author: 'Bea', email: 'bea@example.org' });
  await site.isCurrent();
  assert.doesNotMatch(await site.readPublished(), /Another person/);
});

test('plain CGI publishes what it changes, and a restored backup removes what was', async (t) => {
  const site = await publishingSite(t, { serve: false, nginx: false });
  const { env, body } = site.submission({ comment: 'By a process of its own' });
  assert.equal((await site.cgi(env, body)).status, 201);
  assert.match(await site.readPublished(), /By a process of its own/);
  const shown = await site.cgi(site.fastCgiEnvironment({}));
  assert.equal(site.read(), shown.body.toString());
  const backup = path.join(site.dir, 'backup.db');
  await site.cliOk('backup', backup);
  const more = site.submission({ comment: 'After the backup' });
  assert.equal((await site.cgi(more.env, more.body)).status, 201);
  assert.match(await site.readPublished(), /After the backup/);
  await site.cliOk('restore', backup, '--force');
  assert.equal(site.read(), null);
  await site.cliOk('publish');
  assert.doesNotMatch(await site.readPublished(), /After the backup/);
});

test('names that cannot be files are shown by the program only', async (t) => {
  const long = `/${'x'.repeat(255)}/`;
  const names = ['/.hidden/', '/user@/', long, '/a b/', "/it's/", '/привет/', '/A/', '/a/b/'];
  const site = await publishingSite(t, { config: { pages: { verify: 'none' } } });
  for (const page of names) {
    await site.comment({ page: encodeURI(page), comment: `On ${page}` });
    assert.equal((await site.thread(page)).status, 200);
    if (names.indexOf(page) < 3) continue;
    assert.match(await site.readPublished(page), /On /, page);
    await site.isCurrent(page);
  }
  // A page that is a folder of others, in both spellings.
  await site.comment({ page: '/a' });
  assert.ok(fs.existsSync(path.join(site.published, 'thread/a@/index.html')));
  assert.ok(await site.readPublished('/a/b/'));
  const found = fs.readdirSync(path.join(site.published, 'thread'), { recursive: true }).join(' ');
  assert.doesNotMatch(found, /hidden|user|xxx/);
});
