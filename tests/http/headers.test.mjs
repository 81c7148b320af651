// Security headers of every response. The routes are read from the program's table, so new routes are
// covered too.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { makeModerator } from '../lib/moderator.mjs';
import { makeSite, root } from '../lib/site.mjs';

let site;
let id;
let policy;

before(async () => {
  site = await makeSite({ config: { reports: { enabled: true } } });
  id = await site.comment();
  const ana = await makeModerator(site);
  policy = (await ana.get('/')).headers['content-security-policy'];
});
after(() => site.stop());

const routes = [
  ...fs
    .readFileSync(path.join(root, 'cgi/handler/routes.cc'), 'utf8')
    .matchAll(/Route\{Method::(get|post), Match::(\w+), "([^"]+)", (\w+)/g),
].map(([, method, match, at, handler]) => ({ method: method.toUpperCase(), match, at, handler }));

/** Paths below a prefix: an existing one, an unknown one, an invalid one. */
const rests = {
  '/thread': ['/hello/', '/nowhere/', '/../'],
  '/page': ['/hello/', '/nowhere/'],
  '/avatar': ['/0123456789abcdef.svg', '/x'],
  '/report': () => [`/${id}`, '/999', '/x'],
  '/moderate/comment': () => [`/${id}`, '/999'],
};
const restsOf = (route) => {
  if (route.match === 'exact' || route.match === 'folder') return [''];
  const known = rests[route.at] ?? ['/x'];
  return typeof known === 'function' ? known() : known;
};

async function request(method, at, { accept = 'text/html', body = '', ...more } = {}) {
  const [address] = [`/comments${at}`];
  return site.fastCgi(
    site.fastCgiEnvironment({
      method,
      path: address,
      type: method === 'POST' ? 'application/x-www-form-urlencoded' : undefined,
      length: method === 'POST' ? String(body.length) : undefined,
      env: { HTTP_ACCEPT: accept, ...more.env },
      ...more,
    }),
    body,
  );
}

test('every response has X-Content-Type-Options: nosniff', async () => {
  assert.ok(routes.length > 40, 'the table was read');
  const seen = new Set();
  for (const route of routes)
    for (const rest of restsOf(route))
      for (const method of [route.method, 'HEAD', 'PUT'])
        for (const accept of ['text/html', 'application/json']) {
          const answer = await request(method, route.at + rest, { accept });
          seen.add(answer.status);
          assert.equal(
            answer.headers['x-content-type-options'],
            'nosniff',
            `${method} ${route.at}${rest}: ${answer.status}`,
          );
        }
  for (const status of [200, 403, 404, 405]) assert.ok(seen.has(status), `${status} was among them`);
});

test('every response with a body names its type, and texts their encoding', async () => {
  for (const route of routes)
    for (const rest of restsOf(route))
      for (const accept of ['text/html', 'application/json']) {
        const answer = await request(route.method, route.at + rest, { accept });
        if (answer.body === '') continue;
        assert.match(answer.headers['content-type'], /^((text\/\w+|application\/(atom|rss)\+xml); charset=utf-8|application\/json|image\/svg\+xml)$/, `${route.method} ${route.at}${rest}`);
        if (answer.headers['content-type'] === 'application/json') JSON.parse(answer.body);
      }
});

test('responses that no route makes have X-Content-Type-Options: nosniff too', async () => {
  const thread = await request('GET', '/thread/hello/');
  const others = {
    304: await request('GET', '/thread/hello/', { env: { HTTP_IF_NONE_MATCH: thread.headers.etag } }),
    303: await (async () => {
      const { env, body } = site.submission({}, { accept: 'text/html' });
      return site.fastCgi(env, body);
    })(),
    400: await request('GET', '/thread/hello/', { env: { HTTP_X: 'x'.repeat(200_000) } }),
    404: await request('GET', '/no/such/thing'),
    413: await request('POST', '/post', { length: '99999999' }),
  };
  for (const [status, answer] of Object.entries(others)) {
    assert.equal(answer.status, Number(status));
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', status);
  }
  const single = await site.cgi(site.fastCgiEnvironment({}));
  assert.equal(single.headers['x-content-type-options'], 'nosniff');
  const unset = await site.cgi({ ...site.fastCgiEnvironment({}), AFTERWORD_CONFIG: '/nowhere.toml' });
  assert.equal(unset.status, 503);
  assert.equal(unset.headers['x-content-type-options'], 'nosniff');
});

test('no document can be framed by other sites, error pages included', async () => {
  const refused = new Set();
  for (const route of routes)
    for (const rest of restsOf(route))
      for (const method of [route.method, 'PUT']) {
        const at = route.at + rest;
        const answer = await request(method, at);
        // A fragment in a host page has the headers of that page.
        if (!/^\s*<!DOCTYPE/i.test(answer.body)) continue;
        if (answer.status >= 400) refused.add(answer.status);
        const said = answer.headers['content-security-policy'] ?? 'nothing';
        assert.match(said, /frame-ancestors '(none|self)'/, `${method} ${at}: ${answer.status}`);
      }
  const { env, body } = site.submission({ comment: '' }, { accept: 'text/html' });
  const rejected = await site.fastCgi(env, body);
  assert.match(rejected.headers['content-security-policy'], /frame-ancestors 'self'/);
  refused.add(rejected.status);
  for (const status of [403, 404, 405, 422]) assert.ok(refused.has(status), `${status} was among them`);
});

test("the page for reporting a comment has the same policy as the moderators' pages", async () => {
  assert.match(policy, /default-src 'none'.*frame-ancestors 'none'/);
  for (const method of ['GET', 'POST']) {
    const answer = await request(method, `/report/${id}`);
    assert.equal(answer.status, method === 'GET' ? 200 : 422, 'no reason is chosen');
    assert.equal(answer.headers['content-security-policy'], policy);
    assert.equal(answer.headers['x-frame-options'], 'DENY');
    assert.equal(answer.headers['referrer-policy'], 'same-origin');
    assert.equal(answer.headers['cache-control'], 'no-store');
  }
});
