// The documentation names only files, headings, keys, commands and tests that exist, and each guide to a
// web server has at most five steps.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { root } from '../lib/site.mjs';

const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...fs.readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

/** The numbers of a page's steps; "1. and 2. as for nginx" are two. */
function stepsOf(file) {
  const numbers = [...read(file).matchAll(/^(\d+)\.(?: and (\d+)\.)? /gm)].flatMap((one) => one.slice(1));
  return numbers.filter(Boolean).map(Number);
}

/** A heading's anchor as GitHub makes it. */
const anchorOf = (heading) =>
  heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(' ', '-');

const anchorsOf = (file) => [...read(file).matchAll(/^#+ (.*)$/gm)].map((one) => anchorOf(one[1]));

/** Every link of a page that leads to a file, as [where it is written, path from the root, anchor]. */
function linksOf(file) {
  const text = read(file).replaceAll(/^ {4}.*$/gm, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((one) => one[1])
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [name, anchor] = target.split('#');
      return { target, to: name ? path.join(path.dirname(file), name) : file, anchor };
    });
}

for (const server of ['nginx', 'apache', 'lighttpd', 'caddy', 'spawn-fcgi', 'shared-hosting', 'debian', 'service', 'container']) {
  test(`docs/${server}.md has at most five steps, numbered in order`, () => {
    const steps = stepsOf(`docs/${server}.md`);
    assert.ok(steps.length >= 3 && steps.length <= 5, `${steps.length} steps`);
    assert.deepEqual(steps, steps.map((_, i) => i + 1));
  });
}

test('every link to a file leads to an existing file and heading', () => {
  const all = pages.flatMap((page) => linksOf(page).map((link) => ({ page, ...link })));
  assert.ok(all.length > 40, `${all.length} links`);
  const broken = all.filter(({ to, anchor }) => {
    if (!fs.existsSync(path.join(root, to))) return true;
    return Boolean(anchor) && !anchorsOf(to).includes(anchor);
  });
  assert.deepEqual(broken.map(({ page, target }) => `${page}: ${target}`), []);
});

// --- files and tests that are named in a page ----------------------------------------------------

const quoted = (file) => [...read(file).matchAll(/`([^`\n]+)`/g)].map((one) => one[1]);

for (const [page, least] of [['docs/architecture.md', 50], ['docs/extending.md', 50], ['docs/security.md', 15], ['docs/reliability.md', 1]]) {
  test(`${page} names only files and folders that exist`, () => {
    const files = quoted(page).filter((name) => /^(cgi|sql|templates|tests|docs|deploy)\//.test(name) && !name.includes('NEW'));
    assert.ok(files.length > least, `${files.length} files`);
    assert.deepEqual(files.filter((name) => !fs.existsSync(path.join(root, name))), []);
  });
}

test('docs/architecture.md lists every layer and every feature folder', () => {
  const folders = fs.readdirSync(path.join(root, 'cgi'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
  assert.ok(folders.length > 30, `${folders.length} folders`);
  const names = quoted('docs/architecture.md');
  assert.deepEqual(folders.filter((folder) => !names.includes(folder)), []);
});

test('docs/extending.md names only unit tests that exist', () => {
  const names = quoted('docs/extending.md');
  const sources = fs.readdirSync(path.join(root, 'tests/unit')).filter((name) => name.endsWith('.cc'));
  const all = sources.map((name) => read(`tests/unit/${name}`)).join('\n');
  const unit = names.filter((name) => /^[A-Z]\w+\.[A-Z]\w+$/.test(name));
  assert.ok(unit.length > 5, `${unit.length} unit tests`);
  assert.deepEqual(unit.filter((name) => !all.includes(`(${name.replace('.', ', ')})`)), []);
});

/** The names of the tests in a file such as `http/form`; … stands for what varies. */
function testsIn(name) {
  const [folder, stem] = name.split('/');
  const file = folder === 'unit' ? `tests/unit/${stem}_test.cc` : `tests/${folder}/${stem}.test.mjs`;
  if (!fs.existsSync(path.join(root, file))) return [];
  if (folder === 'unit') return [...read(file).matchAll(/^TEST(?:_F|_P)?\((\w+),\s*(\w+)\)/gm)].map(([, suite, test]) => `${suite}.${test}`);
  return [...read(file).matchAll(/\btest\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g)]
    .map((one) => (one[1] ?? one[2] ?? one[3].replaceAll(/\$\{[^}]*\}/g, '…')).replaceAll(/\\(.)/g, '$1'));
}

for (const page of ['docs/security.md', 'docs/reliability.md']) {
  test(`${page} names only tests that exist`, () => {
    const rows = read(page).split('\n').filter((line) => line.startsWith('| ')).map((line) => line.replaceAll(/\*\*[^*]*\*\*/g, ''));
    const known = new Map();
    const missing = [];
    let named = 0;
    for (const row of rows) {
      for (const [, file, names] of row.matchAll(/`((?:unit|http|fault|browser)\/\w+)`((?:,? \*[^*]+\*)+)/g)) {
        if (!known.has(file)) known.set(file, testsIn(file));
        for (const [, name] of names.matchAll(/\*([^*]+)\*/g)) {
          named += 1;
          if (!known.get(file).includes(name.replaceAll(/\\(.)/g, '$1'))) missing.push(`${file}: ${name}`);
        }
      }
    }
    assert.deepEqual(missing, []);
    assert.equal(named, rows.join('\n').match(/\*[^*]+\*/g).length, 'every name in italics follows its file');
    assert.ok(named > 50, `${named} tests`);
  });
}

test('every promise of reliability.md and every defence of security.md has a test', () => {
  const tables = [read('docs/reliability.md'), read('docs/security.md').match(/^## Defences and their tests$[^]*?^## /m)[0]];
  const rows = tables.flatMap((text) => text.split('\n').filter((line) => /^\| (?!---|promise|subject)/.test(line)));
  assert.ok(rows.length > 45, `${rows.length} rows`);
  assert.deepEqual(rows.filter((row) => !/`(unit|http|fault|browser)\/\w+` \*/.test(row)), []);
});

test('docs/configuration.md lists exactly the keys that the program reads', () => {
  const reads = /reader\.(?:text|texts|boolean|integer|choice)\(\s*"([a-z_.]+)"/g;
  const keys = [...read('cgi/config/config.cc').matchAll(reads)].map((one) => one[1]);
  assert.ok(keys.length > 40, `${keys.length} keys`);
  const rows = read('docs/configuration.md').split('\n').filter((line) => /^(\| )?`/.test(line));
  const documented = rows.flatMap((row) => [...row.split(' | ')[0].matchAll(/`([a-z_.]+)`/g)].map((one) => one[1]));
  assert.deepEqual(documented.sort(), [...new Set(keys)].sort());
});

test("docs/moderation.md lists the command of every moderators' action", () => {
  const rows = read('cgi/domain/moderation/moderation_action.cc').split('{.action = ').slice(1);
  const commands = rows.filter((row) => row.includes('.command_help')).map((row) => row.match(/\.name = "(\w+)"/)[1].replaceAll('_', '-'));
  assert.ok(commands.length > 5, commands.join());
  assert.deepEqual(commands.filter((name) => !read('docs/moderation.md').includes(`    afterword comment ${name} `)), []);
});

test('deploy/varnish/afterword.vcl names only routes that exist', () => {
  const routes = [...read('cgi/handler/routes.cc').matchAll(/Match::\w+, "\/([\w-]+)/g)].map((one) => one[1]);
  const named = [...read('deploy/varnish/afterword.vcl').matchAll(/"\^\/comments\/\(([a-z|-]+)\)/g)].flatMap((one) => one[1].split('|'));
  assert.ok(named.length >= 8, named.join());
  assert.deepEqual(named.filter((name) => !routes.includes(name)), []);
});
