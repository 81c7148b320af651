// Submissions: every error by code, status and field; no typed text is lost; redirects.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';

import { makeModerator } from '../lib/moderator.mjs';
import { formBody, makeSite, multipartBody, siteFor, unique } from '../lib/site.mjs';

const site = await makeSite();
after(() => site.stop());

/** The errors of a JSON response as "code field". */
const errorsOf = (answer) =>
  answer
    .json()
    .errors.map((e) => `${e.code} ${e.field ?? ''}`.trim())
    .sort();

async function countOf(text) {
  return (await site.list()).filter((c) => c.text === text).length;
}

test('a valid comment from a browser is stored, and the response redirects to it', async () => {
  const comment = unique();
  const answer = await site.post({ comment });
  assert.equal(answer.status, 303);
  const [stored] = (await site.list()).filter((c) => c.text === comment);
  assert.equal(site.local(answer.headers.location), `/hello/#comment-${stored.id}`);
  assert.equal(stored.author, 'Ada');
  assert.equal(stored.email, 'ada@example.org');
  assert.equal(stored.status, 'approved');
  assert.ok(Math.abs(Date.parse(stored.created) - Date.now()) < 60_000);
});

test('a valid comment from a script gets a 201 with id, status, url and html', async () => {
  const answer = await site.postJson({ comment: 'For a script' });
  assert.equal(answer.status, 201);
  assert.match(answer.headers['content-type'], /^application\/json/);
  const { id, status, url, html } = answer.json();
  assert.ok(Number.isInteger(id));
  assert.equal(status, 'approved');
  assert.match(site.local(url), new RegExp(`^/hello/(\\?[^#]*)?#comment-${id}$`));
  assert.match(html, new RegExp(`id="comment-${id}"`));
  assert.match(html, /For a script/);
});

test('the response to a held comment from a script says that it waits', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_all: true } } });
  const answer = await own.postJson();
  assert.equal(answer.status, 201);
  assert.equal(answer.json().status, 'waiting');
  assert.match(
    own.local(answer.json().url),
    /^\/hello\/\?unapproved=\d+&moderation-hash=[^&#]+#comment-\d+$/,
  );
});

test("WordPress's address takes the same form", async () => {
  const answer = await site.post({}, { path: '/wp-comments-post.php' });
  assert.equal(answer.status, 303);
  assert.match(site.local(answer.headers.location), /^\/hello\/#comment-\d+$/);
});

// --- errors ------------------------------------------------------------------------------------

const long = (n, character = 'x') => character.repeat(n);
const correctable = [
  ['no name', { author: '' }, 'require_name_email author'],
  ['a name of blanks', { author: ' \t ' }, 'require_name_email author'],
  ['no email', { email: '' }, 'require_name_email email'],
  ['no name field at all', { author: undefined }, 'require_name_email author'],
  ['no email field at all', { email: undefined }, 'require_name_email email'],
  ['an email without a dot', { email: 'foo@example' }, 'require_valid_email email'],
  ['an email with two @', { email: 'foo@@example.com' }, 'require_valid_email email'],
  ['an email with a blank', { email: 'bob@your mom' }, 'require_valid_email email'],
  ['an email too short', { email: 'a@b.c' }, 'require_valid_email email'],
  [
    'an email with a second header',
    { email: 'x@example.org\r\nBcc: y@example.org' },
    'require_valid_email email',
  ],
  ['no text', { comment: '' }, 'require_valid_comment comment'],
  ['a text of blanks', { comment: ' \r\n\t ' }, 'require_valid_comment comment'],
  ['no text field at all', { comment: undefined }, 'require_valid_comment comment'],
  ['a javascript: website', { url: 'javascript:alert(1)' }, 'require_valid_url url'],
  ['a data: website', { url: 'data:text/html,<script>alert(1)</script>' }, 'require_valid_url url'],
  ['a website in disguise', { url: ' jAvaScRipt&colon;alert(1)' }, 'require_valid_url url'],
  ['a website with a line break', { url: 'http://a.example/\r\nX: y' }, 'require_valid_url url'],
  ['a name of 246 characters', { author: long(246) }, 'comment_author_column_length author'],
  [
    'an email of 101 characters',
    { email: `${long(51)}@${long(41)}.example` },
    'comment_author_email_column_length email',
  ],
  [
    'a website of 201 characters',
    { url: `http://a.example/${long(184)}` },
    'comment_author_url_column_length url',
  ],
  [
    'a text of 65,526 characters',
    { comment: long(65_526) },
    'comment_content_column_length comment',
  ],
  [
    'a text of 70 KB',
    { comment: long(70_000, 'word ').slice(0, 70_000) },
    'comment_content_column_length comment',
  ],
];

for (const [what, fields, expected] of correctable) {
  test(`${what} is a field error: ${expected}`, async () => {
    const before = (await site.list()).length;
    const json = await site.postJson(fields);
    assert.equal(json.status, 422);
    assert.match(json.headers['content-type'], /^application\/json/);
    assert.ok(errorsOf(json).includes(expected), `${errorsOf(json)} should hold ${expected}`);
    for (const error of json.json().errors)
      assert.match(error.message, /^[A-Z“].{10,}\.$/, 'a sentence');

    const answer = await site.post(fields);
    assert.equal(answer.status, 422);
    assert.match(answer.headers['content-type'], /^text\/html/);
    const summary = answer.tree.one('#comment-errors');
    assert.equal(summary.attr('role'), 'alert');
    assert.equal(summary.attr('tabindex'), '-1');
    const field = expected.split(' ')[1];
    assert.ok(summary.has(`a[href="#${field}"]`), 'the summary links to the field');
    const input = answer.tree.one(`form #${field}`);
    assert.equal(input.attr('aria-invalid'), 'true');
    const described = input.attr('aria-describedby').split(' ');
    for (const id of described) assert.ok(answer.tree.has(`#${id}`), `#${id} exists`);
    assert.equal((await site.list()).length, before, 'nothing is stored');
  });
}

test('all errors are reported together', async () => {
  const fields = { author: '', email: 'nonsense', url: 'javascript:alert(1)', comment: ' ' };
  const expected = [
    'require_name_email author',
    'require_valid_comment comment',
    'require_valid_email email',
    'require_valid_url url',
  ];
  assert.deepEqual(errorsOf(await site.postJson(fields)), expected);
  const { tree } = await site.post(fields);
  assert.deepEqual(
    tree
      .all('#comment-errors a')
      .map((a) => a.attr('href'))
      .sort(),
    ['#author', '#comment', '#email', '#url'],
  );
});

test('four fields that are too long give four errors', async () => {
  const fields = {
    author: long(246),
    email: `${long(90)}@example.example`,
    url: `http://a.example/${long(300)}`,
    comment: long(65_526),
  };
  const codes = errorsOf(await site.postJson(fields)).map((f) => f.split(' ')[0]);
  for (const kind of ['author', 'author_email', 'author_url', 'content'])
    assert.ok(codes.includes(`comment_${kind}_column_length`), kind);
});

test('everything that was typed is returned unchanged and escaped', async () => {
  const parent = await site.comment();
  const typed = {
    author: `"><script>alert(1)</script>' & Ünï \\`,
    email: `"<b>@'x`,
    url: `javascript:"'<&>`,
    comment: `</textarea><script>alert(2)</script>\n  two blanks & {{MARKER}} "quotes" \\\n\nend\\`,
    comment_parent: parent,
  };
  const answer = await site.post(typed);
  assert.equal(answer.status, 422);
  const { tree } = answer;
  assert.ok(!tree.all('script').some((s) => s.text.includes('alert')));
  assert.equal(tree.one('#author').attr('value'), typed.author);
  assert.equal(tree.one('#email').attr('value'), typed.email);
  assert.equal(tree.one('#url').attr('value'), typed.url);
  assert.equal(tree.one('#comment').rawText.replace(/\r\n/g, '\n'), typed.comment);
  assert.equal(tree.one('[name=comment_parent]').attr('value'), String(parent));
  assert.equal(tree.one('[name=page]').attr('value'), '/hello/');
});

test('a text that begins with a line break is returned with it', async () => {
  const { tree } = await site.post({ author: '', comment: '\nsecond line' });
  assert.equal(tree.one('#comment').rawText.replace(/\r\n/g, '\n'), '\nsecond line');
});

test('a text that is too long is returned completely', async () => {
  const comment = `${long(69_990)} the end`;
  const { tree } = await site.post({ comment });
  assert.equal(tree.one('#comment').rawText, comment);
});

test('an error response is a complete page with a link back', async () => {
  const { tree, text } = await site.post({ comment: '' });
  assert.match(text, /^\s*<!doctype html>/i);
  assert.ok(tree.one('title').text);
  assert.ok(tree.all('a[href]').some((a) => site.local(a.attr('href')).startsWith('/hello/')));
  assert.equal(site.local(tree.one('#commentform').attr('action')), '/comments/post');
});

test('a corrected form can be sent from the error page', async () => {
  const { tree } = await site.post({
    email: 'nonsense',
    comment: 'Corrected at last',
    redirect_to: '/hello/?from=here',
  });
  const fields = tree
    .one('#commentform')
    .all('input, textarea')
    .filter((e) => e.attr('type') !== 'checkbox')
    .map((e) => [e.attr('name'), e.name === 'textarea' ? e.rawText : (e.attr('value') ?? '')])
    .map(([k, v]) => [k, k === 'email' ? 'corrected@example.org' : v]);
  const answer = await site.post(fields);
  assert.equal(answer.status, 303);
  assert.match(site.local(answer.headers.location), /^\/hello\/\?from=here#comment-\d+$/);
});

for (const [page, status, code] of [
  ['/nowhere/', 404, 'comment_id_not_found'],
  ['', 404, 'comment_id_not_found'],
  ['hello', 404, 'comment_id_not_found'],
  ['/hello/../../etc/passwd', 404, 'comment_id_not_found'],
  ['https://other.example/hello/', 422, 'foreign_page'],
  ['//other.example/hello/', 422, 'foreign_page'],
])
  test(`a form about the page ${JSON.stringify(page)} gives ${code}, and the text is returned`, async () => {
    const json = await site.postJson({ page });
    assert.equal(json.status, status);
    assert.deepEqual(errorsOf(json).map((f) => f.split(' ')[0]), [code]);
    const answer = await site.post({ page, comment: 'Kept all the same' });
    assert.equal(answer.status, status);
    assert.equal(answer.tree.one('#comment').rawText, 'Kept all the same');
  });

test('the title that a page gives is shown in feeds, lists, the queue and exports', async (t) => {
  const own = await siteFor(t);
  const title = 'The <canvas> element & “more”';
  const shown = await own.thread('/hello/', `?title=${encodeURIComponent(title)}`);
  const field = shown.tree.one('input[name=title]').attr('value');
  assert.equal(field, title);
  await own.comment({ page: '/hello/', title: field });
  assert.match((await own.get('/comments/feed')).text, /on The &lt;canvas&gt; element &amp; “more”/);
  assert.match((await own.get('/comments/feed/hello/')).text, /Comments on The &lt;canvas&gt; element/);
  assert.equal((await own.get('/comments/latest')).tree.one('li a').text, title);
  assert.match((await own.thread('/hello/')).tree.one('.comments-title').text, /The <canvas> element/);
  assert.match(await own.cliOk('export', 'wordpress', '-'), /<title><!\[CDATA\[The &lt;canvas&gt; element/);
});

test('a stranger does not change a title that readers have seen', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_first: true } } });
  const titleNow = () => own.sql("SELECT title FROM thread WHERE page = '/hello'");
  const known = { author: 'Ada', email: 'ada@example.org' };
  const first = (await own.postJson({ ...known, page: '/hello/', title: 'Draft' })).json().id;
  const second = (await own.postJson({ author: 'Bo', email: 'bo@example.org', page: '/hello/', title: 'Hello' }))
    .json().id;
  const ana = await makeModerator(own, 'Ana');
  for (const title of ['Draft', 'Hello']) assert.ok((await ana.get('/')).text.includes(title), 'moderators see which page it is');
  assert.equal(titleNow(), '', 'nobody has read anything yet');
  await own.cliOk('comment', 'approve', String(second), String(first));
  await own.postJson({ author: 'Cy', email: 'cy@example.org', page: '/hello/', title: 'Cheap watches' });
  await own.postJson({ ...known, page: '/hello/', title: '', comment: unique() });
  assert.equal(titleNow(), 'Hello');
  await own.postJson({ ...known, page: '/hello/', title: 'Hello, again', comment: unique() });
  assert.equal(titleNow(), 'Hello, again', 'somebody who was approved before');
});

test('a reply to an unpublished comment is refused, and the text is returned', async (t) => {
  const own = await siteFor(t);
  await own.importComments([
    { id: 1, status: 'waiting' },
    { id: 2, status: 'spam' },
    { id: 3, status: 'trash' },
    { id: 4, page: '/a/' },
    { id: 5 },
  ]);
  await own.comment({ comment_parent: 5 });
  await own.cliOk('comment', 'delete', '5');
  const before = (await own.list()).length;
  for (const parent of [1, 2, 3, 4, 5, 4711, '99999999999999999999']) {
    const json = await own.postJson({ comment_parent: parent });
    assert.equal(json.status, 403, `parent ${parent}`);
    assert.equal(json.json().errors[0].code, 'comment_reply_to_unapproved_comment');
    const answer = await own.post({ comment_parent: parent, comment: 'Kept reply' });
    assert.equal(answer.status, 403);
    assert.match(answer.tree.one('#comment').rawText, /Kept reply/);
  }
  assert.equal((await own.list()).length, before);
});

test('comment_parent 0 or empty gives a top-level comment', async () => {
  for (const parent of ['0', '', undefined]) {
    const id = await site.comment({ comment_parent: parent });
    assert.ok(!(await site.stored(id)).parent);
  }
});

test('a comment_parent that is not a number is an error', async () => {
  const id = await site.comment();
  for (const parent of ['abc', `${id}x`, `-${id}`, `0x${id.toString(16)}`, '1e0']) {
    const answer = await site.postJson({ comment_parent: parent });
    assert.equal(answer.status, 403, parent);
    assert.equal(answer.json().errors[0].code, 'comment_reply_to_unapproved_comment', parent);
  }
  assert.equal((await site.postJson({ comment_parent: `${id}\u0000` })).status, 400);
  const answer = await site.postJson({ comment_parent: ` ${id}` });
  assert.equal((await site.stored(answer.json().id)).parent, id, 'blanks are removed');
});

test('a duplicate gives comment_duplicate, and the text is returned', async () => {
  const comment = unique('Said twice');
  await site.comment({ comment });
  const json = await site.postJson({ comment });
  assert.equal(json.status, 409);
  assert.deepEqual(
    errorsOf(json).map((f) => f.split(' ')[0]),
    ['comment_duplicate'],
  );
  const answer = await site.post({ comment });
  assert.equal(answer.status, 409);
  assert.ok(answer.tree.one('#comment-errors').text.length > 10);
  assert.equal(await countOf(comment), 1);
});

// --- accepted input, unchanged ----------------------------------------------------------------

test('a name of 245 characters in any script is accepted', async () => {
  for (const character of ['x', 'Ж', '愛', '🙂']) {
    const id = await site.comment({ author: long(245, character) });
    assert.equal((await site.stored(id)).author, long(245, character));
    const tooLong = await site.postJson({ author: long(246, character) });
    assert.equal(tooLong.status, 422, character);
    assert.deepEqual(errorsOf(tooLong), ['comment_author_column_length author']);
  }
});

test('an email of 100 and a website of 200 characters are accepted', async () => {
  const email = `${long(50)}@${long(41)}.example`;
  const id = await site.comment({ email, url: `http://a.example/${long(183)}` });
  assert.equal((await site.stored(id)).email.length, 100);
  assert.equal((await site.stored(id)).url.length, 200);
});

test('a text of 65,525 characters in any script is accepted', async () => {
  for (const character of ['a', 'Ж', '🙂']) {
    const comment = long(65_525, character);
    const id = await site.comment({ comment, author: `Long ${character}` });
    assert.equal((await site.stored(id)).text, comment);
    const tooLong = await site.postJson({ comment: comment + character });
    assert.equal(tooLong.status, 422);
  }
});

test('a line break counts as one character', async () => {
  const lines = (n) =>
    `${Array.from({ length: 6552 }, () => 'nine char').join('\r\n')}\r\n${'a'.repeat(n)}`;
  const comment = lines(5);
  assert.equal(comment.replace(/\r\n/g, '\n').length, 65_525);
  assert.equal(
    (await site.stored(await site.comment({ comment }))).text,
    comment.replace(/\r\n/g, '\n'),
  );
  assert.equal((await site.postJson({ comment: lines(6) })).status, 422);
});

test('backslashes, quotes, markers and SQL are stored as typed', async () => {
  const texts = [
    'ends with \\',
    `O'Brien "said" \\' \\"`,
    `'); DROP TABLE comment; --`,
    '{{X}} {{>F}} {{#A}}b{{/A}} {{!c}}',
    '%s %n %00 %41',
    '${jndi:ldap://x}',
    '+ plus & amp = is',
    'a\\nb',
    '100 % sure',
    '<?php echo 1 ?>',
    '--%>',
  ];
  for (const text of texts) {
    // Only tags are removed from names, as in WordPress.
    const author = text.includes('<') ? 'Ada' : text;
    const stored = await site.stored(await site.comment({ comment: text, author }));
    assert.equal(stored.text, text);
    assert.equal(stored.author, author);
  }
});

test('blanks around name and email, and blank lines around the text, are removed', async () => {
  const id = await site.comment({
    author: '  Ada  ',
    email: ' ada@example.org ',
    comment: '\r\n  first\r\n\r\nsecond \r\n',
  });
  const stored = await site.stored(id);
  assert.equal(stored.author, 'Ada');
  assert.equal(stored.email, 'ada@example.org');
  assert.equal(stored.text, '  first\n\nsecond', 'the first line may be indented code');
});

test('text is stored in NFC', async () => {
  const id = await site.comment({
    author: 'Ame\u0301lie',
    comment: 'cafe\u0301 \u1e9b\u0323 A\u030a',
  });
  const stored = await site.stored(id);
  assert.equal(stored.author, 'Amélie');
  assert.equal(stored.text, 'cafe\u0301 \u1e9b\u0323 A\u030a'.normalize('NFC'));
});

test('bidi overrides, zero widths and controls are removed from names', async () => {
  for (const bad of [
    '\u202e',
    '\u202d',
    '\u2066',
    '\u200b',
    '\u200f',
    '\u0007',
    '\u001b',
    '\ufeff',
    '\n',
  ]) {
    const answer = await site.postJson({ author: `Ev${bad}il`, comment: unique() });
    assert.equal(answer.status, 201, JSON.stringify(bad));
    const { author } = await site.stored(answer.json().id);
    assert.ok(!author.includes(bad), `${JSON.stringify(bad)} in a name`);
    assert.match(author, /^Ev ?il$/);
  }
});

test('emoji sequences keep their joiners in a text', async () => {
  const text = 'family 👨‍👩‍👧‍👦, flag 🏳️‍🌈, hand 👍🏽, heart ❤️';
  const id = await site.comment({ comment: text });
  assert.equal((await site.stored(id)).text, text);
});

test('valid email addresses of many kinds are accepted', async () => {
  for (const email of [
    'a@b.co',
    'first.last+tag@sub.example.org',
    "o'hara@example.ie",
    'x_y-z@123.example',
    'UPPER@EXAMPLE.ORG',
  ]) {
    await site.comment({ email });
  }
});

test('valid websites of many kinds are accepted', async () => {
  for (const url of [
    'http://a.example',
    'https://a.example/ü?q=ä#x',
    'HTTPS://A.EXAMPLE/',
    'http://user.example:8080/~x/',
    'https://münchen.example/',
  ]) {
    await site.comment({ url });
  }
});

test('the first of repeated fields is used', async () => {
  const comment = unique();
  const answer = await site.postJson([
    ['page', '/hello/'],
    ['page', '/a/'],
    ['author', 'First'],
    ['author', 'Second'],
    ['email', 'first@example.org'],
    ['email', 'bad'],
    ['comment', comment],
    ['comment', ''],
    ['comment_parent', '0'],
    ['comment_parent', '999'],
  ]);
  assert.equal(answer.status, 201);
  const stored = await site.stored(answer.json().id);
  assert.deepEqual(
    [stored.author, stored.email, stored.text],
    ['First', 'first@example.org', comment],
  );
  assert.match(stored.page, /^\/hello/);
});

test('unknown fields are ignored, also those named like columns', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_all: true } } });
  const comment = unique();
  const answer = await own.postJson({
    comment,
    approved: '1',
    status: 'approved',
    comment_approved: '1',
    id: '77',
    created: '1999-01-01',
    reason: 'x',
    user_id: '1',
    comment_type: 'note',
    comment_author_IP: '1.2.3.4',
    ak_js: '5',
    'status[]': 'approved',
    '': 'x',
  });
  assert.equal(answer.status, 201);
  const stored = await own.stored(answer.json().id);
  assert.equal(stored.status, 'waiting');
  assert.notEqual(stored.id, 77);
  assert.ok(Math.abs(Date.parse(stored.created) - Date.now()) < 60_000);
});

test('the query of the URL is not part of the form', async () => {
  const answer = await site.postJson(
    { author: undefined },
    { path: '/comments/post?author=FromQuery' },
  );
  assert.equal(answer.status, 422);
});

test('multipart/form-data is accepted like the usual form', async () => {
  const fields = site.fields({
    author: 'Märta',
    comment: 'one\r\n\r\ntwo -- "three"; name="x"\r\n--not-the-boundary',
    unknown: 'x',
  });
  const { body, type } = multipartBody(fields);
  const answer = await site.postRaw(body, { type });
  assert.equal(answer.status, 201, answer.text);
  const stored = await site.stored(answer.json().id);
  assert.equal(stored.author, 'Märta');
  assert.equal(stored.text, fields.comment.replace(/\r\n/g, '\n'));
});

test("multipart forms give the same errors", async () => {
  const { body, type } = multipartBody(site.fields({ author: '', comment: '' }));
  const answer = await site.postRaw(body, { type });
  assert.equal(answer.status, 422);
  assert.deepEqual(errorsOf(answer), ['require_name_email author', 'require_valid_comment comment']);
});

test('the content type is compared without case and parameters', async () => {
  for (const type of [
    'application/x-www-form-urlencoded; charset=UTF-8',
    'Application/X-WWW-Form-URLencoded',
    'application/x-www-form-urlencoded;charset=utf-8',
  ]) {
    assert.equal((await site.postRaw(formBody(site.fields()), { type })).status, 201, type);
  }
});

test('JSON is returned for every usual Accept header that prefers it, otherwise a page', async () => {
  const kinds = [
    ['application/json', true],
    ['application/json, text/plain, */*', true],
    ['text/html,application/xhtml+xml,*/*;q=0.8', false],
    ['*/*', false],
    ['', false],
  ];
  for (const [accept, json] of kinds) {
    const answer = await site.post({ comment: '' }, { headers: { Accept: accept } });
    assert.equal(/json/.test(answer.headers['content-type']), json, accept);
  }
});

// --- redirects --------------------------------------------------------------------------

test('redirect_to on this site is the target of the redirect', async () => {
  const wishes = [
    ['/hello/?x=1', '/hello/?x=1'],
    ['/a/', '/a/'],
    [`${site.url}/hello/?y=2`, '/hello/?y=2'],
    ['/hello/?x=1#old', '/hello/?x=1'],
  ];
  for (const [wish, expected] of wishes) {
    const answer = await site.post({ redirect_to: wish });
    assert.equal(answer.status, 303, wish);
    assert.match(site.local(answer.headers.location), /#comment-\d+$/);
    assert.equal(site.local(answer.headers.location).replace(/#.*|[?&]cpage=\d+/g, ''), expected);
  }
});

test('a redirect never leaves the site nor carries another header', async () => {
  const hostile = [
    '//evil.example/',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\evil.example',
    'https://evil.example/',
    'http:evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/\t/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/%09/evil.example',
    '/ /evil.example',
    '%2f%2fevil.example',
    '/%2fevil.example',
    '/%5cevil.example',
    '/hello/\r\nSet-Cookie: a=b',
    '/hello/%0d%0aSet-Cookie:%20a=b',
    '/\u2028/evil.example',
    `${site.url}@evil.example/`,
    `${site.url}.evil.example/`,
    `${site.url.replace('http:', '')}@evil.example`,
    '.evil.example',
    '@evil.example',
    '/..//evil.example',
    '/./\\evil.example',
    '/hello/..//evil.example/',
    '//evil.example/%2e%2e',
    'http://[::1]/',
    '/'.repeat(3000),
    `/${'x'.repeat(20_000)}`,
  ];
  for (const wish of hostile) {
    const answer = await site.post({ redirect_to: wish });
    assert.equal(answer.status, 303, JSON.stringify(wish.slice(0, 60)));
    assert.equal(answer.headers['set-cookie'], undefined);
    assert.equal(
      new URL(answer.headers.location, `${site.url}/comments/post`).origin,
      site.url,
      JSON.stringify(wish.slice(0, 60)),
    );
    assert.doesNotMatch(answer.headers.location, /[\r\n\t\\ ]/);
  }
  assert.equal((await site.post({ redirect_to: '/\u0000/evil.example' })).status, 400, 'a NUL is malformed');
});

test('a foreign Host header changes no link, form or redirect', async (t) => {
  const own = await siteFor(t);
  for (const headers of [
    { Host: 'evil.example' },
    { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' },
  ]) {
    const answer = await own.post({}, { headers });
    assert.equal(answer.status, 303);
    assert.doesNotMatch(answer.headers.location, /evil/);
    for (const target of ['/comments/thread/hello/', '/comments/page/hello/', '/hello/']) {
      assert.doesNotMatch((await own.get(target, { headers })).text, /evil\.example/);
    }
    assert.doesNotMatch((await own.post({ comment: '' }, { headers })).text, /evil\.example/);
    assert.doesNotMatch((await own.postJson({}, { headers })).text, /evil\.example/);
  }
});

test('no response sets a cookie', async () => {
  for (const answer of [
    await site.thread(),
    await site.post({ 'wp-comment-cookies-consent': 'yes' }),
    await site.post({ comment: '' }),
  ]) {
    assert.equal(answer.headers['set-cookie'], undefined);
  }
});

test('a site without a website field does not ask for one and ignores what is sent in it', async (t) => {
  const own = await siteFor(t, { config: { comments: { website_field: false } } });
  const { text } = await own.get('/comments/thread/hello/');
  assert.doesNotMatch(text, /name="url"/);
  assert.match(text, /Save my name and email in this browser/);
  for (const url of ['https://ada.example', 'no address at all']) {
    const comment = unique();
    assert.equal((await own.post({ comment, url })).status, 303, url);
    const [stored] = (await own.list()).filter((c) => c.text === comment);
    assert.equal(stored.url ?? '', '');
  }
  const refused = await own.post({ author: '', url: 'https://ada.example' });
  assert.equal(refused.status, 422);
  assert.doesNotMatch(refused.text, /name="url"/);
  const usual = (await site.get('/comments/thread/hello/')).text;
  assert.match(usual, /name="url"/);
  assert.match(usual, /Save my name, email, and website in this browser/);
});
