// Reading a thread: its next page in place, folded replies, the way to what a reply is for and back, marks on
// new comments, and comments that come meanwhile.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';

import { Stage, axeFindings, fill, hasFocus, quiet, settled, takeTime } from '../lib/browser.mjs';

const stage = await Stage.make({ config: { comments: { per_page: 5, check_seconds: 1, default_page: 'oldest' } } });
after(() => stage.stop());

const textOf = (page, selector) => page.locator(selector).allTextContents();
const news = (page) => page.locator('.comments-news');

/** A host page whose thread has so many top-level comments; returns its path and their numbers. */
async function thread(comments, address = stage.page('Reading')) {
  const ids = [];
  for (let i = 1; i <= comments; i += 1)
    ids.push(await stage.site.comment({ page: address, author: `Writer ${i}`, comment: `Comment ${i}` }));
  return { address, ids };
}

test('the next page of comments is loaded in place, with the focus, a sentence and the address', async (t) => {
  const { address, ids } = await thread(12);
  const page = await stage.visit(t, address);
  await settled(page);
  await page.evaluate(() => (window.sameDocument = true));
  const next = page.locator('.comment-navigation .next').last();
  await next.focus();
  await page.keyboard.press('Enter');
  await hasFocus(page, `#comment-${ids[5]}`);
  assert.deepEqual(await textOf(page, '.comment-list .fn'), Array.from({ length: 10 }, (_, i) => `Writer ${i + 1}`));
  assert.equal(await news(page).textContent(), '5 more comments are shown.');
  assert.equal(new URL(page.url()).search, '?cpage=2');
  assert.deepEqual(await textOf(page, '.comment-pages'), ['Pages 1 to 2 of 3', 'Pages 1 to 2 of 3']);
  await page.locator('.comment-navigation .next').first().click();
  await hasFocus(page, `#comment-${ids[10]}`);
  assert.equal(await page.locator('.comment-navigation .next').count(), 0);
  assert.equal(await page.locator('.comment-list > .comment').count(), 12);
  assert.equal(await news(page).textContent(), '2 more comments are shown.');
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  assert.deepEqual(await axeFindings(page), []);

  // A new comment belongs on the last page, which is here now.
  await fill(page, { comment: 'After all of them' });
  await takeTime(page);
  await page.click('#submit');
  await page.locator('.comment-list > .comment:last-child', { hasText: 'After all of them' }).waitFor();
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  quiet(page);
});

test('the page before is put above, and a page that cannot be fetched is opened', async (t) => {
  const { address, ids } = await thread(12);
  const page = await stage.visit(t, `${address}?cpage=3`);
  await settled(page);
  await page.locator('.comment-navigation .prev').first().click();
  await hasFocus(page, `#comment-${ids[5]}`);
  assert.deepEqual(await textOf(page, '.comment-list .fn'), Array.from({ length: 7 }, (_, i) => `Writer ${i + 6}`));
  await page.route('**/comments/thread/**', (route) => route.abort());
  await page.locator('.comment-navigation .prev').first().click();
  await page.waitForURL(/cpage=1#comments$/);
  quiet(page);
});

test('the replies to a comment can be folded, without JavaScript too, and a link to one opens them', async (t) => {
  const { address, ids } = await thread(1);
  const reply = await stage.site.comment({ page: address, comment_parent: ids[0], comment: 'A reply' });
  const alone = await stage.visit(t, address, { script: false, width: 320 });
  const summary = alone.locator(`#comment-${ids[0]} summary`);
  assert.match(await summary.textContent(), /^Replies to comment \d+ \(1\)$/);
  await summary.focus();
  await alone.keyboard.press('Enter');
  assert.equal(await alone.locator(`#comment-${reply}`).isVisible(), false);

  const page = await stage.visit(t, address);
  await settled(page);
  await page.click(`#comment-${ids[0]} summary`);
  assert.equal(await page.locator(`#comment-${reply}`).isVisible(), false);
  await page.evaluate((id) => (location.hash = `comment-${id}`), reply);
  await page.locator(`#comment-${reply}`).waitFor();
  await page.locator(`#comment-${reply} .comment-reply-link`).click();
  await fill(page, { comment: 'A reply to the reply' });
  await takeTime(page);
  await page.click('#submit');
  await page.locator(`#comment-${reply} .children`, { hasText: 'A reply to the reply' }).waitFor();
  assert.deepEqual(await textOf(page, '.comment-replies-count'), ['(2)', '(1)']);

  // A new reply opens the replies in which it is.
  await page.locator(`#comment-${ids[0]} summary`).first().click();
  await page.click(`#div-comment-${ids[0]} .comment-reply-link`);
  await fill(page, { comment: 'A second reply' });
  await page.click('#submit');
  const second = page.locator(`#comment-${ids[0]} .comment`, { hasText: 'A second reply' });
  await second.waitFor();
  await hasFocus(page, `#${await second.getAttribute('id')}`);
  quiet(page);
});

test('a reply leads to what it is for, and from there back', async (t) => {
  const { address, ids } = await thread(1);
  const replies = [];
  for (let i = 1; i <= 3; i += 1)
    replies.push(await stage.site.comment({ page: address, comment_parent: ids[0], comment: `Reply ${i}` }));
  const page = await stage.visit(t, address);
  await settled(page);
  // The first reply follows the comment.
  assert.equal(await page.locator(`#div-comment-${replies[0]} .comment-answers`).count(), 0);
  const up = page.locator(`#div-comment-${replies[2]} .comment-answers a`);
  assert.equal(await up.textContent(), 'Writer 1');
  await up.focus();
  await page.keyboard.press('Enter');
  await hasFocus(page, `#comment-${ids[0]}`);
  const back = page.locator(`#div-comment-${ids[0]} .comment-back-link`);
  assert.equal(await back.textContent(), 'Back to the reply');
  assert.deepEqual(await axeFindings(page), []);
  await back.focus();
  await page.keyboard.press('Enter');
  await hasFocus(page, `#comment-${replies[2]}`);
  assert.equal(await page.locator('.comment-back-link').count(), 0);
  quiet(page);
});

test('comments that came since the last visit are marked, also if they were held', async (t) => {
  const { address } = await thread(3);
  const waiting = await stage.site.comment({ page: address, author: 'Late', comment: 'Published later: https://a.example https://b.example' });
  const page = await stage.visit(t, address);
  await settled(page);
  assert.equal(await page.locator('.comment-new').count(), 0, 'at the first visit nothing is new');
  await stage.site.cliOk('comment', 'approve', String(waiting));
  const added = await stage.site.comment({ page: address, author: 'Newest', comment: 'Written later' });
  await page.reload();
  await page.locator(`#comment-${added}.comment-new`).waitFor();
  assert.deepEqual(await textOf(page, '.comment-new .fn'), ['Late', 'Newest']);
  assert.match(await news(page).textContent(), /^2 new comments since your last visit/);
  await news(page).locator('button').click();
  await hasFocus(page, `#comment-${waiting}`);
  assert.deepEqual(await axeFindings(page), []);
  await page.reload();
  await settled(page);
  assert.equal(await page.locator('.comment-new').count(), 0);
  assert.deepEqual(await page.context().cookies(), []);
  quiet(page);
});

test('a page of comments that is seen for the first time is not new', async (t) => {
  const { address } = await thread(8);
  const page = await stage.visit(t, address);
  await settled(page);
  await page.locator('.comment-navigation .next').last().click();
  await page.waitForURL(/cpage=2/);
  await page.locator('.comment', { hasText: 'Comment 8' }).waitFor();
  assert.equal(await page.locator('.comment-new').count(), 0);
  await page.goto(`${address}?cpage=2`);
  await settled(page);
  assert.equal(await page.locator('.comment-new').count(), 0);
});

test('what a browser keeps about visits is limited', async (t) => {
  const { address } = await thread(1);
  const page = await stage.visit(t, address);
  await settled(page);
  await page.evaluate(() => {
    const visits = {};
    const comments = Array.from({ length: 2_000 }, (_, id) => 100_000 + id);
    for (let i = 0; i < 60; i += 1) visits[`/page-${i}/`] = { at: 1, comments, parts: ['/1'] };
    visits[location.pathname] = visits['/page-0/'];
    localStorage.setItem('afterword:visits', JSON.stringify(visits));
  });
  await page.reload();
  await settled(page);
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('afterword:visits')));
  assert.equal(Object.keys(kept).length, 50);
  assert.equal(Object.keys(kept).at(-1), address);
  assert.equal(kept[address].comments.length, 1_000);
});

test('a line offers comments that come while the page is read, and moves nothing', async (t) => {
  const { address, ids } = await thread(2);
  const page = await stage.visit(t, address);
  await settled(page);
  await page.fill('#comment', 'Being written');
  await page.evaluate(() => scrollTo(0, 0));
  const top = () => page.locator(`#comment-${ids[1]}`).evaluate((item) => item.getBoundingClientRect().top);
  const before = await top();
  const reply = await stage.site.comment({ page: address, comment_parent: ids[0], author: 'Reply', comment: 'A reply' });
  await news(page).getByText('1 new comment').waitFor();
  assert.equal(await top(), before);
  const other = await stage.site.comment({ page: address, author: 'Other', comment: 'Another comment' });
  await news(page).getByText('2 new comments').waitFor();
  assert.equal(await top(), before);
  assert.deepEqual(await axeFindings(page), []);
  await news(page).locator('button').focus();
  await page.keyboard.press('Enter');
  await hasFocus(page, `#comment-${reply}`);
  assert.deepEqual(await textOf(page, '.comment-list .fn'), ['Writer 1', 'Reply', 'Writer 2', 'Other']);
  assert.deepEqual(await textOf(page, '.comment-new .fn'), ['Reply', 'Other']);
  assert.equal(await page.textContent('.comments-title'), '4 thoughts on “Reading”');
  assert.equal(await page.inputValue('#comment'), 'Being written');
  assert.equal(await news(page).textContent(), '');
  assert.equal(await page.locator(`#comment-${other}`).count(), 1);
  quiet(page);
});

test('comments that come are put where the server shows them, each with its mark', async (t) => {
  const { address, ids } = await thread(2);
  const held = await stage.site.comment({ page: address, author: 'Held', comment: 'See https://a.example https://b.example' });
  await stage.site.comment({ page: address, author: 'Last', comment: 'The last one' });
  const page = await stage.visit(t, address);
  await settled(page);
  for (const author of ['First', 'Second'])
    await stage.site.comment({ page: address, comment_parent: ids[0], author, comment: `The reply of ${author}` });
  await stage.site.cliOk('comment', 'approve', String(held));
  await news(page).getByText('3 new comments').waitFor();
  await news(page).locator('button').click();
  await page.locator('.comment-new').first().waitFor();
  assert.deepEqual(await textOf(page, '.comment-list .fn'), ['Writer 1', 'First', 'Second', 'Writer 2', 'Held', 'Last']);
  assert.deepEqual(await textOf(page, '.comment-new .fn'), ['First', 'Second', 'Held']);
  quiet(page);
});

test('a page of one conversation gets the new comments of this conversation only', async (t) => {
  const address = stage.page('Long');
  const first = 9_000;
  await stage.site.importComments([
    { id: first, page: address, author: 'Beginning', text: 'The beginning' },
    ...Array.from({ length: 55 }, (_, i) => ({ id: first + 1 + i, page: address, parent: first, author: `Writer ${i + 1}`, text: `Reply ${i + 1}` })),
    { id: first + 60, page: address, author: 'Other', text: 'Another conversation' },
  ]);
  const page = await stage.visit(t, `${address}?subthread=${first + 55}`);
  await settled(page);
  const shown = ['Beginning', 'Writer 51', 'Writer 52', 'Writer 53', 'Writer 54', 'Writer 55'];
  assert.deepEqual(await textOf(page, '.comment-list .fn'), shown);
  await stage.site.comment({ page: address, comment_parent: first, author: 'Late', comment: 'A late reply' });
  await news(page).getByText('1 new comment').waitFor();
  await news(page).locator('button').click();
  await page.locator('.comment-new').first().waitFor();
  assert.deepEqual(await textOf(page, '.comment-list .fn'), [...shown, 'Late']);
  assert.deepEqual(await textOf(page, '.comment-new .fn'), ['Late']);
  quiet(page);
});

test('new comments on another page of comments are shown there', async (t) => {
  const { address } = await thread(5);
  const page = await stage.visit(t, `${address}`);
  await settled(page);
  for (const name of ['Six', 'Seven']) await stage.site.comment({ page: address, author: name, comment: `From ${name}` });
  await news(page).getByText('2 new comments').waitFor();
  await news(page).locator('button').click();
  await page.locator('.comment', { hasText: 'From Seven' }).waitFor();
  assert.equal(new URL(page.url()).search, '?cpage=2');
  assert.equal(new URL(page.url()).hash, '#comments');
  await page.locator('.comment-new .fn', { hasText: 'Seven' }).waitFor();
  assert.deepEqual(await textOf(page, '.comment-new .fn'), ['Six', 'Seven']);

  // Here further ones need no other page.
  await settled(page);
  await page.evaluate(() => (window.sameDocument = true));
  await stage.site.comment({ page: address, author: 'Eight' });
  await news(page).getByText('1 new comment', { exact: false }).waitFor();
  await news(page).getByText('Show').click();
  await page.locator('.comment-new .fn', { hasText: 'Eight' }).waitFor();
  assert.equal(await page.evaluate(() => window.sameDocument), true);
});

test('the own comment is not offered', async (t) => {
  const { address } = await thread(1);
  const page = await stage.visit(t, address);
  await settled(page);
  await fill(page, { comment: 'My own' });
  await takeTime(page);
  await page.click('#submit');
  await page.locator('.comment', { hasText: 'My own' }).waitFor();
  await page.waitForResponse((response) => response.url().includes('/version/'));
  await settled(page);
  assert.equal(await news(page).textContent(), '');

  // It does not make up for another one once it is withdrawn.
  await page.click('.comment-withdraw-button');
  await page.click('text=Withdraw the comment');
  await page.locator('.comment-gone').waitFor();
  await stage.site.comment({ page: address, author: 'Somebody' });
  await news(page).getByText('1 new comment').waitFor();
});

test('a browser asks less often while nothing comes, and not while the page is hidden', async (t) => {
  const { address } = await thread(1);
  const page = await stage.visitor();
  t.after(() => page.context().close());
  await page.clock.install();
  let asks = 0;
  page.on('request', (request) => {
    asks += request.url().includes('/version/') ? 1 : 0;
  });
  await page.goto(address);
  await settled(page);
  // Each request is answered before the clock goes on.
  const minutes = async (count) => {
    const before = asks;
    for (let i = 0; i < count * 12; i += 1) {
      await page.clock.runFor(5_000);
      await page.waitForLoadState('networkidle');
    }
    return asks - before;
  };
  const first = await minutes(2);
  assert.ok(first >= 5 && first <= 24, `${first} requests in the first minutes`);
  const later = await minutes(10);
  assert.ok(later >= 1 && later <= 6, `${later} requests in ten minutes later`);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
  });
  assert.equal(await minutes(11), 0);
  await page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  assert.ok((await minutes(6)) >= 1);
});
