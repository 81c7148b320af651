// The web servers that deploy/ has a configuration for, each started with that file. Only the values
// named at its top are changed.
//
// nginx, Apache and Caddy also compress by themselves what is not compressed.
//
// Each can be reloaded, and its workers can be replaced, during requests.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import { childrenOf, isAlive, isRoot, nobody, root, start } from './site.mjs';
import { until } from './wait.mjs';

/** The text with its block for published threads uncommented, as its first lines say. */
function withPublished(site, text) {
  const begin = text.indexOf('# Published threads:');
  assert.ok(begin >= 0, 'there is a block for published threads');
  const end = text.indexOf('\n\n', begin);
  const used = text
    .slice(begin, end)
    .replace(/^#(?! \S)/gm, '')
    .replaceAll('/var/cache/afterword/published', site.published);
  return text.slice(0, begin) + used + text.slice(end);
}

/** A file of deploy/ with the sockets and folders of the site. Each change must be needed. */
export function deployed(site, file, changes) {
  let text = fs.readFileSync(path.join(root, 'deploy', file), 'utf8');
  if (site.published) text = withPublished(site, text);
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `deploy/${file} names ${from}`);
    text = text.replaceAll(from, to);
  }
  const written = path.join(site.dir, path.basename(file));
  fs.writeFileSync(written, text);
  return written;
}

const programOf = (...names) => names.find((name) => fs.existsSync(name)) ?? path.basename(names[0]);

const socketOf = (site) => ['/run/afterword/afterword.sock', site.socket];

const linesWith = (file, words) => fs.readFileSync(file, 'utf8').split(words).length - 1;

// Apache may close a new connection when it ends a process that it no longer needs, so it starts all at
// once and ends none.
const constantProcesses = 'StartServers 3\nMinSpareThreads 1\nMaxSpareThreads 400';

/** An Apache with a configuration of its own; `user` and `group` run its workers. */
export function apacheBase(site, modules, body, { mpm = 'mpm_event', user = '#65534', group = '#65534' } = {}) {
  const file = path.join(site.dir, 'apache.conf');
  const runAs = isRoot ? `User "${user}"\nGroup "${group}"` : '';
  const loaded = [mpm, 'authz_core', 'dir', 'mime', 'filter', 'deflate', ...modules]
    .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
    .join('\n');
  fs.writeFileSync(
    file,
    `ServerRoot "${site.dir}"
ServerName 127.0.0.1
PidFile "${site.dir}/apache.pid"
Listen 127.0.0.1:${site.port}
ErrorLog "${site.dir}/apache-error.log"
${loaded}
${mpm === 'mpm_prefork' ? '' : constantProcesses}
TypesConfig /etc/mime.types
AddOutputFilterByType DEFLATE text/html text/css
Mutex file:${site.dir} default
${runAs}
DocumentRoot "${site.documentRoot}"
DirectoryIndex index.html
<Directory "${site.documentRoot}">
  Require all granted
</Directory>
${body}
`,
  );
  return {
    program: programOf('/usr/sbin/apache2', '/usr/sbin/httpd'),
    args: ['-D', 'FOREGROUND', '-f', file],
    log: `${site.dir}/apache-error.log`,
    reload: (child) => child.kill('SIGUSR1'),
    reloads: () => linesWith(`${site.dir}/apache-error.log`, 'resuming normal operations'),
    include: (address) => `<!--#include virtual="${address}&$QUERY_STRING" -->`,
  };
}

/** A folder that belongs to the web server's user, with program, configuration and data. */
function programFolder(site, name, folder = path.join(site.dir, 'comments')) {
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(site.program, path.join(folder, name));
  fs.chmodSync(path.join(folder, name), 0o755);
  fs.writeFileSync(
    path.join(folder, 'afterword.toml'),
    fs.readFileSync(site.configFile, 'utf8') + `\n[store]\ndatabase = "sqlite:${site.database}"\n`,
    { mode: 0o600 },
  );
  if (isRoot) {
    site.giveTo(folder, nobody);
    site.giveTo(site.home, nobody);
  }
  return folder;
}

// The shared files of each module.
const sharedBy = {
  fcgid: (site) => `FcgidIPCDir "${site.dir}/fcgid"\nFcgidProcessTableFile "${site.dir}/fcgid_shm"`,
  cgid: (site) => `ScriptSock "${site.dir}/cgid.sock"`,
  cgi: () => '',
};

/** An Apache that starts the program itself, by mod_fcgid, mod_cgid or, without threads, mod_cgi. */
function apacheWithOwnWorkers(site, module, modules, body) {
  const base = apacheBase(
    site,
    ['alias', module, 'include', ...modules],
    `${sharedBy[module](site)}\n${body}`,
    { mpm: module === 'cgi' ? 'mpm_prefork' : 'mpm_event' },
  );
  // mod_cgid's daemon restarts with Apache and refuses requests in that moment.
  return { ...base, ownWorkers: true, reload: module === 'cgid' ? undefined : base.reload };
}

// The number of requests after which mod_fcgid replaces a process; it changes with each reload.
const recycledAfter = [50, 20, 10, 5, 2, 1];

/**
 * An Apache whose mod_fcgid replaces its processes continuously, without its usual pauses. It is reloaded
 * while no request is sent, because its process manager, which ends at a reload, does not start a process
 * in that moment. One client at a time, because a second one would wait for a process that is in use.
 */
function apacheThatRecycles(site, modules, body) {
  const file = path.join(site.dir, 'recycling.conf');
  let reloads = 0;
  const choose = () =>
    fs.writeFileSync(
      file,
      `FcgidMaxRequestsPerProcess ${recycledAfter[reloads++ % recycledAfter.length]}
FcgidMaxProcessesPerClass 200
FcgidSpawnScoreUpLimit 1000000
FcgidErrorScanInterval 1
FcgidZombieScanInterval 1
LogLevel fcgid:info
`,
    );
  choose();
  const base = apacheWithOwnWorkers(site, 'fcgid', modules, `${body}\nInclude ${file}`);
  return {
    ...base,
    reloadsQuietly: true,
    visitors: 1,
    reload: (child) => {
      choose();
      base.reload(child);
    },
    recycled: () => linesWith(base.log, 'exit(lifetime expired)'),
  };
}

const forPublished = (site) => (site.published ? ['rewrite', 'headers'] : []);

/** The same with the configuration for a program in a folder of its own. */
function apacheStarting(site, name, file, module) {
  const snippet = deployed(site, file, [
    ['/srv/comments', programFolder(site, name)],
    ['/var/www/html', site.documentRoot],
  ]);
  return apacheWithOwnWorkers(site, module, forPublished(site), `Include ${snippet}`);
}

function nginxFor(site) {
  const file = path.join(site.dir, 'nginx.conf');
  const snippet = deployed(site, 'nginx/afterword.conf', [[`unix:${socketOf(site)[0]}`, `unix:${site.socket}`]]);
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${site.dir}/nginx-${kind};`,
  );
  fs.writeFileSync(
    file,
    `daemon off;
${isRoot ? 'user root;' : ''}
pid ${site.dir}/nginx.pid;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  charset utf-8;
  gzip on;
  access_log off;
  ${folders.join('\n  ')}
  server {
    listen 127.0.0.1:${site.port};
    root ${site.documentRoot};
    index index.html;
    location / {
      try_files $uri $uri/index.html $uri.html =404;
    }
    include ${snippet};
  }
}
`,
  );
  fs.copyFileSync('/etc/nginx/fastcgi_params', path.join(site.dir, 'fastcgi_params'));
  return {
    program: programOf('/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'),
    args: ['-e', `${site.dir}/nginx-error.log`, '-p', site.dir, '-c', file],
    log: `${site.dir}/nginx-error.log`,
    reload: (child) => child.kill('SIGHUP'),
    reloads: (child) => Math.max(...childrenOf(child.pid)),
    include: (address) => `<!--# include virtual="${address}&$args" -->`,
  };
}

/** By name: what the configuration needs, and how the server is started with it. */
export const webServers = {
  nginx: nginxFor,

  // spawn-fcgi starts the workers instead of `afterword serve`.
  'nginx and spawn-fcgi': (site) => {
    const folder = programFolder(site, 'afterword');
    const script = deployed(site, 'spawn-fcgi/afterword.sh', [
      ['/usr/local/bin/afterword', path.join(folder, 'afterword')],
      ['/srv/comments/afterword.toml', path.join(folder, 'afterword.toml')],
      socketOf(site),
    ]);
    return { ...nginxFor(site), ownWorkers: true, workers: ['/bin/sh', [script]] };
  },

  'Apache with mod_proxy_fcgi': (site) => {
    const snippet = deployed(site, 'apache/afterword.conf', [
      socketOf(site),
      ['/var/www/html', site.documentRoot],
    ]);
    return apacheBase(site, ['proxy', 'proxy_fcgi', 'include', ...forPublished(site)], `Include ${snippet}`);
  },

  'Apache with mod_fcgid': (site) =>
    apacheStarting(site, 'comments.fcgi', 'apache/afterword-fcgid.conf', 'fcgid'),

  'Apache with CGI': (site) =>
    apacheStarting(site, 'comments.cgi', 'apache/afterword-cgi.conf', 'cgi'),

  // As on shared hosting: two .htaccess files, with mod_fcgid and without.
  ...Object.fromEntries(
    ['fcgid', 'cgid'].map((module) => [
      `Apache with .htaccess only and mod_${module}`,
      (site) => {
        const folder = path.join(site.documentRoot, 'comments');
        fs.mkdirSync(folder, { recursive: true });
        const hosting = path.join(root, 'deploy/shared-hosting');
        const rules = fs.readFileSync(path.join(hosting, 'comments.htaccess'), 'utf8');
        fs.writeFileSync(path.join(folder, '.htaccess'), site.published ? withPublished(site, rules) : rules);
        fs.copyFileSync(path.join(hosting, 'pages.htaccess'), path.join(site.documentRoot, '.htaccess'));
        programFolder(site, 'comments.fcgi', folder);
        const overrides = `<Directory "${site.documentRoot}">\nAllowOverride All\n</Directory>`;
        return module === 'fcgid'
          ? apacheThatRecycles(site, ['rewrite', 'headers'], `FcgidMaxRequestLen 4194304\n${overrides}`)
          : apacheWithOwnWorkers(site, module, ['rewrite', 'headers'], overrides);
      },
    ]),
  ),

  lighttpd: (site) => {
    const snippet = deployed(site, 'lighttpd/afterword.conf', [socketOf(site)]);
    const file = path.join(site.dir, 'lighttpd.conf');
    fs.writeFileSync(
      file,
      `server.document-root = "${site.documentRoot}"
server.bind = "127.0.0.1"
server.port = ${site.port}
server.errorlog = "${site.dir}/lighttpd-error.log"
server.modules = ( )
index-file.names = ( "index.html" )
include "${snippet}"
`,
    );
    return {
      program: programOf('/usr/sbin/lighttpd'),
      args: ['-D', '-f', file],
      log: `${site.dir}/lighttpd-error.log`,
      reload: (child) => child.kill('SIGUSR1'),
      reloads: () => linesWith(`${site.dir}/lighttpd-error.log`, 'server started'),
    };
  },

  Caddy: (site) => {
    const snippet = deployed(site, 'caddy/afterword.caddy', [
      [socketOf(site)[0].slice(1), site.socket.slice(1)],
    ]);
    const file = path.join(site.dir, 'Caddyfile');
    fs.writeFileSync(
      file,
      `{
  admin off
  auto_https off
}
http://127.0.0.1:${site.port} {
  root * ${site.documentRoot}
  encode gzip
  import ${snippet}
  file_server
}
`,
    );
    // Never reloaded: Caddy 2.6 opens its port again and resets waiting connections.
    return {
      program: programOf('/usr/bin/caddy'),
      args: ['run', '--config', file, '--adapter', 'caddyfile'],
      env: { HOME: site.dir },
      log: `${site.dir}/caddy.log`,
      include: (address) => `{{httpInclude (print "${address}&" .Req.URL.RawQuery)}}`,
    };
  },
};

/** Ends one of multiwatch's workers and waits for the new one. */
async function replaceWorker(multiwatch) {
  const before = childrenOf(multiwatch.pid);
  const [oldest] = before;
  process.kill(oldest, 'SIGTERM');
  await until(() => !isAlive(oldest) && childrenOf(multiwatch.pid).length === before.length, {
    what: 'another worker',
  });
}

/** Reloads Afterword and waits until all workers are new. */
async function renewWorkers(site) {
  const before = new Set(site.workerPids());
  site.server.kill('SIGHUP');
  await until(
    () => {
      const now = site.workerPids();
      return now.length >= before.size && !now.some((pid) => before.has(pid));
    },
    { what: 'new workers' },
  );
}

/** Starts it for a site with `nginx: false`, and waits until it responds. */
export async function startWebServer(site, name) {
  const server = webServers[name](site);
  const log = () => (fs.existsSync(server.log) ? fs.readFileSync(server.log, 'utf8').slice(-2000) : '');
  site.webServerLog = log;
  const workers = server.workers && start(...server.workers);
  if (workers) site.children.push(workers);
  if (!server.ownWorkers) await site.serve();
  // Detached: Apache without threads ends its process group, which must not include the test.
  const env = { ...process.env, ...server.env };
  const child = start(server.program, server.args, { env, detached: true });
  site.children.push(child);
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`${name} ended: ${child.output} ${log()}`);
      return (await site.get('/index.html').catch(() => ({ status: 0 }))).status > 0;
    },
    { what: `${name} ${log()}` },
  );
  const reload = async () => {
    const before = server.reloads(child);
    await server.reload(child);
    await until(() => server.reloads(child) !== before, { what: `a reload of ${name}` });
  };
  const renew = workers ? () => replaceWorker(workers) : () => renewWorkers(site);
  return {
    ...server,
    // Disturbances during which no request may fail.
    disturbances: [
      ...(server.reload ? [server.reloadsQuietly ? (traffic) => traffic.quietly(reload) : reload] : []),
      ...(workers || !server.ownWorkers ? [renew] : []),
    ],
    recycled: server.recycled ?? (() => 0),
    errors: log,
  };
}
