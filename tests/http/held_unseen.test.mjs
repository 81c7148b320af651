// Held comments are invisible: every public response is the same before and after a held comment,
// whoever sends the request and whatever they guess.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { makeModerator } from '../lib/moderator.mjs';
import { siteFor, unique } from '../lib/site.mjs';

const held = { author: 'Hidden Hal', email: 'hal@example.org', comment: 'Hidden words' };
const from = (address) => ({ headers: { 'X-Forwarded-For': address } });
const holder = '192.0.2.7';
const stranger = '198.51.100.7';

/** A site that holds first comments and trusts the address that the test sends. */
const holdingSite = (t, comments = {}) =>
  siteFor(t, {
    workers: 1,
    config: {
      site: { trusted_proxies: ['127.0.0.1/32'] },
      comments: { hold_first: true, close_after_days: 30, ...comments },
    },
  });

/** The public parts of a response. */
function visible(answer) {
  const headers = { ...answer.headers };
  delete headers.date;
  return { status: answer.status, headers, text: answer.text };
}

/** Every public response about a page, by request. */
async function publicAnswers(site, page, next, validators = []) {
  const answers = {};
  const ask = async (path, options = {}) => {
    const name = `${options.method ?? 'GET'} ${path} ${JSON.stringify(options.headers ?? {})}`;
    answers[name] = visible(await site.get(path, options));
  };
  const shapes = [`/comments/thread${page}`, `/comments/page${page}`];
  for (const shape of shapes) {
    await ask(shape);
    await ask(shape, { method: 'HEAD' });
    for (const query of ['cpage=1', 'cpage=9', `replytocom=${next}`, `unapproved=${next}&moderation-hash=0`])
      await ask(`${shape}?${query}`);
    for (const { etag, modified } of validators) {
      await ask(shape, { headers: { 'If-None-Match': etag } });
      await ask(shape, { headers: { 'If-Modified-Since': modified } });
    }
  }
  for (const feed of ['/comments/feed', `/comments/feed${page}`])
    for (const query of ['', '?format=rss']) await ask(feed + query);
  for (const path of [
    `/comments/count?page=${page}`,
    `/comments/count?as=words&page=${page}`,
    '/comments/latest',
    `/comments/report/${next}`,
    `/comments/avatar/${next}.svg`,
    '/comments/health',
    page,
  ])
    await ask(path);
  const post = async (name, fields, path) => {
    answers[`POST ${name}`] = visible(
      await site.post(Object.entries(fields), { path, ...from(stranger) }),
    );
  };
  await post('a report', {}, `/comments/report/${next}`);
  await post('a reply', site.submission({ page, comment_parent: next, comment: 'A reply' }));
  return answers;
}

for (const [name, prepare] of Object.entries({
  'a page without a thread': async () => {},
  'a page whose only comment is gone': async (site) => {
    const id = await site.comment({ page: '/a/' });
    await site.cliOk('comment', 'approve', String(id));
    await site.cliOk('comment', 'delete', String(id));
  },
  'a page whose only comment is in the trash and has had a reply': async (site) => {
    const id = await site.comment({ page: '/a/' });
    await site.cliOk('comment', 'approve', String(id));
    const reply = await site.comment({ page: '/a/', comment_parent: id });
    await site.cliOk('comment', 'trash', String(id), String(reply));
  },
  'a page with comments': async (site) => {
    for (let i = 0; i < 3; i += 1) {
      const id = await site.comment({ page: '/a/' });
      await site.cliOk('comment', 'approve', String(id));
    }
  },
})) {
  test(`a held comment changes no public response: ${name}`, async (t) => {
    const site = await holdingSite(t);
    await prepare(site);
    await sleep(1100);
    const next = Number(site.sql('SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = \'comment\''));
    const first = await site.thread('/a/');
    const validators = [
      { etag: first.headers.etag, modified: first.headers['last-modified'] ?? new Date().toUTCString() },
    ];
    const before = await publicAnswers(site, '/a/', next, validators);
    const answer = await site.postJson({ ...held, page: '/a/' }, from(holder));
    assert.equal(answer.json().status, 'waiting');
    assert.equal(answer.json().id, next);
    assert.deepEqual(await publicAnswers(site, '/a/', next, validators), before);
    const answered = site.sql("SELECT min(id) FROM comment WHERE status = 'approved'");
    if (answered) {
      const reply = { ...held, page: '/a/', comment_parent: answered };
      assert.equal((await site.postJson(reply, from(holder))).json().status, 'waiting');
    }
    await site.restart();
    assert.deepEqual(await publicAnswers(site, '/a/', next, validators), before, 'nor without a cache');
    for (const [asked, { text }] of Object.entries(before))
      assert.doesNotMatch(text, /Hidden/, asked);

    // Moderators' actions on it are not visible either.
    for (const command of [['comment', 'spam'], ['comment', 'hold'], ['comment', 'trash']])
      await site.cliOk(...command, String(next));
    await site.cliOk('person', 'erase', held.email);
    await site.cliOk('comment', 'delete', String(next));
    assert.deepEqual(await publicAnswers(site, '/a/', next, validators), before, 'nor its end');
  });
}

test('the age of a page begins with its first published comment, not with a held one', async (t) => {
  const site = await holdingSite(t);
  const id = await site.comment({ page: '/a/' });
  site.sql('UPDATE thread SET created_at = created_at - 40 * 86400000');
  assert.ok((await site.thread('/a/')).tree.has('form'));
  const other = await site.postJson({ page: '/a/', email: 'b@example.org' });
  assert.equal(other.status, 201);
  await site.cliOk('comment', 'approve', String(id));
  assert.ok((await site.thread('/a/')).tree.has('form'), 'published today, whenever it was written');
  site.sql('UPDATE thread SET created_at = created_at - 40 * 86400000');
  await site.restart();
  assert.ok(!(await site.thread('/a/')).tree.has('form'));
});

test('a held comment that is published changes the validators of its page', async (t) => {
  const site = await holdingSite(t);
  const before = (await site.thread('/a/')).headers;
  const id = await site.comment({ page: '/a/' });
  await site.cliOk('comment', 'approve', String(id));
  const after = await site.thread('/a/');
  assert.notEqual(after.headers.etag, before.etag);
  assert.match(after.text, new RegExp(`id="comment-${id}"`));
});

test('moving a held comment to another page changes neither page', async (t) => {
  const site = await holdingSite(t);
  const ana = await makeModerator(site);
  const id = await site.comment({ page: '/a/' });
  const looks = async () => [
    visible(await site.thread('/a/')),
    visible(await site.thread('/hello/')),
  ];
  await sleep(1100);
  const before = await looks();
  const [, version] = (await ana.target(id)).split(':');
  assert.equal((await ana.post('/move', { id, version, page: '/hello/' })).status, 303);
  assert.equal(site.sql(`SELECT page FROM thread JOIN comment ON thread_id = thread.id WHERE comment.id = ${id}`), '/hello');
  assert.deepEqual(await looks(), before);
});

test("a guess of a held text gets the usual response", async (t) => {
  const site = await holdingSite(t);
  await site.postJson({ ...held, page: '/a/' }, from(holder));
  const right = await site.postJson({ ...held, page: '/a/' }, from(stranger));
  const wrong = await site.postJson({ ...held, comment: 'Other words!', page: '/a/' }, from(stranger));
  const shape = (answer) => ({
    status: answer.status,
    names: Object.keys(answer.json()),
    waiting: answer.json().status,
  });
  assert.deepEqual(shape(right), shape(wrong));
  assert.equal(right.json().status, 'waiting');
  assert.equal(site.sql("SELECT count(*) FROM comment WHERE text = 'Hidden words'"), '2');
  const own = await site.postJson({ ...held, page: '/a/' }, from(holder));
  assert.equal(own.status, 409, 'its writer is told that it is there already');
  await site.cliOk('comment', 'approve', '1');
  const published = await site.postJson({ ...held, page: '/a/' }, from('203.0.113.7'));
  assert.equal(published.status, 409, 'what is published is a secret from nobody');
});

test("nobody is refused because of waiting comments under the same email from another address prefix", async (t) => {
  const site = await holdingSite(t, { flood_seconds: 60 });
  await site.postJson({ ...held, page: '/a/' }, from(holder));
  const other = await site.postJson({ ...held, comment: unique(), page: '/a/' }, from(stranger));
  assert.equal(other.status, 201);
  const same = await site.postJson({ comment: unique(), email: 'x@example.org' }, from('192.0.2.99'));
  assert.equal(same.status, 429, 'from the same address prefix it is too soon, for anybody');
});
