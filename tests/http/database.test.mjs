// The database is locked, full, read-only, missing, foreign or too new: nothing is acknowledged wrongly,
// the text is returned, reads continue where possible, and recovery needs no restart.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { end, isAlive, isRoot, lockDatabase, nobody, root, siteFor, unique } from '../lib/site.mjs';
import { pause, pool, slowness, until } from '../lib/wait.mjs';

/** Checks the response to a submission that could not be saved: 503, Retry-After, and the text. */
function givenBack(answer, comment) {
  assert.equal(answer.status, 503);
  assert.ok(
    Number(answer.headers['retry-after']) >= 1,
    `Retry-After: ${answer.headers['retry-after']}`,
  );
  assert.equal(answer.tree.one('#comment').rawText, comment);
  assert.ok(answer.tree.one('#comment-errors').text.length > 20);
}

const codeOf = (answer) => answer.json().errors[0].code;

// --- locked ------------------------------------------------------------------------------------------

test('a comment is stored after a lock of four seconds', async (t) => {
  const site = await siteFor(t, { workers: 3 });
  const held = await lockDatabase(t, site);
  const comment = unique('Patience');
  const posting = site.postJson({ comment });
  await pause(4000); // the failure itself: this is how long the lock is held
  await held.release();
  assert.equal((await posting).status, 201);
  assert.equal((await site.list()).filter((c) => c.text === comment).length, 1);
});

test('a longer lock gives 503 within eight seconds with the text, and readers are served', async (t) => {
  const site = await siteFor(t, { workers: 4 });
  const before = await site.comment();
  const held = await lockDatabase(t, site);
  const begin = Date.now();
  const comment = 'Cannot be saved now\n\nbut "is not" lost';
  const page = site
    .post({ comment })
    .then((a) => ({ ...a, tree: a.tree, took: Date.now() - begin }));
  const json = site.postJson({ comment }).then((a) => ({ ...a, took: Date.now() - begin }));
  const view = await site.thread('/hello/', '', { timeout: 2000 });
  assert.equal(view.status, 200);
  assert.ok(view.tree.has(`#comment-${before}`));
  const [a, b] = await Promise.all([page, json]);
  givenBack(a, comment);
  assert.equal(b.status, 503);
  assert.equal(codeOf(b), 'comment_save_error');
  assert.ok(a.took < 8000 * slowness && b.took < 8000 * slowness, `${a.took} ms, ${b.took} ms`);
  await held.release();
  assert.equal((await site.list()).length, 1, "nothing is stored behind the visitor's back");
  await site.comment({ comment });
});

test('an exclusive lock gives a response within eight seconds, and service resumes after it', async (t) => {
  // With a WAL, it does not lock out readers.
  const site = await siteFor(t, { workers: 3, config: { store: { journal: 'truncate' } } });
  await site.comment();
  const held = await lockDatabase(t, site, 'EXCLUSIVE');
  const begin = Date.now();
  const answers = await Promise.all([site.thread('/a/', '?title=new'), site.postJson()]);
  assert.ok(Date.now() - begin < 9000 * slowness);
  assert.equal(answers[0].status, 503, 'this thread was never rendered');
  assert.equal(answers[1].status, 503);
  await held.release();
  assert.equal((await site.thread()).status, 200);
  await site.comment();
});

test('a command that meets a lock waits, then says that the database is busy', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  await site.importComments([{ id: 1 }]);
  const held = await lockDatabase(t, site);
  const { code, stderr } = await site.cli(['comment', 'hold', '1'], { timeout: 20_000 });
  assert.equal(code, 1);
  assert.match(stderr, /busy|locked|in use/i);
  await held.release();
  await site.cliOk('comment', 'hold', '1');
});

// --- full ---------------------------------------------------------------------------------------------

test('workers with a full disk report it, lose nothing, and recover without a restart', async (t) => {
  const site = await siteFor(t);
  const id = await site.comment();
  const limit = (size) => site.workerPids().forEach((pid) => limitFileSize(pid, size));
  const pids = site.workerPids().join(' ');
  limit('4096:unlimited');
  const comment = 'Typed on a full disk '.repeat(500).trim();
  for (let i = 0; i < 4; i++) {
    givenBack(await site.post({ comment }), comment);
    const json = await site.postJson({ comment });
    assert.equal(json.status, 503);
    assert.equal(codeOf(json), 'comment_save_error');
    const view = await site.thread();
    assert.equal(view.status, 200);
    assert.ok(view.tree.has(`#comment-${id}`), 'reads go on');
  }
  assert.equal(site.workerPids().join(' '), pids, 'no worker died of it');
  limit('unlimited:unlimited');
  await until(async () => (await site.postJson({ comment })).status === 201, {
    within: 5000,
    what: 'recovery',
  });
  assert.equal((await site.list()).length, 2);
  assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
});

test(
  'a full disk gives no false acknowledgement and recovers when there is room',
  { skip: !isRoot && 'needs root to mount a small file system' },
  async (t) => {
    let mounted = false;
    const site = await siteFor(t, {
      prepare: (s) => {
        const data = path.dirname(s.database);
        const kept = fs.readFileSync(s.database);
        mounted =
          spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0700', 'tmpfs', data]).status ===
          0;
        if (mounted) fs.writeFileSync(s.database, kept, { mode: 0o600 });
      },
      cleanUp: (s) => {
        if (mounted) spawnSync('umount', [path.dirname(s.database)]);
      },
    });
    if (!mounted) return t.skip('a small file system cannot be mounted here');
    const ballast = path.join(path.dirname(site.database), 'ballast');
    const first = await site.comment();
    fs.writeFileSync(ballast, Buffer.alloc(300 << 10));
    const acknowledged = new Map();
    let refused = 0;
    for (let i = 0; i < 60 && refused < 5; i++) {
      const comment = `${i} ${'x'.repeat(30_000)}`;
      const answer = await site.post({ comment });
      if (answer.status === 303)
        acknowledged.set(Number(/comment-(\d+)/.exec(answer.headers.location)[1]), comment);
      else {
        givenBack(answer, comment);
        refused++;
      }
    }
    assert.ok(refused >= 5, 'the disk got full');
    await soonUnhealthy(site);
    const view = await site.thread('/hello/', '?cpage=1');
    assert.equal(view.status, 200);
    assert.ok(view.tree.has(`#comment-${first}`));
    fs.unlinkSync(ballast);
    await until(
      async () => (await site.postJson({ comment: 'There is room again' })).status === 201,
      { within: 5000, what: 'recovery' },
    );
    await soonHealthy(site);
    const stored = new Map((await site.list()).map((c) => [c.id, c.text]));
    for (const [id, comment] of acknowledged) assert.equal(stored.get(id), comment);
    assert.equal(stored.size, acknowledged.size + 2);
    assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
  },
);

// --- read-only ------------------------------------------------------------------------------------------

for (const [what, spoil, repair] of [
  ['file', (s) => protect(s.database, 0o444), (s) => release(s, s.database, 0o600)],
  [
    'folder',
    (s) => {
      fs.rmSync(`${s.database}-journal`, { force: true }); // an empty journal that is there could be used again
      protect(path.dirname(s.database), 0o555);
    },
    (s) => release(s, path.dirname(s.database), 0o700),
  ],
]) {
  test(`a read-only database ${what} is read, and refused comments are returned with their text`, async (t) => {
    // A WAL is a file that is there, as the empty journal is.
    const site = await siteFor(t, { user: nobody, config: { store: { journal: 'truncate' } } });
    const id = await site.comment();
    const workers = site.workerPids();
    for (const pid of workers) process.kill(pid, 'SIGKILL');
    await until(() => workers.every((pid) => !isAlive(pid)));
    spoil(site);
    for (const pid of site.workerPids()) process.kill(pid, 'SIGKILL');
    await until(async () => (await site.get('/hello/')).tree.has(`#comment-${id}`), {
      what: `a thread from a read-only ${what}`,
    });
    givenBack(await site.post({ comment: 'Into the void' }), 'Into the void');
    assert.equal((await site.thread()).status, 200);
    repair(site);
    await until(async () => (await site.postJson({ comment: 'Writable again' })).status === 201, {
      within: 5000,
      what: 'recovery without a restart',
    });
  });
}

function protect(target, mode) {
  if (isRoot) fs.chownSync(target, 0, 0);
  fs.chmodSync(target, mode);
}

function release(site, target, mode) {
  if (isRoot) fs.chownSync(target, nobody.uid, nobody.gid);
  fs.chmodSync(target, mode);
}

test('an unreadable database gives 503 for readers and writers', async (t) => {
  const site = await siteFor(t, { user: nobody });
  protect(site.database, 0o000);
  for (const pid of site.workerPids()) process.kill(pid, 'SIGKILL');
  await until(async () => (await site.thread()).status === 503, { what: '503' });
  givenBack(await site.post({ comment: 'Kept' }), 'Kept');
  assert.equal((await site.get('/comments/health')).status, 503);
  release(site, site.database, 0o600);
  await until(async () => (await site.postJson()).status === 201, {
    within: 5000,
    what: 'recovery without a restart',
  });
});

// --- health ------------------------------------------------------------------------------------

/** /health must respond with 503 within two seconds, in every worker. */
async function soonUnhealthy(site) {
  const begin = Date.now();
  const answers = await pool(4, 4, () => site.get('/comments/health'));
  for (const answer of answers) {
    assert.equal(answer.status, 503);
    assert.match(answer.text, /database/);
  }
  assert.ok(Date.now() - begin < 2000 * slowness, `${Date.now() - begin} ms`);
}

async function soonHealthy(site) {
  await until(
    async () => (await pool(4, 4, () => site.get('/comments/health'))).every(({ status }) => status === 200),
    { within: 5000, what: 'health' },
  );
}

const away = (site) => `${site.database}.away`;
const bringBack = (site) => {
  fs.rmSync(site.database, { force: true });
  fs.renameSync(away(site), site.database);
};

function limitFileSize(pid, size) {
  const result = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${size}`], { encoding: 'utf8' });
  assert.equal(result.status, 0, result.stderr);
}

const failures = {
  moved: [(s) => fs.renameSync(s.database, away(s)), bringBack],
  'deleted with its folder': [
    (s) => fs.renameSync(path.dirname(s.database), `${path.dirname(s.database)}.away`),
    (s) => fs.renameSync(`${path.dirname(s.database)}.away`, path.dirname(s.database)),
  ],
  'replaced by a text': [
    (s) => {
      fs.renameSync(s.database, away(s));
      fs.writeFileSync(s.database, 'This is no database. '.repeat(500));
      if (isRoot) fs.chownSync(s.database, nobody.uid, nobody.gid);
    },
    bringBack,
  ],
  'emptied in place': [
    (s) => {
      fs.copyFileSync(s.database, away(s));
      fs.truncateSync(s.database);
    },
    (s) => {
      fs.writeFileSync(s.database, fs.readFileSync(away(s)));
      fs.rmSync(away(s));
    },
  ],
  'cut in place': [
    (s) => {
      fs.copyFileSync(s.database, away(s));
      fs.truncateSync(s.database, 8192);
    },
    (s) => {
      fs.writeFileSync(s.database, fs.readFileSync(away(s)));
      fs.rmSync(away(s));
    },
  ],
  'read-only': [(s) => protect(s.database, 0o444), (s) => release(s, s.database, 0o600)],
  'in a read-only folder': [
    (s) => {
      fs.rmSync(`${s.database}-journal`, { force: true });
      protect(path.dirname(s.database), 0o555);
    },
    (s) => release(s, path.dirname(s.database), 0o700),
  ],
  'not to grow any more': [
    (s) => {
      for (const pid of s.workerPids()) limitFileSize(pid, '4096:unlimited');
    },
    (s) => {
      for (const pid of s.workerPids()) limitFileSize(pid, 'unlimited:unlimited');
    },
  ],
};

for (const [what, [spoil, repair]] of Object.entries(failures)) {
  test(`health says 503 within two seconds when the database is ${what}, and ok afterwards`, async (t) => {
    // As an unprivileged user, because root ignores permissions; the limit applies to this user only.
    const site = await siteFor(t, what.includes('grow') ? {} : { user: nobody });
    await site.comment();
    await soonHealthy(site);
    spoil(site);
    await soonUnhealthy(site);
    repair(site);
    await soonHealthy(site);
    await until(async () => (await site.postJson()).status === 201, { within: 5000, what: 'recovery' });
  });
}

for (const kind of ['IMMEDIATE', 'EXCLUSIVE']) {
  test(`health says 503 within two seconds while another program holds a lock (${kind})`, async (t) => {
    const site = await siteFor(t);
    await site.comment();
    const lock = await lockDatabase(t, site, kind);
    await soonUnhealthy(site);
    await lock.release();
    await soonHealthy(site);
  });
}

test('health changes nothing in the database, and many requests for it delay no comment', async (t) => {
  const site = await siteFor(t);
  await site.comment();
  const before = fs.statSync(site.database);
  await pool(50, 8, () => site.get('/comments/health'));
  const after = fs.statSync(site.database);
  assert.equal(after.mtimeMs, before.mtimeMs);
  const answers = await pool(200, 8, (i) => (i % 4 ? site.get('/comments/health') : site.postJson()));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [200, 201]);
});

// --- missing, foreign, damaged, too new ------------------------------------------------------------------

/** Replaces the database by something else and starts new workers. */
async function replaceDatabase(site, make) {
  await site.completed();
  fs.renameSync(site.database, `${site.database}.away`);
  make?.(site.database);
  for (const pid of site.workerPids()) process.kill(pid, 'SIGKILL');
}

const strange = {
  'is missing': undefined,
  'is a text': (file) => fs.writeFileSync(file, 'This is no database. '.repeat(500)),
  'is an empty file': (file) => fs.writeFileSync(file, ''),
  'belongs to another program': (file) => {
    assert.equal(
      spawnSync('sqlite3', [
        file,
        'PRAGMA application_id=12345; CREATE TABLE comment (id, words); INSERT INTO comment VALUES (1, 2);',
      ]).status,
      0,
    );
  },
  'is a folder': (file) => fs.mkdirSync(file),
  'is cut after its first page': (file) =>
    fs.writeFileSync(file, fs.readFileSync(`${file}.away`).subarray(0, 4096)),
};

for (const [what, make] of Object.entries(strange)) {
  test(`a database that ${what} gives 503 and is not changed`, async (t) => {
    const site = await siteFor(t);
    const id = await site.comment();
    await replaceDatabase(site, make);
    const print = () =>
      !fs.existsSync(site.database)
        ? 'none'
        : fs.statSync(site.database).isDirectory()
          ? 'folder'
          : fs.readFileSync(site.database).toString('latin1');
    const before = print();
    await until(async () => (await site.thread()).status === 503, {
      within: 5000,
      what: '503 for a reader',
    });
    const page = await site.thread();
    assert.doesNotMatch(page.text, /sqlite|afterword\.db|\/site\//i, 'no inside is shown');
    givenBack(await site.post({ comment: 'Kept' }), 'Kept');
    assert.equal((await site.get('/comments/health')).status, 503);
    const plain = await site.cgi(site.fastCgiEnvironment());
    assert.equal(plain.status, 503);
    const { code, stderr } = await site.cli(['comment', 'list']);
    assert.equal(code, 1);
    assert.match(stderr, /afterword\.db/);
    assert.equal((await site.cli(['check'])).code, 1);
    assert.equal(print(), before, 'nobody touched it');
    fs.rmSync(site.database, { recursive: true, force: true });
    fs.renameSync(`${site.database}.away`, site.database);
    await until(async () => (await site.thread()).tree.has(`#comment-${id}`), {
      within: 5000,
      what: 'recovery without a restart',
    });
    await site.comment();
  });
}

test('a database of a newer version is refused with a message and not changed', async (t) => {
  const site = await siteFor(t);
  await site.comment();
  const version = Number(site.sql('PRAGMA user_version'));
  assert.ok(version >= 1);
  site.sql('PRAGMA user_version = 999');
  for (const pid of site.workerPids()) process.kill(pid, 'SIGKILL');
  await until(async () => (await site.thread()).status === 503, { within: 5000, what: '503' });
  givenBack(await site.post({ comment: 'Kept' }), 'Kept');
  for (const args of [['comment', 'list'], ['rule', 'add', 'hold', 'xyz'], ['check']]) {
    const { code, output } = await site.cli(args);
    assert.equal(code, 1, args.join(' '));
    assert.match(output, /newer/i);
  }
  assert.equal(site.sql('PRAGMA user_version'), '999');
  site.sql(`PRAGMA user_version = ${version}`);
  await until(async () => (await site.postJson()).status === 201, {
    within: 5000,
    what: 'recovery without a restart',
  });
});

// --- opened for readers, and after an upgrade ---------------------------------------------------------------

/** The contents of the database and of everything beside it, and when they and the folder were changed. */
function printOf(site) {
  const folder = path.dirname(site.database);
  const changed = (file) => fs.statSync(file, { bigint: true }).mtimeNs;
  return {
    changed: changed(folder),
    files: fs.readdirSync(folder).sort().map((name) => {
      const file = path.join(folder, name);
      return { name, changed: changed(file), bytes: fs.readFileSync(file).toString('latin1') };
    }),
  };
}

/** Puts a database of the schema before the newest in the place of the site's. */
function putOlderDatabase(site) {
  const folder = path.join(root, 'sql/schema/sqlite');
  const migrations = fs.readdirSync(folder).sort().slice(0, -1);
  const fresh = `${site.database}.older`;
  for (const name of migrations) site.sql(`.read ${path.join(folder, name)}`, fresh);
  site.sql(`PRAGMA application_id = ${0x41667457}; PRAGMA user_version = ${migrations.length}`, fresh);
  fs.chmodSync(fresh, 0o600);
  fs.renameSync(fresh, site.database);
  return migrations.length;
}

test('readers by plain CGI write nothing: no byte, no time, no file beside the database', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false, user: nobody });
  const posted = site.submission({ comment: 'Read by many' });
  assert.equal((await site.cgi(posted.env, posted.body)).status, 201);
  const folder = path.dirname(site.database);
  const read = async () => {
    const thread = await site.cgi(site.fastCgiEnvironment());
    assert.equal(thread.status, 200, thread.raw + thread.stderr);
    assert.match(thread.body, /Read by many/);
    for (const route of ['/comments/health', '/comments/feed', '/comments/moderate', '/comments/style.css'])
      await site.cgi(site.fastCgiEnvironment({ path: route }));
    assert.equal(thread.stderr, '');
  };
  const before = printOf(site);
  await read();
  assert.deepEqual(printOf(site), before);
  // The journal of the last commit is empty, and stays.
  for (const { name } of before.files) protect(path.join(folder, name), 0o444);
  protect(folder, 0o555);
  await read().finally(() => release(site, folder, 0o700));
  assert.deepEqual(printOf(site).files, before.files);
});

test('a new program upgrades the database before the first request, and check only reports it', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const version = putOlderDatabase(site);
  const before = printOf(site);
  const { code, output } = await site.cli(['check', '--offline']);
  assert.match(output, /^warn +database .*older version of Afterword/m);
  assert.equal(code, 0, output);
  assert.deepEqual(printOf(site), before, 'check changes nothing');

  const shown = await site.cgi(site.fastCgiEnvironment());
  assert.equal(shown.status, 200, shown.raw + shown.stderr);
  assert.match(shown.stderr, /upgraded the database/);
  assert.equal(site.sql('PRAGMA user_version'), String(version + 1));
  const current = printOf(site);
  const again = await site.cgi(site.fastCgiEnvironment());
  assert.equal(again.status, 200);
  assert.equal(again.stderr, '');
  assert.deepEqual(printOf(site), current, 'the next reader has nothing to write');
});

test('an older backup that is put in place while workers run is upgraded without a restart', async (t) => {
  const site = await siteFor(t);
  await site.comment();
  const version = putOlderDatabase(site);
  await until(async () => !(await site.thread()).tree.has('li.comment'), { what: 'the other database' });
  assert.equal(site.sql('PRAGMA user_version'), String(version + 1));
  await site.comment();
});

test('the database connection has the hardening settings', async (t) => {
  const site = await siteFor(t);
  await site.comment();
  assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
  assert.notEqual(site.sql('PRAGMA application_id'), '0');
  assert.equal(
    site.sql(
      "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND NOT strict",
    ),
    '0',
    'every table is STRICT',
  );
  assert.equal((fs.statSync(site.database).mode & 0o777).toString(8), '600');
});

test('afterword serve uses a WAL, and leaves a single file', async (t) => {
  const site = await siteFor(t);
  assert.equal(site.sql('PRAGMA journal_mode'), 'wal');
  const id = await site.comment();
  // A copy of the database file alone has the comment a second later.
  await site.completed();
  fs.copyFileSync(site.database, `${site.dir}/copy.db`);
  const copied = spawnSync('sqlite3', [`${site.dir}/copy.db`, 'SELECT id FROM comment']);
  assert.equal(copied.stdout.toString().trim(), String(id));

  // A process for one request keeps the mode, and so do commands.
  assert.equal((await site.cgi(site.fastCgiEnvironment())).status, 200);
  const checked = await site.cli(['check', '--offline']);
  assert.match(checked.stdout, /journal .*"wal", for `afterword serve` on a local disk/);
  assert.equal(site.sql('PRAGMA journal_mode'), 'wal');
  await end(site.server);
  assert.equal(site.sql('PRAGMA journal_mode'), 'delete');
  const after = await site.cli(['check', '--offline']);
  assert.match(after.stdout, /journal .*"truncate", because `afterword serve` is not running/);
  assert.deepEqual(
    fs.readdirSync(path.dirname(site.database)).filter((name) => /-(wal|shm)$/.test(name)),
    [],
  );
});

test('without afterword serve there is no WAL unless it is configured', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const post = async (comment) => {
    const { env, body } = site.submission({ comment });
    return (await site.cgi(env, body)).status;
  };
  assert.equal(await post('One'), 201);
  assert.equal(site.sql('PRAGMA journal_mode'), 'delete');
  site.writeConfig({ store: { journal: 'wal' } });
  assert.equal(await post('Two'), 201);
  assert.equal(site.sql('PRAGMA journal_mode'), 'wal');
});

test('check does not hang on a lock', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const held = await lockDatabase(t, site, 'EXCLUSIVE');
  const begin = Date.now();
  const { code } = await site.cli(['check'], { timeout: 20_000 });
  assert.ok(Date.now() - begin < 18_000 * slowness);
  assert.ok([0, 1].includes(code));
  await held.release();
  assert.equal((await site.cli(['check'])).code, 0);
});
