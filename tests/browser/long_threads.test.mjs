// Long subthreads and long comments in a browser: by keyboard, on a phone, light and dark, in a frame.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';

import { Stage, axeFindings, fill, quiet, takeTime } from '../lib/browser.mjs';

const stage = await Stage.make();
after(() => stage.stop());

let nextId = 1;

/** A host page whose thread has one comment with so many `replies`; `first` is its number. */
async function longThread(replies, address = stage.page('Long')) {
  const first = nextId;
  nextId += replies + 100;
  await stage.site.importComments([
    { id: first, page: address, author: 'Ada', text: 'The beginning' },
    ...Array.from({ length: replies }, (_, i) => ({
      id: first + i + 1,
      page: address,
      parent: first + i,
      author: `Writer ${i + 1}`,
      text: `Reply ${i + 1}`,
    })),
  ]);
  return { address, first };
}

test('replies on other pages are reached by keyboard, without JavaScript', async (t) => {
  const { address, first } = await longThread(60);
  const page = await stage.visit(t, address, { script: false, width: 320 });
  const more = page.locator('.comment-more a');
  await more.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`subthread=${first + 21}#comment-${first + 21}$`));
  assert.ok(await page.locator(`#comment-${first + 21}`).isVisible());
  await page.locator('.comment-subthread a').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`#comment-${first}$`));
  assert.ok(await more.isVisible());
});

test('a page of a subthread is accessible on narrow and wide screens, light and dark', async (t) => {
  const { address, first } = await longThread(60);
  // Each pair of theme, width and page occurs.
  for (const [theme, width, query] of [
    ['light', 320, ''],
    ['dark', 1000, ''],
    ['dark', 320, `?subthread=${first}&cpage=2`],
    ['light', 1000, `?subthread=${first}&cpage=2`],
  ]) {
    const page = await stage.visit(t, address + query, { theme, width });
    await page.waitForSelector('.comment-more, .comment-subthread');
    if (process.env.SHOTS)
      await page.screenshot({
        path: `${process.env.SHOTS}/${query ? 'subthread' : 'page'}-${theme}-${width}.png`,
        fullPage: true,
      });
    assert.deepEqual(await axeFindings(page), [], `${theme} ${width} ${query}`);
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      `${width} px are enough`,
    );
    quiet(page);
  }
});

test('a reply into a long subthread is shown on its page, from wherever it was written', async (t) => {
  const { address, first } = await longThread(25);
  const page = await stage.visit(t, address);
  await page.click(`.comment-reply-link[data-commentid="${first + 1}"]`);
  await fill(page, { comment: 'From the page of comments' });
  await takeTime(page);
  await page.click('#submit');
  await page.waitForURL(/subthread=\d+#comment-\d+$/);
  await page.locator('.comment', { hasText: 'From the page of comments' }).last().waitFor();

  await page.click(`.comment-reply-link[data-commentid="${first + 1}"]`);
  await fill(page, { comment: 'From the page of the subthread' });
  await takeTime(page);
  await page.click('#submit');
  await page.locator('.comment', { hasText: 'From the page of the subthread' }).last().waitFor();
  assert.ok(await page.locator('.comment-subthread').isVisible(), 'nothing was loaded');

  await fill(page, { comment: 'A comment of its own' });
  await page.click('#submit');
  await page.waitForSelector('.comment-more');
  await page.locator('.comment', { hasText: 'A comment of its own' }).waitFor();
  quiet(page);
});

test('an old link to a comment that has moved to another page finds it', async (t) => {
  const address = stage.scriptPage('Old links');
  const { first } = await longThread(40, address);
  const page = await stage.visit(t, `${address}#comment-${first + 33}`);
  await page.waitForURL(new RegExp(`subthread=${first + 33}#comment-${first + 33}$`));
  await page.locator(`#comment-${first + 33}`).waitFor();
  // An unknown comment is requested once.
  await page.goto(`${address}?x=1#comment-99999`);
  await page.waitForURL(/subthread=99999#comment-99999$/);
  await page.waitForSelector('.comment-more');
  quiet(page);
});

test('a link from before an import finds its comment on another page of comments', async (t) => {
  const address = stage.scriptPage('Imported links');
  const { first } = await longThread(40, address);
  stage.site.sql(`INSERT INTO comment_alias (thread_id, fragment, comment_id)
    SELECT thread_id, 'isso-7', id FROM comment WHERE id = ${first + 33}`);
  const page = await stage.visit(t, `${address}#isso-7`);
  await page.waitForURL(/\?was=isso-7#isso-7$/);
  await page.locator(`#comment-${first + 33} > #isso-7`).waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelector('#isso-7').getBoundingClientRect().top < innerHeight);
  assert.ok(await page.locator(`#comment-${first + 33}`).isVisible());
  // A fragment that is unknown is requested once, and one of the host page not at all where nothing was imported.
  await page.goto(`${address}?x=1#menu`);
  await page.waitForURL(/was=menu#menu$/);
  await page.waitForSelector('.comment-more');
  const other = stage.scriptPage('No imports');
  await longThread(40, other);
  await page.goto(`${other}#menu`);
  await page.waitForSelector('.comment-more');
  assert.equal(new URL(page.url()).search, '');
  quiet(page);
});

test('in a frame the rest of a long subthread opens in the frame', async (t) => {
  const { address, first } = await longThread(30);
  const { mount } = stage.site;
  const host = stage.pageWith(
    'Frame',
    `<iframe class="afterword-frame" title="Comments" src="${mount}/page${address}"></iframe>`,
  );
  const page = await stage.visit(t, host);
  const frame = page.frameLocator('iframe');
  await frame.locator('.comment-more a').click();
  await frame.locator(`#comment-${first + 30}`).waitFor();
  await frame.locator('.comment-subthread a').click();
  await frame.locator('.comment-more a').waitFor();
  assert.ok(page.url().endsWith(host));
});

test('a long comment is cut on a page of long ones, with a link to its whole text', async (t) => {
  const address = stage.page('Long comments');
  const first = nextId;
  nextId += 100;
  await stage.site.importComments(
    Array.from({ length: 8 }, (_, i) => ({
      id: first + i,
      page: address,
      text: `${'word '.repeat(12_000)}the end of ${i}`,
    })),
  );
  const page = await stage.visit(t, address, { width: 320 });
  assert.equal(await page.getByText('the end of 3').count(), 0);
  await page.click(`#comment-${first + 3} .comment-folded a`);
  await page.waitForURL(new RegExp(`subthread=${first + 3}#comment-${first + 3}$`));
  assert.equal(await page.getByText('the end of 3').count(), 1);
  assert.deepEqual(await axeFindings(page), []);
});
