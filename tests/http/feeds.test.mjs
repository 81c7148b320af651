// Feeds, counts, the newest comments, and the origins from which a browser may read them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import path from 'node:path';

import { ask } from '../lib/fastcgi.mjs';
import { makeSite, root } from '../lib/site.mjs';

let site;
const friend = 'https://friend.example';
const nasty = 'Ada & <Grace> ]]> "quoted" {{X}} \u202e';

before(async () => {
  site = await makeSite({
    config: { site: { name: 'A & B', origins: [friend] }, comments: { hold_all: true } },
  });
});
after(() => site.stop());

const publish = async (fields) => {
  const id = await site.comment(fields);
  await site.cli(['comment', 'approve', String(id)]);
  return id;
};

function isValid(feed, schema) {
  const checked = spawnSync(
    'xmllint',
    ['--noout', '--nonet', '--relaxng', path.join(root, 'tests/data', schema), '-'],
    { input: feed, encoding: 'utf8' },
  );
  assert.equal(checked.status, 0, `${checked.stderr}\n${feed}`);
}

const readXml = (feed, xpath) =>
  spawnSync('xmllint', ['--nonet', '--xpath', xpath, '-'], { input: feed, encoding: 'utf8' }).stdout;
const inAtom = (names) =>
  names.split('/').map((name) => `*[local-name()="${name}"]`).join('/');

test('a page and the site have valid Atom and RSS feeds, whatever people wrote', async () => {
  const first = await publish({
    page: '/hello/', author: nasty, url: 'https://ada.example/?a=1&b=2', comment: 'One <b>bold</b> & more',
  });
  const reply = await publish({
    page: '/hello/', author: 'Grace', comment: 'An answer', comment_parent: first,
  });
  await publish({ page: '/a/', author: 'Mia', comment: 'Elsewhere' });
  await site.comment({ page: '/hello/', author: 'Nobody', comment: 'still waiting' });

  for (const [at, entries] of [['/feed/hello/', 2], ['/feed', 3], ['/feed/empty/', 0]]) {
    const atom = await site.get(`/comments${at}`);
    assert.equal(atom.status, 200, at);
    assert.match(atom.headers['content-type'], /^application\/atom\+xml/);
    isValid(atom.text, 'atom.rng');
    assert.equal(Number(readXml(atom.text, 'count(//*[local-name()="entry"])')), entries);
    assert.doesNotMatch(atom.text, /still waiting|@example\.org/);

    const rss = await site.get(`/comments${at}?format=rss`);
    assert.match(rss.headers['content-type'], /^application\/rss\+xml/);
    isValid(rss.text, 'rss.rng');
    assert.equal(Number(readXml(rss.text, 'count(//item)')), entries);
  }
  const { text } = await site.get('/comments/feed/hello/');
  assert.equal(readXml(text, `string(//${inAtom('entry')}[2]/${inAtom('content')})`).trim(),
    '<p>One <b>bold</b> &amp; more</p>');
  assert.equal(readXml(text, `string(//${inAtom('entry')}[1]/${inAtom('in-reply-to')}/@ref)`).trim(),
    `${site.url}/hello/#comment-${first}`);
  assert.equal(readXml(text, `string(//${inAtom('entry')}[1]/${inAtom('id')})`).trim(),
    `${site.url}/hello/#comment-${reply}`);
});

test('a feed reader that has the newest comments gets 304', async () => {
  const feed = await site.get('/comments/feed');
  const again = await site.get('/comments/feed', { headers: { 'If-None-Match': feed.headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.text, '');
  await publish({ page: '/a/', comment: 'Something new' });
  const newer = await site.get('/comments/feed', { headers: { 'If-None-Match': feed.headers.etag } });
  assert.equal(newer.status, 200);
});

test('a comment that is published late is not hidden by If-Modified-Since', async () => {
  const held = await site.comment({ page: '/a/', comment: 'Held for a while' });
  await publish({ page: '/a/', comment: 'Published at once' });
  const before = await site.get('/comments/feed');
  await site.cli(['comment', 'approve', String(held)]);
  const after = await site.get('/comments/feed', {
    headers: { 'If-Modified-Since': before.headers['last-modified'] ?? new Date().toUTCString() },
  });
  assert.equal(after.status, 200);
  assert.match(after.text, /Held for a while/);
});

test('links lead to the page of comments that has the comment, in a thread of several', async () => {
  const several = await makeSite({ config: { comments: { per_page: 2 } } });
  try {
    const ids = [];
    for (const n of [1, 2, 3]) ids.push(await several.comment({ comment: `Root ${n}` }));
    const reply = await several.comment({ comment: 'To the first', comment_parent: ids[0] });
    const atom = (await several.get('/comments/feed/hello/')).text;
    for (const [id, page] of [[reply, 1], [ids[2], 2]]) {
      for (const part of [`<id>${several.url}/hello/#comment-${id}</id>`,
        `href="${several.url}/comments/comment/${id}"`])
        assert.ok(atom.includes(part), part);
      const there = await several.get(`/comments/comment/${id}`);
      assert.equal(several.local(there.headers.location), `/hello/?cpage=${page}#comment-${id}`);
    }
    const { tree } = await several.get('/comments/latest');
    assert.equal(tree.all('a')[0].attr('href'), `/hello/?cpage=1#comment-${reply}`);
  } finally {
    await several.stop();
  }
});

test('a removed page is in no feed, list or count', async () => {
  const file = site.addPage('/taken-down/');
  await publish({ page: '/taken-down/', comment: 'Not for ever' });
  const everywhere = async () => [
    (await site.get('/comments/feed')).text.includes('Not for ever'),
    (await site.get('/comments/feed/taken-down/')).status === 200,
    (await site.get('/comments/latest')).text.includes('/taken-down/'),
    (await site.get('/comments/count?page=/taken-down/')).json()['/taken-down/'] === 1,
  ];
  assert.deepEqual(await everywhere(), [true, true, true, true]);
  fs.rmSync(file);
  assert.deepEqual(await everywhere(), [false, false, false, false]);
});

test('counts are of published comments, under the names that were asked', async () => {
  await publish({ page: '/blog/first/', comment: 'A single one' });
  const answer = await site.get('/comments/count?page=/blog/first/&page=/blog/first/index.html&page=/empty/&page=nonsense');
  assert.match(answer.headers['content-type'], /^application\/json/);
  assert.deepEqual(answer.json(), { '/blog/first/': 1, '/blog/first/index.html': 1, '/empty/': 0, nonsense: 0 });
  const words = await site.get('/comments/count?as=words&page=/blog/first/&page=/empty/&page=/hello/');
  assert.deepEqual(words.json(), {
    '/blog/first/': '1 comment', '/empty/': 'Leave a comment', '/hello/': '2 comments',
  });
});

test('a thousand pages are counted; none, or more, are refused with the limit', async () => {
  const query = (many) => Array.from({ length: many }, (_, i) => `page=/p${i}/`).join('&');
  const count = (asked) =>
    ask(site.socket, site.fastCgiEnvironment({ path: `/comments/count?${asked}` }));
  const all = await count(query(1_000));
  assert.equal(Object.keys(JSON.parse(all.text)).length, 1_000);
  for (const asked of ['', query(1_001)]) {
    const answer = await count(asked);
    assert.equal(answer.status, 400);
    assert.match(JSON.parse(answer.text).errors[0].message, /1 to 1,000 pages/);
  }
});

test('the newest comments are a list of links', async () => {
  const id = await publish({ page: '/hello/', author: 'Eve & Co', comment: 'Newest of all' });
  const { tree, text, status } = await site.get('/comments/latest?limit=2');
  assert.equal(status, 200);
  assert.equal(tree.all('.latest-comments li').length, 2);
  assert.equal(tree.all('.latest-comments li a')[0].attr('href'), `/hello/#comment-${id}`);
  assert.match(text, /Eve &amp; Co/);
});

test('browsers may read from the origins that the site names, exactly, and from no other', async () => {
  for (const at of ['/thread/hello/', '/feed', '/count?page=/hello/', '/latest']) {
    const from = (origin) => site.get(`/comments${at}`, { headers: { Origin: origin } });
    const named = await from(friend);
    assert.equal(named.headers['access-control-allow-origin'], friend, at);
    assert.match(named.headers.vary, /Origin/);
    assert.equal(named.headers['access-control-allow-credentials'], undefined);
    for (const other of ['null', 'https://friend.example.evil.example', 'http://friend.example',
      'https://FRIEND.example', 'https://friend.example:444']) {
      const refused = await from(other);
      assert.equal(refused.headers['access-control-allow-origin'], undefined, other);
      assert.match(refused.headers.vary, /Origin/);
    }
  }
  const moderate = await site.get('/comments/moderate/', { headers: { Origin: friend } });
  assert.equal(moderate.headers['access-control-allow-origin'], undefined);
});

test('a script on a named origin may post, and read the answer', async () => {
  const send = (origin) => site.post(
    { page: '/hello/', comment: `From ${origin}` },
    { headers: { Origin: origin, Accept: 'application/json' } },
  );
  const taken = await send(friend);
  assert.equal(taken.status, 201, taken.text);
  assert.equal(taken.headers['access-control-allow-origin'], friend);
  const refused = await send('https://evil.example');
  assert.equal(refused.status, 403);
  assert.equal(refused.headers['access-control-allow-origin'], undefined);
});

test('a page of comments may be in a frame on the site’s own pages and on those of named origins only', async () => {
  const policyOf = async (at) => (await site.get(`/comments${at}`)).headers['content-security-policy'];
  for (const at of ['/page/hello/', '/page/hello/?title=x&cpage=1', '/page/nowhere/']) {
    const policy = await policyOf(at);
    assert.match(policy, new RegExp(`frame-ancestors 'self' ${site.url} ${friend}$`), at);
    assert.match(policy, /script-src 'self'; style-src 'self';/, at);
  }
  const page = await site.get('/comments/page/hello/');
  const again = await site.get('/comments/page/hello/', { headers: { 'If-None-Match': page.headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.headers['content-security-policy'], page.headers['content-security-policy']);
  assert.match(await policyOf('/moderate/'), /frame-ancestors 'none'/);
  assert.equal(await policyOf('/thread/hello/'), undefined);
});

// --- search for readers ---------------------------------------------------------------------------------

test('readers search published texts and names, and learn nothing of held comments and email addresses', async (t) => {
  const own = await makeSite({ config: { comments: { flood_seconds: 0, hold_first: false } } });
  t.after(() => own.stop());
  const first = await own.comment({ page: '/hello/', author: 'Grace Garden', email: 'secretbox@example.org', comment: 'Lighthouses & <b>lanterns</b> in the fog', title: 'Hello' });
  const second = await own.comment({ page: '/blog/first/', author: 'Ada', comment: `${'A long way. '.repeat(40)}Then a LANTERN, and more.` });
  await own.comment({ page: '/hello/', author: 'Hidden', comment: 'A held lantern https://a.example https://b.example' });
  const search = async (query) => {
    const response = await own.get(`/comments/search?${query}`);
    return { ...response, found: response.tree.all('.comment-results a').map((link) => own.local(link.attr('href'))) };
  };
  assert.deepEqual((await search('q=lantern')).found.map((href) => href.split('#')[1]), [`comment-${second}`, `comment-${first}`]);
  assert.deepEqual((await search('q=lantern&page=/hello/')).found, [`/hello/#comment-${first}`]);
  assert.deepEqual((await search('q=garden+fog')).found.length, 1);
  for (const nothing of ['q=secretbox', 'q=secretbox%40example.org', 'q=email:secretbox', 'q=Hidden', 'q=held', 'q=lantern+nowhere', 'q=%22', 'q=NOT', 'q=*'])
    assert.deepEqual((await search(nothing)).found, [], nothing);
  const { text, headers, tree } = await search('q=LANTERNS');
  assert.ok(text.includes('Lighthouses &amp; &lt;b&gt;lanterns&lt;/b&gt; in the fog'));
  assert.equal(tree.one('input[type=search]').attr('value'), 'LANTERNS');
  assert.equal(headers['cache-control'], 'no-store');
  assert.ok(tree.has('meta[name=robots][content=noindex]'));
  assert.match((await search('q=then+a')).text, /… .*Then a LANTERN/);
  assert.equal((await own.get('/comments/search?q=a&page=https://other.example/')).status, 422);
  assert.equal((await own.get('/comments/search?q=a&page=/no-such-page/')).status, 404);
  assert.deepEqual((await search('')).found, []);

  // What readers have to open in the thread is not shown here either.
  const excerpt = async (comment) => {
    await own.comment({ page: '/hello/', comment: `Whodunit? ${comment}` });
    return (await search('q=whodunit')).tree.all('.comment-results li')[0].text;
  };
  const hidden = await excerpt('<Details><summary>End</summary>The <details>second</details> gardener</DETAILS> Nice film.');
  assert.match(hidden, /Whodunit\? … Nice film\./);
  assert.doesNotMatch(hidden, /gardener|second/);
  assert.match(await excerpt('I wrote <details> here.'), /I wrote <details> here\./);
  assert.match(await excerpt('</details> <details>The butler <details>knew</details> it'), /Whodunit\? <\/details> …/);
});

test('older results are on further pages, and the number of searches is limited', async (t) => {
  const own = await makeSite({ config: { comments: { flood_seconds: 0, hold_first: false } } });
  t.after(() => own.stop());
  await own.importComments(Array.from({ length: 45 }, (_, i) => ({ id: i + 1, text: `Pebble ${i + 1}` })));
  const seen = [];
  let address = '/comments/search?q=pebble&page=/hello/';
  while (address) {
    const tree = (await own.get(address)).tree;
    seen.push(...tree.all('.comment-results a').map((link) => Number(link.attr('href').split('#comment-')[1])));
    address = tree.has('a[href*="before="]') ? tree.one('a[href*="before="]').attr('href') : '';
  }
  assert.deepEqual(seen, Array.from({ length: 45 }, (_, i) => 45 - i));
  let limited;
  // Each worker counts for itself.
  for (let i = 0; i < 200 && limited?.status !== 429; i += 1) limited = await own.get('/comments/search?q=pebble');
  assert.equal(limited.status, 429);
  assert.ok(Number(limited.headers['retry-after']) > 0);
  assert.match(limited.text, /wait a minute/);
  assert.equal((await own.get('/comments/search')).status, 200, 'the form is not limited');
});

test('a site can do without the search', async (t) => {
  const own = await makeSite({ config: { comments: { search: false } } });
  t.after(() => own.stop());
  assert.equal((await own.get('/comments/search?q=a')).status, 404);
});
