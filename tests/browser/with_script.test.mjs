// What embed.js adds for visitors with JavaScript.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, fill, focused, hasFocus, holdRequests, quiet, takeTime } from '../lib/browser.mjs';
import { until } from '../lib/wait.mjs';

let stage;
before(async () => { stage = await Stage.make({ config: { comments: { threads_depth: 3 } } }); });
after(() => stage?.stop());

const replyTo = (id) => `#div-comment-${id} .comment-reply-link`;
const comments = (page) => page.locator('.comment-list .comment');

test('Reply moves the form below the comment, and Cancel moves it back', async (t) => {
  const path = stage.page();
  const id = await stage.site.comment({ page: path, author: 'Grace' });
  const page = await stage.visit(t, path);
  await page.fill('#comment', 'Half a sent');

  await page.click(replyTo(id));
  assert.equal(await page.locator(`#comment-${id} > #respond`).count(), 1);
  assert.equal(await page.inputValue('#comment_parent'), String(id));
  assert.match(await page.textContent('#reply-title'), /^Reply to Grace\b/);
  assert.equal(await focused(page), 'comment');
  assert.equal(await page.inputValue('#comment'), 'Half a sent');

  await page.click('#cancel-comment-reply-link');
  assert.equal(await page.locator('#comments > #respond').count(), 1);
  assert.equal(await page.inputValue('#comment_parent'), '0');
  assert.match(await page.textContent('#reply-title'), /^Leave a Reply\b/);
  assert.equal(await page.isVisible('#cancel-comment-reply-link'), false);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'comment-reply-link');
  assert.equal(page.url(), stage.site.url + path);
  quiet(page);
});

test('an address with ?replytocom opens with the form below that comment', async (t) => {
  const path = stage.page();
  const id = await stage.site.comment({ page: path, author: 'Grace' });
  const page = await stage.visit(t, `${path}?replytocom=${id}#respond`);
  assert.equal(await page.locator(`#comment-${id} > #respond`).count(), 1);
  assert.match(await page.textContent('#reply-title'), /^Reply to Grace\b/);
});

test('a comment appears at the end without leaving the page', async (t) => {
  const path = stage.page('Hello');
  await stage.site.comment({ page: path });
  const page = await stage.visit(t, path);
  await page.evaluate(() => { window.stayed = true; });
  await fill(page, { author: 'Ada', comment: 'Fresh from the form.\n\nAnd a second paragraph.' });
  await takeTime(page);
  await page.click('#submit');
  await page.waitForSelector('text=Fresh from the form.');

  const [{ id }] = (await stage.site.list({ page: path })).filter((c) => c.text.startsWith('Fresh'));
  assert.equal(await comments(page).last().getAttribute('id'), `comment-${id}`);
  assert.equal(await focused(page), `comment-${id}`);
  assert.equal(new URL(page.url()).hash, `#comment-${id}`);
  assert.match(await page.textContent('.comments-title'), /^2 thoughts on “Hello”$/);
  assert.equal(await page.textContent('.comments-status'), 'Thank you. Your comment is published.');
  assert.equal(await page.inputValue('#comment'), '');
  assert.equal(await page.evaluate(() => window.stayed), true);
  assert.equal(await page.locator('#comment-errors').count(), 0);
  quiet(page);

  await page.reload();
  assert.equal(await comments(page).count(), 2);
  assert.equal(await page.inputValue('#comment'), '');
});

test('the first comment replaces the invitation', async (t) => {
  const page = await stage.visit(t, stage.page());
  assert.equal(await page.locator('.no-comments').count(), 1);
  await fill(page, { comment: 'The very first.' });
  await takeTime(page);
  await page.click('#submit');
  await page.waitForSelector('text=The very first.');
  assert.equal(await page.locator('.no-comments').count(), 0);
  assert.match(await page.textContent('.comments-title'), /^One thought on/);
});

test('a held comment is shown to its writer as waiting, also after a reload', async (t) => {
  const path = stage.page();
  const page = await stage.visit(t, path, { hurried: true });
  // A form that is sent too fast is held.
  await fill(page, { comment: 'Written in no time.' });
  await page.click('#submit');
  await page.waitForSelector('.comment-awaiting-moderation');
  assert.match(await page.textContent('.comments-status'), /waits for a person to read it/);
  assert.match(await page.textContent('.comments-title'), /^No thoughts yet/);
  assert.equal((await stage.site.list({ page: path }))[0].status, 'waiting');

  await page.reload();
  await page.waitForSelector('text=Written in no time.');
  const stranger = await stage.visit(t, path);
  assert.equal(await comments(stranger).count(), 0);
});

test('a reply is inserted at the same place as after a reload, at every depth', async (t) => {
  const path = stage.page();
  const root = await stage.site.comment({ page: path, comment: 'Root' });
  const other = await stage.site.comment({ page: path, comment: 'Another root' });
  const page = await stage.visit(t, path);
  await takeTime(page);
  const answer = async (id, comment) => {
    await page.click(replyTo(id));
    await fill(page, { comment });
    await page.click('#submit');
    await page.locator('.comment-content', { hasText: comment }).waitFor();
    return Number((await focused(page)).replace('comment-', ''));
  };
  const second = await answer(root, 'Depth two');
  const third = await answer(second, 'Depth three');
  await answer(second, 'Depth three again');
  const joined = await answer(third, 'Joins the greatest depth');
  assert.match(await page.textContent(`#div-comment-${joined} .comment-answers`), /In reply to Ada/);
  assert.equal(await page.locator('#comments > #respond').count(), 1, 'the form is back in its place');

  const shape = () => page.$$eval('.comment-list .comment', (items) => items.map((item) =>
    [item.id, item.parentElement.closest('.comment')?.id ?? null, /depth-\d+/.exec(item.className)[0]].join(' ')));
  const live = await shape();
  assert.equal(live.length, 6);
  assert.equal(live.at(-1), `comment-${other}  depth-1`);
  await page.goto(path);
  assert.deepEqual(await shape(), live);
});

test('newest first: a new comment is at the top, and a reply below its parent', async (t) => {
  const newest = await Stage.make({ config: { comments: { order: 'newest' } } });
  t.after(() => newest.stop());
  const path = newest.page();
  const first = await newest.site.comment({ page: path, comment: 'Older' });
  const page = await newest.visit(t, path);
  await fill(page, { comment: 'Newer' });
  await takeTime(page);
  await page.click('#submit');
  await page.locator('.comment-content', { hasText: 'Newer' }).waitFor();
  assert.match(await comments(page).first().textContent(), /Newer/);
  await page.click(replyTo(first));
  await page.fill('#comment', 'Answer');
  await page.click('#submit');
  await page.locator(`#comment-${first} > details > .children > .comment`, { hasText: 'Answer' }).waitFor();
});

test('a comment sent from an older page of comments leads to the page that it is on', async (t) => {
  const paged = await Stage.make({ config: { comments: { per_page: 2 } } });
  t.after(() => paged.stop());
  const path = paged.page();
  for (let i = 0; i < 3; i += 1) await paged.site.comment({ page: path, comment: `Older ${i}` });
  const page = await paged.visit(t, `${path}?cpage=1`);
  assert.equal(await page.locator('.comment-navigation .next').count() > 0, true);
  await fill(page, { comment: 'Written on the first page.' });
  await takeTime(page);
  await page.click('#submit');
  await page.waitForURL(/cpage=2#comment-/);
  assert.equal(await page.locator('text=Written on the first page.').count(), 1);
  assert.equal(await page.locator('text=Older 0').count(), 0);
  await page.locator('.comment:target .comment-edit-button').waitFor();
  quiet(page);
});

test('a comment that cannot be inserted in the page is there after a reload by the script', async (t) => {
  const path = stage.page();
  const page = await stage.visit(t, path);
  await page.evaluate(() => document.querySelector('.comment-list').remove());
  await fill(page, { comment: 'Nowhere to go at first.' });
  await takeTime(page);
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/);
  await page.waitForSelector('.comment-list >> text=Nowhere to go at first.');
});

test('errors are shown in place, linked to their fields, and nothing is lost', async (t) => {
  const page = await stage.visit(t, stage.page());
  await fill(page, { author: '', email: 'nonsense', url: 'https://example.org', comment: 'Do not lose me.' });
  await page.click('#submit');
  await page.waitForSelector('#comment-errors');

  assert.equal(await focused(page), 'comment-errors');
  assert.equal(await page.getAttribute('#comment-errors', 'role'), 'alert');
  assert.deepEqual(await page.$$eval('#comment-errors a', (links) => links.map((a) => a.hash)), ['#author', '#email']);
  for (const [name, described] of [['author', 'author-error'], ['email', 'email-notes email-error']]) {
    assert.equal(await page.getAttribute(`#${name}`, 'aria-invalid'), 'true');
    assert.equal(await page.getAttribute(`#${name}`, 'aria-describedby'), described);
    assert.notEqual(await page.textContent(`.comment-form-${name} + #${name}-error`), '');
  }
  assert.equal(await page.getAttribute('#comment', 'aria-invalid'), null);
  assert.equal(await page.inputValue('#comment'), 'Do not lose me.');
  assert.equal(await page.inputValue('#email'), 'nonsense');
  assert.equal(await page.inputValue('#url'), 'https://example.org');
  await page.click('#comment-errors a[href="#email"]');
  await hasFocus(page, '#email');

  await fill(page, {});
  await takeTime(page);
  await page.click('#submit');
  await page.waitForSelector('text=Do not lose me.');
  assert.equal(await page.locator('#comment-errors, .field-error, [aria-invalid]').count(), 0);
  assert.equal(await page.getAttribute('#email', 'aria-describedby'), 'email-notes');
  quiet(page);
});

test('errors shown by the script have the same markup as those of the server', async (t) => {
  const path = stage.page();
  const withScript = await stage.visit(t, path);
  const without = await stage.visit(t, path, { embed: false });
  for (const page of [withScript, without]) {
    await fill(page, { author: '', email: 'nonsense', comment: '' });
    await page.click('#submit');
    await page.waitForSelector('#comment-errors');
  }
  const markup = (page) => page.evaluate(() => {
    const copy = document.querySelector('#respond').cloneNode(true);
    for (const one of copy.querySelectorAll('[autofocus]')) one.removeAttribute('autofocus');
    const list = [...copy.querySelectorAll('.comment-errors, .comment-errors *, .field-error, [aria-invalid]')];
    return list.map((one) => [one.localName, ...[...one.attributes]
      .filter(({ name }) => /^(id|class|role|tabindex|href|aria-.*|data-code)$/.test(name))
      .map(({ name, value }) => `${name}=${value}`).sort(), one.children.length ? '' : one.textContent].join(' '));
  });
  assert.deepEqual(await markup(withScript), await markup(without));
});

test("a duplicate is refused in place with the server's message", async (t) => {
  const path = stage.page();
  await stage.site.comment({ page: path, author: 'Ada', email: 'ada@example.org', comment: 'Twice' });
  const page = await stage.visit(t, path);
  await fill(page, { comment: 'Twice' });
  await page.click('#submit');
  await page.waitForSelector('#comment-errors');
  assert.match(await page.textContent('#comment-errors'), /already posted this comment/);
  assert.equal(await page.inputValue('#comment'), 'Twice');
});

test('a draft survives a reload with the comment that it answers, and is gone once posted', async (t) => {
  const path = stage.page();
  const id = await stage.site.comment({ page: path });
  const page = await stage.visit(t, path);
  await page.click(replyTo(id));
  await page.locator('#comment').pressSequentially('An answer that took hours.');
  await page.reload();
  assert.equal(await page.inputValue('#comment'), 'An answer that took hours.');
  assert.equal(await page.inputValue('#comment_parent'), String(id));
  assert.equal(await page.locator(`#comment-${id} > #respond`).count(), 1);
  await until(async () => /kept for you/.test(await page.textContent('.comments-status')), { what: 'the announcement' });

  await fill(page, {});
  await takeTime(page);
  await page.click('#submit');
  await page.locator('.comment-content', { hasText: 'took hours' }).waitFor();
  await page.reload();
  assert.equal(await page.inputValue('#comment'), '');
  assert.equal(await page.inputValue('#comment_parent'), '0');
});

test('the line about a kept draft does not replace the one about sending', async (t) => {
  const page = await stage.visit(t, stage.page());
  await fill(page, { comment: 'Sent at once after a reload.' });
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.reload();
  const held = await holdRequests(page, '**/comments/post');
  await fill(page, {});
  await page.click('#submit');
  await page.waitForSelector('.comments-status[data-state=sending]');
  await page.clock.runFor(1_000);
  assert.equal(await page.getAttribute('.comments-status', 'data-state'), 'sending');
  await page.clock.resume();
  held.release();
  await page.locator('.comment-content', { hasText: 'Sent at once' }).waitFor();
});

test('a kept draft is announced visibly, and can be discarded', async (t) => {
  const path = stage.page();
  const id = await stage.site.comment({ page: path });
  const page = await stage.visit(t, path);
  await page.click(replyTo(id));
  await page.locator('#comment').pressSequentially('Not this.');
  await page.reload();
  const status = page.locator('.comments-status', { hasText: 'kept for you' });
  await status.waitFor();
  const box = await status.boundingBox();
  assert.ok(box.height > 20 && box.width > 200, 'not for screen readers only');
  await status.locator('button', { hasText: 'Discard draft' }).click();
  assert.equal(await page.inputValue('#comment'), '');
  assert.equal(await page.inputValue('#comment_parent'), '0');
  assert.equal(await page.textContent('.comments-status'), '');
  assert.equal(await focused(page), 'comment');
  await page.reload();
  assert.equal(await page.inputValue('#comment'), '');
  quiet(page);
});

test('that a comment is being sent, and that it is published, can be seen', async (t) => {
  const page = await stage.visit(t, stage.page());
  const held = await holdRequests(page, '**/comments/post');
  await fill(page, { comment: 'Seen on its way.' });
  await takeTime(page);
  await page.click('#submit');
  const status = page.locator('.comments-status');
  const height = async () => (await status.boundingBox()).height;
  await page.locator('.comments-status', { hasText: 'Sending' }).waitFor();
  assert.ok((await height()) > 20);
  held.release();
  await page.locator('.comments-status', { hasText: 'is published' }).waitFor();
  assert.ok((await height()) > 20);
});

test('the date of a comment is its permanent link, which does not load a page that is there', async (t) => {
  const path = stage.page();
  const id = await stage.site.comment({ page: path });
  const page = await stage.visit(t, path);
  await page.evaluate(() => { window.stayed = true; });
  const link = page.locator(`#div-comment-${id} .comment-permalink`);
  assert.equal(await link.getAttribute('href'), `/comments/comment/${id}`);
  await link.click();
  await page.waitForURL(`${stage.site.url}${path}#comment-${id}`);
  assert.equal(await page.evaluate(() => window.stayed), true);
  await page.goto(`/comments/comment/${id}`);
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).hash, `${path}#comment-${id}`);
});

test('a draft belongs to its page', async (t) => {
  const page = await stage.visit(t, stage.page());
  await page.locator('#comment').pressSequentially('Only here.');
  await page.goto(stage.page());
  assert.equal(await page.inputValue('#comment'), '');
});

test('name, email and website are remembered with consent only, and forgotten without it', async (t) => {
  const path = stage.page();
  const page = await stage.visit(t, path);
  const post = async (comment) => {
    await fill(page, { author: 'Ada', email: 'ada@example.org', url: 'https://ada.example', comment });
    await page.click('#submit');
    await page.locator('.comment-content', { hasText: comment }).waitFor();
  };
  const kept = async () => {
    await page.goto(stage.page());
    return Promise.all(['#author', '#email', '#url'].map((field) => page.inputValue(field)));
  };
  const nothing = ['', '', ''];
  assert.equal(await page.isVisible('#wp-comment-cookies-consent'), true);

  await post('No consent given');
  assert.deepEqual(await kept(), nothing);

  await page.check('#wp-comment-cookies-consent');
  await post('With consent');
  assert.deepEqual(await kept(), ['Ada', 'ada@example.org', 'https://ada.example']);
  assert.equal(await page.isChecked('#wp-comment-cookies-consent'), true);

  await page.uncheck('#wp-comment-cookies-consent');
  assert.deepEqual(await kept(), nothing);
  assert.equal(await page.isChecked('#wp-comment-cookies-consent'), false);
});

test('without a website field, name and email are remembered and the form works', async (t) => {
  const own = await Stage.make({ config: { comments: { website_field: false } } });
  t.after(() => own.stop());
  const page = await own.visit(t, own.page());
  assert.equal(await page.locator('#url').count(), 0);
  await page.check('#wp-comment-cookies-consent');
  await fill(page, { author: 'Ada', email: 'ada@example.org', comment: 'Without a website' });
  await page.click('#submit');
  await page.locator('.comment-content', { hasText: 'Without a website' }).waitFor();
  await page.goto(own.page());
  assert.equal(await page.inputValue('#author'), 'Ada');
  assert.equal(await page.inputValue('#email'), 'ada@example.org');
  quiet(page);
});

for (const key of ['Control', 'Meta']) {
  test(`${key} and Enter in the text submit`, async (t) => {
    const page = await stage.visit(t, stage.page());
    await fill(page, { comment: `Sent by ${key}.` });
    await page.press('#comment', `${key}+Enter`);
    await page.locator('.comment-content', { hasText: `Sent by ${key}.` }).waitFor();
  });
}

test('a repeated click or key press creates one comment', async (t) => {
  const path = stage.page();
  const page = await stage.visit(t, path);
  const held = await holdRequests(page, '**/comments/post');
  await fill(page, { comment: 'Once only.' });
  await page.dblclick('#submit');
  assert.equal(await page.getAttribute('#submit', 'aria-disabled'), 'true');
  assert.equal(await focused(page), 'submit', 'the button keeps the focus while sending');
  await page.press('#comment', 'Control+Enter');
  held.release();
  await page.locator('.comment-content', { hasText: 'Once only.' }).waitFor();
  assert.equal(held.count, 1);
  assert.equal((await stage.site.list({ page: path })).length, 1);
  assert.equal(await page.getAttribute('#submit', 'aria-disabled'), null);
});

test('text that is typed while the comment is being sent is kept', async (t) => {
  const page = await stage.visit(t, stage.page());
  const held = await holdRequests(page, '**/comments/post');
  await fill(page, { comment: 'Sent.' });
  await page.press('#comment', 'Control+Enter');
  await page.locator('#comment').pressSequentially(' And more.');
  held.release();
  await page.locator('.comment-content', { hasText: 'Sent.' }).waitFor();
  assert.equal(await page.inputValue('#comment'), 'Sent. And more.');
});

test('without a connection the text stays, an error is shown, and a second attempt succeeds', async (t) => {
  const page = await stage.visit(t, stage.page());
  await fill(page, { comment: 'Through the tunnel.' });
  await page.context().setOffline(true);
  await page.click('#submit');
  await page.waitForSelector('#comment-errors');
  assert.match(await page.textContent('#comment-errors'), /could not be sent; it is still here/);
  assert.equal(await focused(page), 'comment-errors');
  assert.equal(await page.inputValue('#comment'), 'Through the tunnel.');

  await page.context().setOffline(false);
  await page.click('#submit');
  await page.locator('.comment-content', { hasText: 'Through the tunnel.' }).waitFor();
  assert.equal(await page.locator('#comment-errors').count(), 0);
});

test("a foreign response, such as a web server's error page, loses nothing", async (t) => {
  const page = await stage.visit(t, stage.page());
  await page.route('**/comments/post', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }));
  await fill(page, { comment: 'Still mine.' });
  await page.click('#submit');
  await page.waitForSelector('#comment-errors');
  assert.equal(await page.inputValue('#comment'), 'Still mine.');
});

test('a browser without storage can comment', async (t) => {
  const page = await stage.visitor();
  t.after(() => page.context().close());
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
  });
  await page.goto(stage.page());
  await page.check('#wp-comment-cookies-consent');
  await fill(page, { comment: 'Nothing kept.' });
  await page.click('#submit');
  await page.locator('.comment-content', { hasText: 'Nothing kept.' }).waitFor();
  quiet(page);
});

test('a browser with full storage can comment', async (t) => {
  const page = await stage.visitor();
  t.after(() => page.context().close());
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await page.goto(stage.page());
  await page.check('#wp-comment-cookies-consent');
  await fill(page, { comment: 'No room.' });
  await page.click('#submit');
  await page.locator('.comment-content', { hasText: 'No room.' }).waitFor();
  quiet(page);
});

test('a script tag alone inserts the thread at its place, with the title', async (t) => {
  const path = stage.scriptPage('Only a tag');
  const id = await stage.site.comment({ page: path, author: 'Grace', comment: 'Through the tag' });
  const page = await stage.visit(t, path);
  await page.waitForSelector(`#comment-${id}`);
  assert.equal(await page.textContent('.comments-title'), 'One thought on “Only a tag”');
  assert.equal(await page.locator('#before + #comments').count(), 1);
  assert.equal(await page.locator('#comments ~ #after').count(), 1);
  await page.click(replyTo(id));
  await fill(page, { comment: 'And back' });
  await takeTime(page);
  await page.click('#submit');
  await page.locator(`#comment-${id} .children .comment`, { hasText: 'And back' }).waitFor();
  quiet(page);
});

test('the comments in an exported page are replaced by the live ones', async (t) => {
  const path = stage.bakedPage(`<p id="before">Before.</p>
<div id="comments" class="comments-area"><h2>One response</h2><ol class="comment-list">
<li id="comment-7">A comment of the day of the export.</li></ol></div>
<div id="respond"><form action="https://old.example/wp-comments-post.php"><textarea name="comment"></textarea></form></div>
<p id="after">After.</p>`);
  const id = await stage.site.comment({ page: path, author: 'Grace', comment: 'Since the export' });
  const page = await stage.visit(t, path);
  await page.waitForSelector(`#comment-${id}`);
  assert.equal(await page.locator('#before + #comments').count(), 1);
  assert.equal(await page.locator('#comment-7, form[action*="old.example"]').count(), 0);
  assert.equal(await page.locator('#respond').count(), 1);
  await fill(page, { comment: 'Under the live ones' });
  await takeTime(page);
  await page.click('#submit');
  await page.locator('#comments .comment', { hasText: 'Under the live ones' }).waitFor();
  quiet(page);
});

test('if nothing can be replaced or fetched, the page stays unchanged', async (t) => {
  const without = await stage.visit(t, stage.bakedPage('<p id="before">A list of articles.</p>'));
  await without.waitForLoadState('networkidle');
  assert.equal(await without.locator('#comments').count(), 0);

  const baked = '<div id="comments"><p id="comment-7">A comment of that day.</p></div>';
  const path = stage.bakedPage(baked);
  const page = await stage.visitor();
  t.after(() => page.context().close());
  await page.route('**/thread/**', (route) => route.fulfill({ status: 503, body: '<p>away</p>' }));
  const said = page.waitForEvent('console', (message) => message.text().includes('answered 503 without a thread'));
  await page.goto(`${stage.site.url}${path}`);
  await said;
  assert.equal(await page.textContent('#comment-7'), 'A comment of that day.');
});

test("a script tag passes on ?replytocom and the writer's own waiting comment", async (t) => {
  const path = stage.scriptPage();
  const id = await stage.site.comment({ page: path, author: 'Grace' });
  const page = await stage.visit(t, `${path}?replytocom=${id}#respond`, { hurried: true });
  await page.waitForSelector(`#comment-${id} > #respond`);

  await fill(page, { comment: 'In no time.' });
  await page.click('#submit');
  await page.waitForSelector('.comment-awaiting-moderation');
  await page.reload();
  await page.waitForSelector('.comment-awaiting-moderation');
});

test('dates say how long ago in the language of the thread, and the title has the date', async (t) => {
  const german = await Stage.make({ config: { site: { language: 'de' } } });
  t.after(() => german.stop());
  const path = german.page();
  const ids = [];
  for (let i = 0; i < 5; i += 1) ids.push(await german.site.comment({ page: path, comment: `No. ${i}` }));
  const ago = async (id, seconds) =>
    german.site.sql(`UPDATE comment SET created_at = created_at - ${seconds}000 WHERE id = ${id}`);
  await ago(ids[0], 40 * 86_400);
  await ago(ids[1], 3 * 3_600 + 60);
  await ago(ids[2], 5 * 60 + 5);
  await ago(ids[3], 47 * 3_600);
  await ago(ids[4], -30);
  const absolute = await german.visit(t, path, { script: false });
  const dates = await absolute.locator('.comment-metadata time').allTextContents();
  const page = await german.visitor();
  t.after(() => page.context().close());
  await page.clock.install();
  await page.goto(path);
  const times = page.locator('.comment-metadata time');
  assert.deepEqual(await times.allTextContents(), [dates[0], 'vor 3 Stunden', 'vor 5 Minuten', 'vor 1 Tag', 'jetzt']);
  assert.deepEqual(await times.evaluateAll((all) => all.map((time) => time.title)), ['', ...dates.slice(1)]);
  assert.ok(await times.evaluateAll((all) => all.every((time) => Date.parse(time.dateTime) > 0)));
  await page.clock.runFor(120_000);
  assert.equal(await times.nth(2).textContent(), 'vor 7 Minuten');
  assert.equal(await times.nth(2).getAttribute('title'), dates[2]);
  quiet(page);
});

test('the line below the form has a state that themes can style', async (t) => {
  const page = await stage.visit(t, stage.page());
  await fill(page, { comment: 'Slowly sent.' });
  await takeTime(page);
  const held = await holdRequests(page, '**/post');
  await page.click('#submit');
  await page.waitForSelector('.comments-status[data-state=sending]');
  assert.equal(await page.getAttribute('#submit', 'aria-disabled'), 'true');
  held.release();
  await page.waitForSelector('.comments-status[data-state=posted]');
});
