// Validators and Cache-Control: what browsers and caches may keep, and for how long.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

import { makeSite, root, siteFor, unique } from '../lib/site.mjs';
import { instrumented, until } from '../lib/wait.mjs';

const site = await makeSite();
after(() => site.stop());
await site.comment();

test('a thread has an ETag, a Last-Modified and a Cache-Control', async () => {
  const { headers } = await site.thread();
  assert.match(headers.etag, /^(W\/)?"[\x21\x23-\x7e]+"$/);
  assert.ok(Date.parse(headers['last-modified']) <= Date.now());
  assert.match(headers['cache-control'], /no-cache|max-age=\d/);
  assert.doesNotMatch(headers['cache-control'], /no-store/);
});

test('If-None-Match with the current ETag gets a 304 without a body', async () => {
  const first = await site.thread();
  const tags = [
    first.headers.etag,
    `W/${first.headers.etag.replace(/^W\//, '')}`,
    `"other", ${first.headers.etag}`,
    '*',
  ];
  for (const tag of tags) {
    const again = await site.thread('/hello/', '', { headers: { 'If-None-Match': tag } });
    assert.equal(again.status, 304, tag);
    assert.equal(again.bytes.length, 0);
    assert.equal(again.headers.etag, first.headers.etag);
    assert.equal(again.headers['cache-control'], first.headers['cache-control']);
  }
  for (const tag of ['"other"', '""', 'nonsense', `"${'x'.repeat(2000)}"`]) {
    assert.equal(
      (await site.thread('/hello/', '', { headers: { 'If-None-Match': tag } })).status,
      200,
      tag,
    );
  }
});

/** The answer to a client that accepts gzip. */
const packed = (target, headers = {}, options = {}) =>
  site.get(target, { headers: { 'Accept-Encoding': 'gzip, deflate, br', ...headers }, ...options });

test('a client that accepts gzip gets a sixth of the bytes, with a tag of their own', async () => {
  const page = '/packed/';
  site.addPage(page);
  for (let i = 0; i < 16; i++)
    await site.comment({ page, author: `Person ${i}`, comment: unique('The sea was calm. '.repeat(30)) });
  for (const target of [`/comments/thread${page}`, `/comments/page${page}`]) {
    const plain = await site.get(target);
    for (const [field, form] of [['gzip', 'gzip'], ['*', 'gzip'], ['gzip;q=0', undefined], ['identity', undefined], ['br', undefined], ['gzip;q=0.2, identity', undefined]]) {
      const answer = await site.get(target, { headers: { 'Accept-Encoding': field } });
      assert.equal(answer.headers['content-encoding'], form, field);
      assert.match(answer.headers.vary, /\bAccept-Encoding\b/, field);
      assert.equal(Number(answer.headers['content-length']), answer.bytes.length, field);
      assert.equal((form ? zlib.gunzipSync(answer.bytes) : answer.bytes).toString(), plain.text, field);
      assert.equal(answer.headers.etag === plain.headers.etag, !form, field);
    }
    const { bytes, headers } = await packed(target);
    assert.ok(bytes.length * 6 <= plain.bytes.length, `${bytes.length} of ${plain.bytes.length}`);
    const head = await packed(target, {}, { method: 'HEAD' });
    for (const name of ['content-length', 'content-encoding', 'etag', 'vary', 'content-type'])
      assert.equal(head.headers[name], headers[name], name);
    assert.equal(head.bytes.length, 0);
  }
});

test('each form gets a 304 for its own tag only', async () => {
  const target = '/comments/thread/hello/';
  const plain = await site.get(target);
  const zipped = await packed(target);
  for (const [ask, own, other] of [[packed, zipped, plain], [(path, headers) => site.get(path, { headers }), plain, zipped]]) {
    const same = await ask(target, { 'If-None-Match': own.headers.etag });
    assert.equal(same.status, 304);
    assert.equal(same.headers.etag, own.headers.etag);
    assert.equal(same.headers.vary, own.headers.vary);
    assert.equal(same.headers['content-encoding'], undefined);
    assert.equal((await ask(target, { 'If-None-Match': `"x", W/${own.headers.etag}` })).status, 304);
    const changed = await ask(target, { 'If-None-Match': other.headers.etag });
    assert.equal(changed.status, 200);
    assert.deepEqual(changed.bytes, own.bytes);
  }
});

test('feeds are sent with gzip; short answers and the own waiting comment are not', async (t) => {
  for (let i = 0; i < 4; i++) await site.comment({ comment: unique('A word for the feed. '.repeat(20)) });
  for (const target of ['/comments/feed', '/comments/feed/hello/?format=rss']) {
    const answer = await packed(target);
    assert.equal(answer.headers['content-encoding'], 'gzip', target);
    assert.equal(zlib.gunzipSync(answer.bytes).toString(), (await site.get(target)).text);
    assert.equal((await packed(target, { 'If-None-Match': answer.headers.etag })).status, 304);
  }
  for (const target of ['/comments/count?page=/hello/', '/comments/version/hello/'])
    assert.equal((await packed(target)).headers['content-encoding'], undefined, target);
  const held = await siteFor(t, { config: { comments: { hold_all: true } } });
  const sent = await held.post({ comment: 'Mine alone' });
  const [own] = held.local(sent.headers.location).split('#');
  const answer = await held.get(`/comments/thread${own}`, { headers: { 'Accept-Encoding': 'gzip' } });
  assert.match(answer.text, /Mine alone/);
  assert.equal(answer.headers['content-encoding'], undefined);
});

test('what a web server includes in a page of its own is plain, whatever the reader accepts', async () => {
  const direct = site.fastCgiEnvironment({ env: { HTTP_ACCEPT_ENCODING: 'gzip' } });
  assert.equal((await site.fastCgi(direct)).headers['content-encoding'], 'gzip');
  for (const change of [
    { REQUEST_URI: '/hello/' },
    { REQUEST_URI: '/comments/thread/other/' },
    { REQUEST_URI: undefined },
    { SERVER_PROTOCOL: 'INCLUDED' },
    { SERVER_PROTOCOL: 'HTTP/1.0' },
    { SERVER_PROTOCOL: undefined },
  ]) {
    const env = Object.entries({ ...direct, ...change }).filter(([, value]) => value !== undefined);
    const answer = await site.fastCgi(Object.fromEntries(env));
    assert.equal(answer.headers['content-encoding'], undefined, JSON.stringify(change));
    assert.match(answer.text, /id="comments"/);
  }
});

test('a document whose template has directives for the web server is plain', async (t) => {
  const own = await siteFor(t);
  const folder = path.join(own.dir, 'templates');
  fs.mkdirSync(folder);
  const text = fs.readFileSync(path.join(root, 'templates/document.tpl'), 'utf8');
  fs.writeFileSync(path.join(folder, 'document.tpl'), text.replace('<body', '<!--#include virtual="/top.html" --><body'));
  own.writeConfig({ templates: { directory: folder } });
  await own.restart();
  const gzip = { headers: { 'Accept-Encoding': 'gzip' } };
  assert.equal((await own.get('/comments/page/hello/', gzip)).headers['content-encoding'], undefined);
  assert.equal((await own.get('/comments/thread/hello/', gzip)).headers['content-encoding'], 'gzip');
});

test('every worker gives the same thread the same ETag', async () => {
  const tags = new Set();
  for (let i = 0; i < 20; i++) tags.add((await site.thread()).headers.etag);
  assert.equal(tags.size, 1);
});

test('If-Modified-Since gets a 304 only if nothing is newer', async (t) => {
  const own = await siteFor(t);
  await own.importComments([{ id: 1, created: '2020-01-01T00:00:00.000Z' }]);
  const first = await own.thread();
  const since = (date) => own.thread('/hello/', '', { headers: { 'If-Modified-Since': date } });
  assert.equal((await since('Thu, 01 Jan 1970 00:00:00 GMT')).status, 200);
  assert.equal((await since('yesterday')).status, 200);
  assert.equal((await since(new Date(Date.now() + 3_600_000).toUTCString())).status < 400, true);
  await until(
    async () => (await since((await own.thread()).headers['last-modified'] ?? '')).status === 304,
    { within: 4000, every: 100, what: '304 by date once the last change is over' },
  );
  assert.ok(first.headers['last-modified']);
});

test('a comment in the second of the last response is not hidden by If-Modified-Since', async () => {
  for (let i = 0; i < 5; i++) {
    const before = await site.thread();
    const id = await site.comment();
    const again = await site.thread('/hello/', '', {
      headers: { 'If-Modified-Since': before.headers['last-modified'] },
    });
    assert.equal(again.status, 200);
    assert.ok(again.tree.has(`#comment-${id}`));
  }
});

test('If-None-Match has precedence over If-Modified-Since', async () => {
  const first = await site.thread();
  const both = {
    'If-None-Match': '"other"',
    'If-Modified-Since': new Date(Date.now() + 86_400_000).toUTCString(),
  };
  assert.equal((await site.thread('/hello/', '', { headers: both })).status, 200);
  both['If-None-Match'] = first.headers.etag;
  both['If-Modified-Since'] = 'Thu, 01 Jan 1970 00:00:00 GMT';
  assert.equal((await site.thread('/hello/', '', { headers: both })).status, 304);
});

test('HEAD returns the headers of GET and no body', async () => {
  for (const target of [
    '/comments/thread/hello/',
    '/comments/page/hello/',
    '/comments/style.css',
    '/comments/embed.js',
    '/comments/health',
  ]) {
    const get = await site.get(target);
    const head = await site.head(target);
    assert.equal(head.status, get.status, target);
    assert.equal(head.bytes.length, 0);
    for (const name of ['content-type', 'etag', 'cache-control'])
      assert.equal(head.headers[name], get.headers[name], `${target} ${name}`);
  }
});

test('a new comment is in the next response, with another ETag', async () => {
  const before = await site.thread();
  const id = await site.comment();
  for (let i = 0; i < 6; i++) {
    const answer = await site.thread('/hello/', '', {
      headers: { 'If-None-Match': before.headers.etag },
    });
    assert.equal(answer.status, 200);
    assert.notEqual(answer.headers.etag, before.headers.etag);
    assert.ok(answer.tree.has(`#comment-${id}`));
  }
});

test('a comment on one page does not change the ETag of another', async () => {
  await site.comment({ page: '/a/' });
  const before = await site.thread('/a/');
  await site.comment({ page: '/hello/' });
  assert.equal((await site.thread('/a/')).headers.etag, before.headers.etag);
});

test('every worker notices moderation by a command at once', async () => {
  const id = await site.comment();
  for (const [command, shown] of [
    ['hold', false],
    ['approve', true],
    ['spam', false],
    ['approve', true],
    ['trash', false],
  ]) {
    const before = (await site.thread()).headers.etag;
    await site.cliOk('comment', command, String(id));
    for (let i = 0; i < 4; i++) {
      const answer = await site.thread('/hello/', '', { headers: { 'If-None-Match': before } });
      assert.equal(answer.status, 200, command);
      assert.equal(answer.tree.has(`#comment-${id}`), shown, command);
    }
  }
});

test('a changed configuration changes the ETag', async (t) => {
  const own = await siteFor(t);
  await own.comment();
  const before = await own.thread();
  own.writeConfig({ site: { intro: 'A new word of welcome' } });
  await own.restart();
  const after_ = await own.thread('/hello/', '', {
    headers: { 'If-None-Match': before.headers.etag },
  });
  assert.equal(after_.status, 200);
  assert.match(after_.text, /A new word of welcome/);
});

test('responses to submissions and errors are not cached', async () => {
  const answers = [
    await site.post({ comment: '' }),
    await site.postJson({ comment: '' }),
    await site.post({}),
    await site.postJson({}),
    await site.post({ page: '/nowhere/' }),
  ];
  for (const { status, headers } of answers) {
    assert.match(headers['cache-control'] ?? '', /no-store/, `status ${status}`);
    assert.equal(headers.etag, undefined, `status ${status}`);
  }
});

test('a missing page is not cached for long', async () => {
  const { status, headers } = await site.thread('/nowhere/');
  assert.equal(status, 404);
  assert.doesNotMatch(headers['cache-control'] ?? '', /immutable|max-age=\d{3,}/);
});

test('style and script are immutable under their version', async () => {
  const page = await site.get('/comments/page/hello/');
  const assets = [
    page.tree.one('link[rel=stylesheet]').attr('href'),
    page.tree.one('script[src]').attr('src'),
  ];
  for (const [i, address] of assets.entries()) {
    assert.match(address, /\?/, 'a version in the query');
    const answer = await site.get(site.local(address));
    assert.equal(answer.status, 200);
    assert.match(
      answer.headers['content-type'],
      [/^text\/css/, /^(text|application)\/javascript/][i],
    );
    assert.match(
      answer.headers['cache-control'],
      /max-age=31536000.*immutable|immutable.*max-age=31536000/,
    );
    assert.ok(answer.bytes.length > 100);
  }
  for (const name of ['style.css', 'embed.js']) {
    const bare = await site.get(`/comments/${name}`);
    assert.equal(bare.status, 200);
    assert.doesNotMatch(
      bare.headers['cache-control'] ?? '',
      /immutable/,
      'without a version it may change',
    );
  }
});

test('a module of the script may be cached for ever by its version, and read from pages of other origins', async (t) => {
  const origin = 'https://friend.example';
  const own = await makeSite({ config: { site: { origins: [origin] } } });
  t.after(() => own.stop());
  const script = await own.get('/comments/embed.js');
  const version = /"v":"([^"]+)"/.exec(script.text)[1];
  for (const name of ['count', 'several', 'read', 'edit', 'write']) {
    const module = await own.get(`/comments/script/${name}.js?v=${version}`, { headers: { Origin: origin } });
    assert.equal(module.status, 200, name);
    assert.match(module.headers['cache-control'], /immutable/, name);
    assert.equal(module.headers['access-control-allow-origin'], origin, name);
    assert.match(module.text, /export default/, name);
    assert.doesNotMatch((await own.get(`/comments/script/${name}.js`)).headers['cache-control'], /immutable/, name);
  }
  for (const name of ['embed.js', 'moderate.js', 'style.css', 'none.js', ''])
    assert.equal((await own.get(`/comments/script/${name}`)).status, 404, name);
});

test('scripts and style sheets are the same with gzip and without, also those that a site replaced', async (t) => {
  const own = await siteFor(t);
  const names = ['style.css', 'embed.js', 'moderate/style.css', 'moderate/script.js', 'script/count.js', 'script/read.js'];
  const check = async (name) => {
    const plain = await own.get(`/comments/${name}`);
    const answer = await own.get(`/comments/${name}`, { headers: { 'Accept-Encoding': 'gzip' } });
    assert.equal(answer.status, 200, name);
    assert.equal(answer.headers['content-encoding'], 'gzip', name);
    assert.equal(zlib.gunzipSync(answer.bytes).toString(), plain.text, name);
    assert.equal(plain.headers['content-encoding'], undefined, name);
    assert.ok(answer.bytes.length < plain.bytes.length, name);
    for (const { headers } of [plain, answer]) {
      const headed = { 'If-None-Match': headers.etag, ...(headers['content-encoding'] && { 'Accept-Encoding': 'gzip' }) };
      assert.equal((await own.get(`/comments/${name}`, { headers: headed })).status, 304, name);
    }
    const env = own.fastCgiEnvironment({ path: `/comments/${name}` });
    assert.equal((await own.cgi(env)).text, plain.text, name);
    return plain.text;
  };
  for (const name of names) assert.doesNotMatch(await check(name), /WORDS|Replaced/, name);
  const folder = path.join(own.dir, 'templates');
  fs.mkdirSync(folder);
  for (const name of ['style.css', 'embed.js', 'read.js', 'count.js'])
    fs.writeFileSync(path.join(folder, name), '/* Replaced */ '.repeat(100));
  own.writeConfig({ templates: { directory: folder } });
  await own.restart();
  for (const name of ['style.css', 'embed.js', 'script/read.js', 'script/count.js'])
    assert.match(await check(name), /Replaced/, name);
});

test('style and script stay small', async () => {
  for (const [name, most] of [['style.css', 5_000], ['embed.js', 7_000], ['script/read.js', 5_000], ['script/write.js', 4_000], ['script/edit.js', 4_000]]) {
    const { bytes } = await site.get(`/comments/${name}`);
    const packed = zlib.gzipSync(bytes).length;
    assert.ok(packed <= most, `${name} has ${packed} bytes, gzipped`);
  }
});

test('/health responds with ok and is never cached', async () => {
  const { status, text, headers } = await site.get('/comments/health');
  assert.equal(status, 200);
  assert.equal(text.trim(), 'ok');
  assert.match(headers['cache-control'] ?? '', /no-store|no-cache/);
});

/** The memory of a site's workers that no other process shares, in bytes. */
function privateMemory(own) {
  const kilobytes = own.workerPids().map((pid) => {
    const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
  });
  return Math.max(...kilobytes) * 1024;
}

// With LONG=1 a million requests for 100,000 pages.
test('the memory of a worker stays flat over many requests and many different pages', { skip: instrumented }, async (t) => {
  const [requests, pages] = process.env.LONG ? [1_000_000, 100_000] : [1_200, 500];
  const own = await siteFor(t, { nginx: false, workers: 1, config: { pages: { verify: 'none' } } });
  await own.importComments(Array.from({ length: 40 }, (_, i) => ({ page: `/page-${i}/`, text: 'A word. '.repeat(200) })));
  const targets = [
    (i) => `/comments/thread/page-${i % pages}/`,
    (i) => `/comments/page/page-${i % 40}/?title=Title%20${i % pages}`,
    (i) => `/comments/count?page=/page-${i % pages}/`,
    (i) => `/comments/version/page-${i % pages}/?v=${i}`,
  ];
  let next = 0;
  const send = async (last) => {
    while (next < last) {
      const i = next++;
      const env = own.fastCgiEnvironment({ path: targets[i % targets.length](i), env: i % 2 ? { HTTP_ACCEPT_ENCODING: 'gzip' } : {} });
      const answer = await own.fastCgi(env);
      assert.equal(answer.status, 200, env.REQUEST_URI);
    }
  };
  const more = (count) => {
    const last = next + count;
    return Promise.all(Array.from({ length: 4 }, () => send(last)));
  };
  await more(600);
  const [pid] = own.workerPids();
  const before = privateMemory(own);
  await more(requests);
  assert.deepEqual(own.workerPids(), [pid], 'the same worker');
  const grown = privateMemory(own) - before;
  assert.ok(grown < 512 << 10, `the worker took ${grown} bytes more`);
  assert.ok(before + grown < 12 << 20, `${before + grown} bytes`);
});
