// Text of visitors is never executed, however it gets into the page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stage, arrived, fill, quiet, settled, takeTime } from '../lib/browser.mjs';

const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '<svg onload=alert(3)>',
  '"><script>alert(4)</script>',
  '\'" autofocus onfocus=alert(5) x="',
  '</textarea><script>alert(6)</script>',
  '</title></style></noscript><img src=x onerror=alert(7)>',
  '<a href="javascript:alert(8)">x</a>',
  '<iframe srcdoc="<script>parent.alert(9)</script>"></iframe>',
  '<math><mi//xlink:href="data:x,<script>alert(10)</script>">',
  '[x](javascript:alert(11))',
  '{{#COMMENT}}{{TEXT_HTML:none}}<script>alert(12)</script>',
  '<!--# include virtual="/host.css" --><script>alert(13)</script>',
  '\u2028<script>alert(14)</script>\u202e',
  '&lt;img src=x onerror=alert(15)&gt;',
  '<template><img src=x onerror=alert(16)></template>',
];
const urls = [
  'javascript:alert(20)', 'JaVaScRiPt:alert(21)', 'java\tscript:alert(22)', ' javascript:alert(23)',
  'data:text/html,<script>alert(24)</script>', 'vbscript:alert(25)',
  'https://example.org/"onmouseover="alert(26)', 'https://example.org/\'><img src=x onerror=alert(27)>',
];

// The result must not depend on a Content-Security-Policy: half of the visits are to a site without
// one.
const stages = [];
before(async () => {
  stages.push(await Stage.make(), await Stage.make({ nginxExtra: '', config: { comments: { format: 'markdown' } } }));
});
after(() => Promise.all(stages.map((stage) => stage.stop())));

/** Triggers every event handler that could exist. */
async function provoke(page) {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('.comments-area *')) {
      for (const type of ['mouseover', 'mouseenter', 'focus', 'pointerenter', 'toggle']) one.dispatchEvent(new Event(type));
    }
  });
  for (const link of await page.locator('.comment a:not(.comment-reply-link)').all()) {
    const href = await link.getAttribute('href');
    assert.match(href, /^(https?:|mailto:|\/)/, `a link to ${href}`);
  }
  await settled(page);
}

for (const [index, where] of ['under a policy', 'in Markdown and without a policy'].entries()) {
  test(`names, addresses and texts are shown and never executed, ${where}`, async (t) => {
    const stage = stages[index];
    const path = stage.page();
    for (const [i, payload] of payloads.entries()) {
      // Tags are removed from names; the rest must be a name.
      const fields = { page: path, author: `Ada ${payload}`, email: `a${i}@example.org`, comment: `${payload} ${i}` };
      const answer = await stage.site.postJson({ ...fields, url: urls[i % urls.length] });
      // If the address is refused, try the rest without it.
      if (answer.status !== 201) await stage.site.comment(fields);
    }
    // All are published, so that all are rendered.
    const held = (await stage.site.list({ page: path })).filter((c) => c.status !== 'approved').map((c) => String(c.id));
    if (held.length) await stage.site.cliOk('comment', 'approve', ...held);

    const reply = (await stage.site.list({ page: path }))[0].id;
    for (const address of [path, `${path}?replytocom=${reply}`, `${stage.site.mount}/page${path}?title=${encodeURIComponent(payloads[0])}`,
      `${stage.site.mount}/thread${path}?title=${encodeURIComponent(payloads[3])}`]) {
      const page = await stage.visit(t, address);
      assert.ok(await page.locator('.comment').count() >= payloads.length, address);
      await provoke(page);
      // The title of the reply form contains a name.
      if (await page.locator('#cancel-comment-reply-link').count()) {
        for (const link of await page.locator('.comment-reply-link').all()) {
          if (page.url().includes('/thread/')) break;
          await link.click();
        }
      }
      await settled(page);
      quiet(page);
    }
  });

  test(`posted text and text stored in the browser are never executed, ${where}`, async (t) => {
    const stage = stages[index];
    const path = stage.page();
    const page = await stage.visit(t, path);
    await page.check('#wp-comment-cookies-consent');
    await takeTime(page);
    for (const payload of payloads.slice(0, 6)) {
      const count = await page.locator('.comment').count();
      await fill(page, { author: `Ada ${payload}`, comment: payload });
      await page.click('#submit');
      await page.waitForFunction((n) => document.querySelectorAll('.comment').length > n, count);
    }
    await page.fill('#comment', payloads[5]);
    await page.reload();
    assert.equal(await page.inputValue('#comment'), payloads[5]);
    await provoke(page);
    quiet(page);
  });

  test(`a refused form returns what was typed as text, ${where}`, async (t) => {
    const stage = stages[index];
    const page = await stage.visit(t, stage.page(), { embed: false });
    for (const payload of payloads) {
      await page.goto(stage.page());
      await fill(page, { author: payload, email: 'nonsense', comment: payload });
      await page.click('#submit');
      await arrived(page, '#comment-errors');
      await settled(page);
      assert.equal(await page.inputValue('#comment'), payload);
      quiet(page);
    }
  });
}

test('a complete visit violates no strict Content-Security-Policy', async (t) => {
  const [stage] = stages;
  const path = stage.page();
  const id = await stage.site.comment({ page: path });
  for (const address of [path, `${stage.site.mount}/page${path}`, stage.scriptPage()]) {
    const page = await stage.visit(t, address);
    await page.waitForSelector('#respond');
    await page.click('#submit');
    await page.waitForSelector('#comment-errors');
    if (await page.locator(`#comment-${id}`).count()) await page.click(`#div-comment-${id} .comment-reply-link`);
    await fill(page, { comment: `Within the rules at ${address}` });
    await page.click('#submit');
    await page.locator('.comment-content', { hasText: 'Within the rules' }).first().waitFor();
    quiet(page);
  }
});
