// Imports of other systems' files. Each folder of tests/data/imports has a file of a system and
// expected.json: the lines of the report, the comments in order of their dates (`parent` is an index in
// that list), titles and closed pages by path, and old fragments with the text that they lead to.
// `args` are further arguments of the command; one that is a file of the folder is that file. Instead of `file`, `sql` names a script that makes an SQLite
// database, and `folder` a folder that is the source.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import zlib from 'node:zlib';

import { root, siteFor } from '../lib/site.mjs';

const folder = path.join(root, 'tests/data/imports');
const formats = fs.readdirSync(folder).sort();

const siteOf = (t, options = { nginx: false, serve: false }) =>
  siteFor(t, { ...options, config: { site: { url: 'https://blog.example' } } });

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

const exported = async (site) => JSON.parse(await site.cliOk('export', 'json', '-'));

const rows = (site) => Number(site.sql('SELECT count(*) FROM comment'));

/** What expected.json says about comments, of an export. */
function shown(comments) {
  const order = [...comments].sort((a, b) => a.created.localeCompare(b.created) || a.id - b.id);
  const index = new Map(order.map((comment, i) => [comment.id, i]));
  return order.map((comment) => ({ ...comment, parent: comment.parent === null ? null : index.get(comment.parent) }));
}

for (const format of formats) {
  const name = format.replace(/[-.].*/, '');
  describe(`an import of ${format}`, { concurrency: true }, () => {
    test('is recognised, accounts for every comment, and changes nothing when it is repeated', async (t) => {
      const site = await siteOf(t);
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
        const wanted = { status: 'approved', email: '', url: '', ...comment };
        for (const [member, value] of Object.entries(wanted))
          assert.deepEqual(got[i][member], value, `${member} of comment ${i}: ${got[i].text}`);
      });
      for (const [page, title] of Object.entries(expected.titles ?? {}))
        assert.equal(pages.find((one) => one.path === page)?.title, title);
      for (const page of expected.closed ?? [])
        assert.equal(pages.find((one) => one.path === page)?.closed, true);

      const again = report(await site.cliOk('import', name, expected.path, ...expected.args));
      assert.equal(again['already there'], got.length);
      assert.deepEqual(shown((await exported(site)).comments), got);
    });

    test('old links still lead to the comments', async (t) => {
      const pages = [...new Set(load(format).comments.map((comment) => comment.page))];
      const site = await siteOf(t, { pages: pages.map((page) => page.split('?')[0]) });
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
          assert.ok(item.one('.comment-content').text.includes(texts[fragment]), fragment);
          delete texts[fragment];
        }
      }
      assert.deepEqual(texts, {}, 'these fragments were not found');
    });

    test('a dry run, a file that was cut off and a wrong name change nothing; a packed file is read', async (t) => {
      const site = await siteOf(t);
      const expected = loadFor(format, site);
      const dry = await site.cliOk('import', name, expected.path, ...expected.args, '--dry-run');
      assert.match(dry, /nothing was imported \(--dry-run\)/);
      assert.equal(rows(site), 0);

      const others = ['disqus', 'json', 'wordpress'].filter((other) => other !== name);
      for (const other of others) {
        const wrong = await site.cli(['import', other, expected.path]);
        assert.notEqual(wrong.code, 0, `${other}: ${wrong.output}`);
        assert.equal(rows(site), 0);
      }
      if (expected.folder) return;

      const bytes = fs.readFileSync(expected.path);
      const file = path.join(site.dir, 'cut');
      for (const share of [0.3, 0.7, 0.99]) {
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
