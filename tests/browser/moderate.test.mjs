// The moderators' pages in a real browser: with and without the script, by keyboard, light, dark and
// narrow, and their accessibility. SHOTS=folder saves screenshots of the pages for docs/.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Stage, arrived, axeFindings, hasFocus, quiet, settled, validatorFindings } from '../lib/browser.mjs';
import { makeModerator, password } from '../lib/moderator.mjs';
import { unique } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

let stage;
let site;
let ana;
let care;
const base = '/comments/moderate';

const waiting = (fields = {}) =>
  site.comment({ email: `${unique('w').replace(/\W/g, '')}@example.org`, ...fields });

before(async () => {
  stage = await Stage.make({ config: { site: { name: 'Tern Lane' }, comments: { hold_first: true } } });
  site = stage.site;
  ana = await makeModerator(site, 'Ana');
  await ana.post('/care', { add: 'help', name: 'Night Line of Tern Lane', phone: '0123 456', hours: 'every night' });
  await ana.post('/care', { add: 'draft', title: 'Welcome', text: 'Thank you for writing.\nWe read everything.' });
  const question = await waiting({ author: 'Jonna', comment: 'Is there a group in the evening?' });
  await ana.act('approve', question);
  await waiting({ author: 'Emil', comment: 'Yes, on Tuesdays, at the library.', comment_parent: question });
  await waiting({ author: 'Ada', comment: 'My number is 020 7946 0123, call me.', url: 'https://example.org' });
  const edited = await waiting({ author: 'Noa', comment: 'The second skill helped me the most.' });
  await ana.post('/edit', { id: edited, version: 1, author: 'Noa', email: 'noa@example.org', url: '', text: 'The third skill helped me the most.' });
  care = await waiting({ author: 'Linnea', comment: 'I do not want to be here any more.' });
  await waiting({ author: 'شخص ما', comment: 'تعليق طويل' });
  site.addPage('/garden/old-oak/');
  for (const page of ['/2018/old-oak', '/2018/lost', '/2018/a-path-of-a-post-that-is-rather-long-and-does-not-wrap'])
    site.sql(`INSERT INTO thread (page, path, created_at, changed_at) VALUES ('${page}', '${page}/', 1, 1)`);
});
after(() => stage?.stop());

/** A browser that is signed in as Ana. */
async function signedIn(t, options = {}) {
  const page = await stage.visitor(options);
  t?.after(() => page.context().close());
  const [name, value] = ana.cookie.split('=');
  await page.context().addCookies([{ name, value, url: site.url, httpOnly: true, sameSite: 'Lax' }]);
  return page;
}

const ids = (page) => page.$$eval('.entry', (all) => all.map((entry) => Number(entry.dataset.id)));
const status = async (id) => (await site.stored(id)).status;

for (const script of [true, false]) {
  test(`sign in, approve, undo, sign out ${script ? 'with' : 'without'} the script`, async (t) => {
    const id = await waiting();
    const page = await stage.visit(t, `${base}/?view=waiting`, { script });
    await page.fill('#name', 'Ana');
    await page.fill('#password', password);
    await page.click('button:has-text("Sign in")');
    await arrived(page, '.sign-out');
    await page.goto(`${base}/?view=waiting`);
    await page.click(`#item-${id} button:has-text("Approve")`);
    await page.waitForSelector('.notice:has-text("was published")');
    assert.equal(await status(id), 'approved');
    assert.ok(!(await ids(page)).includes(id));
    await page.click('button:has-text("Undo")');
    await page.waitForSelector('.notice:has-text("The action was undone")');
    assert.equal(await status(id), 'waiting');
    await page.click('button:has-text("Sign out")');
    await arrived(page, '#password');
    if (script) quiet(page);
  });

  test(`several comments are marked as spam at once ${script ? 'with' : 'without'} the script`, async (t) => {
    const made = [await waiting(), await waiting()];
    const page = await signedIn(t, { script });
    await page.goto(`${base}/?view=waiting`);
    for (const id of made) await page.check(`#item-${id} [name=id]`);
    await page.click('.bulk button:has-text("Spam")');
    await page.waitForSelector('.notice:has-text("2 comments were marked as spam")');
    for (const id of made) assert.equal(await status(id), 'spam');
  });
}

test('the keys move, select, approve, undo, hold all and show the list of keys', async (t) => {
  const page = await signedIn(t);
  const made = [await waiting(), await waiting()];
  await page.goto(`${base}/?view=waiting`);
  await page.keyboard.press('?');
  await page.waitForSelector('#keys[open]');
  await page.keyboard.press('Escape');
  const order = await ids(page);
  const press = async (key, times = 1) => {
    for (let i = 0; i < times; i += 1) await page.keyboard.press(key);
  };
  await press('j', order.indexOf(made[1]) + 1);
  await hasFocus(page, `#item-${made[1]}`);
  await press('a');
  await page.waitForSelector('.notice:has-text("was published")');
  assert.equal(await status(made[1]), 'approved');
  await hasFocus(page, `.entry:not(#item-${made[1]})`); // it goes on
  await press('z');
  await page.waitForSelector('.notice:has-text("The action was undone")');
  assert.equal(await status(made[1]), 'waiting');
  await page.goto(`${base}/?view=waiting`);
  const again = await ids(page);
  await press('j', again.indexOf(made[0]) + 1);
  await press('x');
  await press('Shift+S');
  // The line about the last action may name another comment that was marked as spam.
  await page.waitForSelector(`#item-${made[0]}`, { state: 'detached' });
  assert.equal(await status(made[0]), 'spam');
  assert.equal(await status(made[1]), 'waiting');
  await page.click('summary');
  await page.fill('#q', 'aus');
  assert.equal(await status(made[1]), 'waiting', 'typing in a field is no command');
  quiet(page);
});

test('an action does not reload the page and updates the counts', async (t) => {
  const page = await signedIn(t);
  const id = await waiting();
  await page.goto(`${base}/?view=waiting`);
  await page.evaluate(() => { window.same = true; });
  const count = () => page.textContent('[data-view=waiting] .count');
  const before = Number(await count());
  await page.click(`#item-${id} button:has-text("Trash")`);
  await page.waitForSelector('.notice:has-text("moved to the trash")');
  assert.equal(Number(await count()), before - 1);
  assert.ok(await page.evaluate(() => window.same));
  quiet(page);
});

/** The site's queue with only these comments: everything else is filtered away by their page. */
const onPage = async (name, count) => {
  const made = [];
  for (let i = 0; i < count; i += 1) made.push(await waiting({ page: name, author: `Kim ${i}`, comment: `A word about ${name}, number ${i}.` }));
  return made;
};
const queueOf = (name) => `${base}/?view=waiting&page=${encodeURIComponent(name)}`;

test('the message names the comment, stays in sight, and undoes several steps, also in an empty list and after a reload', async (t) => {
  const name = stage.page('Harbour');
  const [first, second] = await onPage(name, 2);
  const page = await signedIn(t, { width: 390, height: 500 });
  await page.goto(queueOf(name));
  await page.evaluate(() => { window.same = true; });
  await page.click(`#item-${first} button:has-text("Spam")`);
  await page.waitForSelector('#outcome[role=status] .notice:has-text("The comment by Kim 0 on")');
  await page.click(`#item-${second} button:has-text("Approve")`);
  await page.waitForSelector('.empty:has-text("No comment matches")');
  assert.deepEqual(await ids(page), []);
  await page.keyboard.press('z');
  await page.waitForSelector(`#item-${second}`);
  assert.equal(await status(second), 'waiting');
  await hasFocus(page, `#item-${second}`);
  assert.match(await page.textContent('#outcome'), /Before that: The comment by Kim 0 on .* was marked as spam/);
  assert.ok(await page.evaluate(() => window.same), 'without a page load');
  await page.reload();
  assert.match(await page.textContent('#outcome'), /Before that: The comment by Kim 0/);
  await page.click('#outcome .undo');
  await page.waitForSelector(`#item-${first}`);
  assert.deepEqual(await ids(page), [second, first]);
  assert.equal(await status(first), 'waiting');
  await page.evaluate(() => { document.querySelector('main').style.minHeight = '4000px'; });
  await page.evaluate(() => window.scrollTo(0, 2000));
  assert.ok((await page.locator('#outcome .notice').boundingBox()).y >= 0, 'in sight while scrolling');
  quiet(page);
});

test('a reply and an edit are written in the list by keys, and sent by Ctrl+Enter', async (t) => {
  const name = stage.page('Quay');
  const [first, second, third] = await onPage(name, 3);
  const page = await signedIn(t);
  await page.goto(queueOf(name));
  await page.keyboard.press('j');
  await hasFocus(page, `#item-${third}`);
  await page.keyboard.press('r');
  await hasFocus(page, `#reply-${third}`);
  await page.keyboard.type('sad zebra');
  assert.equal(await page.inputValue(`#reply-${third}`), 'sad zebra', 'letters are text');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.inline').count(), 0);
  await page.keyboard.press('r');
  assert.equal(await page.inputValue(`#reply-${third}`), 'sad zebra', 'the draft is kept');
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('#outcome:has-text("Your reply to the comment by Kim 2")');
  assert.equal(await status(third), 'approved');
  await hasFocus(page, `#item-${second}`); // the next comment

  await page.keyboard.press('e');
  await page.waitForFunction((id) => document.getElementById(`text-${id}`)?.value.includes('number 1'), second);
  await page.fill(`#text-${second}`, 'Better words.');
  await page.fill(`#edit-email-${second}`, '');
  await page.focus(`#text-${second}`);
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector(`#item-${second} .said`);
  assert.equal(await page.inputValue(`#text-${second}`), 'Better words.', 'nothing typed is lost');
  await page.fill(`#edit-email-${second}`, 'kim@example.org');
  await ana.act('pin', second);
  await page.focus(`#text-${second}`);
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector(`#item-${second} .said:has-text("acted first")`);
  assert.equal(await page.inputValue(`#text-${second}`), 'Better words.');
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('#outcome:has-text("was edited")');
  assert.equal((await site.stored(second)).text, 'Better words.');
  await hasFocus(page, `#item-${first}`);
  assert.deepEqual(await axeFindings(page), []);
});

test('without the script, a reply and an edit open at the right form and lead back to the list', async (t) => {
  const name = stage.page('Jetty');
  const [first, second] = await onPage(name, 2);
  const page = await signedIn(t, { script: false });
  await page.goto(queueOf(name));
  await page.click(`#item-${second} a:has-text("Edit")`);
  await arrived(page, '#text');
  assert.ok(await page.isVisible('#text'));
  assert.ok(!(await page.isVisible('#reply')));
  await page.fill('#text', 'Shorter.');
  await page.click('button:has-text("Save")');
  await page.waitForURL(new RegExp(`page=.*#item-${first}$`));
  await page.click(`#item-${second} a:has-text("Reply")`);
  await page.fill('#reply', 'Welcome.');
  await page.click('button:has-text("Approve and reply")');
  await page.waitForURL(new RegExp(`page=.*#item-${first}$`));
  assert.match(await page.textContent('#outcome'), /Your reply to the comment by Kim 1/);
});

test('a hidden text is shown before it is published', async (t) => {
  const name = stage.page('Night');
  const id = await waiting({ page: name, comment: 'I want to end my life.' });
  assert.equal((await site.stored(id)).status, 'waiting');
  const page = await signedIn(t);
  await page.goto(queueOf(name));
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.waitForSelector('#outcome:has-text("Nobody has opened this text yet")');
  assert.ok(await page.isVisible(`#item-${id} .veiled .text`));
  assert.equal(await status(id), 'waiting');
  await page.keyboard.press('a');
  await page.waitForSelector('#outcome:has-text("was published")');
  assert.equal(await status(id), 'approved');
  quiet(page);
});

test('with the script a text that was opened in the list is not asked about again', async (t) => {
  const name = stage.page('Evening');
  const made = [];
  for (const about of ['one', 'two', 'three', 'four']) made.push(await waiting({ page: name, author: about, comment: `I want to end my life. ${about}` }));
  const page = await signedIn(t);
  await page.goto(queueOf(name));
  await page.evaluate(() => { window.same = true; });
  // The browser reports an opened element after the click.
  const noted = (id) => page.waitForSelector(`#item-${id} .veiled [name=opened]:enabled`, { state: 'attached' });
  await page.click(`#item-${made[0]} summary:has-text("Show the text")`);
  await noted(made[0]);
  await page.click(`#item-${made[0]} summary:has-text("Show the text")`);
  assert.equal(await page.isVisible(`#item-${made[0]} .veiled .text`), false, 'opened and closed again');
  await page.click(`#item-${made[0]} button:has-text("Approve")`);
  await page.waitForSelector('#outcome:has-text("was published")');
  assert.equal(await status(made[0]), 'approved');
  // An action that keeps the entry in the list keeps its text open.
  await page.click(`#item-${made[1]} summary:has-text("Show the text")`);
  await noted(made[1]);
  await page.click(`#item-${made[1]} button:has-text("Assign to me")`);
  await page.waitForSelector(`#item-${made[1]} .badge.held`);
  assert.ok(await page.isVisible(`#item-${made[1]} .veiled .text`));
  // Several, of which one is hidden.
  await page.check(`#item-${made[1]} [name=id]`);
  await page.check(`#item-${made[2]} [name=id]`);
  await page.click('.bulk button:has-text("Approve")');
  await page.waitForSelector('#outcome:has-text("Nobody has opened this text yet")');
  assert.equal(await status(made[1]), 'waiting');
  await page.click('.bulk button:has-text("Approve")');
  await page.waitForSelector('#outcome:has-text("2 comments were published")');
  assert.ok(await page.evaluate(() => window.same), 'without a page load');
  await page.locator(`#item-${made[3]}`).focus();
  await page.keyboard.press('r');
  assert.ok(await page.isVisible(`#item-${made[3]} .veiled .text`), 'a reply approves it, so it is shown');
  quiet(page);
});

test('without the script a confirmation shows the hidden text before it is published', async (t) => {
  const name = stage.page('Dusk');
  const id = await waiting({ page: name, comment: 'I want to end my life.' });
  const page = await signedIn(t, { script: false });
  await page.goto(queueOf(name));
  await page.click(`#item-${id} button:has-text("Approve")`);
  await arrived(page, 'text=Nobody has opened this text yet');
  assert.ok(await page.isVisible(`#item-${id} .text:has-text("end my life")`));
  assert.equal(await status(id), 'waiting');
  await page.click('main form button:has-text("Approve")');
  await page.waitForSelector('#outcome:has-text("was published")');
  assert.equal(await status(id), 'approved');
});

test('a moderator who is signed in acts on the public page; a visitor causes no request', async (t) => {
  const name = stage.page('Pier');
  const [id] = await onPage(name, 1);
  await ana.act('approve', id);
  const visitor = await stage.visitor();
  t.after(() => visitor.context().close());
  const asked = [];
  visitor.on('request', (request) => asked.push(request.url()));
  await visitor.goto(name);
  await visitor.waitForSelector('#comments[data-improved]');
  await settled(visitor);
  assert.deepEqual(asked.filter((url) => url.includes('/moderate')), []);

  const page = await signedIn(t);
  t.after(() => ana.signIn()); // signing out ends the session that the other tests use too
  await page.goto(`${base}/`);
  await page.goto(name);
  const line = page.locator(`#div-comment-${id} .comment-moderation`);
  await line.locator('a:has-text("Moderate")').waitFor();
  await line.locator('button:has-text("Spam")').click();
  await line.locator('text=was marked as spam').waitFor();
  assert.equal(await status(id), 'spam');
  assert.equal(await page.isVisible(`#div-comment-${id} .comment-content`), false);
  // Further comments of the thread come.
  await page.evaluate(() => document.querySelector('.comments-area').dispatchEvent(new CustomEvent('afterword:loaded', { bubbles: true })));
  await settled(page);
  await line.locator('button:has-text("Undo")').click();
  await line.locator('button:has-text("Trash")').waitFor();
  assert.equal(await status(id), 'approved');
  assert.deepEqual(await axeFindings(page), []);
  assert.doesNotMatch((await site.thread(name)).text, /comment-moderation|csrf/, 'nothing of it is in the page itself');
  await line.locator('a').click();
  await page.click('button:has-text("Sign out")');
  await arrived(page, '#password');
  await page.goto(name);
  await page.waitForSelector('#comments[data-improved]');
  await settled(page);
  assert.equal(await page.locator('.comment-moderation').count(), 0);
  quiet(page);
});

/** Reports a comment as a reader does. */
const reportFor = (id, reason) => site.post([['reason', reason]], { path: `/comments/report/${id}` });
const openReports = (id) => site.sql(`SELECT coalesce(group_concat(reason, ' '), '') FROM report WHERE comment_id = ${id} AND closed_by IS NULL`);

test('an action is about the reports that its row shows, in the queue and on the public page', async (t) => {
  const name = stage.page('Reports');
  const [id] = await onPage(name, 1);
  await ana.act('approve', id);
  await reportFor(id, 'spam');
  const page = await signedIn(t);
  await page.goto(`${base}/?view=reported`);
  await reportFor(id, 'illegal');
  await page.click(`#item-${id} button:has-text("Close the reports")`);
  await page.waitForSelector('#outcome .notice');
  assert.equal(openReports(id), 'illegal', 'the page does not show it');
  // The row was replaced, and shows it now.
  await page.waitForSelector(`#item-${id} .reported:has-text("1 report: illegal")`);
  await page.click(`#item-${id} button:has-text("Close the reports")`);
  await page.waitForSelector(`#item-${id}`, { state: 'detached' });
  assert.equal(openReports(id), '');

  await reportFor(id, 'abuse');
  await page.goto(name);
  const line = page.locator(`#div-comment-${id} .comment-moderation`);
  await line.locator('button:has-text("Close the reports")').waitFor();
  await reportFor(id, 'spam');
  await line.locator('button:has-text("Close the reports")').click();
  await line.locator('button:has-text("Undo")').waitFor();
  assert.equal(openReports(id), 'spam');
  quiet(page);
});

/** The queue of a page with 55 waiting comments from this number, after an action was undone, and all shown ones are selected. */
async function queueAfterUndo(t, firstId) {
  const name = stage.page('Whole');
  await site.importComments(Array.from({ length: 55 }, (_, i) => ({ id: firstId + i, page: name, status: 'waiting', author: `Ida ${i}` })));
  const page = await signedIn(t);
  await page.goto(queueOf(name));
  const first = (await ids(page))[0];
  await page.click(`#item-${first} button:has-text("Approve")`);
  await page.waitForSelector(`#item-${first}`, { state: 'detached' });
  await page.click('#outcome .undo');
  await page.waitForSelector(`#item-${first}`);
  await page.check('#all');
  return { name, page, first };
}

test("an action on the whole list includes the comments of the moderator's own actions before", async (t) => {
  const { page } = await queueAfterUndo(t, 500_000);
  await page.check('#whole');
  await page.click('.bulk button:has-text("Approve")');
  await page.waitForSelector('#outcome .notice:has-text("55 comments were published")');
  assert.equal(site.sql("SELECT count(*) FROM comment WHERE id >= 500000 AND status = 'waiting'"), '0');
  quiet(page);
});

test('the whole list is not selected if its checkbox was unchecked while the list was loading', async (t) => {
  const { name, page, first } = await queueAfterUndo(t, 600_000);
  let arrive;
  await page.route(({ searchParams }) => searchParams.get('page') === name, (route) => { arrive = () => route.continue(); });
  await page.check('#whole');
  await until(() => arrive, { what: 'the request for the list' });
  await page.uncheck('#whole');
  await page.uncheck(`#item-${first} [name=id]`);
  await page.evaluate(() => { document.getElementById('list').dataset.old = ''; });
  await arrive();
  await page.waitForSelector('#list:not([data-old])');
  assert.equal(await page.isChecked('#whole'), false);
  assert.equal(await page.isChecked('#all'), false);
  assert.equal(await page.isChecked(`#item-${first} [name=id]`), false);
  await page.click('.bulk button:has-text("Approve")');
  await page.waitForSelector('#outcome .notice:has-text("49 comments were published")');
  quiet(page);
});

test('on a phone the first comment begins within the first screen, and the page of a comment is short', async (t) => {
  const page = await signedIn(t, { width: 390, height: 844 });
  await page.goto(`${base}/?view=waiting`);
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'queue-phone.png') });
  const box = await page.locator('.entry').first().boundingBox();
  assert.ok(box.y < 600, `begins at ${box.y}`);
  await page.goto(`${base}/comment/${(await site.list({ status: 'waiting' })).find((one) => one.author === 'Emil').id}`);
  const height = await page.evaluate(() => document.scrollingElement.scrollHeight);
  assert.ok(height < 1400, `${height} px high`);
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'comment-phone.png'), fullPage: true });
  assert.equal(await page.locator('main .entry a.open').count(), 0, 'no link to itself');
});

test('the keyboard can focus a table that scrolls, and no other', async (t) => {
  const id = await waiting({ comment: 'Tables.' });
  const rows = `|${' column |'.repeat(30)}\n|${'-|'.repeat(30)}\n\n| a |\n|---|`;
  site.sql(`UPDATE comment SET format = 'markdown', text = '${rows}' WHERE id = ${id}`);
  const page = await signedIn(t);
  const focusable = () => page.$$eval(`#item-${id} table`, (all) => all.map((table) => table.tabIndex === 0));
  for (const at of [`${base}/?view=waiting`, `${base}/comment/${id}`]) {
    await page.goto(at);
    await page.waitForSelector(`#item-${id} table[tabindex]`);
    assert.deepEqual(await focusable(), [true, false], at);
  }
  await page.goto(`${base}/?view=all`);
  await page.click(`#item-${id} button:has-text("Approve")`);
  await page.waitForSelector('.notice:has-text("was published")');
  await page.waitForSelector(`#item-${id} table[tabindex]`);
  quiet(page);
});

test('on a narrow screen the current link of the menu and of the views is in sight', async (t) => {
  const page = await signedIn(t, { width: 320, height: 640 });
  for (const address of ['/', '/audit-log', '/check', '/?view=all']) {
    await page.goto(`${base}${address}`);
    for (const link of await page.locator('.menu [aria-current], .views [aria-current]').all()) {
      const { x, width } = await link.boundingBox();
      assert.ok(x >= 0 && x + width <= 320, `${address}: ${await link.textContent()} at ${x}`);
    }
  }
});

test('a care comment is hidden until opened, needs confirmation to remove, and offers reply drafts', async (t) => {
  const page = await signedIn(t);
  await page.goto(`${base}/`);
  assert.equal(await page.locator(`#item-${care} .veiled .text`).isVisible(), false);
  await page.click(`#item-${care} summary:has-text("Show the text")`);
  assert.ok(await page.locator(`#item-${care} .veiled .text`).isVisible());
  await page.click(`#item-${care} button:has-text("Spam")`);
  await arrived(page, 'text=needs no answer');
  await page.click('text=Cancel');
  await arrived(page, '#list');
  assert.equal(await status(care), 'waiting');
  await page.goto(`${base}/comment/${care}?open=reply`);
  await page.click('summary:has-text("Reply drafts")');
  assert.ok(await page.locator('.draft').first().isVisible());
  quiet(page);
});

test('the writer of a care comment sees the help lines in the page, with and without the script', async (t) => {
  for (const [script, theme] of [[true, 'light'], [true, 'dark'], [false, 'light']]) {
    const page = await stage.visit(t, stage.page('A quiet start'), { script, theme });
    await page.fill('#author', 'Mia');
    await page.fill('#email', `${script}-${theme}@example.org`);
    await page.fill('#comment', 'I wish I was dead.');
    await page.click('#submit');
    await page.waitForSelector('.comment-care:has-text("Night Line of Tern Lane")');
    if (process.env.SHOTS && script)
      await page.screenshot({ path: path.join(process.env.SHOTS, `writers-answer-${theme}.png`) });
    if (script) assert.deepEqual(await axeFindings(page), []);
    if (script) quiet(page);
  }
});

for (const script of [true, false]) {
  test(`a list of pages is tried, moved and undone by keyboard ${script ? 'with' : 'without'} the script`, async (t) => {
    const page = await signedIn(t, { script });
    const former = `/former-${script}/`;
    site.sql(`INSERT INTO thread (page, path, created_at, changed_at) VALUES ('${former.slice(0, -1)}', '${former}', 1, 1)`);
    await page.goto(`${base}/threads`);
    await page.click('a:has-text("Move pages")');
    await page.fill('#map', `${former} /no/file/`);
    await page.press('#map', 'Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`#mistakes:has-text("Line 1: this site has no page /no/file/")`);
    await page.fill('#map', `${former} /a/`);
    await page.press('#map', 'Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`section[role=status]:has-text("${former} becomes /a/")`);
    assert.equal(await page.inputValue('#map'), `${former} /a/`);
    await page.focus('button:has-text("Move them")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#outcome:has-text("was moved to another address")');
    await page.focus('#outcome button:has-text("Undo")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#outcome:has-text("The action was undone")');
    assert.equal(new URL(page.url()).pathname, `${base}/threads/moves`);
    assert.match(await page.inputValue('#map'), new RegExp(former));
    site.sql(`DELETE FROM page_alias; DELETE FROM thread WHERE path = '${former}'`);
  });
}

const views = [
  ['sign-in', (page) => page.context().clearCookies().then(() => page.goto(`${base}/`))],
  ['queue', (page) => page.goto(`${base}/?view=waiting`)],
  ['care', (page) => page.goto(`${base}/?view=care`)],
  ['comment', async (page) => page.goto(`${base}/comment/${(await site.list({ status: 'waiting' })).find((c) => c.author === 'Noa').id}`)],
  ['care-item', (page) => page.goto(`${base}/comment/${care}`)],
  ['threads', (page) => page.goto(`${base}/threads`)],
  ['thread', async (page) => {
    await page.goto(`${base}/threads`);
    await page.click('.threads summary');
    await page.fill('details[open] [name=name]', '/2019/a-rather-long-former-path-of-a-page/that-goes-on/and/on/for/ever/');
    await page.click('details[open] button[value=alias]');
    await page.waitForSelector('#outcome .notice');
    await page.click('.threads summary');
  }],
  ['thread-wrong', async (page) => {
    await page.goto(`${base}/threads`);
    await page.click('.threads summary');
    await page.fill('details[open] [name=name]', 'https://elsewhere.example/');
    await page.click('details[open] button[value=alias]');
    await page.waitForSelector('[aria-invalid]');
  }],
  ['moves', (page) => page.goto(`${base}/threads/moves`)],
  ['moves-report', async (page) => {
    await page.goto(`${base}/threads/moves`);
    await page.fill('#map', '/2018/a-path-of-a-post-that-is-rather-long-and-does-not-wrap/ /a/\n/2018/lost/ /hello/\n/nobody/ /a/');
    await page.click('text=Show what would change');
    await page.waitForSelector('section[role=status]');
  }],
  ['moves-wrong', async (page) => {
    await page.goto(`${base}/threads/moves`);
    await page.fill('#map', '/2018/old-oak/\n/2018/lost/ /no/file/');
    await page.click('text=Move them');
    await page.waitForSelector('#mistakes');
  }],
  ['rules', (page) => page.goto(`${base}/rules?kind=hold&pattern=skill`)],
  ['help', (page) => page.goto(`${base}/care`)],
  ['audit-log', (page) => page.goto(`${base}/audit-log`)],
  ['mail', (page) => page.goto(`${base}/mail`)],
  ['people', (page) => page.goto(`${base}/people`)],
  ['check', (page) => page.goto(`${base}/check`)],
];

for (const theme of ['light', 'dark']) {
  for (const width of [1000, 320]) {
    test(`axe reports nothing and nothing is wider than the window: ${theme}, ${width} px`, async (t) => {
      const page = await signedIn(t, { theme, width });
      for (const [name, open] of views) {
        if (name === 'sign-in') continue;
        await open(page);
        assert.deepEqual(await axeFindings(page), [], name);
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
        assert.ok(wide <= width, `${name}: ${wide} px wide`);
        if (process.env.SHOTS)
          await page.screenshot({ path: path.join(process.env.SHOTS, `${name}-${theme}${width < 1000 ? '-narrow' : ''}.png`) });
      }
      await views[0][1](page);
      assert.deepEqual(await axeFindings(page), [], 'sign-in');
      if (process.env.SHOTS)
        await page.screenshot({ path: path.join(process.env.SHOTS, `sign-in-${theme}${width < 1000 ? '-narrow' : ''}.png`) });
      quiet(page);
    });
  }
}

test('the W3C checker reports no error in any page', async (t) => {
  const folder = path.join(site.dir, 'vnu-moderate');
  fs.mkdirSync(folder);
  const page = await signedIn(t, { script: false });
  for (const [name, open] of [...views].reverse()) {
    await open(page);
    const address = page.url().slice(site.url.length).replace('/comments/moderate', '');
    const { text } = name === 'sign-in' ? await site.get(`${base}/`) : await ana.get(address);
    fs.writeFileSync(path.join(folder, `${name}.html`), text);
  }
  assert.deepEqual(await validatorFindings(folder), []);
});
