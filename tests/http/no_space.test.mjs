// Import, backup and restore on a full disk: a message, no partial result, and the same command works
// when there is space.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isRoot, siteFor } from '../lib/site.mjs';
import { writeLargeWxr } from '../lib/wxr.mjs';

/** A site whose database is on a file system of `size`; null if none can be mounted. */
async function smallSite(t, size) {
  let mounted = false;
  const site = await siteFor(t, {
    serve: false,
    nginx: false,
    prepare: (s) => {
      const data = path.dirname(s.database);
      const kept = fs.readFileSync(s.database);
      const options = `size=${size},mode=0700`;
      mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', data]).status === 0;
      if (mounted) fs.writeFileSync(s.database, kept, { mode: 0o600 });
    },
    cleanUp: (s) => {
      if (mounted) spawnSync('umount', [path.dirname(s.database)]);
    },
  });
  return mounted ? site : null;
}

const skip = !isRoot && 'needs root to mount a small file system';

test('an import that runs out of space keeps what it reported, and continues when there is space', { skip }, async (t) => {
  const site = await smallSite(t, '8m');
  if (!site) return t.skip('a small file system cannot be mounted here');
  const file = path.join(site.dir, 'large.xml');
  writeLargeWxr(file, 20_000);
  const result = await site.cli(['import', 'wordpress', file]);
  assert.equal(result.code, 1);
  assert.match(result.stderr, /The import stopped\. Comments stored so far remain/);
  assert.match(result.stderr, /disk is full|no space/i);
  assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
  const kept = Number(site.sql('SELECT count(*) FROM comment'));
  assert.ok(kept > 0 && kept < 20_000, `${kept} are there`);
  assert.equal(site.sql('SELECT sum(comments) FROM comment_count'), String(kept));

  spawnSync('mount', ['-o', 'remount,size=64m', path.dirname(site.database)]);
  const again = await site.cliOk('import', 'wordpress', file);
  assert.match(again, new RegExp(`^ +${kept} already there$`, 'm'));
  assert.equal(site.sql('SELECT count(*) FROM comment'), '20000');
});

test('a backup, an export and a restore without space change nothing and leave nothing', { skip }, async (t) => {
  const site = await smallSite(t, '4m');
  if (!site) return t.skip('a small file system cannot be mounted here');
  await site.importComments(Array.from({ length: 2000 }, (_, i) => ({ id: i + 1, text: `${i} ${'x'.repeat(400)}` })));
  const folder = path.dirname(site.database);
  const outside = path.join(site.dir, 'backup.db');
  await site.cliOk('backup', outside);
  const before = site.sql('SELECT count(*), max(id) FROM comment');
  const names = () => fs.readdirSync(folder).filter((name) => !name.endsWith('-journal')).sort();
  const there = names();
  const { bavail, bsize } = fs.statfsSync(folder);
  fs.writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(bavail * bsize - (200 << 10)));
  for (const args of [
    ['backup', path.join(folder, 'copy.db')],
    ['export', 'json', path.join(folder, 'all.json')],
    ['export', 'wordpress', path.join(folder, 'all.xml')],
    ['restore', outside, '--force'],
  ]) {
    const result = await site.cli(args);
    assert.equal(result.code, 1, `${args.join(' ')}: ${result.output}`);
    assert.match(result.stderr, /No space left|disk is full/i, args.join(' '));
    assert.deepEqual(names(), [...there, 'ballast'].sort(), args.join(' '));
  }
  assert.equal(site.sql('SELECT count(*), max(id) FROM comment'), before);
  assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
});
