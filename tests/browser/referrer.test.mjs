// Many sites send "Referrer-Policy: no-referrer". Browsers then hide the origin of forms; comments,
// reports and moderators' forms must be accepted anyway.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, arrived, fill, quiet } from '../lib/browser.mjs';
import { makeModerator, password } from '../lib/moderator.mjs';

let stage;
before(async () => {
  stage = await Stage.make({
    config: { reports: { enabled: true } },
    nginxExtra: 'add_header Referrer-Policy no-referrer always;',
  });
});
after(() => stage?.stop());

for (const script of [false, true]) {
  const how = script ? 'with' : 'without';

  test(`a comment is posted ${how} a script from a page that sends no referrer`, async (t) => {
    const path = stage.page();
    const page = await stage.visit(t, path, { script });
    await fill(page, { comment: 'Posted without a referrer.' });
    await page.click('#submit');
    await page.waitForSelector('.comment-content:has-text("Posted without a referrer.")');
    assert.equal((await stage.site.list({ page: path })).length, 1);
    quiet(page);
  });

  test(`a comment is reported ${how} a script from a page that sends no referrer`, async (t) => {
    const path = stage.page();
    const id = await stage.site.comment({ page: path });
    const page = await stage.visit(t, path, { script });
    await page.click(`#comment-${id} .comment-report`);
    await page.check('[name=reason][value=spam]');
    await page.click('main form .submit');
    await arrived(page, 'h2:has-text("Thank you for your report")');
    assert.equal(new URL(page.url()).pathname, `/comments/report/${id}`);
    assert.equal(stage.site.sql(`SELECT count(*) FROM report WHERE comment_id = ${id}`), '1');
    quiet(page);
  });
}

test('a moderator can sign in and act if no referrer is sent', async (t) => {
  await makeModerator(stage.site, 'Ana');
  const id = await stage.site.comment({ page: stage.page() });
  const page = await stage.visit(t, `/comments/moderate/comment/${id}`, { script: false });
  await page.fill('#name', 'Ana');
  await page.fill('#password', password);
  await page.click('main form button');
  await page.click('button[value^="trash "]');
  await arrived(page, '.notice:has-text("moved to the trash")');
  assert.equal((await stage.site.stored(id)).status, 'trash');
});
