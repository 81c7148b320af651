// The time of a worker for a page of the queue and for a search, with 1,000 and with 100,000 comments,
// measured on the FastCGI socket without a web server.
//
//   node tests/bench/queue.mjs          AFTERWORD=program

import { makeModerator } from '../lib/moderator.mjs';
import { makeSite } from '../lib/site.mjs';

const fill = (first, last) => `
BEGIN;
INSERT OR IGNORE INTO thread (id, page, path, title, created_at, changed_at)
  SELECT value, '/p' || value, '/p' || value || '/', 'Page ' || value, 1, 1 FROM generate_series(1, 200);
INSERT INTO comment (id, thread_id, top_level_id, status, author, email, address_prefix, text, format, created_at)
  SELECT value, 1 + value % 200, value,
         CASE WHEN value % 100 = 0 THEN 'spam' WHEN value % 37 = 0 THEN 'waiting'
              WHEN value % 211 = 0 THEN 'trash' ELSE 'approved' END,
         'Name ' || (value % 5000), 'n' || (value % 5000) || '@example.org',
         '192.0.' || (value % 250) || '.0/24',
         'Thank you for page ' || value || '. The word' || (value % 977) || ' stayed with me, and I will ' ||
         'think about it for a while before I go on. ' || hex(randomblob(8)), 'plain', 1700000000000 + value
  FROM generate_series(${first}, ${last});
INSERT INTO comment_search (comment_search) VALUES ('rebuild');
COMMIT;`;

const queries = [
  ['the queue, what waits', 'view=waiting'],
  ['the queue, published, oldest first', 'view=approved&order=oldest'],
  ['the queue of one page', 'view=all&page=%2Fp7'],
  ['the queue of one address', 'view=all&email=n77%40example.org'],
  ['search, a word in every comment', 'view=all&q=thank'],
  ['search, the same among the trash', 'view=trash&q=thank'],
  ['search, the beginning of a rare word', 'view=all&q=word33'],
  ['search, one letter', 'view=trash&q=t'],
];

const site = await makeSite({ nginx: false, ready: false, workers: 1 });
try {
  await site.startNginx();
  await site.ready();
  const ana = await makeModerator(site);
  const median = async (query) => {
    const env = site.fastCgiEnvironment({ path: `/comments/moderate/?${query}`, env: { HTTP_COOKIE: ana.cookie } });
    const times = [];
    for (let i = 0; i < 15; i += 1) {
      const begin = performance.now();
      const answer = await site.fastCgi(env);
      times.push(performance.now() - begin);
      if (!answer.body.toString().includes('class="views"')) throw new Error('no queue');
    }
    return times.sort((a, b) => a - b)[7];
  };
  const rows = new Map(queries.map(([name]) => [name, []]));
  let last = 0;
  for (const size of [1_000, 100_000]) {
    site.sql(fill(last + 1, size));
    last = size;
    for (const [name, query] of queries) rows.get(name).push(await median(query));
  }
  console.log('milliseconds in the worker                1,000    100,000 comments');
  for (const [name, [small, large]] of rows)
    console.log(`${name.padEnd(38)} ${small.toFixed(1).padStart(8)} ${large.toFixed(1).padStart(8)}`);
} finally {
  await site.stop();
}
