// `make bench`: one table from one run. Absolute figures drift with the machine, so each figure is
// taken in turn with the one it is measured against, several rounds of both, each round in the
// other order; what counts is the median of the rounds' ratios.
//
//   node tests/bench/bench.mjs BUILD       ROUNDS=5 SECONDS=3 change how long it takes
//
// nginx and both sides' programs have two workers each, speak over Unix sockets and keep no FastCGI
// connection. A missed target is printed and is no failure.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { parseCgi } from '../lib/fastcgi.mjs';
import { childrenOf, end, freePort, request, root, run, start, toml } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

const build = path.resolve(process.argv[2] ?? 'build');
const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 3);
const connections = 16;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'afterword-bench-'));
const at = (name) => path.join(folder, name);
const program = path.join(build, 'afterword');
const config = at('site/afterword.toml');
const database = at('site/data/afterword.db');
const servers = [];

async function output(command, ...args) {
  const done = await run(command, args, { timeout: 60_000 });
  if (done.code !== 0) throw new Error(`${path.basename(command)} ${args.join(' ')}: ${done.output}`);
  return done.stdout;
}

function serve(command, ...args) {
  const server = start(command, args, { cwd: folder });
  servers.push(server);
  return server;
}

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

// --- the site ------------------------------------------------------------------------------------

const sentence = 'Some days the hardest part is to begin, and then it goes on by itself. ';

/** Comments of about 600 bytes; of every four on a page, the third and fourth are replies. */
function comments(page, count, firstId) {
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

async function makeSite(port) {
  await output(program, 'init', at('site'));
  await output(program, 'init', at('bare'));
  const site = { name: 'Bench', url: `http://127.0.0.1:${port}` };
  const settings = { hold_first: false, flood_seconds: 0, per_page: 50 };
  fs.writeFileSync(config, toml({ site, comments: settings }), { mode: 0o600 });
  const rows = [...comments('/sixteen/', 16, 1), ...comments('/fivehundred/', 500, 101)];
  fs.writeFileSync(at('comments.json'), JSON.stringify(rows));
  await output(program, 'import', 'json', at('comments.json'), '--config', config);
}

/** The very bytes that Afterword sends for a thread, as CGI, with a validator to ask again with. */
async function answerTo(url) {
  const env = {
    AFTERWORD_CONFIG: config,
    GATEWAY_INTERFACE: 'CGI/1.1',
    REQUEST_METHOD: 'GET',
    REQUEST_URI: url,
    DOCUMENT_URI: url,
  };
  const { stdoutBytes: bytes } = await run(program, [], { env });
  const { status, headers } = parseCgi(bytes);
  if (status !== 200) throw new Error(`${url}: ${status}`);
  return { bytes, etag: headers.etag, body: bytes.subarray(bytes.indexOf('\r\n\r\n') + 4) };
}

function nginxConfig(port) {
  const pass = (socket) =>
    `include /etc/nginx/fastcgi_params; fastcgi_buffers 16 32k; fastcgi_pass unix:${at(socket)};`;
  const bare = ['bare16', 'bare50', 'bare304'];
  // The same address as by FastCGI; which CGI program answers is chosen by the Host header.
  const cgi = Object.entries(cgiPrograms).map(
    ([host, file]) => `server { listen 127.0.0.1:${port}; server_name ${host}; location / {
      ${pass('cgi.sock')} fastcgi_param SCRIPT_FILENAME ${file};
      fastcgi_param AFTERWORD_CONFIG ${config}; } }`,
  );
  return `daemon off; worker_processes 2; pid ${at('nginx.pid')}; error_log ${at('nginx.log')} warn;
${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http {
  access_log off; keepalive_requests 1000000000;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${at(kind)};`).join(' ')}
  server {
    listen 127.0.0.1:${port} default_server backlog=512;
    location /static/ { alias ${at('static')}/; }
    location /comments/ { ${pass('afterword.sock')} }
    ${bare.map((name) => `location /${name} { ${pass(`${name}.sock`)} }`).join('\n    ')}
  }
  ${cgi.join('\n  ')}
}`;
}

const cgiPrograms = {
  'hello.cgi': path.join(build, 'bench/hello_cgi'),
  'shared.cgi': program,
  'static.cgi': path.join(build, 'static/afterword'),
};
if (!fs.existsSync(cgiPrograms['static.cgi'])) delete cgiPrograms['static.cgi'];

// --- measuring -----------------------------------------------------------------------------------

/** Requests a second and the latency's percentiles in milliseconds; a wrong answer is an error. */
async function wrk(url, { headers = [], script = [], width = connections } = {}) {
  const options = ['-t1', `-c${width}`, `-d${seconds}s`, '--timeout', '10s', '--latency'];
  const out = await output('wrk', ...options, ...headers.flatMap((h) => ['-H', h]), ...script, url);
  const wrong = /^.*(?:Non-2xx or 3xx|Socket errors).*$/m.exec(out);
  if (wrong) throw new Error(`${url}: ${wrong[0].trim()}`);
  const percentile = (name) => {
    const [, number, unit] = new RegExp(`${name}%\\s+([\\d.]+)(us|ms|s)`).exec(out);
    return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
  return { rate, p50: percentile(50), p99: percentile(99), out };
}

/** Rounds of both in turn. Of a key of their results: both medians, and the rounds' ratios. */
async function inTurn(ours, theirs) {
  const results = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    const turn = [async () => results.ours.push(await ours()), async () => results.theirs.push(await theirs())];
    for (const take of round % 2 ? turn : turn.reverse()) await take();
  }
  return (key) => ({
    ours: median(results.ours.map((r) => r[key])),
    theirs: median(results.theirs.map((r) => r[key])),
    ratios: results.ours.map((r, i) => r[key] / results.theirs[i][key]),
  });
}

const table = [['what', 'Afterword', 'against', 'ratio', 'rounds', 'target', '']];
const verdict = (met) => (met ? 'ok' : 'MISSED');
const perSecond = (n) => `${Math.round(n).toLocaleString('en')}/s`;
const milliseconds = (n) => `${n.toFixed(2)} ms`;

function compare(what, shown, { ours, theirs, ratios }, sign, target, against) {
  const ratio = median(ratios);
  const met = sign === '>=' ? ratio >= target : ratio <= target;
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const wanted = `${sign} ${target.toFixed(2)} of ${against}`;
  table.push([what, shown(ours), shown(theirs), ratio.toFixed(2), spread, wanted, verdict(met)]);
}

async function readFigures(base, etag) {
  const still = await wrk(`${base}/static/sixteen.html`);
  table.push(['nginx, static file of the same bytes', '', perSecond(still.rate), '', '', '', '']);
  const kinds = [
    ['thread of 16', 'sixteen', 'bare16', [], 0.8],
    ['page of 50 of a thread of 500', 'fivehundred', 'bare50', [], 0.75],
    ['304 answer', 'sixteen', 'bare304', [`If-None-Match: ${etag}`], 0.8],
  ];
  for (const [what, page, bare, headers, target] of kinds) {
    const ours = () => wrk(`${base}/comments/thread/${page}/`, { headers });
    const of = await inTurn(ours, () => wrk(`${base}/${bare}`, { headers }));
    compare(what, perSecond, of('rate'), '>=', target, 'bare libfcgi');
    compare('  its 99th percentile', milliseconds, of('p99'), '<=', 1.5, 'its');
  }
}

const inDatabase = async (what) =>
  Number(await output('sqlite3', '-cmd', '.timeout 9000', database, `SELECT ${what} FROM comment`));

async function postFigures(base) {
  const script = ['-s', path.join(root, 'tests/bench/post.lua')];
  const before = await inDatabase('count(*)');
  let taken = 0;
  let sent = 0;
  const ours = async () => {
    const { out } = await wrk(`${base}/comments/post`, { script });
    const [, count, time] = /taken: (\d+) in ([\d.]+) s/.exec(out);
    taken += Number(count);
    sent += Number(/(\d+) requests in/.exec(out)[1]);
    return { rate: Number(count) / Number(time) };
  };
  const theirs = async () => ({
    rate: Number(await output(`${build}/bench/bare_sqlite`, at('bare/data/afterword.db'), seconds)),
  });
  const of = await inTurn(ours, theirs);
  compare('accepted posts, 16 clients, fully synced', perSecond, of('rate'), '>=', 0.6, 'a bare insert loop');
  // Wrk hangs up on what is under way at its end, so a few more may be stored than were answered.
  const stored = (await inDatabase('count(*)')) - before;
  const unlike = (await inDatabase("count(DISTINCT email) FILTER (WHERE status = 'approved')")) - before;
  const good = taken === sent && stored >= taken && stored <= taken + connections * rounds && unlike === stored;
  table.push(['  answered; stored', `${taken}; ${stored}`, '', '', '', 'none lost or doubled', verdict(good)]);
}

async function cgiFigures(base) {
  const by = (host) => () => wrk(`${base}/comments/thread/sixteen/`, { headers: [`Host: ${host}`], width: 1 });
  for (const host of Object.keys(cgiPrograms).slice(1)) {
    const of = await inTurn(by(host), by('hello.cgi'));
    const what = host === 'static.cgi' ? 'the same, linked statically' : 'CGI, one cold request';
    compare(what, milliseconds, of('p50'), '<=', 3, 'a static hello CGI');
  }
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
  table.push([what, `${most.toFixed(1)} MB`, '', '', '', '<= 12 MB', verdict(most <= 12)]);
}

// --- one run -------------------------------------------------------------------------------------

async function measure(what, figure) {
  try {
    await figure();
  } catch (error) {
    table.push([what, 'not measured', '', '', '', error.message.split('\n')[0], 'MISSED']);
  }
}

async function runAll() {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  await makeSite(port);
  const sixteen = await answerTo('/comments/thread/sixteen/');
  const fifty = await answerTo('/comments/thread/fivehundred/');
  fs.mkdirSync(at('static'));
  fs.writeFileSync(at('static/sixteen.html'), sixteen.body);
  for (const [name, { bytes }, ...more] of [['bare16', sixteen], ['bare50', fifty], ['bare304', sixteen, '304']]) {
    fs.writeFileSync(at(name), bytes);
    serve(`${build}/bench/bare_fastcgi`, at(`${name}.sock`), at(name), '2', ...more);
  }
  const supervisor = serve(program, 'serve', '--config', config, '--listen', `unix:${at('afterword.sock')}`, '--workers', '2');
  serve('fcgiwrap', '-s', `unix:${at('cgi.sock')}`);
  fs.writeFileSync(at('nginx.conf'), nginxConfig(port));
  serve('/usr/sbin/nginx', '-e', at('nginx.log'), '-p', folder, '-c', at('nginx.conf'));
  const answers = async (url) => (await request({ port, path: url })).status < 400;
  for (const url of ['/comments/health', '/bare16', '/bare50', '/bare304'])
    await until(() => answers(url), { what: url });

  console.log(`${os.cpus().length} processors; ${rounds} rounds of ${seconds} s; ${connections} connections; ` +
      `thread of 16: ${sixteen.body.length} bytes; page of 50: ${fifty.body.length} bytes`);
  await measure('reading', () => readFigures(base, sixteen.etag));
  await measure('posting', () => postFigures(base));
  await measure('CGI', () => cgiFigures(base));
  await measure('memory', () => memoryFigure(supervisor));
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) console.log(row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd());
  const missed = table.filter((row) => row.at(-1) === 'MISSED').length;
  console.log(missed ? `${missed} MISSED` : 'every target met');
}

try {
  await runAll();
} catch (error) {
  console.log(`could not measure: ${error.message}`);
} finally {
  for (const server of servers.reverse()) await end(server);
  fs.rmSync(folder, { recursive: true, force: true });
}
