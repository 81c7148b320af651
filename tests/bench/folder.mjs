// The temporary folder of a bench, the processes that it starts, and its nginx with two workers.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { end, freePort, request, start } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

/** Bound by every FastCGI program behind nginx: Unix sockets, and no kept connection. */
export const pass = (socket) =>
  `include /etc/nginx/fastcgi_params; fastcgi_buffers 16 32k; fastcgi_pass unix:${socket};`;

export class BenchFolder {
  #servers = [];

  constructor(name) {
    this.dir = fs.mkdtempSync(path.join(os.tmpdir(), `afterword-${name}-`));
    fs.chmodSync(this.dir, 0o755);
  }

  at(name) {
    return path.join(this.dir, name);
  }

  /** Starts a process that ends with the bench. */
  serve(command, args, options = {}) {
    const server = start(command, args.map(String), { cwd: this.dir, ...options });
    this.#servers.push(server);
    return server;
  }

  async choosePort() {
    this.port = await freePort();
    this.base = `http://127.0.0.1:${this.port}`;
    return this.base;
  }

  /** Starts nginx with these server blocks, which listen on `port`; `more` is put before them. */
  async startNginx(servers, more = '') {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    fs.writeFileSync(
      this.at('nginx.conf'),
      `daemon off; worker_processes 2; pid ${this.at('nginx.pid')}; error_log ${this.at('nginx.log')} warn;
${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http {
  include /etc/nginx/mime.types; default_type application/octet-stream;
  access_log off; keepalive_requests 1000000000; client_max_body_size 2m;
  ${temporary.map((kind) => `${kind}_temp_path ${this.at(kind)};`).join(' ')}
  ${more}
  ${servers.join('\n  ')}
}`,
    );
    const debian = '/usr/sbin/nginx';
    const nginx = fs.existsSync(debian) ? debian : 'nginx';
    const server = this.serve(nginx, ['-e', this.at('nginx.log'), '-p', this.dir, '-c', this.at('nginx.conf')]);
    await until(async () => {
      if (server.exitCode !== null) throw new Error(server.output);
      return (await this.get('/')).status > 0;
    }, { what: 'nginx' });
  }

  get(target, { headers = {}, ...options } = {}) {
    return request({ port: this.port, path: target, headers, ...options });
  }

  /** Waits until an address responds without an error. */
  async ready(target, options) {
    await until(async () => (await this.get(target, options)).status < 400, { what: target, within: 60_000 });
  }

  async stop() {
    for (const server of this.#servers.reverse()) await end(server);
    fs.rmSync(this.dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * A check of a response before it is measured: its status and encoding, and that its text is `like`. The
 * answer has its `bytes`, as they are sent.
 */
export const probe = (folder, target, { headers = {}, status = 200, encoding, like } = {}) => async () => {
  const response = await folder.get(target, { headers });
  if (response.status !== status) throw new Error(`${target}: status ${response.status} instead of ${status}`);
  const sent = response.headers['content-encoding'];
  if (sent !== encoding) throw new Error(encoding ? `the response is not compressed` : `the response is encoded: ${sent}`);
  if (like && !response.text.includes(like)) throw new Error(`${target}: unexpected text`);
  return { bytes: response.bytes.length };
};

/** The memory of processes and their descendants in MB, where shared pages count in proportion (PSS). */
export function proportionalMemory(pids) {
  const children = (pid) => {
    try {
      return fs.readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
        fs.readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean));
    } catch {
      return [];
    }
  };
  const sizeOf = (pid) => {
    const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)[1]) / 1024;
  };
  const all = (pid) => [pid, ...children(pid).flatMap(all)];
  return pids.flatMap(all).reduce((sum, pid) => sum + sizeOf(pid), 0);
}
