// `make bench`: one table from one run, and the same as a JSON file.
//
//   node tests/bench/bench.mjs BUILD [--out FILE] [--compare FILE]
//
// ROUNDS and SECONDS: the number of rounds and the seconds of one measurement; COMMENTS=100000: the size
// of the large thread and of an import; ONLY=WORD: only groups whose title contains the word.
//
// nginx and the FastCGI programs of all sides have two workers each, use Unix sockets and keep no
// FastCGI connection. A missed target is printed and is not a failure.

import { build, options, program } from './program.mjs';

import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

import { ask, parseCgi } from '../lib/fastcgi.mjs';
import { largeSources } from '../lib/large_sources.mjs';
import { end } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';
import { BenchFolder, pass, probe, proportionalMemory } from './folder.mjs';
import { measureGroup, output, scale, wrk } from './measure.mjs';
import { Posts } from './posts.mjs';
import { publishedSite } from './published.mjs';
import { queueRows } from './queue.mjs';
import { headOf, printComparison, printTable, writeResults } from './results.mjs';
import { makeBenchSite } from './site.mjs';

const staticProgram = path.join(build, 'static/afterword');
const comments = Number(process.env.COMMENTS ?? 100_000);
const many = comments.toLocaleString('en');
const workers = 2;
const folder = new BenchFolder('bench');
const at = (name) => folder.at(name);
const base = await folder.choosePort();

const afterword = (config, socket, count = workers) =>
  folder.serve(program, ['serve', '--config', config, '--listen', `unix:${at(socket)}`, '--workers', count]);

// --- responses -----------------------------------------------------------------------------------

const thread = (page) => `/comments/thread/${page}/`;
const gzip = { 'Accept-Encoding': 'gzip' };

/** What Afterword writes for an address: the head and body of a CGI response. */
async function responseTo(url, environment = {}) {
  const [document, query = ''] = url.split('?');
  const { bytes, status } = await ask(at('afterword.sock'), {
    REQUEST_METHOD: 'GET',
    REQUEST_URI: url,
    DOCUMENT_URI: document,
    SCRIPT_NAME: document,
    QUERY_STRING: query,
    SERVER_PROTOCOL: 'HTTP/1.1',
    ...environment,
  });
  const expected = environment.HTTP_IF_NONE_MATCH ? 304 : 200;
  if (status !== expected) throw new Error(`${url}: ${status}`);
  return bytes;
}

/** Head and body of a CGI response. */
function partsOf(response) {
  const split = response.indexOf('\r\n\r\n') + 4;
  return [response.subarray(0, split), response.subarray(split)];
}

/** The response with its body compressed, as a program sends it that keeps it so. */
function compressed(response) {
  const [head, body] = partsOf(response);
  const bytes = zlib.gzipSync(body, { level: 9 });
  const lines = head.toString('latin1').trimEnd().split('\r\n').filter((line) => !/^content-length:/i.test(line));
  const fields = [...lines, `Content-Length: ${bytes.length}`, 'Content-Encoding: gzip', 'Vary: Accept-Encoding'];
  return Buffer.concat([Buffer.from(`${fields.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

/** The address of a response whose compressed form, Afterword's own or else made here, is `own`. */
async function compressedResponseTo(url) {
  const plain = await responseTo(url);
  const own = await responseTo(url, { HTTP_ACCEPT_ENCODING: 'gzip' });
  return parseCgi(own).headers['content-encoding'] === 'gzip' ? own : compressed(plain);
}

const addresses = {
  16: thread('sixteen'),
  50: thread('fivehundred'),
  count: '/comments/count?page=/sixteen/&page=/fivehundred/',
  feed: '/comments/feed',
};
const hostPage = (body) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sixteen</title></head>
<body><main><h1>Sixteen</h1><p>Some lines about it.</p>
${body}
</main></body></html>
`;

/** Writes the files that nginx and the other programs send; returns the validator of the thread of 16. */
async function writeResponses(published) {
  const save = (name, bytes) => fs.writeFileSync(at(name), bytes);
  const responses = {};
  for (const [name, url] of Object.entries(addresses)) responses[name] = await responseTo(url);
  responses['16.gz'] = await compressedResponseTo(addresses[16]);
  const { etag } = parseCgi(responses[16]).headers;
  responses[304] = await responseTo(addresses[16], { HTTP_IF_NONE_MATCH: etag });
  for (const [name, bytes] of Object.entries(responses)) save(`${name}.response`, bytes);

  const [, body] = partsOf(responses[16]);
  for (const name of ['static', 'www']) fs.mkdirSync(at(name));
  save('static/16.html', body);
  const file = `${published.folder}/sixteen/@/index.html.gz`;
  save('static/16.html.gz', published.folder ? fs.readFileSync(file) : partsOf(responses['16.gz'])[1]);
  save('static/host.html', hostPage(body));
  save('www/host.html', hostPage(`<!--# include virtual="${addresses[16]}" -->`));
  return etag;
}

/** Programs that send a response whose bytes are known before. */
function startReferences() {
  for (const name of ['16', '50', '304', 'count', 'feed', '16.gz']) {
    const response = at(`${name}.response`);
    folder.serve(`${build}/bench/hand_fastcgi`, [at(`hand${name}.sock`), response, workers]);
    if (name !== '16.gz') folder.serve(`${build}/bench/bare_fastcgi`, [at(`bare${name}.sock`), response, workers]);
  }
  folder.serve('fcgiwrap', ['-s', `unix:${at('cgi.sock')}`]);
}

const journals = ['truncate', 'wal'];

function nginxServers(config, published) {
  const location = (prefix, socket) => `location ${prefix} { ${pass(at(socket))} }`;
  const references = ['16', '50', '304', 'count', 'feed'].flatMap((name) => [
    location(`= /hand/${name}`, `hand${name}.sock`),
    location(`= /bare/${name}`, `bare${name}.sock`),
  ]);
  // The same address as for FastCGI: the Host header selects the program.
  const named = (name, content) => `server { listen 127.0.0.1:${folder.port}; server_name ${name};\n${content} }`;
  const cgi = (file) => `location / { ${pass(at('cgi.sock'))} fastcgi_param SCRIPT_FILENAME ${file};
    fastcgi_param AFTERWORD_CONFIG ${config}; }`;
  return [
    `server {
    listen 127.0.0.1:${folder.port} default_server backlog=512;
    # With the headers of published snippets, so that both are the same bytes.
    location /static/ { alias ${at('static')}/; gzip_static on; ${published.headers ?? ''} }
    location /www/ { alias ${at('www')}/; ssi on; }
    location /comments/ { ssi off; ${pass(at('afterword.sock'))} }
    ${references.join('\n    ')}
    ${location('= /hand/16.gz', 'hand16.gz.sock')}
  }`,
    named('cached.site', `location / {
      ${pass(at('afterword.sock'))} fastcgi_cache kept; fastcgi_cache_valid 200 1h;
      fastcgi_cache_key $uri$http_accept_encoding; fastcgi_ignore_headers Cache-Control Expires Vary Set-Cookie; }`),
    named('hello.cgi', cgi(`${build}/bench/hello_cgi`)),
    named('shared.cgi', cgi(program)),
    named('static.cgi', cgi(staticProgram)),
    named('memory.site', `location / { ${pass(at('memory.sock'))} }`),
    ...journals.map((journal) => named(`${journal}.post`, `location /comments/ { ${pass(at(`${journal}.sock`))} }`)),
    ...(published.server ? [named('published.site', published.server)] : []),
  ];
}

// --- rows ----------------------------------------------------------------------------------------

/** A row that reads an address by wrk, after a check of its response. */
function reading(id, what, url, { headers = {}, compare = [], unless, width, status, encoding, like } = {}) {
  const list = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return {
    id,
    what,
    compare,
    unless,
    probe: probe(folder, url, { headers, status, encoding: encoding ?? (headers['Accept-Encoding'] && 'gzip'), like }),
    take: () => wrk(`${base}${url}`, { headers: list, width }),
  };
}

const least = (of, atLeast) => ({ of, atLeast });
const most = (of, atMost, key) => ({ key, of, atMost });
const plainly = (of) => ({ of });

function threadRows(published) {
  const host = { headers: { Host: 'published.site' }, unless: published.unless };
  const cached = { Host: 'cached.site' };
  const like = 'Person 16';
  const url = addresses[16];
  return [
    reading('static16', 'static file', '/static/16.html', { like }),
    reading('published16', 'published snippet', url, { ...host, like, compare: [least('static16', 0.97)] }),
    reading('static16gz', 'static file, precompressed', '/static/16.html', { headers: gzip }),
    reading('published16gz', 'published snippet, precompressed', url, {
      ...host,
      headers: { ...host.headers, ...gzip },
      compare: [least('static16gz', 0.97)],
    }),
    reading('statichost', 'static host page of the same bytes', '/static/host.html', { like }),
    reading('ssipublished', 'host page, published snippet by SSI', '/host.html', { ...host, like, compare: [least('statichost', 0.6)] }),
    reading('ssidynamic', 'host page, dynamic thread by SSI', '/www/host.html', { like, compare: [plainly('statichost')] }),
    reading('bare16', 'bare libfcgi program', '/bare/16', { like }),
    reading('dynamic16', 'dynamic thread', url, {
      like,
      compare: [least('hand16', 0.93), least('bare16', 1.5), plainly('static16'), { key: 'p99', of: 'hand16' }],
    }),
    reading('hand16', 'hand-written responder', '/hand/16', { like }),
    reading('dynamic16gz', 'dynamic thread, gzip', url, {
      headers: gzip,
      compare: [least('dynamic16', 1), most('dynamic16', 1 / 6, 'bytes'), plainly('hand16gz')],
    }),
    reading('hand16gz', 'hand-written responder, gzip', '/hand/16.gz', { headers: gzip }),
    reading('cache16', 'fastcgi_cache', url, { headers: cached, like, compare: [plainly('static16')] }),
    reading('cache16gz', 'fastcgi_cache, gzip', url, { headers: { ...cached, ...gzip }, compare: [plainly('static16gz')] }),
  ];
}

function pageRows() {
  const large = thread('large');
  return [
    reading('bare50', 'bare libfcgi program', '/bare/50'),
    reading('hand50', 'hand-written responder', '/hand/50'),
    reading('dynamic50', 'dynamic page of 50 in 500', addresses[50], { compare: [plainly('hand50'), plainly('bare50')] }),
    reading('large50', `dynamic page of 50 in ${many}`, large, { compare: [least('dynamic50', 0.95)] }),
    reading('dynamic50gz', 'dynamic page of 50 in 500, gzip', addresses[50], {
      headers: gzip,
      compare: [plainly('dynamic50'), { key: 'bytes', of: 'dynamic50' }],
    }),
    reading('large50gz', `dynamic page of 50 in ${many}, gzip`, large, { headers: gzip, compare: [plainly('dynamic50gz')] }),
  ];
}

/** A response that is small or has no body: Afterword's, and the same bytes of the two other programs. */
function smallRows(name, what, url, settings = {}) {
  return [
    reading(`bare${name}`, 'bare libfcgi program', `/bare/${name}`, settings),
    reading(`dynamic${name}`, what, url, { ...settings, compare: [plainly(`hand${name}`), plainly(`bare${name}`)] }),
    reading(`hand${name}`, 'hand-written responder', `/hand/${name}`, settings),
  ];
}

function postRows(journal) {
  const database = at(`${journal}/data/afterword.db`);
  const posts = new Posts({
    url: `${base}/comments/post`,
    system: 'afterword',
    headers: [`Host: ${journal}.post`],
    count: async () => {
      const sql = "SELECT count(*) FROM comment WHERE status = 'approved'";
      return Number(await output('sqlite3', '-cmd', '.timeout 9000', database, sql));
    },
  });
  const bare = `${journal}bare`;
  const id = (clients) => `${journal}${clients}`;
  const seconds = Math.max(2, scale.seconds);
  return [
    {
      id: bare,
      what: 'bare insert loop, one process',
      take: async () => ({
        rate: Number(await output(`${build}/bench/bare_sqlite`, at(`bare-${journal}/data/afterword.db`), seconds, journal)),
      }),
    },
    { id: id(1), what: `accepted posts, 1 client, ${journal}`, take: posts.by(1), compare: [plainly(bare)] },
    { id: id(16), what: `accepted posts, 16 clients, ${journal}`, take: posts.by(16), compare: [least(bare, 0.9)] },
    {
      id: id(64),
      what: `accepted posts, 64 clients, ${journal}`,
      take: posts.by(64),
      compare: [plainly(bare), { key: 'p99', of: id(64), ofKey: 'p50', atMost: 20 }],
    },
    {
      id: `${journal}wrong`,
      what: 'accepted comments that are lost or doubled',
      unit: 'comments',
      atMost: 0,
      once: true,
      take: () => posts.wrong(),
    },
  ];
}

/** Sequential requests on a kept connection: measures the start and the work of the program only. */
function cgiRows() {
  const by = (id, what, host, settings = {}) =>
    reading(id, what, addresses[16], { ...settings, headers: { Host: host }, width: 1 });
  const compare = [{ key: 'p50', of: 'hello', atMost: 2.5 }];
  return [
    by('hello', 'static hello-world program', 'hello.cgi'),
    by('cgi', 'thread of 16 by CGI, cold', 'shared.cgi', { compare }),
    by('cgistatic', 'thread of 16 by CGI, cold, static program', 'static.cgi', {
      compare,
      unless: fs.existsSync(staticProgram) ? undefined : 'there is no static program (make static)',
    }),
  ];
}

function importRows() {
  const rowsOf = (format) => {
    const file = at(`import.${format}`);
    const site = (kind) => at(`import-${format}-${kind}`);
    const fresh = async (kind) => {
      fs.rmSync(site(kind), { recursive: true, force: true });
      await output(program, 'init', site(kind));
    };
    const imported = async () => {
      if (!fs.existsSync(file)) largeSources.find((one) => one.format === format).write(file, comments);
      await fresh('ours');
      const begun = performance.now();
      await output(program, 'import', format, file, '--config', path.join(site('ours'), 'afterword.toml'));
      return { rate: comments / ((performance.now() - begun) / 1000) };
    };
    const database = (kind) => path.join(site(kind), 'data/afterword.db');
    return [
      { id: `import-${format}`, what: `import of ${many} comments, ${format}`, take: imported, compare: [least(`rows-${format}`, 0.7)] },
      {
        id: `rows-${format}`,
        what: 'bare inserts of the same rows',
        take: async () => {
          if (!fs.existsSync(database('ours'))) await imported();
          await fresh('bare');
          return { rate: Number(await output(`${build}/bench/bare_rows`, database('ours'), database('bare'))) };
        },
      },
    ];
  };
  return ['wordpress', 'isso'].flatMap(rowsOf);
}

/** What a service of four workers has after it was asked for everything by 64 clients. */
function memoryRows(config) {
  const service = async () => {
    const supervisor = afterword(config, 'memory.sock', 4);
    await until(() => fs.existsSync(at('memory.sock')), { what: 'the service of four workers' });
    const host = ['Host: memory.site'];
    for (const url of [...Object.values(addresses), thread('large')])
      for (const headers of [host, [...host, 'Accept-Encoding: gzip']])
        await wrk(`${base}${url}`, { headers, width: 64, seconds: 1 });
    const value = proportionalMemory([supervisor.pid]);
    await end(supervisor);
    return { value: Number(value.toFixed(1)) };
  };
  const kilobytes = (bytes) => ({ value: Number((bytes / 1000).toFixed(1)) });
  const zipped = async (name) => zlib.gzipSync((await folder.get(`/comments/${name}`)).bytes, { level: 9 }).length;
  return [
    { id: 'memory', what: 'whole service with 4 workers, proportional', unit: 'MB', atMost: 40, take: service },
    {
      id: 'program',
      what: 'static program',
      unit: 'kB',
      atMost: 10_000,
      unless: fs.existsSync(staticProgram) ? undefined : 'there is no static program (make static)',
      take: () => kilobytes(fs.statSync(staticProgram).size),
    },
    { id: 'embed', what: 'embed.js, gzipped', unit: 'kB', atMost: 7, take: async () => kilobytes(await zipped('embed.js')) },
    { id: 'style', what: 'style.css, gzipped', unit: 'kB', atMost: 5, take: async () => kilobytes(await zipped('style.css')) },
  ];
}

// --- the run -------------------------------------------------------------------------------------

async function startAll() {
  const config = await makeBenchSite(program, at('site'), base, { large: comments });
  afterword(config, 'afterword.sock');
  for (const journal of journals) {
    const settings = { config: { store: { journal } } };
    afterword(await makeBenchSite(program, at(journal), base, settings), `${journal}.sock`);
    await output(program, 'init', at(`bare-${journal}`));
  }
  await until(() => fs.existsSync(at('afterword.sock')), { what: 'the service' });
  const published = await publishedSite(program, folder, at('www'));
  const etag = await writeResponses(published);
  startReferences();
  const cache = `fastcgi_cache_path ${at('cache')} keys_zone=kept:1m;`;
  await folder.startNginx(nginxServers(config, published), cache);
  await folder.ready('/comments/health');
  for (const journal of journals) await folder.ready('/comments/health', { headers: { Host: `${journal}.post` } });
  return { config, etag, published };
}

function groupsOf({ config, etag, published }) {
  const notModified = { headers: { 'If-None-Match': etag }, status: 304 };
  return [
    { title: 'thread of 16 comments', rows: threadRows(published) },
    { title: 'page of 50 comments', rows: pageRows() },
    { title: 'response 304', rows: smallRows('304', 'unchanged thread of 16', addresses[16], notModified) },
    { title: 'comment counts of two pages', rows: smallRows('count', 'counts', addresses.count) },
    { title: 'feed of 50 comments', rows: smallRows('feed', 'feed', addresses.feed) },
    ...journals.map((journal) => ({
      title: `fully synced posts, journal ${journal}`,
      rows: postRows(journal),
    })),
    { title: 'CGI, one process for each request', rows: cgiRows() },
    { title: 'import', rows: importRows(), rounds: Math.min(3, scale.rounds) },
    { title: 'moderators’ pages, time of the worker', rows: queueRows(comments) },
    { title: 'memory and size', rows: memoryRows(config), rounds: 1 },
  ].filter(({ title }) => title.includes(process.env.ONLY ?? ''));
}

const results = { ...headOf(program), comments, groups: [] };
try {
  for (const { title, rows, rounds } of groupsOf(await startAll())) {
    console.error(`measuring: ${title}`);
    results.groups.push({ title, rows: await measureGroup(rows, rounds) });
  }
  console.log(
    `${results.machine.processors} processors, load before ${results.machine.load}; ` +
      `${scale.rounds} rounds of ${scale.seconds} s, ${scale.connections} connections`,
  );
  printTable(results.groups);
  if (options.compare) printComparison(results.groups, options.compare);
  if (options.out) writeResults(options.out, results);
} finally {
  await folder.stop();
}
