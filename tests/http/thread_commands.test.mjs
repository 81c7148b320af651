// `afterword thread …`: threads are renamed, merged and found by other names; old names keep working.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { makeModerator } from '../lib/moderator.mjs';
import { siteFor } from '../lib/site.mjs';

const shows = (answer, words) => answer.status === 200 && answer.text.includes(words);

test('a renamed thread is at its new page, and its former name leads there, for readers and writers', async (t) => {
  const site = await siteFor(t, { pages: ['/new/'] });
  const ana = await makeModerator(site, 'Ana', ['--owner']);
  const first = await site.comment({ comment: 'Before the move' });
  const before = await site.thread('/hello/');
  assert.ok(shows(before, 'Before the move'));
  assert.match(await site.cliOk('thread', 'rename', '/hello/', '/new/', '--dry-run'), /Nothing was changed \(--dry-run\)/);
  assert.equal(site.sql('SELECT page FROM thread'), '/hello');
  assert.match(await site.cliOk('thread', 'rename', '/hello/', '/new/'), /^\/hello\/ is now \/new\/$/m);

  for (const page of ['/new/', '/hello/']) {
    const { text, tree } = await site.thread(page);
    assert.ok(text.includes('Before the move'), page);
    assert.equal(tree.one('input[name=page]').attr('value'), '/new/');
    assert.match(tree.one('.comment-reply-link').attr('href'), /^\/new\/\?replytocom=/);
  }
  const permalink = await site.get(`/comments/comment/${first}`);
  assert.match(permalink.headers.location, /\/new\/#comment-/);
  const posted = await site.post({ page: '/hello/', comment: 'To the former name' });
  assert.equal(posted.status, 303);
  assert.match(posted.headers.location, /^(http:\/\/[^/]+)?\/new\/#comment-\d+$/);
  assert.equal(site.sql('SELECT count(*) FROM thread'), '1');
  assert.equal((await site.get('/comments/count?page=/hello/')).json()['/hello/'], 2);

  // It is in the audit log, and can be undone there.
  const log = await ana.get('/audit-log');
  assert.match(log.text, /another address: \/hello\/ became \/new\//);
  const batch = site.sql("SELECT batch FROM audit_log WHERE action = 'page_move'");
  await ana.post('/undo', { batch });
  assert.equal(site.sql('SELECT page FROM thread'), '/hello');
  assert.ok(shows(await site.thread('/hello/'), 'To the former name'));
});

test('a merge keeps every comment, its replies and its number, and can be undone', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site, 'Ana', ['--owner']);
  const one = await site.comment({ page: '/blog/first/', comment: 'First page' });
  const reply = await site.comment({ page: '/blog/first/', comment: 'A reply', comment_parent: String(one) });
  const two = await site.comment({ page: '/blog/second/', comment: 'Second page' });
  const state = () => site.sql('SELECT id, parent_id, top_level_id, (SELECT page FROM thread WHERE id = thread_id) FROM comment ORDER BY id');
  const before = state();
  const taken = await site.cli(['thread', 'rename', '/blog/first/', '/blog/second/']);
  assert.equal(taken.code, 1);
  assert.match(taken.output, /have comments of their own; to put them together: afterword thread merge \/blog\/first\/ \/blog\/second\//);

  assert.match(await site.cliOk('thread', 'merge', '/blog/first/', '/blog/second/'), /is now part of/);
  for (const page of ['/blog/second/', '/blog/first/']) {
    const { tree } = await site.thread(page);
    for (const id of [one, reply, two]) assert.ok(tree.has(`#comment-${id}`), `${page} ${id}`);
    assert.ok(tree.one(`#comment-${one}`).has(`#comment-${reply}`));
  }
  const later = await site.comment({ page: '/blog/first/', comment: 'After the merge' });
  assert.equal(site.sql(`SELECT page FROM thread WHERE id = (SELECT thread_id FROM comment WHERE id = ${later})`), '/blog/second');

  await ana.post('/undo', { batch: site.sql("SELECT batch FROM audit_log WHERE action = 'page_merge'") });
  assert.equal(site.sql(`SELECT page FROM thread WHERE id = (SELECT thread_id FROM comment WHERE id = ${later})`), '/blog/second');
  site.sql(`DELETE FROM comment WHERE id = ${later}`);
  assert.equal(state(), before);
  assert.ok(!(await site.thread('/blog/first/')).tree.has(`#comment-${two}`));
});

test('an alias, a map, orphans and the list', async (t) => {
  const site = await siteFor(t, { pages: ['/garden/old-oak/'] });
  await site.importComments([
    { id: 1, page: '/2019/old-oak/', author: 'Ada', text: 'Under the oak' },
    { id: 2, page: '/2019/lost/', author: 'Ada', text: 'Lost' },
    { id: 3, page: '/hello/', author: 'Ada', text: 'Hello' },
  ]);
  assert.match(await site.cliOk('thread', 'list'), /^ +1 +0 {2}\/hello\//m);
  const orphans = await site.cliOk('thread', 'orphans');
  assert.match(orphans, /^\/2019\/old-oak\/ \/garden\/old-oak\/$/m);
  assert.match(orphans, /^# \/2019\/lost\/ {2}no page with this name or title$/m);
  const map = path.join(site.dir, 'map');
  fs.writeFileSync(map, orphans);
  assert.match(await site.cliOk('thread', 'apply-map', map, '--dry-run'), /\/2019\/old-oak\/ is now \/garden\/old-oak\//);
  await site.cliOk('thread', 'apply-map', map);
  assert.ok(shows(await site.thread('/garden/old-oak/'), 'Under the oak'));
  assert.ok(shows(await site.thread('/2019/old-oak/'), 'Under the oak'));

  assert.match(await site.cliOk('thread', 'alias', '/greeting/', '/hello/'), /leads to/);
  assert.ok(shows(await site.thread('/greeting/'), 'Hello'));
  for (const [args, why] of [
    [['alias', '/2019/lost/', '/hello/'], /have comments of their own.*merge \/2019\/lost\/ \/hello\//],
    [['rename', '/nowhere/', '/a/'], /there is no page with comments at \/nowhere\//],
    [['merge', '/hello/', '/greeting/'], /are names of one page/],
    [['merge', '/hello/', '/nowhere/'], /there is no page with comments at \/nowhere\//],
    [['alias', '/greetings/', '/nowhere/'], /there is no page with comments at \/nowhere\//],
    [['rename', '/hello/', 'http://[bad'], /http:\/\/\[bad is not the path of a page/],
  ]) {
    const wrong = await site.cli(['thread', ...args]);
    assert.equal(wrong.code, 1, wrong.output);
    assert.match(wrong.output, why);
  }
  // A page whose comments were moved is no page with comments any more, and a rule for it moves nothing.
  await site.cliOk('thread', 'merge', '/2019/lost/', '/hello/');
  assert.doesNotMatch(await site.cliOk('thread', 'list'), /lost/);
  fs.writeFileSync(map, '/2019/lost/ /elsewhere/\n');
  assert.match((await site.cli(['thread', 'apply-map', map])).output, /^Lines that name no page with comments: 1\n$/);
  assert.ok(shows(await site.thread('/hello/'), 'Hello'));
  // A later import of the same file does not bring the old page back.
  await site.importComments([{ id: 1, page: '/2019/old-oak/', author: 'Ada', text: 'Under the oak' }, { id: 9, page: '/2019/old-oak/', author: 'Ada', text: 'New there' }]);
  assert.ok(shows(await site.thread('/garden/old-oak/'), 'New there'));
});

test('moderators move a thread on the page of threads, and undo it there', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site, 'Ana', ['--owner']);
  const first = await site.comment({ page: '/blog/first/', comment: 'On the first page' });
  const second = await site.comment({ page: '/blog/second/', comment: 'On the second page' });
  const id = site.sql("SELECT id FROM thread WHERE page = '/blog/first'");
  const form = (await ana.get('/threads')).tree.one(`#address-${id}`);
  assert.equal(form.attr('value'), '/blog/first/');
  const send = (fields) => ana.post('/threads', { do: 'move', id, ...fields });
  for (const [address, status] of [['/blog/second/', 409], ['/no/such/page/', 404], ['https://elsewhere.example/a/', 422], ['', 422]]) {
    const refused = await send({ address, return: 'threads?find=first' });
    assert.equal(refused.status, status, address);
    assert.equal(refused.tree.one(`details[open] #address-${id}`).attr('value'), address, 'what was typed is kept');
    assert.ok(refused.tree.has('.notice.problem'), address);
    assert.equal(refused.tree.all('.threads > li').length, 1, 'the list is the one that the form was in');
  }
  assert.equal(site.sql(`SELECT page FROM thread WHERE id = ${id}`), '/blog/first');

  assert.equal((await send({ address: `${site.url}/a/` })).status, 303);
  assert.ok(shows(await site.thread('/a/'), 'On the first page'));
  const merged = await send({ address: '/blog/second/', merge: 'yes', return: 'threads' });
  assert.equal(merged.status, 303);
  const { tree } = await site.thread('/a/');
  for (const comment of [first, second]) assert.ok(tree.has(`#comment-${comment}`));
  const next = new URL(merged.headers.location, `${site.url}/comments/moderate/threads`);
  const shown = await ana.get(next.pathname.replace('/comments/moderate', '') + next.search);
  assert.match(shown.text, /was merged with another page\..*class="undo"/s);
  await ana.post('/undo', { batch: site.sql("SELECT max(batch) FROM audit_log WHERE action = 'page_merge'") });
  assert.ok(!(await site.thread('/a/')).tree.has(`#comment-${second}`));
});
