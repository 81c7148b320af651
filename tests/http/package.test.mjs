// The Debian package, `make install` and the container file.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { program, root, siteFor, start } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

const build = path.dirname(program);
const version = fs.readFileSync(path.join(root, 'VERSION'), 'utf8').trim();
let folder;
let unpacked;
let deb;

/** A command that must succeed; its standard output. */
function done(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', cwd: root, ...options });
  assert.equal(result.status, 0, `${command} ${args.join(' ')}: ${result.stderr ?? result.error}`);
  return result.stdout;
}

before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aw-package-'));
  done('make', ['--no-print-directory', 'man']);
  deb = done('deploy/debian/build.sh', [build]).trim();
  unpacked = path.join(folder, 'unpacked');
  done('dpkg-deb', ['-R', deb, unpacked]);
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const control = (name) => fs.readFileSync(path.join(unpacked, 'DEBIAN', name), 'utf8');

/**
 * A packaged configuration with the folders of a test site instead of those of the system. Its database
 * is created beforehand.
 */
function configured(site, file) {
  // There is no database yet.
  site.database = path.join(site.home, 'made-at-first', 'afterword.db');
  const text = fs
    .readFileSync(file, 'utf8')
    .replace(/"sqlite:[^"]*"/, `"sqlite:${site.database}"`)
    .replace(/^listen = .*$/m, '')
    .replace(/^(# )?document_root = .*$/m, `document_root = "${site.documentRoot}"`)
    .replace(/^(# )?url = .*$/m, `url = "${site.url}"`);
  fs.writeFileSync(site.configFile, text);
  return text;
}

// --- the Debian package --------------------------------------------------------------------------

test('the manual pages contain every command and every key, and have no fault', () => {
  const pages = ['afterword.1', 'afterword.toml.5'].map((name) => path.join(build, 'man', name));
  const [commands, keys] = pages.map((page) => {
    done('mandoc', ['-T', 'lint', '-W', 'style', page]);
    return done('mandoc', ['-T', 'utf8', page]).replace(/.\x08/g, '').replace(/\s+/g, ' ');
  });
  for (const [, name] of done(program, ['--help']).matchAll(/^  ([a-z]+) {2,}/gm))
    assert.ok(commands.includes(` ${name} `), name);
  for (const words of ['comment list', 'moderator password', 'import wordpress'])
    for (const [, option] of done(program, [...words.split(' '), '--help']).matchAll(/^ {2}(--[a-z-]+)/gm))
      assert.ok(option === '--config' || commands.includes(option), `${words} ${option}`);
  const table = fs.readFileSync(path.join(root, 'docs/configuration.md'), 'utf8');
  for (const [, key] of table.matchAll(/`([a-z]+\.[a-z_]+)`[^|]*\|/g)) assert.ok(keys.includes(key), key);
  for (const name of ['man1/afterword.1.gz', 'man5/afterword.toml.5.gz'])
    assert.ok(fs.existsSync(path.join(unpacked, 'usr/share/man', name)), name);
});

test('lintian finds no fault in the package', () => {
  const found = done('lintian', ['--allow-root', '--fail-on', 'error,warning', deb]);
  assert.equal(found.replace(/^N:.*\n/gm, ''), '');
});

test('the package has the right name and dependencies', () => {
  const arch = done('dpkg', ['--print-architecture']).trim();
  assert.equal(path.basename(deb), `afterword_${version}_${arch}.deb`);
  const fields = control('control');
  assert.match(fields, new RegExp(`^Version: ${version}$`, 'm'));
  assert.match(fields, new RegExp(`^Architecture: ${arch}$`, 'm'));
  assert.match(fields, /^Depends: .*libc6 .*systemd-sysusers.*tzdata/m);
  assert.match(fields, /^Recommends: libcurl4/m);
});

test('the package contains the program, the units, the user and the configuration, with their modes', () => {
  const listed = new Map(
    done('dpkg-deb', ['-c', deb])
      .trim()
      .split('\n')
      .map((line) => {
        const [mode, owner, , , , name] = line.split(/\s+/);
        return [name.replace(/^\.\/(usr\/)?/, ''), `${mode} ${owner}`];
      }),
  );
  const plain = '-rw-r--r-- root/root';
  assert.equal(listed.get('bin/afterword'), '-rwxr-xr-x root/root');
  for (const file of [
    'etc/afterword/afterword.toml',
    'lib/systemd/system/afterword.service',
    'lib/systemd/system/afterword.socket',
    'lib/sysusers.d/afterword.conf',
    'share/doc/afterword/copyright',
    'share/doc/afterword/docs/debian.md',
    'share/doc/afterword/deploy/nginx/afterword.conf',
  ])
    assert.equal(listed.get(file), plain, file);
  assert.ok(!done('dpkg-deb', ['-c', deb]).includes(root), 'no path of the build');
  assert.equal(control('conffiles'), '/etc/afterword/afterword.toml\n');
});

test('an upgrade restarts the service and leaves the socket open; the configuration is for its user only', () => {
  const script = control('postinst');
  assert.match(script, /_dh_action=restart\s+else\s+_dh_action=start\s+fi\s+[^\n]*'afterword\.service'/);
  assert.match(script, /invoke start 'afterword\.socket'/);
  assert.doesNotMatch(script, /(restart|\$_dh_action)[^\n]*afterword\.socket/);
  assert.ok(
    script.indexOf('chgrp afterword /etc/afterword/afterword.toml') < script.indexOf('_dh_action'),
  );
  // Only a removal stops the socket.
  assert.match(control('prerm'), /= remove \][^]*stop [^\n]*afterword\.socket/);
  assert.doesNotMatch(control('postrm'), /rm [^\n]*\/var\/lib\/afterword/);
  for (const name of ['postinst', 'prerm', 'postrm'])
    done('sh', ['-n', path.join(unpacked, 'DEBIAN', name)]);
});

test('the program and the configuration of the package serve a site', async (t) => {
  const site = await siteFor(t, {
    serve: false,
    prepare: (s) => {
      configured(s, path.join(unpacked, 'etc/afterword/afterword.toml'));
      s.program = path.join(unpacked, 'usr/bin/afterword');
    },
  });
  await site.serve();
  await site.ready();
  const answer = await site.postJson();
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.json().status, 'waiting');
});

test('make install puts the program where the installed units expect it', () => {
  const there = path.join(folder, 'installed');
  done('make', ['-s', '-o', `${build}/afterword`, 'install', `BUILD=${build}`, `DESTDIR=${there}`]);
  const unit = fs.readFileSync(
    path.join(there, 'usr/local/lib/systemd/system/afterword.service'),
    'utf8',
  );
  const [, command] = /^ExecStart=(\S+)/m.exec(unit);
  assert.equal(done(path.join(there, command), ['--version']).includes(version), true);
  assert.ok(fs.existsSync(path.join(there, 'usr/local/lib/sysusers.d/afterword.conf')));
});

// --- the container ---------------------------------------------------------------------------------

const containerFile = path.join(root, 'deploy/container/Containerfile');

/** The instructions of the container file: [name, rest], lines that go on joined. */
function instructions() {
  return fs
    .readFileSync(containerFile, 'utf8')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line))
    .map((line) => [line.split(' ')[0], line.slice(line.indexOf(' ') + 1)]);
}

test('the container file copies existing files, which are sufficient for make', (t) => {
  const copied = instructions()
    .filter(([name, rest]) => name === 'COPY' && !rest.startsWith('--from'))
    .flatMap(([, rest]) => rest.split(/\s+/).slice(0, -1));
  assert.ok(copied.length >= 6);
  const sources = path.join(folder, 'sources');
  for (const file of copied)
    fs.cpSync(path.join(root, file), path.join(sources, file), { recursive: true });
  t.after(() => fs.rmSync(sources, { recursive: true }));
  // Runs make there without executing: a missing file has no rule.
  done('make', ['-n', 'all', 'static'], { cwd: sources });
});

test('the final image runs as an unprivileged user and contains the program and its folders', () => {
  const all = instructions();
  const last = all.slice(all.findLastIndex(([name]) => name === 'FROM'));
  const of = (name) => last.filter((each) => each[0] === name).map(([, rest]) => rest);
  assert.deepEqual(of('FROM'), ['scratch']);
  assert.match(of('USER')[0], /^[1-9]\d*:[1-9]\d*$/);
  assert.deepEqual(JSON.parse(of('VOLUME')[0]), ['/var/lib/afterword', '/run/afterword']);
  assert.ok(of('COPY').some((rest) => rest.endsWith(' /usr/share/zoneinfo')));
});

test('the command and configuration of the image serve a site', async (t) => {
  const all = instructions();
  const value = (name) => all.findLast((each) => each[0] === name)[1];
  const command = [...JSON.parse(value('ENTRYPOINT')), ...JSON.parse(value('CMD'))];
  assert.equal(command[0], '/usr/bin/afterword');
  assert.equal(value('ENV'), 'AFTERWORD_CONFIG=/etc/afterword/afterword.toml');

  const site = await siteFor(t, { serve: false });
  configured(site, path.join(root, 'deploy/container/afterword.toml'));
  const args = command.slice(1).map((arg) => arg.replace('/run/afterword', site.dir));
  const container = start(path.join(build, 'static/afterword'), args, { env: site.environment });
  site.children.push(container);
  await until(async () => (await site.get('/comments/health')).status === 200, {
    what: 'the container',
  });
  assert.equal(fs.statSync(site.socket).mode & 0o777, 0o666, 'for the users of another container');
  assert.equal((await site.postJson()).status, 201);
});
