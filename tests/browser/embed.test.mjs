// embed.js: threads on another origin, loading when the reader scrolls near them, the height of frames,
// and comment counts in lists of articles.

import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';

import { Stage, axeFindings, fill, quiet, takeTime } from '../lib/browser.mjs';
import { freePort } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

let stage;
let elsewhere; // another origin, whose pages a test writes
const pages = new Map();
const policies = new Map(); // of pages with a Content-Security-Policy of their own

before(async () => {
  const port = await freePort();
  elsewhere = `http://127.0.0.1:${port}`;
  stage = await Stage.make({ config: { site: { origins: [elsewhere] } } });
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, elsewhere);
    const body = pages.get(pathname);
    response.writeHead(body ? 200 : 404, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        `${policies.get(pathname) ?? ''}default-src 'none'; script-src ${stage.site.url}; style-src ${stage.site.url}; ` +
        `connect-src ${stage.site.url}; img-src data: ${stage.site.url}; frame-src ${stage.site.url}`,
    });
    response.end(body);
  });
  await new Promise((done) => server.listen(port, done));
  stage.elsewhere = server;
});
after(async () => {
  stage?.elsewhere?.close();
  await stage?.stop();
});

function host(path, body) {
  pages.set(path, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Elsewhere</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="${stage.site.url}/comments/style.css"></head>
<body><main><h1>Elsewhere</h1>${body}</main></body></html>`);
  return elsewhere + path;
}
const tag = (attributes = '') =>
  `<script src="${stage.site.url}/comments/embed.js" ${attributes} async></script>`;

test('from another origin a thread can be read, and a comment and a reply can be written', async (t) => {
  const id = await stage.site.comment({ page: '/hello/', author: 'Grace' });
  const page = await stage.visit(t, host('/hello/', tag('data-page="/hello/"')));
  await page.waitForSelector(`#comment-${id}`);
  for (const [selector, attribute] of [['.avatar', 'src'], ['#commentform', 'action'], ['.comment-report', 'href']])
    assert.ok((await page.getAttribute(selector, attribute)).startsWith(`${stage.site.url}/comments/`), selector);
  await page.click(`#div-comment-${id} .comment-reply-link`);
  await fill(page, { comment: 'From another origin' });
  await takeTime(page);
  await page.click('#submit');
  await page.locator(`#comment-${id} .children .comment`, { hasText: 'From another origin' }).waitFor();
  assert.equal(new URL(page.url()).origin, elsewhere);
  assert.deepEqual(await page.context().cookies(), []);
  quiet(page);

  const seen = await stage.visit(t, host('/hello/', tag('data-page="/hello/"')), { bypassCSP: true });
  await seen.waitForSelector(`#comment-${id}`);
  assert.deepEqual(await axeFindings(seen), []);
});

test('without a page in the tag, the canonical address of the host page names it, on the same site only', async (t) => {
  const id = await stage.site.comment({ page: '/hello/', author: 'Grace' });
  const link = (href) => `<link rel="canonical" href="${href}">`;
  const asked = async (path, canonical) => {
    const page = await stage.visitor();
    t.after(() => page.context().close());
    const request = page.waitForRequest((each) => each.url().includes('/comments/thread/'));
    await page.goto(host(path, canonical + tag('data-page=""')));
    return [new URL((await request).url()).pathname, page];
  };
  const [own, page] = await asked('/hello/amp.html', link(`${elsewhere}/hello/`));
  assert.equal(own, '/comments/thread/hello/');
  await page.waitForSelector(`#comment-${id}`);
  const [foreign] = await asked('/hello/', link('https://elsewhere.example/other/'));
  assert.equal(foreign, '/comments/thread/hello/');
});

test('a thread far below is fetched when the reader comes near it', async (t) => {
  const far = `<p>Above.</p>${'<p>A line.</p>'.repeat(200)}`;
  const page = await stage.visitor();
  t.after(() => page.context().close());
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(host('/far/', far + tag('data-page="/a/"')));
  await page.waitForLoadState('networkidle');
  assert.equal(asked.filter((path) => path.includes('/thread/')).length, 0);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForSelector('#comments');

  const direct = await stage.visit(t, host('/far/', far + tag('data-page="/a/"')) + '#comments');
  await direct.waitForSelector('#comments');
});

test('the place of a thread says that it is loading, or that it failed, and tries again', async (t) => {
  const page = await stage.visitor();
  t.after(() => page.context().close());
  let answer;
  const asked = new Promise((resolve) => {
    page.route('**/comments/thread/**', (route) => {
      answer = route;
      resolve();
    });
  });
  await page.goto(host('/slow/', tag('data-page="/a/"')));
  await asked;
  assert.equal(await page.textContent('.afterword-place [role=status]'), 'Loading comments …');
  await answer.abort();
  const again = page.locator('.afterword-place button', { hasText: 'Try again' });
  await again.waitFor();
  assert.match(await page.textContent('.afterword-place'), /The comments could not be loaded/);
  await page.unroute('**/comments/thread/**');
  await again.click();
  await page.waitForSelector('#comments');
  assert.equal(await page.locator('.afterword-place').count(), 0);
});

test('data-page accepts the address of the page by another scheme', async (t) => {
  const secure = stage.site.url.replace('http:', 'https:');
  const page = await stage.visit(t, host('/scheme/', tag(`data-page="${secure}/hello/?utm_source=list#top"`)));
  await page.waitForSelector('#comments');
  assert.equal(await page.inputValue('input[name=page]'), '/hello/');
});

test('the script may be included twice: one thread, and one comment for each click', async (t) => {
  const path = '/a/';
  for (const [name, tags] of [
    ['/twice/', `${tag(`data-page="${path}"`)}${tag()}`],
    ['/same/', `${tag(`data-page="${path}"`)}${tag(`data-page="${path}"`)}`],
  ]) {
    const page = await stage.visit(t, host(name, tags));
    await page.waitForSelector('#commentform');
    await page.waitForLoadState('networkidle');
    assert.equal(await page.locator('#comments').count(), 1, name);
    assert.equal(await page.locator('.comments-status').count(), 1, name);
    const posts = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
    await fill(page, { comment: `Once from ${name}` });
    await takeTime(page);
    await page.click('#submit');
    await page.locator('.comment', { hasText: `Once from ${name}` }).waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(posts.length, 1, name);
    assert.equal(await page.locator('#comment-errors').count(), 0);
  }
});

const trusted = "require-trusted-types-for 'script'; ";
for (const [words, policy, inPlace] of [
  ['any policy', trusted, true],
  ['our policy', `${trusted}trusted-types afterword; `, true],
  ['other policies only', `${trusted}trusted-types other; `, false],
])
  test(`with Trusted Types and ${words} a thread is shown and a comment can be written`, async (t) => {
    const name = '/old/';
    policies.set(name, policy);
    t.after(() => policies.delete(name));
    const page = await stage.visit(t, host(name, tag(`data-page="${name}"`)));
    await page.waitForSelector('#commentform');
    assert.ok((await page.getAttribute('#commentform', 'action')).startsWith(stage.site.url));
    await fill(page, { comment: `With ${words}` });
    await page.waitForSelector('.comment-tools');
    // Without our policy, the button asks for a page of the server.
    assert.equal(await page.getAttribute('.comment-preview-button', 'aria-pressed'), inPlace ? 'false' : null);
    if (inPlace) {
      await page.click('.comment-preview-button');
      await page.locator('.comment-preview', { hasText: `With ${words}` }).waitFor();
    }
    await takeTime(page);
    // Read on its way: the browser forgets a response when it leaves the page.
    let answer;
    await page.route('**/post', async (route) => {
      const response = await route.fetch();
      answer = await response.json();
      await route.fulfill({ response });
    });
    await page.click('#submit');
    await until(() => answer, { what: 'the response' });
    if (inPlace) {
      await page.locator('.comment', { hasText: `With ${words}` }).waitFor();
      assert.equal(new URL(page.url()).pathname, name);
      quiet(page);
      return;
    }
    // It leads to the page of the comment, whose thread has it.
    await page.waitForURL((url) => url.hash === `#comment-${answer.id}`);
    await page.locator('.comment', { hasText: `With ${words}` }).waitFor();
    assert.ok(page.accidents.every((each) => /trusted.types/i.test(each)), page.accidents.join());
  });

test('data-page accepts a complete address of the site; one of another site is refused in the console', async (t) => {
  const own = await stage.visit(t, host('/own/', tag(`data-page="${stage.site.url}/hello/?a=1#x"`)));
  await own.waitForSelector('#comments');
  assert.equal(await own.inputValue('input[name=page]'), '/hello/');

  const other = await stage.visitor();
  t.after(() => other.context().close());
  const said = [];
  other.on('console', (message) => said.push(message.text()));
  await other.goto(host('/other/', tag('data-page="https://other.example/hello/"')));
  await until(() => said.some((line) => line.includes('is a page of another site')), { what: 'the message' });
  await other.locator('.comments-problem', { hasText: 'another site' }).waitFor();
  assert.equal(await other.locator('#comments').count(), 0);
});

test('without data-page no thread is fetched; an empty one is the path of the page', async (t) => {
  const without = await stage.visitor();
  t.after(() => without.context().close());
  const asked = [];
  without.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await without.goto(host('/hello/', tag()) + '#comments');
  await without.waitForLoadState('networkidle');
  assert.ok(asked.includes('/comments/embed.js'), asked.join(' '));
  assert.equal(asked.filter((path) => path.includes('/thread/')).length, 0);
  quiet(without);

  const empty = await stage.visit(t, host('/hello/', tag('data-page=""')));
  await empty.waitForSelector('#comments');
  assert.equal(await empty.inputValue('input[name=page]'), '/hello/');
});

test('a page of a named origin can show the comments in a frame, one of another origin cannot', async (t) => {
  const address = host('/frame/', `<iframe class="afterword-frame" title="Comments" src="${stage.site.url}/comments/page/hello/"></iframe>`);
  const named = await stage.visit(t, address);
  await named.frameLocator('iframe').locator('#comments').waitFor();
  quiet(named);

  const stranger = await stage.visitor();
  t.after(() => stranger.context().close());
  const said = [];
  stranger.on('console', (message) => said.push(message.text()));
  await stranger.goto(address.replace('127.0.0.1', 'localhost'));
  await until(() => said.some((line) => line.includes('frame-ancestors')), { what: 'the refusal' });
  assert.equal(await stranger.frameLocator('iframe').locator('#comments').count(), 0);
});

test('with site.comments_url a comment from any page leads to the page on the blog\'s host', async (t) => {
  const apart = await Stage.make({
    prepare: (site) => site.writeConfig({
      site: { url: elsewhere, comments_url: site.url },
      comments: { hold_first: false, flood_seconds: 0 },
      server: { listen: `unix:${site.socket}` },
    }),
  });
  t.after(() => apart.stop());
  host('/hello/', `<script src="${apart.site.url}/comments/embed.js" data-page="/hello/" async></script>`);

  const alone = await apart.visit(t, `${apart.site.url}/comments/page/hello/`, { script: false });
  await fill(alone, { comment: 'Without a script' });
  await alone.click('#submit');
  await alone.waitForURL(`${elsewhere}/hello/#comment-1`);
  const permalink = await apart.visit(t, `${apart.site.url}/comments/comment/1`, { script: false });
  assert.equal(permalink.url(), `${elsewhere}/hello/#comment-1`);
});

test('on an unconfigured origin the console says what to configure', async (t) => {
  const address = host('/stranger/', tag('data-page="/hello/"')).replace('127.0.0.1', 'localhost');
  const page = await stage.visitor();
  t.after(() => page.context().close());
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(address);
  await until(() => said.some((line) => /localhost.*site\.origins/.test(line)), { what: 'the message' });
  assert.equal(await page.locator('#comments').count(), 0);
});

test('links to comments show the comment count, also of a thousand', async (t) => {
  await stage.site.comment({ page: '/blog/first/' });
  await stage.site.comment({ page: '/blog/second/' });
  await stage.site.comment({ page: '/blog/second/' });
  const many = Array.from({ length: 1_000 }, (_, i) => `<a href="/list/page-${i}/#comments" data-comment-count>Comments</a>`);
  const page = await stage.visit(t, host('/list/', `
    <a id="one" href="/blog/first/#comments" data-comment-count>Comments</a>
    <a id="two" href="/blog/second/#comments" data-comment-count>Comments</a>
    <a id="none" href="/empty/#comments" data-comment-count>Comments</a>
    <a id="words" href="/blog/second/#comments">See what people said</a>
    <span class="comments-link"><a id="theme" href="/blog/second/?utm_source=x#respond">5 Comments</a></span>
    <a id="foreign" href="https://other.example/#comments" data-comment-count>Comments</a>${many.join('\n')}${tag()}`));
  await page.locator('#one', { hasText: '1 comment' }).waitFor();
  assert.equal(await page.textContent('#two'), '2 comments');
  assert.equal(await page.textContent('#none'), 'Leave a comment');
  assert.equal(await page.textContent('#foreign'), 'Comments');
  assert.equal(await page.textContent('#theme'), '2 comments');
  assert.equal(await page.textContent('#words'), 'See what people said', 'it does not ask for a number');
  await page.locator('[href="/list/page-999/#comments"]', { hasText: 'Leave a comment' }).waitFor();
  assert.equal(await page.locator('#comments').count(), 0);
  quiet(page);
});

test('a frame has the height of its content and grows with it', async (t) => {
  const page = await stage.visit(t, host('/framed/', `
    <iframe class="afterword-frame" title="Comments" height="150" src="${stage.site.url}/comments/page/old/"></iframe>${tag()}`));
  const height = () => page.locator('iframe').evaluate((frame) => Number(frame.height));
  await until(async () => (await height()) > 300, { what: 'the frame to grow' });
  const before = await height();
  const frame = page.frameLocator('iframe');
  await frame.locator('#author').fill('Ada');
  await frame.locator('#email').fill('ada@example.org');
  await frame.locator('#comment').fill('In a frame\n\nof its own\n\nwith lines');
  await takeTime(page.frames()[1]);
  await frame.locator('#submit').click();
  await frame.locator('.comment', { hasText: 'In a frame' }).waitFor();
  await until(async () => (await height()) > before, { what: 'the frame to grow again' });
  quiet(page);
});

// --- pages that change without being loaded ---------------------------------------------------------

const application = () => host('/app/', `<div id="one"></div><div id="two"></div>${tag()}`);

test('an application shows several threads, each with its own form, and learns what happens', async (t) => {
  const first = await stage.site.comment({ page: '/blog/first/', author: 'Grace' });
  const second = await stage.site.comment({ page: '/blog/second/', author: 'Ada' });
  const page = await stage.visit(t, application(), { bypassCSP: true });
  await page.waitForFunction(() => window.Afterword);
  await page.evaluate(async () => {
    window.events = [];
    for (const name of ['loaded', 'posted', 'error'])
      document.addEventListener(`afterword:${name}`, ({ detail }) => window.events.push([name, detail]));
    await Afterword.load(document.getElementById('one'), '/blog/first/', { title: 'One' });
    await Afterword.load(document.getElementById('two'), '/blog/second/', { title: 'Two' });
  });
  await page.waitForSelector(`#one #comment-${first}`);
  await page.waitForSelector(`#two #comment-${second}`);
  assert.match(await page.textContent('#two .comments-title'), /“Two”/);
  const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
  assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), [], 'no id occurs twice');
  assert.deepEqual(await axeFindings(page), []);

  const form = page.locator('#two');
  await form.getByRole('button', { name: 'Post Comment' }).click();
  await form.locator('.comment-errors').waitFor();
  assert.equal(await page.locator('#one .comment-errors').count(), 0);
  await form.locator('.comment-errors a').first().click();
  assert.equal(await page.evaluate(() => document.activeElement.closest('#two') !== null), true);
  await form.locator('textarea').fill('To the second');
  await form.locator('input[name=author]').fill('Ada');
  await form.locator('input[type=email]').fill('ada@example.org');
  await takeTime(page);
  await form.getByRole('button', { name: 'Post Comment' }).click();
  await form.locator('.comment', { hasText: 'To the second' }).waitFor();
  const events = await page.evaluate(() => window.events);
  assert.deepEqual(events.map(([name, { page: about }]) => [name, about]),
    [['loaded', '/blog/first/'], ['loaded', '/blog/second/'], ['error', '/blog/second/'], ['posted', '/blog/second/']]);
  assert.equal(events[2][1].reason, 'rejected');
  assert.equal(events[3][1].status, 'approved');
  const stored = await stage.site.list({ page: '/blog/second/' });
  assert.ok(stored.some(({ text }) => text === 'To the second'));

  // A text that was not sent is there again.
  await page.locator('#one textarea').fill('Not sent');
  await page.evaluate(() => {
    Afterword.unload(document.getElementById('one'));
    return Afterword.load(document.getElementById('one'), '/blog/first/');
  });
  assert.equal(await page.locator('#one textarea').inputValue(), 'Not sent');
  quiet(page);
});

test('threads that are loaded at the same time have different ids, and only the first one has the address', async (t) => {
  const page = await stage.visit(t, application(), { bypassCSP: true });
  await page.waitForFunction(() => window.Afterword);
  await page.evaluate(() => Promise.all([
    Afterword.load(document.getElementById('one'), '/blog/first/'),
    Afterword.load(document.getElementById('two'), '/blog/second/'),
  ]));
  const all = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
  assert.deepEqual(all.filter((id, at) => all.indexOf(id) !== at), [], 'no id occurs twice');

  const write = async (place, comment) => {
    const form = page.locator(place);
    await form.locator('textarea').fill(comment);
    await form.locator('input[name=author]').fill('Ada');
    await form.locator('input[type=email]').fill('ada@example.org');
    await takeTime(page);
    await form.getByRole('button', { name: 'Post Comment' }).click();
    await form.locator('.comment', { hasText: comment }).waitFor();
  };
  await write('#two', 'Later, to the second');
  assert.equal(new URL(page.url()).hash, '');
  await write('#one', 'Later, to the first');
  assert.match(new URL(page.url()).hash, /^#comment-/);
  quiet(page);
});

test('load ends if the thread is unloaded before it was near, or after it could not be fetched', async (t) => {
  const page = await stage.visit(t, host('/far-app/', `${'<p>A line.</p>'.repeat(200)}<div id="one"></div>${tag()}`));
  await page.waitForFunction(() => window.Afterword);
  await page.evaluate(() => {
    window.loading = Afterword.load(document.getElementById('one'), '/blog/first/');
    Afterword.unload(document.getElementById('one'));
    return window.loading;
  });
  await page.route('**/comments/thread/**', (route) => route.fulfill({ status: 502, body: 'Bad gateway', headers: { 'Access-Control-Allow-Origin': '*' } }));
  await page.evaluate(() => {
    document.addEventListener('afterword:error', ({ detail }) => (window.problem = detail));
    document.getElementById('one').scrollIntoView();
    window.loading = Afterword.load(document.getElementById('one'), '/blog/first/');
  });
  await page.locator('.afterword-place button').waitFor();
  assert.deepEqual(await page.evaluate(() => window.problem), { page: '/blog/first/', reason: 'refused', status: 502 });
  await page.evaluate(() => {
    Afterword.unload(document.getElementById('one'));
    return window.loading;
  });
});

test('a hundred changes of the route leave nothing behind', async (t) => {
  for (const route of ['/a/', '/old/']) await stage.site.comment({ page: route });
  const page = await stage.visit(t, application());
  await page.waitForFunction(() => window.Afterword);
  const client = await page.context().newCDPSession(page);
  const change = (times, ending) =>
    page.evaluate(
      async ([count, by]) => {
        const place = document.getElementById('one');
        for (let i = 0; i < count; i += 1) {
          await Afterword.load(place, i % 2 ? '/a/' : '/old/');
          // Let the modules of the thread begin.
          await new Promise((resolve) => setTimeout(resolve));
          if (by === 'unload') Afterword.unload(place);
          else place.replaceChildren();
        }
        await Afterword.load(place, '/a/');
        Afterword.unload(place);
      },
      [times, ending],
    );
  const count = async () => {
    for (let i = 0; i < 3; i += 1) await client.send('HeapProfiler.collectGarbage');
    return client.send('Memory.getDOMCounters');
  };
  for (const ending of ['unload', 'remove']) {
    await change(5, ending);
    const before = await count();
    await change(100, ending);
    const after = await count();
    assert.ok(after.nodes - before.nodes < 200, `${ending}: ${before.nodes} nodes became ${after.nodes}`);
    assert.ok(after.jsEventListeners - before.jsEventListeners < 10,
      `${ending}: ${before.jsEventListeners} listeners became ${after.jsEventListeners}`);
  }
  assert.equal(await page.evaluate(() => document.getElementById('one').childNodes.length), 0);
  quiet(page);
});

test('a thread that is unloaded while it is fetched does not appear', async (t) => {
  const page = await stage.visitor();
  t.after(() => page.context().close());
  let release;
  const asked = new Promise((resolve) => {
    page.route('**/comments/thread/**', async (route) => {
      resolve();
      await new Promise((go) => (release = go));
      await route.continue();
    });
  });
  await page.goto(application());
  await page.waitForFunction(() => window.Afterword);
  await page.evaluate(() => {
    window.loading = Afterword.load(document.getElementById('one'), '/blog/first/');
  });
  await asked;
  await page.evaluate(() => Afterword.unload(document.getElementById('one')));
  release();
  await page.evaluate(() => window.loading);
  assert.equal(await page.evaluate(() => document.getElementById('one').childNodes.length), 0);
});
