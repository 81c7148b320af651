// The sites that benches measure: a thread of 16 comments, one of 500, and one of as many as is asked for.

import fs from 'node:fs';
import path from 'node:path';

import { toml } from '../lib/site.mjs';
import { output } from './measure.mjs';

const sentence = 'Some days the hardest part is to begin, and then it goes on by itself. ';

/** Comments of about 600 bytes; of every four on a page, the last is a reply to a reply. */
export function commentsOf(page, count, firstId) {
  return Array.from({ length: count }, (_, i) => ({
    id: firstId + i,
    page,
    parent: i % 4 > 1 ? firstId + i - 1 : null,
    author: `Person ${firstId + i}`,
    email: `p${firstId + i}@example.org`,
    url: i % 3 ? '' : 'https://example.org/',
    status: 'approved',
    reason: '',
    created: new Date(Date.UTC(2015, 0, 1) + i * 3_600_000).toISOString(),
    text: sentence.repeat(8).trim(),
  }));
}

/** The comments of the pages /sixteen/ and /fivehundred/. */
export const smallThreads = () => [...commentsOf('/sixteen/', 16, 1), ...commentsOf('/fivehundred/', 500, 101)];

/**
 * Makes a site in a new folder; the answer is its configuration file. `large` is the number of comments of
 * /large/, `config` further tables of the configuration.
 */
export async function makeBenchSite(program, folder, base, { large = 0, config = {} } = {}) {
  const file = path.join(folder, 'afterword.toml');
  await output(program, 'init', folder);
  const settings = { hold_first: false, flood_seconds: 0, per_page: 50 };
  fs.writeFileSync(file, toml({ site: { name: 'Bench', url: base }, comments: settings, ...config }), { mode: 0o600 });
  const rows = [...smallThreads(), ...commentsOf('/large/', large, 1001)];
  const comments = path.join(folder, 'comments.json');
  fs.writeFileSync(comments, JSON.stringify(rows));
  await output(program, 'import', 'json', comments, '--config', file);
  fs.rmSync(comments);
  return file;
}
