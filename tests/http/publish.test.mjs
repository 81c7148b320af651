// Published threads: files that are current or absent, whoever changes a thread and whatever dies.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { makeModerator } from '../lib/moderator.mjs';
import { missingIn, publishingSite } from '../lib/publishing.mjs';
import { pool, until } from '../lib/wait.mjs';

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
    await pool(160, 16, async (i) => {
      const page = pages[i % pages.length];
      const id = await site.comment({ page, comment: `Thought ${i} on ${page}` });
      acknowledged.get(page).add(id);
    });
    done = true;
    await reader;
    assert.ok(files > 0, 'there were files meanwhile');
    for (const page of pages) {
      await until(() => site.read(page) !== null, { what: `a file of ${page}` });
      await site.isCurrent(page);
    }
  }
});
