// How the benches measure: a run of wrk, several programs in turn, and rows of a table.
//
// Absolute figures depend on the machine. Therefore the rows of a group are measured in turn in every
// round, and a ratio is the median of the rounds' ratios.

import path from 'node:path';

import { run } from '../lib/site.mjs';

/** ROUNDS and SECONDS set the number of rounds and the seconds of one measurement. */
export const scale = {
  rounds: Number(process.env.ROUNDS ?? 7),
  seconds: Number(process.env.SECONDS ?? 1),
  connections: 16,
};

/** The standard output of a command that must succeed. */
export async function output(command, ...args) {
  const done = await run(command, args.map(String), { timeout: 120_000 });
  if (done.code === 0) return done.stdout;
  throw new Error(`${path.basename(command)} ${args.join(' ')}: ${done.output}`);
}

/**
 * Requests per second and the latency's percentiles in milliseconds, on kept connections from one
 * thread. A wrong response is an error, unless the caller counts them: `anyStatus`.
 */
export async function wrk(url, { headers = [], script, args = [], width = scale.connections, seconds = scale.seconds, anyStatus } = {}) {
  const options = ['-t1', `-c${width}`, `-d${seconds}s`, '--timeout', '10s', '--latency'];
  if (script) options.push('-s', script);
  const out = await output('wrk', ...options, ...headers.flatMap((h) => ['-H', h]), url, '--', ...args);
  const wrong = (anyStatus ? /^.*Socket errors.*$/m : /^.*(?:Non-2xx or 3xx|Socket errors).*$/m).exec(out);
  if (wrong) throw new Error(`${url}: ${wrong[0].trim()}`);
  const percentile = (name) => {
    const [, number, unit] = new RegExp(`${name}%\\s+([\\d.]+)(us|ms|s)`).exec(out);
    return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
  return { rate, p50: percentile(50), p99: percentile(99), out };
}

/** Undefined for no values. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The items in the order of a round: another one begins each time, and every second round runs backwards. */
export function orderOf(items, round) {
  const first = (round >> 1) % Math.max(items.length, 1);
  const turned = [...items.slice(first), ...items.slice(0, first)];
  return round % 2 ? turned.reverse() : turned;
}

const reasonOf = (error) => error.message.split('\n')[0];

/** The parts of a measurement that are kept. Requests per second, milliseconds, bytes of a response's body. */
const keys = ['rate', 'p50', 'p99', 'bytes', 'value'];
const significant = (n) => Number(n.toPrecision(5));

/**
 * Measures the rows of one group in turn. A row is
 *
 *   { id, what, take, probe, unless, once, unit, atMost, compare }
 *
 * `take` measures once; `probe` checks the response before and returns its `bytes`; `unless` is a reason
 * not to measure; a row with `once` is measured once, after the rounds. `compare` is a list of { key, of, ofKey, atLeast, atMost }: the row's `key` (else `rate`)
 * divided by the `ofKey` (else the same) of the row `of`, with a target or without. A row with `atMost` is a
 * `value` in `unit` with its own target. A row that fails is not measured, and the result says why.
 */
export async function measureGroup(rows, rounds = scale.rounds) {
  const taken = new Map();
  const reasons = new Map();
  const attempt = async (row, work) => {
    if (reasons.has(row.id)) return;
    try {
      await work();
    } catch (error) {
      reasons.set(row.id, reasonOf(error));
    }
  };
  for (const row of rows) {
    taken.set(row.id, []);
    await attempt(row, async () => {
      if (row.unless) throw new Error(row.unless);
      row.probed = (await row.probe?.()) ?? {};
    });
  }
  for (let round = 0; round < rounds; round += 1)
    for (const row of orderOf(rows, round))
      await attempt(row, async () => {
        if (!row.once) taken.get(row.id).push({ ...row.probed, ...(await row.take()) });
      });
  for (const row of rows.filter(({ once }) => once))
    await attempt(row, async () => taken.get(row.id).push(await row.take()));
  return rows.map((row) => resultOf(row, { taken, reasons, rows }));
}

function resultOf(row, { taken, reasons, rows }) {
  const result = { id: row.id, what: row.what };
  if (row.unit) Object.assign(result, { unit: row.unit, atMost: row.atMost });
  if (reasons.has(row.id)) result.notMeasured = reasons.get(row.id);
  else
    for (const key of keys) {
      const values = taken.get(row.id).map((one) => one[key]);
      if (values.every(Number.isFinite)) result[key] = significant(median(values));
    }
  if (row.atMost !== undefined && !result.notMeasured) result.met = result.value <= row.atMost;
  const named = (id) => rows.find((other) => other.id === id)?.what ?? id;
  const ratios = (row.compare ?? []).map((one) => {
    const { key = 'rate', of, ofKey = key, atLeast, atMost } = one;
    const ratio = { key, of, reference: of === row.id ? `its ${ofKey}` : named(of), atLeast, atMost };
    const missing = reasons.get(row.id) ?? reasons.get(of);
    if (missing) return { ...ratio, notMeasured: missing };
    const reference = taken.get(of);
    const values = taken.get(row.id).map((mine, round) => mine[key] / reference[round][ofKey]);
    const middle = median(values);
    const met = atLeast !== undefined ? middle >= atLeast : atMost !== undefined ? middle <= atMost : undefined;
    return {
      ...ratio,
      median: significant(middle),
      low: significant(Math.min(...values)),
      high: significant(Math.max(...values)),
      met,
    };
  });
  return ratios.length ? { ...result, ratios } : result;
}
