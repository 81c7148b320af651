// The command line: results, output and error messages.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { isRoot, makeSite, nobody, program, run, siteFor } from '../lib/site.mjs';

const site = await makeSite();
after(() => site.stop());

const temporary = (t) => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'aw-cli-'));
  t.after(() => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
};
const mode = (file) => (fs.statSync(file).mode & 0o777).toString(8);
const commands = [
  [],
  ['init'],
  ['serve'],
  ['check'],
  ['import'],
  ['comment'],
  ['comment', 'list'],
  ['comment', 'show'],
  ['comment', 'approve'],
  ['comment', 'hold'],
  ['comment', 'spam'],
  ['comment', 'trash'],
  ['comment', 'not-spam'],
  ['comment', 'delete'],
  ['rule'],
  ['rule', 'list'],
  ['rule', 'add'],
  ['rule', 'remove'],
];

// --- help and usage -----------------------------------------------------------------------------

test('--help of every command prints to standard output', async () => {
  for (const command of commands) {
    const { code, stdout, stderr } = await run(program, [...command, '--help']);
    assert.equal(code, 0, command.join(' '));
    assert.match(stdout, /usage/i, command.join(' '));
    for (const word of command)
      assert.ok(stdout.includes(word), `${command.join(' ')} names itself`);
    assert.equal(stderr, '');
  }
});

/** The rows of one part of a help text, each as [name, description]. */
function helpRows(text, part) {
  const lines = text.split(`\n${part}:\n`)[1]?.split('\n\n')[0].split('\n') ?? [];
  const rows = [];
  for (const line of lines) {
    const row = line.match(/^ {2}(\S.*?)(?: {2,}(\S.*))?\s*$/);
    if (row) rows.push([row[1], row[2] ?? '']);
    else rows.at(-1)[1] += line.trim();
  }
  return rows;
}

test('every command, argument and option has a description', async () => {
  const pending = [[]];
  let described = 0;
  while (pending.length) {
    const command = pending.pop();
    const { stdout } = await run(program, [...command, '--help']);
    const name = `afterword ${command.join(' ')}`;
    assert.doesNotMatch(stdout.split('\n')[0], /^Usage/, `${name} has one itself`);
    const subcommands = helpRows(stdout, 'Subcommands');
    for (const [row, text] of [...helpRows(stdout, 'Positionals'), ...helpRows(stdout, 'Options'), ...subcommands]) {
      assert.notEqual(text, '', `${name}: ${row}`);
      described += 1;
    }
    for (const [word] of subcommands) pending.push([...command, word]);
  }
  assert.ok(described > 100, String(described));
});

test('the help names every command', async () => {
  const { stdout } = await run(program, ['--help']);
  for (const [name] of commands.filter((c) => c.length))
    assert.match(stdout, new RegExp(`\\b${name}\\b`));
});

test('--version prints one line', async () => {
  const { code, stdout } = await run(program, ['--version']);
  assert.equal(code, 0);
  assert.match(stdout, /^(afterword )?\d+\.\d+\.\d+\n$/);
});

test('wrong usage exits with 2 and prints the error to standard error', async () => {
  const wrong = [
    [],
    ['nonsense'],
    ['--nonsense'],
    ['comment'],
    ['comment', 'nonsense'],
    ['comment', 'show'],
    ['comment', 'approve'],
    ['comment', 'show', 'abc'],
    ['comment', 'delete', '-1'],
    ['comment', 'list', '--status', 'nonsense'],
    ['comment', 'list', '--nonsense'],
    ['init'],
    ['init', 'a', 'b'],
    ['serve', '--workers', 'many'],
    ['serve', '--workers', '0'],
    ['import', 'json'],
    ['import', 'nonsense', '/dev/null'],
    ['rule', 'add'],
    ['check', 'extra'],
  ];
  for (const args of wrong) {
    const { code, stdout, stderr } = await site.cli(args);
    assert.equal(code, 2, `afterword ${args.join(' ')}: ${code}`);
    assert.ok(stderr.trim().length > 5, `afterword ${args.join(' ')} explains`);
    assert.equal(stdout, '', 'nothing on standard output');
  }
});

// --- init ----------------------------------------------------------------------------------------

test('init creates a private configuration and a migrated database, and the configuration is valid', async (t) => {
  const dir = path.join(temporary(t), 'site');
  const { code, output } = await run(program, ['init', dir]);
  assert.equal(code, 0, output);
  assert.equal(mode(path.join(dir, 'afterword.toml')), '600');
  assert.equal(mode(path.join(dir, 'data')), '700');
  assert.equal(mode(path.join(dir, 'data', 'afterword.db')), '600');
  const written = fs.readFileSync(path.join(dir, 'afterword.toml'), 'utf8');
  assert.match(written, /^#/m, 'it is commented');
  for (const key of ['url', 'document_root', 'hold_first', 'per_page', 'timezone'])
    assert.match(written, new RegExp(`\\b${key}\\b`), key);
  const list = await run(program, ['comment', 'list', '--json'], {
    env: { PATH: process.env.PATH, AFTERWORD_CONFIG: path.join(dir, 'afterword.toml') },
  });
  assert.equal(list.code, 0, list.output);
  assert.deepEqual(JSON.parse(list.stdout), []);
});

test('init writes the given care mode, and none without a terminal', async (t) => {
  for (const care of ['off', 'phrases', 'attentive']) {
    const dir = path.join(temporary(t), 'site');
    const { code, output } = await run(program, ['init', dir, '--care', care]);
    assert.equal(code, 0, output);
    assert.match(fs.readFileSync(path.join(dir, 'afterword.toml'), 'utf8'), new RegExp(`^mode = "${care}"$`, 'm'));
  }
  const dir = path.join(temporary(t), 'site');
  assert.equal((await run(program, ['init', dir])).code, 0);
  assert.match(fs.readFileSync(path.join(dir, 'afterword.toml'), 'utf8'), /^# mode = "phrases"$/m);
  assert.equal((await run(program, ['init', path.join(temporary(t), 'x'), '--care', 'much'])).code, 2);
});

test('init asks at a terminal what the site is about', async (t) => {
  for (const [typed, care] of [['1', 'attentive'], ['', 'phrases'], ['3', 'off']]) {
    const dir = path.join(temporary(t), 'site');
    const { code, output } = await run('script', ['-qec', `"${program}" init "${dir}"`, '/dev/null'], { input: `${typed}\n` });
    assert.equal(code, 0, output);
    assert.match(output, /What is the site about\?/);
    assert.match(fs.readFileSync(path.join(dir, 'afterword.toml'), 'utf8'), new RegExp(`^mode = "${care}"$`, 'm'));
  }
});

test('init creates private files with any umask', async (t) => {
  const dir = path.join(temporary(t), 'site');
  const { code } = await run('/bin/sh', ['-c', `umask 000; exec "${program}" init "${dir}"`]);
  assert.equal(code, 0);
  assert.equal(mode(path.join(dir, 'afterword.toml')), '600');
  assert.equal(mode(path.join(dir, 'data')), '700');
  assert.equal(mode(path.join(dir, 'data', 'afterword.db')), '600');
});

test('init never overwrites', async (t) => {
  const dir = path.join(temporary(t), 'site');
  assert.equal((await run(program, ['init', dir])).code, 0);
  fs.writeFileSync(path.join(dir, 'afterword.toml'), '# mine\n');
  const database = fs.readFileSync(path.join(dir, 'data', 'afterword.db'));
  const again = await run(program, ['init', dir]);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /exist|already/i);
  assert.equal(fs.readFileSync(path.join(dir, 'afterword.toml'), 'utf8'), '# mine\n');
  assert.deepEqual(fs.readFileSync(path.join(dir, 'data', 'afterword.db')), database);

  const half = path.join(temporary(t), 'half');
  fs.mkdirSync(path.join(half, 'data'), { recursive: true });
  fs.writeFileSync(path.join(half, 'data', 'afterword.db'), 'precious');
  await run(program, ['init', half]);
  assert.equal(fs.readFileSync(path.join(half, 'data', 'afterword.db'), 'utf8'), 'precious');
});

test('init in a folder without write permission fails with a message', async () => {
  const { code, stderr } = await run(program, ['init', '/proc/no-such-place']);
  assert.equal(code, 1);
  assert.match(stderr, /no-such-place/);
});

// --- the configuration file ---------------------------------------------------------------------------

/** Runs `check` with this text as the configuration. */
async function checkText(t, text) {
  const dir = temporary(t);
  assert.equal((await run(program, ['init', path.join(dir, 's')])).code, 0);
  const file = path.join(dir, 's', 'afterword.toml');
  fs.writeFileSync(file, text, { mode: 0o600 });
  return { file, ...(await run(program, ['check', '--config', file])) };
}

const broken = [
  ['an unknown key', 'site.url = "http://a.example"\n\n[comments]\nmax_link = 3\n', 4, 'max_link'],
  ['an unknown table', '[sites]\nurl = "http://a.example"\n', 1, 'sites'],
  ['a number for a text', '[site]\nurl = 5\n', 2, 'url'],
  [
    'a text for a number',
    '[site]\nurl = "http://a.example"\n[comments]\nper_page = "fifty"\n',
    4,
    'per_page',
  ],
  ['a number for yes or no', '[comments]\nhold_all = 1\n', 2, 'hold_all'],
  ['a fraction for a whole number', '[comments]\nmax_links = 2.5\n', 2, 'max_links'],
  ['a text for a list', '[pages]\nallow = "/*"\n', 2, 'allow'],
  ['a list of numbers', '[pages]\nallow = [1]\n', 2, 'allow'],
  ['a negative number', '[comments]\nmax_links = -1\n', 2, 'max_links'],
  ['a depth of nothing', '[comments]\nthreads_depth = 0\n', 2, 'threads_depth'],
  ['pages of nothing', '[comments]\nper_page = 0\n', 2, 'per_page'],
  ['a word that is no choice', '[comments]\norder = "sideways"\n', 2, 'order'],
  ['another word that is no choice', '[store]\njournal = "off"\n', 2, 'journal'],
  ['a time zone that nobody knows', '[site]\ntimezone = "Mars/Olympus"\n', 2, 'timezone'],
  ['an invalid address prefix', '[site]\ntrusted_proxies = ["10.0.0.0/33"]\n', 2, 'trusted_proxies'],
  ['an invalid address', '[site]\nurl = "example"\n', 2, 'url'],
  ['a mount without its slash', '[site]\nmount = "comments"\n', 2, 'mount'],
  ['a database of an unknown kind', '[store]\ndatabase = "oracle:x"\n', 2, 'database'],
];

for (const [what, text, line, key] of broken) {
  test(`${what} in the configuration is an error that names file, line and key`, async (t) => {
    const { file, code, output } = await checkText(t, text);
    assert.equal(code, 1, output);
    assert.ok(output.includes(path.basename(file)), output);
    assert.match(output, new RegExp(`(:|line )${line}\\b`), output);
    assert.ok(output.includes(key), output);
  });
}

test('an error about a wrong choice lists the valid ones', async (t) => {
  const { output } = await checkText(t, '[comments]\norder = "sideways"\n');
  assert.match(output, /oldest/);
  assert.match(output, /newest/);
});

test('a syntax error in the configuration is reported with its line', async (t) => {
  for (const [text, line] of [
    ['[site]\nurl = "open\n', 2],
    ['[site\n', 1],
    ['[site]\nname = "a"\nname = "b"\n', 3],
    ['\u0000', 1],
  ]) {
    const { code, output } = await checkText(t, text);
    assert.equal(code, 1, output);
    assert.match(output, new RegExp(`(:|line )${line}\\b`), output);
  }
});

test('every command refuses a broken configuration, and no process keeps running', async (t) => {
  const dir = temporary(t);
  const file = path.join(dir, 'afterword.toml');
  fs.writeFileSync(file, '[comments]\nmax_link = 3\n', { mode: 0o600 });
  for (const args of [
    ['serve', '--listen', `unix:${dir}/s.sock`],
    ['comment', 'list'],
    ['rule', 'list'],
    ['check'],
  ]) {
    const { code, stderr, output } = await run(program, args, {
      env: { PATH: process.env.PATH, AFTERWORD_CONFIG: file },
      timeout: 10_000,
    });
    assert.equal(code, 1, `${args[0]}: ${output}`);
    assert.match(args[0] === 'check' ? output : stderr, /max_link/);
  }
});

test('a missing configuration file is named', async () => {
  for (const args of [
    ['check', '--config', '/nowhere/afterword.toml'],
    ['serve', '--config', '/nowhere/afterword.toml'],
  ]) {
    const { code, output } = await run(program, args, { timeout: 10_000 });
    assert.equal(code, 1);
    assert.match(output, /\/nowhere\/afterword\.toml/);
  }
});

test('--config comes before $AFTERWORD_CONFIG', async () => {
  const { code, output } = await run(program, ['check', '--config', site.configFile], {
    env: { PATH: process.env.PATH, AFTERWORD_CONFIG: '/nowhere/else.toml' },
  });
  assert.equal(code, 0, output);
  assert.ok(!output.includes('/nowhere/else.toml'));
});

test('afterword.toml beside the program is found', async (t) => {
  const dir = temporary(t);
  assert.equal((await run(program, ['init', dir])).code, 0);
  fs.copyFileSync(program, path.join(dir, 'comments.cgi'));
  fs.chmodSync(path.join(dir, 'comments.cgi'), 0o755);
  const { code, stdout } = await run(
    path.join(dir, 'comments.cgi'),
    ['comment', 'list', '--json'],
    { env: { PATH: process.env.PATH }, cwd: '/' },
  );
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout), []);
});

test('a configuration that begins with #! and the program is a CGI script of its own', async (t) => {
  const dir = temporary(t);
  assert.equal((await run(program, ['init', dir])).code, 0);
  const script = path.join(dir, 'comments.fcgi');
  fs.writeFileSync(script, `#!${program}\n[site]\nname = "By script"\n`, { mode: 0o700 });
  const env = {
    ...site.fastCgiEnvironment({ path: '/comments/health' }),
    PATH: process.env.PATH,
    SCRIPT_FILENAME: script,
  };
  const { code, stdout, stderr } = await run(script, [], { env, cwd: '/' });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /\r\n\r\nok/, stderr);
});

test('run as CGI, words of the query never choose the configuration', async (t) => {
  const dir = temporary(t);
  const evil = path.join(dir, 'evil.toml');
  fs.writeFileSync(evil, `#!${program}\n[store]\ndatabase = "sqlite:${dir}/evil.db"\n`);
  const env = {
    ...site.fastCgiEnvironment({ path: '/comments/health' }),
    PATH: process.env.PATH,
    SCRIPT_FILENAME: program,
  };
  for (const args of [[evil], ['--config', evil]]) {
    const { output } = await run(program, args, { env, cwd: '/' });
    assert.ok(!output.includes(dir), output);
  }
});

test('check warns of a password in a configuration that others can read', async (t) => {
  const own = await siteFor(t, { serve: false, nginx: false });
  fs.chmodSync(own.configFile, 0o644);
  const { output } = await own.cli(['check']);
  assert.match(output, /warn.*(permission|readable|0600|600|mode)/i);
});

// --- check -----------------------------------------------------------------------------------------

test('check prints ok, warn or fail for each finding, and exits with 0 if none fails', async () => {
  const { code, stdout } = await site.cli(['check']);
  assert.equal(code, 0, stdout);
  const lines = stdout.trim().split('\n');
  assert.ok(lines.length >= 3);
  for (const line of lines) assert.match(line, /^\s*(ok|warn|fail)\b/i, line);
  assert.ok(
    lines.some((l) => /^\s*ok\b.*database/i.test(l)),
    stdout,
  );
});

test('check fails if the database is missing, and names the remedy', async (t) => {
  const own = await siteFor(t, { serve: false, nginx: false });
  fs.rmSync(own.database);
  const { code, stdout } = await own.cli(['check']);
  assert.equal(code, 1, stdout);
  assert.match(stdout, /fail.*database/i);
});

test('check fails where the database cannot be written', async (t) => {
  const own = await siteFor(t, { serve: false, nginx: false, user: nobody });
  fs.chmodSync(own.database, 0o400);
  if (isRoot) fs.chownSync(own.database, 0, nobody.gid);
  fs.chmodSync(own.database, 0o440);
  const { code, output } = await own.cli(['check']);
  assert.equal(code, 1, output);
  assert.match(output, /fail/i);
});

test('check changes nothing', async () => {
  const before = fs.readFileSync(site.database);
  await site.cli(['check']);
  assert.deepEqual(fs.readFileSync(site.database), before);
});

// --- comment -----------------------------------------------------------------------------------------

test('comment list --json is an array of objects with fixed keys, oldest or newest in one order', async (t) => {
  const own = await siteFor(t, { serve: false, nginx: false });
  await own.importComments([
    {
      id: 3,
      page: '/a/',
      author: 'Änne "x" \\',
      text: 'line one\nline two \u2028 🙂',
      status: 'waiting',
      reason: 'first_comment',
      url: 'http://a.example/',
    },
    { id: 8, page: '/hello/', created: '2011-02-03T04:05:06.000Z' },
    { id: 9, page: '/hello/', parent: 8, status: 'spam' },
  ]);
  const list = await own.list();
  assert.equal(list.length, 3);
  for (const comment of list) {
    assert.deepEqual(Object.keys(comment).sort(), [
      'author',
      'created',
      'email',
      'id',
      'page',
      'parent',
      'reason',
      'status',
      'text',
      'url',
    ]);
    assert.match(comment.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    assert.ok(['approved', 'waiting', 'spam', 'trash'].includes(comment.status));
  }
  const byId = Object.fromEntries(list.map((c) => [c.id, c]));
  assert.deepEqual(Object.keys(byId), ['3', '8', '9'], 'ids are kept');
  assert.equal(byId[3].author, 'Änne "x" \\');
  assert.equal(byId[3].text, 'line one\nline two \u2028 🙂');
  assert.equal(byId[3].reason, 'first_comment');
  assert.equal(Date.parse(byId[8].created), Date.parse('2011-02-03T04:05:06Z'));
  assert.equal(byId[9].parent, 8);
  assert.deepEqual(
    (await own.list({ status: 'spam' })).map((c) => c.id),
    [9],
  );
  assert.deepEqual(
    (await own.list({ page: '/a/' })).map((c) => c.id),
    [3],
  );
  assert.deepEqual(
    (await own.list({ page: '/a' })).map((c) => c.id),
    [3],
  );
  assert.deepEqual(await own.list({ page: '/a/', status: 'approved' }), []);
});

test('import reads the output of list', async (t) => {
  const first = await siteFor(t, { serve: false, nginx: false });
  await first.importComments([
    { id: 3, text: 'a' },
    { id: 8, parent: 3, status: 'waiting', reason: 'x' },
    { id: 10, page: '/a/', author: 'Ünï', email: 'u@example.org' },
  ]);
  const printed = await first.cliOk('comment', 'list', '--json');
  const second = await siteFor(t, { serve: false, nginx: false });
  const file = path.join(second.dir, 'in.json');
  fs.writeFileSync(file, printed);
  await second.cliOk('import', 'json', file);
  assert.deepEqual(await second.list(), JSON.parse(printed));
});

test('import imports a file completely or not at all', async (t) => {
  const own = await siteFor(t, { serve: false, nginx: false });
  const row = {
    id: 1,
    page: '/hello/',
    parent: null,
    author: 'A',
    email: 'a@example.org',
    url: '',
    status: 'approved',
    reason: '',
    created: '2020-01-01T00:00:00Z',
    text: 't',
  };
  const bad = [
    '',
    '{',
    '[',
    'null',
    '{}',
    '[1]',
    '[{}]',
    '"x"',
    JSON.stringify([row, { ...row, id: 'x' }]),
    JSON.stringify([row, { ...row, id: 2, status: 'nonsense' }]),
    JSON.stringify([row, { ...row, id: 2, created: 'yesterday' }]),
    JSON.stringify([row, { ...row, id: 2, text: 5 }]),
    Buffer.from([0x5b, 0x7b, 0x22, 0xff, 0x22, 0x7d, 0x5d]),
    '['.repeat(100_000),
  ];
  for (const content of bad) {
    const file = path.join(own.dir, 'bad.json');
    fs.writeFileSync(file, content);
    const { code, stderr } = await own.cli(['import', 'json', file]);
    assert.equal(code, 1, String(content).slice(0, 80));
    assert.ok(stderr.trim().length > 5);
    assert.deepEqual(await own.list(), [], String(content).slice(0, 80));
  }
  assert.equal((await own.cli(['import', 'json', '/nowhere.json'])).code, 1);
});

test('comment show prints all data of a comment', async () => {
  const id = await site.comment({
    author: 'Shown',
    email: 'shown@example.org',
    url: 'http://shown.example/',
    comment: 'Shown text',
    aw_subject: 'x',
  });
  const shown = await site.cliOk('comment', 'show', String(id));
  for (const word of [
    'Shown',
    'shown@example.org',
    'http://shown.example/',
    'Shown text',
    'waiting',
    'trap',
    '/hello',
  ])
    assert.ok(shown.includes(word), word);
});

test('comment list prints one line for each comment, whatever it contains', async (t) => {
  const own = await siteFor(t, { serve: false, nginx: false });
  await own.importComments([
    { id: 1, text: 'one\ntwo\n\u001b[31mred\rthree' },
    { id: 2, author: 'x' },
  ]);
  const printed = await own.cliOk('comment', 'list');
  assert.ok(!printed.includes('\u001b'), 'no escape sequence reaches the terminal');
  assert.ok(!printed.includes('\r'));
  assert.ok(!(await own.cliOk('comment', 'show', '1')).includes('\u001b'));
});

test('approve, hold, spam, trash and delete work on several comments', async () => {
  const ids = [await site.comment(), await site.comment(), await site.comment()];
  for (const [command, status] of [
    ['hold', 'waiting'],
    ['spam', 'spam'],
    ['trash', 'trash'],
    ['not-spam', 'approved'],
    ['trash', 'trash'],
    ['approve', 'approved'],
  ]) {
    await site.cliOk('comment', command, ...ids.map(String));
    for (const id of ids) assert.equal((await site.stored(id)).status, status);
  }
  await site.cliOk('comment', 'delete', ...ids.map(String));
  const left = await site.list();
  for (const id of ids) assert.ok(!left.some((c) => c.id === id));
});

test('a command names an unknown comment and fails', async () => {
  for (const command of ['show', 'approve', 'hold', 'spam', 'trash', 'delete']) {
    const { code, stderr } = await site.cli(['comment', command, '4711471']);
    assert.equal(code, 1, command);
    assert.match(stderr, /4711471/);
  }
});

test('an id is never given twice, not even after the last comment was deleted', async () => {
  const id = await site.comment();
  await site.cliOk('comment', 'delete', String(id));
  assert.ok((await site.comment()) > id);
});

test('the text of a deleted comment is in no file', async () => {
  const secret = 'unforgettable-0f4e1d';
  const id = await site.comment({ comment: `${secret} words`, author: `${secret} name` });
  await site.completed();
  assert.ok(fs.readFileSync(site.database).includes(secret));
  const reply = await site.comment({ comment_parent: id });
  await site.cliOk('comment', 'delete', String(id));
  await site.completed();
  for (const name of fs.readdirSync(path.dirname(site.database))) {
    assert.ok(
      !fs.readFileSync(path.join(path.dirname(site.database), name)).includes(secret),
      name,
    );
  }
  assert.ok(reply > id);
});

test('an IP address is stored only as its prefix', async () => {
  await site.comment({}, { headers: { 'User-Agent': 'Agent/1.0' } });
  await site.completed();
  assert.ok(fs.readFileSync(site.database).includes('Agent/1.0'));
  assert.ok(!fs.readFileSync(site.database).includes('127.0.0.1'));
});

test('a pipe or a device in place of a file blocks no command and no worker', async (t) => {
  const own = await siteFor(t, { serve: false, nginx: false });
  const pipe = path.join(own.dir, 'pipe');
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
  const inTime = { timeout: 5000 };
  for (const file of [pipe, '/dev/zero']) {
    for (const args of [
      ['rule', 'import', file],
      ['check', '--config', file],
      ['comment', 'list', '--config', file],
      ['serve', '--config', file],
    ]) {
      const { code, output } = await own.cli(args, inTime);
      assert.equal(code, 1, args.join(' '));
      assert.match(output, /is not a regular file/, args.join(' '));
    }
    const answer = await own.cgi({ ...own.fastCgiEnvironment({}), AFTERWORD_CONFIG: file }, '', inTime);
    assert.equal(answer.status, 503);
    assert.match(answer.stderr, /is not a regular file/);
  }
  const text = fs.readFileSync(own.configFile, 'utf8');
  const mail = `\n[mail]\nfrom = "a@example.org"\nuser = "a"\npassword_file = "${pipe}"\n`;
  const config = path.join(own.dir, 'other.toml');
  fs.writeFileSync(config, text + mail);
  const { output } = await own.cli(['check', '--offline', '--config', config], inTime);
  assert.match(output, /mail\.password_file.* is not a regular file/);
  const large = path.join(own.dir, 'large.txt');
  fs.writeFileSync(large, '');
  fs.truncateSync(large, 2 ** 33);
  const imported = await own.measured(['rule', 'import', large]);
  assert.match(imported.stderr, /is larger than 4194304 bytes/);
  assert.ok(imported.megabytes < 64);
});
