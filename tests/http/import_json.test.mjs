// JSON import: streaming, atomic, with errors that name the place and the remedy.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { siteFor } from '../lib/site.mjs';
import { slowness } from '../lib/wait.mjs';

const megabyte = 1 << 20;
const mostMemory = 64;

const emptySite = (t) => siteFor(t, { serve: false, nginx: false });

const row = (id, fields = {}) => ({
  id,
  page: '/hello/',
  parent: null,
  author: 'Ada',
  email: 'ada@example.org',
  url: '',
  status: 'approved',
  reason: '',
  created: '2020-01-01T00:00:00Z',
  text: `Imported ${id}`,
  ...fields,
});

function write(site, content, name = 'in.json') {
  const file = path.join(site.dir, name);
  fs.writeFileSync(file, content);
  return file;
}

/** Writes a file of many parts; each part is written once and forgotten. */
function writeParts(site, parts, name = 'in.json') {
  const file = path.join(site.dir, name);
  const out = fs.openSync(file, 'w');
  for (const part of parts) fs.writeSync(out, part);
  fs.closeSync(out);
  return file;
}

/** The parts of comments that readers see. */
const tree = (site) =>
  site.sql(`SELECT id, (SELECT page FROM thread WHERE id = thread_id), parent_id, top_level_id, text
    FROM comment ORDER BY id`);

async function refused(site, file, expected) {
  const result = await site.measured(['import', 'json', file]);
  assert.equal(result.code, 1, result.output);
  assert.match(result.stderr, expected);
  assert.match(result.stderr, /; nothing was imported$/m);
  assert.ok(result.stderr.length < 500, 'the sentence is short, whatever the file holds');
  assert.equal(site.sql('SELECT count(*) FROM comment'), '0');
  assert.ok(result.megabytes < mostMemory, `${result.megabytes} MB`);
  return result;
}

test('an invalid date is refused in every member with a date', async (t) => {
  const site = await emptySite(t);
  for (const member of ['created', 'edited', 'writer_edited'])
    for (const date of ['garbage', '', '2020-13-01T00:00:00Z', 5, true, {}])
      await refused(
        site,
        write(site, JSON.stringify([row(1, { [member]: date })])),
        new RegExp(`"${member}" must be a date such as 2010-11-16T19:34:00Z`),
      );
  const none = await site.cli(['import', 'json', write(site, JSON.stringify([row(1, { edited: null, writer_edited: null })]))]);
  assert.equal(none.code, 0, none.output);
});

test('a large file is imported in little memory, with replies in any order', async (t) => {
  const site = await emptySite(t);
  const count = 10_000;
  function* parts() {
    yield '{"audit_log":[';
    // Other members are skipped, however long they are.
    for (let i = 0; i < 150; ++i) yield `${i ? ',' : ''}[{"x":[${'"a text",'.repeat(10_000)}null]}]`;
    yield '],"comments":[';
    // The newest first, as `comment list` prints them, over pages that alternate.
    for (let id = count; id > 0; --id)
      yield JSON.stringify(
        row(id, {
          page: `/p${id % 7}/`,
          parent: id > 14 && id % 2 ? id - 14 : null,
          text: `${id} ${id % 20 ? 'short' : 'long '.repeat(5_000)}`,
        }),
      ) + (id > 1 ? ',\n' : '');
    yield '],"pages":[{"path":"/p3/","title":"Late","closed":true,"created":"2019-01-01T00:00:00Z"}]}';
  }
  const file = writeParts(site, parts());
  assert.ok(fs.statSync(file).size > 25 * megabyte);
  const taken = await site.measured(['import', 'json', file]);
  assert.equal(taken.code, 0, taken.output);
  assert.match(taken.stdout, /^ +10000 imported and published$/m);
  assert.ok(taken.megabytes < mostMemory, `${taken.megabytes} MB`);
  assert.equal(
    site.sql('SELECT count(*), count(parent_id), sum(parent_id = id - 14), sum(top_level_id = id) FROM comment'),
    `${count}|4993|4993|5007`,
  );
  assert.equal(site.sql("SELECT title, closed FROM thread WHERE path = '/p3/'"), 'Late|1');
  assert.equal(site.sql("SELECT comments FROM comment_count WHERE name = 'approved'"), String(count));
});

test('a chain of replies takes the same time in every order', async (t) => {
  const count = 5_000;
  const inOrder = Array.from({ length: count }, (_, i) => i + 1);
  // In the last order, every second reply finds its parent at once and the others do not.
  const pairs = inOrder.map((id) => (id % 2 ? count - id : count - id + 2));
  const seconds = [];
  const trees = [];
  for (const order of [inOrder, inOrder.toReversed(), pairs]) {
    const site = await emptySite(t);
    const file = write(site, JSON.stringify(order.map((id) => row(id, { parent: id > 1 ? id - 1 : null }))));
    const taken = await site.measured(['import', 'json', file]);
    assert.equal(taken.code, 0, taken.output);
    seconds.push(taken.seconds);
    trees.push(tree(site));
  }
  assert.equal(trees[1], trees[0]);
  assert.equal(trees[2], trees[0]);
  for (const taken of seconds) assert.ok(taken < 5 * seconds[0], `${seconds} seconds`);
});

test('comments that share one number take the same time as others', async (t) => {
  const seconds = [];
  const kinds = [
    (i) => ({ id: i }),
    (i) => ({ id: 7, text: `Thought ${i}` }),
    (i) => ({ id: 0, text: `Thought ${i}`, created: new Date(1.5e12 + i * 1_000).toISOString() }),
    (i) => ({ id: 0, page: `/p${i}/`, text: 'Thank you' }),
  ];
  for (const kind of kinds) {
    const site = await emptySite(t);
    const file = write(site, JSON.stringify(Array.from({ length: 5_000 }, (_, i) => row(i + 1, kind(i + 1)))));
    let spent = 0;
    for (let run = 1; run <= 2; ++run) {
      const taken = await site.measured(['import', 'json', file]);
      assert.equal(taken.code, 0, taken.output);
      spent += taken.seconds;
      assert.equal(site.sql('SELECT count(*) FROM comment'), '5000');
    }
    seconds.push(spent);
  }
  for (const taken of seconds) assert.ok(taken < 5 * seconds[0], `${seconds} seconds`);
});

test('a title that nobody can see is none', async (t) => {
  const site = await emptySite(t);
  const page = { path: '/hello/', title: '\u2800\u3164', created: '2020-01-01T00:00:00Z' };
  const file = writeParts(site, [JSON.stringify({ comments: [row(1)], pages: [page] })]);
  await site.cliOk('import', 'json', file);
  assert.equal(site.sql("SELECT title FROM thread WHERE page = '/hello'"), '');
});

test('an import that was stopped gives the same result when it is run again', async (t) => {
  const site = await emptySite(t);
  const rows = Array.from({ length: 12_000 }, (_, i) => row(12_000 - i, { parent: i < 11_999 ? 1 : null }));
  const file = write(site, JSON.stringify(rows));
  // The limit on a file's size stops it in the middle, as a full disk would.
  const stopped = spawnSync('sh', ['-c', `trap '' XFSZ; ulimit -f 8000; exec "$0" import json "$1"`, site.program, file], {
    cwd: site.dir,
    env: site.environment,
    encoding: 'utf8',
  });
  assert.equal(stopped.status, 1, stopped.stderr);
  assert.match(stopped.stderr, /Comments stored so far remain; run the same command again to continue/);
  const stored = Number(site.sql('SELECT count(*) FROM comment'));
  assert.ok(stored > 0 && stored < 12_000, `${stored}`);
  const said = await site.cliOk('import', 'json', file);
  assert.match(said, new RegExp(`^ +${12_000 - stored} imported and published\n +${stored} already there$`, 'm'));
  const clean = await emptySite(t);
  await clean.cliOk('import', 'json', file);
  assert.equal(tree(site), tree(clean));
});

test('a reply to an unknown comment is counted once, wherever it is in the file', async (t) => {
  const site = await emptySite(t);
  const rows = [row(5, { parent: 2 }), row(4, { parent: 99 }), row(2), row(1, { parent: 98 })];
  const said = await site.cliOk('import', 'json', write(site, JSON.stringify(rows)));
  assert.match(said, /^2 reply to unknown comments and are top-level comments/m);
  assert.equal(site.sql('SELECT parent_id FROM comment WHERE id = 5'), '2');
});

test('a compressed file, standard input and a byte order mark are read', async (t) => {
  const site = await emptySite(t);
  const text = `\ufeff${JSON.stringify([row(1), row(2, { parent: 1 })])}\n\n`;
  assert.match(await site.cliOk('import', 'json', write(site, text)), /^ +2 imported and published$/m);
  const zipped = write(site, zlib.gzipSync(text), 'in.json.gz');
  assert.match(await site.cliOk('import', 'json', zipped), /^ +2 already there$/m);
  const piped = await site.cli(['import', 'json', '-'], { input: zlib.gzipSync(text) });
  assert.match(piped.stdout, /^standard input: 2 comments\n +2 already there$/m);
  const dry = await site.cliOk('import', 'json', write(site, JSON.stringify([row(3)])), '--dry-run');
  assert.match(dry, /^ +1 to (be published|wait)/m);
  assert.equal(site.sql('SELECT count(*) FROM comment'), '2');
});

test('a broken file is refused with line and reason, and nothing is imported', async (t) => {
  const site = await emptySite(t);
  const good = Array.from({ length: 6000 }, (_, i) => JSON.stringify(row(i + 1)));
  const list = (...rows) => `[${[...good, ...rows].join(',\n')}]`;
  const cases = {
    'cut off': [list().slice(0, -50), /line 6000: the file ends in the middle; it was cut off/],
    'cut off in a word': ['[tru', /line 1: the file ends in the middle/],
    empty: ['', /the file is empty/],
    'only white space': ['  \n ', /line 2: the file ends in the middle/],
    'something behind it': [`${list()} ]`, /line 6000, column \d+: something follows the end/],
    'a second document': [`${list()}\n${list()}`, /line 6001, column 1: something follows the end/],
    'a zero byte behind it': [`${list()}\n\0`, /line 6001, column 1: a byte of zero/],
    'UTF-16': [Buffer.from(`\ufeff${list()}`, 'utf16le'), /save it as UTF-8|not JSON in UTF-8/],
    'not UTF-8': [Buffer.concat([Buffer.from('[\n{"id":1,"text":"caf'), Buffer.from([0xe9, 0x22])]),
      /line 2, column \d+: this is not JSON in UTF-8: .*ill-formed UTF-8/],
    'half a pair': ['[{"text":"\\ud83d"}]', /line 1, column \d+: this is not JSON.*surrogate/],
    'a comma too many': [`${list()},`.replace(/\],$/, ',]'), /line 6000, column \d+: this is not JSON in UTF-8: .*unexpected ']'/],
    XML: ['<rss/>', /line 1, column 1: this is not JSON in UTF-8: unexpected '<'/],
    'no list': ['{"pages":[]}', /must hold an array of comments/],
    'a list of the wrong type': ['{"comments":{"a":1}}', /must hold an array of comments/],
    'pages of the wrong type': ['{"pages":{"a":1},"comments":[]}', /"pages" must be an array/],
    'two lists': ['{"comments":[],\n"comments":[]}', /line 2: "comments" comes twice/],
    'a member missing': [list(JSON.stringify(row(1, { author: undefined }))), /line 6001, comment 6001 of the file: "author" is missing/],
    'a member of another type': [list(JSON.stringify(row(1, { text: ['a'] }))), /line 6001, comment 6001 .*"text" must be a text/],
    'a metadata member of another type': [list(JSON.stringify(row(1, { pinned: 'x' }))), /line 6001, comment 6001 .*wrong type: type must be boolean/],
    'a text too long': [list(JSON.stringify(row(1, { text: 'é'.repeat(65_526) }))), /line 6001, comment 6001 of the file: "text" has 65526 characters; the most is 65525/],
    'no object': [list('5'), /line 6001, comment 6001 of the file: it is not an object/],
    'a page without a path': ['{"pages":[{}],"comments":[]}', /line 1, page 1 of the file: "path" is missing/],
  };
  for (const number of ['1.5', '1e300', '"7"', 'null'])
    cases[`the id ${number}`] = [list(JSON.stringify(row('#')).replace('"#"', number)), /comment 6001 of the file: "id" must be a whole number/];
  cases['a number beyond any'] = [list('{"id":1e999}'), /line 6001, column \d+: this is not JSON.*overflow/];
  for (const number of ['1e300', '-1e300', '18446744073709551615'])
    cases[`the version ${number}`] = [list(JSON.stringify(row(1, { version: '#' })).replace('"#"', number)), /comment 6001 .*wrong type/];
  for (const [name, [content, expected]] of Object.entries(cases))
    await t.test(name, () => refused(site, write(site, content), expected));
});

test('an item without an end is refused after a megabyte, in little memory and time', async (t) => {
  const site = await emptySite(t);
  const long = (before, fill, count = 100) =>
    (function* () {
      yield before;
      for (let i = 0; i < count; ++i) yield fill.repeat(Math.ceil(megabyte / fill.length));
    })();
  const text = JSON.stringify(row('#')).replace(/"Imported #"}$/, '"');
  const cases = {
    'a text': [long(`[${text}`, 'x'), /line 1, column \d+: more than 1 MB without the end of a text/],
    'a text of escapes': [long(`[${text}`, '\\u0041'), /more than 1 MB without/],
    'a name of a member': [long('[{"', 'x'), /more than 1 MB without/],
    'a number': [long('[{"id":', '1'), /more than 1 MB without/],
    'white space': [long('[', ' \n'), /more than 1 MB without/],
    'words without texts': [long('{"x":[', 'null,'), /more than 1 MB without/],
    lists: [long('{"x":', '['), /nested deeper/],
    objects: [long('{"x":', '{"a":'), /nested deeper/],
    'lists in a member': [long(`[{"id":1,"x":`, '['), /nested deeper/],
    'a million members': [
      (function* () {
        yield '[{"id":1';
        for (let i = 0; i < 1000; ++i)
          yield Array.from({ length: 1000 }, (_, j) => `,"member ${i * 1000 + j}":"x"`).join('');
        yield '}]';
      })(),
      /line 1, comment 1 of the file: it has more than 1 MB/,
    ],
    'many long members': [
      (function* () {
        yield '[{"id":1';
        for (let i = 0; i < 100; ++i) yield `,"m${i}":"${'x'.repeat(megabyte - 100)}"`;
        yield '}]';
      })(),
      /line 1, comment 1 of the file: it has more than 1 MB/,
    ],
  };
  for (const [name, [parts, expected]] of Object.entries(cases))
    await t.test(name, async () => {
      const { seconds } = await refused(site, writeParts(site, parts), expected);
      assert.ok(seconds < 5, `${seconds} s`);
    });
});

test('a file that is a pipe or a device is refused at once', async (t) => {
  const site = await emptySite(t);
  const pipe = path.join(site.dir, 'pipe');
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
  for (const file of [pipe, '/dev/zero'])
    for (const format of ['json', 'wordpress']) {
      const { code, stderr } = await site.cli(['import', format, file], { timeout: 5000 });
      assert.equal(code, 1);
      assert.match(stderr, /is not a regular file and cannot be read twice; for a pipe use -/);
    }
});

test('progress is printed on a terminal only', async (t) => {
  const site = await emptySite(t);
  // In a pipe an import that takes ten seconds does print its progress.
  const count = Math.round(20_000 / slowness);
  const file = writeParts(site, (function* () {
    yield '[';
    for (let id = 1; id <= count; ++id)
      yield `${id > 1 ? ',' : ''}${JSON.stringify(row(id, { text: `Imported ${id} ${'word '.repeat(40)}` }))}`;
    yield ']';
  })());
  const seen = spawnSync('script', ['-qefc', `"${site.program}" import json "${file}"`, '/dev/null'], {
    env: { ...process.env, ...site.environment },
    encoding: 'utf8',
  });
  assert.equal(seen.status, 0, seen.stdout);
  assert.match(seen.stdout, /\rimporting \d+%, \d+ comments, \d+ a second, \d+:\d\d left/);
  assert.match(seen.stdout, new RegExp(`${count} imported`));
  const piped = await site.cli(['import', 'json', file]);
  assert.doesNotMatch(piped.output, /\r|importing/);
  assert.match(piped.output, new RegExp(`${count} already there`));
});
