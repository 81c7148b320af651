// kill -9 under load: every acknowledged comment is stored once, unchanged.
//
// Clients keep a ledger of what was acknowledged while workers are killed at random. LONG=1 kills
// 10,000 times instead of 200. SEED= repeats the order of a run.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';

import { parseCgi } from '../lib/fastcgi.mjs';
import { end, siteFor } from '../lib/site.mjs';
import { killWorker } from '../lib/traffic.mjs';
import { pause, until } from '../lib/wait.mjs';
import { startWebServer } from '../lib/web_servers.mjs';

const goal = process.env.LONG ? 10_000 : 200;
const limit = process.env.LONG ? 3 * 3_600_000 : 100_000;
const seed = Number(process.env.SEED ?? Date.now() % 1e9);

/** Reproducible random numbers (mulberry32). */
function chance(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Posts one text until it is acknowledged or known to be there; returns its id, or null if it was there already. */
async function persist(site, fields, ended) {
  for (;;) {
    const answer = await site.postJson(fields, { timeout: 20_000 }).catch(() => null);
    if (answer?.status === 201) return answer.json().id;
    // The first try may have been stored just before its worker died: then the second is a duplicate.
    if (answer?.status === 409) return null;
    if (answer && ![500, 502, 503, 504].includes(answer.status))
      assert.fail(`${answer.status}: ${answer.text}`);
    if (ended()) return undefined;
    await pause(5);
  }
}

/** Clients that write until `ended()`, each with texts of its own; `fieldsOf` gets their numbers. Fills the ledger. */
function startWriting(site, count, fieldsOf, ledger, ended) {
  return Array.from({ length: count }, async (_, client) => {
    for (let i = 0; !ended(); i++) {
      const fields = { author: `Client ${client}`, email: `c${client}@example.org`, ...fieldsOf(client, i) };
      const id = await persist(site, fields, ended);
      if (id !== undefined) ledger.push({ id, text: fields.comment });
    }
  });
}

function checkLedger(ledger, stored) {
  const byText = new Map();
  for (const comment of stored)
    byText.set(comment.text, [...(byText.get(comment.text) ?? []), comment]);
  const lost = [];
  const doubled = [];
  for (const { id, text } of ledger) {
    const found = byText.get(text) ?? [];
    if (found.length === 0 || (id !== null && found[0].id !== id)) lost.push(text.slice(0, 40));
    if (found.length > 1) doubled.push(text.slice(0, 40));
  }
  assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
  for (const [text, found] of byText)
    assert.equal(found.length, 1, `${text.slice(0, 40)} is there once`);
}

test(
  `${goal} killed workers lose and duplicate no acknowledged comment`,
  { timeout: limit + 60_000 },
  async (t) => {
    t.diagnostic(`SEED=${seed}`);
    const random = chance(seed);
    const site = await siteFor(t, { workers: 12 });
    const ledger = [];
    let kills = 0;
    let done = false;
    const fieldsOf = (client, i) => ({
      comment: `client ${client} comment ${i} ${'ä"\\\n'.repeat(1 + ((i * 37) % 400))}end`,
      page: ['/hello/', '/a/'][i % 2],
    });
    const clients = startWriting(site, 8, fieldsOf, ledger, () => done);
    const begin = Date.now();
    try {
      while (kills < goal && Date.now() - begin < limit) {
        if (await killWorker(site, random)) kills++;
        await pause(random() * 100); // chance decides what the next one is doing
      }
    } finally {
      done = true;
      await Promise.all(clients);
    }
    t.diagnostic(`${kills} kills in ${Date.now() - begin} ms, ${ledger.length} acknowledged`);
    assert.equal(kills, goal, 'workers came back fast enough to be killed as often');
    assert.ok(ledger.length > goal / 2, `the site kept taking comments: ${ledger.length}`);
    await until(async () => (await site.postJson({ comment: 'After all that' })).status === 201, {
      within: 5000,
      what: 'recovery',
    });
    const stored = (await site.list()).filter((c) => c.text !== 'After all that');
    checkLedger(ledger, stored);
    assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
    assert.equal(site.sql('PRAGMA foreign_key_check'), '');
  },
);

test(
  'a killed supervisor loses and duplicates no acknowledged comment',
  { timeout: 120_000 },
  async (t) => {
    const random = chance(seed + 3);
    const site = await siteFor(t, { workers: 4 });
    const ledger = [];
    let done = false;
    const clients = startWriting(site, 6, (client, i) => ({ comment: `client ${client} comment ${i}` }), ledger, () => done);
    try {
      for (let round = 0; round < (process.env.LONG ? 200 : 6); round++) {
        const before = ledger.length;
        await until(() => ledger.length > before + 5, { what: 'comments between two kills' });
        await pause(random() * 50);
        await end(site.server, 'SIGKILL');
        await site.serve();
        await site.ready();
      }
    } finally {
      done = true;
      await Promise.all(clients);
    }
    t.diagnostic(`${ledger.length} acknowledged`);
    checkLedger(ledger, await site.list());
    assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
  },
);

/** The processes of a program that another one started. */
function processesOf(program) {
  const runs = (pid) => {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(program);
    } catch {
      return false;
    }
  };
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name) && runs(name)).map(Number);
}

test(
  'killed processes of mod_fcgid lose and duplicate no acknowledged comment',
  { timeout: 120_000 },
  async (t) => {
    const random = chance(seed + 4);
    const site = await siteFor(t, { nginx: false, serve: false });
    await startWebServer(site, 'Apache with mod_fcgid');
    await until(async () => (await site.get('/comments/health')).status === 200, { what: 'Afterword' });
    const ledger = [];
    const aim = process.env.LONG ? 300 : 10;
    let kills = 0;
    let done = false;
    const fieldsOf = (client, i) => ({ comment: `client ${client} comment ${i} ${'y'.repeat((i * 37) % 3000)}.` });
    const clients = startWriting(site, 4, fieldsOf, ledger, () => done);
    try {
      while (kills < aim) {
        const before = ledger.length;
        await until(() => ledger.length > before + 3, { within: 30_000, what: 'comments between two kills' });
        await pause(random() * 30); // chance decides what they are doing
        for (const pid of processesOf(`${site.dir}/comments/comments.fcgi`).slice(0, 2)) {
          try {
            process.kill(pid, 'SIGKILL');
            kills++;
          } catch {
            /* it has just ended */
          }
        }
      }
    } finally {
      done = true;
      await Promise.all(clients);
    }
    t.diagnostic(`${kills} kills, ${ledger.length} acknowledged`);
    checkLedger(ledger, await site.list());
    assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
  },
);

test(
  'killed CGI processes lose and duplicate no acknowledged comment',
  { timeout: 120_000 },
  async (t) => {
    const random = chance(seed + 1);
    const site = await siteFor(t, { serve: false, nginx: false });
    const ledger = [];
    const rounds = process.env.LONG ? 3000 : 120;
    const post = async (text, killed_after_ms) => {
      const { env, body } = site.submission({ comment: text });
      const out = [];
      const child = spawn(site.program, [], {
        env: { ...site.environment, ...env },
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      child.stdout.on('data', (chunk) => out.push(chunk));
      child.stdin.on('error', () => {});
      child.stdin.end(body);
      const timer = setTimeout(() => child.kill('SIGKILL'), killed_after_ms);
      await new Promise((resolve) => child.on('close', resolve));
      clearTimeout(timer);
      const answer = parseCgi(Buffer.concat(out));
      try {
        if (answer?.status === 201) ledger.push({ id: answer.json().id, text });
      } catch {
        /* cut off in the middle: nothing was acknowledged */
      }
    };
    const begin = Date.now();
    for (let i = 0; i < 3; i++) await post(`whole ${i}`, 60_000);
    const usual_ms = (Date.now() - begin) / 3;
    for (let i = 0; i < rounds; i++)
      await post(`plain ${i} ${'x'.repeat((i * 13) % 3000)}.`, random() * 1.5 * usual_ms);
    assert.ok(ledger.length > 3, 'some end before they are killed');
    assert.ok(ledger.length < rounds, 'some are killed before they end');
    t.diagnostic(`${ledger.length} of ${rounds} acknowledged`);
    checkLedger(ledger, await site.list());
    assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
  },
);

test('killed commands leave the database consistent', { timeout: 60_000 }, async (t) => {
  const random = chance(seed + 2);
  const site = await siteFor(t, { serve: false, nginx: false });
  const file = `${site.dir}/many.json`;
  fs.writeFileSync(
    file,
    JSON.stringify(
      Array.from({ length: 2000 }, (_, i) => ({
        id: i + 1,
        page: '/hello/',
        parent: null,
        author: 'A',
        email: 'a@example.org',
        url: '',
        status: 'approved',
        reason: '',
        created: '2020-01-01T00:00:00.000Z',
        text: `row ${i}`,
      })),
    ),
  );
  for (let i = 0; i < 20; i++) {
    const child = spawn(site.program, ['import', 'json', file], {
      env: site.environment,
      stdio: 'ignore',
    });
    const killing = pause(5 + random() * 60).then(() => child.kill('SIGKILL'));
    await new Promise((resolve) => child.on('close', resolve));
    await killing;
    const count = (await site.list()).length;
    assert.ok(count === 0 || count === 2000, `all or nothing, not ${count}`);
    if (count === 2000) break;
  }
  assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
});
