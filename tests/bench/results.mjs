// What a bench writes: a JSON file with the machine, the day and the rows, and the same as a table of
// text; and the comparison of two such files.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';

import { root } from '../lib/site.mjs';
import { scale } from './measure.mjs';

const tmpfs = 0x01021994;

function firstLine(command, ...args) {
  try {
    return execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')[0].trim();
  } catch {
    return '';
  }
}

function system() {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(fs.readFileSync('/etc/os-release', 'utf8'))[1];
  } catch {
    return os.type();
  }
}

/** The head of a result: where, when and what was measured. */
export function headOf(program) {
  const processors = os.cpus();
  return {
    day: new Date().toISOString().slice(0, 10),
    machine: {
      processors: processors.length,
      processor: processors[0]?.model.trim() || os.arch(),
      memory: `${Math.round(os.totalmem() / 2 ** 30)} GB`,
      system: `${system()}, Linux ${/^\d+\.\d+/.exec(os.release())?.[0] ?? os.release()}`,
      load: Number(os.loadavg()[0].toFixed(1)),
      temporaryFolder: fs.statfsSync(os.tmpdir()).type === tmpfs ? 'in memory: syncs cost nothing' : 'on disk',
    },
    program: firstLine(program, '--version'),
    commit: firstLine('git', 'describe', '--always', '--dirty', '--abbrev=12'),
    ...scale,
  };
}

// --- as text -------------------------------------------------------------------------------------

export const perSecond = (n) => (n >= 100 ? Math.round(n).toLocaleString('en') : n.toFixed(1));
export const milliseconds = (n) => n.toFixed(n < 10 ? 2 : n < 100 ? 1 : 0);
export const byteCount = (n) => Math.round(n).toLocaleString('en');
export const ratioText = (n) => n.toFixed(n < 10 ? 2 : n < 100 ? 1 : 0);

/** The target of a ratio or of a value, such as "≥ 0.93"; empty without one. */
export function targetText({ atLeast, atMost, unit }) {
  const number = (n) => (unit ? `${n} ${unit}` : Number.isInteger(n) ? String(n) : n.toFixed(2));
  if (atLeast !== undefined) return `≥ ${number(atLeast)}`;
  return atMost !== undefined ? `≤ ${number(atMost)}` : '';
}

/** "met", "missed", "not measured", or empty without a target. */
export function verdictOf({ atLeast, atMost, met, notMeasured }) {
  if (atLeast === undefined && atMost === undefined) return '';
  return notMeasured ? 'not measured' : met ? 'met' : 'missed';
}

const keyNames = { rate: '', p50: 'median of ', p99: '99th percentile of ', bytes: 'bytes of ' };

/** What a ratio is a ratio to, such as "bytes of the dynamic thread" or "its p50". */
export function referenceText({ key, reference, of }, row) {
  if (of === row.id) return `${key} to ${reference}`;
  return `${keyNames[key] ?? ''}${reference}`;
}

/** A row's figures, each as text: requests per second, median, 99th percentile, bytes. */
export function figuresOf(row) {
  if (row.notMeasured) return ['not measured', '', '', ''];
  if (row.unit) return [`${row.value} ${row.unit}`, '', '', ''];
  return [
    row.rate === undefined ? '' : `${perSecond(row.rate)}`,
    row.p50 === undefined ? '' : milliseconds(row.p50),
    row.p99 === undefined ? '' : milliseconds(row.p99),
    row.bytes === undefined ? '' : byteCount(row.bytes),
  ];
}

/** The lines of a row's ratios, each [ratio, spread, reference, target, verdict]; one without any ratio. */
export function ratioLines(row) {
  const own = row.unit ? [['', '', '', targetText(row), verdictOf(row)]] : [];
  const ratios = (row.ratios ?? []).map((ratio) => [
    ratio.notMeasured ? '' : ratioText(ratio.median),
    ratio.notMeasured ? '' : `${ratioText(ratio.low)} to ${ratioText(ratio.high)}`,
    referenceText(ratio, row),
    targetText(ratio),
    verdictOf(ratio),
  ]);
  return own.length + ratios.length ? [...own, ...ratios] : [['', '', '', '', '']];
}

export function missedOf(groups) {
  const targets = groups.flatMap(({ rows }) => rows.flatMap((row) => [row, ...(row.ratios ?? [])]));
  return targets.filter((one) => ['missed', 'not measured'].includes(verdictOf(one))).length;
}

export function printTable(groups) {
  const head = ['', '1/s', 'p50 ms', 'p99 ms', 'bytes', 'ratio', 'rounds', 'to', 'target', ''];
  for (const { title, rows } of groups) {
    const lines = [[title, ...head.slice(1)]];
    for (const row of rows) {
      ratioLines(row).forEach((ratio, i) =>
        lines.push([...(i ? ['', '', '', '', ''] : [`  ${row.what}`, ...figuresOf(row)]), ...ratio]),
      );
      if (row.notMeasured) lines.push([`    ${row.notMeasured}`, ...head.slice(1).map(() => '')]);
    }
    const widths = head.map((_, i) => Math.max(...lines.map((line) => (i === 0 && line[1] === '' && line[8] === '' ? 0 : line[i].length))));
    for (const line of lines) console.log(line.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd());
    console.log('');
  }
  const missed = missedOf(groups);
  console.log(missed ? `${missed} targets missed or not measured` : 'every target is met');
}

// --- files ---------------------------------------------------------------------------------------

export function writeResults(file, results) {
  fs.writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
  console.log(`written to ${file}`);
}

/** The runs in a file: of one bench, or of all in docs/performance.json. */
function runsIn(file) {
  const read = JSON.parse(fs.readFileSync(file, 'utf8'));
  return read.groups ? [read] : Object.values(read).filter((run) => run.groups);
}

function ratiosIn(groups) {
  const all = new Map();
  for (const { rows } of groups)
    for (const row of rows) {
      if (row.value !== undefined) all.set(row.id, { what: row.what, median: row.value, low: row.value, high: row.value });
      for (const ratio of row.ratios ?? [])
        if (!ratio.notMeasured)
          all.set(`${row.id} ${ratio.key} ${ratio.of}`, { what: `${row.what} to ${referenceText(ratio, row)}`, ...ratio });
    }
  return all;
}

/**
 * Lines that say how each ratio of `groups` differs from an earlier run. A change is marked if each median
 * is outside of the other run's rounds.
 */
export function comparison(groups, earlier) {
  const before = ratiosIn(earlier);
  const now = ratiosIn(groups);
  const lines = [['ratio', 'before', 'now', 'change', '']];
  for (const [id, { what, median, low, high }] of now) {
    const old = before.get(id);
    if (!old) {
      lines.push([what, '', ratioText(median), '', 'new']);
      continue;
    }
    const change = median === old.median ? 0 : 100 * (median / old.median - 1);
    // What was measured once has no spread.
    const spread = low < high || old.low < old.high;
    const beyond = spread && (median < old.low || median > old.high) && (old.median < low || old.median > high);
    lines.push([what, ratioText(old.median), ratioText(median), `${change >= 0 ? '+' : ''}${change.toFixed(1)} %`, beyond ? 'beyond the spread' : '']);
  }
  for (const [id, { what, median }] of before) if (!now.has(id)) lines.push([what, ratioText(median), '', '', 'gone']);
  return lines;
}

/** Prints how the ratios differ from those of a file of an earlier run. */
export function printComparison(groups, file) {
  const runs = runsIn(file);
  const lines = comparison(groups, runs.flatMap((run) => run.groups));
  // Ratios of the other bench are not of this run.
  const shown = lines.filter((line) => line[4] !== 'gone' || runs.length === 1);
  const widths = lines[0].map((_, i) => Math.max(...shown.map((line) => line[i].length)));
  console.log(`\ncompared with ${file}, of ${runs.map((run) => `${run.day} (${run.commit})`).join(', ')}`);
  for (const line of shown) console.log(line.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd());
}
