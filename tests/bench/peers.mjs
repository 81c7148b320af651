// `make bench-peers`: WordPress and Waline beside Afterword, with the same comments, in one run.
//
//   node tests/bench/peers.mjs BUILD [--out FILE] [--compare FILE]        ROUNDS=7 SECONDS=1
//
// All are behind the same nginx, without a cache of pages. WordPress has two php-fpm workers with opcache and
// a MariaDB with its defaults on a Unix socket; Afterword has two workers; Waline has its one process.
// Nothing limits how often one visitor may comment, nothing is held, and nobody gets mail.

import { build, options, program } from './program.mjs';

import fs from 'node:fs';

import { until } from '../lib/wait.mjs';
import { BenchFolder, pass, probe, proportionalMemory } from './folder.mjs';
import { measureGroup, output, scale, wrk } from './measure.mjs';
import { startWaline } from './peers/waline.mjs';
import { startWordPress } from './peers/wordpress.mjs';
import { Posts } from './posts.mjs';
import { publishedSite } from './published.mjs';
import { headOf, printComparison, printTable, writeResults } from './results.mjs';
import { makeBenchSite, smallThreads } from './site.mjs';

const workers = 2;
const folder = new BenchFolder('peers');
const base = await folder.choosePort();

/** A peer that cannot be set up is { unless }: its rows say why. */
async function attempt(name, start) {
  console.error(`starting ${name}`);
  try {
    return await start();
  } catch (error) {
    return { unless: error.message.split('\n')[0] };
  }
}

async function startAfterword() {
  const config = await makeBenchSite(program, folder.at('site'), base);
  const socket = folder.at('afterword.sock');
  const server = folder.serve(program, ['serve', '--config', config, '--listen', `unix:${socket}`, '--workers', workers]);
  await until(() => fs.existsSync(socket), { what: 'Afterword' });
  const database = folder.at('site/data/afterword.db');
  return {
    host: 'afterword.site',
    pids: [server.pid],
    server: `location /comments/ { ${pass(socket)} }
    location / { root ${folder.at('www')}; ssi on; }`,
    count: async () => Number(await output('sqlite3', '-cmd', '.timeout 9000', database, 'SELECT count(*) FROM comment')),
  };
}

const hostPage = (page) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sixteen</title>
<link rel="stylesheet" href="/comments/style.css"><script src="/comments/embed.js" defer></script></head>
<body><main><h1>Sixteen</h1><p>Some lines about it.</p>
<!--# include virtual="/comments/thread/${page}/" -->
</main></body></html>
`;

// --- rows ----------------------------------------------------------------------------------------

function reading(id, what, peer, url, { compare = [], like } = {}) {
  const headers = { Host: peer.host };
  return {
    id,
    what,
    compare,
    unless: peer.unless,
    probe: probe(folder, url, { headers, like }),
    take: () => wrk(`${base}${url}`, { headers: [`Host: ${peer.host}`] }),
  };
}

const least = (of, atLeast) => ({ of, atLeast });
const plainly = (of) => ({ of });

function readingRows({ afterword, published, wordpress, waline }, { page, last, comments, targets }) {
  const like = last;
  const id = (which) => `${which}-${page}`;
  const to = (target, ...others) => [least(id('wordpress'), target), ...others.map((other) => plainly(id(other)))];
  return [
    reading(id('wordpress'), `WordPress, page of ${comments}`, wordpress, `/${page}/`, { like }),
    reading(id('dynamic'), `Afterword, dynamic, ${comments}`, afterword, `/comments/thread/${page}/`, {
      like,
      compare: to(targets.dynamic, 'waline'),
    }),
    reading(id('waline'), `Waline, JSON, ${comments}`, waline, `/api/comment?path=/${page}/&pageSize=50&page=1&lang=en&sortBy=insertedAt_desc`, { like }),
    reading(id('published'), `Afterword, published, ${comments}`, published, `/comments/thread/${page}/`, { like, compare: to(targets.published) }),
    reading(id('page'), `Afterword, static page with the dynamic thread by SSI, ${comments}`, afterword, `/${page}.html`, { like, compare: to() }),
    reading(id('publishedpage'), `Afterword, static page with the published snippet by SSI, ${comments}`, published, `/${page}.html`, { like, compare: to() }),
  ];
}

function postRows({ afterword, wordpress, waline }) {
  const poster = (system, peer, path, firstPage = 0) => ({
    peer,
    posts: new Posts({
      url: `${base}${path}`,
      system,
      firstPage,
      headers: [`Host: ${peer.host}`],
      count: peer.count,
      mayRefuse: system !== 'afterword',
    }),
  });
  const all = {
    wordpress: poster('wordpress', wordpress, '/wp-comments-post.php', wordpress.firstPost),
    afterword: poster('afterword', afterword, '/comments/post'),
    waline: poster('waline', waline, '/api/comment'),
  };
  const names = { wordpress: 'WordPress', afterword: 'Afterword', waline: 'Waline' };
  const compare = { afterword: [least('wordpress-posts', 8), plainly('waline-posts')] };
  return [
    ...Object.entries(all).map(([system, { peer, posts }]) => ({
      id: `${system}-posts`,
      what: `${names[system]}, accepted posts`,
      unless: peer.unless,
      take: posts.by(scale.connections),
      compare: compare[system],
    })),
    ...Object.entries(all).map(([system, { peer, posts }]) => ({
      id: `${system}-refused`,
      what: `${names[system]}, refused comments`,
      unless: peer.unless,
      unit: 'comments',
      once: true,
      take: () => ({ value: posts.refused }),
    })),
    ...Object.entries(all).map(([system, { peer, posts }]) => ({
      id: `${system}-wrong`,
      what: `${names[system]}, accepted comments that are lost or doubled`,
      unless: peer.unless,
      unit: 'comments',
      once: true,
      take: () => posts.wrong(),
    })),
  ];
}

function memoryRows(peers) {
  return Object.entries(peers).map(([name, peer]) => ({
    id: `${name}-memory`,
    what: `${name}, proportional memory of all its processes after the run`,
    unless: peer.unless,
    unit: 'MB',
    take: () => ({ value: Math.round(proportionalMemory(peer.pids)) }),
  }));
}

// --- the run -------------------------------------------------------------------------------------

async function startAll() {
  const rows = smallThreads();
  fs.mkdirSync(folder.at('www'));
  for (const page of ['sixteen', 'fivehundred']) fs.writeFileSync(folder.at(`www/${page}.html`), hostPage(page));
  const afterword = await startAfterword();
  const published = { host: 'published.site', ...(await publishedSite(program, folder, folder.at('www'))) };
  const wordpress = await attempt('WordPress', () => startWordPress(folder, rows, workers));
  const waline = await attempt('Waline', () => startWaline(folder, rows, build));
  const peers = { afterword, published, wordpress, waline };
  const servers = Object.values(peers).filter(({ server }) => server);
  await folder.startNginx(
    servers.map(({ host, server }, i) =>
      `server { listen 127.0.0.1:${folder.port}${i ? '' : ' default_server backlog=512'}; server_name ${host};\n    ${server} }`,
    ),
    waline.more,
  );
  await waline.ready?.().catch((error) => (waline.unless = error.message));
  await folder.ready('/comments/health');
  return peers;
}

const results = { ...headOf(program), groups: [] };
try {
  const peers = await startAll();
  const { afterword, wordpress, waline } = peers;
  results.versions = [wordpress.version, waline.version].filter(Boolean);
  const sixteen = { page: 'sixteen', last: 'Person 16', comments: '16 comments', targets: { dynamic: 150, published: 400 } };
  const fifty = { page: 'fivehundred', last: 'Person 600', comments: '50 of 500', targets: { dynamic: 150, published: 400 } };
  const whole = reading('wordpress-all', 'WordPress, page of all 500, its default', wordpress, '/fivehundred/?all=1', { like: 'Person 101' });
  const fiftyRows = [...readingRows(peers, fifty), whole];
  fiftyRows.find(({ id }) => id === 'dynamic-fivehundred').compare.push(plainly('wordpress-all'));
  const groups = [
    { title: 'a page with 16 comments', rows: readingRows(peers, sixteen) },
    { title: 'a page with 500 comments', rows: fiftyRows },
    { title: 'posts, 16 clients', rows: postRows(peers) },
    { title: 'memory', rows: memoryRows({ Afterword: afterword, WordPress: wordpress, Waline: waline }), rounds: 1 },
  ].filter(({ title }) => title.includes(process.env.ONLY ?? ''));
  for (const { title, rows, rounds } of groups) {
    console.error(`measuring: ${title}`);
    results.groups.push({ title, rows: await measureGroup(rows, rounds) });
  }
  console.log(`${results.versions.join('; ')}; load before ${results.machine.load}; ${scale.rounds} rounds of ${scale.seconds} s`);
  printTable(results.groups);
  if (options.compare) printComparison(results.groups, options.compare);
  if (options.out) writeResults(options.out, results);
} finally {
  await folder.stop();
}
