// `make bench-against OTHER=PROGRAM`: this build and another one, in turn in one run, behind one nginx.
// It answers whether a change made something slower: each ratio is the median of the rounds' ratios.
//
//   node tests/bench/against.mjs BUILD OTHER       ROUNDS=5 SECONDS=3

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { end, freePort, request, root, start } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';
import { Table, inTurn, perSecond, scale, wrk } from './measure.mjs';
import { makeBenchSite } from './site.mjs';

const programs = {
  ours: path.join(path.resolve(process.argv[2]), 'afterword'),
  theirs: path.resolve(process.argv[3]),
};
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'afterword-against-'));
const at = (name) => path.join(folder, name);
const servers = [];
const serve = (command, ...args) => servers.push(start(command, args, { cwd: folder }));

const location = (side, port) => `server { listen 127.0.0.1:${port}; location / {
  include /etc/nginx/fastcgi_params; fastcgi_buffers 16 32k; fastcgi_pass unix:${at(side)}.sock; } }`;

async function startBoth(ports) {
  for (const [side, program] of Object.entries(programs)) {
    const config = await makeBenchSite(program, at(side), `http://127.0.0.1:${ports[side]}`);
    const listen = `unix:${at(side)}.sock`;
    serve(program, 'serve', '--config', config, '--listen', listen, '--workers', '2');
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  fs.writeFileSync(at('nginx.conf'), `daemon off; worker_processes 2; pid ${at('nginx.pid')};
error_log ${at('nginx.log')} warn; ${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http { access_log off; keepalive_requests 1000000000;
  ${temporary.map((kind) => `${kind}_temp_path ${at(kind)};`).join(' ')}
  ${Object.entries(ports).map(([side, port]) => location(side, port)).join('\n  ')} }`);
  const debian = '/usr/sbin/nginx';
  const nginx = fs.existsSync(debian) ? debian : 'nginx';
  serve(nginx, '-e', at('nginx.log'), '-p', folder, '-c', at('nginx.conf'));
  for (const port of Object.values(ports))
    await until(async () => (await request({ port, path: '/comments/health' })).status < 400, {
      what: `the server on port ${port}`,
    });
}

const table = new Table();

async function compare(what, path, { etags, script } = {}) {
  const take = (side) => () =>
    wrk(`http://127.0.0.1:${ports[side]}${path}`, {
      headers: etags ? [`If-None-Match: ${etags[side]}`] : [],
      script,
    });
  const of = await inTurn(take('ours'), take('theirs'));
  table.compare(what, perSecond, of('rate'), '>=', 0.98, 'the other build');
}

const ports = { ours: await freePort() };
do ports.theirs = await freePort();
while (ports.theirs === ports.ours);
try {
  await startBoth(ports);
  console.log(`load before ${os.loadavg()[0].toFixed(1)}; ${scale.rounds} rounds of ${scale.seconds} s`);
  const etags = {};
  for (const [side, port] of Object.entries(ports))
    etags[side] = (await request({ port, path: '/comments/thread/sixteen/' })).headers.etag;
  await compare('thread of 16', '/comments/thread/sixteen/');
  await compare('page of 50 of a thread of 500', '/comments/thread/fivehundred/');
  await compare('304', '/comments/thread/sixteen/', { etags });
  await compare('posts', '/comments/post', { script: path.join(root, 'tests/bench/post.lua') });
  table.print();
} finally {
  for (const server of servers.reverse()) await end(server);
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
