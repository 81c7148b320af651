// The site that benches measure: a thread of 16 comments, and one of 500.

import fs from 'node:fs';
import path from 'node:path';

import { toml } from '../lib/site.mjs';
import { output } from './measure.mjs';

/** Comments of about 600 bytes; of every four on a page, the last is a reply to a reply. */
function comments(page, count, firstId) {
  const sentence = 'Some days the hardest part is to begin, and then it goes on by itself. ';
  return Array.from({ length: count }, (_, i) => ({
    id: firstId + i,
    page,
    parent: i % 4 > 1 ? firstId + i - 1 : null,
    author: `Person ${firstId + i}`,
    email: `p${firstId + i}@example.org`,
    url: i % 3 ? '' : 'https://example.org/',
    status: 'approved',
    reason: '',
    created: new Date(Date.UTC(2015, 0, 1 + i)).toISOString(),
    text: sentence.repeat(8).trim(),
  }));
}

/** Makes the site in a new folder; the answer is its configuration file. */
export async function makeBenchSite(program, folder, base) {
  const config = path.join(folder, 'afterword.toml');
  await output(program, 'init', folder);
  const settings = { hold_first: false, flood_seconds: 0, per_page: 50 };
  const text = toml({ site: { name: 'Bench', url: base }, comments: settings });
  fs.writeFileSync(config, text, { mode: 0o600 });
  const rows = [...comments('/sixteen/', 16, 1), ...comments('/fivehundred/', 500, 101)];
  const file = path.join(folder, 'comments.json');
  fs.writeFileSync(file, JSON.stringify(rows));
  await output(program, 'import', 'json', file, '--config', config);
  return config;
}
