// Use by the keyboard alone: Tab, Shift+Tab, Enter, Space, and a visible focus.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, arrived, focused, hasFocus, quiet, takeTime } from '../lib/browser.mjs';

let stage;
before(async () => { stage = await Stage.make(); });
after(() => stage?.stop());

/** Presses Tab until a matching element has the focus; fails if that never happens. */
async function tabTo(page, selector) {
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(`${selector}:focus`).count()) return;
  }
  assert.fail(`Tab never reached ${selector}`);
}

for (const script of [true, false]) {
  const how = script ? 'with JavaScript' : 'without JavaScript';

  test(`a reply is written and sent by the keyboard alone, ${how}`, async (t) => {
    const path = stage.page();
    const id = await stage.site.comment({ page: path, author: 'Grace' });
    const page = await stage.visit(t, path, { script });
    await tabTo(page, '.comment-reply-link');
    await page.keyboard.press('Enter');
    if (!script) {
      await page.waitForURL(/replytocom/);
      await tabTo(page, '#comment');
    }
    await hasFocus(page, '#comment');
    await page.keyboard.type('Typed without a mouse.');
    await tabTo(page, '#author');
    await page.keyboard.type('Ada');
    await page.keyboard.press('Tab');
    await page.keyboard.type('ada@example.org');
    await tabTo(page, '#submit');
    if (script) await takeTime(page);
    await page.keyboard.press('Enter');
    await page.locator(`#comment-${id} .children`, { hasText: 'Typed without a mouse.' }).waitFor();
    quiet(page);
  });

  test(`errors are found and corrected by the keyboard alone, ${how}`, async (t) => {
    const page = await stage.visit(t, stage.page(), { script });
    await tabTo(page, '#comment');
    await page.keyboard.type('Only the text.');
    await tabTo(page, '#submit');
    await page.keyboard.press('Enter');
    await arrived(page, '#comment-errors:focus');
    await page.keyboard.press('Tab');
    await hasFocus(page, '#comment-errors a[href="#author"]');
    await page.keyboard.press('Enter');
    await hasFocus(page, '#author');
    await page.keyboard.type('Ada');
    await page.keyboard.press('Tab');
    await page.keyboard.type('ada@example.org');
    if (script) await takeTime(page);
    await page.keyboard.press('Enter');
    await page.locator('.comment-content', { hasText: 'Only the text.' }).waitFor();
  });
}

test('the hidden trap is never reached by Tab', async (t) => {
  const page = await stage.visit(t, stage.page());
  for (let i = 0; i < 25; i += 1) {
    await page.keyboard.press('Tab');
    assert.notEqual(await focused(page), 'aw_subject');
  }
});

for (const theme of ['light', 'dark']) {
  test(`every focusable element shows the focus, ${theme}`, async (t) => {
    const path = stage.page();
    await stage.site.comment({ page: path, url: 'https://example.org' });
    const page = await stage.visit(t, path, { theme });
    await page.locator('.comment-reply-link').focus();
    const seen = new Set();
    for (let i = 0; i < 30; i += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const one = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return one.closest('.comments-area') ? { what: one.id || one.className, outlineStyle, outlineWidth } : null;
      });
      if (!at || seen.has(at.what)) continue;
      seen.add(at.what);
      assert.equal(at.outlineStyle, 'solid', at.what);
      assert.ok(parseFloat(at.outlineWidth) >= 2, at.what);
    }
    for (const name of ['comment', 'author', 'email', 'url', 'wp-comment-cookies-consent', 'submit']) {
      assert.ok(seen.has(name), `${name} takes the focus`);
    }
  });
}
