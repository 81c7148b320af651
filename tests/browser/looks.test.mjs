// Layout, accessibility and validity of the pages: narrow, light and dark.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Stage, arrived, axeFindings, fill, hasFocus, quiet, takeTime, validatorFindings } from '../lib/browser.mjs';
import { until } from '../lib/wait.mjs';

const depth = 10;
let stage;
let full;
let empty;
let deepest;
let lastAnswerable;

before(async () => {
  stage = await Stage.make({
    config: { comments: { threads_depth: depth, per_page: 3 } },
    prepare: (site) => {
      const program = path.join(site.dir, 'sendmail');
      fs.writeFileSync(program, `#!/bin/sh\ncat >> ${site.dir}/mails\n`, { mode: 0o755 });
      site.options.config.mail = { from: 'blog@example.org', to: 'mod@example.org', via: `sendmail:${program}` };
      site.writeConfig(site.options.config);
    },
  });
  full = stage.page('A full page');
  empty = stage.page('An empty page');
  const texts = ['A first paragraph.\n\nAnd a second, with https://example.org/a/rather/long/address/that-goes-on/and/on/for/ever.',
    'Averyveryverylongwordthatfitsintonothing'.repeat(4), '> quoted\n\nPlain words & <signs>.'];
  const post = (fields) => stage.site.comment({ page: full, ...fields });
  for (let i = 0; i < depth; i += 1) {
    lastAnswerable = deepest;
    deepest = await post({
      comment: `${texts[i % 3]} ${i}`, comment_parent: deepest, author: i % 2 ? 'Jonna Vale' : 'Ada',
      email: `a${i}@example.org`, url: i % 2 ? 'https://example.org' : '',
    });
  }
  await post({ author: 'شخص ما', comment: 'تعليق', email: 'b@example.org' });
  for (let i = 0; i < 6; i += 1) await post({ comment: `Another ${i}`, email: 'c@example.org' });
  await subscribe();
});
after(() => stage?.stop());

/** The paths of the pages about subscriptions, by the action of their links. */
const links = {};

/** The link with an action in a mail, when it has been sent. */
const mailed = (action) => until(() => {
  // Quoted-printable ends lines by '=' anywhere.
  const mails = fs.readFileSync(path.join(stage.site.dir, 'mails'), 'utf8').replaceAll('=\n', '');
  return mails.match(new RegExp(`/comments/link/${action}-\\S+`))?.[0];
}, { what: `a mail with the link ${action}`, within: 20_000 });

/** A reader who follows two conversations, and waits for the confirmation of a third. */
async function subscribe() {
  const email = 'reader@example.org';
  const follow = (page) => stage.site.postJson([['page', page], ['email', email]], { path: '/comments/subscribe' });
  const pages = ['A conversation', 'Another one', 'A third one with a rather long title'].map((title) => stage.page(title));
  await stage.site.comment({ page: pages[0], title: 'A conversation' });
  for (const page of pages) await follow(page);
  links.confirm = await mailed('confirm');
  links.refuse = await mailed('refuse');
  stage.site.sql("UPDATE subscription SET state = 'on', confirmed_at = asked_at WHERE id < 3");
  await stage.site.comment({ page: pages[0] });
  links.unsubscribe = await mailed('unsubscribe');
  links.manage = await mailed('manage');
  stage.site.sql("UPDATE subscription SET state = 'asked' WHERE id < 3");
  stage.confirmPage = (await stage.site.get(links.confirm)).text;
  stage.site.sql("UPDATE subscription SET state = 'on', schedule = 'weekly' WHERE id < 3");
}

const widthOf = (page) => page.evaluate(() => document.scrollingElement.scrollWidth);

async function reject(page) {
  await page.goto(empty);
  await page.fill('#comment', 'Only the text.');
  await page.click('#submit');
  await page.waitForSelector('#comment-errors');
}

/** Every page that a visitor can see, with the steps to open it. */
const views = [
  ['the thread with many comments', {}, (page) => page.goto(`${full}?cpage=1`)],
  ['the last page of comments', {}, (page) => page.goto(full)],
  ['the reply form at the greatest depth', {}, async (page) => {
    await page.goto(`${full}?cpage=1`);
    await page.click(`#div-comment-${lastAnswerable} .comment-reply-link`);
  }],
  ['errors in the reply form', {}, async (page) => {
    await page.goto(`${full}?cpage=1`);
    await page.click(`#div-comment-${lastAnswerable} .comment-reply-link`);
    await page.click('#submit');
    await page.waitForSelector('#comment-errors');
  }],
  ['a comment that waits', { hurried: true }, async (page) => {
    await page.goto(stage.page());
    await page.fill('#author', 'Ada');
    await page.fill('#email', 'ada@example.org');
    await page.fill('#comment', 'In no time');
    await page.click('#submit');
    await page.waitForSelector('.comment-awaiting-moderation');
  }],
  ['the empty thread', {}, (page) => page.goto(empty)],
  ['the rejected form', { embed: false }, reject],
  ['the preview beside the form', {}, async (page) => {
    await page.goto(empty);
    await page.focus('#comment');
    await page.waitForSelector('.comment-tools');
    await fill(page, { comment: `Words and <code>${'code '.repeat(20)}</code>.<details><summary>A spoiler</summary>She wins.</details>` });
    await page.click('.comment-preview-button');
    await page.click('.comment-preview summary');
  }],
  ['the preview as a page', { embed: false }, async (page) => {
    await page.goto(empty);
    await fill(page, { comment: 'Seen before it is posted.' });
    await page.click('.comment-preview-button');
    await arrived(page, '.comment-preview');
  }],
  ['the form to follow a conversation', {}, async (page) => {
    await page.goto(empty);
    await page.click('.comment-follow summary');
    await page.fill('#aw_follow_email', 'nobody');
    await page.click('.comment-follow .submit');
    await page.waitForSelector('#aw_follow_error');
  }],
  ['the subscriptions of an address', {}, (page) => page.goto(links.manage)],
  ['the question to a subscriber', {}, async (page) => {
    stage.site.sql("UPDATE subscription SET state = 'asked' WHERE id = 1");
    await page.goto(links.confirm);
    await page.waitForSelector('input[type=checkbox]');
    stage.site.sql("UPDATE subscription SET state = 'on' WHERE id = 1");
  }],
  ['the end of a subscription', {}, (page) => page.goto(links.unsubscribe)],
  ['the thread as a document of its own', {}, (page) => page.goto(`/comments/page${full}?title=A+full+page&cpage=1`)],
  ['a page that is not there', {}, (page) => page.goto('/comments/page/nowhere/')],
];

for (const theme of ['light', 'dark']) {
  for (const width of [1000, 320]) {
    for (const [what, options, open] of views) {
      test(`axe reports nothing and nothing is wider than the window: ${what}, ${theme}, ${width} px`, async (t) => {
        const page = await stage.visitor({ theme, width, ...options });
        t.after(() => page.context().close());
        await open(page);
        // Wait for colour transitions to end.
        await page.waitForFunction(() => document.getAnimations().length === 0);
        assert.deepEqual(await axeFindings(page), []);
        assert.ok(await widthOf(page) <= width, `${await widthOf(page)} px wide`);
        quiet(page);
      });
    }
  }
}

test('the deepest reply and its form are wide enough at 320 pixels', async (t) => {
  const page = await stage.visit(t, `${full}?cpage=1`, { width: 320 });
  const width = async (selector) => (await page.locator(selector).boundingBox()).width;
  assert.ok(await width(`#div-comment-${deepest} .comment-content`) >= 180);
  await page.click(`#div-comment-${lastAnswerable} .comment-reply-link`);
  assert.ok(await width('#comment') >= 160);
});

test('nothing is cut off at 200 percent zoom', async (t) => {
  const page = await stage.visit(t, `${full}?cpage=1`, { width: 640 });
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  assert.ok(await widthOf(page) <= 640);
});

test('in a right-to-left language the page is mirrored', async (t) => {
  const own = await Stage.make({ config: { site: { language: 'ar' } } });
  t.after(() => own.stop());
  const path = own.page('عنوان');
  const first = await own.site.comment({ page: path, author: 'ليلى', comment: 'تعليق' });
  const reply = await own.site.comment({ page: path, comment: 'رد', comment_parent: first });
  const page = await own.visit(t, path, { width: 320 });
  assert.deepEqual(await page.$eval('#comments', (area) => [area.lang, area.dir]), ['ar', 'rtl']);
  assert.ok(await widthOf(page) <= 320);
  const [parent, child] = await Promise.all([first, reply].map((id) => page.locator(`#div-comment-${id}`).boundingBox()));
  assert.ok(child.x + child.width < parent.x + parent.width, 'a reply is indented from the right');
});

test('on a right-to-left page a thread in another language keeps its own direction', async (t) => {
  const page = await stage.visit(t, full);
  await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
  assert.deepEqual(await page.$eval('#comments', (area) => [area.lang, getComputedStyle(area).direction]), ['en', 'ltr']);
  assert.equal(await page.locator('.comments-title bdi').count(), 1, 'the title has a direction of its own');
});

test('at 320 pixels a picture is beside the name and the date, and moves neither', async (t) => {
  const page = await stage.visit(t, `${full}?cpage=1`, { width: 320 });
  for (const id of [lastAnswerable, deepest]) {
    const box = (selector) => page.locator(`#div-comment-${id} ${selector}`).boundingBox();
    const [picture, author, date] = [await box('.avatar'), await box('.fn'), await box('.comment-metadata')];
    assert.ok(date.x >= picture.x + picture.width, 'beside the picture');
    assert.ok(date.y - (author.y + author.height) < 8, `${date.y - author.y - author.height} px below the name`);
  }
});

test('the actions of a comment are one row inside of it, at the greatest depth too', async (t) => {
  const page = await stage.visit(t, `${full}?cpage=1`, { width: 390 });
  for (const id of [lastAnswerable, deepest]) {
    const body = await page.locator(`#div-comment-${id}`).boundingBox();
    const links = await page.locator(`#div-comment-${id} .comment-actions a`).all();
    const boxes = await Promise.all(links.map((link) => link.boundingBox()));
    assert.equal(boxes.length, 2, 'Reply and Report');
    assert.equal(boxes[0].y, boxes[1].y);
    assert.ok(boxes.every((box) => box.y + box.height <= body.y + body.height + 0.5));
  }
});

test('section, form and articles have names, and links to different places are told apart', async (t) => {
  const page = await stage.visit(t, `${full}?cpage=1`);
  assert.equal(await page.getByRole('region', { name: /thoughts on “A full page”$/ }).count(), 1);
  assert.equal(await page.getByRole('form', { name: /^Leave a Reply$/ }).count(), 1);
  assert.equal(await page.getByRole('article', { name: new RegExp(`^Comment ${deepest} by `) }).count(), 1);
  const links = await page.$$eval('#comments a[href]', (all) => all.filter((a) => a.checkVisibility())
    .map((a) => [a.getAttribute('aria-label') ?? a.textContent.trim(), a.getAttribute('href')])
    .filter(([, href]) => !href.startsWith('https://example.org')));
  const places = new Map();
  for (const [name, href] of links) places.set(name, new Set([...(places.get(name) ?? []), href]));
  assert.deepEqual([...places].filter(([, hrefs]) => hrefs.size > 1).map(([name]) => name)
    .filter((name) => !/comments/.test(name)), []);
});

test('two presses of a key lead past all comments to the form', async (t) => {
  const page = await stage.visit(t, `${full}?cpage=1`);
  await page.keyboard.press('Tab');
  await hasFocus(page, '.comments-skip a');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Jump to the form');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#respond:target');
  await page.keyboard.press('Tab');
  await page.waitForSelector('#respond :focus');
  const frame = await stage.visit(t, `/comments/page${full}?title=A+full+page&cpage=1`);
  await frame.click('.comments-skip a');
  await frame.waitForURL(/#respond$/);
});

test('a document of our own shows the title once, after a comment too', async (t) => {
  const path = stage.page('The only title');
  await stage.site.comment({ page: path });
  const page = await stage.visit(t, `/comments/page${path}?title=The+only+title`);
  const shown = async () => (await page.innerText('main')).split('The only title').length - 1;
  assert.equal(await shown(), 1);
  await page.fill('#comment', 'One more.');
  await page.fill('#author', 'Ada');
  await page.fill('#email', 'ada@example.org');
  await takeTime(page);
  await page.click('#submit');
  await page.waitForSelector('text=One more.');
  assert.match(await page.textContent('.comments-title'), /^2 thoughts$/);
  assert.equal(await shown(), 1);
});

for (const [theme, system] of [['dark', 'light'], ['light', 'dark']]) {
  test(`data-theme=${theme} has precedence over a ${system} system`, async (t) => {
    const page = await stage.visit(t, `/comments/page${full}`, { theme: system });
    await page.evaluate((name) => { document.documentElement.dataset.theme = name; }, theme);
    const lightness = await page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)[0]));
    assert.equal(lightness > 128, theme === 'light');
  });
}

test('the style does not change the rest of the host page', async (t) => {
  const look = async (address) => {
    const page = await stage.visit(t, address);
    return page.evaluate(() => [document.body, ...document.querySelectorAll('main, h1, main > p')].map((one) => {
      const style = getComputedStyle(one);
      return ['color', 'backgroundColor', 'fontFamily', 'fontSize', 'lineHeight', 'margin', 'padding'].map((name) => style[name]).join('|');
    }));
  };
  const styled = stage.page('Same');
  const file = path.join(stage.site.documentRoot, styled, 'index.html');
  const before = await look(styled);
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/<link[^>]*comments\/style\.css">/, ''));
  assert.deepEqual(before, await look(styled));
});

for (const reduced of ['reduce', 'no-preference']) {
  test(`with prefers-reduced-motion: ${reduced} motion is ${reduced === 'reduce' ? 'absent' : 'slight'}`, async (t) => {
    const page = await stage.visit(t, full, { reducedMotion: reduced });
    const moving = await page.evaluate(() => [...document.querySelectorAll('.comments-area *')]
      .filter((one) => getComputedStyle(one).transitionDuration !== '0s').length);
    assert.equal(moving > 0, reduced !== 'reduce');
  });
}

test('with prefers-reduced-motion the sign of sending does not turn', async (t) => {
  for (const [reducedMotion, name] of [['reduce', 'none'], ['no-preference', 'aw-turn']]) {
    const page = await stage.visit(t, empty, { reducedMotion });
    const turning = await page.evaluate(() => {
      const line = document.querySelector('.comments-status');
      line.dataset.state = 'sending';
      line.append('Sending');
      return getComputedStyle(line, '::before').animationName;
    });
    assert.equal(turning, name);
  }
});

test('links and buttons show that the pointer is on them', async (t) => {
  const page = await stage.visit(t, full);
  const look = (selector) => page.$eval(selector, (one) => {
    const { textDecorationLine, textDecorationThickness, boxShadow } = getComputedStyle(one);
    return [textDecorationLine, textDecorationThickness, boxShadow].join(' ');
  });
  for (const selector of ['.comments-skip a', '.comment-permalink', '.comment-reply-link', '.comment-report', '#submit']) {
    const before = await look(selector);
    await page.locator(selector).first().hover();
    await until(async () => (await look(selector)) !== before, { what: `another look of ${selector}` });
  }
});

test('the W3C checker reports no error in any page', async (t) => {
  const folder = path.join(stage.site.dir, 'vnu');
  fs.mkdirSync(folder);
  const save = (name, text) => fs.writeFileSync(path.join(folder, `${name}.html`), text);
  for (const [name, address] of [['thread', `${full}?cpage=1`], ['last', full], ['empty', empty],
    ['reply', `${full}?cpage=1&replytocom=${lastAnswerable}`], ['alone', `/comments/page${full}`], ['nowhere', '/comments/page/nowhere/'],
    ['report', `/comments/report/${deepest}`], ['manage', links.manage], ['confirmed', links.confirm],
    ['unsubscribe', links.unsubscribe], ['refuse', links.refuse]]) {
    save(name, (await stage.site.get(address)).text);
  }
  const rejected = await stage.site.post({ page: empty, author: '', email: 'x', comment: '' });
  assert.equal(rejected.status, 422);
  save('rejected', rejected.text);
  save('question', stage.confirmPage);
  const follow = (fields) => stage.site.post(Object.entries({ page: empty, ...fields }), { path: '/comments/subscribe' });
  save('not-followed', (await follow({ email: 'nobody' })).text);
  save('followed', (await follow({ email: 'somebody@example.org' })).text);
  save('preview', (await stage.site.post({ page: empty, url: 'https://ada.example.org/', aw_preview: 'yes' })).text);

  // The tree after the script has run is checked too.
  const page = await stage.visit(t, `${full}?cpage=1`);
  await page.click(`#div-comment-${lastAnswerable} .comment-reply-link`);
  await page.click('#submit');
  await page.waitForSelector('#comment-errors');
  save('script', await page.content());

  assert.deepEqual(await validatorFindings(folder), []);
});
