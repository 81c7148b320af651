// The static program alone in an empty root directory: no library, no shell, no zone files.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { isRoot, program, root } from '../lib/site.mjs';

const built = path.join(path.dirname(program), 'static', 'afterword');
const limitBytes = 10_000_000;
let bare;

before(() => {
  bare = fs.mkdtempSync(path.join(os.tmpdir(), 'aw-bare-'));
  fs.copyFileSync(built, path.join(bare, 'comments.fcgi'));
  fs.chmodSync(path.join(bare, 'comments.fcgi'), 0o755);
});
after(() => fs.rmSync(bare, { recursive: true }));

/** Runs it in a root directory of its own, without root privileges by a user namespace. */
function inside(args, { env = {}, input = '' } = {}) {
  const command = isRoot ? ['chroot'] : ['unshare', '--map-root-user', 'chroot'];
  const [first, ...rest] = [...command, bare, '/comments.fcgi', ...args];
  return spawnSync(first, rest, { env: { PATH: process.env.PATH, ...env }, input, encoding: 'utf8' });
}

const cgi = (address, { method = 'GET', body = '' } = {}) =>
  inside([], {
    input: body,
    env: {
      GATEWAY_INTERFACE: 'CGI/1.1',
      AFTERWORD_CONFIG: '/site/afterword.toml',
      REQUEST_METHOD: method,
      SCRIPT_NAME: address,
      REQUEST_URI: address,
      QUERY_STRING: '',
      SERVER_PROTOCOL: 'HTTP/1.1',
      CONTENT_TYPE: body ? 'application/x-www-form-urlencoded' : '',
      CONTENT_LENGTH: String(Buffer.byteLength(body)),
      REMOTE_ADDR: '192.0.2.7',
    },
  });

test('the static program needs no other file, has no interpreter, and is at most 10 MB', () => {
  const file = fs.readFileSync(built);
  assert.ok(file.length <= limitBytes, `${file.length} bytes`);
  // The program headers of ELF-64: type 3 would name the dynamic loader.
  const at = Number(file.readBigUInt64LE(32));
  const size = file.readUInt16LE(54);
  const types = Array.from({ length: file.readUInt16LE(56) }, (_, i) => file.readUInt32LE(at + i * size));
  assert.ok(!types.includes(3), 'it asks for a dynamic loader');
});

test('in an empty root the static program creates a site, accepts a comment as CGI, shows and lists it', () => {
  assert.match(inside(['--version']).stdout, new RegExp(fs.readFileSync(path.join(root, 'VERSION'), 'utf8').trim()));
  const made = inside(['init', '/site']);
  assert.equal(made.status, 0, made.stderr);
  assert.equal(fs.statSync(path.join(bare, 'site/data')).mode & 0o777, 0o700);

  const shown = cgi('/comments/thread/hello/');
  assert.match(shown.stdout, /^Status: 200 OK/);
  const sent = cgi('/comments/post', {
    method: 'POST',
    body: 'page=/hello/&author=Ada&email=ada@example.org&comment=From+an+empty+room',
  });
  assert.match(sent.stdout, /^Status: 303/, sent.stderr);
  const listed = inside(['comment', 'list', '--json', '--config', '/site/afterword.toml']);
  const [comment] = JSON.parse(listed.stdout);
  assert.equal(comment.text, 'From an empty room');
  assert.equal(inside(['comment', 'approve', String(comment.id), '--config', '/site/afterword.toml']).status, 0);
  assert.match(cgi('/comments/thread/hello/').stdout, /From an empty room/);

  const checked = inside(['check', '--config', '/site/afterword.toml']);
  assert.equal(checked.status, 0, checked.stdout);
  assert.doesNotMatch(checked.stdout, /^fail/m);
});

/** Page faults of a program that is run once. Python tells them for its children. */
function pageFaults(command, args, env) {
  const counting = `import resource, subprocess, sys
def faults(): return resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt
before = faults()  # of a script that started Python
subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
print(faults() - before)`;
  const options = { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' };
  return Number(spawnSync('python3', ['-c', counting, command, ...args], options).stdout);
}

test('a CGI process touches few pages of memory before it responds', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aw-faults-'));
  try {
    assert.equal(spawnSync(built, ['init', folder]).status, 0);
    const env = {
      GATEWAY_INTERFACE: 'CGI/1.1',
      AFTERWORD_CONFIG: path.join(folder, 'afterword.toml'),
      REQUEST_METHOD: 'GET',
      REQUEST_URI: '/comments/thread/hello/',
    };
    const shown = pageFaults(built, [], env);
    // Making everything at the start took 420.
    assert.ok(shown > 0 && shown < 300, `${shown} page faults`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('commands find the configuration of a package in /etc, and a web server’s process does not', () => {
  fs.mkdirSync(path.join(bare, 'etc/afterword'), { recursive: true });
  fs.writeFileSync(
    path.join(bare, 'etc/afterword/afterword.toml'),
    '[store]\ncreate = true\ndatabase = "sqlite:/etc/afterword/x.db"\n',
  );
  const listed = inside(['comment', 'list', '--json']);
  assert.equal(listed.status, 0, listed.stderr);
  assert.deepEqual(JSON.parse(listed.stdout), []);
  const asked = inside([], { env: { GATEWAY_INTERFACE: 'CGI/1.1', REQUEST_METHOD: 'GET', SCRIPT_NAME: '/comments/health' } });
  assert.match(asked.stdout, /^Status: 503/);
});
