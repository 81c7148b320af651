// The benches: they measure, compare and write what they should, and the programs that `make bench`
// compares with write the same tables as this version.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { documentOf, plots } from '../bench/document.mjs';
import { measureGroup } from '../bench/measure.mjs';
import { drawings } from '../bench/plots.mjs';
import { comparison, missedOf } from '../bench/results.mjs';
import { program, root, run as runProgram, siteFor } from '../lib/site.mjs';

const build = path.relative(root, path.dirname(program));
const programs = ['bare_fastcgi', 'bare_rows', 'bare_sqlite', 'hand_fastcgi', 'hello_cgi'];
const builtProgram = (name) => `${build}/bench/${name}`;

function run(command, ...args) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  assert.equal(done.status, 0, `${command} ${args.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

test('plain inserts into a database of this version, for posts and for imports', async (t) => {
  run('make', `BUILD=${build}`, builtProgram('bare_sqlite'), builtProgram('bare_rows'));
  const site = await siteFor(t, { nginx: false, serve: false });
  await site.importComments([{ id: 1, page: '/hello/', author: 'Ada', text: 'A kettle' }]);
  const other = await siteFor(t, { nginx: false, serve: false });
  await other.list();
  assert.ok(Number(run(builtProgram('bare_rows'), site.database, other.database)) > 0);
  assert.equal(other.sql('SELECT text FROM comment'), 'A kettle');
  assert.ok(Number(run(builtProgram('bare_sqlite'), site.database, '0.05')) > 0);
  assert.ok(Number(site.sql("SELECT count(*) FROM comment WHERE author = 'Bench'")) > 0);
  assert.ok(Number(run(builtProgram('bare_sqlite'), other.database, '0.05', 'wal')) > 0);
  assert.equal(other.sql('PRAGMA journal_mode'), 'wal');
});

/** A row whose rounds give these rates. */
const row = (id, rates, more = {}) => {
  const left = [...rates];
  return { id, what: id, take: () => ({ rate: left.shift() }), ...more };
};

test('a ratio is the median of the rounds’ ratios, and has a verdict', async () => {
  const [reference, ours] = await measureGroup(
    [row('reference', [100, 200, 400]), row('ours', [90, 200, 300], { compare: [{ of: 'reference', atLeast: 0.95 }] })],
    3,
  );
  assert.equal(reference.rate, 200);
  const [{ median, low, high, met }] = ours.ratios;
  assert.deepEqual([median, low, high, met], [0.9, 0.75, 1, false]);
  assert.equal(missedOf([{ rows: [reference, ours] }]), 1);
});

test('a row that cannot be measured says why, and so do the ratios to it', async () => {
  const failing = { id: 'reference', what: 'reference', take: () => Promise.reject(new Error('no server\nat line 1')) };
  const rows = await measureGroup(
    [failing, row('ours', [1], { compare: [{ of: 'reference' }] }), row('other', [1], { unless: 'not built' })],
    1,
  );
  assert.deepEqual(rows.map((one) => one.notMeasured), ['no server', undefined, 'not built']);
  assert.equal(rows[1].ratios[0].notMeasured, 'no server');
});

test('a comparison marks a change that is beyond the spread of both runs', () => {
  const groups = (median, low, high) => [
    { title: 'reading', rows: [{ id: 'ours', what: 'ours', ratios: [{ key: 'rate', of: 'r', reference: 'r', median, low, high }] }] },
  ];
  const change = (before, now) => comparison(groups(...now), groups(...before))[1].slice(3);
  assert.deepEqual(change([1, 0.9, 1.1], [1.05, 1, 1.2]), ['+5.0 %', '']);
  assert.deepEqual(change([1, 0.9, 1.1], [0.8, 0.7, 0.9]), ['-20.0 %', 'beyond the spread']);
  assert.deepEqual(change([1, 1, 1], [0.8, 0.8, 0.8]), ['-20.0 %', ''], 'one round has no spread');
});

test('a short bench measures this program, writes its results and compares them', async (t) => {
  run('make', `BUILD=${build}`, ...programs.map(builtProgram));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aw-bench-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'bench.json');
  const before = path.join(folder, 'before.json');
  const ratio = { key: 'rate', of: 'bare304', reference: 'bare', median: 2, low: 2, high: 2 };
  const earlier = [{ title: 'response 304', rows: [{ id: 'dynamic304', what: '304', ratios: [ratio] }] }];
  fs.writeFileSync(before, JSON.stringify({ day: '2026-11-01', commit: 'abc', groups: earlier }));
  const env = { ...process.env, ROUNDS: '1', SECONDS: '1', COMMENTS: '60', ONLY: '304' };
  const args = ['tests/bench/bench.mjs', build, '--out', file, '--compare', before];
  const done = await runProgram('node', args, { cwd: root, env, timeout: 60_000 });
  assert.equal(done.code, 0, done.output);
  assert.match(done.stdout, /compared with .*, of 2026-11-01 \(abc\)/);
  assert.match(done.stdout, /unchanged thread of 16 to bare libfcgi program +2\.00 .* %/);
  const { day, machine, commit, groups } = JSON.parse(fs.readFileSync(file, 'utf8'));
  assert.match(day, /^\d{4}-\d\d-\d\d$/);
  assert.ok(machine.processors > 0 && machine.system && commit !== undefined);
  assert.deepEqual(groups.map(({ title }) => title), ['response 304']);
  const ours = groups[0].rows.find(({ id }) => id === 'dynamic304');
  for (const key of ['rate', 'p50', 'p99']) assert.ok(ours[key] > 0, `${key}: ${JSON.stringify(ours)}`);
  assert.deepEqual(ours.ratios.map(({ of }) => of), ['hand304', 'bare304']);
});

test('docs/performance.md and its plots are what `make performance` makes of docs/performance.json', () => {
  const docs = (name) => fs.readFileSync(path.join(root, 'docs', name), 'utf8');
  const results = JSON.parse(docs('performance.json'));
  assert.equal(docs('performance.md'), documentOf(results));
  for (const [name, plot] of Object.entries(plots)) assert.equal(docs(plot.file), drawings[name](results, plot), plot.file);
});

test('docs/performance.md says what is missed, with the note on it', () => {
  const ratio = { key: 'rate', of: 'r', reference: 'reference', median: 0.9, low: 0.8, high: 1, atLeast: 0.95, met: false };
  const run = {
    day: '2026-11-01', machine: {}, versions: [], groups: [{ title: 'reading', rows: [{ id: 'ours', what: 'ours', rate: 9, ratios: [ratio] }] }],
  };
  const results = { bench: run, peers: { ...run, groups: [] } };
  const note = { 'ours rate r': 'One copy less was tried.' };
  assert.match(documentOf({ ...results, notes: note }), /ours: 0\.90 to reference; the target is ≥ 0\.95\. One copy less was tried\./);
  assert.throws(() => documentOf({ ...results, notes: { 'ours rate other': '' } }), /there are: ours rate r/);
});
