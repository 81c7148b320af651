// Imports of other systems' files. Each folder of tests/data/imports has a file of a system and
// expected.json: the lines of the report, the comments in order of their dates (`parent` is an index in
// that list), titles and closed pages by path, and old fragments with the text that they lead to.
// `args` are further arguments of the command; one that is a file of the folder is that file. Instead of
// `file`, `sql` names a script that makes an SQLite database, and `folder` a folder that is the source.
// `timezone` is that of the site, if not UTC. `cuts` are the shares of the file that a file that was cut off has.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import zlib from 'node:zlib';

import { largeSources } from '../lib/large_sources.mjs';
import { root, siteFor } from '../lib/site.mjs';

const folder = path.join(root, 'tests/data/imports');
const isFolder = (name) => fs.statSync(path.join(folder, name)).isDirectory();
const formats = fs.readdirSync(folder).filter(isFolder).sort();

const siteOf = (t, options = { nginx: false, serve: false }, site = {}) =>
  siteFor(t, { ...options, config: { site: { url: 'https://blog.example', ...site } } });

const load = (format) => {
  const expected = JSON.parse(fs.readFileSync(path.join(folder, format, 'expected.json'), 'utf8'));
  const here = (name) => path.join(folder, format, name);
  const args = (expected.args ?? []).map((arg) => (fs.existsSync(here(arg)) ? here(arg) : arg));
  return { ...expected, args, path: here(expected.file ?? expected.folder ?? '') };
};

/** The same with the database that its script makes. */
const loadFor = (format, site) => {
  const expected = load(format);
  if (!expected.sql) return expected;
  const file = path.join(site.dir, 'source.db');
  site.sql(`.read ${path.join(folder, format, expected.sql)}`, file);
  return { ...expected, path: file };
};

/** The lines with numbers of a report: { 'imported and published': 3 }. */
function report(output) {
  const lines = [...output.matchAll(/^ +(\d+) (.*)$/gm)];
  return Object.fromEntries(lines.map(([, number, what]) => [what, Number(number)]));
}

/** The number of votes that a report says were kept. */
const keptVotes = (output) => Number(/^(\d+) (like or dislike was|likes and dislikes were) kept\.$/m.exec(output)?.[1] ?? 0);

const exported = async (site) => JSON.parse(await site.cliOk('export', 'json', '-'));

const rows = (site) => Number(site.sql('SELECT count(*) FROM comment'));

/** What expected.json says about comments, of an export. */
function shown(comments) {
  const order = [...comments].sort((a, b) => a.created.localeCompare(b.created) || a.id - b.id);
  const index = new Map(order.map((comment, i) => [comment.id, i]));
  return order.map((comment) => ({ ...comment, parent: comment.parent === null ? null : index.get(comment.parent) }));
}

const nameOf = (format) => format.replace(/[-.].*/, '');

for (const format of formats) {
  const name = nameOf(format);
  const { timezone } = load(format);
  const siteHere = (t, options) => siteOf(t, options, timezone && { timezone });
  describe(`an import of ${format}`, { concurrency: true }, () => {
    test('is recognised, accounts for every comment, and changes nothing when it is repeated', async (t) => {
      const site = await siteHere(t);
      const expected = loadFor(format, site);
      const said = await site.cliOk('import', 'auto', expected.path, ...expected.args);
      assert.deepEqual(report(said), expected.report);
      const all = report(said);
      const [total] = Object.entries(all).find(([what]) => what.startsWith('in all'));
      const sum = Object.values(all).reduce((a, b) => a + b) - all[total];
      assert.equal(sum, all[total], 'the numbers add up');

      const { pages, comments } = await exported(site);
      const got = shown(comments);
      assert.equal(got.length, expected.comments.length);
      expected.comments.forEach((comment, i) => {
        const wanted = { status: 'approved', email: '', url: '', likes: undefined, dislikes: undefined, ...comment };
        for (const [member, value] of Object.entries(wanted))
          assert.deepEqual(got[i][member], value, `${member} of comment ${i}: ${got[i].text}`);
      });
      for (const [page, title] of Object.entries(expected.titles ?? {}))
        assert.equal(pages.find((one) => one.path === page)?.title, title);
      for (const page of expected.closed ?? [])
        assert.equal(pages.find((one) => one.path === page)?.closed, true);

      const votes = expected.comments.reduce((sum, { likes = 0, dislikes = 0 }) => sum + likes + dislikes, 0);
      assert.equal(keptVotes(said), votes);
      assert.equal(site.sql('PRAGMA integrity_check'), 'ok', 'also of CHECK constraints');

      const saidAgain = await site.cliOk('import', name, expected.path, ...expected.args);
      const again = report(saidAgain);
      assert.equal(keptVotes(saidAgain), 0);
      assert.equal(again['already there'], got.length);
      assert.deepEqual(shown((await exported(site)).comments), got);
    });

    test('no comment is there twice after an import of a file that was appended to itself', async (t) => {
      const expected = load(format);
      if (!expected.file) return; // of a database or a folder there is no such file
      const site = await siteHere(t);
      const bytes = fs.readFileSync(expected.path);
      fs.writeFileSync(path.join(site.dir, 'twice'), Buffer.concat([bytes, bytes]));
      await site.cli(['import', name, path.join(site.dir, 'twice'), ...expected.args]);
      assert.equal(site.sql('SELECT created_at, text FROM comment GROUP BY 1, 2 HAVING count(*) > 1'), '');
    });

    test('a byte that is not UTF-8 and a byte of zero are refused in JSON and CSV', async (t) => {
      const expected = load(format);
      // XML is repaired; a database has texts of any encoding.
      if (!expected.file || /\.(xml|atom)$/.test(expected.file)) return;
      const site = await siteHere(t);
      const bytes = fs.readFileSync(expected.path);
      const file = path.join(site.dir, 'damaged');
      for (const byte of [0xe9, 0]) {
        const damaged = Buffer.from(bytes);
        damaged[bytes.indexOf(expected.comments[0].text.slice(0, 4)) + 1] = byte;
        fs.writeFileSync(file, damaged);
        const refused = await site.cli(['import', name, file, ...expected.args]);
        assert.equal(refused.code, 1, `${byte}: ${refused.output}`);
        assert.match(refused.output, /nothing was imported/);
        assert.equal(rows(site), 0);
      }
    });

    test('old links still lead to the comments', async (t) => {
      const pages = [...new Set(load(format).comments.map((comment) => comment.page))];
      const site = await siteHere(t, { pages: pages.map((page) => page.split('?')[0]) });
      const expected = loadFor(format, site);
      await site.cliOk('import', name, expected.path, ...expected.args);
      const texts = { ...expected.fragments };
      for (const page of pages) {
        const [plain, query = ''] = page.split('?');
        const { tree } = await site.thread(plain, query && `?page=${encodeURIComponent(page)}`);
        for (const fragment of Object.keys(texts)) {
          const anchor = tree.all('a').find((a) => a.attr('id') === fragment);
          const item = anchor ? anchor.parent : tree.all('li').find((li) => li.attr('id') === fragment);
          if (!item) continue;
          assert.ok(item.all('.comment-content')[0].text.includes(texts[fragment]), fragment);
          delete texts[fragment];
        }
      }
      assert.deepEqual(texts, {}, 'these fragments were not found');
    });

    test('a dry run, a file that was cut off and a wrong name change nothing; a packed file is read', async (t) => {
      const site = await siteHere(t);
      const expected = loadFor(format, site);
      const dry = await site.cliOk('import', name, expected.path, ...expected.args, '--dry-run');
      assert.match(dry, /nothing was imported \(--dry-run\)/);
      assert.equal(rows(site), 0);

      const others = new Set(['disqus', 'json', 'wordpress', ...formats.map(nameOf)]);
      others.delete(name);
      for (const other of others) {
        const wrong = await site.cli(['import', other, expected.path]);
        assert.notEqual(wrong.code, 0, `${other}: ${wrong.output}`);
        assert.equal(rows(site), 0);
      }
      if (expected.folder) return;

      const bytes = fs.readFileSync(expected.path);
      const file = path.join(site.dir, 'cut');
      for (const share of expected.cuts ?? [0.3, 0.7, 0.99]) {
        fs.writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length * share)));
        const cut = await site.cli(['import', name, file, ...expected.args]);
        assert.equal(cut.code, 1, `${share}: ${cut.output}`);
        assert.match(cut.output, /nothing was imported/);
        assert.equal(rows(site), 0);
      }

      fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes));
      const packed = report(await site.cliOk('import', 'auto', `${file}.gz`, ...expected.args));
      assert.deepEqual(packed, expected.report);
    });
  });
}

test('an empty file and one in UTF-16 are refused in every format', async (t) => {
  const site = await siteOf(t);
  const file = path.join(site.dir, 'in');
  const begin = [Buffer.from([0xff, 0xfe]), Buffer.alloc(0)];
  const files = [
    [Buffer.alloc(0), /the file is empty; nothing was imported/],
    [zlib.gzipSync(''), /the file is empty; nothing was imported/],
    ...begin.map((mark) => [
      Buffer.concat([mark, Buffer.from('<?xml version="1.0"?>', 'utf16le')]),
      /the file is UTF-16; please save it as UTF-8; nothing was imported/,
    ]),
  ];
  for (const format of new Set(['auto', 'json', 'wordpress', ...formats.map(nameOf)]))
    for (const [bytes, why] of files) {
      fs.writeFileSync(file, bytes);
      const refused = await site.cli(['import', format, file]);
      assert.equal(refused.code, 1, `${format}: ${refused.output}`);
      assert.match(refused.output, why, format);
      assert.equal(rows(site), 0);
    }
});

// The ids of Isso's database are unique. WordPress and JSON have tests of their own (import_identity.test.mjs).
for (const { format, write } of largeSources.filter(({ format }) => format !== 'wordpress'))
  test(`cycles of parents, equal, huge and zero numbers and dates lose no comment of ${format}`, async (t) => {
    const site = await siteOf(t);
    const comment = (id, parent, text, date = new Date('2020-03-01T10:00:00Z')) => ({
      id, parent, page: '/post-1/', title: 'Post 1', author: 'Ina', email: 'ina@example.org', text, date,
    });
    const all = [
      comment(1, 2, 'Cycle one'),
      comment(2, 1, 'Cycle two'),
      comment(3, 3, 'Its own parent'),
      comment(4, null, 'The first four'),
      comment(format === 'isso' ? 6 : 4, null, 'The second four'),
      comment(2 ** 60, null, 'Huge'),
      comment(5, 2 ** 60, 'Below the huge one'),
      comment(7, 99, 'Below an unknown one', new Date(0)),
    ];
    const file = path.join(site.dir, 'odd');
    write(file, all);
    await site.cliOk('import', format, file);
    const texts = () => site.sql('SELECT text FROM comment ORDER BY text').replaceAll(/<[^>]*>/g, '').split('\n');
    assert.deepEqual(texts(), all.map(({ text }) => text).sort());
    const below = 'SELECT c.text, p.text FROM comment AS c JOIN comment AS p ON p.id = c.parent_id ORDER BY 1';
    const replies = site.sql(below);
    assert.match(replies, /^Below the huge one\|Huge\nCycle (one\|Cycle two|two\|Cycle one)$/);
    assert.equal(site.sql('SELECT count(*) FROM comment WHERE id > (1 << 53) OR id < 1 OR created_at < 0'), '0');
    assert.match(await site.cliOk('import', format, file), /^ +8 already there$/m);
    assert.deepEqual(texts(), all.map(({ text }) => text).sort());
    assert.equal(site.sql(below), replies);
  });

test('options that a format does not use are refused', async (t) => {
  const site = await siteOf(t);
  const file = path.join(site.dir, 'in.json');
  fs.writeFileSync(file, '[]');
  const wordpress = await site.cli(['import', 'wordpress', path.join(root, 'tests/data/wordpress/small.xml'), '--host', 'old.example']);
  assert.equal(wordpress.code, 1);
  assert.match(wordpress.output, /--host does not apply to wordpress: its pages are taken from every host/);
  for (const args of [['--host', 'old.example'], ['--map', file]]) {
    const refused = await site.cli(['import', 'json', file, ...args]);
    assert.equal(refused.code, 1);
    assert.match(refused.output, /--map and --host do not apply to json; move pages afterwards/);
  }
});

// --- pages

const line = (fields) => JSON.stringify({ pid: '', user: { name: 'Ina' }, time: '2020-03-01T10:00:00Z', ...fields, locator: { site: 'blog', url: fields.url } });

function backup(site, comments) {
  const file = path.join(site.dir, 'backup.json');
  fs.writeFileSync(file, comments.map((comment, i) => line({ id: `c${i}`, text: `<p>Text ${i}</p>`, ...comment })).join('\n'));
  return file;
}

test('pages without a file are listed with the page that each probably is now', async (t) => {
  const site = await siteOf(t);
  const write = (name, title) => {
    fs.mkdirSync(path.join(site.documentRoot, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(site.documentRoot, name), `<!DOCTYPE html><TITLE>${title}</TITLE>`);
  };
  write('garden/old-oak.html', 'The old oak');
  write('walks/index.html', 'Three walks &amp; a rest | Our village');
  write('one/same/index.html', 'First');
  write('two/same/index.html', 'Second');
  const file = backup(site, [
    { url: 'https://blog.example/hello/' },
    { url: 'https://blog.example/2019/old-oak/' },
    { url: 'https://blog.example/2019/tours/', title: 'Three walks & a rest' },
    { url: 'https://blog.example/2019/same/', title: 'Neither' },
  ]);
  const said = await site.cliOk('import', 'remark42', file);
  assert.match(said, /^ {2}\/2019\/old-oak\/ {2}perhaps now \/garden\/old-oak\.html$/m);
  assert.match(said, /^ {2}\/2019\/tours\/ {2}perhaps now \/walks\/$/m);
  assert.match(said, /^ {2}\/2019\/same\/$/m);
  assert.doesNotMatch(said, /^ {2}\/hello/m);

  const map = path.join(site.dir, 'map');
  // As the report names the page, or as the file does.
  fs.writeFileSync(map, '# moved\n/2019/tours/ /walks/\nhttps://blog.example/2019/* /garden/*\n');
  const moved = await site.cliOk('import', 'remark42', file, '--map', map);
  assert.equal(report(moved)['already there'] ?? 0, 1);
  assert.equal(site.sql("SELECT count(*) FROM comment JOIN thread ON thread.id = thread_id WHERE page = '/garden/old-oak'"), '1');
  assert.equal(site.sql("SELECT count(*) FROM comment JOIN thread ON thread.id = thread_id WHERE page = '/walks'"), '1');
  assert.equal(rows(site), 4);
});

test('the map takes the exact line, then the longest beginning; a wrong line is named', async (t) => {
  const site = await siteOf(t);
  const map = path.join(site.dir, 'map');
  fs.writeFileSync(map, 'http://localhost:8080/* /dev/*\nhttp://localhost:8080/blog/* /blog/*\nhttp://localhost:8080/blog/first/ /hello/\n');
  const file = backup(site, [
    { url: 'http://localhost:8080/blog/first/#top' },
    { url: 'http://localhost:8080/blog/second/' },
    { url: 'http://localhost:8080/a/' },
    { url: 'https://elsewhere.example/a/' },
  ]);
  const said = await site.cliOk('import', 'auto', file, '--map', map);
  assert.equal(report(said)['left out: on a page of the host elsewhere.example; --host elsewhere.example makes it one of this site'], 1);
  assert.equal(site.sql('SELECT group_concat(page) FROM (SELECT page FROM thread ORDER BY page)'), '/blog/second,/dev/a,/hello');
  for (const [text, why] of [
    ['/a/\n', /line 1: write two addresses/],
    ['/a/ /b/\n/c/* /d/\n', /line 2: both addresses, or neither, must end with \*/],
    ['/a/ /b/\n/a/ /c/\n', /line 2: a second rule for \/a\//],
  ]) {
    fs.writeFileSync(map, text);
    const wrong = await site.cli(['import', 'auto', file, '--map', map]);
    assert.equal(wrong.code, 1);
    assert.match(wrong.output, why);
  }
});
