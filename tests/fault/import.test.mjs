// An import that is killed at any moment and run again has the same result as one uninterrupted run.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { largeSources } from '../lib/large_sources.mjs';
import { makeSite, siteFor, start } from '../lib/site.mjs';
import { inTime, pause } from '../lib/wait.mjs';

const kills = Number(process.env.KILLS ?? 25);
const comments = 12_000;

/** Every row that an import writes, without the times of the import. */
const statement = `
  SELECT id, (SELECT page FROM thread WHERE id = thread_id), parent_id, top_level_id, status, author,
    email, text, created_at, version FROM comment ORDER BY id;
  SELECT page, title, closed, version FROM thread ORDER BY page;
  SELECT * FROM wordpress_post ORDER BY post_id;
  SELECT * FROM comment_alias ORDER BY 1, 2;
  SELECT * FROM comment_count ORDER BY name;
  SELECT count(*) FROM comment_search WHERE comment_search MATCH 'kettle'`;
const rows = (site) =>
  execFileSync('sqlite3', ['-readonly', site.database, statement], { maxBuffer: 1 << 28 }).toString();

const remark42 = largeSources.find(({ format }) => format === 'remark42');
const sources = [largeSources.find(({ format }) => format === 'wordpress'), remark42];

for (const { format, write } of sources) {
  test(`an import of ${format} killed ${kills} times has the same result as one uninterrupted run`, async (t) => {
    const clean = await makeSite({ serve: false, nginx: false });
    const file = path.join(clean.dir, 'export');
    write(file, comments);
    const begun = Date.now();
    await clean.cliOk('import', format, file);
    const whole = Date.now() - begun;
    const expected = rows(clean);
    assert.equal(clean.sql('SELECT count(*) FROM comment'), String(comments));

    let killed = 0;
    while (killed < kills) {
      const site = await siteFor(t, { serve: false, nginx: false });
      // Several interruptions of one import, then its completion.
      for (let stop = 0; stop < 5 && killed < kills; ++stop) {
        const child = start(site.program, ['import', format, file], { env: site.environment });
        await pause(Math.random() * whole);
        child.kill('SIGKILL');
        const ended = await inTime(child.ended, 10_000, 'the end of the importer');
        killed += 1;
        assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
        if (ended.signal !== 'SIGKILL') break;
      }
      await site.cliOk('import', format, file);
      assert.ok(rows(site) === expected, 'the rows of one clean run');
      await site.stop();
    }
    t.diagnostic(`${killed} kills of an import of ${comments} comments that takes ${whole} ms`);
    await clean.stop();
  });
}

test('two imports of one file at the same time import each comment once', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const file = path.join(site.dir, 'backup.json');
  remark42.write(file, 6_000);
  const both = await Promise.all([1, 2].map(() => site.cli(['import', 'remark42', file])));
  assert.ok(both.some(({ code }) => code === 0), both.map(({ output }) => output).join('\n'));
  assert.equal(site.sql('SELECT count(*) FROM comment'), '6000');
  assert.match(await site.cliOk('import', 'remark42', file), /^ +6000 already there$/m);
  assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
});
