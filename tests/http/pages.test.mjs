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

// --- the page as people and generators write it ------------------------------------------------------

test('the page field of a form, a script and a counter are read alike', async () => {
  const id = await site.comment({ page: '/über/straße/', comment: 'About the street' });
  const same = [
    '/über/straße/',
    '/%C3%BCber/stra%C3%9Fe/',
    '/%c3%bcber/stra%c3%9fe/?utm_source=list&fbclid=1',
    '/über/straße/#top',
    `${site.url}/%C3%BCber/stra%C3%9Fe/#comments`,
    `${site.url.replace('http:', 'https:')}/über/straße/`,
    '/über/straße/comment-page-1/',
    '/über/straße/feed/',
  ];
  for (const page of same) {
    const posted = await site.postJson({ page, comment: unique('Also there') });
    assert.equal(posted.status, 201, `${page}: ${posted.text}`);
    assert.match(posted.headers.location, /^\/%C3%BCber\/stra%C3%9Fe\/#comment-\d+$/, page);
    const shown = await site.get(`/comments/thread?page=${encodeURIComponent(page)}`);
    assert.ok(shows(shown, id), page);
    const counted = await site.get(`/comments/count?page=${encodeURIComponent(page)}`);
    assert.ok(counted.json()[page] > 1, page);
  }
  const foreign = await site.get('/comments/thread?page=https%3A%2F%2Fother.example%2F');
  assert.equal(foreign.status, 422);
  assert.match(foreign.tree.text, /page of another site/);
  assert.equal((await site.get('/comments/thread')).status, 404);
  assert.deepEqual((await site.get('/comments/count?page=https%3A%2F%2Fother.example%2F')).json(), {});
});

test('a page that a query selects keeps its query everywhere', async (t) => {
  const own = await siteFor(t, { config: { pages: { verify: 'none' }, comments: { per_page: 1 } } });
  const first = await own.comment({ page: '/?p=42' });
  const posted = await own.post({ page: '/?p=42', comment: 'The second' });
  assert.equal(own.local(posted.headers.location), `/?p=42&cpage=2#comment-${first + 1}`);
  const answer = await own.get('/comments/thread/%3Fp=42');
  assert.equal(answer.tree.one('input[name=page]').attr('value'), '/?p=42');
  assert.equal(answer.tree.one('link[itemprop=url]').attr('href'), '/?p=42');
  assert.equal(answer.tree.all('.comment-navigation a')[0].attr('href'), '/?p=42&cpage=1#comments');
  assert.match(answer.tree.one('.comment-reply-link').attr('href'), /^\/\?p=42&cpage=2&replytocom=2#respond$/);
  assert.ok(!answer.text.includes('%3F'), 'a link on the host page');
  const framed = await own.get('/comments/page/%3Fp=42');
  assert.equal(framed.tree.all('.comment-navigation a')[0].attr('href'),
    '/comments/page/%3Fp=42?cpage=1#comments');
  const feed = await own.get('/comments/feed/%3Fp=42');
  assert.ok(feed.text.includes(`href="${own.url}/?p=42"`), feed.text);
  assert.ok(feed.text.includes(`<id>${own.url}/?p=42#comment-${first}</id>`), feed.text);
  assert.ok(feed.text.includes(`href="${own.url}/comments/feed/%3Fp=42"`), feed.text);
  assert.equal((await own.thread('/')).tree.all('li.comment').length, 0, 'the root is another page');
  const exported = await own.cliOk('export', 'wordpress', '-');
  assert.ok(exported.includes(`<link>${own.url}/?p=42</link>`));
  assert.match(await own.cliOk('export', 'json', '-'), /"page":"\/\?p=42"/);
});

test("WordPress's addresses of a page's comments, feed and mobile view have its thread", async (t) => {
  const own = await siteFor(t, { config: { comments: { per_page: 1 } } });
  for (const n of [1, 2, 3]) await own.comment({ comment: `Number ${n}` });
  const second = await own.thread('/hello/comment-page-2/');
  assert.deepEqual(second.tree.all('li.comment').map((e) => e.attr('id')), ['comment-2']);
  assert.equal(second.tree.one('input[name=page]').attr('value'), '/hello/');
  const chosen = await own.thread('/hello/comment-page-2/', '?cpage=1');
  assert.ok(shows(chosen, 1), 'a link of ours says more');
  for (const end of ['feed', 'feed/atom', 'feed/rss2', 'amp', 'embed', 'trackback'])
    assert.ok(shows(await own.thread(`/hello/${end}/`), 3), end);
  assert.ok(shows(await own.thread('/hello/comment-page-0/'), 1));
});

// --- where pages and comments are --------------------------------------------------------------------

const apart = { site: { url: 'https://blog.example', comments_url: 'https://comments.example' } };

test('with the comments on another host, links lead from their host to that of the pages', async (t) => {
  const own = await siteFor(t, { config: apart });
  const at = { Host: 'comments.example' };
  const posted = await own.post({ page: '/hello/' }, { headers: { ...at, Origin: 'https://blog.example' } });
  assert.equal(posted.status, 303);
  assert.equal(posted.headers.location, 'https://blog.example/hello/#comment-1');
  const back = await own.post({ page: '/hello/', redirect_to: '/hello/?x=1#y', comment: unique() }, { headers: at });
  assert.equal(back.headers.location, 'https://blog.example/hello/?x=1#comment-2');
  const framed = await own.post({ page: '/hello/', comment: unique() },
    { headers: { ...at, Origin: 'https://comments.example' } });
  assert.equal(framed.status, 303, 'the frame is on the comments\' host');
  const feed = (await own.get('/comments/feed/hello/')).text;
  assert.ok(feed.includes('<link rel="self" type="application/atom+xml" href="https://comments.example/comments/feed/hello/"/>'), feed);
  assert.ok(feed.includes('<link rel="alternate" type="text/html" href="https://blog.example/hello/"/>'));
  assert.ok(feed.includes('href="https://comments.example/comments/comment/1"'));
  assert.ok(feed.includes('<id>https://blog.example/hello/#comment-1</id>'));
  const permalink = await own.get('/comments/comment/1');
  assert.equal(permalink.headers.location, 'https://blog.example/hello/#comment-1');
  const refused = await own.post({ page: '/hello/', comment: '' }, { headers: at });
  assert.ok(refused.tree.has('a[href="https://blog.example/hello/"]'), refused.text);
  const report = await own.get('/comments/report/1');
  assert.ok(report.tree.has('a[href^="https://blog.example/hello/"]'), report.text);
  const framedThread = (await own.get('/comments/page/hello/')).tree;
  assert.equal(framedThread.one('link[itemprop=url]').attr('href'), 'https://blog.example/hello/');
  assert.equal(framedThread.one('#cancel-comment-reply-link').attr('href'), 'https://blog.example/hello/#respond');
  const shown = await own.thread('/hello/');
  assert.equal(shown.tree.one('link[itemprop=url]').attr('href'), '/hello/', 'in the page itself');
});

test('a blog in a folder has its path once, whether the page is written with it or not', async (t) => {
  const own = await siteFor(t, { config: { site: { url: 'https://a.example/blog' } } });
  const id = await own.comment({ page: '/hello/' });
  assert.ok(shows(await own.thread('/blog/hello/'), id), 'one thread');
  const posted = await own.post({ page: 'https://a.example/blog/hello/', comment: unique() });
  assert.equal(posted.headers.location, `/blog/hello/#comment-${id + 1}`);
  const feed = (await own.get('/comments/feed')).text;
  assert.ok(feed.includes(`<id>https://a.example/blog/hello/#comment-${id}</id>`), feed);
  assert.ok(feed.includes('href="https://a.example/comments/feed"'), feed);
  assert.ok(feed.includes('<link rel="alternate" type="text/html" href="https://a.example/blog/"/>'), feed);
  const exported = await own.cliOk('export', 'wordpress', '-');
  assert.ok(exported.includes('<link>https://a.example/blog/hello/</link>'));
  for (const page of ['/hello/', '/blog/hello/', 'https://a.example/blog/hello/?utm_source=x'])
    assert.equal((await own.list({ page })).length, 2, page);
});
