// Threads that Varnish includes in pages (ESI) and caches, with the configuration of deploy/.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import zlib from 'node:zlib';

import { makeSite } from '../lib/site.mjs';
import { startVarnish } from '../lib/varnish.mjs';
import { until } from '../lib/wait.mjs';

let site;
let varnish;

/** A page whose thread is included by Varnish. */
function addPage(page) {
  const file = path.join(site.documentRoot, page, 'index.html');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(
    file,
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Edge</title></head><body>
<esi:include src="/comments/thread${page}?title=Edge"/><p id="after">After.</p></body></html>`,
  );
}

before(async () => {
  site = await makeSite();
  varnish = await startVarnish(site);
});
after(() => site?.stop());

/** Varnish names two requests if it served the second from its cache. */
const isKept = (answer) => /^\d+ \d+$/.test(answer.headers['x-varnish']);

test('Varnish includes the thread in the page and caches both, and a new comment is visible after the TTL', async () => {
  addPage('/edge/');
  const first = await site.comment({ page: '/edge/', comment: 'Before it was kept' });
  const made = await varnish.get('/edge/');
  assert.equal(made.status, 200);
  assert.ok(made.tree.has(`#comment-${first}`), made.text);
  assert.ok(made.tree.has('#commentform') && made.tree.has('#after'));
  assert.doesNotMatch(made.text, /esi:include/);
  const packed = await varnish.get('/edge/', { 'Accept-Encoding': 'gzip' });
  const bytes = packed.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(packed.bytes) : packed.bytes;
  assert.equal(bytes.toString(), made.text);

  const second = await site.comment({ page: '/edge/', comment: 'After it was kept' });
  const kept = await varnish.get('/edge/');
  assert.ok(isKept(kept));
  assert.ok(!kept.tree.has(`#comment-${second}`), 'what was kept has not got it');
  await until(async () => (await varnish.get('/edge/')).tree.has(`#comment-${second}`), {
    within: 10_000,
    what: 'the new comment',
  });
});

test('an unchanged thread has the same ETag after its TTL and gets a 304', async () => {
  const address = '/comments/thread/hello/?title=Hello';
  const made = await varnish.get(address);
  assert.equal(made.status, 200);
  await until(async () => !isKept(await varnish.get(address)) || undefined, {
    within: 10_000,
    every: 200,
    what: 'its time to end',
  });
  const again = await varnish.get(address);
  assert.equal(again.headers.etag, made.headers.etag);
  assert.equal(again.text, made.text);
  const asked = await varnish.get(address, { 'If-None-Match': made.headers.etag });
  assert.equal(asked.status, 304);
});

test('a writer sees their own waiting comment in the page, and nobody else does', async (t) => {
  const held = await makeSite({ config: { comments: { hold_all: true } } });
  t.after(() => held.stop());
  const edge = await startVarnish(held);
  const file = path.join(held.documentRoot, 'hello/index.html');
  fs.writeFileSync(
    file,
    '<!DOCTYPE html><html lang="en"><body><esi:include src="/comments/thread/hello/?title=x"/></body></html>',
  );
  const sent = await held.post({ comment: 'Mine alone' });
  const own = held.local(sent.headers.location).split('#')[0];
  assert.match(own, /unapproved=/);
  for (let i = 0; i < 2; i++) {
    const answer = await edge.get(own);
    assert.match(answer.text, /Mine alone/);
    assert.ok(!isKept(answer), 'the page is made anew');
    const thread = await edge.get(`/comments/thread${own}`);
    assert.match(thread.text, /Mine alone/);
    assert.ok(!isKept(thread), 'the thread is made anew');
    assert.match(thread.headers['cache-control'], /no-store/);
  }
  assert.doesNotMatch((await edge.get('/hello/')).text, /Mine alone/);
});

test("moderators' pages and posts are passed, and threads neither set nor need a cookie", async () => {
  for (let i = 0; i < 2; i++)
    assert.ok(!isKept(await varnish.get('/comments/moderate/')));
  const plain = await varnish.get('/comments/thread/a/');
  const withCookie = await varnish.get('/comments/thread/a/', { Cookie: 'a=1; b=2' });
  assert.equal(plain.headers['set-cookie'], undefined);
  assert.ok(isKept(withCookie));
  assert.equal(withCookie.text, plain.text);
});

test('the query of a reply link is passed by the page to its thread', async () => {
  addPage('/asked/');
  const id = await site.comment({ page: '/asked/' });
  const answer = await varnish.get(`/asked/?replytocom=${id}`);
  assert.equal(answer.tree.one('input[name=comment_parent]').attr('value'), String(id));
});
