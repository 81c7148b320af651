// `make performance`: docs/performance.md and its plots, from docs/performance.json, after that has taken
// the results of the newest `make bench` and `make bench-peers`. Its notes on targets are kept.
//
//   node tests/bench/performance.mjs [RESULTS…]

import fs from 'node:fs';
import path from 'node:path';

import { root } from '../lib/site.mjs';
import { documentOf, plots } from './document.mjs';
import { drawings } from './plots.mjs';

const docs = (name) => path.join(root, 'docs', name);
const file = docs('performance.json');
const results = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { notes: {} };
for (const name of process.argv.slice(2)) {
  const run = JSON.parse(fs.readFileSync(name, 'utf8'));
  results[run.versions ? 'peers' : 'bench'] = run;
}
fs.writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
for (const [name, plot] of Object.entries(plots)) fs.writeFileSync(docs(plot.file), drawings[name](results, plot));
fs.writeFileSync(docs('performance.md'), documentOf(results));
