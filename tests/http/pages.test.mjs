// Which pages have a thread, and that all addresses of a page lead to one thread.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { makeSite, siteFor, unique } from '../lib/site.mjs';

const site = await makeSite({
  pages: ['/page.html', '/with space/', '/a+b/', '/100%/', '/dot.name/', '/über/straße/'],
});
after(() => site.stop());

const shows = (answer, id) => answer.tree.has(`#comment-${id}`);

test('a page on disk has a thread, an unknown page has none', async () => {
  for (const page of ['/hello/', '/', '/page.html', '/blog/2020/deep/', '/dot.name/'])
    assert.equal((await site.thread(page)).status, 200, page);
  for (const page of ['/nowhere/', '/hello/more/', '/Hello/', '/blog/2020/deep.html']) {
    assert.equal((await site.thread(page)).status, 404, page);
    const answer = await site.postJson({ page });
    assert.equal(answer.status, 404, page);
    assert.equal(answer.json().errors[0].code, 'comment_id_not_found');
  }
});

test('a new page has a thread at once, and a removed page has none', async () => {
  assert.equal((await site.thread('/later/')).status, 404);
  const file = site.addPage('/later/');
  assert.equal((await site.thread('/later/')).status, 200);
  await site.comment({ page: '/later/' });
  fs.unlinkSync(file);
  assert.equal((await site.thread('/later/')).status, 404);
  assert.equal((await site.postJson({ page: '/later/' })).status, 404);
});

test('/a, /a/ and /a/index.html are one page', async () => {
  const names = ['/a', '/a/', '/a/index.html'];
  const ids = [];
  for (const page of names) ids.push(await site.comment({ page }));
  for (const page of names) {
    const answer = await site.thread(page);
    assert.equal(answer.status, 200, page);
    for (const id of ids) assert.ok(shows(answer, id), `${id} on ${page}`);
  }
  const comment = unique('One page');
  await site.comment({ page: '/a', comment });
  assert.equal((await site.postJson({ page: '/a/index.html', comment })).status, 409);
});

test('an address without .html has the thread of its file, or none', async () => {
  const id = await site.comment({ page: '/page.html' });
  const short = await site.thread('/page');
  assert.ok(short.status === 404 || shows(short, id), 'no second thread of one page');
  assert.equal((await site.postJson({ page: '/page' })).status, short.status === 404 ? 404 : 201);
});

test('the root has a thread of its own', async () => {
  const id = await site.comment({ page: '/' });
  assert.ok(shows(await site.thread('/'), id));
  assert.ok(shows(await site.thread('/index.html'), id));
  assert.ok(!shows(await site.thread('/hello/'), id));
});

test('pages with letters of any script, blanks, plus and percent signs work from form to redirect', async () => {
  for (const page of ['/привет/', '/with space/', '/c++/', '/a+b/', '/100%/', '/über/straße/']) {
    const target = page.split('/').map(encodeURIComponent).join('/');
    const shown = await site.get(`/comments/thread${target}`);
    assert.equal(shown.status, 200, page);
    const hidden = shown.tree.one('input[name=page]').attr('value');
    const answer = await site.post({ page: hidden, comment: unique(page) });
    assert.equal(answer.status, 303, page);
    assert.match(answer.headers.location, /^[\x21-\x7e]+$/, 'a header is ASCII');
    const back = await site.get(site.local(answer.headers.location).split('#')[0]);
    assert.equal(back.status, 200, `${page} -> ${answer.headers.location}`);
    assert.match(back.text, /<h1>/);
    const again = await site.get(`/comments/thread${target}`);
    assert.equal(
      again.tree.all('li.comment').length,
      shown.tree.all('li.comment').length + 1,
      page,
    );
  }
});

test('a page that was posted percent-encoded is the same page', async () => {
  const id = await site.comment({ page: encodeURI('/привет/') }).catch(() => null);
  if (id !== null) assert.ok(shows(await site.thread('/привет/'), id));
});

test('pages.allow limits threads to the pages that it matches', async (t) => {
  const own = await siteFor(t, { config: { pages: { allow: ['/blog/*', '/hello/'] } } });
  for (const page of ['/blog/first/', '/blog/2020/deep/', '/hello/', '/hello/index.html']) {
    assert.equal((await own.thread(page)).status, 200, page);
    await own.comment({ page });
  }
  for (const page of ['/a/', '/', '/empty/', '/old/']) {
    assert.equal((await own.thread(page)).status, 404, page);
    assert.equal((await own.postJson({ page })).status, 404, page);
  }
});

test('pages.verify none accepts pages that are not on disk', async (t) => {
  const own = await siteFor(t, { config: { pages: { verify: 'none' } } });
  const id = await own.comment({ page: '/made/up/' });
  assert.ok(shows(await own.thread('/made/up/'), id));
  assert.ok(shows(await own.thread('/made/up'), id));
});

test('without a document root pages are not verified, and check warns of it', async (t) => {
  const own = await siteFor(t, { config: { pages: { document_root: '' } } });
  await own.comment({ page: '/made/up/' });
  const { output } = await own.cli(['check']);
  const line = output
    .split('\n')
    .find((l) => /warn/i.test(l) && /pages|document_root|verify/.test(l));
  assert.ok(line, output);
});

test('verify file without a document root is a configuration error', async (t) => {
  const own = await siteFor(t, {
    serve: false,
    nginx: false,
    config: { pages: { document_root: '', verify: 'file' } },
  });
  const { code, output } = await own.cli(['check']);
  assert.equal(code, 1);
  assert.match(output, /document_root/);
});

test('no page path leads outside the document root', async (t) => {
  const own = await siteFor(t);
  fs.writeFileSync(path.join(own.dir, 'secret.html'), 'outside');
  fs.mkdirSync(path.join(own.dir, 'outside'));
  fs.writeFileSync(path.join(own.dir, 'outside', 'index.html'), 'outside');
  // With what nginx makes of it: it resolves dots, so that some of these are pages of the site.
  const names = [
    ['/../secret.html', 404],
    ['/hello/../../secret.html', 404],
    ['/../outside/', 404],
    ['/hello/..', 200],
    ['/..', 404],
    ['/hello/../hello/', 200],
    ['/./hello/', 200],
    ['/hello/./', 200],
    ['/..\\secret.html', 404],
    ['/.../', 404],
  ];
  for (const [name, resolved] of names) {
    for (const [written, status] of [
      [name, resolved],
      [name.replaceAll('.', '%2e'), resolved],
      [name.replaceAll('/', '%2f').replace('%2f', '/'), resolved],
      [name.replaceAll('.', '%252e'), 404],
    ]) {
      const env = own.fastCgiEnvironment({
        env: {
          REQUEST_URI: `/comments/thread${written}`,
          DOCUMENT_URI: `/comments/thread${name}`,
          SCRIPT_NAME: `/comments/thread${name}`,
        },
      });
      const answer = await own.fastCgi(env);
      assert.equal(answer.status, 404, written);
      const through = await own.get(`/comments/thread${written}`);
      assert.equal(through.status, status, `${written} through nginx`);
      assert.doesNotMatch(through.text, /secret|outside/);
    }
    const posted = await own.postJson({ page: name });
    assert.equal(posted.status, 404, `${name} posted`);
  }
  assert.deepEqual(await own.list(), []);
});

test('names with controls, wrong UTF-8 or more than 1,024 bytes have no thread', async () => {
  const names = [
    '/hello/%00',
    '/%0a',
    '/hello%0d%0aX:y/',
    '/%7f/',
    '/%ff/',
    '/%c0%ae%c0%ae/',
    '/%ed%a0%80/',
    `/${'x'.repeat(1024)}`,
    `/${'%D0%B6'.repeat(600)}/`,
    '/%1b[31m',
  ];
  for (const name of names) {
    const answer = await site.get(`/comments/thread${name}`);
    // nginx refuses %00 itself.
    assert.equal(answer.status, name.includes('%00') ? 400 : 404, name.slice(0, 40));
    const target = `/comments/thread${name}`;
    const env = { REQUEST_URI: target, DOCUMENT_URI: target, SCRIPT_NAME: target };
    const raw = await site.fastCgi(site.fastCgiEnvironment({ env }));
    assert.equal(raw.status, 404, name.slice(0, 40));
  }
  for (const page of ['/a\nb/', `/${'x'.repeat(1024)}`, '/\u0007/'])
    assert.equal((await site.postJson({ page })).status, 404, JSON.stringify(page.slice(0, 20)));
  assert.equal((await site.postJson({ page: '/hello/\u0000' })).status, 400, 'a NUL is malformed');
});

test('the longest name that is allowed works where pages are not verified', async (t) => {
  const own = await siteFor(t, { config: { pages: { verify: 'none' } } });
  const page = `/${'x'.repeat(1022)}/`;
  assert.equal(page.length, 1024);
  const id = await own.comment({ page });
  assert.ok(shows(await own.thread(page), id));
  assert.equal((await own.postJson({ page: `/${'x'.repeat(1023)}/` })).status, 404);
});

test('an encoded slash never makes a second thread of one page', async () => {
  const id = await site.comment({ page: '/blog/first/' });
  for (const name of ['/blog%2ffirst/', '/blog%2Ffirst%2F', '//blog/first/', '/blog//first/', '/blog///first//']) {
    const answer = await site.get(`/comments/thread${name}`);
    assert.equal(answer.status, 200, name);
    assert.ok(shows(answer, id), name);
  }
});

test('a named pipe is not a page and blocks nothing', async (t) => {
  const own = await siteFor(t);
  spawnSync('mkfifo', [path.join(own.documentRoot, 'pipe')]);
  assert.equal((await own.thread('/pipe', '', { timeout: 3000 })).status, 404);
});

// --- the path in CGI variables ---------------------------------------------------------------------

test('a mount of another name moves every route', async (t) => {
  const own = await siteFor(t, { config: { site: { mount: '/talk' } } });
  const id = await own.comment({ page: '/hello/' });
  const page = await own.get('/hello/');
  assert.ok(shows(page, id));
  assert.equal(own.local(page.tree.one('#commentform').attr('action')), '/talk/post');
  assert.equal((await own.get('/talk/health')).status, 200);
});

test('a rewrite in the web server is followed', async () => {
  const id = await site.comment({ page: '/hello/' });
  assert.ok(shows(await site.get('/discuss/hello/'), id));
});

test('the thread is found for every way in which servers set PATH_INFO and SCRIPT_NAME', async () => {
  const id = await site.comment({ page: '/hello/' });
  const base = site.fastCgiEnvironment();
  for (const name of ['REQUEST_URI', 'DOCUMENT_URI', 'SCRIPT_NAME', 'PATH_INFO']) delete base[name];
  const ways = [
    {
      REQUEST_URI: '/comments/thread/hello/?title=x',
      SCRIPT_NAME: '/comments/thread/hello/',
      DOCUMENT_URI: '/comments/thread/hello/',
    },
    {
      REQUEST_URI: '/comments/thread/hello/',
      SCRIPT_NAME: '/comments',
      PATH_INFO: '/thread/hello/',
    },
    { SCRIPT_NAME: '/comments', PATH_INFO: '/thread/hello/' },
    {
      REQUEST_URI: '/comments/thread/hello/',
      SCRIPT_NAME: '/cgi-bin/comments.cgi',
      PATH_INFO: '/comments/thread/hello/',
    },
    {
      REQUEST_URI: '/comments/thread/hello/',
      SCRIPT_NAME: '/cgi-bin/comments.cgi',
      PATH_INFO: '/thread/hello/',
    },
    {
      REQUEST_URI: '/hello/',
      SCRIPT_NAME: '/comments/thread/hello/',
      DOCUMENT_URI: '/comments/thread/hello/',
    },
    { SCRIPT_NAME: '/comments/thread/hello/' },
    {
      REQUEST_URI: '/comments/thread/hello/',
      SCRIPT_NAME: '/comments/thread/hello/',
      PATH_INFO: '',
    },
  ];
  for (const way of ways) {
    const answer = await site.fastCgi({ ...base, ...way });
    assert.equal(answer.status, 200, JSON.stringify(way));
    assert.match(answer.body, new RegExp(`id="comment-${id}"`), JSON.stringify(way));
  }
});
