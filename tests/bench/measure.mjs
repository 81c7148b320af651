// How `make bench` measures and shows: a run of wrk, two programs in turn, and one table.

import path from 'node:path';

import { run } from '../lib/site.mjs';

const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 3);
const connections = 16;
export const scale = { rounds, seconds, connections };

/** The standard output of a command that must succeed. */
export async function output(command, ...args) {
  const done = await run(command, args.map(String), { timeout: 60_000 });
  if (done.code === 0) return done.stdout;
  throw new Error(`${path.basename(command)} ${args.join(' ')}: ${done.output}`);
}

/**
 * Requests a second and the latency's percentiles in milliseconds, on kept connections from one
 * thread. A wrong response is an error.
 */
export async function wrk(url, { headers = [], script, width = connections } = {}) {
  const options = ['-t1', `-c${width}`, `-d${seconds}s`, '--timeout', '10s', '--latency'];
  if (script) options.push('-s', script);
  const out = await output('wrk', ...options, ...headers.flatMap((h) => ['-H', h]), url);
  const wrong = /^.*(?:Non-2xx or 3xx|Socket errors).*$/m.exec(out);
  if (wrong) throw new Error(`${url}: ${wrong[0].trim()}`);
  const percentile = (name) => {
    const [, number, unit] = new RegExp(`${name}%\\s+([\\d.]+)(us|ms|s)`).exec(out);
    return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
  return { rate, p50: percentile(50), p99: percentile(99), out };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Alternating rounds of both, in addition to those of `earlier`, the answer of a former call. Returns both
 * medians and the ratios of the rounds.
 */
export async function inTurn(ours, theirs, earlier) {
  const results = earlier?.results ?? { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    const both = [['ours', ours], ['theirs', theirs]];
    for (const [side, take] of round % 2 ? both : both.reverse()) results[side].push(await take());
  }
  const of = (key) => ({
    ours: median(results.ours.map((r) => r[key])),
    theirs: median(results.theirs.map((r) => r[key])),
    ratios: results.ours.map((r, i) => r[key] / results.theirs[i][key]),
  });
  return Object.assign(of, { results });
}

export const perSecond = (n) => `${Math.round(n).toLocaleString('en')}/s`;
export const milliseconds = (n) => `${n.toFixed(2)} ms`;

export class Table {
  #rows = [['what', 'Afterword', 'against', 'ratio', 'rounds', 'target', '']];

  /** A row without a ratio; `met` is left out where there is no target. */
  add(what, { ours = '', theirs = '', target = '', met } = {}) {
    const verdict = met === undefined ? '' : met ? 'ok' : 'MISSED';
    this.#rows.push([what, ours, theirs, '', '', target, verdict]);
  }

  /** A ratio whose target is at least (`>=`) or at most (`<=`) a multiple of the reference. */
  compare(what, shown, { ours, theirs, ratios }, sign, target, against) {
    const ratio = median(ratios);
    const met = sign === '>=' ? ratio >= target : ratio <= target;
    const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    this.add(what, {
      ours: shown(ours),
      theirs: shown(theirs),
      target: `${sign} ${target.toFixed(2)} of ${against}`,
      met,
    });
    this.#rows.at(-1).splice(3, 2, ratio.toFixed(2), spread);
  }

  print() {
    const widths = this.#rows[0].map((_, i) => Math.max(...this.#rows.map((row) => row[i].length)));
    for (const row of this.#rows)
      console.log(row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd());
    const missed = this.#rows.filter((row) => row.at(-1) === 'MISSED').length;
    console.log(missed ? `${missed} MISSED` : 'every target is met');
  }
}
