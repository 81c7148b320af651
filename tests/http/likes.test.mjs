// Likes: who counts, what is shown where, the order by likes, limits.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { makeModerator } from '../lib/moderator.mjs';
import { makeSite, siteFor } from '../lib/site.mjs';

const json = { Accept: 'application/json' };
let site;
before(async () => {
  site = await makeSite({ config: { comments: { likes: true, per_page: 2 }, site: { trusted_proxies: ['127.0.0.1'] } } });
});
after(() => site?.stop());

const browser = (n) => n.toString(16).padStart(32, '0');
const from = (network) => ({ 'X-Forwarded-For': `198.51.${network}.7` });
/** Sends a like as a script does, as reader `n` of a network. */
const send = (id, what, n = 1, { network = 1, headers = {}, on = site } = {}) =>
  on.post([['do', what], ['browser', browser(n)]], { path: `/comments/like/${id}`, headers: { ...json, ...from(network), ...headers } });
const like = async (...args) => (await send(...args)).json();
const counts = async (page, on = site) => (await on.get(`/comments/likes?page=${page}`)).json();
const stored = (id) => site.sql(`SELECT count(*) FROM comment_liker WHERE comment_id = ${id}`);

test('a browser and network counts once, and takes it back', async () => {
  const id = await site.comment({ page: '/a/' });
  assert.deepEqual(await like(id, 'like'), { likes: 1, liked: true });
  assert.deepEqual(await like(id, 'like'), { likes: 1, liked: true }, 'sent twice');
  assert.deepEqual(await like(id, 'like', 2), { likes: 2, liked: true }, 'another browser');
  assert.deepEqual(await like(id, 'like', 1, { network: 2 }), { likes: 3, liked: true }, 'another network');
  assert.deepEqual(await like(id, 'unlike'), { likes: 2, liked: false });
  assert.deepEqual(await like(id, 'unlike'), { likes: 2, liked: false });
  assert.deepEqual(await counts('/a/'), { [id]: 2 });
  assert.equal(stored(id), '2');
});

test('neither the thread, nor its validators or version depend on likes', async () => {
  const id = await site.comment({ page: '/empty/' });
  const first = await site.thread('/empty/');
  assert.match(first.text, new RegExp(`action="/comments/like/${id}"`));
  const version = site.sql('SELECT id, version FROM thread; SELECT id, version FROM comment');
  await like(id, 'like');
  const again = await site.thread('/empty/', '', { headers: { 'If-None-Match': first.headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(site.sql('SELECT id, version FROM thread; SELECT id, version FROM comment'), version);
  const { headers } = await site.get('/comments/likes?page=/empty/');
  assert.equal(headers['cache-control'], 'public, max-age=10');
  assert.equal((await site.get('/comments/likes?page=/empty/', { headers: { 'If-None-Match': headers.etag } })).status, 304);
});

test('without JavaScript the button leads back to the comment, and the second time to a page with the number', async () => {
  const id = await site.comment({ page: '/blog/first/' });
  const press = (what, agent = 'Reader/1') =>
    site.post([['do', what]], { path: `/comments/like/${id}`, headers: { 'User-Agent': agent, ...from(3) } });
  const first = await press('like');
  assert.deepEqual([first.status, first.headers.location], [303, `/comments/comment/${id}`]);
  assert.match((await site.get(first.headers.location)).headers.location, new RegExp(`/blog/first/#comment-${id}$`));
  assert.equal((await press('like', 'Other/2')).headers.location, `/comments/comment/${id}`);
  const second = await press('like');
  assert.deepEqual([second.status, second.headers.location], [303, `/comments/like/${id}`]);
  const page = await site.get(second.headers.location, { headers: { 'User-Agent': 'Reader/1', ...from(3) } });
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.match(page.text, /2 people like this comment/);
  assert.match(page.text, /value="unlike"/);
  await press('unlike');
  const after = await site.get(second.headers.location, { headers: { 'User-Agent': 'Reader/1', ...from(3) } });
  assert.match(after.text, /One person likes this comment/);
  assert.match(after.text, /value="like"/);
});

test('a comment that is not published is not found, whether it exists or not', async () => {
  const id = await site.comment({ page: '/blog/second/' });
  await like(id, 'like');
  await site.cliOk('comment', 'hold', String(id));
  const answers = await Promise.all([send(id, 'like', 2), send(id, 'unlike'), send(987654, 'like'), site.get(`/comments/like/${id}`, { headers: json })]);
  for (const answer of answers) {
    assert.equal(answer.status, 404);
    assert.equal(answer.text, answers[0].text);
    assert.equal(answer.json().errors[0].code, 'not_published');
  }
  assert.deepEqual(await counts('/blog/second/'), {});
  await site.cliOk('comment', 'approve', String(id));
  assert.deepEqual(await counts('/blog/second/'), { [id]: 1 }, 'published again, its likes are there');
});

test('a comment under care has no button, shows no number and takes no likes', async () => {
  const id = await site.comment({ page: '/old/' });
  await like(id, 'like');
  const before = await site.thread('/old/');
  assert.match(before.text, /comment-like/);
  const report = await site.post([['reason', 'worried'], ['note', 'I worry']], { path: `/comments/report/${id}`, headers: json });
  assert.equal(report.status, 202, report.text);
  assert.equal(site.sql(`SELECT care FROM comment WHERE id = ${id}`), 'open');
  const thread = await site.thread('/old/', '', { headers: { 'If-None-Match': before.headers.etag } });
  assert.equal(thread.status, 200);
  assert.doesNotMatch(thread.text, /comment-like/);
  const answer = await send(id, 'like', 2);
  assert.equal(answer.status, 409);
  assert.deepEqual(answer.json().errors, [{ code: 'not_likeable', field: '', message: 'This comment takes no likes.' }]);
  assert.equal((await site.get(`/comments/like/${id}`)).status, 409);
  assert.deepEqual(await counts('/old/'), {});
  site.sql(`UPDATE comment SET care = 'resolved' WHERE id = ${id}`);
  assert.equal((await send(id, 'like', 2)).status, 409);
  assert.equal(stored(id), '1');
});

test('likes from an import are added', async () => {
  await site.importComments([{ id: 5001, page: '/blog/2020/deep/', likes: 4, dislikes: 9 }]);
  assert.deepEqual(await counts('/blog/2020/deep/'), { 5001: 4 });
  assert.deepEqual(await like(5001, 'like'), { likes: 5, liked: true });
  assert.deepEqual(await counts('/blog/2020/deep/'), { 5001: 5 });
});

test('the order by likes is stable, has pages, and keeps replies in their order', async () => {
  const page = '/hello/';
  const ids = [];
  for (let i = 0; i < 5; i += 1) ids.push(await site.comment({ page, comment: `Thought ${i}` }));
  const [a, b, c, d, e] = ids;
  const replies = [await site.comment({ page, comment_parent: d }), await site.comment({ page, comment_parent: d })];
  for (let n = 1; n <= 3; n += 1) await like(d, 'like', n);
  await like(b, 'like', 1);
  await like(replies[1], 'like', 1);
  const shown = async (query) => (await site.thread(page, query)).tree.all('li.comment').map((item) => Number(item.attr('id').replace('comment-', '')));
  assert.deepEqual(await shown('?corder=best'), [d, ...replies, b]);
  assert.deepEqual(await shown('?corder=best&cpage=2'), [a, c]);
  assert.deepEqual(await shown('?corder=best&cpage=3'), [e]);
  assert.deepEqual(await shown('?corder=best&cpage=99'), [e]);
  const best = await site.thread(page, '?corder=best&cpage=2');
  assert.match(best.text, /corder=best&amp;cpage=1#comments">← More liked comments/);
  assert.match(best.text, /<b>Most liked first<\/b>/);
  assert.match(best.text, /data-order="best"/);
  assert.equal(best.headers['last-modified'], undefined);
  assert.match(best.text, new RegExp(`subthread=${a}&amp;replytocom=${a}#respond`));
  // Anything else is the order by date.
  assert.deepEqual(await shown('?corder=worst&cpage=1'), [a, b]);
  assert.match((await site.thread(page)).text, /href="\/hello\/\?corder=best#comments">Most liked first/);
  assert.match((await site.get('/comments/page/hello/?corder=best')).headers['x-robots-tag'] ?? '', /noindex/);
  // A pinned comment is on every page; a new comment is seen at once.
  const ana = await makeModerator(site);
  await ana.act('pin', e);
  assert.deepEqual(await shown('?corder=best'), [e, d, ...replies, b]);
  assert.deepEqual(await shown('?corder=best&cpage=2'), [e, a, c]);
});

test('networks have limits', async () => {
  const id = await site.comment({ page: '/c++/' });
  for (let n = 1; n <= 20; n += 1) assert.equal((await send(id, 'like', n, { network: 9 })).status, 200);
  const refused = await send(id, 'like', 21, { network: 9 });
  assert.equal(refused.status, 429);
  assert.equal(refused.json().errors[0].code, 'too_many_likes');
  assert.ok(Number(refused.headers['retry-after']) > 0 && Number(refused.headers['retry-after']) <= 86_400);
  assert.equal((await send(id, 'unlike', 20, { network: 9 })).status, 200, 'taking back is always possible');
  assert.equal((await send(id, 'like', 20, { network: 9 })).status, 200);
  assert.equal((await send(id, 'like', 1, { network: 10 })).status, 200);
  // 200 comments of a network on a day.
  const other = await site.comment({ page: '/c++/' });
  const [network, day] = site.sql(`SELECT network, day FROM comment_liker WHERE comment_id = ${id} AND who = (SELECT who FROM comment_liker WHERE comment_id = ${id} GROUP BY network HAVING count(*) = 1)`).split('|');
  site.sql(`PRAGMA foreign_keys = OFF; WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 199)
    INSERT INTO comment_liker SELECT -i, 'x', ${day}, '${network}' FROM n`);
  assert.equal((await send(other, 'like', 1, { network: 10 })).status, 429);
  site.sql('DELETE FROM comment_liker WHERE comment_id < 0');
  assert.equal((await send(other, 'like', 1, { network: 10 })).status, 200);
});

test('bad requests change nothing', async () => {
  const id = await site.comment({ page: '/привет/' });
  const before = site.sql('SELECT count(*) FROM comment_liker');
  assert.equal((await send(id, 'love')).status, 422);
  assert.equal((await send('x', 'like')).status, 404);
  assert.equal((await send(id, 'like', 1, { headers: { Origin: 'https://evil.example' } })).status, 403);
  assert.equal((await site.get(`/comments/like/${id}?do=like`)).status, 200);
  assert.equal((await site.get('/comments/likes?page=/nowhere/')).status, 404);
  assert.equal((await site.get('/comments/likes?page=https://evil.example/')).status, 422);
  assert.equal(site.sql('SELECT count(*) FROM comment_liker'), before);
  // An id that the script did not make counts as none.
  const odd = (value) => site.post([['do', 'like'], ['browser', value]], { path: `/comments/like/${id}`, headers: { ...json, ...from(20), 'User-Agent': 'R' } });
  assert.equal((await odd('x'.repeat(50_000))).json().likes, 1);
  assert.equal((await odd("' OR 1=1")).json().likes, 1);
});

test('hashes connect no comments, and likes are deleted with their comment', async () => {
  const id = await site.comment({ page: '/a/', email: 'gone@example.org' });
  const other = await site.comment({ page: '/a/', email: 'gone@example.org' });
  const reply = await site.comment({ page: '/a/', comment_parent: other });
  await like(id, 'like', 5);
  await like(other, 'like', 5);
  assert.equal(site.sql(`SELECT count(DISTINCT who) FROM comment_liker WHERE comment_id IN (${id}, ${other})`), '2');
  assert.doesNotMatch(site.sql('SELECT * FROM comment_liker'), /198\.51|127\.0/);
  await site.cliOk('comment', 'delete', String(id));
  await site.cliOk('comment', 'delete', String(other));
  assert.ok(reply);
  for (const table of ['comment_liker', 'comment_likes'])
    assert.equal(site.sql(`SELECT count(*) FROM ${table} WHERE comment_id IN (${id}, ${other})`), '0', table);
});

test('an export has the likes; an import elsewhere shows them, and here changes nothing', async (t) => {
  const named = { config: { site: { url: 'https://blog.example' }, comments: { likes: true } } };
  const here = await siteFor(t, named);
  const id = await here.comment({}, { headers: { Origin: 'https://blog.example' } });
  for (let n = 1; n <= 2; n += 1) assert.equal((await send(id, 'like', n, { on: here, headers: { Origin: 'https://blog.example' } })).status, 200);
  const file = path.join(here.dir, 'out.json');
  fs.writeFileSync(file, await here.cliOk('export', 'json'));
  await here.cliOk('import', 'json', file);
  assert.deepEqual(await counts('/hello/', here), { [id]: 2 });
  const there = await siteFor(t, { ...named, serve: false, nginx: false });
  await there.cliOk('import', 'json', file);
  assert.equal(there.sql('SELECT likes FROM imported_votes'), '2');
});

test('without the setting there are no buttons and no routes', async (t) => {
  const plain = await siteFor(t);
  const id = await plain.comment();
  assert.doesNotMatch((await plain.thread()).text, /comment-like|corder/);
  assert.equal((await send(id, 'like', 1, { on: plain })).status, 404);
  assert.equal((await plain.get(`/comments/like/${id}`)).status, 404);
  assert.equal((await plain.get('/comments/likes?page=/hello/')).status, 404);
  const best = await plain.thread('/hello/', '?corder=best');
  assert.match(best.text, /data-order="oldest"/);
});
