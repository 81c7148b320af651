// Concurrent requests: no comment is lost, duplicated or attached to the wrong parent.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

import { html } from '../lib/html.mjs';
import { makeModerator, Moderator } from '../lib/moderator.mjs';
import { run, siteFor, unique } from '../lib/site.mjs';
import { instrumented, pause, pool, slowness } from '../lib/wait.mjs';

test('a thousand comments by sixteen clients are all stored once', async (t) => {
  const site = await siteFor(t, { workers: 4 });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  t.after(() => agent.destroy());
  const acknowledged = await pool(1000, 16, async (i) => {
    const comment = `Comment ${i} of a thousand`;
    const page = ['/hello/', '/a/', '/empty/'][i % 3];
    const answer = await site.postJson(
      { comment, page, author: `Client ${i % 16}`, email: `client${i % 16}@example.org` },
      { agent },
    );
    assert.equal(answer.status, 201, `${i}: ${answer.status} ${answer.text}`);
    return { id: answer.json().id, comment, page };
  });
  const stored = new Map((await site.list()).map((c) => [c.id, c]));
  assert.equal(stored.size, 1000);
  assert.equal(new Set(acknowledged.map((a) => a.id)).size, 1000, 'every id was given once');
  for (const { id, comment, page } of acknowledged) {
    assert.equal(stored.get(id).text, comment);
    assert.equal(stored.get(id).page.replace(/\/$/, ''), page.replace(/\/$/, ''));
  }
  for (const page of ['/hello/', '/a/', '/empty/']) {
    const count = acknowledged.filter((a) => a.page === page).length;
    assert.match(
      (await site.thread(page, '?title=T')).tree.one('.comments-title').text,
      new RegExp(`^${count} thoughts`),
    );
  }
  assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
  assert.equal(site.sql('PRAGMA foreign_key_check'), '');
});

test('a submission sent twenty times at once is stored once', async (t) => {
  const site = await siteFor(t, { workers: 4 });
  for (let round = 0; round < 5; round++) {
    const comment = unique('Pressed twenty times');
    const answers = await pool(20, 20, () => site.postJson({ comment }));
    assert.equal(
      answers.filter((a) => a.status === 201).length,
      1,
      answers.map((a) => a.status).join(' '),
    );
    assert.ok(
      answers.every((a) => a.status === 201 || a.status === 409),
      answers.map((a) => a.status).join(' '),
    );
    assert.equal((await site.list()).filter((c) => c.text === comment).length, 1);
  }
});

test('the flood limit holds for twenty concurrent submissions', async (t) => {
  const site = await siteFor(t, { workers: 4, config: { comments: { flood_seconds: 30 } } });
  const answers = await pool(20, 20, (i) =>
    site.postJson({ comment: unique(), email: `f${i}@example.org` }),
  );
  assert.equal(answers.filter((a) => a.status === 201).length, 1);
  assert.equal((await site.list()).length, 1);
});

/**
 * Repeats an attempt: on a busy machine a request may time out and be refused. `attempt` returns
 * undefined in that case, and checks that nothing was lost.
 */
async function insist(what, attempt) {
  const end = Date.now() + 60_000 * slowness;
  for (;;) {
    const done = await attempt();
    if (done !== undefined) return done;
    assert.ok(Date.now() < end, `${what} was not possible for a minute`);
    await pause(1000); // Retry-After asks for it
  }
}

/**
 * Sends a comment by `send`, and again with the text that a refusal returned. If the refused one had been
 * stored, the second would be a duplicate, which is not a 303. Returns the comment's id.
 */
function insistOnComment(comment, send) {
  let text = comment;
  return insist(comment, async () => {
    const answer = await send(text);
    if (answer.status === 503) {
      assert.ok(Number(answer.headers['retry-after']) >= 1, 'it says when to come back');
      text = html(answer.body ?? answer.text).one('#comment').rawText;
      assert.equal(text, comment, 'the text is given back');
      return undefined;
    }
    assert.equal(answer.status, 303, answer.raw ?? answer.text);
    return Number(/#comment-(\d+)$/.exec(answer.headers.location)[1]);
  });
}

const insistOnCommand = (site, ...args) =>
  insist(args.join(' '), async () => {
    const { code, stderr } = await site.cli(args);
    if (code === 0) return true;
    assert.match(stderr, /locked; nothing was changed/);
    return undefined;
  });

test('CGI processes, workers and commands write at once and lose nothing', async (t) => {
  const site = await siteFor(t, { workers: 2 });
  const served = pool(60, 4, (i) => insistOnComment(`served ${i}`, (comment) => site.post({ comment })));
  const plain = pool(40, 4, (i) =>
    insistOnComment(`plain ${i}`, (comment) => {
      const { env, body } = site.submission({ comment }, { accept: 'text/html' });
      return site.cgi(env, body);
    }),
  );
  const rules = pool(20, 2, (i) => insistOnCommand(site, 'rule', 'add', 'hold', `word-${i}-x`));
  const ids = [...(await served), ...(await plain)];
  await rules;
  assert.equal(new Set(ids).size, 100);
  const stored = await site.list();
  assert.equal(stored.length, 100);
  assert.deepEqual(
    stored.map((c) => c.text).sort(),
    [
      ...Array.from({ length: 60 }, (_, i) => `served ${i}`),
      ...Array.from({ length: 40 }, (_, i) => `plain ${i}`),
    ].sort(),
  );
  assert.equal(
    (await site.cliOk('rule', 'list')).split('\n').filter((l) => /word-\d+-x/.test(l)).length,
    20,
  );
  assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
});

test('concurrent starts with a new database all succeed', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const answers = await pool(8, 8, () =>
    site.cgi(site.fastCgiEnvironment({ path: '/comments/health' })),
  );
  for (const answer of answers) assert.equal(answer.status, 200, answer.raw);
  const inits = await pool(6, 6, () => run(site.program, ['init', `${site.dir}/race`]));
  assert.equal(
    inits.filter((r) => r.code === 0).length,
    1,
    'one of those that make the same site makes it',
  );
});

test('readers see consistent threads during writes', async (t) => {
  const site = await siteFor(t, { workers: 3, config: { comments: { per_page: 500 } } });
  let writing = true;
  const reading = pool(3, 3, async () => {
    let last = 0;
    while (writing) {
      const { status, tree, text } = await site.thread('/hello/', '?title=T');
      assert.equal(status, 200, text);
      const items = tree.all('li.comment').length;
      const title = tree.one('.comments-title').text;
      const count = /^(\d+) thoughts/.exec(title)?.[1] ?? (title.startsWith('One') ? 1 : 0);
      assert.equal(Number(count), items, 'heading and list are of one moment');
      assert.ok(items >= last, 'nothing that was there is gone');
      last = items;
    }
  });
  reading.catch(() => {}); // it is awaited below
  await pool(150, 4, () => site.comment());
  writing = false;
  await reading;
  assert.equal((await site.thread()).tree.all('li.comment').length, 150);
});

// --- what strangers can make grow ---------------------------------------------------------------------------

/** The number of rows of each table. */
function rowsOf(site) {
  const tables = site.sql("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'").split('\n');
  const counts = site.sql(tables.map((name) => `SELECT '${name}', count(*) FROM "${name}"`).join(' UNION ALL '));
  return Object.fromEntries(counts.split('\n').map((line) => line.split('|')).map(([name, count]) => [name, Number(count)]));
}

const residentBytes = (pid) => 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

// LONG=1: a thousand of each.
const each = process.env.LONG ? 1_000 : 200;

test(`${each} of everything by eight clients of one network leave few rows, bytes and lines`, async (t) => {
  const site = await siteFor(t, {
    workers: 4,
    defaults: true,
    config: {
      comments: { likes: true },
      pages: { verify: 'none' },
      reports: { enabled: true },
      mail: { from: 'blog@example.org', to: 'mod@example.org', via: 'smtp://127.0.0.1:9' },
    },
  });
  await makeModerator(site, 'Ana', ['--owner', '--email', 'ana@example.org']);
  await site.importComments(Array.from({ length: 300 }, () => ({})));
  const ids = (await site.list()).map((c) => c.id);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  t.after(() => agent.destroy());

  const hex = (i) => i.toString(16).padStart(32, '0');
  const headersOf = (i) => ({
    'User-Agent': `browser ${i}`, 'X-Forwarded-For': `203.0.113.${i % 250}`, Forwarded: `for=198.51.100.${i % 250}`,
    'X-Real-IP': `192.0.2.${i % 250}`, 'Accept-Language': `l${i}`, Cookie: `aw_session=${hex(i).repeat(2)}`, Referer: `${site.url}/${i}/`,
  });
  const post = (at, fields) => (i) => site.post(fields(i), { path: `/comments${at(i)}`, headers: headersOf(i), agent });
  const get = (at) => (i) => site.get(`/comments${at(i)}`, { headers: headersOf(i), agent });
  const comment = (i) => ({ page: `/p${i}/`, author: `A ${i}`, email: `a${i}@example.org`, comment: `${i} ${'x'.repeat(2_000)}`, title: `T ${i}`, aw_mail: 'thread' });
  const everything = {
    comment: post(() => '/post', comment),
    preview: post(() => '/post', (i) => ({ ...comment(i), aw_preview: 'yes' })),
    report: post((i) => `/report/${ids[i % ids.length]}`, (i) => [['reason', 'spam'], ['words', `w ${i}`], ['email', `r${i}@example.org`]]),
    like: post(() => `/like/${ids[0]}`, (i) => [['do', 'like'], ['browser', hex(i + 1)]]),
    question: post(() => '/subscribe', (i) => [['page', `/p${i}/`], ['email', `q${i}@example.org`]]),
    guess: (i) => new Moderator(site, i % 2 ? 'Ana' : `Name ${i}`).signIn({ password: `guess ${i}` }, headersOf(i)),
    reset: post(() => '/moderate/forgot', () => [['name', 'Ana']]),
    setup: post(() => '/set-up', (i) => [['code', hex(i)], ['name', 'Eve'], ['password', `guess number ${i}`]]),
    link: get((i) => `/link/approve-${i}-1-1-${hex(i)}`),
    thread: get((i) => `/thread/p${i}/?title=T${i}&cpage=${i}&replytocom=${i}`),
    feed: get((i) => `/feed/p${i}/`),
    count: get((i) => `/count?page=/p${i}/`),
    version: get((i) => `/version/p${i}/`),
    avatar: get((i) => `/avatar/${hex(i).slice(16)}.svg`),
    search: get((i) => `/search?q=word${i}`),
    unknown: get((i) => `/nothing/${i}`),
    moderate: get((i) => `/moderate/comment/${i}`),
  };
  for (const ask of Object.values(everything)) await ask(1_000_000);
  await site.completed();
  const folder = path.dirname(site.database);
  const files = () => fs.readdirSync(folder).sort();
  const bytes = () => files().reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
  const before = { rows: rowsOf(site), files: files(), bytes: bytes(), lines: site.log().split('\n').length };
  const memory = Math.max(...site.workerPids().map(residentBytes));
  const begin = Date.now();
  const seen = {};
  for (const [name, ask] of Object.entries(everything)) {
    seen[name] = {};
    for (const { status } of await pool(each, 8, ask)) seen[name][status] = (seen[name][status] ?? 0) + 1;
  }
  const seconds = Math.ceil((Date.now() - begin) / 1000);
  t.diagnostic(`${seconds} s; ${JSON.stringify(seen)}`);
  for (const [name, statuses] of Object.entries(seen))
    assert.ok(Object.keys(statuses).every((status) => status < 500), `${name}: ${JSON.stringify(statuses)}`);

  const after = rowsOf(site);
  const grown = Object.fromEntries(Object.keys(after).map((name) => [name, after[name] - (before.rows[name] ?? 0)]).filter(([, more]) => more !== 0));
  t.diagnostic(JSON.stringify(grown));
  assert.ok(after.comment <= ids.length + 1 + Math.ceil(seconds / 15) + 1, `${after.comment} comments after ${seconds} s`);
  assert.ok(after.report <= 10, `${after.report} reports`);
  assert.ok(after.comment_liker <= 20, `${after.comment_liker} likes`);
  assert.ok(after.consent_question <= 3, `${after.consent_question} questions`);
  assert.equal(site.sql("SELECT count(*) <= 3 FROM outbox WHERE purpose = 'password'"), '1');
  assert.ok(Object.values(grown).reduce((sum, more) => sum + more, 0) < 200, JSON.stringify(grown));
  await site.completed();
  assert.deepEqual(files(), before.files);
  assert.ok(bytes() - before.bytes < 500_000, `${bytes() - before.bytes} bytes`);
  // Some lines are of mail that the server does not take, and of workers that waited for each other.
  const lines = site.log().split('\n').length - before.lines;
  t.diagnostic(`${lines} lines in the log`);
  assert.ok(lines < 200, site.log().slice(-2_000));
  if (!instrumented)
    for (const pid of site.workerPids()) assert.ok(residentBytes(pid) - memory < 20e6, `${residentBytes(pid)} after ${memory} bytes`);
});
