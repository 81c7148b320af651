// Text of visitors: some of it becomes harmless markup; none of it is ever executed.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';

import { makeSite, siteFor, unique } from '../lib/site.mjs';
import { html, liveParts } from '../lib/html.mjs';
import { slowness } from '../lib/wait.mjs';

const site = await makeSite({ config: { comments: { max_links: 0 } } });
after(() => site.stop());

const payloads = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  `'"><img src=x onerror=alert(1)>`,
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg/onload=alert(1)//',
  '<iframe src="javascript:alert(1)">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" &#106;avascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:x">x</a>',
  '<a href="http://a.example/" onclick="alert(1)">x</a>',
  '<a href="http://a.example/" style="position:fixed;inset:0">x</a>',
  `<a href='http://a.example/"onmouseover="alert(1)'>x</a>`,
  '<b onmouseover=alert(1)>x</b>',
  '<b/onclick=alert(1)>x',
  '<blockquote cite="javascript:alert(1)">x</blockquote>',
  '<q cite="data:x">x</q>',
  '<abbr title="&quot; onclick=&quot;alert(1)">x</abbr>',
  '<style>*{display:none}</style>',
  '<base href="//evil.example/">',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<form action=//evil.example><input name=x></form>',
  '<math><mi//xlink:href="data:x">',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml version="1.0"?><script>alert(1)</script>',
  '</ol></li></section></article><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<<script>script>alert(1)<</script>/script>',
  '<ScRiPt\n>alert(1)</sCrIpT\t>',
  '<img """><script>alert(1)</script>">',
  'http://a.example/"onmouseover="alert(1)',
  'http://a.example/<script>alert(1)</script>',
  "http://a.example/'onclick='alert(1)",
  'javascript:alert(1)',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '{{COMMENT}}{{>FORM}}{{#X}}<script>alert(1)</script>{{/X}}',
  '{{%AUTOESCAPE context="HTML"}}',
  '<template><script>alert(1)</script></template>',
  '<code><script>alert(1)</script></code>',
  '<a href="http://a.example/">' + '<b>'.repeat(300) + '<script>alert(1)</script>',
  '<x:script>alert(1)</x:script>',
  '<details open ontoggle=alert(1)><summary onclick=alert(1)>x<script>alert(1)</script></summary>y</details>',
  '</details></summary><summary>x',
];

const allowed = new Set([
  'a',
  'abbr',
  'acronym',
  'b',
  'blockquote',
  'br',
  'cite',
  'code',
  'del',
  'em',
  'i',
  'li',
  'ol',
  'p',
  'pre',
  'q',
  's',
  'strike',
  'strong',
  'ul',
  'bdi',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'details',
  'summary',
]);
const attributes = {
  a: ['href', 'title', 'rel'],
  abbr: ['title'],
  acronym: ['title'],
  blockquote: ['cite'],
  q: ['cite'],
  del: ['datetime'],
  td: ['class'],
  th: ['class'],
  code: ['class'],
  p: ['class'], // of what is shown as typed, since it had too many signs of markup
};

const classes = { p: /^comment-rest$/, code: /^(math|language-[\w+#.-]{1,30})$/ };

/** Fails when the content of a comment is more than the allow-list. */
function contentIsTame(content, payload) {
  for (const element of content.all('*')) {
    assert.ok(allowed.has(element.name), `<${element.name}> from ${payload}`);
    for (const [name, value] of Object.entries(element.attributes)) {
      assert.ok(
        attributes[element.name]?.includes(name),
        `${element.name} ${name} from ${payload}`,
      );
      if (name === 'href') assert.match(value, /^(https?:\/\/|mailto:)/i, payload);
      if (name === 'class') assert.match(value, classes[element.name] ?? /^aw-(left|center|right)$/, payload);
    }
  }
}

/** Fails if anything in the section is executed or loaded, except Afterword's own scripts and links. */
function threadIsTame(tree, what) {
  assert.deepEqual(liveParts(tree.one('#comments')), [], what);
}

// The payloads that are a website, and those that leave nothing of a name.
const websites = ["http://a.example/'onclick='alert(1)"];
const isOnlyTags = (payload) => /^(<[^<>]*>?)+$/.test(payload);

function statusOf(field, payload) {
  if (field === 'url') return websites.includes(payload) ? 201 : 422;
  return field === 'author' && isOnlyTags(payload) ? 422 : 201;
}

test('no payload is live in any field of a comment that was posted', async () => {
  const taken = [];
  for (const payload of payloads) {
    for (const field of ['author', 'url', 'comment']) {
      const answer = await site.postJson({
        page: '/hello/',
        [field]: payload,
        ...(field === 'comment' ? {} : { comment: unique() }),
      });
      assert.equal(answer.status, statusOf(field, payload), `${field} ${payload}`);
      if (answer.status !== 201) continue;
      const { id, html: fragment } = answer.json();
      assert.deepEqual(liveParts(html(fragment).one('body')), [], `html of ${payload}`);
      taken.push([id, payload, field]);
    }
  }
  const seen = new Map();
  for (let page = 1; page <= 10; page++) {
    const { tree } = await site.thread('/hello/', `?cpage=${page}`);
    threadIsTame(tree, `page ${page}`);
    for (const item of tree.all('li.comment')) seen.set(Number(item.attr('id').slice(8)), item);
  }
  for (const [id, payload, field] of taken) {
    const item = seen.get(id);
    assert.ok(item, `comment ${id} of ${payload} is on a page, at its place`);
    assert.equal(
      item.parent.classes.includes('comment-list'),
      true,
      `the list holds after ${payload}`,
    );
    const content = item.one('.comment-content');
    contentIsTame(content, payload);
    if (field === 'author' && !payload.includes('<'))
      assert.equal(item.one('.fn').text, payload, 'a name is shown as it was typed');
  }
});

test('no imported payload is live', async (t) => {
  const own = await siteFor(t, { config: { comments: { per_page: 500 } } });
  await own.importComments(
    payloads.map((payload) => ({
      author: payload,
      url: payload,
      email: payload.slice(0, 90),
      text: payload,
      reason: payload,
    })),
  );
  for (const target of ['/comments/thread/hello/', '/comments/page/hello/']) {
    const { tree } = await own.get(target);
    threadIsTame(tree, target);
    assert.equal(tree.all('li.comment').length, payloads.length);
  }
});

test('no payload is live on an error page', async () => {
  for (const payload of payloads) {
    for (const field of [
      'author',
      'email',
      'url',
      'comment',
      'redirect_to',
      'page',
      'comment_parent',
      'unknown',
    ]) {
      const { tree, status } = await site.post({ email: '', comment: '', [field]: payload });
      // The address of another site can be corrected; a path that is no page's is unknown.
      const unknown = field === 'page' && !/^(https?:)?\/\//.test(payload);
      assert.equal(status, unknown ? 404 : 422, `${field} ${payload}`);
      assert.ok(!tree.all('script').some((s) => /alert/.test(s.text)), `${field} ${payload}`);
      const section = tree.first('#comments') ?? tree.one('body');
      assert.deepEqual(liveParts(section), [], `${field} ${payload}`);
    }
  }
});

test('no payload is live in the query of a thread', async () => {
  for (const payload of payloads) {
    const value = encodeURIComponent(payload);
    for (const name of ['title', 'cpage', 'replytocom', 'unapproved', 'moderation-hash']) {
      const { tree, status } = await site.thread('/hello/', `?${name}=${value}`);
      assert.equal(status, 200, `${name} ${payload}`);
      threadIsTame(tree, `${name} ${payload}`);
    }
    const page = await site.get(`/comments/page/hello/?title=${value}`);
    assert.ok(!page.tree.all('script').some((s) => /alert/.test(s.text)), payload);
  }
});

test('no payload is live in a response about an unknown page', async () => {
  for (const payload of payloads) {
    const { text } = await site.get(`/comments/thread/${encodeURIComponent(payload)}`);
    assert.ok(!/<script|<img|<svg|onerror=/i.test(text), payload);
  }
});

// --- markup ------------------------------------------------------------------------

async function rendered(comment, own = site) {
  const answer = await own.postJson({ comment, author: unique('M') });
  assert.equal(answer.status, 201, answer.text);
  return html(answer.json().html).one('.comment-content');
}

test('allowed tags are rendered, and others are shown as typed', async () => {
  const content = await rendered(
    '<b>bold</b> <em>em</em> <code>x</code> <strong>s</strong> <i>i</i> <s>gone</s> <blink>no</blink> <cite>c</cite>',
  );
  for (const name of ['b', 'em', 'code', 'strong', 'i', 's', 'cite'])
    assert.ok(content.has(name), name);
  assert.ok(!content.has('blink'));
  assert.match(content.text, /<blink>no<\/blink>/);
});

test('unclosed and crossed tags are closed within their comment', async () => {
  for (const text of [
    '<b>never closed',
    '<b><i>crossed</b></i>',
    '</b></i></p></div> closed too often',
    '<blockquote><b>deep',
    '<a href="http://a.example/">open',
  ]) {
    await site.comment({ page: '/blog/first/', comment: text });
  }
  const last = await site.comment({ page: '/blog/first/', comment: 'plain after all' });
  const { tree } = await site.thread('/blog/first/');
  assert.ok(tree.one('ol.comment-list').children.every((e) => e.name === 'li'));
  const content = tree.one(`#div-comment-${last} .comment-content`);
  assert.equal(content.text, 'plain after all');
  for (let e = content; e; e = e.parent)
    assert.ok(!['b', 'i', 'a', 'blockquote'].includes(e.name ?? ''));
});

test('blank lines separate paragraphs, and single line ends are breaks', async () => {
  const content = await rendered('one\ntwo\n\n\nthree');
  assert.equal(content.all('p').length, 2);
  assert.equal(content.all('p')[0].all('br').length, 1);
  assert.equal(content.all('p')[1].text, 'three');
});

test('addresses become links with rel="ugc nofollow" and safe schemes', async () => {
  const cases = [
    ['see http://wordpress.org. Then', 'http://wordpress.org'],
    ['(see https://a.example/x_(y))', 'https://a.example/x_(y)'],
    ['https://a.example/?a=1&b=2, and', 'https://a.example/?a=1&b=2'],
    ['<https://a.example/>', 'https://a.example/'],
  ];
  for (const [text, href] of cases) {
    const link = (await rendered(text)).one('a');
    assert.equal(link.attr('href').replace(/\/$/, ''), href.replace(/\/$/, ''), text);
    for (const word of ['nofollow', 'ugc', 'noopener'])
      assert.ok(link.attr('rel').split(' ').includes(word), word);
  }
});

test('addresses inside code and links stay unchanged', async () => {
  assert.ok(!(await rendered('<code>http://a.example/</code>')).has('a'));
  assert.equal(
    (await rendered('<a href="http://a.example/">http://b.example/</a>')).all('a').length,
    1,
  );
});

test('quotes become typographic outside code only', async () => {
  const content = await rendered('"said" and <code>"code" -- it\'s</code>');
  assert.match(content.text, /“said”/);
  assert.equal(content.one('code').text, '"code" -- it\'s');
});

test('template markers are shown as typed', async () => {
  for (const text of ['{{X}}', '{{>F}}', '{{#A}}x{{/A}}', '{{{x}}}', '{{!x}}'])
    assert.equal((await rendered(text)).text, text);
});

test('a right-to-left text has its own direction', async () => {
  assert.equal((await rendered('שלום עולם')).attr('dir'), 'auto');
});

test('no payload is live in Markdown', async (t) => {
  const own = await siteFor(t, { config: { comments: { format: 'markdown', max_links: 0 } } });
  const content = await rendered(
    '**bold** and `code` and [link](http://a.example/)\n\n> quoted\n\n* one\n* two',
    own,
  );
  const form = (await own.thread()).tree;
  assert.equal(form.one('#comment').attr('aria-describedby'), 'comment-format');
  assert.match(form.one('#comment-format').text, /^You can use Markdown: \*\*bold\*\* /);
  assert.equal(content.one('strong').text, 'bold');
  assert.equal(content.one('code').text, 'code');
  assert.equal(content.one('a').attr('href'), 'http://a.example/');
  for (const word of ['nofollow', 'ugc', 'noopener'])
    assert.ok(content.one('a').attr('rel').split(' ').includes(word), word);
  assert.ok(content.has('blockquote'));
  const more = [
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
    '![x](http://evil.example/x.png)',
    '![x](x" onerror="alert(1))',
    '[x]: javascript:alert(1)\n\n[x]',
    '<javascript:alert(1)>',
    '```\n<script>alert(1)</script>\n```',
    '# heading',
    '***',
    '~~<script>alert(1)</script>~~',
    '[x](javascript:alert(1)) | <img src=x onerror=alert(1)>\n:-:|-:\n`<script>` | <script>alert(1)</script>',
    '|a|b|c|d|"><script>alert(1)</script>|\n|-|-|-|-|-|',
    '[a](http://a.example/ "x\\" onclick=\\"alert(1)")',
    '```x"onclick="alert(1)\ny\n```',
    '```c++ onclick=alert(1)\ny\n```',
    '<details>\n<summary><img src=x onerror=alert(1)></summary>\n<script>alert(1)</script>\n</details>',
    '<details ontoggle=alert(1) open>\nx',
    '$<script>alert(1)</script>$ $$"onclick="alert(1)$$',
    '$$\n</code></pre><script>alert(1)</script>\n$$',
    '- [x] <script>alert(1)</script>',
  ];
  for (const payload of [...payloads, ...more]) {
    const answer = await own.postJson({ comment: payload });
    if (answer.status === 422) continue; // nothing is left to read of it
    assert.equal(answer.status, 201, payload);
    const tree = html(answer.json().html);
    assert.deepEqual(liveParts(tree.one('body')), [], payload);
    contentIsTame(tree.one('.comment-content'), payload);
  }
});

test('Markdown has tables in the thread, the feed and the export, and comes back from there', async (t) => {
  const own = await siteFor(t, { config: { comments: { format: 'markdown' } } });
  await own.comment({ page: '/hello/', comment: 'Both:\n\n| Name | Size |\n|:--|--:|\n| ~~a~~ | **1** |\n| b |' });
  const table =
    '<table><thead><tr><th class="aw-left">Name</th><th class="aw-right">Size</th></tr></thead><tbody>' +
    '<tr><td class="aw-left"><del>a</del></td><td class="aw-right"><strong>1</strong></td></tr>' +
    '<tr><td class="aw-left">b</td><td></td></tr></tbody></table>';
  assert.ok((await own.thread('/hello/')).text.includes(`<p>Both:</p>${table}`));
  const feed = (await own.get('/comments/feed/hello/')).text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
  assert.ok(feed.includes(table), feed);
  const file = `${own.dir}/all.xml`;
  await own.cliOk('export', 'wordpress', file);
  assert.ok(fs.readFileSync(file, 'utf8').includes(table));
  const other = await siteFor(t);
  await other.cliOk('import', 'wordpress', file);
  const text = 'SELECT text, format FROM comment';
  assert.equal(other.sql(text), own.sql(text), 'the text comes back as typed');
});

test('what looks like a server-side include is text, in the page of the web server too', async () => {
  const text = '<!--# echo var="document_root" --> <!--#include virtual="/a/" --> {{TITLE}}';
  const id = await site.comment({
    page: '/blog/second/',
    author: '<!--# echo var="pid" -->x',
    comment: text,
  });
  const page = await site.get('/blog/second/');
  assert.ok(!page.text.includes(site.documentRoot));
  const shown = page.tree.one(`#div-comment-${id} .comment-content`).text;
  assert.match(shown, /^<!.*# echo var=.document_root. .*#include virtual=.*\{\{TITLE\}\}$/);
});

test('deeply nested markup is rendered in bounded time', async (t) => {
  const parts = [
    '<b>',
    '</b>',
    '<b',
    '<a href="',
    '<a href="http://a.b/">',
    '<blockquote>',
    '<code>',
    '<i><b>',
    '(',
    '[',
    '](',
    '[a](',
    '![',
    '*a',
    '**',
    '_a_',
    '`',
    '``a',
    '> ',
    '- ',
    '\n',
    '\n\n',
    'http://a',
    '(http://a.b/)',
    'http://a.example/(',
    '"',
    "'",
    '&',
    '.',
    '--',
    '[a]: b\n',
    '\u0301',
    '\\',
    '~a~ ',
    '|a',
    'a|b\n-|-\n',
    'a|b\n-|-\n\n',
    '$',
    '$a ',
    '$$\n',
    '\\(',
    '\\[\n',
    '<details>',
    '<details>\n',
    '<summary>',
  ];
  for (const format of ['plain', 'markdown']) {
    const own =
      format === 'plain'
        ? site
        : await siteFor(t, { config: { comments: { format, max_links: 0 } } });
    for (const [i, part] of parts.entries()) {
      const begin = own.processorMs();
      const answer = await own.postJson({
        page: '/old/',
        author: `Part ${i}`,
        comment: part.repeat(Math.floor(65_000 / part.length)),
      });
      const isEmpty =
        part.trim() === '' || part === (format === 'plain' ? '<blockquote>' : '--');
      assert.equal(answer.status, isEmpty ? 422 : 201, `${format} ${JSON.stringify(part)}`);
      const took = own.processorMs() - begin;
      assert.ok(took < 2000 * slowness, `${format} ${JSON.stringify(part)}: ${took} ms`);
    }
  }
});
