// `make bench`: one table from one run. Absolute figures depend on the machine, so each measurement
// alternates with its reference for several rounds, in alternating order. The result is the median of
// the rounds' ratios.
//
//   node tests/bench/bench.mjs BUILD       ROUNDS=5 SECONDS=3: number and duration of the rounds
//
// nginx and the FastCGI programs of both sides have two workers each, use Unix sockets and keep no
// FastCGI connection. A missed target is printed and is not a failure.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { parseCgi } from '../lib/fastcgi.mjs';
import { childrenOf, end, freePort, request, root, run, start } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';
import { Table, inTurn, milliseconds, output, perSecond, scale, wrk } from './measure.mjs';
import { makeBenchSite } from './site.mjs';

const build = path.resolve(process.argv[2] ?? 'build');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'afterword-bench-'));
const at = (name) => path.join(folder, name);
const program = path.join(build, 'afterword');
const staticProgram = path.join(build, 'static/afterword');
const config = at('site/afterword.toml');
const table = new Table();
const servers = [];

function serve(command, ...args) {
  const server = start(command, args, { cwd: folder });
  servers.push(server);
  return server;
}

// --- the site ------------------------------------------------------------------------------------

async function makeSite(base) {
  await output(program, 'init', at('bare'));
  await makeBenchSite(program, at('site'), base);
}

/** The bytes that Afterword sends for an address, and the validator for a conditional request. */
async function answerTo(url) {
  const env = {
    AFTERWORD_CONFIG: config,
    GATEWAY_INTERFACE: 'CGI/1.1',
    REQUEST_METHOD: 'GET',
    REQUEST_URI: url,
    DOCUMENT_URI: url,
  };
  const { stdoutBytes: bytes, stderr } = await run(program, [], { env });
  const answer = parseCgi(bytes);
  if (answer?.status !== 200) throw new Error(`${url}: ${answer?.status} ${stderr}`);
  return { bytes, etag: answer.headers.etag, body: bytes.subarray(bytes.indexOf('\r\n\r\n') + 4) };
}

function nginxConfig(port) {
  const pass = (socket) =>
    `include /etc/nginx/fastcgi_params; fastcgi_buffers 16 32k; fastcgi_pass unix:${at(socket)};`;
  const location = (prefix, socket) => `location ${prefix} { ${pass(socket)} }`;
  // The same address as for FastCGI: the Host header selects the CGI program.
  const cgi = (host, file) => `server { listen 127.0.0.1:${port}; server_name ${host}; location / {
    ${pass('cgi.sock')} fastcgi_param SCRIPT_FILENAME ${file};
    fastcgi_param AFTERWORD_CONFIG ${config}; } }`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off; worker_processes 2; pid ${at('nginx.pid')}; error_log ${at('nginx.log')} warn;
${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http {
  access_log off; keepalive_requests 1000000000;
  ${temporary.map((kind) => `${kind}_temp_path ${at(kind)};`).join(' ')}
  server {
    listen 127.0.0.1:${port} default_server backlog=512;
    location /static/ { alias ${at('static')}/; }
    ${location('/comments/', 'afterword.sock')}
    ${['bare16', 'bare50', 'bare304'].map((name) => location(`/${name}`, `${name}.sock`)).join(' ')}
  }
  ${cgi('hello.cgi', `${build}/bench/hello_cgi`)}
  ${cgi('shared.cgi', program)}
  ${cgi('static.cgi', staticProgram)}
}`;
}

/** Starts everything and waits until it responds; returns the supervisor and a thread's validator. */
async function startAll(port, base) {
  await makeSite(base);
  const sixteen = await answerTo('/comments/thread/sixteen/');
  const fifty = await answerTo('/comments/thread/fivehundred/');
  fs.mkdirSync(at('static'));
  fs.writeFileSync(at('static/sixteen.html'), sixteen.body);
  const bare = (name, { bytes }, ...more) => {
    fs.writeFileSync(at(name), bytes);
    serve(`${build}/bench/bare_fastcgi`, at(`${name}.sock`), at(name), '2', ...more);
  };
  bare('bare16', sixteen);
  bare('bare50', fifty);
  bare('bare304', sixteen, '304');
  const listen = `unix:${at('afterword.sock')}`;
  const options = ['--config', config, '--listen', listen, '--workers', '2'];
  const supervisor = serve(program, 'serve', ...options);
  serve('fcgiwrap', '-s', `unix:${at('cgi.sock')}`);
  fs.writeFileSync(at('nginx.conf'), nginxConfig(port));
  const debian = '/usr/sbin/nginx';
  const nginx = fs.existsSync(debian) ? debian : 'nginx';
  serve(nginx, '-e', at('nginx.log'), '-p', folder, '-c', at('nginx.conf'));
  for (const url of ['/comments/health', '/bare16', '/bare50', '/bare304'])
    await until(async () => (await request({ port, path: url })).status < 400, { what: url });
  console.log(
    `${os.cpus().length} processors, load before ${os.loadavg()[0].toFixed(1)}; ` +
      `${scale.rounds} rounds of ${scale.seconds} s; ` +
      `${scale.connections} connections; thread of 16: ${sixteen.body.length} bytes; ` +
      `page of 50: ${fifty.body.length} bytes`,
  );
  return { supervisor, etag: sixteen.etag };
}

// --- measurements ---------------------------------------------------------------------------------

async function readFigures(base, etag) {
  const still = await wrk(`${base}/static/sixteen.html`);
  table.add('nginx, static file of the same bytes', { theirs: perSecond(still.rate) });
  const kinds = [
    ['thread of 16', 'sixteen', 'bare16', [], 0.8],
    ['page of 50 of a thread of 500', 'fivehundred', 'bare50', [], 0.75],
    ['304 answer', 'sixteen', 'bare304', [`If-None-Match: ${etag}`], 0.8],
  ];
  for (const [what, page, bare, headers, target] of kinds) {
    const ours = () => wrk(`${base}/comments/thread/${page}/`, { headers });
    const of = await inTurn(ours, () => wrk(`${base}/${bare}`, { headers }));
    table.compare(what, perSecond, of('rate'), '>=', target, 'bare libfcgi');
    if (page === 'sixteen' && headers.length === 0)
      table.compare('  its 99th percentile', milliseconds, of('p99'), '<=', 1.5, 'its');
  }
}

/** The number of comments, and of writers of published ones, when no write is in progress. */
async function settled() {
  const sql = "count(*), count(DISTINCT email) FILTER (WHERE status = 'approved')";
  const shell = ['-cmd', '.timeout 9000', at('site/data/afterword.db')];
  let last = '';
  const same = async () => {
    const before = last;
    last = await output('sqlite3', ...shell, `SELECT ${sql} FROM comment`);
    return last === before;
  };
  await until(same, { every: 300, what: 'the end of all writing' });
  return last.trim().split('|').map(Number);
}

async function postFigures(base) {
  const script = path.join(root, 'tests/bench/post.lua');
  const [before] = await settled();
  let taken = 0;
  let answered = 0;
  const ours = async () => {
    const { out } = await wrk(`${base}/comments/post`, { script });
    const [, count, time] = /taken: (\d+) in ([\d.]+) s/.exec(out);
    taken += Number(count);
    answered += Number(/(\d+) requests in/.exec(out)[1]);
    return { rate: Number(count) / Number(time) };
  };
  const bare = [`${build}/bench/bare_sqlite`, at('bare/data/afterword.db'), scale.seconds];
  const of = await inTurn(ours, async () => ({ rate: Number(await output(...bare)) }));
  const what = 'accepted posts, 16 clients, fully synced';
  table.compare(what, perSecond, of('rate'), '>=', 0.6, 'a bare insert loop');

  // Wrk closes open connections at its end, so a few more comments are stored than were acknowledged.
  const [all, writers] = await settled();
  const unanswered = all - before - taken;
  const noneLost = unanswered >= 0 && unanswered <= scale.connections * scale.rounds;
  table.add('  taken; stored', {
    ours: `${taken}; ${all - before}`,
    target: 'none lost, doubled or refused',
    met: noneLost && writers === all && taken === answered,
  });
}

/** Sequential requests on a kept connection: measures the start and the work of the program only. */
async function cgiFigures(base) {
  const by = (host) => () =>
    wrk(`${base}/comments/thread/sixteen/`, { headers: [`Host: ${host}`], width: 1 });
  const compare = async (what, host) => {
    const of = await inTurn(by(host), by('hello.cgi'));
    table.compare(what, milliseconds, of('p50'), '<=', 3, 'a static hello CGI');
  };
  await compare('thread of 16 by CGI, cold', 'shared.cgi');
  if (fs.existsSync(staticProgram)) await compare('  the same, linked statically', 'static.cgi');
}

function memoryFigure(supervisor) {
  const megabytes = childrenOf(supervisor.pid).map((pid) => {
    const lines = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const parts = [...lines.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)];
    return parts.reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0) / 1024;
  });
  if (megabytes.length === 0) throw new Error('there is no worker');
  const most = Math.max(...megabytes);
  const what = 'private memory of a worker after all this';
  table.add(what, { ours: `${most.toFixed(1)} MB`, target: '<= 12 MB', met: most <= 12 });
}

/** A measurement that fails counts as missed and does not prevent the others. */
async function take(what, figure) {
  try {
    await figure();
  } catch (error) {
    table.add(what, { ours: 'not measured', target: error.message.split('\n')[0], met: false });
  }
}

try {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const { supervisor, etag } = await startAll(port, base);
  await take('reading', () => readFigures(base, etag));
  await take('posting', () => postFigures(base));
  await take('CGI', () => cgiFigures(base));
  await take('memory', () => memoryFigure(supervisor));
  table.print();
} catch (error) {
  console.log(`MISSED: nothing could be measured: ${error.stack}`);
} finally {
  for (const server of servers.reverse()) await end(server);
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
