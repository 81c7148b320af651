// Reading and writing in a browser without JavaScript.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, arrived, fill, hasFocus, quiet } from '../lib/browser.mjs';

let stage;
before(async () => { stage = await Stage.make(); });
after(() => stage?.stop());

const visit = (t, address) => stage.visit(t, address, { script: false });

test('the thread shows nesting, dates and permalinks', async (t) => {
  const path = stage.page('Hello');
  const root = await stage.site.comment({ page: path, author: 'Grace', comment: 'Root' });
  const reply = await stage.site.comment({ page: path, comment: 'Reply', comment_parent: root });
  const page = await visit(t, path);
  assert.equal(await page.textContent('.comments-title'), '2 thoughts on “Hello”');
  assert.equal(await page.locator(`#comment-${root} > details > .children > #comment-${reply}`).count(), 1);
  await page.click(`#div-comment-${reply} .comment-metadata a`);
  await page.waitForURL(`${stage.site.url}${path}#comment-${reply}`);
  await arrived(page, `#comment-${reply}:target`);
});

test('after posting, the browser shows the comment', async (t) => {
  const path = stage.page();
  const page = await visit(t, path);
  await fill(page, { comment: 'Plainly posted.' });
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/);
  assert.equal(new URL(page.url()).pathname, path);
  assert.match(await page.textContent('.comment:target .comment-content'), /Plainly posted\./);
  assert.equal((await stage.site.list({ page: path })).length, 1);
  quiet(page);
});

for (const script of [false, true])
  test(`a preview is changed and posted, and nothing is lost: ${script ? 'with' : 'without'} JavaScript`, async (t) => {
    const path = stage.page();
    const parent = await stage.site.comment({ page: path, author: 'Grace' });
    const page = await stage.visit(t, `${path}?replytocom=${parent}#respond`, { script });
    await fill(page, { comment: 'First <em>draft</em>.' });
    if (script) await page.waitForSelector('.comment-tools');
    else assert.equal(await page.locator('.comment-tools').count(), 0);
    await page.click('.comment-preview-button');
    await arrived(page, '.comment-preview');
    assert.equal(await page.textContent('.comment-preview em'), 'draft');
    assert.match(await page.textContent('#reply-name'), /Reply to Grace/);
    assert.equal((await stage.site.list({ page: path })).length, 1);
    await page.fill('#comment', 'Second <em>draft</em>.');
    await page.focus('#author');
    await page.keyboard.press('Enter'); // posts: the preview is not the default button
    await page.waitForURL(/#comment-\d+$/);
    const [reply] = (await stage.site.list({ page: path })).filter((each) => each.id !== parent);
    assert.deepEqual([reply.text, reply.parent], ['Second <em>draft</em>.', parent]);
    quiet(page);
  });

test('a reply is written by ?replytocom and appears below its parent', async (t) => {
  const path = stage.page();
  const id = await stage.site.comment({ page: path, author: 'Grace' });
  const page = await visit(t, path);
  await page.click(`#div-comment-${id} .comment-reply-link`);
  await page.waitForURL(`${stage.site.url}${path}?replytocom=${id}#respond`);
  assert.match(await page.textContent('#reply-title'), /^Reply to Grace/);
  assert.equal(await page.isVisible('#cancel-comment-reply-link'), true);
  await fill(page, { comment: 'An answer.' });
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/);
  assert.match(await page.textContent(`#comment-${id} > details > .children`), /An answer\./);
  assert.doesNotMatch(page.url(), /replytocom/);
});

test('Cancel reply leads back to the form for the page', async (t) => {
  const path = stage.page();
  const id = await stage.site.comment({ page: path });
  const page = await visit(t, `${path}?replytocom=${id}#respond`);
  await page.click('#cancel-comment-reply-link');
  await page.waitForURL(`${stage.site.url}${path}#respond`);
  assert.match(await page.textContent('#reply-title'), /^Leave a Reply/);
});

test('an error page keeps every field, has the focus on the summary and links to the fields', async (t) => {
  const path = stage.page();
  const id = await stage.site.comment({ page: path });
  const page = await visit(t, `${path}?replytocom=${id}#respond`);
  const comment = 'A "quoted" <b>text</b> & more\nin two lines';
  await fill(page, { author: 'Ada <3', email: 'nonsense', url: 'https://example.org/?a=1&b=2', comment });
  await page.click('#submit');

  await arrived(page, '#comment-errors:focus');
  assert.equal(await page.inputValue('#comment'), comment);
  assert.equal(await page.inputValue('#author'), 'Ada <3');
  assert.equal(await page.inputValue('#email'), 'nonsense');
  assert.equal(await page.inputValue('#url'), 'https://example.org/?a=1&b=2');
  assert.equal(await page.inputValue('#comment_parent'), String(id));
  assert.equal(await page.getAttribute('#email', 'aria-invalid'), 'true');
  await page.click('#comment-errors a[href="#email"]');
  await hasFocus(page, '#email');

  await page.fill('#email', 'ada@example.org');
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/);
  assert.equal(new URL(page.url()).pathname, path);
  assert.match(await page.textContent(`#comment-${id} > details > .children`), /in two lines/);
  quiet(page);
});

test('an empty form gets all errors at once', async (t) => {
  const page = await visit(t, stage.page());
  await page.click('#submit');
  await arrived(page, '#comment-errors');
  assert.deepEqual((await page.$$eval('#comment-errors a', (links) => links.map((a) => a.hash))).sort(),
    ['#author', '#comment', '#email']);
});

test('a comment that waits is shown to its writer, and to nobody else', async (t) => {
  const held = await Stage.make({ config: { comments: { hold_all: true } } });
  t.after(() => held.stop());
  const path = held.page();
  const page = await held.visit(t, path, { script: false });
  await fill(page, { comment: 'Is anybody reading this?' });
  await page.click('#submit');
  await page.waitForURL(/\?unapproved=\d+&moderation-hash=[^#]+#comment-\d+$/);
  assert.match(await page.textContent('.comment:target'), /Is anybody reading this\?/);
  assert.equal(await page.locator('.comment:target .comment-awaiting-moderation').count(), 1);

  const stranger = await held.visit(t, path, { script: false });
  assert.equal(await stranger.locator('.comment').count(), 0);
});

test('without a script the form does not ask for consent to remember the name', async (t) => {
  const page = await visit(t, stage.page());
  assert.equal(await page.isVisible('#wp-comment-cookies-consent'), false);
});
