// Each web server with its file of deploy/: pages, posts, errors, replies, 304, large bodies; and no
// request fails while servers and workers are replaced.
//
// All servers together serve 10,000 requests during 100 reloads or replacements; with LONG=1 each of them.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';

import { siteFor } from '../lib/site.mjs';
import { Traffic } from '../lib/traffic.mjs';
import { until } from '../lib/wait.mjs';
import { startWebServer, webServers } from '../lib/web_servers.mjs';

function addPage(site, server, page, title) {
  const file = path.join(site.documentRoot, page, 'index.html');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(
    file,
    `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>
${server.include(`/comments/thread${encodeURI(page)}?title=${encodeURIComponent(title)}`)}
<p id="after">After.</p></body></html>
`,
  );
}

const names = Object.keys(webServers);
const aim = { requests: 10_000, disturbances: 100 };
const share = process.env.LONG
  ? aim
  : {
      requests: Math.ceil(aim.requests / names.length),
      // Servers that can be reloaded: not mod_cgid.
      disturbances: Math.ceil(aim.disturbances / (names.length - 1)),
    };
const total = { requests: 0, disturbances: 0 };

/** The acknowledged comments that are not stored exactly once. */
function wrongOf(acknowledged, stored) {
  const count = new Map();
  for (const { text } of stored) count.set(text, (count.get(text) ?? 0) + 1);
  return acknowledged.filter(
    ({ id, text }) => count.get(text) !== 1 || !stored.some((one) => one.id === id && one.text === text),
  );
}

for (const name of names) {
  test(`${name}, with its file of deploy/`, async (t) => {
    const site = await siteFor(t, {
      nginx: false,
      serve: false,
      workers: 2,
      config: { server: { socket_mode: '0666' } },
    });
    fs.chmodSync(site.dir, 0o755);
    const server = await startWebServer(site, name);
    if (server.include) addPage(site, server, '/a page/ünï/', 'A & “page”');
    else site.addPage('/a page/ünï/');
    // Without includes on the server, the script fetches the thread.
    const open = (query = '') =>
      site.get(
        server.include
          ? encodeURI('/a page/ünï/') + query
          : `/comments/thread${encodeURI('/a page/ünï/')}?title=${encodeURIComponent('A & “page”')}${query.replace('?', '&')}`,
      );
    await until(async () => (await site.get('/comments/health')).status === 200, { what: 'Afterword' });

    await t.test('opens a page, posts to it and shows the comment', async () => {
      const empty = await open();
      assert.equal(empty.status, 200);
      assert.ok(empty.tree.has('#commentform'), empty.text + server.errors());
      if (server.include) assert.match(empty.text, /<p id="after">/);
      const posted = await site.post({ page: '/a page/ünï/', comment: 'A first thought & <b>more</b>' });
      assert.equal(posted.status, 303, posted.text);
      assert.match(posted.headers.location, /\/a%20page\/%C3%BCn%C3%AF\/#comment-\d+$/);
      const shown = await open();
      assert.match(shown.text, /One thought<span[^>]*> on “<bdi>A &amp; “page”<\/bdi>”/);
      assert.match(shown.text, /A first thought &amp; <b>more<\/b>/);
    });

    await t.test('sends gzip to clients that accept it, and never into a page of the web server', async () => {
      const gzip = { headers: { 'Accept-Encoding': 'gzip' } };
      const address = `/comments/thread${encodeURI('/a page/ünï/')}?title=A`;
      const plain = await site.get(address);
      const packed = await site.get(address, gzip);
      assert.equal(packed.headers['content-encoding'], 'gzip');
      assert.equal(zlib.gunzipSync(packed.bytes).toString(), plain.text);
      assert.match(packed.headers.vary, /Accept-Encoding/);
      if (!server.include) return;
      const page = await site.get(encodeURI('/a page/ünï/'), gzip);
      const bytes = page.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(page.bytes) : page.bytes;
      assert.match(bytes.toString(), /A first thought &amp; <b>more<\/b>[^]*<p id="after">/);
    });

    await t.test('returns what was typed when a field is missing', async () => {
      const failed = await site.post({ page: '/hello/', author: '', comment: 'Typed with care' });
      assert.equal(failed.status, 422);
      assert.match(failed.text, /Typed with care<\/textarea>/);
    });

    await t.test('passes the query of a reply link from the page to the thread', async () => {
      const first = Number(/id="comment-(\d+)"/.exec((await open()).text)[1]);
      const asked = await open(`?replytocom=${first}`);
      assert.match(asked.text, new RegExp(`name="comment_parent"[^>]*value="${first}"`));
      const reply = await site.post({ page: '/a page/ünï/', comment_parent: String(first), comment: 'A reply' });
      const id = Number(/comment-(\d+)$/.exec(reply.headers.location)[1]);
      assert.equal((await site.stored(id)).parent, first);
    });

    await t.test('responds to conditional requests, HEAD, an asset and an unknown URL', async () => {
      const thread = await site.get('/comments/thread/hello/');
      assert.equal(thread.status, 200);
      const again = await site.get('/comments/thread/hello/', { headers: { 'If-None-Match': thread.headers.etag } });
      assert.equal(again.status, 304);
      assert.equal(again.text, '');
      const head = await site.request({ method: 'HEAD', path: '/comments/thread/hello/' });
      assert.equal(head.status, 200);
      assert.match((await site.get('/comments/style.css')).headers['content-type'], /text\/css/);
      assert.equal((await site.get('/comments/nothing')).status, 404);
      assert.equal((await site.get('/comments/health')).status, 200);
    });

    await t.test("accepts WordPress's form, at the root and in a folder", async () => {
      for (const folder of ['', '/old/blog']) {
        const answer = await site.post(
          { page: '/hello/', comment: `By the old form in “${folder}”` },
          { path: `${folder}/wp-comments-post.php` },
        );
        assert.equal(answer.status, 303, `${folder}: ${answer.text}`);
      }
    });

    await t.test('refuses a body that is too large, and continues', async () => {
      const large = await site.post({ comment: 'x'.repeat(3 << 20) }).catch((error) => ({ status: error.code }));
      assert.ok(large.status === 413 || large.status === 'EPIPE' || large.status === 'ECONNRESET', String(large.status));
      assert.equal((await site.get('/comments/thread/hello/')).status, 200);
    });

    await t.test('does not show a database or a configuration in its folder', async () => {
      for (const file of ['afterword.toml', 'afterword.db', 'afterword.db-journal', 'copy.sqlite3']) {
        fs.writeFileSync(path.join(site.documentRoot, file), 'secret');
        assert.match(String((await site.get(`/${file}`)).status), /403|404/, file);
      }
    });

    await t.test('no request fails while it is reloaded and workers are replaced', async () => {
      const traffic = new Traffic(site, server.visitors);
      const each = Math.ceil(share.requests / share.disturbances);
      for (let i = 0; i < share.disturbances; i++) {
        const disturb = server.disturbances[i % server.disturbances.length];
        await Promise.all([disturb?.(traffic), traffic.more(each)]);
        if (disturb) total.disturbances += 1;
      }
      await traffic.stop();
      total.requests += traffic.answers;
      total.disturbances += server.recycled();
      const wrong = wrongOf(traffic.acknowledged, await site.list({ page: '/a/' }));
      assert.deepEqual(traffic.failures, [], server.errors());
      assert.deepEqual(wrong, []);
      assert.ok(traffic.acknowledged.length > 0);
    });
  });
}

test('all servers together served 10,000 requests over 100 reloads and replacements', () => {
  assert.ok(total.requests >= aim.requests, `${total.requests} requests`);
  assert.ok(total.disturbances >= aim.disturbances, `${total.disturbances} reloads and replacements`);
});
