// Changing and withdrawing a comment in its place, in the browser in which it was written.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, axeFindings, fill, hasFocus, holdRequests, quiet, settled, takeTime } from '../lib/browser.mjs';

let stage;
before(async () => { stage = await Stage.make(); });
after(() => stage?.stop());

const edit = '.comment-edit-button';
const withdraw = '.comment-withdraw-button';
const editor = '.comment-edit textarea';
const row = (page) => page.locator('.comment-body > .comment-status');

/** A page on which a comment was written: { page, path, id }. */
async function written(t, comment, { on = stage, path = on.page(), ...options } = {}) {
  const page = await on.visit(t, path, options);
  await fill(page, { comment });
  if (!options.hurried) await takeTime(page);
  await page.click('#submit');
  const item = page.locator('.comment', { has: page.locator(edit) });
  await item.waitFor();
  return { page, path, id: Number((await item.getAttribute('id')).replace('comment-', '')) };
}

/** Another tab of the same browser. */
async function tabOf(page, path) {
  const tab = await page.context().newPage();
  await tab.goto(stage.site.url + path);
  return tab;
}

test('its writer changes a published comment in its place, here, after a reload and in another tab', async (t) => {
  const { page, path, id } = await written(t, 'With a <tpyo>.\n\nAnd more.');
  assert.doesNotMatch(page.url(), /moderation-hash/, 'the address can be passed on');
  await page.click(edit);
  await hasFocus(page, editor);
  assert.equal(await page.inputValue(editor), 'With a <tpyo>.\n\nAnd more.', 'as it was written');
  assert.deepEqual(await axeFindings(page), []);
  await page.fill(editor, 'Without a <typo>.');
  await page.click('.comment-edit button');
  await page.locator('.comment-content', { hasText: 'Without a <typo>.' }).waitFor();
  await hasFocus(page, edit);
  assert.equal(await row(page).textContent(), 'Your change is saved.');
  assert.equal(await page.locator('.comment-edited').count(), 1);
  assert.equal(await page.locator('.comment-edited time[title]').count(), 1, 'its age is shown');
  assert.equal((await stage.site.stored(id)).text, 'Without a <typo>.');
  quiet(page);

  await page.reload();
  const tab = await tabOf(page, path);
  await page.click(edit);
  await page.fill(editor, 'Second words.');
  await page.keyboard.press('Control+Enter');
  await page.locator('.comment-content', { hasText: 'Second words.' }).waitFor();
  // The other tab has an old link; it uses the newest one.
  await tab.click(edit);
  await hasFocus(tab, editor);
  assert.equal(await tab.inputValue(editor), 'Second words.');

  // A comment that waits takes no replies.
  const actions = () => page.locator('.comment-actions > :visible').allTextContents();
  assert.deepEqual(await actions(), ['Reply', 'Report', 'Edit', 'Withdraw']);
  await page.click(edit);
  await page.fill(editor, 'See https://a.example https://b.example https://c.example');
  await page.click('.comment-edit button');
  await page.locator('.comment-awaiting-moderation').waitFor();
  assert.deepEqual(await actions(), ['Edit', 'Withdraw']);
  quiet(page);

  const stranger = await stage.visit(t, path);
  await settled(stranger);
  assert.equal(await stranger.locator(edit).count(), 0);
  assert.doesNotMatch((await stage.site.thread(path)).text, /link\/own-/, 'cached responses have no such link');
});

test('a comment that waits can be changed, and is there after a reload', async (t) => {
  const { page, id } = await written(t, 'In no time.', { hurried: true });
  await page.locator('.comment-awaiting-moderation').waitFor();
  await page.click(edit);
  await page.fill(editor, 'In more time.');
  await page.click('.comment-edit button');
  await page.locator('.comment-content', { hasText: 'In more time.' }).waitFor();
  assert.match(await row(page).textContent(), /A moderator will read it/);
  assert.equal(await page.locator('.comment-awaiting-moderation').count(), 1);
  await page.reload();
  await page.locator('.comment-content', { hasText: 'In more time.' }).waitFor();
  await page.locator(edit).waitFor();
  assert.equal((await stage.site.stored(id)).status, 'waiting');

  // A moderator approves it; the browser can change it still.
  await stage.site.cliOk('comment', 'approve', String(id));
  await page.goto(page.url().split('?')[0]);
  await page.click(`#comment-${id} ${edit}`);
  await page.waitForFunction((selector) => document.querySelector(selector)?.value === 'In more time.', editor);
  await page.fill(editor, 'In all the time of the world.');
  await page.click('.comment-edit button');
  await page.locator('.comment-content', { hasText: 'In all the time of the world.' }).waitFor();
  assert.equal((await stage.site.stored(id)).text, 'In all the time of the world.');
});

test('what was typed is kept by Escape, Cancel, a reload, a lost connection and an error', async (t) => {
  const { page, id } = await written(t, 'The first words.');
  await page.click(edit);
  await page.fill(editor, 'Half a change');
  await page.keyboard.press('Escape');
  await hasFocus(page, edit);
  assert.match(await row(page).textContent(), /not saved/);
  assert.equal((await page.textContent('.comment-content')).trim(), 'The first words.');
  await page.reload();
  await page.click(edit);
  await hasFocus(page, editor);
  assert.equal(await page.inputValue(editor), 'Half a change');
  assert.match(await page.textContent('.comment-edit .comment-status'), /was kept for you/);

  await page.context().setOffline(true);
  await page.click('.comment-edit button');
  await page.locator('.comment-edit .field-error', { hasText: 'There is no connection' }).waitFor();
  await page.context().setOffline(false);
  await page.fill(editor, '');
  await page.click('.comment-edit button');
  await page.locator('.comment-edit .field-error', { hasText: 'Please write your comment' }).waitFor();
  assert.equal(await page.getAttribute(editor, 'aria-invalid'), 'true');
  await hasFocus(page, editor);
  assert.deepEqual(await axeFindings(page), []);

  // The moderators close the page, or change the comment, meanwhile.
  stage.site.sql(`UPDATE thread SET closed = 1 WHERE id = (SELECT thread_id FROM comment WHERE id = ${id})`);
  await page.fill(editor, 'A change for later');
  await page.click('.comment-edit button');
  await page.locator('.comment-edit .field-error', { hasText: 'closed' }).waitFor();
  stage.site.sql('UPDATE thread SET closed = 0');
  await stage.site.cliOk('comment', 'hold', String(id));
  await page.click('.comment-edit button');
  await page.locator('.comment-edit .field-error', { hasText: 'has been changed since' }).waitFor();
  assert.equal(await page.inputValue(editor), 'A change for later');
  assert.equal((await stage.site.stored(id)).text, 'The first words.');

  await page.click('.comment-edit-cancel');
  await page.reload();
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), `afterword:edit:comment-${id}`), '"A change for later"');
});

test('a kept change can be discarded', async (t) => {
  const { page } = await written(t, 'Good as it is.');
  await page.click(edit);
  await page.fill(editor, 'Not better');
  await page.click('.comment-edit-cancel');
  await page.click(edit);
  await page.click('text=Discard it');
  assert.equal(await page.inputValue(editor), 'Good as it is.');
  await page.keyboard.press('Escape');
  assert.equal(await row(page).textContent(), '');
  await page.click(edit);
  await hasFocus(page, editor);
  assert.equal(await page.inputValue(editor), 'Good as it is.');
});

test('words that are typed while a change is sent are kept, and it is sent once', async (t) => {
  const { page, id } = await written(t, 'One.');
  await page.click(edit);
  await page.fill(editor, 'One, two.');
  const held = await holdRequests(page, '**/link/own-*');
  for (let i = 0; i < 3; i += 1) await page.press(editor, 'Control+Enter');
  await page.fill(editor, 'One, two, three.');
  held.release();
  await page.locator('.comment-edit .comment-status', { hasText: 'Your change is saved.' }).waitFor();
  assert.equal(held.count, 1);
  assert.equal((await stage.site.stored(id)).text, 'One, two.');
  await page.click('.comment-edit button');
  await page.locator('.comment-content', { hasText: 'One, two, three.' }).waitFor();
});

test('withdrawing asks once, by keyboard too', async (t) => {
  const { page, id } = await written(t, 'Said too much.');
  await page.focus(withdraw);
  await page.keyboard.press('Enter');
  await hasFocus(page, '.comment-withdraw');
  assert.match(await page.textContent('.comment-withdraw'), /Do you really want to withdraw/);
  assert.deepEqual(await axeFindings(page), []);
  await page.keyboard.press('Escape');
  await hasFocus(page, withdraw);
  assert.equal((await stage.site.stored(id)).status, 'approved');

  await page.click(withdraw);
  await page.click('text=Withdraw the comment');
  await page.locator('.comment-gone', { hasText: 'Your comment is withdrawn.' }).waitFor();
  await hasFocus(page, '.comment-gone');
  assert.equal((await stage.site.stored(id)).status, 'trash');
  assert.equal(await page.evaluate(() => localStorage.getItem('afterword:own')), null, 'the key is forgotten');
  quiet(page);
});

test('after the time of the site the buttons are gone, and an expired key is forgotten', async (t) => {
  const { page, path, id } = await written(t, 'Long ago.');
  const tab = await tabOf(page, path);
  await tab.locator(edit).waitFor();
  await tab.click(edit);
  await tab.fill(editor, 'Too late');
  stage.site.sql(`UPDATE comment SET created_at = created_at - 8 * 86400000 WHERE id = ${id}`);
  await tab.click('.comment-edit button');
  await tab.locator('.comment-edit .field-error', { hasText: 'This link has expired' }).waitFor();
  assert.equal(await tab.inputValue(editor), 'Too late');
  await page.click(edit);
  await page.locator('.comment-body > .comment-status', { hasText: 'This link has expired' }).waitFor();
  assert.equal(await page.isVisible(edit), false);
  assert.equal(await page.evaluate(() => localStorage.getItem('afterword:own')), null);

  const other = await written(t, 'Some time ago.');
  await other.page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('afterword:own'));
    for (const link of Object.values(kept)) link[1] = Date.now() - 1;
    localStorage.setItem('afterword:own', JSON.stringify(kept));
  });
  await other.page.reload();
  await settled(other.page);
  assert.equal(await other.page.locator(edit).count(), 0);
  assert.equal(await other.page.evaluate(() => localStorage.getItem('afterword:own')), null);
});

test('where nothing was written, nothing more is loaded', async (t) => {
  const path = stage.page();
  await stage.site.comment({ page: path });
  const page = await stage.visit(t, 'about:blank');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(stage.site.url + path);
  await settled(page);
  assert.ok(asked.some((url) => url.includes('/read.js')));
  assert.ok(!asked.some((url) => url.includes('/edit.js')));
});
