// Each web server with its very file of deploy/: open a page, post, fail, reply, get 304, send too
// much, go through a reload.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { siteFor } from '../lib/site.mjs';
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

for (const name of Object.keys(webServers)) {
  test(`${name}, with its file of deploy/`, async (t) => {
    const site = await siteFor(t, {
      nginx: false,
      serve: false,
      workers: 2,
      config: { server: { socket_mode: '0666' } },
    });
    fs.chmodSync(site.dir, 0o755);
    const server = await startWebServer(site, name);
    if (!server.ownWorkers) await site.serve();
    if (server.include) addPage(site, server, '/a page/ünï/', 'A & “page”');
    else site.addPage('/a page/ünï/');
    // Where pages are not put together on the server, the script asks for the thread itself.
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
      assert.match(shown.text, /One thought on “<span>A &amp; “page”<\/span>”/);
      assert.match(shown.text, /A first thought &amp; <b>more<\/b>/);
    });

    await t.test('gives back what was typed when something is missing', async () => {
      const failed = await site.post({ page: '/hello/', author: '', comment: 'Typed with care' });
      assert.equal(failed.status, 422);
      assert.match(failed.text, /Typed with care<\/textarea>/);
    });

    await t.test('passes the reply link’s question through the page to the thread', async () => {
      const first = Number(/id="comment-(\d+)"/.exec((await open()).text)[1]);
      const asked = await open(`?replytocom=${first}`);
      assert.match(asked.text, new RegExp(`name="comment_parent"[^>]*value="${first}"`));
      const reply = await site.post({ page: '/a page/ünï/', comment_parent: String(first), comment: 'A reply' });
      const id = Number(/comment-(\d+)$/.exec(reply.headers.location)[1]);
      assert.equal((await site.stored(id)).parent, first);
    });

    await t.test('answers 304, HEAD, an asset and an unknown address', async () => {
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

    await t.test('takes WordPress’s old form, at the root and in a folder', async () => {
      for (const folder of ['', '/old/blog']) {
        const answer = await site.post(
          { page: '/hello/', comment: `By the old form in “${folder}”` },
          { path: `${folder}/wp-comments-post.php` },
        );
        assert.equal(answer.status, 303, `${folder}: ${answer.text}`);
      }
    });

    await t.test('refuses a body that is too large, and goes on', async () => {
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

    await t.test('loses no request when it is reloaded, nor when Afterword is', async () => {
      let failed = 0;
      let done = 0;
      let over = false;
      const asking = [1, 2].map(async () => {
        while (!over) {
          const answer = await site.get('/comments/thread/hello/').catch((error) => ({ status: error.code }));
          if (answer.status !== 200) failed += 1;
          done += 1;
        }
      });
      for (let i = 0; i < 5; i++) {
        server.reloadNow();
        site.server?.kill('SIGHUP');
        const until_ = done + 40;
        await until(() => done >= until_, { what: 'more answers' });
      }
      over = true;
      await Promise.all(asking);
      assert.ok(done >= 200);
      assert.equal(failed, 0, `${failed} of ${done}; ${server.errors()}`);
    });
  });
}
