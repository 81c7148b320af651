// Published threads: files that are current or absent, whoever changes a thread and whatever dies.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';

import { makeModerator } from '../lib/moderator.mjs';
import { siteFor, unique } from '../lib/site.mjs';
import { pause, pool, until } from '../lib/wait.mjs';

/** A site that publishes its threads. */
async function publishingSite(t, { config = {}, ...options } = {}) {
  const site = await siteFor(t, { ...options, config: { ...config, publish: { directory: '../published' } } });
  site.published = path.join(site.dir, 'published');
  site.file = (page = '/hello/', number) =>
    path.join(site.published, 'thread', `${page}@`, number ? `${number}.html` : 'index.html');
  site.read = (page, number) => {
    try {
      return fs.readFileSync(site.file(page, number), 'utf8');
    } catch {
      return null;
    }
  };
  /** The file, its compressed one and the program's response have the same bytes. */
  site.isCurrent = async (page = '/hello/', number) => {
    const shown = (await site.thread(page, number ? `?cpage=${number}` : '')).text;
    assert.equal(site.read(page, number), shown, `${page} ${number ?? ''}`);
    const packed = fs.readFileSync(`${site.file(page, number)}.gz`);
    assert.equal(zlib.gunzipSync(packed).toString(), shown);
  };
  return site;
}

test('whoever changes a thread leaves its current file', async (t) => {
  const site = await publishingSite(t, { config: { mail: { from: 'site@example.org' } } });
  const ana = await makeModerator(site, 'Ana', ['--owner']);
  assert.equal(site.read(), null);

  await t.test('a visitor', async () => {
    await site.comment({ comment: 'The first thought' });
    assert.match(site.read(), /The first thought/);
    await site.isCurrent();
    assert.equal(site.read('/empty/'), null, 'a page without comments has none');
  });

  await t.test('a moderator', async () => {
    const id = await site.comment({ comment: 'To be hidden' });
    assert.match(site.read(), /To be hidden/);
    for (const action of ['spam', 'approve', 'trash', 'approve', 'hold']) {
      await site.cliOk('comment', action, String(id));
      assert.equal(/To be hidden/.test(site.read()), action === 'approve', action);
      await site.isCurrent();
    }
    await ana.act('approve', id);
    assert.match(site.read(), /To be hidden/);
    await ana.act('trash', id);
    assert.doesNotMatch(site.read(), /To be hidden/);
    await site.isCurrent();
  });

  await t.test('an import, which also gives a title', async () => {
    await site.importComments([
      { id: 50, page: '/a/', text: 'From another system' },
      { id: 51, page: '/blog/first/', text: 'Held elsewhere', status: 'waiting' },
    ]);
    assert.match(site.read('/a/'), /From another system/);
    await site.isCurrent('/a/');
    assert.equal(site.read('/blog/first/'), null);
  });

  await t.test('an erasure', async () => {
    await site.comment({ comment: 'By somebody who leaves', author: 'Grete', email: 'grete@example.org' });
    assert.match(site.read(), /Grete/);
    await site.cliOk('person', 'erase', 'grete@example.org');
    assert.doesNotMatch(site.read(), /Grete/);
    await site.isCurrent();
  });

  await t.test('a move of the thread, a merge, and their undo', async () => {
    await site.cliOk('thread', 'rename', '/a/', '/blog/second/');
    assert.equal(site.read('/a/'), null);
    await site.isCurrent('/blog/second/');
    await site.cliOk('thread', 'merge', '/blog/second/', '/hello/');
    assert.equal(site.read('/blog/second/'), null);
    assert.match(site.read(), /From another system/);
    await site.isCurrent();
    const batch = site.sql("SELECT max(batch) FROM audit_log WHERE action = 'page_merge'");
    await ana.post('/undo', { batch });
    await site.isCurrent();
    await site.isCurrent('/blog/second/');
    assert.doesNotMatch(site.read(), /From another system/);
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
