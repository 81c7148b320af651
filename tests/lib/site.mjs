// A complete site in a temporary folder: configuration, database, pages, Afterword's workers and nginx.
//
// Every test file starts its own, on a free port of 127.0.0.1 and a Unix socket, and stops what it
// started. The program under test is $AFTERWORD, else build/afterword. KEEP=1 leaves the folders.
//
// A test site differs from the defaults in two settings, because most tests need that: first comments
// are not held, and there is no flood limit. `defaults: true` uses the defaults.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { parseCgi, ask, FastCgiConnection } from './fastcgi.mjs';
import { html } from './html.mjs';
import { inTime, instrumented, slowness, until } from './wait.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const program = path.resolve(root, process.env.AFTERWORD ?? 'build/afterword');
export const isRoot = process.getuid() === 0;

/** An unprivileged user, for tests of permissions, which root would ignore. */
export const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};

const nginxProgram =
  ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find((f) => fs.existsSync(f)) ??
  'nginx';
const environment = { PATH: process.env.PATH, HOME: '/', LANG: 'C.UTF-8' };

// No process of a test outlives it, whatever happens.
const running = new Set();
process.on('exit', () => {
  for (const child of running) {
    try {
      process.kill(child.pid, 'SIGKILL');
    } catch {
      /* it has ended */
    }
  }
});

/** Starts a process with its output in `.output`; it ends with the test at the latest. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  child.output = '';
  child.stdout?.on('data', (chunk) => {
    child.output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    child.output += chunk;
  });
  child.on('error', (error) => {
    child.output += error.message;
  });
  running.add(child);
  child.ended = new Promise((resolve) => {
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  return child;
}

/** Ends a process of `start`: by SIGTERM, then by SIGKILL. */
export async function end(child, signal = 'SIGTERM', within = 10_000) {
  if (child.exitCode !== null || child.signalCode !== null) return child.ended;
  child.kill(signal);
  try {
    return await inTime(child.ended, within, 'the end of a process');
  } catch {
    child.kill('SIGKILL');
    return child.ended;
  }
}

/** Runs a command to its end: { code, signal, stdout, stderr, output }. */
export function run(command, args, { input = '', timeout = 30_000, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: environment,
      ...options,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    running.add(child);
    const out = [];
    const err = [];
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${command} ${args.join(' ')} did not end within ${timeout * slowness} ms`));
    }, timeout * slowness);
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      const stdout = Buffer.concat(out);
      const stderr = Buffer.concat(err).toString();
      resolve({
        code,
        signal,
        stdoutBytes: stdout,
        stdout: stdout.toString(),
        stderr,
        output: stdout + stderr,
      });
    });
    child.stdin.end(input);
  });
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A plain object as TOML: scalars and arrays first, then a table for each object. */
export function toml(object, prefix = '') {
  const value = (v) => (Array.isArray(v) ? `[${v.map(value).join(', ')}]` : JSON.stringify(v));
  const lines = [];
  const tables = [];
  for (const [key, v] of Object.entries(object)) {
    if (v === undefined) continue;
    if (v !== null && typeof v === 'object' && !Array.isArray(v)) {
      tables.push(`\n[${prefix}${key}]\n${toml(v, `${prefix}${key}.`)}`);
    } else {
      lines.push(`${key} = ${value(v)}`);
    }
  }
  return [...lines, ...tables].join('\n') + '\n';
}

function merged(...objects) {
  const result = {};
  for (const object of objects) {
    for (const [table, keys] of Object.entries(object ?? {}))
      result[table] = { ...result[table], ...keys };
  }
  return result;
}

/** A form's fields, an object or an array of pairs, as a browser would send them. */
export function formBody(fields) {
  const list = Array.isArray(fields)
    ? fields
    : Object.entries(fields).filter(([, v]) => v !== undefined);
  return new URLSearchParams(list.map(([k, v]) => [k, String(v)])).toString();
}

/** The same as multipart/form-data: { body, type }. */
export function multipartBody(fields, boundary = '----afterword-test-boundary') {
  const list = Array.isArray(fields)
    ? fields
    : Object.entries(fields).filter(([, v]) => v !== undefined);
  const parts = list.map(
    ([k, v]) => `--${boundary}\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`,
  );
  return {
    body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

let counter = 0;
/** A text that no other comment has, and that nobody takes for a phone number. */
export const unique = (text = 'A thought') => `${text} n${process.pid}x${++counter}`;

/** One HTTP request, never following a redirect: { status, headers, bytes, text, json(), tree }. */
export function request({
  port,
  socketPath,
  method = 'GET',
  path: target,
  headers = {},
  body,
  agent = false,
  timeout = 30_000,
}) {
  return new Promise((resolve, reject) => {
    const all = { ...headers };
    if (
      body !== undefined &&
      !Object.keys(all).some((k) => /^(content-length|transfer-encoding)$/i.test(k))
    ) {
      all['Content-Length'] = Buffer.byteLength(body);
    }
    const asked = http.request(
      { host: '127.0.0.1', port, socketPath, method, path: target, headers: all, agent },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          clearTimeout(timer);
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString();
          let tree;
          resolve({
            status: response.statusCode,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            bytes,
            text,
            json: () => JSON.parse(text),
            get tree() {
              return (tree ??= html(text));
            },
          });
        });
      },
    );
    const timer = setTimeout(
      () => asked.destroy(new Error(`${method} ${target}: no answer within ${timeout * slowness} ms`)),
      timeout * slowness,
    );
    asked.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    asked.end(body);
  });
}

const shippedPages = [
  '/',
  '/hello/',
  '/empty/',
  '/a/',
  '/blog/first/',
  '/blog/second/',
  '/blog/2020/deep/',
  '/привет/',
  '/c++/',
  '/old/',
];

export class Site {
  constructor(options) {
    this.options = options;
    this.workers = options.workers ?? 2;
    this.children = [];
    this.webServerLog = () => '';
  }

  // --- making and ending it ------------------------------------------------------------------

  async #make() {
    this.dir = fs.mkdtempSync(path.join(os.tmpdir(), 'aw-'));
    fs.chmodSync(this.dir, 0o755);
    this.port = await freePort();
    this.url = `http://127.0.0.1:${this.port}`;
    this.socket = path.join(this.dir, 'afterword.sock');
    this.home = path.join(this.dir, 'site');
    this.configFile = path.join(this.home, 'afterword.toml');
    this.database = path.join(this.home, 'data', 'afterword.db');
    this.documentRoot = path.join(this.dir, 'www');
    this.program = program;
    this.mount = this.options.config?.site?.mount ?? '/comments';
    this.user = this.options.user ?? {};

    for (const page of [...shippedPages, ...(this.options.pages ?? [])]) this.addPage(page);

    const init = await run(this.program, ['init', this.home]);
    assert.equal(init.code, 0, `afterword init failed: ${init.output}`);
    this.writeConfig(this.options.config);
    if (this.options.user?.uid) {
      // The unprivileged user must reach the program even where the source tree is private.
      this.program = path.join(this.dir, 'afterword');
      fs.copyFileSync(program, this.program);
      fs.chmodSync(this.program, 0o755);
      this.giveTo(this.home, this.user);
      fs.chownSync(this.dir, this.user.uid, this.user.gid);
    }
    await this.options.prepare?.(this);
    if (this.options.serve !== false) await this.serve();
    if (this.options.nginx !== false) await this.startNginx();
    if (
      this.options.serve !== false &&
      this.options.nginx !== false &&
      this.options.ready !== false
    )
      await this.ready();
    return this;
  }

  static async make(options = {}) {
    const site = new Site(options);
    try {
      return await site.#make();
    } catch (error) {
      await site.stop();
      throw error;
    }
  }

  giveTo(target, { uid, gid }) {
    fs.chownSync(target, uid, gid);
    if (fs.statSync(target).isDirectory()) {
      for (const name of fs.readdirSync(target)) this.giveTo(path.join(target, name), { uid, gid });
    }
  }

  /** A page on disk that includes its thread by SSI; /x.html is a file, /x/ a folder's index. */
  addPage(page) {
    const file = path.join(this.documentRoot, page.endsWith('/') ? `${page}index.html` : page);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const title = page === '/' ? 'Home' : page.split('/').filter(Boolean).at(-1);
    fs.writeFileSync(
      file,
      `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<link rel="stylesheet" href="${this.mount}/style.css"><script src="${this.mount}/embed.js" defer></script></head>
<body><main><h1>${title}</h1>
<!--# include virtual="${this.mount}/thread${encodeURI(page)}?title=${encodeURIComponent(title)}&$args" -->
</main></body></html>
`,
    );
    return file;
  }

  /** Writes afterword.toml: the test site's settings with `config` over them. */
  writeConfig(config = {}) {
    const base = {
      site: { name: 'Test site', url: this.url },
      pages: { document_root: this.documentRoot },
    };
    const eased = this.options.defaults
      ? {}
      : { comments: { hold_first: false, flood_seconds: 0 } };
    this.config = merged(base, eased, config);
    fs.writeFileSync(this.configFile, toml(this.config), { mode: 0o600 });
    fs.chmodSync(this.configFile, 0o600);
    if (this.options.user?.uid) fs.chownSync(this.configFile, this.user.uid, this.user.gid);
  }

  get environment() {
    return { ...environment, AFTERWORD_CONFIG: this.configFile, ...this.options.env };
  }

  /** Starts the supervisor without waiting for its workers. */
  async serve({
    workers = this.workers,
    listen = `unix:${this.socket}`,
    config = this.configFile,
  } = {}) {
    this.server = start(
      this.program,
      ['serve', '--config', config, '--listen', listen, '--workers', String(workers)],
      { env: this.environment, cwd: this.dir, ...this.user },
    );
    this.children.push(this.server);
    return this.server;
  }

  async startNginx() {
    const file = path.join(this.dir, 'nginx.conf');
    const tmp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((kind) => `${kind}_temp_path ${this.dir}/nginx-${kind};`)
      .join('\n  ');
    // ssi off: the include takes ETag and Last-Modified away from whatever it looks through.
    const pass = `ssi off;\n      include /etc/nginx/fastcgi_params;\n      fastcgi_pass unix:${this.socket};\n      fastcgi_read_timeout 60s;`;
    fs.writeFileSync(
      file,
      `daemon off;
${isRoot ? 'user root;' : ''}
worker_processes 1;
pid ${this.dir}/nginx.pid;
error_log ${this.dir}/nginx-error.log warn;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  charset utf-8;
  access_log off;
  ${tmp}
  client_max_body_size 0;
  server {
    listen 127.0.0.1:${this.port};
    root ${this.documentRoot};
    index index.html;
    ssi on;
    location ${this.mount}/ {
      ${pass}
    }
    location = /wp-comments-post.php {
      ${pass}
    }
    location /discuss/ {
      rewrite ^/discuss(/.*)$ ${this.mount}/thread$1 break;
      ${pass}
    }
    ${this.options.nginxExtra ?? ''}
  }
}
`,
    );
    this.nginx = start(
      nginxProgram,
      ['-e', `${this.dir}/nginx-error.log`, '-p', this.dir, '-c', file],
      { env: environment },
    );
    this.children.push(this.nginx);
    await until(
      async () => {
        if (this.nginx.exitCode !== null) throw new Error(`nginx ended: ${this.nginx.output}`);
        return (await this.get('/index.html')).status > 0;
      },
      { what: 'nginx' },
    );
  }

  /** Waits until the workers answer through nginx. */
  async ready(within = 10_000) {
    try {
      await until(async () => (await this.get(`${this.mount}/health`)).status === 200, {
        within,
        what: 'Afterword',
      });
      if (this.server)
        await until(() => this.workerPids().length >= this.workers, {
          within,
          every: 5,
          what: 'all workers',
        });
    } catch (error) {
      throw new Error(`Afterword did not get ready. It said:\n${this.log()}`, { cause: error });
    }
  }

  /** What the supervisor and its workers wrote. */
  log() {
    return this.server?.output ?? '';
  }

  async stopServer(signal = 'SIGTERM') {
    return this.server ? end(this.server, signal) : undefined;
  }

  async restart() {
    await this.stopServer();
    await this.serve();
    if (this.options.nginx !== false) await this.ready();
  }

  async stop() {
    for (const child of this.children.reverse()) await end(child);
    await this.options.cleanUp?.(this);
    if (this.dir && !process.env.KEEP)
      fs.rmSync(this.dir, { recursive: true, force: true, maxRetries: 3 });
  }

  // --- its processes -------------------------------------------------------------------------

  /** The supervisor's children that live, zombies left out. */
  workerPids() {
    return childrenOf(this.server.pid).filter((pid) => !['Z', 'X'].includes(stateOf(pid)));
  }

  /**
   * The processor time that the living workers have used, in milliseconds. Unlike the time that passes,
   * it does not depend on what else the machine does.
   */
  processorMs() {
    const used = (pid) => {
      // utime and stime of proc(5), in hundredths of a second.
      const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      return 10 * (Number(fields[11]) + Number(fields[12]));
    };
    return this.workerPids().reduce((sum, pid) => sum + used(pid), 0);
  }

  zombiePids() {
    return childrenOf(this.server.pid).filter((pid) => stateOf(pid) === 'Z');
  }

  // --- HTTP through nginx --------------------------------------------------------------------

  async request(options) {
    try {
      return await request({ port: this.port, ...options });
    } catch (error) {
      error.message += `\n${this.webServerLog()}`;
      throw error;
    }
  }

  get(target, { headers = {}, ...options } = {}) {
    return this.request({ path: target, headers: { Accept: 'text/html', ...headers }, ...options });
  }

  head(target, options = {}) {
    return this.get(target, { method: 'HEAD', ...options });
  }

  /** The thread fragment of a page. */
  thread(page = '/hello/', query = '', options = {}) {
    return this.get(`${this.mount}/thread${encodeURI(page)}${query}`, options);
  }

  /** The fields of a good submission with `fields` over them; undefined leaves a field out. */
  fields(fields = {}) {
    return {
      page: '/hello/',
      author: 'Ada',
      email: 'ada@example.org',
      url: '',
      comment: fields.comment ?? unique(),
      ...fields,
    };
  }

  /** Submits a good form with `fields` over it, or exactly `fields` where it is an array of pairs. */
  post(fields = {}, { headers = {}, path: target = `${this.mount}/post`, ...options } = {}) {
    const body = formBody(Array.isArray(fields) ? fields : this.fields(fields));
    return this.request({
      method: 'POST',
      path: target,
      body,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: 'text/html',
        ...headers,
      },
      ...options,
    });
  }

  /** The same, asking for JSON. */
  postJson(fields = {}, options = {}) {
    return this.post(fields, {
      ...options,
      headers: { Accept: 'application/json', ...options.headers },
    });
  }

  /** Submits bytes as they are. */
  postRaw(body, { type = 'application/x-www-form-urlencoded', headers = {}, ...options } = {}) {
    return this.request({
      method: 'POST',
      path: `${this.mount}/post`,
      body,
      ...options,
      headers: {
        ...(type === null ? {} : { 'Content-Type': type }),
        Accept: 'application/json',
        ...headers,
      },
    });
  }

  /** A comment that must be taken; returns its id. */
  async comment(fields = {}, options = {}) {
    const answer = await this.postJson(fields, options);
    assert.equal(
      answer.status,
      201,
      `a good comment was answered ${answer.status}: ${answer.text}`,
    );
    return answer.json().id;
  }

  /** The path, query and fragment of an address that may have this site's origin before it. */
  local(address) {
    assert.ok(address, 'an address');
    return address.startsWith(this.url) ? address.slice(this.url.length) || '/' : address;
  }

  // --- its commands --------------------------------------------------------------------------

  cli(args, { input, env = {}, ...options } = {}) {
    return run(this.program, args, {
      input,
      env: { ...this.environment, ...env },
      cwd: this.dir,
      ...this.user,
      ...options,
    });
  }

  /** A command, and what it took: `.megabytes` of memory at most and `.seconds` of processor time. */
  async measured(args, options = {}) {
    const file = path.join(this.dir, unique('taken').replace(/\W/g, ''));
    const helper = path.join(root, 'tests/lib/peak_memory.py');
    const result = await run('python3', [helper, file, this.program, ...args], {
      env: this.environment,
      cwd: this.dir,
      ...this.user,
      timeout: 120_000,
      ...options,
    });
    const taken = JSON.parse(fs.readFileSync(file, 'utf8'));
    // What instruments take beside the program says nothing about it.
    if (instrumented) taken.megabytes = 0;
    return { ...result, ...taken };
  }

  /** A command that must succeed; returns its standard output. */
  async cliOk(...args) {
    const result = await this.cli(args);
    assert.equal(
      result.code,
      0,
      `afterword ${args.join(' ')} ended with ${result.code}: ${result.output}`,
    );
    return result.stdout;
  }

  /** What is stored, by the program's own account. */
  async list({ status, page } = {}) {
    const args = ['comment', 'list', '--json'];
    if (status) args.push('--status', status);
    if (page) args.push('--page', page);
    return JSON.parse(await this.cliOk(...args));
  }

  /** The stored comment with this id. */
  async stored(id) {
    return (await this.list()).find((c) => c.id === id);
  }

  /** Puts comments into the database as they are; missing fields are filled in. */
  async importComments(rows) {
    const file = path.join(this.dir, `import-${unique('x').replace(/\W/g, '')}.json`);
    fs.writeFileSync(
      file,
      JSON.stringify(
        rows.map((row, i) => ({
          id: i + 1,
          page: '/hello/',
          parent: null,
          author: 'Ada',
          email: 'ada@example.org',
          url: '',
          status: 'approved',
          reason: '',
          created: new Date(Date.UTC(2020, 0, 1, 0, 0, i)).toISOString(),
          text: `Imported ${i + 1}`,
          ...row,
        })),
      ),
    );
    if (this.user.uid) fs.chownSync(file, this.user.uid, this.user.gid);
    await this.cliOk('import', 'json', file);
  }

  // --- FastCGI and CGI without nginx ---------------------------------------------------------

  /** What nginx would send for a request. */
  fastCgiEnvironment({
    method = 'GET',
    path: target = `${this.mount}/thread/hello/`,
    type,
    length,
    env = {},
  } = {}) {
    const [pathname, query = ''] = target.split('?');
    const result = {
      QUERY_STRING: query,
      REQUEST_METHOD: method,
      CONTENT_TYPE: type ?? '',
      CONTENT_LENGTH: length ?? '',
      SCRIPT_NAME: decodeURI(pathname),
      REQUEST_URI: target,
      DOCUMENT_URI: decodeURI(pathname),
      DOCUMENT_ROOT: this.documentRoot,
      SERVER_PROTOCOL: 'HTTP/1.1',
      REQUEST_SCHEME: 'http',
      GATEWAY_INTERFACE: 'CGI/1.1',
      SERVER_SOFTWARE: 'nginx/1.22.1',
      REMOTE_ADDR: '127.0.0.1',
      REMOTE_PORT: '40000',
      SERVER_ADDR: '127.0.0.1',
      SERVER_PORT: String(this.port),
      SERVER_NAME: '',
      HTTP_HOST: '127.0.0.1',
      ...env,
    };
    return Object.fromEntries(Object.entries(result).filter(([, v]) => v !== undefined));
  }

  /** The environment and body of a submission, for `ask` and `cgi`. */
  submission(fields = {}, { env = {}, accept = 'application/json' } = {}) {
    const body = formBody(this.fields(fields));
    return {
      env: this.fastCgiEnvironment({
        method: 'POST',
        path: `${this.mount}/post`,
        type: 'application/x-www-form-urlencoded',
        length: String(Buffer.byteLength(body)),
        env: { HTTP_ACCEPT: accept, ...env },
      }),
      body,
    };
  }

  /** One FastCGI request on the socket. */
  fastCgi(env, body = '', options = {}) {
    return ask(this.socket, env, body, options);
  }

  connect() {
    return new FastCgiConnection(this.socket);
  }

  /** One plain CGI request: a process of its own, as a web server would start it. */
  async cgi(env, body = '', options = {}) {
    const result = await run(this.program, [], {
      input: body,
      cwd: this.dir,
      ...this.user,
      ...options,
      env: { ...this.environment, ...env },
    });
    return {
      ...parseCgi(result.stdoutBytes),
      code: result.code,
      signal: result.signal,
      stderr: result.stderr,
      raw: result.stdout,
    };
  }

  /** SQL by the database's own shell, as an outside program would run it. */
  sql(statement, database = this.database) {
    const result = spawnSync(
      'sqlite3',
      ['-batch', '-cmd', '.timeout 5000', database, statement],
      { encoding: 'utf8' },
    );
    assert.equal(result.status, 0, `sqlite3: ${result.stderr ?? result.error}`);
    return result.stdout.trim();
  }

  /** Waits until the database file is complete without the WAL, as it is a second after the last request. */
  async completed() {
    const wal = `${this.database}-wal`;
    await until(() => !fs.existsSync(wal) || fs.statSync(wal).size === 0, { what: 'an empty WAL' });
  }
}

function stateOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0];
  } catch {
    return 'X';
  }
}

/** The processes whose parent is `pid`. */
export function childrenOf(pid) {
  try {
    return fs
      .readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

export function isAlive(pid) {
  return !['Z', 'X'].includes(stateOf(pid));
}

/** A site that ends with the test `t`. */
export async function siteFor(t, options = {}) {
  const site = await Site.make(options);
  t.after(() => site.stop());
  return site;
}

/** A site for a whole file; the caller stops it in `after`. */
export function makeSite(options = {}) {
  return Site.make(options);
}

const lockStatements = {
  IMMEDIATE: 'BEGIN IMMEDIATE;',
  EXCLUSIVE: 'BEGIN EXCLUSIVE;',
  SHARED: 'BEGIN; SELECT count(*) FROM comment;',
};

/** Another program that holds a lock on the database until `release`. */
export async function lockDatabase(t, site, kind = 'IMMEDIATE') {
  const shell = start('sqlite3', ['-batch', site.database], { stdio: ['pipe', 'pipe', 'pipe'] });
  t.after(() => end(shell, 'SIGKILL'));
  shell.stdin.write(`.timeout 5000\n${lockStatements[kind]}\nSELECT 'locked';\n`);
  await until(() => shell.output.includes('locked'), { what: 'the outside lock' });
  return {
    release: async () => {
      shell.stdin.end('COMMIT;\n');
      await shell.ended;
    },
  };
}
