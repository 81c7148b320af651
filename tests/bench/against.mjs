// `make bench-against OTHER=PROGRAM`: this build and another one, in turn in one run, behind one nginx.
// It answers whether a change made something slower: each ratio is the median of the rounds' ratios.
//
//   node tests/bench/against.mjs BUILD OTHER       ROUNDS=7 SECONDS=1

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { end, freePort, request, root, start } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';
import { median, orderOf, scale, wrk } from './measure.mjs';
import { perSecond } from './results.mjs';
import { makeBenchSite } from './site.mjs';

const programs = {
  ours: path.join(path.resolve(process.argv[2]), 'afterword'),
  theirs: path.resolve(process.argv[3]),
};
// The same program, started twice, differs by up to 4 % in posts, because its files lie elsewhere. So
// both are started anew, in the other order, for the second half of the rounds.
const orders = [['ours', 'theirs'], ['theirs', 'ours']];

const location = (folder, side, port) => `server { listen 127.0.0.1:${port}; location / {
  include /etc/nginx/fastcgi_params; fastcgi_buffers 16 32k; fastcgi_pass unix:${folder}/${side}.sock; } }`;

/** Starts both behind one nginx; `serve` starts a program. */
async function startBoth(folder, order, ports, serve) {
  const at = (name) => path.join(folder, name);
  for (const side of order) {
    const config = await makeBenchSite(programs[side], at(side), `http://127.0.0.1:${ports[side]}`);
    serve(programs[side], 'serve', '--config', config, '--listen', `unix:${at(side)}.sock`, '--workers', '2');
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  fs.writeFileSync(at('nginx.conf'), `daemon off; worker_processes 2; pid ${at('nginx.pid')};
error_log ${at('nginx.log')} warn; ${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http { access_log off; keepalive_requests 1000000000;
  ${temporary.map((kind) => `${kind}_temp_path ${at(kind)};`).join(' ')}
  ${order.map((side) => location(folder, side, ports[side])).join('\n  ')} }`);
  const debian = '/usr/sbin/nginx';
  const nginx = fs.existsSync(debian) ? debian : 'nginx';
  serve(nginx, '-e', at('nginx.log'), '-p', folder, '-c', at('nginx.conf'));
  for (const port of Object.values(ports))
    await until(async () => (await request({ port, path: '/comments/health' })).status < 400, {
      what: `the server on port ${port}`,
    });
}

async function twoPorts() {
  const ours = await freePort();
  let theirs = ours;
  while (theirs === ours) theirs = await freePort();
  return { ours, theirs };
}

/** What is measured: a name, and the request to the server of a side. */
const measured = [
  ['thread of 16', () => ({ path: '/comments/thread/sixteen/' })],
  ['page of 50 of a thread of 500', () => ({ path: '/comments/thread/fivehundred/' })],
  ['304', (etag) => ({ path: '/comments/thread/sixteen/', headers: [`If-None-Match: ${etag}`] })],
  ['posts', () => ({ path: '/comments/post', script: path.join(root, 'tests/bench/post.lua') })],
];
/** Per subject, the rates of each side in the rounds so far. */
const rates = new Map(measured.map(([what]) => [what, { ours: [], theirs: [] }]));

async function measureBoth(ports) {
  const etags = {};
  for (const [side, port] of Object.entries(ports))
    etags[side] = (await request({ port, path: '/comments/thread/sixteen/' })).headers.etag;
  for (const [what, requestOf] of measured)
    for (let round = 0; round < scale.rounds; round += 1)
      for (const side of orderOf(['ours', 'theirs'], round)) {
        const { path: target, ...options } = requestOf(etags[side]);
        const { rate } = await wrk(`http://127.0.0.1:${ports[side]}${target}`, options);
        rates.get(what)[side].push(rate);
      }
}

console.log(`load before ${os.loadavg()[0].toFixed(1)}; 2 times ${scale.rounds} rounds of ${scale.seconds} s`);
for (const order of orders) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'afterword-against-'));
  const servers = [];
  try {
    const ports = await twoPorts();
    await startBoth(folder, order, ports, (command, ...args) =>
      servers.push(start(command, args, { cwd: folder })),
    );
    await measureBoth(ports);
  } finally {
    for (const server of servers.reverse()) await end(server);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
for (const [what, { ours, theirs }] of rates) {
  const ratios = ours.map((rate, round) => rate / theirs[round]);
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const middle = median(ratios);
  const verdict = middle >= 0.98 ? 'ok' : 'MISSED';
  console.log(
    `${what.padEnd(30)} ${perSecond(median(ours))}/s; the other build ${perSecond(median(theirs))}/s; ` +
      `ratio ${middle.toFixed(2)} (${spread}), target >= 0.98: ${verdict}`,
  );
}
