// The guide leads somewhere: few steps to the first comment, and no link to a file that is not there.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { root } from '../lib/site.mjs';

const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...fs.readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

/** How many numbered steps a page has; "1. and 2. as for nginx" are two. */
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
  test(`docs/${server}.md has five steps at most, in their order`, () => {
    const steps = stepsOf(`docs/${server}.md`);
    assert.ok(steps.length >= 3 && steps.length <= 5, `${steps.length} steps`);
    assert.deepEqual(steps, steps.map((_, i) => i + 1));
  });
}

test('every link to a file leads to a file that is there, and to a heading that it has', () => {
  const all = pages.flatMap((page) => linksOf(page).map((link) => ({ page, ...link })));
  assert.ok(all.length > 40, `${all.length} links`);
  const broken = all.filter(({ to, anchor }) => {
    if (!fs.existsSync(path.join(root, to))) return true;
    return Boolean(anchor) && !anchorsOf(to).includes(anchor);
  });
  assert.deepEqual(broken.map(({ page, target }) => `${page}: ${target}`), []);
});

// --- docs/extending.md and what it promises ------------------------------------------------------

const quoted = (file) => [...read(file).matchAll(/`([^`\n]+)`/g)].map((one) => one[1]);

test('docs/extending.md names files and unit tests that are there', () => {
  const names = quoted('docs/extending.md');
  const files = names.filter((name) => /^(cgi|sql|templates|tests|docs)\//.test(name) && !name.includes('NEW'));
  assert.ok(files.length > 50, `${files.length} files`);
  assert.deepEqual(files.filter((name) => !fs.existsSync(path.join(root, name))), []);

  const sources = fs.readdirSync(path.join(root, 'tests/unit')).filter((name) => name.endsWith('.cc'));
  const all = sources.map((name) => read(`tests/unit/${name}`)).join('\n');
  const unit = names.filter((name) => /^[A-Z]\w+\.[A-Z]\w+$/.test(name));
  assert.ok(unit.length > 5, `${unit.length} unit tests`);
  assert.deepEqual(unit.filter((name) => !all.includes(`(${name.replace('.', ', ')})`)), []);
});

test('docs/configuration.md has the keys that the program reads, and no others', () => {
  const reads = /reader\.(?:text|texts|boolean|integer|choice)\(\s*"([a-z_.]+)"/g;
  const keys = [...read('cgi/config/config.cc').matchAll(reads)].map((one) => one[1]);
  assert.ok(keys.length > 40, `${keys.length} keys`);
  const rows = read('docs/configuration.md').split('\n').filter((line) => /^(\| )?`/.test(line));
  const documented = rows.flatMap((row) => [...row.split(' | ')[0].matchAll(/`([a-z_.]+)`/g)].map((one) => one[1]));
  assert.deepEqual(documented.sort(), [...new Set(keys)].sort());
});

test("docs/moderation.md has the command of every moderators' action", () => {
  const rows = read('cgi/domain/moderation/moderation_action.cc').split('{.action = ').slice(1);
  const commands = rows.filter((row) => row.includes('.command_help')).map((row) => row.match(/\.name = "(\w+)"/)[1].replaceAll('_', '-'));
  assert.ok(commands.length > 5, commands.join());
  assert.deepEqual(commands.filter((name) => !read('docs/moderation.md').includes(`    afterword comment ${name} `)), []);
});
