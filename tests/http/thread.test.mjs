// The thread as a reader sees it: heading, nesting, dates, links, pages, removed and waiting comments.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import crypto from 'node:crypto';

import { makeSite, siteFor } from '../lib/site.mjs';
import { html } from '../lib/html.mjs';

const site = await makeSite({ nginxExtra: '' });
after(() => site.stop());

const items = (tree) => tree.all('ol.comment-list li.comment');
const idOf = (item) => Number(item.attr('id').replace('comment-', ''));
const ids = (tree) => items(tree).map(idOf);
const title = (answer) => answer.tree.one('.comments-title').text;
const content = (tree, id) => tree.one(`#div-comment-${id} .comment-content`);

test('a page without comments invites the first one and shows the form', async () => {
  const answer = await site.thread('/empty/', '?title=Empty');
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /^text\/html; ?charset=utf-8$/i);
  assert.equal(items(answer.tree).length, 0);
  assert.doesNotMatch(title(answer), /\b0\b/);
  assert.match(answer.tree.one('#comments .no-comments').text, /first/i);
  assert.ok(answer.tree.has('#respond form#commentform[method=post]'));
});

test('one comment is "One thought on" the title, more are counted', async () => {
  await site.comment({ page: '/a/' });
  assert.equal(
    title(await site.thread('/a/', '?title=DBT%20Assumptions')),
    'One thought on “DBT Assumptions”',
  );
  assert.match(title(await site.thread('/a/')), /^One thought\b/);
  for (let i = 0; i < 15; i++) await site.comment({ page: '/a/' });
  assert.equal(
    title(await site.thread('/a/', '?title=DBT%20Assumptions')),
    '16 thoughts on “DBT Assumptions”',
  );
});

test('a title is escaped', async () => {
  const answer = await site.thread(
    '/a/',
    `?title=${encodeURIComponent('<script>alert(1)</script>"&{{X}}')}`,
  );
  assert.equal(answer.status, 200);
  assert.ok(!answer.tree.has('script'));
  assert.match(title(answer), /“<script>alert\(1\)<\/script>"&\{\{X\}\}”$/);
});

test('only approved comments are counted and shown', async () => {
  await site.importComments([
    { id: 501, page: '/old/', text: 'seen' },
    { id: 502, page: '/old/', text: 'is waiting', status: 'waiting' },
    { id: 503, page: '/old/', text: 'is spam', status: 'spam' },
    { id: 504, page: '/old/', text: 'is trash', status: 'trash' },
  ]);
  const answer = await site.thread('/old/', '?title=Old');
  assert.equal(title(answer), 'One thought on “Old”');
  assert.equal(items(answer.tree).length, 1);
  for (const word of ['is waiting', 'is spam', 'is trash'])
    assert.ok(!answer.text.includes(word), word);
});

test('a reply names the comment that it is for, unless that is the one before', async (t) => {
  const own = await siteFor(t);
  const a = await own.comment();
  const b = await own.comment({ comment_parent: a });
  const c = await own.comment({ comment_parent: b });
  const d = await own.comment({ comment_parent: a });
  const { tree } = await own.thread();
  const named = (id) => tree.all(`#div-comment-${id} .comment-answers a`).map((link) => link.attr('href').split('#')[1]);
  assert.deepEqual([a, b, c, d].map(named), [[], [], [], [`comment-${a}`]]);
  assert.deepEqual([a, b].map((id) => tree.one(`#comment-${id} > details > summary .comment-replies-count`).text), ['(3)', '(1)']);
});

test('/version tells how many comments a page has, and with an ETag whether its thread has changed', async (t) => {
  const own = await siteFor(t);
  const a = await own.comment();
  await own.comment({ comment: 'Held: https://a.example https://b.example' });
  const first = await own.get('/comments/version/hello/');
  assert.equal(first.headers['content-type'], 'application/json');
  assert.deepEqual(first.json(), { comments: 1 });
  const etag = first.headers.etag;
  const ask = (page = '/hello/') => own.get(`/comments/version${page}`, { headers: { 'If-None-Match': etag } });
  assert.equal((await ask()).status, 304);
  assert.equal((await own.get('/comments/version?page=/hello/')).headers.etag, etag);
  await own.comment({ page: '/blog/first/' });
  assert.equal((await ask()).status, 304, 'a comment on another page');
  await own.comment({ comment_parent: a });
  const second = await ask();
  assert.equal(second.status, 200);
  assert.deepEqual(second.json(), { comments: 2 });
  assert.deepEqual((await own.get('/comments/version/a/')).json(), { comments: 0 });
  const unknown = await own.get('/comments/version/no-such-page/');
  assert.equal(unknown.status, 404);
  assert.equal(unknown.json().errors[0].code, 'comment_id_not_found');
});

test('replies are lists inside the comment they answer', async (t) => {
  const own = await siteFor(t);
  const a = await own.comment();
  const b = await own.comment({ comment_parent: a });
  const c = await own.comment({ comment_parent: b });
  const d = await own.comment();
  const e = await own.comment({ comment_parent: a });
  const { tree } = await own.thread();
  assert.deepEqual(ids(tree), [a, b, c, e, d]);
  assert.deepEqual(tree.one('ol.comment-list').children.map(idOf), [a, d]);
  assert.deepEqual(
    tree
      .one(`#comment-${a}`)
      .children.filter((x) => x.name === 'details')
      .map((x) => x.children.map((inner) => inner.name)),
    [['summary', 'ol']],
  );
  assert.deepEqual(tree.one(`#comment-${a} > details > ol.children`).children.map(idOf), [b, e]);
  assert.deepEqual(tree.one(`#comment-${b} > details > ol.children`).children.map(idOf), [c]);
  assert.ok(!tree.has(`#comment-${d} ol`));
  for (const [id, depth] of [
    [a, 1],
    [b, 2],
    [c, 3],
    [d, 1],
    [e, 2],
  ]) {
    assert.ok(
      tree.one(`#comment-${id}`).classes.includes(`depth-${depth}`),
      `comment ${id} at depth ${depth}`,
    );
  }
});

test('replies deeper than threads_depth join the last level, and say what they reply to', async (t) => {
  const own = await siteFor(t, { config: { comments: { threads_depth: 3 } } });
  const chain = [await own.comment()];
  for (let i = 1; i < 6; i++) chain.push(await own.comment({ comment_parent: chain[i - 1] }));
  const { tree } = await own.thread();
  assert.deepEqual(ids(tree), chain);
  assert.deepEqual(
    tree.one(`#comment-${chain[1]} > details > ol.children`).children.map(idOf),
    chain.slice(2),
  );
  for (const id of chain.slice(2)) {
    assert.ok(tree.one(`#comment-${id}`).classes.includes('depth-3'));
    const answered = tree.one(`#div-comment-${id} .comment-answers a`).attr('href');
    assert.ok(answered.endsWith(`#comment-${chain[chain.indexOf(id) - 1]}`), answered);
  }
  assert.ok(!tree.has(`#div-comment-${chain[1]} .comment-answers`), 'the place tells');
  for (const id of chain) assert.ok(tree.has(`#div-comment-${id} a.comment-reply-link`));
});

test('every comment has the ids and classes of WordPress themes', async () => {
  const { tree } = await site.thread('/a/');
  const list = items(tree);
  assert.ok(list.length > 2);
  for (const item of list) {
    const id = idOf(item);
    assert.ok(item.classes.includes('comment'));
    assert.ok(item.classes.some((c) => /^depth-\d$/.test(c)));
    assert.ok(
      item.has(
        `article#div-comment-${id}.comment-body > footer.comment-meta .comment-author.vcard .fn`,
      ),
    );
    assert.ok(item.has('.comment-metadata a time[datetime]'));
    assert.ok(item.has('.comment-content'));
    assert.ok(item.has('.reply a.comment-reply-link'));
  }
  list.forEach((item, i) =>
    assert.ok(item.classes.includes(i % 2 ? 'odd' : 'even'), `comment ${i}: ${item.classes}`),
  );
  list.forEach((item, i) => assert.ok(item.classes.includes(i % 2 ? 'thread-odd' : 'thread-even')));
  assert.equal(
    new Set(tree.all('[id]').map((e) => e.attr('id'))).size,
    tree.all('[id]').length,
    'ids are unique',
  );
  assert.ok(tree.has('#comments.comments-area'));
});

test('a comment with replies has the class parent', async (t) => {
  const own = await siteFor(t);
  const a = await own.comment();
  const b = await own.comment({ comment_parent: a });
  const { tree } = await own.thread();
  assert.ok(tree.one(`#comment-${a}`).classes.includes('parent'));
  assert.ok(!tree.one(`#comment-${b}`).classes.includes('parent'));
});

test('a name with a website is a link marked as made by a visitor', async () => {
  const linked = await site.comment({ author: 'Linked', url: 'https://ada.example/~me?a=1&b=2' });
  const bare = await site.comment({ author: 'Bare', url: '' });
  const { tree } = await site.thread();
  const link = tree.one(`#div-comment-${linked} .fn a[href]`);
  assert.equal(link.attr('href'), 'https://ada.example/~me?a=1&b=2');
  assert.equal(link.text, 'Linked');
  for (const word of ['ugc', 'external', 'nofollow'])
    assert.ok(link.attr('rel').split(' ').includes(word), word);
  assert.ok(!tree.has(`#div-comment-${bare} .fn a`));
  assert.equal(tree.one(`#div-comment-${bare} .fn`).text, 'Bare');
});

test('a website without a scheme gets http://', async () => {
  const id = await site.comment({ url: 'ada.example/home' });
  const { tree } = await site.thread();
  assert.equal(tree.one(`#div-comment-${id} .fn a`).attr('href'), 'http://ada.example/home');
});

test('names are in <bdi>, so that they cannot reverse the line them', async () => {
  const id = await site.comment({ author: 'שלום' });
  const { tree } = await site.thread();
  assert.equal(tree.one(`#div-comment-${id} .fn bdi`).text, 'שלום');
});

test("dates are shown in the site's time zone and format, with the instant for machines", async (t) => {
  const rows = [
    { id: 1, created: '2010-11-16T19:34:00.000Z' },
    { id: 2, created: '2012-07-01T00:05:59.000Z' },
    { id: 3, created: '2019-03-31T01:30:00.000Z' },
  ];
  const cases = [
    [{}, ['November 16, 2010 at 7:34 pm', 'July 1, 2012 at 12:05 am', 'March 31, 2019 at 1:30 am']],
    [
      { timezone: 'America/New_York' },
      ['November 16, 2010 at 2:34 pm', 'June 30, 2012 at 8:05 pm', 'March 30, 2019 at 9:30 pm'],
    ],
    [
      { timezone: 'Europe/Berlin', date_format: '%Y-%m-%d %H:%M' },
      ['2010-11-16 20:34', '2012-07-01 02:05', '2019-03-31 03:30'],
    ],
  ];
  for (const [settings, expected] of cases) {
    const own = await siteFor(t, { config: { site: settings } });
    await own.importComments(rows);
    const { tree } = await own.thread();
    rows.forEach((row, i) => {
      const time = tree.one(`#div-comment-${row.id} time`);
      assert.equal(time.text, expected[i]);
      assert.match(
        time.attr('datetime'),
        /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/,
      );
      assert.equal(
        Math.floor(Date.parse(time.attr('datetime')) / 60_000),
        Math.floor(Date.parse(row.created) / 60_000),
      );
    });
  }
});

/** Where the permalink of a comment leads. */
async function permalinkOf(own, tree, id) {
  const href = tree.one(`#div-comment-${id} .comment-metadata a`).attr('href');
  assert.equal(href, `${own.mount}/comment/${id}`);
  const answer = await own.get(href);
  assert.equal(answer.status, 302);
  assert.equal(answer.headers['cache-control'], 'no-store');
  return own.local(answer.headers.location);
}

test('a permalink leads to the page and the comment', async () => {
  const id = await site.comment({ page: '/blog/first/' });
  const { tree } = await site.thread('/blog/first/');
  const href = await permalinkOf(site, tree, id);
  assert.equal(href, `/blog/first/#comment-${id}`);
  const page = await site.get(href.split('#')[0]);
  assert.ok(page.tree.has(`#comment-${id}`));
});

test('a permalink that was given out while there was one page of comments stays right', async (t) => {
  const own = await siteFor(t, { config: { comments: { per_page: 2 } } });
  const first = await own.comment({ comment: 'The first' });
  const { tree } = await own.thread('/hello/');
  assert.equal(await permalinkOf(own, tree, first), `/hello/#comment-${first}`);
  for (const n of [2, 3, 4]) await own.comment({ comment: `Number ${n}` });
  const grown = await own.get(`/comments/comment/${first}`);
  assert.equal(own.local(grown.headers.location), `/hello/?cpage=1#comment-${first}`);
});

test('a permalink leads nowhere if the comment is not published, whether it exists or not', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_all: true } } });
  const held = Number((await own.postJson({ comment: 'Held' })).json().id);
  const texts = [];
  for (const id of [held, held + 1, 0, 'x', '1/2']) {
    const answer = await own.get(`/comments/comment/${id}`);
    assert.equal(answer.status, 404, String(id));
    texts.push(answer.text);
  }
  assert.equal(new Set(texts).size, 1);
});

test('?was= shows the page of comments with the comment of an old link', async (t) => {
  const own = await siteFor(t, { config: { comments: { per_page: 2 } } });
  await own.importComments([1, 2, 3, 4].map((id) => ({ id, page: '/hello/', author: 'Ada', text: `Comment ${id}` })));
  own.sql("INSERT INTO comment_alias VALUES ((SELECT thread_id FROM comment WHERE id = 1), 'remark42__comment-a1', 1)");
  const { tree, headers } = await own.thread('/hello/', '?was=remark42__comment-a1');
  assert.ok(tree.one('#comment-1').has('#remark42__comment-a1'));
  assert.ok(tree.has('[data-old-fragments]'));
  assert.equal(headers['x-robots-tag'], 'noindex');
  for (const odd of ['nothing', '%00', 'a%20b', 'x'.repeat(200), '%22%3E%3Cscript%3E'])
    assert.ok((await own.thread('/hello/', `?was=${odd}`)).tree.has('#comment-4'), odd);
});

test('a Reply link names its comment and works without a script', async () => {
  const id = await site.comment({ page: '/blog/second/', author: 'Grace "H" & Co' });
  const { tree } = await site.thread('/blog/second/');
  const link = tree.one(`#div-comment-${id} a.comment-reply-link`);
  assert.match(link.attr('href'), new RegExp(`\\?replytocom=${id}#respond$`));
  assert.equal(link.attr('rel'), 'nofollow');
  assert.equal(link.attr('data-commentid'), String(id));
  assert.equal(link.attr('aria-label'), `Reply to comment ${id} by Grace "H" & Co`);

  const target = new URL(link.attr('href'), `${site.url}/blog/second/`);
  assert.equal(target.origin, site.url);
  const page = await site.get(target.pathname + target.search);
  assert.match(page.tree.one('#reply-title').text, /Reply to Grace "H" & Co/);
  assert.equal(page.tree.one('input[name=comment_parent]').attr('value'), String(id));
  const cancel = page.tree.one('#cancel-comment-reply-link');
  assert.equal(cancel.attr('hidden'), null);
  assert.ok(!/replytocom/.test(cancel.attr('href')));
});

test('replytocom with an unknown comment shows the plain form', async () => {
  const elsewhere = await site.comment({ page: '/hello/' });
  await site.importComments([{ id: 601, page: '/blog/second/', status: 'waiting' }]);
  for (const value of [
    '999999',
    '0',
    '-1',
    'abc',
    '',
    '1%00',
    '99999999999999999999',
    String(elsewhere),
    '601',
  ]) {
    const answer = await site.thread('/blog/second/', `?replytocom=${value}`);
    assert.equal(answer.status, 200, `replytocom=${value}`);
    assert.equal(
      answer.tree.one('input[name=comment_parent]').attr('value'),
      '0',
      `replytocom=${value}`,
    );
    assert.match(answer.tree.one('#reply-title').text, /^Leave a Reply/);
  }
});

test("the form has WordPress's names, ids, limits and autofill hints", async () => {
  const { tree } = await site.thread('/empty/');
  const form = tree.one('form#commentform');
  assert.equal(site.local(form.attr('action')), '/comments/post');
  const field = (name) => form.one(`[name="${name}"]`);
  for (const [name, limit, autocomplete] of [
    ['author', '245', 'name'],
    ['email', '100', 'email'],
    ['url', '200', 'url'],
  ]) {
    assert.equal(field(name).attr('id'), name);
    assert.equal(field(name).attr('maxlength'), limit);
    assert.equal(field(name).attr('autocomplete'), autocomplete);
    assert.ok(form.has(`label[for="${name}"]`));
  }
  assert.equal(field('comment').attr('maxlength'), '65525');
  assert.ok(form.has('label[for=comment]'));
  for (const name of ['author', 'email', 'comment'])
    assert.notEqual(field(name).attr('required'), null, name);
  assert.equal(field('url').attr('required'), null);
  assert.equal(field('page').attr('value'), '/empty/');
  assert.equal(field('comment_parent').attr('value'), '0');
  assert.ok(form.has('input#submit[type=submit]'));
  assert.equal(field('comment').attr('aria-describedby'), 'comment-format');
  assert.match(form.one('#comment-format').text, /^You can use <b> .*<details> for a spoiler\.$/);
  assert.match(tree.one('.comment-notes').text, /will not be published/);
  assert.ok(tree.has('.required'));
  assert.match(tree.one('#reply-title').text, /^Leave a Reply/);
});

test('the form can be sent with the fields that it contains', async () => {
  const { tree } = await site.thread('/empty/');
  const fields = tree
    .one('#commentform')
    .all('input, textarea')
    .filter((e) => e.attr('type') !== 'checkbox')
    .map((e) => [e.attr('name'), e.name === 'textarea' ? e.rawText : (e.attr('value') ?? '')]);
  const typed = new Map([
    ['author', 'Form'],
    ['email', 'form@example.org'],
    ['comment', 'Sent from the form itself.'],
  ]);
  const answer = await site.post(fields.map(([k, v]) => [k, typed.get(k) ?? v]));
  assert.equal(answer.status, 303);
  const [stored] = await site.list({ page: '/empty/' });
  assert.equal(stored.status, 'approved');
  assert.equal(stored.text, 'Sent from the form itself.');
});

test('name and email are optional if configured, each by itself', async (t) => {
  for (const [name, email] of [[false, false], [true, false], [false, true]]) {
    const own = await siteFor(t, { config: { comments: { require_name: name, require_email: email }, mail: { via: 'smtp://127.0.0.1:1', from: 'comments@a.example' }, site: { url: 'http://127.0.0.1' } } });
    const { tree } = await own.thread();
    for (const [field, required] of [['author', name], ['email', email]]) {
      assert.equal(tree.one(`#${field}`).attr('required') !== null, required, field);
      assert.equal(tree.has(`label[for=${field}] .required`), required, field);
      const without = await own.postJson({ [field]: '' });
      if (required) assert.deepEqual([without.status, without.json().errors[0].field], [422, field]);
      else assert.equal(without.status, 201, without.text);
    }
    if (name || email) continue;
    const id = await own.comment({ author: '', email: '' });
    const shown = await own.thread();
    assert.notEqual(shown.tree.one(`#div-comment-${id} .fn`).text, '', 'somebody without a name is called something');
    // Mail can be sent only to an address.
    const nowhere = await own.postJson({ email: '', aw_mail: 'yes' });
    assert.deepEqual([nowhere.status, nowhere.json().errors[0].field], [422, 'email']);
  }
});

test('intro and guidelines are shown above the form', async (t) => {
  const own = await siteFor(t, {
    config: { site: { intro: 'Join <the> conversation.', guidelines_url: '/guidelines/' } },
  });
  const { tree } = await own.thread();
  assert.match(tree.one('#respond').text, /Join <the> conversation\./);
  assert.ok(tree.has('#respond a[href="/guidelines/"]'));
  const plain = await site.thread('/empty/');
  assert.ok(!plain.tree.has('.comment-guidelines'));
});

// --- pages of comments -----------------------------------------------------------------------

async function pagedSite(t, comments) {
  const own = await siteFor(t, { config: { comments: { per_page: 3, ...comments } } });
  const rows = [];
  for (let i = 1; i <= 7; i++) rows.push({ id: i, text: `Top ${i}` });
  rows.push(
    { id: 8, parent: 1, text: 'Reply to one' },
    { id: 9, parent: 7, text: 'Reply to seven' },
  );
  await own.importComments(rows);
  return own;
}

test('pages are counted from the oldest, top level only, and the newest page opens first', async (t) => {
  const own = await pagedSite(t, {});
  assert.deepEqual(ids((await own.thread()).tree), [7, 9]);
  assert.deepEqual(ids((await own.thread('/hello/', '?cpage=1')).tree), [1, 8, 2, 3]);
  assert.deepEqual(ids((await own.thread('/hello/', '?cpage=2')).tree), [4, 5, 6]);
  assert.deepEqual(ids((await own.thread('/hello/', '?cpage=3')).tree), [7, 9]);
  assert.equal(title(await own.thread('/hello/', '?title=T')), '9 thoughts on “T”');
});

test('default_page oldest opens the first page', async (t) => {
  const own = await pagedSite(t, { default_page: 'oldest' });
  assert.deepEqual(ids((await own.thread()).tree), [1, 8, 2, 3]);
});

test('order newest reverses each page and keeps its comments', async (t) => {
  const own = await pagedSite(t, { order: 'newest' });
  assert.deepEqual(
    (await own.thread('/hello/', '?cpage=1')).tree.one('ol.comment-list').children.map(idOf),
    [3, 2, 1],
  );
  assert.deepEqual(
    (await own.thread('/hello/', '?cpage=3')).tree.one('ol.comment-list').children.map(idOf),
    [7],
  );
});

test('previous and next lead through all pages by the host page', async (t) => {
  const own = await pagedSite(t, {});
  const seen = [];
  let answer = await own.get('/hello/?cpage=1');
  assert.ok(!answer.tree.has('.comment-navigation a.prev'));
  for (let guard = 0; guard < 5; guard++) {
    seen.push(...ids(answer.tree));
    const next = answer.tree.first('.comment-navigation a.next');
    if (!next) break;
    const address = new URL(next.attr('href'), `${own.url}/hello/`);
    assert.equal(address.pathname, '/hello/');
    answer = await own.get(address.pathname + address.search);
  }
  assert.deepEqual(seen, [1, 8, 2, 3, 4, 5, 6, 7, 9]);
  const back = new URL(
    answer.tree.first('.comment-navigation a.prev').attr('href'),
    `${own.url}/hello/`,
  );
  assert.equal(back.searchParams.get('cpage'), '2');
});

test('a thread on one page has no navigation', async () => {
  assert.ok(!(await site.thread('/blog/first/')).tree.has('.comment-navigation'));
});

test('in a paged thread a permalink names the page of its comment, replies included', async (t) => {
  const own = await pagedSite(t, {});
  for (const page of [1, 2, 3]) {
    const { tree } = await own.thread('/hello/', `?cpage=${page}`);
    for (const id of ids(tree)) {
      assert.equal(await permalinkOf(own, tree, id), `/hello/?cpage=${page}#comment-${id}`);
    }
  }
  const posted = await own.post({ comment_parent: 2, comment: 'A late reply on the first page' });
  assert.match(own.local(posted.headers.location), /^\/hello\/\?cpage=1#comment-10$/);
});

test('a page of comments that does not exist shows an existing one', async (t) => {
  const own = await pagedSite(t, {});
  for (const value of [
    '0',
    '4',
    '999',
    '-1',
    'abc',
    '',
    '1e9',
    '99999999999999999999',
    '%00',
    '1%20OR%201',
  ]) {
    const answer = await own.thread('/hello/', `?cpage=${value}`);
    assert.equal(answer.status, 200, `cpage=${value}`);
    assert.ok(ids(answer.tree).length > 0, `cpage=${value} shows some page`);
  }
});

// --- long subthreads -------------------------------------------------------------------------

// One comment with 20,000 replies, each to the one before; and one more comment.
let longSite;
before(async () => {
  longSite = await makeSite();
  await longSite.importComments([
    { id: 1, text: 'The beginning' },
    ...Array.from({ length: 20_000 }, (_, i) => ({
      id: i + 2,
      parent: i + 1,
      text: `Reply ${i + 1}`,
    })),
    { id: 20_002, text: 'Another' },
  ]);
});
after(() => longSite?.stop());
const moreLink = (tree) => tree.one('#comment-1 > details > .comment-more a');

test('a page shows the first 20 replies of a long subthread and leads to the others', async () => {
  const { tree, text } = await longSite.thread('/hello/', '?title=T');
  assert.deepEqual(ids(tree), [...Array.from({ length: 21 }, (_, i) => i + 1), 20_002]);
  assert.match(title({ tree }), /^20002 thoughts/);
  assert.ok(text.length < 100_000, `${text.length} bytes`);
  assert.equal(moreLink(tree).text, 'Show 19980 more replies to Ada');
  assert.equal(moreLink(tree).attr('rel'), 'nofollow');
  assert.equal(longSite.local(moreLink(tree).attr('href')), '/hello/?subthread=22#comment-22');
});

test('the pages of a subthread contain all its replies, each once, with their parents', async () => {
  let address = '/hello/?subthread=1';
  const seen = [];
  for (let page = 1; page <= 3; page++) {
    const { tree } = await longSite.get(address);
    const shown = ids(tree);
    assert.equal(shown[0], 1, 'the comment that it is about');
    assert.equal(shown.length, 51);
    seen.push(...shown.slice(1));
    assert.match(tree.first('.comment-pages').text, new RegExp(`Page ${page} of 400`));
    if (page > 1)
      assert.equal(tree.one(`#div-comment-${shown[1]} .comment-answers`).text.trim(), 'In reply to Ada');
    assert.equal(tree.one('.comment-subthread a').attr('href'), '/hello/#comment-1');
    const next = new URL(tree.first('.comment-navigation a.next').attr('href'), longSite.url);
    address = next.pathname + next.search;
  }
  assert.deepEqual(seen, Array.from({ length: 150 }, (_, i) => i + 2));
  const last = await longSite.thread('/hello/', '?subthread=1&cpage=999');
  assert.deepEqual(ids(last.tree).slice(-1), [20_001]);
  assert.ok(!last.tree.has('.comment-navigation a.next'));
});

test('a permalink of any reply leads to where it is shown', async () => {
  for (const id of [1, 2, 21, 22, 51, 52, 10_000, 20_001]) {
    const { tree } = await longSite.thread('/hello/', `?subthread=${id}`);
    const permalink = await permalinkOf(longSite, tree, id);
    const there = new URL(permalink, `${longSite.url}/hello/`);
    assert.equal(there.hash, `#comment-${id}`);
    const shown = await longSite.get(there.pathname + there.search);
    assert.ok(shown.tree.has(`#comment-${id}`), permalink);
  }
});

test('a reply into a long subthread leads to its page, published or held', async (t) => {
  const own = await siteFor(t, {});
  await own.importComments([
    { id: 1, text: 'The beginning' },
    ...Array.from({ length: 120 }, (_, i) => ({ id: i + 2, parent: 1, text: `Reply ${i + 1}` })),
  ]);
  const posted = await own.post({ comment_parent: 60, comment: 'A late reply' });
  assert.equal(own.local(posted.headers.location), '/hello/?subthread=122#comment-122');
  const there = await own.get('/hello/?subthread=122');
  assert.deepEqual(ids(there.tree).slice(-1), [122]);
  assert.equal(there.tree.one('#div-comment-122 .comment-answers a').attr('href'),
    '/hello/?subthread=60#comment-60');
  assert.match(title(there), /^122 thoughts/);

  const held = await own.post({ comment_parent: 1, comment: 'http://a.example http://b.example' });
  const location = new URL(held.headers.location, own.url);
  assert.match(location.search, /^\?unapproved=123&moderation-hash=/);
  const seen = await own.get(location.pathname + location.search);
  assert.ok(seen.tree.has('#comment-123 .comment-awaiting-moderation'));
  // Others do not see it.
  const [without, asked] = [await own.thread('/hello/'), await own.thread('/hello/', '?subthread=123')];
  assert.equal(asked.text, without.text);
});

test('the reply form works on a page of a subthread', async () => {
  const { tree } = await longSite.thread('/hello/', '?subthread=1&cpage=2');
  const link = tree.one('#div-comment-52 .comment-reply-link').attr('href');
  const there = new URL(link, `${longSite.url}/hello/`);
  assert.equal(there.hash, '#respond');
  const answer = await longSite.get(there.pathname + there.search);
  assert.ok(answer.tree.has('#comment-52'), 'on the page of the comment');
  assert.equal(answer.tree.one('#comment_parent').attr('value'), '52');
});

test('a page of a subthread has validators and is not indexed', async () => {
  const address = `${longSite.mount}/page/hello/?subthread=9000`;
  const answer = await longSite.get(address);
  assert.equal(answer.headers['x-robots-tag'], 'noindex');
  assert.ok(answer.tree.has('meta[name=robots][content=noindex]'));
  const again = await longSite.get(address, { headers: { 'if-none-match': answer.headers.etag } });
  assert.equal(again.status, 304);
  const head = await longSite.request({ method: 'HEAD', path: address });
  assert.equal(head.headers['content-length'], String(Buffer.byteLength(answer.text)));
});

test('in a frame, links to other parts of the thread open in the frame', async () => {
  const { tree } = await longSite.get(`${longSite.mount}/page/hello/?title=A%20title`);
  const more = moreLink(tree);
  assert.equal(more.attr('target'), '_self');
  assert.equal(more.attr('href'), `${longSite.mount}/page/hello/?title=A%20title&subthread=22#comment-22`);
  const subthread = await longSite.get(more.attr('href').split('#')[0]);
  for (const link of [subthread.tree.first('.comment-navigation a.next'), subthread.tree.one('.comment-subthread a')]) {
    assert.equal(link.attr('target'), '_self');
    assert.match(link.attr('href'), /\/page\/hello\/\?title=A%20title/);
  }
});

test('feeds lead to the page of the subthread where a late reply is', async () => {
  const feed = await longSite.get(`${longSite.mount}/feed/hello/`);
  assert.match(feed.text, /href="[^"]*\/comments\/comment\/20001"/);
  const there = await longSite.get('/comments/comment/20001');
  assert.equal(longSite.local(there.headers.location), '/hello/?subthread=20001#comment-20001');
});

// --- removed, closed and waiting ----------------------------------------------------------------

test('a deleted comment with replies leaves a placeholder and is not counted', async (t) => {
  const own = await siteFor(t);
  const a = await own.comment({ author: 'Vanishing', comment: 'Words that shall vanish' });
  const b = await own.comment({ comment_parent: a });
  const c = await own.comment();
  await own.cliOk('comment', 'delete', String(a));
  const answer = await own.thread('/hello/', '?title=T');
  const place = answer.tree.one(`li#comment-${a}.comment-gone`);
  assert.ok(!answer.text.includes('Vanishing') && !answer.text.includes('shall vanish'));
  assert.ok(!place.children.some((e) => e.name !== 'details' && (e.has('time') || e.has('a'))));
  assert.deepEqual(place.one('ol.children').children.map(idOf), [b]);
  assert.equal(title(answer), '2 thoughts on “T”');
  assert.ok(answer.tree.has(`li#comment-${c}`));
  assert.ok(!answer.tree.has(`a[href*="replytocom=${a}#"]`), 'nobody can reply to what is gone');
});

test('a deleted comment without replies leaves no placeholder', async (t) => {
  const own = await siteFor(t);
  const a = await own.comment();
  const b = await own.comment();
  await own.cliOk('comment', 'delete', String(a));
  const answer = await own.thread('/hello/', '?title=T');
  assert.deepEqual(ids(answer.tree), [b]);
  assert.equal(title(answer), 'One thought on “T”');
});

test('a comment in the trash is not shown, its replies are', async (t) => {
  const own = await siteFor(t);
  const a = await own.comment({ comment: 'Trashed words' });
  const b = await own.comment({ comment_parent: a });
  await own.cliOk('comment', 'trash', String(a));
  const answer = await own.thread('/hello/', '?title=T');
  assert.ok(!answer.text.includes('Trashed words'));
  assert.ok(answer.tree.has(`#div-comment-${b}`));
  assert.equal(title(answer), 'One thought on “T”');
});

test('a thread older than close_after_days shows that it is closed and accepts no comment', async (t) => {
  const own = await siteFor(t, { config: { comments: { close_after_days: 30 } } });
  await own.importComments([
    { id: 1, page: '/old/', created: '2010-11-16T19:34:00.000Z' },
    { id: 2, page: '/hello/', created: new Date(Date.now() - 5 * 86_400_000).toISOString() },
  ]);
  const { tree } = await own.thread('/old/');
  assert.match(tree.text, /Comments are closed/);
  assert.ok(!tree.has('form'));
  assert.ok(!tree.has('a.comment-reply-link'));
  assert.ok(tree.has('#comment-1'));
  const answer = await own.postJson({ page: '/old/' });
  assert.equal(answer.status, 403);
  assert.equal(answer.json().errors[0].code, 'comment_closed');
  assert.ok((await own.thread('/hello/')).tree.has('form'));
  await own.comment({ page: '/hello/' });
});

test('a waiting comment is shown to its writer by the hash in the redirect, and to nobody else', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_all: true } } });
  const answer = await own.post({ comment: 'Waiting words' });
  assert.equal(answer.status, 303);
  const location = own.local(answer.headers.location);
  const match = /^\/hello\/\?unapproved=(\d+)&moderation-hash=([^&#]+)#comment-(\d+)$/.exec(
    location,
  );
  assert.ok(match, location);
  const [, id, hash, fragment] = match;
  assert.equal(id, fragment);

  const page = await own.get(location.split('#')[0]);
  const item = page.tree.one(`#comment-${id}`);
  assert.ok(item.has('.comment-awaiting-moderation'));
  assert.equal(content(page.tree, id).text, 'Waiting words');
  assert.ok(!item.has('a.comment-reply-link'));

  const fragmentAnswer = await own.thread('/hello/', `?unapproved=${id}&moderation-hash=${hash}`);
  assert.match(fragmentAnswer.headers['cache-control'], /no-store|private/);
  const whole = await own.get(`/comments/page/hello/?unapproved=${id}&moderation-hash=${hash}`);
  assert.match(whole.tree.one('meta[name=robots]').attr('content'), /noindex/);

  const other = (await own.postJson({ comment: 'Another that waits' })).json().id;
  const flipped = hash.slice(0, -1) + (hash.endsWith('0') ? '1' : '0');
  const views = [
    '',
    `?unapproved=${id}`,
    `?unapproved=${id}&moderation-hash=`,
    `?unapproved=${id}&moderation-hash=${flipped}`,
    `?unapproved=${other}&moderation-hash=${hash}`,
    `?unapproved=0&moderation-hash=${hash}`,
    `?unapproved=x&moderation-hash=%00`,
  ];
  for (const view of views) {
    const stranger = await own.thread('/hello/', view);
    assert.equal(stranger.status, 200, view);
    assert.ok(!/Waiting words|Another that waits/.test(stranger.text), view);
  }
  assert.ok(
    !/Waiting words/.test(
      (await own.thread('/a/', `?unapproved=${id}&moderation-hash=${hash}`)).text,
    ),
    'not on another page',
  );

  await own.cliOk('comment', 'approve', id);
  const approved = await own.thread();
  assert.equal(content(approved.tree, id).text, 'Waiting words');
  assert.ok(!approved.tree.has('.comment-awaiting-moderation'));
});

test('a waiting reply is shown to its writer under the comment it answers', async (t) => {
  const own = await siteFor(t);
  const parent = await own.comment();
  await own.cliOk('rule', 'add', 'hold', 'holdme');
  const answer = await own.post({ comment: 'Please holdme here', comment_parent: parent });
  const page = await own.get(own.local(answer.headers.location).split('#')[0]);
  assert.ok(page.tree.has(`#comment-${parent} ol.children .comment-awaiting-moderation`));
});

// --- for machines, pictures, the whole document ------------------------------------------------

test('search engines find a schema.org Comment in every comment', async () => {
  const id = await site.comment({
    author: 'Machine',
    comment: 'Readable by machines',
    url: 'https://machine.example/',
  });
  const { tree } = await site.thread();
  const scope = tree.one(`#comment-${id}`).first('[itemscope][itemtype$="schema.org/Comment"]');
  assert.ok(scope);
  assert.match(scope.one('[itemprop=text]').text, /Readable by machines/);
  assert.ok(
    Date.parse(
      scope.one('time[itemprop=dateCreated], time[itemprop=datePublished]').attr('datetime'),
    ),
  );
  const person = scope.one('[itemprop=author]');
  assert.match(person.attr('itemtype') ?? '', /schema\.org\/Person/);
  assert.equal(person.one('[itemprop=name]').text, 'Machine');
});

test('a thread contains no email address', async () => {
  const email = 'very.private@secret.example';
  await site.comment({ email });
  const { text } = await site.thread();
  assert.ok(!text.includes('very.private') && !text.includes('secret.example'));
  for (const kind of ['sha256', 'md5', 'sha1']) {
    assert.ok(!text.includes(crypto.createHash(kind).update(email).digest('hex')), kind);
  }
});

test('by default avatars are generated from the email address', async () => {
  const one = await site.comment({ email: 'picture@example.org' });
  const two = await site.comment({ email: 'Picture@Example.org ' });
  const other = await site.comment({ email: 'other-picture@example.org' });
  const { tree } = await site.thread();
  const source = (id) => tree.one(`#div-comment-${id} img.avatar`).attr('src');
  assert.equal(source(one), source(two));
  assert.notEqual(source(one), source(other));
  assert.equal(new URL(source(one), site.url).origin, site.url);
  const picture = await site.get(site.local(source(one)));
  assert.equal(picture.status, 200);
  assert.match(picture.headers['content-type'], /^image\/svg\+xml/);
  assert.match(picture.headers['cache-control'], /max-age=\d{4,}/);
  assert.match(picture.text, /^<svg /);
});

test('an unknown avatar is not a server error', async () => {
  for (const name of ['x', '..%2f..%2fetc%2fpasswd', '%00', 'a'.repeat(500), '<script>']) {
    const answer = await site.get(`/comments/avatar/${name}.svg`);
    assert.ok(answer.status < 500, `${name}: ${answer.status}`);
    assert.ok(!answer.text.includes('<script>'));
  }
});

test('avatars can be disabled, or come from Gravatar with a notice to the visitor', async (t) => {
  const none = await siteFor(t, { config: { comments: { avatars: 'none' } } });
  await none.comment();
  assert.ok(!(await none.thread()).tree.has('img'));

  const gravatar = await siteFor(t, { config: { comments: { avatars: 'gravatar' } } });
  await gravatar.comment({ email: 'Ada@Example.org' });
  const { tree } = await gravatar.thread();
  const address = new URL(tree.one('img.avatar').attr('src'));
  assert.match(address.hostname, /(^|\.)gravatar\.com$/);
  assert.ok(
    address.pathname.includes(crypto.createHash('sha256').update('ada@example.org').digest('hex')),
  );
  assert.match(tree.one('#respond').text, /Gravatar/);
  assert.ok(!/Gravatar/i.test((await site.thread()).text));
});

test('the page route is a whole document with the same thread', async () => {
  const fragment = await site.thread('/a/', '?title=Alpha');
  const page = await site.get('/comments/page/a/?title=Alpha');
  assert.equal(page.status, 200);
  assert.match(page.text, /^\s*<!doctype html>/i);
  assert.equal(page.tree.one('html').attr('lang'), 'en');
  assert.match(page.tree.one('title').text, /Alpha/);
  assert.deepEqual(ids(page.tree), ids(fragment.tree));
  assert.ok(page.tree.has('link[rel=stylesheet]'));
  const reply = await site.get(`/comments/page/a/?replytocom=${ids(page.tree)[0]}`);
  assert.match(reply.tree.one('meta[name=robots]').attr('content'), /noindex/);
});

test('the fragment is complete: every element is closed', async () => {
  const { text } = await site.thread('/a/');
  assert.ok(!/<(html|body|head|!doctype)/i.test(text));
  const tree = html(`<div id="before">${text}</div><p id="after"></p>`);
  assert.equal(tree.one('#after').parent.name, 'body');
  assert.equal(tree.one('#comments').parent.attr('id'), 'before');
});

test('nginx includes the thread in the page by SSI', async () => {
  const id = await site.comment({ page: '/blog/2020/deep/' });
  const page = await site.get('/blog/2020/deep/');
  assert.equal(page.status, 200);
  assert.ok(page.tree.has(`main #comments #comment-${id}`));
  assert.equal(page.tree.one('input[name=page]').attr('value'), '/blog/2020/deep/');
});
