// What write.js adds to the form: buttons that insert plain text, and the preview below the text.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, arrived, fill, hasFocus, holdRequests, quiet, settled, takeTime } from '../lib/browser.mjs';
import { until } from '../lib/wait.mjs';

let stage;
before(async () => { stage = await Stage.make({ config: { comments: { format: 'markdown' } } }); });
after(() => stage?.stop());

const tools = '.comment-tools';
const tool = (name) => `${tools} >> text="${name}"`;
const previewButton = '.comment-preview-button';
const preview = '.comment-form .comment-preview';

/** A page whose form a writer has begun to use. */
async function write(t, options = {}) {
  const page = await stage.visit(t, options.path ?? stage.page(), options);
  if (options.format)
    await page.$eval('.comment-format', (line, format) => { line.dataset.format = format; }, options.format);
  await page.focus('#comment');
  await page.waitForSelector(tools);
  return page;
}

/** Writes a text in which "|" marks the selection, or the caret. */
async function type(page, marked) {
  const [before, inside, behind] = marked.split('|');
  await page.fill('#comment', before + inside + (behind ?? ''));
  await page.$eval('#comment', (text, [begin, end]) => text.setSelectionRange(begin, end),
    [before.length, before.length + (behind === undefined ? 0 : inside.length)]);
}

/** The text with its selection, in the same notation. */
const typed = (page) => page.$eval('#comment', ({ selectionStart: begin, selectionEnd: end, value }) =>
  value.slice(0, begin) + (begin === end ? '|' : `|${value.slice(begin, end)}|`) + value.slice(end));

for (const [format, cases] of Object.entries({
  markdown: [
    ['a |b| c', 'Bold', 'a **|b|** c'],
    ['a **|b|** c', 'Bold', 'a |b| c'],
    ['a | c', 'Bold', 'a **|** c'],
    ['a |b|', 'Italic', 'a *|b|*'],
    ['a |b|', 'Link', 'a [b](|https://|)'],
    ['a |https://a.example/|', 'Link', 'a [|words of the link|](https://a.example/)'],
    ['a |', 'Link', 'a [|words of the link|](https://)'],
    ['one\ntw|o\nth|ree\nfour', 'Quote', 'one\n> two\n> three|\n\nfour'],
    ['a |b `c`|', 'Code', 'a ``|b `c`|``'],
    ['a\n|b\nc|\n', 'Code', 'a\n```\nb\nc\n```|\n'],
  ],
  plain: [
    ['a |b| c', 'Bold', 'a <b>|b|</b> c'],
    ['a |b|', 'Italic', 'a <i>|b|</i>'],
    ['a |b|', 'Link', 'a <a href="|https://|">b</a>'],
    ['a |b|', 'Quote', 'a <blockquote>|b|</blockquote>'],
    ['|a\nb|', 'Code', '<code>|a\nb|</code>'],
  ],
}))
  test(`the buttons insert plain text that undo takes back: ${format}`, async (t) => {
    const page = await write(t, { format });
    for (const [from, name, to] of cases) {
      await type(page, from);
      const value = await page.inputValue('#comment');
      await page.click(tool(name));
      assert.equal(await typed(page), to, `${name} ${JSON.stringify(from)}`);
      await hasFocus(page, '#comment');
      await page.keyboard.press('Control+z');
      assert.equal(await page.inputValue('#comment'), value, `undo of ${name}`);
    }
    quiet(page);
  });

test('the toolbar is one stop of the Tab key, and shortcuts work in the text', async (t) => {
  const page = await write(t);
  assert.deepEqual(await page.$eval(tools, (bar) => [bar.getAttribute('role'), bar.getAttribute('aria-label'),
    bar.getAttribute('aria-controls'), [...bar.children].map((each) => each.textContent).join()]),
  ['toolbar', 'Formatting', 'comment', 'Bold,Italic,Link,Quote,Code']);
  const now = () => page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('Tab');
  for (const [key, name] of [['ArrowRight', 'Italic'], ['ArrowRight', 'Link'], ['ArrowLeft', 'Italic'], ['Home', 'Bold'],
    ['ArrowLeft', 'Code'], ['ArrowRight', 'Bold'], ['End', 'Code']]) {
    await page.keyboard.press(key);
    assert.equal(await now(), name, key);
  }
  await page.keyboard.press('Tab');
  await hasFocus(page, '#author');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await now(), 'Code', 'the button that was left');
  await page.keyboard.press('Enter');
  assert.equal(await typed(page), '`|`');

  for (const [key, to] of [['b', '**|a|**'], ['i', '*|a|*'], ['k', '[a](|https://|)']]) {
    await type(page, '|a|');
    await page.keyboard.press(`Control+${key}`);
    assert.equal(await typed(page), to, key);
  }
  quiet(page);
});

test('the Preview button shows the text as it is typed, and remembers that', async (t) => {
  const path = stage.page();
  const page = await write(t, { path });
  const sent = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(new URLSearchParams(request.postData())));
  await fill(page, { comment: 'A **first** thought.' });
  await page.click(previewButton);
  assert.equal(await page.textContent(`${preview} strong`), 'first');
  assert.equal(await page.getAttribute(previewButton, 'aria-pressed'), 'true');
  assert.deepEqual(['aw_preview', 'page', 'author', 'email'].map((name) => sent[0].get(name)), ['yes', path, null, null]);

  const said = page.locator('.comment-form [role=status]');
  await page.evaluate(() => {
    window.announced = [];
    const line = document.querySelector('.comment-form [role=status]');
    new MutationObserver(() => line.textContent && window.announced.push(line.textContent)).observe(line, { childList: true });
  });
  await page.focus('#comment');
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' A *second* one.');
  assert.equal(await page.textContent(`${preview} em`), 'second');
  assert.equal(await said.textContent(), 'Preview updated');
  assert.deepEqual(await page.evaluate(() => window.announced), ['Preview updated'], 'once for a pause');
  assert.equal(sent.length, 2, 'one request for a pause');
  await page.fill('#comment', ' ');
  await page.waitForSelector(`${preview} >> text=will be shown here`);
  assert.equal(sent.length, 2, 'no request without a text');
  assert.deepEqual(await stage.site.list({ page: path }), []);

  await page.fill('#comment', 'Kept for later, as `code`.');
  await page.reload();
  await page.focus('#comment');
  assert.equal(await page.textContent(`${preview} code`), 'code', 'the preview is on again');
  await fill(page, {});
  await takeTime(page);
  await page.click('#submit');
  await page.waitForSelector('.comment-list >> text=Kept for later');
  await page.waitForSelector(`${preview} >> text=will be shown here`);
  await page.click(previewButton);
  assert.equal(await page.locator(preview).count(), 0);
  assert.equal(await page.getAttribute(previewButton, 'aria-pressed'), 'false');
  await page.reload();
  await page.focus('#comment');
  await page.waitForSelector(tools);
  assert.equal(await page.locator(preview).count(), 0);
  quiet(page);
});

test('a late response is not shown, and an error is tried again', async (t) => {
  const page = await write(t);
  await page.fill('#comment', 'The *old* text.');
  const held = await holdRequests(page, '**/comments/post');
  await page.click(previewButton);
  await until(() => held.count === 1);
  await page.fill('#comment', 'The **new** text.');
  await until(() => held.count === 2);
  held.release();
  assert.equal(await page.textContent(`${preview} strong`), 'new');
  await settled(page);
  assert.equal(await page.locator(`${preview} em`).count(), 0);

  await page.unroute('**/comments/post');
  await page.route('**/comments/post', (route) => route.fulfill({ status: 503, body: '{}' }), { times: 1 });
  await page.fill('#comment', 'The `newest` text.');
  await page.waitForSelector('.comment-preview-failed:visible');
  assert.equal(await page.textContent(`${preview} code`), 'newest');
  assert.equal(await page.isVisible('.comment-preview-failed'), false);
});

test('the longest text of brackets has a preview', async (t) => {
  const page = await write(t);
  await page.fill('#comment', '['.repeat(65_525));
  await page.click(previewButton);
  await page.waitForSelector(`${preview} .comment-rest`);
  assert.equal((await page.textContent(`${preview} .comment-content`)).trim().length, 65_525);
  quiet(page);
});

test('a thread that is unloaded while its form is sent or previewed changes nothing', async (t) => {
  const path = stage.scriptPage();
  const page = await stage.visit(t, path);
  await page.locator('#respond').scrollIntoViewIfNeeded();
  await fill(page, { comment: 'Sent in the *last* moment.' });
  await page.waitForSelector(tools);
  await takeTime(page);
  const held = await holdRequests(page, '**/comments/post');
  await page.click(previewButton);
  await until(() => held.count === 1);
  await page.click('#submit');
  await until(() => held.count === 2);
  await page.evaluate(() => Afterword.unload(document.querySelector('main')));
  held.release();
  await until(async () => (await stage.site.list({ page: path })).length === 1);
  await settled(page);
  assert.equal(page.url(), stage.site.url + path);
  assert.equal(await page.locator('.comment-preview, .comment').count(), 0);
  await page.reload();
  await arrived(page, '#comment');
  assert.equal(await page.inputValue('#comment'), '', 'the draft was posted');
  quiet(page);
});
