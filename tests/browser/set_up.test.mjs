// The set-up pages and the guide of the zip in a real browser: by keyboard, without a script, light, dark
// and narrow, and their validity. SHOTS=folder saves screenshots.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';

import { Stage, arrived, axeFindings, focused, hasFocus, quiet, validatorFindings } from '../lib/browser.mjs';
import { password } from '../lib/moderator.mjs';
import { root } from '../lib/site.mjs';

let stage;
let site;
let code;
const codeFile = () => path.join(site.home, 'data/set-up-code.txt');
const guide = path.join(root, 'deploy/shared-hosting/guide.html');

before(async () => {
  stage = await Stage.make({
    config: { site: { name: 'Tern Lane' }, store: { create: true } },
    prepare: (s) => fs.rmSync(path.join(s.home, 'data'), { recursive: true }),
  });
  site = stage.site;
  code = fs.readFileSync(codeFile(), 'utf8');
});
after(() => stage?.stop());

const picture = async (page, name) => {
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`), fullPage: true });
};

/** The states of the page before there is a moderator account; none of them changes the installation. */
const states = [
  ['open', (page) => page.goto('/comments/set-up')],
  ['errors', async (page) => {
    await page.goto('/comments/set-up');
    await page.fill('#code', 'not-it');
    await page.fill('#email', 'ana@');
    await page.click('button');
    await arrived(page, '#errors');
  }],
  ['without-code', async (page) => {
    fs.rmSync(codeFile());
    await page.goto('/comments/set-up');
    fs.writeFileSync(codeFile(), code);
  }],
  ['guide', (page) => page.goto(pathToFileURL(guide).href)],
];

for (const theme of ['light', 'dark'])
  for (const width of [1000, 320])
    test(`axe reports nothing and nothing is wider than the window: ${theme}, ${width} px`, async (t) => {
      const page = await stage.visitor({ theme, width });
      t.after(() => page.context().close());
      for (const [name, open] of states) {
        await open(page);
        assert.deepEqual(await axeFindings(page), [], name);
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
        assert.ok(wide <= width, `${name}: ${wide} px wide`);
        await picture(page, `set-up-${name}-${theme}-${width}`);
      }
      quiet(page);
    });

/** Creates the account without a browser. */
const complete = async () => {
  if (!fs.existsSync(codeFile())) return;
  const answer = await site.post({ code: code.split('\n')[0], name: 'Ana', email: '', password }, { path: '/comments/set-up' });
  assert.equal(answer.status, 303, answer.text);
};

/** Removes the moderators, which opens the page again. */
const reopen = () => {
  site.sql('DELETE FROM session; DELETE FROM moderator; DELETE FROM sign_in_failure');
  fs.writeFileSync(codeFile(), code);
};

test('without a script and by keyboard: an error, its correction, and the signed-in moderator sees the check', async (t) => {
  reopen(); // the wrong codes of the tests above would make it wait
  const page = await stage.visit(t, '/comments/set-up', { script: false });
  const type = async (text) => page.keyboard.type(text);
  await page.keyboard.press('Tab');
  await type('wrong');
  await page.keyboard.press('Tab');
  await type('Ana');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await type('short');
  await page.keyboard.press('Enter');
  await arrived(page, '#errors:focus');
  assert.match(await page.title(), /^Error: /);
  await page.keyboard.press('Tab');
  await hasFocus(page, '#errors a[href="#code"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#code$/);
  await hasFocus(page, '#code');
  assert.equal(await page.inputValue('#name'), 'Ana');
  assert.equal(await page.inputValue('#code'), 'wrong');
  await page.fill('#code', '');
  await type(code.split('\n')[0]);
  await page.focus('#password');
  await type(password);
  await page.keyboard.press('Enter');
  await arrived(page, 'h1:has-text("Check")');
  assert.match(await page.textContent('.sign-out'), /Ana/);
  assert.equal(await focused(await stage.visit(t, '/comments/set-up')), '');
});

test('after the set-up the page says that it is complete, and has links', async (t) => {
  await complete();
  const page = await stage.visit(t, '/comments/set-up');
  assert.equal(await page.textContent('h1'), 'The comments are set up');
  assert.deepEqual(await axeFindings(page), []);
  await picture(page, 'set-up-over');
  await page.click('text=Sign in');
  await arrived(page, '#password');
  quiet(page);
});

test('the W3C checker reports no error in the set-up pages', async (t) => {
  const folder = path.join(site.dir, 'vnu-set-up');
  fs.mkdirSync(folder);
  fs.copyFileSync(guide, path.join(folder, 'guide.html'));
  await complete();
  fs.writeFileSync(path.join(folder, 'over.html'), (await site.get('/comments/set-up')).text);
  reopen();
  fs.writeFileSync(path.join(folder, 'open.html'), (await site.get('/comments/set-up')).text);
  const withErrors = await site.post({ code: 'x', email: 'y' }, { path: '/comments/set-up' });
  fs.writeFileSync(path.join(folder, 'with-errors.html'), withErrors.text);
  fs.rmSync(codeFile());
  fs.writeFileSync(path.join(folder, 'without-code.html'), (await site.get('/comments/set-up')).text);
  assert.deepEqual(await validatorFindings(folder), []);
  t.diagnostic(`${fs.readdirSync(folder).length} documents`);
});
