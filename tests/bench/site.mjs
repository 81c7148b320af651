// The sites that benches measure: a thread of 16 comments, one of 500, and one of as many as is asked for.

import fs from 'node:fs';
import path from 'node:path';

import { toml } from '../lib/site.mjs';
import { output } from './measure.mjs';

const words = `a about after again all almost already also always and another any around as ask away back because bed
  before begin better bread breathe bring but by call came chair child clear coffee cold could day different door down each
  early enough evening even every far feel few find first for forget friend from garden gave get give go good had half hand
  hard have he hear help her here home hope hour house how idea if in into it its just keep kitchen know last later laugh
  learn leave letter life light like listen little long look lost made make many may me mean might mind moment more morning
  most mother move much must my near need neighbour never new next night no not nothing now of often old on once one only
  open or other our out over own page part path people place plain plan play quiet quite rain read ready remember rest right
  river road room said same saw say season see seem she should simple sit slow small so some song soon still stone story
  street such summer take talk tea tell than thank that the their them then there these they thing think this though thought
  through time to today together told tomorrow too took tree true try two under until up use very wait walk want warm was
  water way we week well went were what when where while who why will window winter with without wonder word work would write
  year yes yesterday you young your`.split(/\s+/);

/** About 600 bytes of words in no order, so that they compress about as well as what people write. */
function textOf(seed) {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  let text = '';
  while (text.length < 600) {
    const sentence = Array.from({ length: 6 + Math.floor(next() * 12) }, () => words[Math.floor(next() ** 2 * words.length)]);
    text += `${sentence.join(' ').replace(/^./, (first) => first.toUpperCase())}. `;
  }
  return text.slice(0, 600).trim();
}

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
    text: textOf(firstId + i),
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
