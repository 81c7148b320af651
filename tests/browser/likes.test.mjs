// Likes in a browser, with and without JavaScript.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, axeFindings, quiet, settled } from '../lib/browser.mjs';

let stage;
before(async () => { stage = await Stage.make({ config: { comments: { likes: true } } }); });
after(() => stage?.stop());

const button = '.comment-like button';
const pressed = (page, value) => page.waitForSelector(`${button}[aria-pressed=${value}]`);

test('a like is counted in the thread, kept after a reload, and taken back', async (t) => {
  const path = stage.page();
  const id = await stage.site.comment({ page: path });
  const page = await stage.visit(t, path);
  await pressed(page, 'false');
  await settled(page);
  assert.equal(await page.evaluate(() => localStorage.getItem('afterword:reader')), null, 'nothing is kept before a like');
  await page.focus(button);
  await page.keyboard.press('Enter');
  await pressed(page, 'true');
  assert.equal((await page.textContent('.comment-like-count')).trim(), '1');
  assert.equal(await page.evaluate(() => document.activeElement.matches('.comment-like button')), true);
  assert.deepEqual(await axeFindings(page), []);
  await page.reload();
  await pressed(page, 'true');
  await page.locator('.comment-like-count', { hasText: '1' }).waitFor();

  const other = await stage.visit(t, path);
  await other.locator('.comment-like-count', { hasText: '1' }).waitFor();
  await other.click(button);
  await other.locator('.comment-like-count', { hasText: '2' }).waitFor();
  await page.click(button);
  await pressed(page, 'false');
  assert.equal((await page.textContent('.comment-like-count')).trim(), '1', 'without its own');
  quiet(page);

  await stage.site.cliOk('comment', 'hold', String(id));
  await page.click(button);
  await page.locator('.comment-status', { hasText: 'no published comment' }).waitFor();
  await page.context().setOffline(true);
  await page.click(button);
  await page.locator('.comment-status', { hasText: 'There is no connection' }).waitFor();
});

test('without JavaScript the button leads back to the comment, and a second time to its likes', async (t) => {
  const path = stage.page();
  const id = await stage.site.comment({ page: path });
  const page = await stage.visit(t, path, { script: false });
  await page.click(button);
  await page.waitForURL((url) => url.pathname === path && url.hash === `#comment-${id}`);
  await page.click(button);
  await page.waitForURL(/\/comments\/like\//);
  assert.match(await page.textContent('h2'), /One person likes this comment/);
  await page.click('text=Remove the like');
  await page.waitForURL((url) => url.pathname === path);
  assert.equal(stage.site.sql(`SELECT likes FROM comment_likes WHERE comment_id = ${id}`), '0');
});
