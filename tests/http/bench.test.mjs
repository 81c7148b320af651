// The programs that `make bench` compares with write the same tables as this version.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

import { program, root, siteFor } from '../lib/site.mjs';

const build = path.relative(root, path.dirname(program));

function run(command, ...args) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  assert.equal(done.status, 0, `${command} ${args.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

test('plain inserts into a database of this version, for posts and for imports', async (t) => {
  const programs = ['bare_sqlite', 'bare_rows'].map((name) => `${build}/bench/${name}`);
  run('make', `BUILD=${build}`, ...programs);
  const site = await siteFor(t, { nginx: false, serve: false });
  await site.importComments([{ id: 1, page: '/hello/', author: 'Ada', text: 'A kettle' }]);
  const other = await siteFor(t, { nginx: false, serve: false });
  await other.importComments([]);
  assert.ok(Number(run(programs[1], site.database, other.database)) > 0);
  assert.equal(other.sql('SELECT text FROM comment'), 'A kettle');
  assert.ok(Number(run(programs[0], site.database, '0.05')) > 0);
  assert.ok(Number(site.sql("SELECT count(*) FROM comment WHERE author = 'Bench'")) > 0);
});
