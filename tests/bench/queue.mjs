// The time of a worker for a page of the queue and for a search, with few and with many comments,
// measured on the FastCGI socket without a web server.

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

// An id, what it is, the query, and the target in milliseconds.
const queries = [
  ['waiting', 'the queue, 50 waiting comments', 'view=waiting', 10],
  ['oldest', 'the queue, published comments, oldest first', 'view=approved&order=oldest', 10],
  ['bypage', 'the queue, comments of one page', 'view=all&page=%2Fp7', 10],
  ['byemail', 'the queue, comments of one email address', 'view=all&email=n77%40example.org', 10],
  ['common', 'search for a word that every comment contains', 'view=all&q=thank', 30],
  ['trash', 'search for the same word in the trash', 'view=trash&q=thank', 30],
  ['rare', 'search for the beginning of a rare word', 'view=all&q=word33', 30],
  ['letter', 'search for one letter in the trash', 'view=trash&q=t', 30],
];

const number = (n) => n.toLocaleString('en');

/** The median of 15 times for each query, in milliseconds, with each of these numbers of comments. */
async function measure(sizes) {
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
    const times = new Map();
    let last = 0;
    for (const size of sizes) {
      site.sql(fill(last + 1, size));
      last = size;
      for (const [id, , query] of queries) times.set(`${id}${size}`, await median(query));
    }
    return times;
  } finally {
    await site.stop();
  }
}

/** Rows of a bench: each page with few and with `comments` comments. */
export function queueRows(comments) {
  const sizes = [Math.ceil(comments / 100), comments];
  let measured;
  return queries.flatMap(([id, what, , atMost]) =>
    sizes.map((size, i) => ({
      id: `${id}${i ? 'many' : 'few'}`,
      what: `${what}, ${number(size)} comments`,
      unit: 'ms',
      atMost: i ? atMost : undefined,
      once: true,
      take: async () => ({ value: Number((await (measured ??= measure(sizes))).get(`${id}${size}`).toFixed(1)) }),
    })),
  );
}
