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
