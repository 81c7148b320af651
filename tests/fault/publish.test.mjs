// kill -9 of workers that publish threads: a file is absent or current, and comes back.
//
// LONG=1 kills 2,000 times instead of 60.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { missingIn, publishingSite } from '../lib/publishing.mjs';
import { killWorker } from '../lib/traffic.mjs';
import { pause, until } from '../lib/wait.mjs';

const goal = process.env.LONG ? 2_000 : 60;
const pages = ['/hello/', '/a/', '/old/'];

test(`${goal} killed workers leave no outdated file`, { timeout: process.env.LONG ? 3_600_000 : 120_000 }, async (t) => {
  const site = await publishingSite(t, { workers: 6, config: { comments: { per_page: 1000 } } });
  // Of each page: what was acknowledged as published, and as hidden.
  const shown = new Map(pages.map((page) => [page, new Set()]));
  const hidden = new Map(pages.map((page) => [page, new Set()]));
  let done = false;
  let looks = 0;

  const check = (page, text, seen, unseen) => {
    assert.deepEqual(missingIn(text, seen), [], page);
    assert.deepEqual([...unseen].filter((id) => text.includes(`id="comment-${id}"`)), [], page);
  };
  const reader = (async () => {
    while (!done) {
      for (const page of pages) {
        const seen = new Set(shown.get(page));
        const unseen = new Set(hidden.get(page));
        for (const text of [site.read(page), site.readCompressed(page)]) {
          if (text === null) continue;
          looks++;
          check(page, text, seen, unseen);
        }
      }
      await new Promise(setImmediate);
    }
  })().finally(() => {
    done = true;
  });
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    for (let i = 0; !done; i++) {
      const page = pages[i % pages.length];
      const answer = await site
        .postJson({ page, comment: `Thought ${i} of ${writer}`, author: `Ada ${writer}`, email: `a${writer}@example.org` })
        .catch(() => null);
      if (answer?.status !== 201) continue;
      const { id } = answer.json();
      shown.get(page).add(id);
      if (i % 5) continue;
      // While the command runs, nobody may expect either.
      shown.get(page).delete(id);
      const command = await site.cli(['comment', 'trash', String(id)]);
      if (command.code === 0) hidden.get(page).add(id);
    }
  });
  for (let kills = 0; kills < goal && !done; kills++) {
    await killWorker(site, Math.random);
    await pause(Math.random() * 60); // chance decides what the next one is doing
  }
  done = true;
  await Promise.all([reader, ...writers]);
  assert.ok(looks > goal, `there were files meanwhile: ${looks}`);
  for (const page of pages) {
    await until(() => site.read(page) !== null, { within: 20_000, what: `a file of ${page}` });
    await site.isCurrent(page);
    check(page, site.read(page), shown.get(page), hidden.get(page));
  }
});
