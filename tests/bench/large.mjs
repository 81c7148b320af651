// The time of a worker for each kind of page, and the time and memory of the commands, with 2,000 and
// with many comments. Half of the comments, at most 100,000, are in one thread; the others are in
// threads of 200. The database is filled by SQL. Measured on the FastCGI socket without a web server.
//
//   node tests/bench/large.mjs [COMMENTS]          1,000,000 without COMMENTS; AFTERWORD=program

import fs from 'node:fs';
import path from 'node:path';

import { makeModerator } from '../lib/moderator.mjs';
import { makeSite } from '../lib/site.mjs';

const comments = Number(process.argv[2] ?? 1_000_000);
const rounds = 5;

/** Indexes are made after the rows, from the statements that the schema has. */
function fill(site, count) {
  const long = Math.min(count / 2, 100_000);
  const indexes = site
    .sql("SELECT name || '|' || replace(sql, char(10), ' ') FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'comment' AND sql IS NOT NULL")
    .split('\n')
    .map((line) => line.split('|'));
  const triggers = site.sql("SELECT hex(sql) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'comment'").split('\n');
  const names = site.sql("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'comment'").split('\n');
  const statements = site.sql("SELECT hex(sql) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'comment' AND sql IS NOT NULL").split('\n');
  const text = (hex) => `${Buffer.from(hex, 'hex').toString()};`;
  site.sql(`
PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = FILE; PRAGMA threads = 2;
BEGIN;
${names.map((name) => `DROP TRIGGER ${name};`).join('\n')}
${indexes.map(([name]) => `DROP INDEX ${name};`).join('\n')}
INSERT INTO thread (id, page, path, title, created_at, changed_at)
  SELECT value, '/p' || value, '/p' || value || '/', 'Page ' || value, 1, 1
  FROM generate_series(1, 2 + (${count} - ${long}) / 200);
INSERT INTO comment (id, thread_id, parent_id, top_level_id, status, author, email, address_prefix, text, format,
                     created_at)
  SELECT value, iif(value <= ${long}, 1, 2 + (value - ${long}) / 200),
         iif(value % 5 = 4 AND (value - ${long}) % 200 <> 0, value - 1, NULL),
         value - (value % 5 = 4 AND (value - ${long}) % 200 <> 0),
         CASE WHEN value % 1000 = 0 THEN 'spam' WHEN value % 370 = 0 THEN 'waiting'
              WHEN value % 2110 = 0 THEN 'trash' ELSE 'approved' END,
         'Name ' || (value % 500000), 'n' || (value % 500000) || '@example.org', '192.0.' || (value % 250) || '.0/24',
         'Thank you for page ' || value || '. The word' || (value % 977) || ' stayed with me, and I will think' ||
         ' about it for a while before I go on. ' || hex(randomblob(8)), 'plain', 1700000000000 + value
  FROM generate_series(1, ${count});
${statements.map(text).join('\n')}
${triggers.map(text).join('\n')}
INSERT INTO comment_search (comment_search) VALUES ('rebuild');
UPDATE comment_count SET comments = (SELECT count(*) FROM comment WHERE status = name);
COMMIT;`);
  return long;
}

const pages = (count, long) => {
  const last = Math.floor((long * 0.8) / 50);
  const middle = Math.floor(long / 10) * 5 + 1;
  return [
    ['first page of 50 of the long thread', '/thread/p1/'],
    ['a page in its middle', `/thread/p1/?cpage=${Math.ceil(last / 2)}`],
    ['its last page', `/thread/p1/?cpage=${last}`],
    ['a comment in its middle', `/thread/p1/?subthread=${middle}`],
    ['a thread of 200', '/thread/p3/'],
    ['its most liked', '/thread/p1/?corder=best'],
    ['comment count', '/count?page=/p1/'],
    ['feed of the thread; of the site', '/feed/p1/'],
    ['feed of the site', '/feed'],
    ['search by a reader, a word in every comment', '/search?q=thank'],
    ['search by a reader, a rare word', `/search?q=${count}`],
    ['the queue, what waits', '/moderate/?view=waiting'],
    ['published comments, oldest first', '/moderate/?view=approved&order=oldest'],
    ['comments of the long thread', '/moderate/?view=all&page=%2Fp1'],
    ['what waits of the long thread', '/moderate/?view=waiting&page=%2Fp1'],
    ['comments of one address', '/moderate/?view=all&email=n77%40example.org'],
    ['search, a word in every comment', '/moderate/?view=all&q=thank'],
    ['search, the same among the trash', '/moderate/?view=trash&q=thank'],
    ['search, a rare word', `/moderate/?view=all&q=${count}`],
    ['list of threads', '/moderate/threads'],
    ['audit log', '/moderate/audit-log'],
  ];
};

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

async function measure(count) {
  const site = await makeSite({
    nginx: false, ready: false, workers: 1,
    config: { pages: { document_root: '' }, comments: { hold_first: false, flood_seconds: 0, likes: true } },
  });
  try {
    const begun = performance.now();
    const long = fill(site, count);
    console.error(`${count} comments made in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    await site.startNginx();
    await site.ready();
    const ana = await makeModerator(site);
    // The first comment in a long thread counts it.
    const first = performance.now();
    await site.post({ page: '/p1/', comment: 'The first' });
    const times = new Map([['first comment after the upgrade', performance.now() - first]]);
    for (const [name, address] of pages(count, long)) {
      const env = site.fastCgiEnvironment({ path: `/comments${address}`, env: { HTTP_COOKIE: ana.cookie } });
      const taken = [];
      for (let i = 0; i < rounds && !(taken[0] > 3_000); i += 1) {
        // Another version, so that the page is rendered.
        site.sql('UPDATE thread SET version = version + 1 WHERE id IN (1, 3)');
        const begin = performance.now();
        const { status } = await site.fastCgi(env, '', { within: 600_000 });
        taken.push(performance.now() - begin);
        if (status && Number(status) >= 400) throw new Error(`${address}: ${status}`);
      }
      times.set(name, median(taken));
      console.error(`${name}: ${median([...taken]).toFixed(1)} ms`);
    }
    const posts = [];
    for (let i = 0; i < rounds; i += 1) {
      const begin = performance.now();
      await site.post({ page: '/p1/', comment: `Post ${i}`, author: `Kim ${i}`, email: `kim${i}@example.org` });
      posts.push(performance.now() - begin);
    }
    times.set('a post in the long thread', median(posts));
    const commands = new Map();
    for (const args of [['check'], ['backup', path.join(site.dir, 'backup.db')],
      ['export', 'json', path.join(site.dir, 'export.json')]]) {
      const begin = performance.now();
      const { code, megabytes, output } = await site.measured(args, { timeout: 3_600_000 });
      commands.set(args.slice(0, args.length - (args[0] === 'check' ? 0 : 1)).join(' '),
        `${((performance.now() - begin) / 1000).toFixed(1)} s, ${megabytes.toFixed(0)} MB${code ? ` (${code}: ${output.slice(-200)})` : ''}`);
      for (const made of ['backup.db', 'export.json']) fs.rmSync(path.join(site.dir, made), { recursive: true, force: true });
    }
    return { times, commands };
  } finally {
    await site.stop();
  }
}

const small = await measure(2_000);
const large = await measure(comments);
console.log(`milliseconds in the worker, without its cache     2,000   ${comments.toLocaleString('en')} comments`);
for (const [name, time] of small.times)
  console.log(`${name.padEnd(46)} ${time.toFixed(1).padStart(8)} ${large.times.get(name).toFixed(1).padStart(8)}`);
for (const [name, said] of small.commands) console.log(`${name.padEnd(20)} ${said}   ${large.commands.get(name)}`);
