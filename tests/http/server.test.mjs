// Processes: workers that die, hang, reload and end; sockets; CGI; invalid FastCGI.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

import {
  begin,
  FastCgiConnection,
  pairs,
  record,
  requestBytes,
  stream,
  Type,
} from '../lib/fastcgi.mjs';
import { end, freePort, isAlive, isRoot, run, siteFor, start, unique } from '../lib/site.mjs';
import { inTime, pause, pool, slowness, until } from '../lib/wait.mjs';

/** Shorter than the time limits below, and long enough for a busy machine. */
const soon_ms = 3500;

/** A thread must be served soon. */
async function servedSoon(site, what) {
  const begin_ = Date.now();
  const answer = await until(
    async () => {
      const one = await site.thread('/hello/', '', { timeout: soon_ms });
      return one.status === 200 && one;
    },
    { within: soon_ms, what: `a thread ${what}` },
  );
  assert.ok(Date.now() - begin_ < (soon_ms + 500) * slowness, what);
  return answer;
}

// --- workers --------------------------------------------------------------------------------------

test('a killed worker is replaced, others serve meanwhile, and no zombie stays', async (t) => {
  const site = await siteFor(t, { workers: 3 });
  assert.ok(site.workerPids().length >= 3);
  const count = site.workerPids().length;
  for (let i = 0; i < 5; i++) {
    const victim = site.workerPids()[0];
    process.kill(victim, 'SIGKILL');
    await servedSoon(site, 'after a kill');
    await until(() => site.workerPids().length === count && !site.workerPids().includes(victim), {
      within: 3000,
      what: 'a new worker',
    });
  }
  await until(() => site.zombiePids().length === 0, { within: 2000, what: 'no zombie' });
  await site.comment();
});

test('all workers are replaced if they are killed at once', async (t) => {
  const site = await siteFor(t, { workers: 3 });
  const before = site.workerPids();
  for (const pid of before) process.kill(pid, 'SIGKILL');
  await servedSoon(site, 'after all were killed');
  await until(() => site.workerPids().length === before.length, {
    within: 5000,
    what: 'all workers',
  });
});

test('a worker that dies by itself, by any signal, is replaced', async (t) => {
  const site = await siteFor(t);
  for (const signal of ['SIGSEGV', 'SIGABRT', 'SIGTERM']) {
    process.kill(site.workerPids()[0], signal);
    await servedSoon(site, `after ${signal}`);
    await until(() => site.workerPids().length >= 2, { within: 5000 });
  }
});

test('workers end with a supervisor that was killed, and the site starts again on its old socket', async (t) => {
  const site = await siteFor(t);
  const workers = site.workerPids();
  await end(site.server, 'SIGKILL');
  await until(() => workers.every((pid) => !isAlive(pid)), {
    within: 5000,
    what: 'the end of the orphans',
  });
  assert.ok(fs.existsSync(site.socket), 'the old socket file is there');
  await site.serve();
  await site.ready();
  await site.comment();
});

test('after the supervisor alone was killed, thirty of thirty starts take the socket over at once', async (t) => {
  const site = await siteFor(t, { config: { mail: { via: 'smtp://127.0.0.1:1', from: 'a@example.org', to: 'm@example.org' } } });
  for (let i = 0; i < 30; i++) {
    // A request in progress, which its worker must complete.
    const bytes = requestBytes(site.fastCgiEnvironment());
    const slow = site.connect();
    slow.write(bytes.subarray(0, 40));
    await site.thread();
    const killed = site.server;
    process.kill(killed.pid, 'SIGKILL');
    await site.serve();
    await until(() => /workers on/.test(site.log()) || site.server.exitCode !== null, {
      within: 5000,
      what: `start ${i}`,
    });
    assert.equal(site.server.exitCode, null, `start ${i}: ${site.log()}`);
    await site.ready();
    slow.write(bytes.subarray(40));
    assert.equal((await slow.answer()).status, 200, 'the request under way');
    slow.close();
    await killed.ended;
  }
  await site.comment();
});

test('requests that wait in the socket of a killed supervisor are served', async (t) => {
  const site = await siteFor(t);
  const workers = site.workerPids();
  for (const pid of workers) process.kill(pid, 'SIGSTOP');
  const waiting = Array.from({ length: 8 }, () => site.fastCgi(site.fastCgiEnvironment()));
  await until(() => fs.readFileSync('/proc/net/unix', 'utf8').split(site.socket).length > 9, {
    what: 'connections in the queue',
  });
  const killed = site.server;
  killed.kill('SIGKILL');
  await until(() => killed.signalCode !== null);
  await site.serve();
  await pause(1000); // the new start meets workers that cannot leave yet
  for (const pid of workers) process.kill(pid, 'SIGCONT');
  await site.ready();
  for (const answer of await Promise.all(waiting)) assert.equal(answer?.status, 200);
});

test('400 requests leak no descriptor and no worker', async (t) => {
  const site = await siteFor(t);
  await pool(20, 4, () => site.thread());
  const count = () =>
    [site.server.pid, ...site.workerPids()]
      .map((pid) => fs.readdirSync(`/proc/${pid}/fd`).length)
      .join(' ');
  const pids = site.workerPids().join(' ');
  const before = count();
  await pool(400, 8, (i) => (i % 10 ? site.thread() : site.post()));
  assert.equal(count(), before);
  assert.equal(site.workerPids().join(' '), pids, 'no worker was replaced');
});

test("a worker inherits no unnecessary descriptors of its supervisor", async (t) => {
  const site = await siteFor(t);
  for (const pid of site.workerPids()) assert.ok(fs.readdirSync(`/proc/${pid}/fd`).length < 16);
});

test('only owner and group may use the socket', async (t) => {
  const site = await siteFor(t);
  assert.equal((fs.statSync(site.socket).mode & 0o777).toString(8), '660');
});

// --- reload and end ----------------------------------------------------------------------------------

test('SIGHUP applies a new configuration', async (t) => {
  const site = await siteFor(t);
  assert.ok(!(await site.thread()).text.includes('Freshly said'));
  site.writeConfig({ site: { intro: 'Freshly said' } });
  site.server.kill('SIGHUP');
  await until(
    async () => {
      const answers = await pool(6, 3, () => site.thread());
      return answers.every((a) => a.text.includes('Freshly said'));
    },
    { within: 5000, what: 'the new configuration in every worker' },
  );
  assert.equal(site.server.exitCode, null);
});

test('SIGHUP with a broken configuration keeps the old one and logs the reason', async (t) => {
  const site = await siteFor(t, { config: { site: { intro: 'Said before' } } });
  fs.writeFileSync(site.configFile, '[comments]\nmax_link = 3\n');
  site.server.kill('SIGHUP');
  await until(() => /max_link/.test(site.log()), { what: 'a word in the log' });
  assert.ok((await servedSoon(site, 'after a bad reload')).text.includes('Said before'));
  process.kill(site.workerPids()[0], 'SIGKILL');
  assert.ok((await servedSoon(site, 'from a new worker')).text.includes('Said before'));
});

test('reloads under load fail no request', async (t) => {
  const site = await siteFor(t, { workers: 2 });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  t.after(() => agent.destroy());
  let done = false;
  const failures = [];
  let served = 0;
  const load = pool(8, 8, async (i) => {
    while (!done) {
      const answer = await (
        i % 4 ? site.thread('/hello/', '', { agent }) : site.postJson({}, { agent })
      ).catch((e) => ({ status: e.message }));
      if (![200, 201].includes(answer.status)) failures.push(answer.status);
      served++;
    }
  });
  for (let i = 0; i < 12; i++) {
    const before = site.workerPids();
    site.server.kill('SIGHUP');
    await until(() => before.every((pid) => !isAlive(pid)) && site.workerPids().length >= 2, {
      within: 10_000,
      what: 'new workers',
    }).catch(() => pause(200));
  }
  done = true;
  await load;
  assert.deepEqual(failures, [], `of ${served}`);
  assert.ok(served > 50);
});

test('after SIGTERM the current request is completed, and then every process ends', async (t) => {
  const site = await siteFor(t);
  const comment = unique('In the last moment');
  const { env, body } = site.submission({ comment });
  const connection = site.connect();
  t.after(() => connection.close());
  const bytes = requestBytes(env, body);
  connection.write(bytes.subarray(0, bytes.length - body.length - 16));
  await until(() => connection.socket.readyState === 'open');
  await pause(150); // the worker must have taken the connection; nothing tells us when
  const workers = site.workerPids();
  site.server.kill('SIGTERM');
  await pause(150);
  connection.write(bytes.subarray(bytes.length - body.length - 16));
  const answer = await connection.answer({ within: 5000 });
  assert.equal(answer?.status, 201, 'the request under way was answered');
  const { code } = await inTime(site.server.ended, 10_000, 'the end of the supervisor');
  assert.equal(code, 0);
  assert.ok(workers.every((pid) => !isAlive(pid)));
  assert.equal((await site.list()).filter((c) => c.text === comment).length, 1);
});

test('SIGTERM while idle ends everything within two seconds, and so does SIGINT', async (t) => {
  const site = await siteFor(t);
  for (const signal of ['SIGTERM', 'SIGINT']) {
    const workers = site.workerPids();
    site.server.kill(signal);
    const { code } = await inTime(site.server.ended, 2000, `the end by ${signal}`);
    assert.equal(code, 0);
    assert.ok(workers.every((pid) => !isAlive(pid)));
    await site.serve();
    await site.ready();
  }
});

test('SIGTERM under load loses no acknowledged comment', async (t) => {
  const site = await siteFor(t);
  const acknowledged = [];
  let done = false;
  const load = pool(8, 8, async () => {
    while (!done) {
      const comment = unique('Under way');
      const answer = await site.postJson({ comment }).catch(() => null);
      if (answer?.status === 201) acknowledged.push([answer.json().id, comment]);
    }
  });
  for (let i = 0; i < 3; i++) {
    const goal = acknowledged.length + 20;
    await until(() => acknowledged.length >= goal);
    await site.restart();
  }
  done = true;
  await load;
  const stored = new Map((await site.list()).map((c) => [c.id, c.text]));
  for (const [id, comment] of acknowledged) assert.equal(stored.get(id), comment);
  assert.equal(new Set(stored.values()).size, stored.size, 'none doubled');
});

// --- sockets and ports ---------------------------------------------------------------------------------

test('a socket in use is refused with a message, and its owner continues', async (t) => {
  const site = await siteFor(t);
  const second = await site.cli(['serve', '--listen', `unix:${site.socket}`, '--workers', '2'], {
    timeout: 10_000,
  });
  assert.equal(second.code, 1);
  assert.match(second.stderr, /afterword\.sock/);
  assert.match(second.stderr, /in use|already/i);
  await servedSoon(site, 'after a second start');
});

test('a port in use is refused with a message', async (t) => {
  const site = await siteFor(t, { serve: false });
  const { code, stderr } = await site.cli(['serve', '--listen', `127.0.0.1:${site.port}`], {
    timeout: 10_000,
  });
  assert.equal(code, 1);
  assert.ok(stderr.includes(String(site.port)));
});

test('an invalid address is refused with a message', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  for (const listen of [
    'nonsense',
    'unix:',
    'unix',
    '127.0.0.1',
    '127.0.0.1:0x50',
    '127.0.0.1:99999',
    ':',
    'host.invalid:9000',
  ]) {
    const { code, stderr } = await site.cli(['serve', '--listen', listen], { timeout: 10_000 });
    assert.ok([1, 2].includes(code), `${listen}: ${code}`);
    assert.ok(stderr.trim().length > 10, listen);
  }
});

test('of servers that start at the same time on one socket one serves, and the others print the reason', async (t) => {
  const site = await siteFor(t, { serve: false });
  for (let round = 0; round < 5; ++round) {
    const running = new Set(await Promise.all([1, 2, 3].map(() => site.serve())));
    while (running.size > 1) {
      const ended = await inTime(
        Promise.race([...running].map((server) => server.ended.then(() => server))),
        20_000,
        'the end of all but one',
      );
      assert.match(ended.output, /in use/i);
      running.delete(ended);
    }
    [site.server] = running;
    await site.ready();
    await site.comment();
    site.server.kill('SIGKILL'); // the next ones find its socket
    await site.server.ended;
  }
});

test('a socket path that is a file, or in a missing folder, is refused and not changed', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const file = path.join(site.dir, 'precious');
  fs.writeFileSync(file, 'data');
  for (const target of [
    file,
    path.join(site.dir, 'nowhere', 's.sock'),
    `${site.dir}/${'x'.repeat(120)}`,
  ]) {
    const { code, stderr } = await site.cli(['serve', '--listen', `unix:${target}`], {
      timeout: 10_000,
    });
    assert.ok([1, 2].includes(code), target);
    assert.ok(stderr.trim().length > 10);
  }
  assert.equal(fs.readFileSync(file, 'utf8'), 'data');
});

test('a loopback port serves FastCGI too', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const port = await freePort();
  await site.serve({ listen: `127.0.0.1:${port}` });
  const answer = await until(
    async () => {
      const connection = new FastCgiConnection({ host: '127.0.0.1', port });
      try {
        connection.write(requestBytes(site.fastCgiEnvironment()));
        return await connection.answer({ within: 2000 });
      } finally {
        connection.close();
      }
    },
    { what: 'an answer on the port' },
  );
  assert.equal(answer.status, 200);
});

test('server.workers and server.listen can be configured', async (t) => {
  const site = await siteFor(t, { serve: false });
  site.writeConfig({ server: { workers: 3, listen: `unix:${site.socket}` } });
  site.server = start(site.program, ['serve', '--config', site.configFile], {
    env: site.environment,
  });
  site.children.push(site.server);
  await site.ready();
  await until(() => site.workerPids().length >= 3, { within: 2000, what: 'three workers' });
});

// --- CGI and worker on descriptor 0 -----------------------------------------------------------------------

test('plain CGI serves a thread, a comment and HEAD', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const { env, body } = site.submission({ comment: 'By plain CGI' });
  const posted = await site.cgi(env, body);
  assert.equal(posted.status, 201, posted.raw + posted.stderr);
  assert.equal(posted.code, 0);
  const shown = await site.cgi(site.fastCgiEnvironment());
  assert.equal(shown.status, 200);
  assert.match(shown.body, /By plain CGI/);
  const again = await site.cgi({
    ...site.fastCgiEnvironment(),
    HTTP_IF_NONE_MATCH: shown.headers.etag,
  });
  assert.equal(again.status, 304);
  assert.equal(again.body, '');
  const head = await site.cgi(site.fastCgiEnvironment({ method: 'HEAD' }));
  assert.equal(head.status, 200);
  assert.equal(head.body, '');
  const html = site.submission({ comment: 'By plain CGI in a browser' }, { accept: 'text/html' });
  const redirected = await site.cgi(html.env, html.body);
  assert.equal(redirected.status, 303);
  assert.match(redirected.headers.location, /#comment-\d+$/);
});

test("plain CGI writes nothing before its headers, and nothing on standard error for a field error", async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const { env, body } = site.submission({ comment: '' });
  const answer = await site.cgi(env, body);
  assert.match(answer.raw, /^[A-Za-z-]+: /);
  assert.equal(answer.status, 422);
  assert.equal(answer.code, 0);
});

test('a shebang or query cannot pass options to the program run as CGI', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const env = { ...site.fastCgiEnvironment(), QUERY_STRING: '--version' };
  const result = await run(site.program, ['--version'], { env: { ...site.environment, ...env } });
  assert.doesNotMatch(
    result.stdout,
    /^(afterword )?\d+\.\d+\.\d+\n$/,
    'a CGI request is never a command',
  );
});

test('started by spawn-fcgi the program is a worker on descriptor 0', async (t) => {
  const site = await siteFor(t, { serve: false });
  const worker = start('spawn-fcgi', ['-n', '-s', site.socket, '-M', '0660', '--', site.program], {
    env: site.environment,
  });
  site.children.push(worker);
  await site.ready();
  const id = await site.comment();
  assert.ok((await site.get('/hello/')).tree.has(`#comment-${id}`), JSON.stringify(await site.stored(id)));
  worker.kill('SIGTERM');
  await inTime(worker.ended, 10_000, 'the end of the worker');
});

test('a worker that is told to stop serves requests that wait in its own socket', async (t) => {
  const site = await siteFor(t, { serve: false, ready: false });
  const worker = start('spawn-fcgi', ['-n', '-s', site.socket, '-M', '0660', '--', site.program], {
    env: site.environment,
  });
  t.after(() => end(worker));
  await until(async () => (await site.get('/comments/health')).status === 200, { what: 'the worker' });
  worker.kill('SIGSTOP');
  const waiting = Array.from({ length: 5 }, () => site.fastCgi(site.fastCgiEnvironment()));
  await until(() => fs.readFileSync('/proc/net/unix', 'utf8').split(site.socket).length > 5, {
    what: 'connections in the queue',
  });
  worker.kill('SIGTERM');
  worker.kill('SIGCONT');
  for (const answer of await Promise.all(waiting)) assert.equal(answer.status, 200);
  assert.deepEqual(await worker.ended, { code: 0, signal: null });
});

test('fcgiwrap runs the program as CGI behind nginx', async (t) => {
  const site = await siteFor(t, {
    serve: false,
    ready: false,
    nginxExtra: '',
    prepare: (s) => {
      s.wrapper = path.join(s.dir, 'comments.cgi');
      fs.writeFileSync(
        s.wrapper,
        `#!/bin/sh\nAFTERWORD_CONFIG=${s.configFile} exec ${s.program}\n`,
        { mode: 0o755 },
      );
    },
  });
  const wrap = start('fcgiwrap', ['-s', `unix:${site.socket}`], { env: site.environment });
  site.children.push(wrap);
  await until(() => fs.existsSync(site.socket));
  const ask = (env, body) => site.fastCgi({ ...env, SCRIPT_FILENAME: site.wrapper }, body);
  const { env, body } = site.submission({ comment: 'By fcgiwrap' });
  assert.equal((await ask(env, body)).status, 201);
  assert.match((await ask(site.fastCgiEnvironment())).body, /By fcgiwrap/);
});

// --- invalid FastCGI --------------------------------------------------------------------------

const someParams = (site) => pairs(site.fastCgiEnvironment());
const lengths = (n, v) => {
  const b = Buffer.alloc(8);
  b.writeUInt32BE((n | 0x80000000) >>> 0, 0);
  b.writeUInt32BE((v | 0x80000000) >>> 0, 4);
  return b;
};

const wrongBytes = {
  'two lengths of 0x7ffffffe': () =>
    Buffer.concat([
      begin(),
      record(Type.params, Buffer.concat([lengths(0x7ffffffe, 0x7ffffffe), Buffer.alloc(68)])),
      record(Type.params),
    ]),
  'one length of 0x7fffffff': () =>
    Buffer.concat([
      begin(),
      record(Type.params, Buffer.concat([lengths(0x7fffffff, 1), Buffer.alloc(20)])),
      record(Type.params),
    ]),
  'a name longer than what follows': () =>
    Buffer.concat([
      begin(),
      record(Type.params, Buffer.concat([lengths(5000, 5000), Buffer.from('x')])),
      record(Type.params),
    ]),
  'a header cut after four bytes, then the end': () => begin().subarray(0, 4),
  'a record cut in its content': () =>
    Buffer.concat([begin(), record(Type.params, Buffer.alloc(100)).subarray(0, 50)]),
  'another version of the protocol': () =>
    record(Type.beginRequest, [0, 1, 0, 0, 0, 0, 0, 0], { version: 9 }),
  'a role that is not ours': () =>
    Buffer.concat([begin({ role: 2 }), record(Type.params), record(Type.stdin)]),
  'a role that does not exist': () =>
    Buffer.concat([begin({ role: 999 }), record(Type.params), record(Type.stdin)]),
  'a request that never began': (site) =>
    Buffer.concat([stream(Type.params, someParams(site)), record(Type.stdin)]),
  'a record of an unknown type': () => Buffer.concat([begin(), record(77, 'x')]),
  'a begin record too short': () => record(Type.beginRequest, [0, 1]),
  'two requests at once on one connection': (site) =>
    Buffer.concat([
      begin({ id: 1 }),
      begin({ id: 2 }),
      stream(Type.params, someParams(site), { id: 1 }),
    ]),
  'an abort': (site) =>
    Buffer.concat([begin(), stream(Type.params, someParams(site)), record(Type.abortRequest)]),
  'a question for values': () =>
    record(Type.getValues, pairs({ FCGI_MAX_CONNS: '', FCGI_MPXS_CONNS: '' }), { id: 0 }),
  'plain HTTP': () => Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
  zeros: () => Buffer.alloc(4096),
  ones: () => Buffer.alloc(4096, 0xff),
  'an endless padding': () =>
    record(Type.beginRequest, [0, 1, 0, 0, 0, 0, 0, 0], { padding: 255 }).subarray(0, 20),
};

test('bytes that are not FastCGI affect no other request', async (t) => {
  const site = await siteFor(t, { config: { server: { request_seconds: 8 } } });
  for (const [what, make] of Object.entries(wrongBytes)) {
    const connection = site.connect();
    connection.write(make(site));
    connection.socket.end();
    await servedSoon(site, `after ${what}`);
    connection.close();
  }
  await until(() => site.workerPids().length >= 2, { what: 'all workers' });
  const id = await site.comment();
  assert.ok((await site.thread()).tree.has(`#comment-${id}`), JSON.stringify(await site.stored(id)));
});

test('a connection that ends within a request leaves nothing to the next one', async (t) => {
  const site = await siteFor(t, { nginx: false, workers: 1 });
  const bytes = requestBytes(site.fastCgiEnvironment());
  await until(async () => (await site.fastCgi(site.fastCgiEnvironment()))?.status === 200);
  for (let size = 1; size < bytes.length; size += 40) {
    const connection = site.connect();
    connection.socket.end(bytes.subarray(0, size));
    await until(() => connection.closed, { every: 1, what: 'the end of the connection' });
    assert.equal((await site.fastCgi(site.fastCgiEnvironment()))?.status, 200, `after ${size} bytes`);
  }
});

test('a client that sends half a header and waits is disconnected, and others are served meanwhile', async (t) => {
  const site = await siteFor(t, { workers: 2, config: { server: { request_seconds: 4 } } });
  const { env, body } = site.submission();
  const connections = [
    begin().subarray(0, 4),
    Buffer.alloc(0),
    requestBytes(env, body).subarray(0, 60),
    requestBytes(env, body).subarray(0, -20),
  ].map((bytes) => {
    const connection = site.connect();
    connection.write(bytes);
    return { connection, what: `a silent connection of ${bytes.length} bytes` };
  });
  for (const { connection, what } of connections) {
    await until(() => connection.socket.readyState === 'open');
    await servedSoon(site, `beside ${what}`);
  }
  for (const { connection, what } of connections) {
    await until(() => connection.closed, { within: 12_000, every: 50, what: `the end of ${what}` });
  }
});

test('as many silent connections as workers block the site for at most the time limit', async (t) => {
  const site = await siteFor(t, { workers: 2, config: { server: { request_seconds: 2 } } });
  const connections = Array.from({ length: 2 }, () => site.connect());
  for (const connection of connections) connection.write(begin().subarray(0, 4));
  await until(async () => (await site.thread('/hello/', '', { timeout: 12_000 })).status === 200, {
    within: 12_000,
    what: 'a thread',
  });
  for (const connection of connections) connection.close();
  await site.comment();
});

test('a web server that asks to keep its connection does not occupy a worker', async (t) => {
  const site = await siteFor(t, { workers: 2 });
  const kept = Array.from({ length: 4 }, () => site.connect());
  for (const connection of kept) {
    connection.write(requestBytes(site.fastCgiEnvironment(), '', { keep: true }));
    const answer = await connection.answer({ within: 3000 });
    assert.equal(answer?.status, 200);
    assert.ok(answer.ended);
  }
  await servedSoon(site, 'beside kept connections');
  await site.comment();
  for (const connection of kept) connection.close();
});

test('a client that disconnects during a response affects nobody else', async (t) => {
  const site = await siteFor(t, { config: { comments: { per_page: 500 } } });
  await site.importComments(
    Array.from({ length: 500 }, (_, i) => ({ text: `${i} ${'long '.repeat(200)}` })),
  );
  const pids = site.workerPids().join(' ');
  for (let i = 0; i < 20; i++) {
    const connection = site.connect();
    connection.write(requestBytes(site.fastCgiEnvironment()));
    await until(() => connection.received.length > 0 || connection.closed, {
      every: 1,
      within: 3000,
    });
    connection.close();
  }
  await servedSoon(site, 'after readers that went away');
  assert.equal(site.workerPids().join(' '), pids, 'no worker died of it');
});

test('three hundred silent connections do not block the site', async (t) => {
  const site = await siteFor(t, { config: { server: { request_seconds: 2 } } });
  const sockets = Array.from({ length: 300 }, () => net.connect(site.socket).on('error', () => {}));
  await Promise.all(
    sockets.map((s) => new Promise((done) => s.once('connect', done).once('error', done))),
  );
  for (const socket of sockets) socket.destroy();
  await until(async () => (await site.thread()).status === 200, {
    within: 10_000,
    what: 'a thread',
  });
});

// --- the log ------------------------------------------------------------------------------------------------

test('the log has one line for each event and no IP address, email or text of a visitor', async (t) => {
  const site = await siteFor(t);
  const secret = 'quiet-words-5521';
  await site.comment(
    { comment: secret, email: 'secret-5521@example.org' },
    { headers: { Referer: `${site.url}/?a=%0aFAKE-LINE` } },
  );
  await site.post({ comment: secret, email: 'secret-5521@' });
  const env = {
    ...site.submission({ comment: '' }).env,
    HTTP_USER_AGENT: 'one\u001b[31m\r\nFAKE-LINE two',
    REMOTE_ADDR: '203.0.113.77',
    REQUEST_URI: '/comments/x\r\nFAKE-LINE',
  };
  await site.fastCgi(env, 'x');
  await site.stopServer();
  assert.doesNotMatch(site.log(), /quiet-words-5521|secret-5521|203\.0\.113\.77/);
  assert.ok(!/^FAKE-LINE/m.test(site.log()));
  assert.ok(!site.log().includes('\u001b'));
});

test('the response to FCGI_GET_VALUES contains only the requested values', async (t) => {
  const site = await siteFor(t, { nginx: false, workers: 1 });
  const questions = [
    ['FCGI_MAX_REQS'],
    ['FCGI_MAX_REQS', 'FCGI_MAX_CONNS'],
    ['FCGI_MAX_CONNS', 'FCGI_MPXS_CONNS'],
    ['FCGI_MPXS_CONNS'],
  ];
  const question = (names) => {
    const content = pairs(Object.fromEntries(names.map((name) => [name, ''])));
    // libfcgi wants whole words of eight bytes.
    return record(Type.getValues, content, { id: 0, padding: (8 - (content.length % 8)) % 8 });
  };
  await until(async () => (await site.fastCgi(site.fastCgiEnvironment({})))?.status === 200);
  for (let i = 0; i < 20; ++i) {
    // A text in the worker's memory, which a response must not contain.
    await site.fastCgi(site.fastCgiEnvironment({ path: `/comments/thread/${'secret-'.repeat(i)}/` }));
    const names = questions[i % questions.length];
    const connection = site.connect();
    connection.write(question(names));
    await until(() => connection.records().length === 1, { what: `an answer about ${names}` });
    const [answer] = connection.records();
    connection.close();
    assert.equal(answer.type, Type.getValuesResult);
    for (const name of names) assert.ok(answer.content.includes(name), name);
    assert.ok(answer.padding.every((byte) => byte === 0), `padding ${answer.padding.toString('hex')}`);
  }
});

// Starts the program with a standard error that is full and that nobody reads; descriptor 9 is its
// other end. Blocking, as a shell makes it.
const fullLog = {
  pipe: `
import os, sys
r, w = os.pipe()`,
  socket: `
import os, socket, sys
r, w = (s.detach() for s in socket.socketpair())`,
};
const startFull = `
os.set_blocking(w, False)
try:
    while True: os.write(w, b"x" * 511 + b"\\n")
except BlockingIOError: pass
os.set_blocking(w, True)
os.dup2(r, 9); os.dup2(w, 2)
os.execv(sys.argv[1], sys.argv[1:])
`;

async function serveWithFullLog(site, kind) {
  const listen = ['--listen', `unix:${site.socket}`, '--workers', '2'];
  site.server = start(
    'python3',
    ['-c', fullLog[kind] + startFull, site.program, 'serve', '--config', site.configFile, ...listen],
    { env: site.environment, cwd: site.dir },
  );
  site.children.push(site.server);
  await site.ready();
}

for (const kind of Object.keys(fullLog)) {
  test(`a log that is a full ${kind} without a reader blocks no request, no replacement and no shutdown`, async (t) => {
    const site = await siteFor(t, { serve: false });
    await serveWithFullLog(site, kind);
    for (let i = 0; i < 4; i++) {
      const victim = site.workerPids()[0];
      process.kill(victim, 'SIGKILL');
      await servedSoon(site, 'after a kill');
      await until(() => site.workerPids().length === 2 && !site.workerPids().includes(victim), {
        within: 3000,
        what: 'a new worker',
      });
    }
    site.server.kill('SIGHUP');
    await site.comment();
    const workers = site.workerPids();
    site.server.kill('SIGTERM');
    const { code } = await inTime(site.server.ended, 5000, 'the end of the supervisor');
    assert.equal(code, 0);
    assert.ok(workers.every((pid) => !isAlive(pid)));
  });
}

test('the number of dropped log lines is logged when the log is read again', async (t) => {
  const site = await siteFor(t, { serve: false });
  await serveWithFullLog(site, 'pipe');
  const victim = site.workerPids()[0];
  process.kill(victim, 'SIGKILL');
  await until(() => site.workerPids().length === 2 && !site.workerPids().includes(victim));
  const reader = start('cat', [`/proc/${site.server.pid}/fd/9`]);
  t.after(() => end(reader));
  // The start, the death of the worker, and as root the advice not to be.
  const dropped = `afterword: ${isRoot ? 3 : 2} log lines were dropped`;
  await until(() => reader.output.includes(dropped), {
    within: 5000,
    what: 'the number of dropped lines',
  });
  process.kill(site.workerPids()[0], 'SIGKILL');
  await until(() => /^afterword: worker \d \(process \d+\) was killed by signal 9/m.test(reader.output), {
    what: 'a line in the log',
  });
});
