// `make bench`: one table from one run. Absolute figures drift with the machine, so each figure is
// taken in turn with the one it is measured against, several rounds of both, and what counts is the
// median of the ratios.

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const build = path.resolve(process.argv[2] ?? 'build');
const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 2);
const run = fs.mkdtempSync(path.join(os.tmpdir(), 'afterword-bench-'));
const at = (name) => path.join(run, name);
const children = [];

function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
  children.push(child);
  return child;
}

function stopAll() {
  for (const child of children) child.kill('SIGTERM');
  setTimeout(() => fs.rmSync(run, { recursive: true, force: true }), 1000);
}

function cli(...args) {
  const done = spawnSync(path.join(build, 'afterword'), args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function until(check) {
  for (let tries = 0; tries < 200; tries++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('a server did not start');
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// --- the site ------------------------------------------------------------------------------------

const sentence = 'Some days the hardest part is to begin, and then it goes on by itself. ';

function comments() {
  const list = [];
  const add = (id, page, parent, length) =>
    list.push({
      id, page, parent, author: `Person ${id}`, email: `p${id}@example.org`,
      url: id % 3 ? '' : 'https://example.org/', status: 'approved', reason: '',
      created: `20${10 + (id % 9)}-05-01T10:00:00Z`, text: sentence.repeat(length).trim(),
    });
  for (let id = 1; id <= 16; id++) add(id, '/sixteen/', id % 4 === 2 ? id - 1 : id % 4 === 3 ? id - 1 : null, 8);
  for (let id = 101; id <= 600; id++) add(id, '/fivehundred/', id % 10 > 5 ? id - 1 : null, 5);
  return list;
}

function configure(port) {
  cli('init', at('site'));
  fs.writeFileSync(at('site/afterword.toml'), `
[site]
name = "Bench"
url = "http://127.0.0.1:${port}"
[comments]
hold_first = false
flood_seconds = 0
per_page = 50
`);
  fs.writeFileSync(at('comments.json'), JSON.stringify(comments()));
  cli('import', 'json', at('comments.json'), '--config', at('site/afterword.toml'));
}

const fastcgi = (socket, more = '') =>
  `include /etc/nginx/fastcgi_params; fastcgi_pass unix:${at(socket)}; fastcgi_buffers 16 32k; ${more}`;

function nginxConfig(port, cgiProgram) {
  return `
daemon off; worker_processes 2; pid ${at('nginx.pid')}; error_log ${at('nginx.log')} warn;
${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path ${at('t1')}; proxy_temp_path ${at('t2')}; fastcgi_temp_path ${at('t3')};
  uwsgi_temp_path ${at('t4')}; scgi_temp_path ${at('t5')};
  server {
    listen 127.0.0.1:${port} backlog=512;
    location /static/ { alias ${at('static')}/; }
    location /comments/ { ${fastcgi('afterword.sock')} }
    location /bare16 { ${fastcgi('bare16.sock')} }
    location /bare50 { ${fastcgi('bare50.sock')} }
    location /bare304 { ${fastcgi('bare304.sock')} }
    location = /hello { ${fastcgi('cgi.sock', `fastcgi_param SCRIPT_FILENAME ${build}/bench/hello_cgi;`)} }
    location = /cgi { ${fastcgi('cgi.sock', `fastcgi_param SCRIPT_FILENAME ${cgiProgram};
      fastcgi_param AFTERWORD_CONFIG ${at('site/afterword.toml')}; fastcgi_param SCRIPT_NAME /comments;
      fastcgi_param DOCUMENT_URI /comments; fastcgi_param PATH_INFO /thread/sixteen/;`)} }
  }
}`;
}

// One kept connection; made anew for a measurement, since nginx closes one that was idle for long.
let agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function get(port, url) {
  return new Promise((resolve, reject) => {
    http.get({ host: '127.0.0.1', port, path: url, agent }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}

/** What a bare program must send to answer like this. */
function asCgi(status, { headers, body }) {
  const kept = ['content-type', 'x-robots-tag', 'cache-control', 'etag', 'last-modified'];
  const head = kept.filter((name) => headers[name] && (status === 200 || name !== 'content-type'))
    .map((name) => `${name}: ${headers[name]}\r\n`).join('');
  const length = status === 200 ? `Content-Length: ${body.length}\r\n` : '';
  return Buffer.concat([
    Buffer.from(`Status: ${status} ${status === 200 ? 'OK' : 'Not Modified'}\r\n${head}${length}\r\n`),
    status === 200 ? body : Buffer.alloc(0),
  ]);
}

// --- measuring -----------------------------------------------------------------------------------

function wrk(port, url, ...more) {
  const done = spawnSync('wrk',
    ['-t1', '-c16', `-d${seconds}s`, '--latency', ...more, `http://127.0.0.1:${port}${url}`],
    { encoding: 'utf8' });
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(done.stdout)?.[1]);
  const [, p99, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(done.stdout) ?? [];
  const bad = Number(/Non-2xx or 3xx responses: (\d+)/.exec(done.stdout)?.[1] ?? 0);
  const errors = /Socket errors: (.*)/.exec(done.stdout)?.[1];
  if (!rate || bad > 0 || errors) throw new Error(`${url}: ${done.stdout}${done.stderr}`);
  return { rate, p99: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit], output: done.stdout };
}

/** Both in turn, each round in the other order. */
function pair(ours, theirs) {
  const results = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 ? ['ours', 'theirs'] : ['theirs', 'ours'];
    for (const side of order) results[side].push(side === 'ours' ? ours() : theirs());
  }
  const of = (side, key) => results[side].map((r) => r[key]);
  const ratio = (key) => median(results.ours.map((r, i) => r[key] / results.theirs[i][key]));
  return {
    rate: median(of('ours', 'rate')), base: median(of('theirs', 'rate')), ratio: ratio('rate'),
    p99: median(of('ours', 'p99')), p99Base: median(of('theirs', 'p99')), p99Ratio: ratio('p99'),
  };
}

const rows = [];
function row(name, value, base, ratio, target, met) {
  rows.push([name, value, base, ratio === null ? '' : ratio.toFixed(2), target, met === null ? '' : met ? 'ok' : 'MISSED']);
}
const perSecond = (n) => `${Math.round(n).toLocaleString('en')}/s`;

function readFigures(port, etag) {
  const still = wrk(port, '/static/sixteen.html');
  row('nginx, static file of the same bytes', perSecond(still.rate), '', null, '', null);
  const threads = [
    ['thread of 16', '/comments/thread/sixteen/', '/bare16', [], 0.8],
    ['page of 50 of a thread of 500', '/comments/thread/fivehundred/', '/bare50', [], 0.75],
    ['304 answer', '/comments/thread/sixteen/', '/bare304', ['-H', `If-None-Match: ${etag}`], 0.8],
  ];
  for (const [name, url, bare, more, least] of threads) {
    const got = pair(() => wrk(port, url, ...more), () => wrk(port, bare));
    row(name, perSecond(got.rate), perSecond(got.base), got.ratio, `>= ${least} of bare libfcgi`, got.ratio >= least);
    if (name === 'thread of 16')
      row('  its 99th percentile', `${got.p99.toFixed(2)} ms`, `${got.p99Base.toFixed(2)} ms`, got.p99Ratio, '<= 1.5 of its', got.p99Ratio <= 1.5);
  }
}

const stored = () => {
  const counted = spawnSync('sqlite3', ['-cmd', '.timeout 5000', at('site/data/afterword.db'), 'SELECT count(*) FROM comment'], { encoding: 'utf8' });
  return Number(counted.stdout);
};

function postFigures(port) {
  cli('init', at('bare'));
  const script = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'post.lua');
  let answered = 0;
  const before = stored();
  const ours = () => {
    const from = stored();
    const got = wrk(port, '/comments/post', '-s', script);
    answered += Number(/(\d+) requests in/.exec(got.output)[1]);
    return { rate: (stored() - from) / Number(/seconds: ([\d.]+)/.exec(got.output)[1]), p99: got.p99 };
  };
  const theirs = () => ({
    rate: Number(spawnSync(`${build}/bench/bare_sqlite`, [at('bare/data/afterword.db'), String(seconds)], { encoding: 'utf8' }).stdout),
    p99: 1,
  });
  const got = pair(ours, theirs);
  row('accepted posts, 16 clients, each fully synced', perSecond(got.rate), perSecond(got.base), got.ratio, '>= 0.6 of a bare insert loop', got.ratio >= 0.6);
  // Wrk cuts off what is under way at its end, so a few more may be stored than were answered.
  const more = stored() - before - answered;
  row('  answered, and stored', String(answered), String(answered + more), null, 'none lost', more >= 0 && more <= 16 * rounds);
}

async function cgiFigures(port) {
  agent.destroy();
  agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const times = { '/cgi': [], '/hello': [] };
  for (let i = 0; i < 160; i++) {
    for (const url of i % 2 ? ['/cgi', '/hello'] : ['/hello', '/cgi']) {
      const begin = process.hrtime.bigint();
      const { status } = await get(port, url);
      if (status !== 200) throw new Error(`${url}: ${status}`);
      if (i >= 10) times[url].push(Number(process.hrtime.bigint() - begin) / 1e6);
    }
  }
  const [ours, hello] = [median(times['/cgi']), median(times['/hello'])];
  row('thread of 16 by CGI, cold', `${ours.toFixed(2)} ms`, `${hello.toFixed(2)} ms`, ours / hello, '<= 3 of a static hello CGI', ours / hello <= 3);
}

function memoryFigure(supervisor) {
  const workers = fs.readdirSync('/proc').filter((pid) => {
    try {
      return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1] === String(supervisor.pid);
    } catch {
      return false;
    }
  });
  const megabytes = workers.map((pid) => {
    const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)].reduce((sum, m) => sum + Number(m[1]), 0) / 1024;
  });
  const largest = Math.max(...megabytes);
  row('private memory of the largest worker, after all this', `${largest.toFixed(1)} MB`, '', null, '<= 12 MB', largest <= 12);
}

// --- one run -------------------------------------------------------------------------------------

const port = await freePort();
configure(port);
const afterword = start(path.join(build, 'afterword'),
  ['serve', '--config', at('site/afterword.toml'), '--listen', `unix:${at('afterword.sock')}`, '--workers', '2']);
// As on shared hosting: the one file that needs no library.
const cgiProgram = path.join(build, 'static/afterword');
start('fcgiwrap', ['-c', '2', '-s', `unix:${at('cgi.sock')}`]);
fs.writeFileSync(at('nginx.conf'), nginxConfig(port, cgiProgram));
start(fs.existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx', ['-p', run, '-c', at('nginx.conf')]);
try {
  await until(async () => (await get(port, '/comments/health').catch(() => ({}))).status === 200);
  await new Promise((resolve) => setTimeout(resolve, 2000)); // for its Last-Modified to be settled
  const sixteen = await get(port, '/comments/thread/sixteen/');
  const fifty = await get(port, '/comments/thread/fivehundred/');
  fs.mkdirSync(at('static'));
  fs.writeFileSync(at('static/sixteen.html'), sixteen.body);
  for (const [name, answer] of [['bare16', asCgi(200, sixteen)], ['bare50', asCgi(200, fifty)], ['bare304', asCgi(304, sixteen)]]) {
    fs.writeFileSync(at(name), answer);
    start(`${build}/bench/bare_fastcgi`, [at(`${name}.sock`), at(name), '2']);
  }
  await until(async () => (await get(port, '/bare50').catch(() => ({}))).status === 200);
  console.log(`${os.cpus().length} processors, ${rounds} rounds of ${seconds} s, 16 connections, thread of 16: ${sixteen.body.length} bytes, page of 50: ${fifty.body.length} bytes`);
  readFigures(port, sixteen.headers.etag);
  postFigures(port);
  await cgiFigures(port);
  memoryFigure(afterword);
  const widths = [0, 1, 2, 3, 4].map((i) => Math.max(...rows.map((r) => r[i].length)));
  console.log(['what', 'Afterword', 'measure', 'ratio', 'target'].map((h, i) => h.padEnd(widths[i])).join('  '));
  for (const cells of rows) console.log(cells.map((c, i) => c.padEnd(widths[i] ?? 0)).join('  '));
} finally {
  agent.destroy();
  stopAll();
}
