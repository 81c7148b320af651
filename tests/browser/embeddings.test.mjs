// Accessibility and validity of every way to embed comments: light, dark and narrow.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Stage, axeFindings, quiet, validatorFindings } from '../lib/browser.mjs';
import { startVarnish } from '../lib/varnish.mjs';

let stage;
let varnish;
const made = {}; // the addresses of the pages below

before(async () => {
  stage = await Stage.make();
  varnish = await startVarnish(stage.site);
  made.include = stage.page('Included');
  made.script = stage.scriptPage('Fetched');
  const { mount } = stage.site;
  made.frame = stage.pageWith(
    'Framed',
    `<iframe class="afterword-frame" title="Comments" height="600" src="${mount}/page/old/?title=Framed"></iframe>`,
  );
  made.document = `${mount}/page/old/?title=Framed`;
  made.edge =
    varnish.url + stage.pageWith('At the edge', `<esi:include src="${mount}/thread/a/?title=At%20the%20edge"/>`);
  made.latest = stage.pageWith(
    'Newest',
    `<section aria-label="Newest comments"><!--# include virtual="${mount}/latest?limit=5" --></section>`,
  );
  made.counts = stage.pageWith(
    'Articles',
    ['/old/', '/a/', '/empty/'].map((page) => `<p><a href="${page}#comments" data-comment-count>Comments</a></p>`).join('\n'),
  );
  for (const page of [made.include, made.script, '/old/', '/a/']) {
    const first = await stage.site.comment({ page, author: 'Ada', url: 'https://ada.example/' });
    await stage.site.comment({ page, comment_parent: first, author: 'شخص ما', comment: 'تعليق' });
  }
});
after(() => stage?.stop());

/** By name: opens the page for a visitor and waits until it is complete. */
const embeddings = {
  include: async (page) => {
    await page.goto(made.include);
    await page.waitForSelector('#comments li');
  },
  script: async (page) => {
    await page.goto(`${made.script}#comments`);
    await page.waitForSelector('#comments li');
  },
  frame: async (page) => {
    await page.goto(made.frame);
    await page.frameLocator('iframe').locator('#comments li').first().waitFor();
  },
  document: async (page) => {
    await page.goto(made.document);
    await page.waitForSelector('#comments li');
  },
  edge: async (page) => {
    await page.goto(made.edge);
    await page.waitForSelector('#comments li');
  },
  latest: async (page) => {
    await page.goto(made.latest);
    await page.waitForSelector('.latest-comments li');
  },
  counts: async (page) => {
    await page.goto(made.counts);
    await page.locator('a', { hasText: '2 comments' }).first().waitFor();
  },
};

for (const [name, open] of Object.entries(embeddings)) {
  for (const theme of ['light', 'dark']) {
    for (const width of [1000, 320]) {
      test(`axe reports nothing and nothing is wider than the window: ${name}, ${theme}, ${width} px`, async (t) => {
        const page = await stage.visitor({ theme, width });
        t.after(() => page.context().close());
        await open(page);
        // Wait for colour transitions to end.
        for (const frame of page.frames())
          await frame.waitForFunction(() => document.getAnimations().length === 0);
        assert.deepEqual(await axeFindings(page), []);
        for (const frame of page.frames()) {
          const wide = await frame.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${wide} px too wide: ${frame.url()}`);
        }
        quiet(page);
      });
    }
  }
}

test('the W3C checker reports no error in any embedding, before and after the script ran', async (t) => {
  const folder = path.join(stage.site.dir, 'embeddings');
  fs.mkdirSync(folder);
  const save = (name, text) => fs.writeFileSync(path.join(folder, `${name}.html`), text);
  const page = await stage.visitor();
  t.after(() => page.context().close());
  for (const [name, open] of Object.entries(embeddings)) {
    const sent = name === 'edge' ? varnish.get(new URL(made.edge).pathname) : stage.site.get(made[name]);
    save(`${name}-sent`, (await sent).text);
    await open(page);
    save(`${name}-shown`, await page.content());
  }
  assert.equal(fs.readdirSync(folder).length, 2 * Object.keys(embeddings).length);
  assert.deepEqual(await validatorFindings(folder), []);
});
