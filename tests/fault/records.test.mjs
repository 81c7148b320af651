// Mutated FastCGI requests on the socket: no memory error, the workers come back, and others are served.
//
// LONG=1 sends 100,000 instead of 600. SEED= repeats the order of a run.

import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';

import { requestBytes } from '../lib/fastcgi.mjs';
import { siteFor } from '../lib/site.mjs';
import { pool, slowness, until } from '../lib/wait.mjs';

const count = process.env.LONG ? 100_000 : 600;
const seed = Number(process.env.SEED ?? Date.now() % 1e9);

/** Reproducible random whole numbers below a limit (mulberry32). */
function chance(state) {
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return Math.floor((((x ^ (x >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
}

/** Changes, removes, repeats and moves bytes; every second time in the headers of records. */
function mutated(original, below) {
  let bytes = Buffer.from(original);
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(2) ? below(bytes.length) : Math.min(below(24), bytes.length);
    const some = bytes.subarray(at, at + 1 + below(40));
    const kind = below(6);
    if (kind < 2 && at < bytes.length) bytes[at] = below(2) ? below(256) : [0, 1, 127, 128, 255][below(5)];
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + some.length)]);
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), some, some, bytes.subarray(at)]);
    else if (kind === 4) bytes = bytes.subarray(0, at);
    else bytes = Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)]);
  }
  return bytes;
}

/** Sends bytes and waits until the connection is closed, at most for a moment. */
function send(socket, bytes) {
  return new Promise((resolve) => {
    const connection = net.connect(socket);
    connection.on('error', () => {});
    connection.on('close', resolve);
    connection.on('data', () => {});
    connection.setTimeout(200, () => connection.destroy());
    connection.end(bytes);
  });
}

test(`${count} mutated FastCGI requests affect no other request`, { timeout: count * 100 + 120_000 }, async (t) => {
  t.diagnostic(`SEED=${seed}`);
  const below = chance(seed);
  const site = await siteFor(t, { workers: 4 });
  const { env, body } = site.submission({ comment: 'A text that is not one of the others' });
  const originals = [requestBytes(site.fastCgiEnvironment({})), requestBytes(env, body), requestBytes(env, body, { keep: true, id: 7 })];
  await site.comment({ comment: 'First' });
  let longest = 0;
  let served = 0;
  await pool(count, 8, async (i) => {
    await send(site.socket, mutated(originals[i % originals.length], below));
    if (i % 20) return;
    const begin = Date.now();
    const answer = await site.get('/comments/thread/hello/');
    longest = Math.max(longest, Date.now() - begin);
    // nginx gives up at once if the worker of its request is one that has just ended.
    if (answer.status === 200) served += 1;
    else assert.equal(answer.status, 502);
  });
  t.diagnostic(`${served} of ${Math.ceil(count / 20)} others were served, the slowest after ${longest} ms`);
  assert.ok(served >= (count / 20) * 0.9, `${served} were served`);
  assert.ok(longest < 2_000 * slowness, `${longest} ms`);
  await until(() => site.workerPids().length === 4, { within: 1_000, what: 'all workers' });
  assert.equal((await site.thread()).status, 200);
  assert.doesNotMatch(site.log(), /Sanitizer|runtime error/);
  assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
  await site.comment({ comment: 'Last' });
});
