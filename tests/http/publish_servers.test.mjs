// Published threads through each web server, with the block of its file of deploy/ uncommented: the
// files are sent with the program's headers, plain and compressed, in host pages, and while the program
// is down; everything else still reaches the program.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';

import { publishingSite } from '../lib/publishing.mjs';
import { isRoot, nobody } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';
import { startWebServer } from '../lib/web_servers.mjs';

const names = (process.env.ONLY ?? 'nginx,Apache with mod_proxy_fcgi,Apache with CGI,Apache with .htaccess only and mod_fcgid,lighttpd,Caddy').split(',');
const page = '/a page/ünï/';
const address = `/comments/thread${encodeURI(page)}`;
const title = 'title=A%20%26%20B';
// Names that decoding twice, or reading as a query, would change.
const odd = ['/50%41 off/', '/50A off/', '/?p=12', '/'];

function addPage(site, server) {
  const file = path.join(site.documentRoot, page, 'index.html');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(
    file,
    `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>A</title></head><body>
${server.include ? server.include(`${address}?${title}`) : ''}\n<p id="after">After.</p></body></html>\n`,
  );
}

for (const name of names) {
  test(`${name}, with its block for published threads`, async (t) => {
    const site = await publishingSite(t, {
      nginx: false,
      serve: false,
      directory: name.includes('.htaccess') ? 'www/comments/published' : 'published',
      config: { server: { socket_mode: '0666' }, comments: { per_page: 2 } },
    });
    fs.mkdirSync(site.published, { recursive: true });
    if (isRoot) fs.chownSync(site.published, nobody.uid, nobody.gid);
    const server = await startWebServer(site, name);
    addPage(site, server);
    await until(async () => (await site.get('/comments/health')).status === 200, { what: 'Afterword' });
    for (const text of ['One thought', 'Another thought', 'And a third thought'])
      await site.comment({ page, comment: text, title: 'A & B' });
    for (const [i, each] of odd.entries()) {
      site.addPage(each.replace('?p=12', ''));
      await site.comment({ page: encodeURIComponent(each).replaceAll('%2F', '/'), comment: `On ${i}` });
    }
    await site.cliOk('publish');
    const plain = (await site.get(`${address}?${title}&replytocom=0`)).headers;

    /** A file is told from a response of the program by a mark that only the test puts there. */
    for (const number of [undefined, 1]) {
      const file = site.file(page, number);
      const marked = `${fs.readFileSync(file)}<!-- from the file ${number} -->`;
      fs.writeFileSync(file, marked);
      fs.writeFileSync(`${file}.gz`, zlib.gzipSync(marked));
    }
    const isFile = (response, number) => {
      assert.equal(response.status, 200, response.text);
      assert.match(response.text, new RegExp(`<!-- from the file ${number} -->`));
    };
    const isProgram = (response) => {
      assert.equal(response.status, 200, response.text);
      assert.match(response.text, /And a third|One thought/);
      assert.doesNotMatch(response.text, /<!-- from the file/);
    };

    await t.test('sends the file for the address, with a title or a page of comments', async () => {
      for (const query of ['', `?${title}`, `?${title}&`, '?title=A%20cpage=1']) isFile(await site.get(address + query), undefined);
      for (const query of ['?cpage=1', `?${title}&cpage=1`]) isFile(await site.get(address + query), 1);
    });

    await t.test('with the headers of the program', async () => {
      const { headers } = await site.get(address);
      for (const header of ['content-type', 'cache-control', 'x-robots-tag', 'x-content-type-options'])
        assert.equal(headers[header]?.toLowerCase(), plain[header]?.toLowerCase(), header);
      assert.match(headers.vary, /Accept-Encoding/i);
      assert.match(headers.vary, /Origin/i);
      assert.equal(headers['content-encoding'], undefined);
      assert.ok(headers.etag);
      assert.equal(headers['last-modified'], undefined);
      const again = await site.get(address, { headers: { 'If-None-Match': headers.etag } });
      assert.equal(again.status, 304);
      assert.equal(again.text, '');
      const head = await site.head(address);
      assert.equal(head.status, 200);
    });

    await t.test('compressed for clients that accept it', async () => {
      const packed = await site.get(address, { headers: { 'Accept-Encoding': 'gzip, deflate, br' } });
      assert.equal(packed.headers['content-encoding'], 'gzip');
      assert.match(packed.headers['content-type'], /^text\/html; *charset=utf-8$/i);
      assert.match(zlib.gunzipSync(packed.bytes).toString(), /<!-- from the file undefined -->/);
      assert.notEqual(packed.headers.etag, (await site.get(address)).headers.etag);
      const refused = await site.get(address, { headers: { 'Accept-Encoding': 'deflate, gzip; q=0.0, br;q=0' } });
      assert.equal(refused.headers['content-encoding'], undefined);
      isFile(refused, undefined);
    });

    if (server.include)
      await t.test('in the host page, also for clients that accept compression', async () => {
        for (const encoding of ['identity', 'gzip']) {
          const shown = await site.get(encodeURI(page), { headers: { 'Accept-Encoding': encoding } });
          const text = shown.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(shown.bytes).toString() : shown.text;
          assert.match(text, /<!-- from the file undefined -->[\s\S]*<p id="after">/, encoding);
        }
        const first = await site.get(`${encodeURI(page)}?cpage=1`);
        assert.match(first.text, /<!-- from the file 1 -->/);
        const reply = await site.get(`${encodeURI(page)}?replytocom=1`);
        assert.match(reply.text, /id="after"/);
        assert.doesNotMatch(reply.text, /<!-- from the file/);
      });

    await t.test('asks the program for everything else', async () => {
      for (const query of ['?cpage=7', '?cpage=01', '?replytocom=1', '?subthread=1', `?${title}&corder=best`, '?cpage=1&cpage=2'])
        isProgram(await site.get(address + query));
      isProgram(await site.get(address, { headers: { Origin: site.url } }));
      isProgram(await site.get(address.slice(0, -1)));
      assert.equal((await site.get('/comments/thread/nowhere/')).status, 404);
      assert.equal((await site.get('/comments/thread?page=/hello/')).status, 200);
    });

    await t.test('shows no other page for a path with % or ?', async () => {
      for (const each of odd) {
        // Without a file too: the rule that passes everything to the program decodes the path again.
        // Apache from 2.4.60 on refuses a question mark in a rewritten path.
        if (name.includes('.htaccess') && /[%?]/.test(each)) continue;
        const shown = await site.get(`/comments/thread${encodeURIComponent(each).replaceAll('%2F', '/')}`);
        assert.match(shown.text, new RegExp(`On ${odd.indexOf(each)}<`), each);
      }
    });

    await t.test('leads out of the folder by no address', async () => {
      fs.writeFileSync(path.join(site.published, 'secret.html'), 'secret');
      fs.mkdirSync(path.join(site.published, 'thread/x@'), { recursive: true });
      for (const query of ['?cpage=../../../secret', '?cpage=1/../../../secret', '?cpage=/../../secret', '?title=/../../secret'])
        assert.doesNotMatch((await site.get(`/comments/thread/x${query}`)).text, /secret/, query);
      for (const target of ['/comments/thread/../secret.html', '/comments/thread/%2e%2e/secret.html', '/comments/thread/..%2fsecret.html', '/comments/thread/../../published/state/stamp'])
        assert.doesNotMatch((await site.get(target)).text, /^secret/, target);
    });

    await t.test('also while the program is down', async () => {
      if (server.ownWorkers) {
        const [config] = [site.database];
        fs.renameSync(config, `${config}.away`);
        isFile(await site.get(address), undefined);
        return;
      }
      await site.stopServer();
      isFile(await site.get(address), undefined);
      if (server.include) assert.match((await site.get(encodeURI(page))).text, /<!-- from the file undefined -->/);
    });
  });
}
