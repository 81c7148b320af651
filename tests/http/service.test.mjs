// Service managers: the inherited socket, notifications, restarts and upgrades under load, the systemd
// units and their exposure, and the log.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { FastCgiConnection, requestBytes } from '../lib/fastcgi.mjs';
import { end, isAlive, isRoot, program, root, run, siteFor, start, unique } from '../lib/site.mjs';
import { pool, until } from '../lib/wait.mjs';

const units = path.join(root, 'deploy/systemd');
const unit = (name) => fs.readFileSync(path.join(units, name), 'utf8');

/** A site with a substitute for systemd, lib/service_manager.py, that owns socket and service. */
async function managedSite(t, options = {}) {
  const site = await siteFor(t, { ...options, serve: false });
  const manager = start(
    'python3',
    [
      path.join(root, 'tests/lib/service_manager.py'),
      site.socket,
      site.program,
      'serve',
      '--workers',
      String(site.workers),
      ...(options.arguments ?? []),
    ],
    { env: site.environment, cwd: site.dir, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  manager.said = [];
  let rest = '';
  const answers = [];
  manager.stdout.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const [word, ...what] = line.split(' ');
      if (word === 'said') manager.said.push(what.join(' '));
      else if (word === 'status') manager.status = Number(what[0]);
      else answers.push(Number(what[0]));
    }
  });
  /** Starts, reloads, restarts or stops the service; returns its process id. */
  manager.do = async (word) => {
    manager.stdin.write(`${word}\n`);
    await until(() => answers.length > 0 || manager.exitCode !== null, {
      within: 30_000,
      every: 2,
      what: word,
    });
    assert.equal(manager.exitCode, null, manager.output);
    return answers.shift();
  };
  site.children.push(manager);
  return { site, manager };
}

/** Runs the program like a service manager that passes `descriptors`. */
function handedOver(site, { sockets = 1, inherited = 'ignore', args = [] } = {}) {
  const child = spawn(
    'sh',
    ['-c', 'LISTEN_PID=$$ exec "$@"', 'sh', site.program, 'serve', '--config', site.configFile, ...args],
    {
      env: { ...site.environment, LISTEN_FDS: String(sockets) },
      stdio: ['ignore', 'ignore', 'pipe', inherited],
    },
  );
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, said });
    });
  });
}

// --- the socket ---------------------------------------------------------------------------------------

test('systemd-socket-activate starts the program with the first request, which is served', async (t) => {
  const site = await siteFor(t, { serve: false });
  const activate = start(
    'systemd-socket-activate',
    [
      ...['-l', site.socket, '-E', `AFTERWORD_CONFIG=${site.configFile}`],
      ...[site.program, 'serve', '--workers', '2'],
    ],
    { env: site.environment },
  );
  site.children.push(activate);
  await until(() => fs.existsSync(site.socket));
  const id = await site.comment();
  assert.ok((await site.thread()).tree.has(`#comment-${id}`));
  await end(activate);
  assert.match(activate.output, /afterword: version .* 2 workers on unix:.*, an inherited socket/);
  assert.ok(fs.existsSync(site.socket), 'whoever made the socket file keeps it');
});

test('the inherited socket has precedence over --listen and server.listen, and the log says so', async (t) => {
  const { site, manager } = await managedSite(t, { arguments: ['--listen', '127.0.0.1:1'] });
  await manager.do('start');
  await site.ready();
  assert.match(manager.output, /127\.0\.0\.1:1 is ignored/);

  const same = await managedSite(t, {
    prepare: (s) => s.writeConfig({ server: { listen: `unix:${s.socket}` } }),
  });
  await same.manager.do('start');
  await same.site.ready();
  assert.doesNotMatch(same.manager.output, /is ignored/);

  const other = await managedSite(t, { config: { server: { listen: 'unix:other.sock' } } });
  await other.manager.do('start');
  await other.site.ready();
  assert.match(other.manager.output, /other\.sock is ignored/);
  assert.ok(!fs.existsSync(path.join(other.site.home, 'other.sock')));
});

test('an inherited socket that cannot be used is refused with a message that names the remedy', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const file = fs.openSync(site.configFile, 'r');
  t.after(() => fs.closeSync(file));
  const open = net.createServer();
  await new Promise((resolve) => open.listen(0, '0.0.0.0', resolve));
  t.after(() => open.close());
  for (const [wrong, sentence] of [
    [{ sockets: 2, inherited: file }, /2 sockets.*one ListenStream=/],
    [{ sockets: 'many', inherited: file }, /LISTEN_FDS is "many"/],
    [{ inherited: file }, /no stream socket.*ListenStream=/],
    [{ inherited: 'pipe' }, /one connection.*Accept=no/],
    [{ inherited: open._handle.fd }, /other machines.*ListenStream=\//],
  ]) {
    const { code, said } = await handedOver(site, wrong);
    assert.equal(code, 1, said);
    assert.match(said, sentence);
  }
});

test('socket variables for another process are ignored', async (t) => {
  const site = await siteFor(t, {
    env: { LISTEN_PID: '1', LISTEN_FDS: '1', LISTEN_FDNAMES: 'a' },
  });
  await site.comment();
  assert.doesNotMatch(site.log(), /inherited/);
});

// --- notifications ------------------------------------------------------------------------

test('the service manager is notified of start, reload and stop', async (t) => {
  const { site, manager } = await managedSite(t);
  const pid = await manager.do('start');
  await site.ready();
  assert.equal(await manager.do('reload'), pid);
  await manager.do('stop');
  const [ready, reloading, again, stopping, ...more] = manager.said;
  assert.deepEqual([ready, again, stopping, more], ['READY=1', 'READY=1', 'STOPPING=1', []]);
  const [, microseconds] = /^RELOADING=1 MONOTONIC_USEC=(\d+)$/.exec(reloading);
  const uptime = Number(fs.readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
  assert.ok(Math.abs(Number(microseconds) / 1e6 - uptime) < 60, `${microseconds} of ${uptime}`);
  assert.equal(manager.status, 0);
});

test('the service manager is notified of the end of a failed reload', async (t) => {
  const { site, manager } = await managedSite(t);
  await manager.do('start');
  fs.writeFileSync(site.configFile, '[comments]\nmax_link = 3\n');
  await manager.do('reload');
  assert.match(manager.output, /the reload failed/);
  await site.ready();
});

test('an unreachable service manager gives a line in the log, and the site is served', async (t) => {
  const site = await siteFor(t, { env: { NOTIFY_SOCKET: '/nowhere/notify' } });
  await site.comment();
  assert.match(site.log(), /cannot tell the service manager "READY=1" at NOTIFY_SOCKET=\/nowhere/);
});

// --- restarts and upgrades under load ----------------------------------------------------------------

const restarts = process.env.LONG ? 1000 : 100;
const requests = process.env.LONG ? 100_000 : 10_000;

/** Replaces the file of the program, as an upgrade does; returns its inode. */
function upgrade(site) {
  const fresh = `${site.program}.new`;
  fs.copyFileSync(program, fresh);
  fs.chmodSync(fresh, 0o755);
  fs.renameSync(fresh, site.program);
  return fs.statSync(site.program).ino;
}

/** Eight clients that read and write without a pause; `finish` ends them after `atLeast` requests. */
function busySite(t, site) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  t.after(() => agent.destroy());
  const pages = ['/hello/', '/a/', '/blog/first/', '/blog/second/', '/old/'];
  const busy = { served: 0, failures: [], acknowledged: new Map() };
  let enough = Infinity;
  const ask = async (i) => {
    const page = pages[i % pages.length];
    if (i % 8) return (await site.thread(page, '', { agent })).status;
    const comment = unique('Restarted');
    const answer = await site.postJson({ page, comment }, { agent });
    if (answer.status === 201) busy.acknowledged.set(answer.json().id, comment);
    return answer.status;
  };
  const clients = pool(8, 8, async (first) => {
    for (let i = first; busy.served < enough; i++) {
      const status = await ask(i).catch((error) => error.message);
      if (![200, 201].includes(status)) busy.failures.push(status);
      busy.served++;
    }
  });
  busy.finish = (atLeast = 0) => {
    enough = atLeast;
    return clients;
  };
  /** Until a few more requests were answered. */
  busy.goOn = () => {
    const before = busy.served;
    return until(() => busy.served > before + 10, { every: 1, within: 20_000, what: 'requests' });
  };
  return busy;
}

/** No request failed, and every acknowledged comment is stored once. */
function checkBusy({ failures, acknowledged }, stored) {
  assert.deepEqual(failures, []);
  assert.equal(stored.length, acknowledged.size);
  for (const { id, text } of stored) assert.equal(text, acknowledged.get(id));
}

test(
  `${restarts} restarts and upgrades under ${requests} requests fail none, and store each comment once`,
  { timeout: process.env.LONG ? 3_600_000 : 180_000 },
  async (t) => {
    const { site, manager } = await managedSite(t, {
      prepare: (s) => {
        s.program = path.join(s.dir, 'afterword');
        upgrade(s);
      },
    });
    await manager.do('start');
    const busy = busySite(t, site);
    try {
      for (let i = 1; i <= restarts; i++) {
        const newest = i % 5 ? null : upgrade(site);
        const pid = await manager.do('restart');
        assert.equal(manager.status, 0);
        if (newest) assert.equal(fs.statSync(`/proc/${pid}/exe`).ino, newest, 'the new program');
        await busy.goOn();
      }
    } finally {
      await busy.finish(requests);
    }
    t.diagnostic(`${busy.served} requests, ${busy.acknowledged.size} comments`);
    assert.ok(busy.acknowledged.size > requests / 10);
    checkBusy(busy, await site.list());
  },
);

// --- the log ---------------------------------------------------------------------------------------

test('without a reader of the log, the supervisor and new workers continue', async (t) => {
  const site = await siteFor(t);
  site.server.stderr.destroy();
  site.server.stdout.destroy();
  // Both write to the log: that workers were killed, and that there is no database.
  fs.renameSync(site.database, `${site.database}.away`);
  const before = site.workerPids();
  for (const pid of before) process.kill(pid, 'SIGKILL');
  await until(async () => (await site.get('/comments/health')).status === 503, {
    what: 'workers that say that there is no database',
  });
  site.server.kill('SIGHUP');
  fs.renameSync(`${site.database}.away`, site.database);
  await until(async () => (await site.get('/comments/health')).status === 200, {
    what: 'the database again',
  });
  // Each worker checks it once a second.
  await until(async () => (await site.postJson()).status === 201, { within: 3000, what: 'a comment' });
  assert.ok(isAlive(site.server.pid));
  site.server.kill('SIGTERM');
  await until(() => !isAlive(site.server.pid), { what: 'the end' });
});

// --- the units ---------------------------------------------------------------------------------------

test('the service unit exposes 1.5 or less of ten', async () => {
  const { code, output } = await run('systemd-analyze', [
    ...['security', '--offline=true', '--threshold=15', '--no-pager'],
    path.join(units, 'afterword.service'),
  ]);
  assert.equal(code, 0, output);
  assert.match(output, /Overall exposure level for afterword\.service: [01]\.\d/);
});

test('systemd-analyze verify reports no error in the units', async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aw-units-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  for (const name of ['afterword.service', 'afterword.socket'])
    fs.writeFileSync(
      path.join(folder, name),
      unit(name)
        .replace('/usr/bin/afterword', program)
        .replaceAll(/^Documentation=.*/gm, ''),
    );
  const { code, output } = await run('systemd-analyze', [
    ...['verify', '--recursive-errors=no'],
    path.join(folder, 'afterword.service'),
    path.join(folder, 'afterword.socket'),
  ]);
  assert.equal(output, '');
  assert.equal(code, 0);
});

test('the socket of the unit is the one that the configurations of the web servers name', () => {
  const [, socket] = /^ListenStream=(.*)$/m.exec(unit('afterword.socket'));
  for (const file of ['nginx/afterword.conf', 'lighttpd/afterword.conf'])
    assert.ok(fs.readFileSync(path.join(root, 'deploy', file), 'utf8').includes(socket), file);
});

// --- systemd itself, where it runs ---------------------------------------------------------------

/** The units under another name, so that a real installation is not affected. */
function renamed(text, name, binary) {
  return text
    .replaceAll('/usr/bin/afterword', binary)
    .replaceAll('/etc/afterword/', `/etc/${name}/`)
    .replaceAll('/run/afterword/', `/run/${name}/`)
    .replaceAll('afterword.socket', `${name}.socket`)
    .replaceAll(
      /^(User|Group|SocketUser|StateDirectory|CacheDirectory|ConfigurationDirectory)=.*/gm,
      `$1=${name}`,
    );
}

const must = async (command, ...args) => {
  const { code, output } = await run(command, args, { timeout: 60_000 });
  assert.equal(code, 0, `${command} ${args.join(' ')}: ${output}`);
  return output;
};

/** Installs the units until the next boot, with a user, a program and a site. */
async function systemdSite(t, name) {
  const home = `/usr/local/lib/${name}`; // neither /tmp nor /home, which the unit does not see
  t.after(async () => {
    await run('systemctl', ['stop', `${name}.service`, `${name}.socket`]);
    for (const kind of ['service', 'socket']) fs.rmSync(`/run/systemd/system/${name}.${kind}`);
    await run('systemctl', ['daemon-reload']);
    await run('userdel', [name]);
    for (const folder of [home, `/etc/${name}`, `/var/lib/${name}`, `/var/cache/${name}`])
      fs.rmSync(folder, { recursive: true, force: true });
  });
  await must('useradd', '--system', '--shell', '/usr/sbin/nologin', name);
  await must('install', '-D', program, `${home}/afterword`);
  for (const kind of ['service', 'socket'])
    fs.writeFileSync(
      `/run/systemd/system/${name}.${kind}`,
      renamed(unit(`afterword.${kind}`), name, `${home}/afterword`),
    );
  const site = await siteFor(t, {
    serve: false,
    prepare: async (s) => {
      fs.cpSync(s.documentRoot, `${home}/www`, { recursive: true });
      s.socket = `/run/${name}/afterword.sock`;
      const folder = `/var/lib/${name}`;
      await must('install', '-d', '-m', '700', '-o', name, folder);
      await must('install', '-m', '600', '-o', name, s.database, `${folder}/afterword.db`);
      s.writeConfig({
        pages: { document_root: `${home}/www` },
        store: { database: `sqlite:${folder}/afterword.db` },
      });
      await must('install', '-D', '-m', '640', '-g', name, s.configFile, `/etc/${name}/afterword.toml`);
    },
  });
  await must('systemctl', 'daemon-reload');
  return site;
}

// As root of a machine that systemd runs; the tests above have the same by its parts.
if (isRoot && fs.existsSync('/run/systemd/system')) {
  test(
    'under systemd the units serve a site, restart and reload without a failure, and are as tight as said',
    { timeout: 180_000 },
    async (t) => {
      const name = `afterword-test-${process.pid}`;
      const site = await systemdSite(t, name);
      await must('systemctl', 'start', `${name}.socket`, `${name}.service`);
      await until(async () => (await site.get('/comments/health')).status === 200);
      const busy = busySite(t, site);
      try {
        for (let i = 0; i < 25; i++) {
          await must('systemctl', i % 5 ? 'restart' : 'reload', `${name}.service`);
          await busy.goOn();
        }
      } finally {
        await busy.finish();
      }
      t.diagnostic(`${busy.served} requests, ${busy.acknowledged.size} comments`);
      checkBusy(busy, await site.list());
      const said = await must('systemd-analyze', 'security', '--no-pager', `${name}.service`);
      const [, exposure] = /Overall exposure level for .*: (\d+\.\d)/.exec(said);
      assert.ok(Number(exposure) <= 1.5, exposure);
      assert.equal(
        await must('systemctl', 'show', '-p', 'NRestarts', '--value', `${name}.service`),
        '0\n',
      );
    },
  );
}
