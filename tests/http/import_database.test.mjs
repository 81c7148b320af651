// Imports of databases of other systems that are damaged, malicious or not what they seem.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import zlib from 'node:zlib';

import { root, siteFor } from '../lib/site.mjs';

const siteOf = (t) => siteFor(t, { nginx: false, serve: false, config: { site: { url: 'https://blog.example' } } });

const script = path.join(root, 'tests/data/imports/isso-database/comments.sql');

/** Isso's database, changed by further statements. */
function issoOf(site, ...statements) {
  const file = path.join(site.dir, 'isso.db');
  site.sql(`.read ${script}`, file);
  for (const statement of statements) site.sql(statement, file);
  return file;
}

const rows = (site) => Number(site.sql('SELECT count(*) FROM comment'));

async function refused(site, file, why) {
  const result = await site.cli(['import', 'isso', file]);
  assert.equal(result.code, 1, result.output);
  assert.match(result.output, why);
  assert.match(result.output, /nothing was imported/);
  assert.equal(rows(site), 0);
}

describe('an import of a database', { concurrency: true }, () => {
  test('names the missing table or column of another program', async (t) => {
    const site = await siteOf(t);
    const file = path.join(site.dir, 'other.db');
    site.sql('CREATE TABLE recipe(name TEXT)', file);
    await refused(site, file, /the database has no table threads; is it another format\?/);
    const auto = await site.cli(['import', 'auto', file]);
    assert.match(auto.output, /the format is not recognised/);
    await refused(site, issoOf(site, 'ALTER TABLE comments DROP COLUMN mode'), /comments has no column mode/);
  });

  test('reads an old one that lacks columns, one in UTF-16, and one from standard input', async (t) => {
    const site = await siteOf(t);
    const file = issoOf(site, 'ALTER TABLE comments DROP COLUMN notification', 'ALTER TABLE comments DROP COLUMN website');
    assert.match(await site.cliOk('import', 'isso', file), /4 imported and published/);

    const wide = path.join(site.dir, 'wide.db');
    site.sql("PRAGMA encoding = 'UTF-16le'; CREATE TABLE first(x)", wide);
    site.sql(`.read ${script}`, wide);
    assert.match(await site.cliOk('import', 'isso', wide), /2 updated: .*\n +5 already there/);

    for (const bytes of [fs.readFileSync(wide), zlib.gzipSync(fs.readFileSync(wide))]) {
      const piped = await site.cli(['import', 'isso', '-'], { input: bytes });
      assert.match(piped.output, /7 already there/);
    }
  });

  test('refuses views, virtual tables and damaged pages', async (t) => {
    const site = await siteOf(t);
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, 1 AS tid FROM n';
    await refused(
      site,
      issoOf(site, `DROP TABLE comments; CREATE VIEW comments AS ${endless}`),
      /the database has no table comments/,
    );
    fs.rmSync(path.join(site.dir, 'isso.db'));
    await refused(
      site,
      issoOf(site, 'DROP TABLE comments; CREATE VIRTUAL TABLE comments USING fts5(id, tid, text)'),
      /the database has no table comments/,
    );
    fs.rmSync(path.join(site.dir, 'isso.db'));
    const file = issoOf(site);
    const bytes = fs.readFileSync(file);
    const pages = bytes.length / 4096;
    for (let page = 1; page < pages; page++) {
      const damaged = Buffer.from(bytes);
      damaged.fill(0xa5, page * 4096, page * 4096 + 200);
      fs.writeFileSync(file, damaged);
      await refused(site, file, /the database is damaged: /);
    }
  });

  test('refuses one whose newest changes are in a journal beside it', async (t) => {
    const site = await siteOf(t);
    const file = issoOf(site);
    fs.writeFileSync(`${file}-wal`, 'changes');
    await refused(site, file, /isso\.db-wal has changes that are not in the file yet; stop the other program/);
  });

  test('leaves out what no comment can be, and keeps texts in a wrong encoding out of pages', async (t) => {
    const site = await siteOf(t);
    const file = issoOf(
      site,
      "UPDATE comments SET text = printf('%.*c', 200000, 'x') WHERE id = 1",
      "UPDATE comments SET text = CAST(x'48ff21' AS TEXT), author = CAST(x'ff' AS TEXT) WHERE id = 2",
      "UPDATE comments SET created = 'yesterday' WHERE id = 4",
      "UPDATE comments SET created = 9e300, parent = 5 WHERE id = 5",
    );
    const said = await site.cliOk('import', 'isso', file);
    assert.match(said, /1 left out: longer than/);
    assert.match(said, /3 imported and published/);
    assert.equal(site.sql('SELECT count(*) FROM comment WHERE author = \'Anonymous\''), '1');
  });

  test('stops unpacking a small file that becomes an enormous one', async (t) => {
    const site = await siteOf(t);
    const file = path.join(site.dir, 'bomb.gz');
    const bytes = Buffer.alloc(80 << 20);
    fs.readFileSync(issoOf(site)).copy(bytes);
    fs.writeFileSync(file, zlib.gzipSync(bytes));
    await refused(site, file, /more than 200 times as large/);
  });
});
