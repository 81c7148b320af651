// The style sheet in host pages that take the browser's style from bare elements: resets of style
// frameworks, and themes of WordPress. Also in layouts that are as narrow as their content allows.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { Stage, axeFindings, quiet, settled } from '../lib/browser.mjs';

const require = createRequire(import.meta.url);
const read = (name) => fs.readFileSync(require.resolve(name), 'utf8');

// The rules of WordPress's themes that clash with a thread, in our words; selectors and their weight
// are those of the themes.
const twentyTwentyOne = `
:root { --gap: 30px; --unit: 20px; }
body { margin: 0; font-size: 1.25rem; line-height: 1.7; }
html, body, p, ol, ul, li, h1, h2, h3, blockquote, pre, form, fieldset { padding: 0; margin: 0; }
h1, h2, h3 { font-weight: normal; }
ul, ol { padding-left: calc(2 * var(--unit)); }
a { color: currentColor; text-decoration-thickness: 1px; }
input[type=text], input[type=email], input[type=url], textarea { border: 3px solid #39414d; border-radius: 0; padding: 10px; margin: 0 2px; max-width: 100%; }
input[type=checkbox], input[type=radio] { appearance: none; position: relative; width: 25px; height: 25px; border: 3px solid #39414d; }
img { max-width: 100%; height: auto; display: block; border-style: none; vertical-align: middle; }
.comments-area > * { margin-top: var(--gap); margin-bottom: var(--gap); }
.comments-title, .comment-reply-title { font-size: 2.25rem; letter-spacing: normal; }
.comment-reply-title { display: flex; justify-content: space-between; }
.comment-list { padding-left: 0; list-style: none; }
.comment-list > li, .comment-list .children > li { margin-top: var(--gap); margin-bottom: var(--gap); }
.comment-list .children { list-style: none; padding-left: 0; }
@media (min-width: 482px) { .comment-list .depth-2, .comment-list .depth-3 { padding-left: 100px; } }
.comment-meta .comment-author .fn { font-weight: normal; font-size: 1.5rem; word-break: break-word; }
.comment-meta .comment-metadata { font-size: 1rem; padding: 8px 0 9px 0; }
.comment-body { position: relative; margin-bottom: calc(1.7 * var(--gap)); }
.comment-body > * { margin-top: var(--gap); margin-bottom: var(--gap); }
.comment-content > * { margin-top: var(--unit); margin-bottom: var(--unit); }
.comment-form { display: flex; flex-wrap: wrap; }
.comment-form > * { flex-basis: 100%; }
.comment-form .comment-form-author, .comment-form .comment-form-email { flex-basis: 0; flex-grow: 1; }
@media (max-width: 481px) { .comment-form .comment-form-author, .comment-form .comment-form-email { flex-basis: 100%; } }
.comment-form > p label, .comment-form > p input[type=email], .comment-form > p input[type=text], .comment-form > p textarea { display: block; width: 100%; margin-bottom: 10px; }
.comment-form > p.comment-form-cookies-consent { display: flex; }
`;
const twentyTwentyFour = `
* { box-sizing: border-box; }
body { margin: 0; padding: 0 24px; font-size: 1.05rem; line-height: 1.55; }
a:where(:not(.button)) { color: inherit; text-decoration: none; }
a:where(:not(.button)):hover { text-decoration: none; }
h1, h2, h3 { font-size: 1em; font-weight: 400; line-height: 1.2; }
main { display: flex; flex-direction: column; }
main > :where(:not(.alignleft)) { max-width: 620px; margin-left: auto !important; margin-right: auto !important; }
main > * { margin-block-start: 1.2rem; margin-block-end: 0; }
:where(main) p, :where(main) ul, :where(main) ol { margin-block: 0; }
button, input[type=submit] { border: 0; background: none; color: inherit; font: inherit; padding: 0; }
input, textarea { border: 0; }
`;

const styles = {
  'Tailwind preflight': () => read('tailwindcss/preflight.css').replace(/--theme\(([^()]*)\)/g, 'inherit'),
  'Bootstrap reboot': () => read('bootstrap/dist/css/bootstrap-reboot.css'),
  'Twenty Twenty-One': () => twentyTwentyOne,
  'Twenty Twenty-Four': () => twentyTwentyFour,
  'a grid': () => 'main { display: grid; } main > * { min-width: auto; }',
  'a flexible row': () => 'main { display: flex; flex-wrap: wrap; }',
};
const dark = '@media (prefers-color-scheme: dark) { body { background: #14161a; color: #e3e6ea; } }\n:root { color-scheme: light dark; }';

const markdown = `First paragraph with [a link](https://example.org/) in it.

Second paragraph.

- one
- two

1. first

> A quotation.

    code

---

| Left | Number |
| --- | ---: |
| ~~two~~ words | 1 |

| a wide table | with | many | columns | that | scroll | within | themselves | at | last |
|---|---|---|---|---|---|---|---|---|---|

<details>
<summary>A spoiler, with \`code\` and $x^2$</summary>
Hidden at first.
</details>

Averyveryverylongwordthatfitsintonothing${'andgoeson'.repeat(12)}`;

let stage;
let thread;
before(async () => {
  // Nobody listens there; the form offers mail.
  const mail = { from: 'blog@example.org', to: 'mod@example.org', via: 'smtp://127.0.0.1:9' };
  stage = await Stage.make({ config: { comments: { format: 'markdown', threads_depth: 4 }, mail } });
  thread = stage.page('A page with a style of its own');
  const post = (fields) => stage.site.comment({ page: thread, url: 'https://example.org/', ...fields });
  let parent;
  for (let i = 0; i < 5; i += 1)
    parent = await post({ comment: `Comment ${i}.\n\n${markdown}`, comment_parent: parent, author: 'Marguerite Longname-Appleby' });
  await post({ comment: markdown });
});
after(() => stage?.stop());

async function open(t, style, options) {
  const page = await stage.visitor(options);
  t.after(() => page.context().close());
  const text = `${styles[style]()}\n${dark}`;
  await page.route('**/host.css', (route) => route.fulfill({ body: text, contentType: 'text/css' }));
  await page.goto(thread);
  if (options.theme === 'dark') await page.evaluate(() => { document.documentElement.dataset.bsTheme = 'dark'; });
  await page.waitForFunction(() => document.getAnimations().length === 0);
  await settled(page); // the script has looked at the widths of the tables
  return page;
}

/** What a reader can tell apart in the page, measured. */
const measure = (page) => page.evaluate(() => {
  const one = (selector) => document.querySelector(selector);
  const style = (selector) => getComputedStyle(one(selector));
  const content = one('.comment-content');
  const [first, second] = content.querySelectorAll(':scope > p');
  const size = (selector) => parseFloat(style(selector).fontSize);
  const border = (selector) => parseFloat(style(selector).borderTopWidth);
  return {
    gap: second.getBoundingClientRect().top - first.getBoundingClientRect().bottom,
    textLink: style('.comment-content a').textDecorationLine,
    authorLink: style('.fn a').textDecorationLine,
    bullets: style('.comment-content ul').listStyleType,
    numbers: style('.comment-content ol').listStyleType,
    bulletRoom: parseFloat(style('.comment-content ul').paddingInlineStart),
    list: style('.comment-list').listStyleType,
    quotation: parseFloat(style('.comment-content blockquote').borderInlineStartWidth),
    cell: parseFloat(style('.comment-content td').borderTopWidth),
    cellAlignment: ['th', 'td'].map((name) => style(`.comment-content ${name}`).textAlign),
    numberAlignment: ['th', 'td'].map((name) => style(`.comment-content ${name}.aw-right`).textAlign),
    spoiler: [border('.comment-content details'), style('.comment-content summary').display, style('.comment-content summary').listStyleType],
    struck: style('.comment-content del').textDecorationLine,
    wideTable: ((table) => table.scrollWidth - table.clientWidth)(content.querySelectorAll('table')[1]),
    tables: [...document.querySelectorAll('.comment-content table')].every((table) =>
      table.matches('[tabindex="0"]') === table.scrollWidth > table.clientWidth),
    submit: border('#submit'),
    submitPadding: parseFloat(style('#submit').paddingInlineStart),
    fields: ['#comment', '#author', '#email', '#url'].map(border),
    heading: size('.comments-title') / size('.comment-content'),
    replyHeading: size('#reply-title') / size('.comment-content'),
    // With the script, the checkbox is shown.
    boxes: ['[name=aw_mail]', '#wp-comment-cookies-consent'].map((selector) => {
      const box = one(selector).getBoundingClientRect();
      const words = document.createRange();
      words.selectNodeContents(one(selector).nextSibling.nextSibling ?? one(selector).nextSibling);
      const label = words.getBoundingClientRect();
      return box.width >= 20 && label.left > box.right && label.left - box.right < 24 && label.top < box.bottom;
    }),
    nested: one('.children .comment-body').getBoundingClientRect().left - one('.depth-1 > .comment-body').getBoundingClientRect().left,
    commentsApart: [...document.querySelectorAll('.comment-body')].every((body) => {
      const box = body.getBoundingClientRect();
      return [...body.querySelectorAll('.comment-actions a, .comment-meta, .comment-content')]
        .every((part) => part.getBoundingClientRect().bottom <= box.bottom + 0.5);
    }),
    width: document.scrollingElement.scrollWidth,
  };
});

for (const style of Object.keys(styles)) {
  for (const width of [320, 390, 1000]) {
    test(`under ${style} text, links, lists, buttons and fields are told apart, ${width} px`, async (t) => {
      const page = await open(t, style, { width });
      const seen = await measure(page);
      assert.ok(seen.gap >= 8, `paragraphs are ${seen.gap} px apart`);
      assert.match(seen.textLink, /underline/);
      assert.match(seen.authorLink, /underline/);
      assert.equal(seen.bullets, 'disc');
      assert.equal(seen.numbers, 'decimal');
      assert.ok(seen.bulletRoom >= 16, `${seen.bulletRoom} px for the markers`);
      assert.match(seen.list, /^(none|"")$/);
      assert.ok(seen.quotation >= 2);
      assert.ok(seen.cell >= 1, 'cells have borders');
      assert.deepEqual(seen.cellAlignment, ['start', 'start']);
      assert.deepEqual(seen.numberAlignment, ['right', 'right']);
      assert.deepEqual(seen.spoiler, [1, 'list-item', 'disclosure-closed']);
      assert.match(seen.struck, /line-through/);
      assert.ok(seen.wideTable > 0 || width > 320, 'a wide table scrolls at 320 px');
      assert.ok(seen.tables, 'the keyboard can focus the tables that scroll, and no other');
      assert.ok(seen.submit >= 1 && seen.submitPadding >= 8, 'the button looks like a button');
      assert.ok(seen.fields.every((each) => each >= 1), `borders ${seen.fields}`);
      assert.deepEqual(seen.boxes, [true, true], 'a radio button or checkbox is beside its words');
      assert.ok(seen.heading > 1.2, `the heading is ${seen.heading} times as large as the text`);
      assert.ok(seen.replyHeading > 1.1, `the form's heading is ${seen.replyHeading} times as large`);
      assert.ok(seen.nested > 0 && seen.nested <= 60, `a reply is indented by ${seen.nested} px`);
      assert.ok(seen.commentsApart, 'every part of a comment is inside of it');
      assert.ok(seen.width <= width, `${seen.width} px wide`);
      quiet(page);
    });
  }

  for (const theme of ['light', 'dark']) {
    test(`under ${style} axe reports nothing, ${theme}`, async (t) => {
      const page = await open(t, style, { width: 390, theme });
      await page.focus('#comment');
      await page.waitForSelector('.comment-tools');
      // What the host page itself does wrong is not ours.
      assert.deepEqual((await axeFindings(page)).filter((line) => !/^(region|page-has-heading-one)/.test(line)), []);
    });
  }
}
