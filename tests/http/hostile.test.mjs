// Hundreds of hostile texts through every entrance to every exit: nothing becomes live markup, breaks the
// page, or is lost.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { hostileTexts, invalidBytes } from '../lib/hostile_texts.mjs';
import { html, liveParts } from '../lib/html.mjs';
import { MailServer } from '../lib/mail.mjs';
import { makeModerator } from '../lib/moderator.mjs';
import { makeSite, run, siteFor } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';
import { commentXml, itemXml, wxr } from '../lib/wxr.mjs';

assert.ok(hostileTexts.length >= 500);

const allowedInComments = new Set(('a abbr b blockquote br cite code del details em hr i li ol p pre q s strong summary table tbody td th ' +
  'thead tr ul').split(' '));
const allowedAttributes = new Set('align cite class datetime href open rel scope start title'.split(' '));

/** Parts of a document that are not ours: scripts with text, handlers, other addresses. */
function foreignParts(tree) {
  const own = tree.all('head > base:not([href]), head > meta, head > script[src], head > link, body > script[src]').map((one) => `<${one.name}>`);
  return liveParts(tree).filter((part) => {
    const at = own.indexOf(part);
    if (at >= 0) own.splice(at, 1);
    return at < 0;
  });
}

function check(answer, what) {
  assert.ok(answer.status < 500, `${what}: ${answer.status}`);
  assert.deepEqual(foreignParts(answer.tree), [], what);
  // What closes an element too early ends up outside of the page's parts.
  assert.ok(!answer.tree.has('plaintext, xmp, noembed, frameset'), what);
  return answer;
}

function checkContent(content, what) {
  for (const element of content.all('*')) {
    assert.ok(allowedInComments.has(element.name), `${what}: <${element.name}>`);
    for (const name of Object.keys(element.attributes)) assert.ok(allowedAttributes.has(name), `${what}: ${element.name} ${name}`);
  }
}

const sites = {};
before(async () => {
  for (const format of ['plain', 'markdown']) {
    const config = { comments: { format, max_links: 0, per_page: 100, likes: true }, pages: { verify: 'none' } };
    sites[format] = await makeSite({ config });
  }
});
after(async () => {
  for (const site of Object.values(sites)) await site.stop();
});

for (const format of ['plain', 'markdown']) {
  test(`${hostileTexts.length} hostile texts as ${format} comments are shown as text everywhere`, async () => {
    const site = sites[format];
    const sent = new Map();
    for (const [i, text] of hostileTexts.entries()) {
      const fields = { page: '/attack/', author: `A ${text}`, email: `a${i}@example.org`, comment: `${text}\n${i}`, url: text };
      let answer = await site.postJson(fields);
      assert.ok(answer.status < 500, `${text}: ${answer.status}`);
      // What is no address or no name is refused, and the rest is tried without it.
      for (const name of ['url', 'author'])
        if (answer.status === 422) answer = await site.postJson(Object.assign(fields, { [name]: name === 'url' ? '' : 'Ada' }));
      if (answer.status !== 201) {
        // No visible character, or NUL, which no browser sends.
        assert.ok([400, 422].includes(answer.status), `${JSON.stringify(text)}: ${answer.status}`);
        continue;
      }
      sent.set(answer.json().id, { text, author: fields.author });
      // Each takes time: the form in one format, the preview in the other.
      if (i % 2 === (format === 'plain' ? 0 : 1)) {
        check(await site.post({ ...fields, email: 'nonsense' }), `the form with errors, ${text}`);
        continue;
      }
      const preview = await site.postJson({ ...fields, aw_preview: 'yes' });
      assert.equal(preview.status, 200, `preview of ${text}`);
      checkContent(html(preview.json().html).one('.comment-content'), `preview of ${text}`);
    }
    assert.ok(sent.size > hostileTexts.length * 0.95, `${sent.size} were taken`);
    const held = (await site.list({ page: '/attack/' })).filter((c) => c.status !== 'approved').map((c) => String(c.id));
    for (let i = 0; i < held.length; i += 100) await site.cliOk('comment', 'approve', ...held.slice(i, i + 100));

    const stored = new Map((await site.list({ page: '/attack/' })).map((c) => [c.id, c]));
    assert.equal(stored.size, sent.size);
    let shown = 0;
    for (let page = 1; page <= Math.ceil(sent.size / 100); page++) {
      for (const route of ['thread', 'page']) {
        const answer = check(await site.get(`${site.mount}/${route}/attack/?cpage=${page}`), `${route}, page ${page}`);
        const items = answer.tree.all('ol.comment-list > li.comment');
        if (route === 'thread') shown += items.length;
        for (const item of items) {
          const id = Number(item.attr('id').replace('comment-', ''));
          checkContent(item.one('.comment-content'), `comment ${id}, ${sent.get(id).text}`);
          const name = stored.get(id).author.replace(/[ \t\r\n]+/g, ' ').trim();
          assert.equal(item.one('.fn').text, name, `the name of comment ${id}`);
        }
      }
    }
    assert.equal(shown, sent.size, 'every comment has its own place in the list');
  });

  test(`hostile texts as titles, pages and parameters of a site with ${format} comments`, async () => {
    const site = sites[format];
    for (const text of hostileTexts) {
      const encoded = encodeURIComponent(text);
      for (const route of [`thread/hello/?title=${encoded}`, `page/hello/?title=${encoded}&replytocom=${encoded}`, `thread?page=${encoded}`,
        `search?q=${encoded}`, `feed?page=${encoded}`, `count?page=${encoded}`]) {
        const answer = await site.get(`${site.mount}/${route}`);
        assert.ok(answer.status < 500, `${route}: ${answer.status}`);
        if (/html/.test(answer.headers['content-type'])) check(answer, route);
      }
    }
  });
}

test('hostile texts in feeds and exports', async () => {
  const site = sites.plain;
  for (const route of ['feed', 'feed/attack/', 'feed?format=rss']) {
    const feed = await site.get(`${site.mount}/${route}`);
    const { code, output } = await run('xmllint', ['--noout', '--nonet', '-'], { input: feed.text });
    assert.equal(code, 0, `${route}: ${output}`);
    for (const [, content] of feed.text.matchAll(/<(?:content|description|summary)[^>]*>([^<]*)</g))
      assert.deepEqual(liveParts(html(html(content).rawText)), [], route);
  }
  const exported = path.join(site.dir, 'export');
  for (const kind of ['wordpress', 'json']) {
    const text = await site.cliOk('export', kind);
    fs.writeFileSync(exported, text);
    if (kind === 'json') assert.ok(JSON.parse(text));
    else assert.equal((await run('xmllint', ['--noout', '--nonet', exported])).code, 0);
  }
});

test('a hostile text in a mail stays in its field or in the body', async (t) => {
  const site = await makeSite({ serve: false });
  const server = await MailServer.make(site.dir);
  t.after(async () => {
    await server.down();
    await site.stop();
  });
  site.writeConfig({
    site: { url: 'https://blog.example' },
    pages: { verify: 'none' },
    comments: { hold_all: true },
    mail: { from: 'comments@blog.example', to: 'owner@blog.example', via: `smtp://127.0.0.1:${server.port}` },
  });
  await site.serve();
  await site.ready();
  const texts = hostileTexts.filter((text, i) => i % 50 === 0 || /[\r\n\0\u0085\u2028\u202e]|=\?/i.test(text));
  let sent = 0;
  for (const [i, text] of texts.entries()) {
    const fields = { page: `/mail${i}/`, title: text, author: `A ${text}`, email: `a${i}@example.org`, comment: `${text} ${i}` };
    const { status } = await site.postJson(fields);
    if (status === 201) sent++;
  }
  assert.ok(sent > texts.length / 2);
  const names = 'from to subject date message-id in-reply-to references auto-submitted mime-version content-type content-transfer-encoding reply-to list-id list-unsubscribe list-unsubscribe-post x-auto-response-suppress precedence';
  // Comments that wait at the same time are in one mail.
  const unsent = "SELECT count(*) FROM outbox WHERE status <> 'sent'";
  await until(async () => (await site.sql(unsent)).trim() === '0', { what: 'the end of all sending', every: 200 });
  assert.ok(server.mails().length > 0);
  for (const mail of server.mails()) {
    assert.deepEqual(mail.to, ['owner@blog.example']);
    for (const [name, value] of mail.headers) {
      assert.ok(names.split(' ').includes(name.toLowerCase()), name);
      assert.ok(!/[\r\n](?![ \t])/.test(value), `${name}: ${JSON.stringify(value)}`);
    }
  }
});

test('hostile texts on the pages of moderators', async () => {
  const site = sites.markdown;
  const moderator = await makeModerator(site, 'Ana', ['--owner']);
  for (const [i, text] of hostileTexts.entries()) {
    const answer = await moderator.get(`/?q=${encodeURIComponent(text)}`);
    check(answer, `search for ${text}`);
    if (i % 10 !== 0) continue;
    for (const what of ['try', 'add']) check(await moderator.post('/rules', { do: what, kind: 'hold', pattern: text }), `rule ${what} ${text}`);
    check(await moderator.post('/care', { add: 'help', name: text, phone: text, url: text, hours: text, country: text }), `help ${text}`);
  }
  const items = await site.list({ page: '/attack/' });
  for (const { id } of items.filter((_, i) => i % 5 === 0)) check(await moderator.get(`/comment/${id}`), `comment ${id}`);
  for (const view of ['/', '/?view=all', '/audit-log', '/rules', '/care', '/threads', '/people', '/mail']) check(await moderator.get(view), view);
  check(await site.thread('/attack/'), 'a thread with help lines');
});

test('bytes that are no text are refused at every entrance', async () => {
  const site = sites.plain;
  const before = (await site.list()).length;
  for (const bytes of invalidBytes) {
    for (const field of ['author', 'comment', 'page', 'title', 'url', 'email', bytes]) {
      const body = `page=%2Fhello%2F&author=Ada&email=ada%40example.org&comment=x&${field}=${bytes}`;
      const answer = await site.postRaw(body);
      assert.ok([400, 404, 422].includes(answer.status), `${field}=${bytes}: ${answer.status}`);
    }
    for (const route of [`thread/${bytes}/`, `thread/hello/?title=${bytes}`, `search?q=${bytes}`, `count?page=${bytes}`]) {
      const answer = await site.get(`${site.mount}/${route}`);
      assert.ok(answer.status < 500, `${route}: ${answer.status}`);
    }
  }
  assert.equal((await site.list()).length, before);
});

/** A listener on 127.0.0.1 or ::1 that counts its connections. */
async function listener(t, host) {
  const made = { connections: 0 };
  const server = net.createServer((socket) => {
    made.connections += 1;
    socket.destroy();
  });
  t.after(() => server.close());
  await new Promise((resolve, reject) => server.on('error', reject).listen(0, host, resolve));
  made.port = server.address().port;
  return made;
}

test('no address that a stranger gave is ever requested', async (t) => {
  const four = await listener(t, '127.0.0.1');
  const six = await listener(t, '::1').catch(() => null);
  const site = await siteFor(t, { config: { reports: { enabled: true }, pages: { verify: 'none' }, comments: { avatars: 'gravatar', max_links: 0 } } });
  const ana = await makeModerator(site, 'Ana', ['--owner']);
  const addresses = [
    ...['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f000001', 'ana:word@127.0.0.1'].map((host) => `http://${host}:${four.port}/x`),
    ...(six ? [`http://[::1]:${six.port}/x`, `http://[0:0:0:0:0:0:0:1]:${six.port}/`] : []),
    'http://169.254.169.254/latest/meta-data/',
    `ftp://127.0.0.1:${four.port}/`, `gopher://127.0.0.1:${four.port}/_x`, `//127.0.0.1:${four.port}/`,
  ];
  const headersWith = (address) => ({ From: `a@127.0.0.1:${four.port}`, 'X-Forwarded-Host': address, 'X-Original-URL': address });
  for (const [i, address] of addresses.entries()) {
    const email = `a${i}@127.0.0.1`;
    const fields = { page: `/x${i}/`, author: address, email: 'a@example.org', comment: `${address} <a href="${address}">x</a> ![x](${address})`, title: address, redirect_to: address };
    const headers = headersWith(address);
    let answer = await site.postJson({ ...fields, url: address }, { headers });
    if (answer.status !== 201) answer = await site.postJson({ ...fields, author: 'Ada' }, { headers });
    assert.equal(answer.status, 201, `${address}: ${answer.text}`);
    const { id } = answer.json();
    await site.postJson({ ...fields, aw_preview: 'yes', url: address }, { headers });
    await site.postJson({ ...fields, page: address, email }, { headers });
    await site.post([['reason', 'other'], ['words', address], ['email', email]], { path: `/comments/report/${id}`, headers });
    for (const at of ['thread', 'page', 'feed', 'version', 'count', 'search'])
      await site.get(`/comments/${at}?page=${encodeURIComponent(address)}&q=${encodeURIComponent(address)}&title=${encodeURIComponent(address)}`, { headers: { ...headers, Referer: address } });
    assert.equal((await ana.get(`/comment/${id}`)).status, 200);
    assert.equal((await site.thread(`/x${i}/`)).status, 200);
  }
  // What commands read from a file of strangers' words.
  const file = path.join(site.dir, 'old.xml');
  const address = addresses[0];
  fs.writeFileSync(file, wxr([itemXml({}, [commentXml({ id: 900, author: 'Ada', email: 'ada@example.org', url: address, content: `<img src="${address}">` })])]));
  await site.cliOk('import', 'wordpress', file);
  fs.writeFileSync(file, `<?xml version="1.0"?><!DOCTYPE rss SYSTEM "${address}" [<!ENTITY x SYSTEM "${address}">]>${fs.readFileSync(file, 'utf8').replace(/<\?xml.*?\?>/, '')}`);
  assert.notEqual((await site.cli(['import', 'wordpress', file])).code, 0);
  await site.cliOk('export', 'json');

  assert.deepEqual([four.connections, six?.connections ?? 0], [0, 0]);
  // The library for requests is loaded when it is first needed; only mail and the check of the site do.
  for (const pid of site.workerPids()) assert.doesNotMatch(fs.readFileSync(`/proc/${pid}/maps`, 'utf8'), /libcurl/);
});
