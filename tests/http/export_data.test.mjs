// `afterword export data`: published threads as files for static site generators.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { makeModerator } from '../lib/moderator.mjs';
import { lockDatabase, nobody, siteFor, start } from '../lib/site.mjs';

/** All files below a folder with their texts. */
function filesBelow(folder) {
  const found = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    found.map((entry) => {
      const file = path.join(entry.path, entry.name);
      return [path.relative(folder, file), fs.readFileSync(file, 'utf8')];
    }),
  );
}

test('each page with published comments has a file, without anything that is not public', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site, 'Ana');
  const first = await site.comment({ comment: 'A *first* <b>thought</b>', email: 'private@example.org', url: 'https://ada.example/' });
  const reply = await site.comment({ comment: 'A reply', comment_parent: String(first) });
  const last = await site.comment({ comment: 'A reply to the reply', comment_parent: String(reply) });
  const gone = await site.comment({ comment: 'Nothing is below this' });
  await site.comment({ page: '/blog/first/', comment: 'On another page' });
  await site.comment({ page: '/?p=12', comment: 'On a page of the root' });
  const hidden = await site.comment({ page: '/a/', comment: 'Nobody sees this' });
  await ana.act('trash', reply);
  await ana.act('trash', gone);
  await ana.act('spam', hidden);

  const source = path.join(site.dir, 'source');
  fs.mkdirSync(source);
  const run = (...args) => site.cliOk('export', 'data', source, '--layout', ...args);
  assert.match(await run('hugo'), /data\/comments: 3 pages with comments; files written: 3, removed: 0/);
  const folder = path.join(source, 'data/comments');
  const files = filesBelow(folder);
  assert.deepEqual(Object.keys(files).sort(), ['_3fp_3d12.json', 'blog/first.json', 'hello.json']);
  const hello = JSON.parse(files['hello.json']);
  assert.equal(hello.page, '/hello/');
  assert.equal(hello.count, 2);
  assert.deepEqual(hello.comments.map(({ id, parent, deleted }) => [id, parent, deleted ?? false]), [
    [first, null, false],
    [reply, first, true],
    [last, reply, false],
  ]);
  assert.match(hello.comments[0].html, /<em>first<\/em>|<b>thought<\/b>/);
  assert.equal(hello.comments[0].url, 'https://ada.example/');
  const all = Object.values(files).join('\n');
  assert.doesNotMatch(all, /private@|example\.org|127\.0\.0|A reply"|Nothing is below|Nobody sees/);

  // Nothing changes what did not change; an erased page is removed, other people's files are not.
  const other = path.join(folder, 'authors.json');
  fs.writeFileSync(other, '{"kim":1}\n');
  const times = () => Object.fromEntries(Object.keys(files).map((name) => [name, fs.statSync(path.join(folder, name)).mtimeMs]));
  const before = times();
  assert.match(await run('hugo'), /files written: 0, removed: 0/);
  assert.deepEqual(times(), before);
  await ana.act('trash', last);
  site.sql("UPDATE comment SET status = 'trash' WHERE text = 'On another page'");
  assert.match(await run('hugo'), /2 pages with comments; files written: 1, removed: 1/);
  assert.deepEqual(Object.keys(filesBelow(folder)).sort(), ['_3fp_3d12.json', 'authors.json', 'hello.json']);

  await run('jekyll');
  assert.deepEqual(Object.keys(filesBelow(path.join(source, '_data/comments'))).sort(), ['_3fp_3d12.json', 'hello.json']);
});

test('a missing folder, a missing layout and a folder without space are clear errors', async (t) => {
  const site = await siteFor(t, { nginx: false, serve: false });
  for (const [args, why] of [
    [[path.join(site.dir, 'none'), '--layout', 'hugo'], /is not a folder; name the folder of the site's source/],
    [[site.dir], /name the folder of the site's source and the generator/],
    [['--layout', 'hugo'], /name the folder of the site's source and the generator/],
  ]) {
    const wrong = await site.cli(['export', 'data', ...args]);
    assert.equal(wrong.code, 1);
    assert.match(wrong.output, why);
  }
});

test('export html writes threads between the marks of HTML files, and takes them out again', async (t) => {
  const site = await siteFor(t);
  await site.comment({ page: '/hello/', comment: 'Between the marks' });
  await site.comment({ page: '/a/', comment: 'Without marks' });
  const file = (name) => path.join(site.documentRoot, name);
  const marked = '<!DOCTYPE html><title>Hi</title>\n<main>\n<!-- afterword:comments -->\n<!-- /afterword:comments -->\n</main>\n';
  fs.writeFileSync(file('hello/index.html'), marked, { mode: 0o640 });
  fs.chmodSync(file('hello/index.html'), 0o640);
  fs.writeFileSync(file('empty/index.html'), '<!-- /afterword:comments --><!-- afterword:comments -->');
  const before = fs.readFileSync(file('a/index.html'), 'utf8');
  const run = (...args) => site.cli(['export', 'html', site.documentRoot, ...args]);

  const first = await run();
  assert.equal(first.code, 1, 'the marks of one file are in the wrong order');
  assert.match(first.output, /pages with the marks: 2, files written: 1/);
  assert.match(first.output, /empty\/index\.html was not changed: it needs <!-- afterword:comments --> once, and/);
  const baked = fs.readFileSync(file('hello/index.html'), 'utf8');
  assert.match(baked, /<main>\n<!-- afterword:comments -->\n\s*<section id="comments"[^]*Between the marks[^]*<\/section>\s*\n<!-- \/afterword:comments -->\n<\/main>/);
  assert.equal(fs.statSync(file('hello/index.html')).mode & 0o777, 0o640);
  assert.equal(fs.readFileSync(file('a/index.html'), 'utf8'), before);

  const { mtimeMs } = fs.statSync(file('hello/index.html'));
  assert.match((await run()).output, /files written: 0/);
  assert.equal(fs.statSync(file('hello/index.html')).mtimeMs, mtimeMs);

  assert.match((await run('--remove')).output, /files written: 1/);
  assert.equal(fs.readFileSync(file('hello/index.html'), 'utf8'), marked);
});

const marks = '<!-- afterword:comments -->\n<!-- /afterword:comments -->\n';

/** A site without a server, with one comment on each of the pages, and their files with marks. */
async function siteWithMarks(t, pages, options = {}) {
  const site = await siteFor(t, { nginx: false, serve: false, ...options });
  await site.importComments(pages.map((page, i) => ({ id: i + 1, page, text: `Comment on ${page}` })));
  for (const page of pages) fs.writeFileSync(site.addPage(page), marks);
  return site;
}

const exportHtml = (site, ...args) => site.cli(['export', 'html', site.documentRoot, ...args], { timeout: 60_000 });

test('export html leaves every file as it is when the database cannot be read', async (t) => {
  const site = await siteWithMarks(t, ['/a/', '/hello/']);
  assert.equal((await exportHtml(site)).code, 0);
  const file = path.join(site.documentRoot, 'hello/index.html');
  const baked = fs.readFileSync(file, 'utf8');
  assert.match(baked, /Comment on \/hello\//);
  const failsWith = async (why) => {
    const { code, stderr } = await exportHtml(site);
    assert.equal(code, 1);
    assert.match(stderr, why);
    assert.equal(fs.readFileSync(file, 'utf8'), baked);
  };
  const held = await lockDatabase(t, site, 'EXCLUSIVE');
  await failsWith(/locked|busy|in use/);
  await held.release();

  const version = site.sql('PRAGMA user_version');
  site.sql('PRAGMA user_version = 9999');
  await failsWith(/newer/);
  site.sql(`PRAGMA user_version = ${version}`);

  // The database can be opened, and reading the comments fails.
  site.sql('ALTER TABLE comment RENAME COLUMN text TO was_text');
  await failsWith(/./);
  site.sql('ALTER TABLE comment RENAME COLUMN was_text TO text');

  fs.truncateSync(site.database, 0);
  await failsWith(/truncated/);
  assert.equal((await exportHtml(site, '--remove')).code, 0, 'taking threads out needs no database');
  assert.equal(fs.readFileSync(file, 'utf8'), marks);
});

test('export html names a page that the site refuses and leaves its file as it is', async (t) => {
  const site = await siteWithMarks(t, ['/a/', '/old/']);
  assert.equal((await exportHtml(site)).code, 0);
  const file = path.join(site.documentRoot, 'old/index.html');
  const baked = fs.readFileSync(file, 'utf8');
  site.writeConfig({ pages: { allow: ['/a/'] } });
  const odd = path.join(site.documentRoot, 'back\\slash.html');
  fs.writeFileSync(odd, marks);
  fs.writeFileSync(path.join(site.documentRoot, 'about.html'), 'Put &lt;!-- afterword:comments --&gt; there.');
  const { code, stdout, stderr } = await exportHtml(site);
  assert.equal(code, 1);
  assert.match(stdout, /pages with the marks: 3, files written: 0/);
  assert.match(stderr, /old\/index\.html was not changed: by \[pages\] of the configuration the site has no page \/old\//);
  assert.match(stderr, /back\\slash\.html was not changed: its name cannot be the path of a page/);
  assert.equal(fs.readFileSync(file, 'utf8'), baked);
  assert.equal(fs.readFileSync(odd, 'utf8'), marks);
});

// --- what exports to files have in common -----------------------------------------------------------

const partials = (folder) => fs.readdirSync(folder, { recursive: true }).filter((name) => /partial/.test(name));

/** Runs an export under a shell's limits. */
function exportWith(site, shell, ...args) {
  const command = [`${shell}; exec "$0" export "$@"`, site.program, ...args];
  return spawnSync('sh', ['-c', ...command], { env: site.environment, encoding: 'utf8' });
}

test('exports that run at once all succeed and leave nothing behind', async (t) => {
  const pages = Array.from({ length: 40 }, (_, i) => `/p${i}/`);
  const site = await siteWithMarks(t, pages);
  const data = ['export', 'data', site.documentRoot, '--layout', 'hugo'];
  const html = ['export', 'html', site.documentRoot];
  for (let round = 0; round < 3; ++round) {
    const runs = await Promise.all([html, data, html, data, html, data].map((args) => site.cli(args)));
    for (const { code, output } of runs) assert.equal(code, 0, output);
    assert.deepEqual(partials(site.documentRoot), []);
    assert.equal(fs.readdirSync(path.join(site.documentRoot, 'data/comments')).length, pages.length);
    for (const page of pages) {
      const file = path.join(site.documentRoot, page, 'index.html');
      assert.match(fs.readFileSync(file, 'utf8'), new RegExp(`Comment on ${page}[^]*<!-- /afterword:comments -->\n$`));
      fs.writeFileSync(file, marks);
    }
    fs.rmSync(path.join(site.documentRoot, 'data'), { recursive: true });
  }
});

test('an export neither writes through a link with the name of a partial file nor stops because of one', async (t) => {
  const site = await siteWithMarks(t, ['/a/']);
  const outside = path.join(site.dir, 'outside');
  fs.writeFileSync(outside, 'kept');
  fs.symlinkSync(outside, path.join(site.documentRoot, 'a/index.html.partial'));
  assert.equal((await exportHtml(site)).code, 0);
  assert.equal(fs.readFileSync(outside, 'utf8'), 'kept');
  assert.match(fs.readFileSync(path.join(site.documentRoot, 'a/index.html'), 'utf8'), /Comment on/);
});

test('the next export removes the partial file of one that was killed, but not one in use', async (t) => {
  const site = await siteWithMarks(t, ['/a/', '/hello/']);
  for (const args of [['html', site.documentRoot], ['data', site.documentRoot, '--layout', 'hugo']]) {
    const killed = exportWith(site, 'ulimit -c 0; ulimit -f 0', ...args);
    assert.equal(killed.signal, 'SIGXFSZ', killed.stderr);
  }
  assert.equal(partials(site.documentRoot).length, 2);
  const used = path.join(site.documentRoot, 'a', '.afterword-1-0.partial');
  const holder = start('flock', ['--no-fork', used, 'sh', '-c', 'echo locked; exec sleep 60']);
  await new Promise((resolve) => holder.stdout.on('data', resolve));
  t.after(() => holder.kill());
  assert.equal((await exportHtml(site)).code, 0);
  await site.cliOk('export', 'data', site.documentRoot, '--layout', 'hugo');
  assert.deepEqual(partials(site.documentRoot), ['a/.afterword-1-0.partial']);
});

test('an export that cannot write one file reports it and writes the others', async (t) => {
  const site = await siteWithMarks(t, ['/a/', '/hello/']);
  await site.importComments([{ id: 10, page: '/hello/', text: 'long '.repeat(12_000) }]);
  for (const [args, written] of [
    [['data', site.documentRoot, '--layout', 'hugo'], 'data/comments/a.json'],
    [['html', site.documentRoot], 'a/index.html'],
  ]) {
    const limited = exportWith(site, "trap '' XFSZ; ulimit -f 100", ...args);
    assert.equal(limited.status, 1);
    assert.match(limited.stdout, /files written: 1/);
    assert.match(limited.stderr, /hello(\.json|\/index\.html) cannot be written: File too large/);
    assert.match(fs.readFileSync(path.join(site.documentRoot, written), 'utf8'), /Comment on \/a\//);
    assert.deepEqual(partials(site.documentRoot), []);
  }
  assert.equal(fs.readFileSync(path.join(site.documentRoot, 'hello/index.html'), 'utf8'), marks);
});

// --- data files ---------------------------------------------------------------------------------------

test('export data writes pages whose names collide or are very long, and no page takes the file of another', async (t) => {
  const site = await siteFor(t, { nginx: false, serve: false, config: { pages: { document_root: '' } } });
  const pages = ['/', '/index', '/p', '/p.json/x', `/${'a'.repeat(300)}`, `/${'ü '.repeat(80)}x/y`, '/last'];
  await site.importComments(pages.map((page, i) => ({ id: i + 1, page, text: `Comment ${i + 1}` })));
  const output = await site.cliOk('export', 'data', site.dir, '--layout', 'hugo');
  assert.match(output, /7 pages with comments; files written: 7, removed: 0/);
  const files = Object.values(filesBelow(path.join(site.dir, 'data/comments'))).map((text) => JSON.parse(text).page);
  assert.deepEqual(files.sort(), [...pages].sort());
  assert.match(await site.cliOk('export', 'data', site.dir, '--layout', 'hugo'), /files written: 0, removed: 0/);
});

test('export data reports a file in its way, writes the others, and removes what is no longer published', async (t) => {
  const site = await siteFor(t, { nginx: false, serve: false, user: nobody });
  await site.importComments(['/a/', '/blog/first/', '/hello/', '/old/', '/empty/'].map((page, i) => ({ id: i + 1, page, text: page })));
  const run = () => site.cli(['export', 'data', site.dir, '--layout', 'hugo']);
  assert.equal((await run()).code, 0);
  const folder = path.join(site.dir, 'data/comments');
  const file = (name) => path.join(folder, name);
  fs.writeFileSync(file('a.json'), '{"kim": 1}\n'); // the site's own data
  fs.rmSync(file('hello.json'));
  fs.mkdirSync(file('hello.json'));
  fs.rmSync(file('old.json'));
  fs.writeFileSync(path.join(site.dir, 'outside.json'), '');
  fs.symlinkSync('../../outside.json', file('old.json'));
  site.sql("UPDATE comment SET status = 'trash' WHERE text = '/blog/first/'");
  site.sql("UPDATE comment SET text = 'changed' WHERE text = '/empty/'");
  const { code, stdout, stderr } = await run();
  assert.equal(code, 1);
  assert.match(stdout, /files written: 1, removed: 1/);
  assert.match(stderr, /a\.json was not written by this export and is left as it is \(page \/a\/\)/);
  assert.match(stderr, /hello\.json is not a regular file \(page \/hello\/\)/);
  assert.match(stderr, /old\.json was not written, because .*old\.json is a symbolic link \(page \/old\/\)/);
  assert.equal(fs.readFileSync(file('a.json'), 'utf8'), '{"kim": 1}\n');
  assert.equal(fs.readFileSync(path.join(site.dir, 'outside.json'), 'utf8'), '');
  assert.match(fs.readFileSync(file('empty.json'), 'utf8'), /changed/);
  assert.equal(fs.existsSync(file('blog')), false, 'nor is its empty folder left');

  // An erased comment must not stay in a file that cannot be removed or read without a word.
  site.sql("UPDATE comment SET status = 'trash' WHERE text = 'changed'");
  fs.chmodSync(folder, 0o555);
  assert.match((await run()).stderr, /empty\.json cannot be removed: Permission denied/);
  fs.chmodSync(folder, 0o755);
  fs.chmodSync(file('empty.json'), 0);
  assert.match((await run()).stderr, /empty\.json cannot be read: Permission denied/);
});

/** A site with one comment on each of the pages, and its export for Hugo. */
async function siteWithDataExport(t, pages) {
  const site = await siteFor(t, { nginx: false, serve: false });
  await site.importComments(pages.map((page, i) => ({ id: i + 1, page, text: `Comment on ${page}` })));
  const source = path.join(site.dir, 'source');
  const folder = path.join(source, 'data/comments');
  fs.mkdirSync(folder, { recursive: true });
  return {
    site,
    source,
    folder,
    file: (name) => path.join(folder, name),
    run: () => site.cli(['export', 'data', source, '--layout', 'hugo']),
    trash: (page) => site.sql(`UPDATE comment SET status = 'trash' WHERE text = 'Comment on ${page}'`),
  };
}

test('export data neither writes nor removes anything through a link to a folder outside', async (t) => {
  const { site, folder, file, run, trash } = await siteWithDataExport(t, ['/a/', '/blog/x', '/blog/y']);
  const outside = path.join(site.dir, 'outside');
  fs.mkdirSync(outside);
  fs.symlinkSync(outside, file('blog'));
  const first = await run();
  assert.equal(first.code, 1);
  assert.match(first.stdout, /3 pages with comments; files written: 1, removed: 0/);
  assert.match(first.stderr, /blog\/x\.json was not written, because .*comments\/blog is a symbolic link \(page \/blog\/x\)/);
  assert.match(first.stderr, /\(page \/blog\/y\)/);
  assert.deepEqual(fs.readdirSync(outside), []);
  assert.deepEqual(Object.keys(filesBelow(folder)), ['a.json']);

  fs.copyFileSync(file('a.json'), path.join(outside, 'x.json'));
  trash('/blog/x');
  assert.match((await run()).stdout, /files written: 0, removed: 0/);
  assert.deepEqual(fs.readdirSync(outside), ['x.json']);
});

test('export data leaves a link below its folder and the file of a page to which it leads as they are', async (t) => {
  const { folder, file, run, trash } = await siteWithDataExport(t, ['/a/', '/b/', '/x/y']);
  assert.equal((await run()).code, 0);
  fs.mkdirSync(file('real'));
  fs.renameSync(file('a.json'), file('real/aa.json'));
  fs.symlinkSync('real/aa.json', file('a.json'));
  fs.renameSync(file('x'), file('other'));
  fs.symlinkSync('other', file('x'));
  const before = filesBelow(folder);
  assert.deepEqual(Object.keys(before).sort(), ['b.json', 'other/y.json', 'real/aa.json']);
  for (let round = 0; round < 2; ++round) {
    const { code, stdout, stderr } = await run();
    assert.equal(code, 1);
    assert.match(stdout, /files written: 0, removed: 0/);
    assert.match(stderr, /a\.json was not written, because .*a\.json is a symbolic link \(page \/a\/\)/);
    assert.match(stderr, /x\/y\.json was not written, because .*comments\/x is a symbolic link \(page \/x\/y\)/);
    assert.equal(stderr.trim().split('\n').length, 2, stderr);
    assert.deepEqual(filesBelow(folder), before);
  }
  // The files below the folder are removed like others when their pages have no comments.
  trash('/a/');
  trash('/x/y');
  const { code, stdout } = await run();
  assert.equal(code, 0);
  assert.match(stdout, /removed: 2/);
  assert.deepEqual(Object.keys(filesBelow(folder)), ['b.json']);
  assert.ok(fs.lstatSync(file('a.json')).isSymbolicLink());
  assert.ok(fs.lstatSync(file('x')).isSymbolicLink());
});

test("export data leaves the owner's empty file alone and reports the page that needs its name", async (t) => {
  const { file, run } = await siteWithDataExport(t, ['/a/', '/b/']);
  fs.writeFileSync(file('a.json'), '');
  const { code, stdout, stderr } = await run();
  assert.equal(code, 1);
  assert.match(stdout, /files written: 1, removed: 0/);
  assert.match(stderr, /a\.json was not written by this export and is left as it is \(page \/a\/\)/);
  assert.equal(fs.readFileSync(file('a.json'), 'utf8'), '');
});

test('export data follows a link to the source, and none to the folder of its files', async (t) => {
  const { site, source, file, run } = await siteWithDataExport(t, ['/a/']);
  const link = path.join(site.dir, 'link');
  fs.symlinkSync(source, link);
  await site.cliOk('export', 'data', link, '--layout', 'hugo');
  assert.ok(fs.existsSync(file('a.json')));
  fs.renameSync(path.join(source, 'data'), path.join(site.dir, 'moved'));
  fs.symlinkSync('../moved', path.join(source, 'data'));
  fs.rmSync(file('a.json'));
  const { code, stderr } = await run();
  assert.equal(code, 1);
  assert.match(stderr, /source\/data is a symbolic link; nothing was exported to it/);
  assert.deepEqual(fs.readdirSync(path.join(site.dir, 'moved/comments')), []);
});

// --- HTML files ---------------------------------------------------------------------------------------

test('export html reports what it cannot read or write, and exports the others', async (t) => {
  const site = await siteWithMarks(t, ['/a/', '/blog/first/', '/hello/', '/old/', '/empty/'], { user: nobody });
  if (nobody.uid) site.giveTo(site.documentRoot, nobody);
  const file = (name) => path.join(site.documentRoot, name);
  fs.chmodSync(file('blog'), 0);
  fs.chmodSync(file('hello/index.html'), 0);
  fs.chmodSync(file('old'), 0o555);
  const long = Buffer.alloc(65 << 20, ' ');
  fs.writeFileSync(file('unmarked.html'), long);
  fs.writeFileSync(file('long.html'), Buffer.concat([long, Buffer.from(marks)]));
  fs.chmodSync(file('empty/index.html'), 0o444);
  const { code, stdout, stderr } = await exportHtml(site);
  fs.chmodSync(file('blog'), 0o755);
  assert.equal(code, 1);
  assert.match(stdout, /files written: 2\n/);
  assert.match(stderr, /blog cannot be read: Permission denied/);
  assert.match(stderr, /hello\/index\.html cannot be read: Permission denied/);
  assert.match(stderr, /old\/index\.html cannot be written: Permission denied/);
  assert.match(stderr, /long\.html is larger than 67108864 bytes/);
  assert.equal(stderr.trim().split('\n').length, 4, stderr);
  assert.match(fs.readFileSync(file('a/index.html'), 'utf8'), /Comment on/);
  assert.match(fs.readFileSync(file('empty/index.html'), 'utf8'), /Comment on/);
  assert.equal(fs.statSync(file('empty/index.html')).mode & 0o777, 0o444);
});

test('export html follows links below the folder, and leaves other links and their targets alone', async (t) => {
  const site = await siteWithMarks(t, ['/a/', '/hello/']);
  const file = (name) => path.join(site.documentRoot, name);
  fs.rmSync(file('hello/index.html'));
  fs.mkdirSync(file('objects'));
  fs.writeFileSync(file('objects/1'), marks);
  fs.symlinkSync('../objects/1', file('hello/index.html'));
  fs.symlinkSync('a/index.html', file('same-as-a.html'));
  const run = await exportHtml(site);
  assert.equal(run.code, 0, run.output);
  assert.match(run.stdout, /pages with the marks: 2, files written: 2/);
  assert.ok(fs.lstatSync(file('hello/index.html')).isSymbolicLink());
  assert.ok(fs.lstatSync(file('same-as-a.html')).isSymbolicLink());
  assert.match(fs.readFileSync(file('objects/1'), 'utf8'), /Comment on \/hello\//);
  assert.match(fs.readFileSync(file('a/index.html'), 'utf8'), /Comment on \/a\//);

  const outside = path.join(site.dir, 'outside.html');
  fs.writeFileSync(outside, marks);
  fs.symlinkSync(outside, file('old/outside.html'));
  fs.symlinkSync('/nowhere.html', file('old/broken.html'));
  const left = await exportHtml(site);
  assert.equal(left.code, 1);
  assert.match(left.stderr, /old\/outside\.html is a link to .*\/outside\.html, which is not below/);
  assert.equal(fs.readFileSync(outside, 'utf8'), marks);
  assert.ok(fs.lstatSync(file('old/outside.html')).isSymbolicLink());
});

test(
  'export html keeps owner, group and mode of a file where the process may set them',
  { skip: !nobody.uid && 'needs root to give files away' },
  async (t) => {
    const site = await siteWithMarks(t, ['/a/', '/hello/']);
    const file = path.join(site.documentRoot, 'a/index.html');
    fs.chownSync(file, 65534, 12);
    fs.chmodSync(file, 0o2640);
    assert.equal((await exportHtml(site)).code, 0);
    const { uid, gid, mode } = fs.statSync(file);
    assert.deepEqual([uid, gid, mode & 0o7777], [65534, 12, 0o2640]);
  },
);

test('export html writes into files with CRLF or of another encoding as they are', async (t) => {
  const site = await siteFor(t, { nginx: false, serve: false });
  await site.importComments([
    { id: 1, page: '/a/', text: 'Grüße <!-- afterword:comments -->' },
    { id: 2, page: '/hello/', text: 'Grüße' },
  ]);
  const crlf = `<main>\r\n${marks.replaceAll('\n', '\r\n')}</main>\r\n`;
  const latin = Buffer.from(`<p>caf\xe9\n${marks}`, 'latin1');
  fs.writeFileSync(path.join(site.documentRoot, 'a/index.html'), crlf);
  fs.writeFileSync(path.join(site.documentRoot, 'hello/index.html'), latin);
  assert.equal((await exportHtml(site)).code, 0);
  const a = fs.readFileSync(path.join(site.documentRoot, 'a/index.html'), 'utf8');
  assert.match(a, /Grüße/);
  assert.doesNotMatch(a, /[^\r]\n/);
  const hello = fs.readFileSync(path.join(site.documentRoot, 'hello/index.html'), 'latin1');
  assert.match(hello, /^<p>caf\xe9\n[^]*Gr&#252;&#223;e/);
  assert.match((await exportHtml(site)).stdout, /files written: 0/);
  assert.equal((await exportHtml(site, '--remove')).code, 0);
  assert.equal(fs.readFileSync(path.join(site.documentRoot, 'a/index.html'), 'utf8'), crlf);
  assert.deepEqual(fs.readFileSync(path.join(site.documentRoot, 'hello/index.html')), latin);
});
