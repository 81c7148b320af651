// Imports of folders of files that are damaged, malicious or not what they seem.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { root, siteFor } from '../lib/site.mjs';

const siteOf = (t) => siteFor(t, { nginx: false, serve: false, config: { site: { url: 'https://blog.example' } } });

/** A copy of a sample folder, with further files. A name that ends in "@" is a symbolic link. */
function copyOf(site, sample, files = {}) {
  const folder = path.join(site.dir, 'source');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'tests/data/imports', sample), folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name.replace(/@$/, ''));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (name.endsWith('@')) fs.symlinkSync(content, file);
    else fs.writeFileSync(file, content);
  }
  return folder;
}

const rows = (site) => Number(site.sql('SELECT count(*) FROM comment'));

async function refused(site, format, folder, why) {
  const result = await site.cli(['import', format, folder]);
  assert.equal(result.code, 1, result.output);
  assert.match(result.output, why);
  assert.match(result.output, /nothing was imported/);
  assert.equal(rows(site), 0);
}

describe('an import of a folder', { concurrency: true }, () => {
  test('refuses symbolic links, to files and to folders', async (t) => {
    const site = await siteOf(t);
    const secret = path.join(site.dir, 'secret.xml');
    fs.writeFileSync(secret, '<comment><body>secret</body></comment>');
    const threads = 'hashover-folder/threads';
    await refused(site, 'hashover', copyOf(site, threads, { 'blog.example/index/2.xml@': secret }), /2\.xml is a symbolic link/);
    await refused(site, 'hashover', copyOf(site, threads, { 'blog.example/other@': '/etc' }), /blog\.example\/other is a symbolic link/);
    await refused(
      site,
      'hashover',
      copyOf(site, threads, { 'blog.example/new/1.xml': '<comment/>', 'blog.example/new/metadata@': site.dir }),
      /new\/metadata(\/page-info\.json)? is a symbolic link/,
    );
  });

  test('names the damaged file of HashOver and the place in it', async (t) => {
    const site = await siteOf(t);
    const of = (files) => copyOf(site, 'hashover-folder/threads', files);
    const bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><comment><body>&b;</body></comment>';
    await refused(site, 'hashover', of({ 'p/1.xml': '<comment>\n<body>cut o' }), /p\/1\.xml: line 2: /);
    await refused(site, 'hashover', of({ 'p/1.xml': '' }), /p\/1\.xml: line 1: /);
    await refused(site, 'hashover', of({ 'p/1.xml': bomb }), /p\/1\.xml: line 1: it declares a document type/);
    await refused(site, 'hashover', of({ 'p/1.xml': '<html><body>x</body></html>' }), /p\/1\.xml: line 1: it begins with <html>, not with <comment>/);
    await refused(site, 'hashover', of({ 'p/1.xml': Buffer.from('<comment>\n<body>\xff</body></comment>', 'latin1') }), /p\/1\.xml: line 2: it is not UTF-8/);
    await refused(site, 'hashover', of({ 'p/1.xml': '<comment><body>a <b>c</b></body></comment>' }), /p\/1\.xml: the field <body> contains an element/);
    await refused(site, 'hashover', of({ 'p/1.json': '{"body": "cut o' }), /p\/1\.json: .* was it cut off\?/);
    await refused(site, 'hashover', of({ 'p/1.json': `{"body": "${'x'.repeat(2 << 20)}"}` }), /p\/1\.json has more than 1 MB/);
  });

  test('names the damaged file of Staticman and the place in it', async (t) => {
    const site = await siteOf(t);
    const of = (files) => copyOf(site, 'staticman/comments', files);
    await refused(site, 'staticman', of({ 'p/1.yml': 'name: Jo\nmessage: "cut o' }), /p\/1\.yml: line 2/);
    await refused(site, 'staticman', of({ 'p/1.yml': 'a: &a [x]\nb: *a' }), /p\/1\.yml: line 2: an alias/);
    await refused(site, 'staticman', of({ 'p/1.json': '{"message": "cut o' }), /p\/1\.json: .* was it cut off\?/);
    await refused(site, 'staticman', of({ 'p/1.md': '---\nname: Jo\n' }), /p\/1\.md: the second line "---" is missing/);
    await refused(site, 'staticman', of({ 'p/1.yml@': '/etc/passwd' }), /p\/1\.yml is a symbolic link/);
  });

  test('ignores what a reply names if it is the reply itself or a page', async (t) => {
    const site = await siteOf(t);
    const folder = path.join(site.dir, 'comments');
    fs.mkdirSync(path.join(folder, 'p'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'p/1.yml'), '_id: one\n_parent: one\nname: Jo\nmessage: First.\n');
    fs.writeFileSync(path.join(folder, 'p/2.yml'), "_id: two\n_parent: /p/\nreplying_to: '7'\nmessage: Second.\n");
    assert.doesNotMatch(await site.cliOk('import', 'staticman', folder), /unknown comment/);
    assert.equal(site.sql('SELECT count(*) FROM comment WHERE parent_id IS NULL'), '2');
  });

  test('needs comments, and a folder for a format of folders', async (t) => {
    const site = await siteOf(t);
    const folder = path.join(site.dir, 'empty');
    fs.mkdirSync(folder);
    await refused(site, 'hashover', folder, /there are no comments/);
    await refused(site, 'isso', folder, /is a folder, but this format is a file/);
    const auto = await site.cli(['import', 'auto', folder]);
    assert.match(auto.output, /the format is not recognised/);
    const file = path.join(site.dir, 'file.xml');
    fs.writeFileSync(file, '<comment/>');
    await refused(site, 'hashover', file, /neither a folder nor HashOver's SQLite database/);
  });
});
