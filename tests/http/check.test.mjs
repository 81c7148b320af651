// The doctor: every common misconfiguration, created for real, is detected with its remedy.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { makeModerator, Moderator } from '../lib/moderator.mjs';
import { end, isRoot, nobody, root, siteFor, start } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

/** A site behind an nginx whose lines for Afterword are `locations`. */
async function behind(t, locations, { worker = isRoot ? 'user root;' : '', ...options } = {}) {
  const site = await siteFor(t, {
    nginx: false,
    prepare: (s) => s.writeConfig({ server: { listen: `unix:${s.socket}` } }),
    ...options,
  });
  const file = path.join(site.dir, 'own-nginx.conf');
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${site.dir}/own-${kind};`,
  );
  fs.writeFileSync(
    file,
    `daemon off;
${worker}
pid ${site.dir}/own-nginx.pid;
events { worker_connections 64; }
http {
  access_log off;
  ${folders.join('\n  ')}
  server {
    listen 127.0.0.1:${site.port};
    root ${site.documentRoot};
    ${locations(site)}
  }
}
`,
  );
  const nginx = start('nginx', ['-e', `${site.dir}/own-error.log`, '-p', site.dir, '-c', file]);
  site.children.push(nginx);
  await until(async () => (await site.get('/index.html')).status > 0, { what: `nginx ${nginx.output}` });
  if (options.serve !== false) await until(() => site.workerPids().length >= site.workers, { what: 'workers' });
  await until(() => fs.existsSync(site.socket) || options.serve === false, { what: 'the socket' });
  return site;
}

const passing = (site, lines = 'include /etc/nginx/fastcgi_params;') =>
  `${lines} fastcgi_pass unix:${site.socket};`;

/** The output of `check`, and the lines of a subject. */
async function check(site, args = []) {
  const { code, stdout, output } = await site.cli(['check', ...args]);
  const lines = (subject) => stdout.split('\n').filter((line) => line.slice(6).startsWith(subject));
  return { code, output, lines };
}

test('a correct web server passes the test from outside', async (t) => {
  const site = await behind(t, (s) => `client_max_body_size 2m; location /comments/ { ${passing(s)} }`);
  const said = await check(site);
  assert.equal(said.code, 0, said.output);
  assert.deepEqual(said.lines('web server'), ['ok    web server     passes all required parameters']);
  assert.match(said.lines('socket')[0], /^ok .*accepts connections/);
  assert.deepEqual(await site.list(), [], 'nothing was stored by asking');
});

test('a slash at the end of site.url is ignored', async (t) => {
  const site = await behind(t, (s) => `client_max_body_size 2m; location /comments/ { ${passing(s)} }`, {
    prepare: (s) => s.writeConfig({ site: { url: `${s.url}/` }, server: { listen: `unix:${s.socket}` } }),
  });
  const said = await check(site);
  assert.deepEqual(said.lines('web server'), ['ok    web server     passes all required parameters']);
  const feed = await site.get('/comments/feed');
  assert.equal(feed.status, 200);
  assert.ok(!feed.text.includes(`${site.url}//`), feed.text);
});

test('with the comments on another host, the addresses of both are tried', async (t) => {
  const site = await behind(t, (s) => `client_max_body_size 2m; location /comments/ { ${passing(s)} }`, {
    prepare: (s) => s.writeConfig({
      site: { url: 'http://127.0.0.1:1', comments_url: s.url },
      server: { listen: `unix:${s.socket}` },
    }),
  });
  const said = await check(site);
  assert.deepEqual(said.lines('web server'), ['ok    web server     passes all required parameters']);
  assert.match(said.lines('site.url').join(), /could not be requested at http:\/\/127\.0\.0\.1:1: /);
});

const misconfigured = [
  [
    'another prefix than site.mount',
    (s) => `location /discuss/ { ${passing(s)} }`,
    'fail',
    /responds with 404 at .*\/comments\/health, so it does not pass \/comments\/ to Afterword; .*site\.mount/,
  ],
  [
    'a page for everything',
    () => 'location / { try_files $uri /index.html; }',
    'fail',
    /responds with 200 at .*not a response of Afterword; check that it passes \/comments\//,
  ],
  [
    'no visitor let in',
    () => 'location /comments/ { deny all; }',
    'fail',
    /responds with 403 at .*denies visitors access below \/comments\//,
  ],
  [
    'another socket',
    (s) => `location /comments/ { include /etc/nginx/fastcgi_params; fastcgi_pass unix:${s.dir}/other.sock; }`,
    'fail',
    /responds with 502 at .*check that `afterword serve` runs, and that the web server uses its socket/,
  ],
  [
    'an address that leads elsewhere',
    () => 'location / { return 301 https://www.example.org$request_uri; }',
    'warn',
    /redirects .* to https:\/\/www\.example\.org\/.*; set site\.url/,
  ],
  [
    'no parameters but the address',
    (s) =>
      `location /comments/ { ${passing(s, 'fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $request_uri;')} }`,
    'fail',
    /does not pass QUERY_STRING.*`include fastcgi_params;`/,
    /does not pass REMOTE_ADDR.*`include fastcgi_params;`/,
    /does not pass CONTENT_LENGTH and CONTENT_TYPE/,
  ],
  [
    'no address in any spelling but the script’s name',
    (s) =>
      `location /comments/ { ${passing(s, 'fastcgi_param REQUEST_METHOD $request_method; fastcgi_param SCRIPT_NAME $uri; fastcgi_param QUERY_STRING $query_string; fastcgi_param REMOTE_ADDR $remote_addr; fastcgi_param CONTENT_TYPE $content_type; fastcgi_param CONTENT_LENGTH $content_length;')} }`,
    'warn',
    /passes neither REQUEST_URI nor DOCUMENT_URI/,
  ],
  [
    'kept connections',
    (s) => `location /comments/ { ${passing(s)} fastcgi_keep_conn on; }`,
    'warn',
    /asks to keep connections open.*`fastcgi_keep_conn off;`.*`disablereuse=on`/,
  ],
  [
    'GET alone',
    (s) => `location /comments/ { limit_except GET { deny all; } ${passing(s)} }`,
    'fail',
    /responds with 403 to a form, so visitors cannot comment; check that it allows POST/,
  ],
  [
    'small bodies alone',
    (s) => `client_max_body_size 100k; location /comments/ { ${passing(s)} }`,
    'warn',
    /responds with 413 to a form of 786300 bytes.*client_max_body_size \(nginx\).*FcgidMaxRequestLen/,
  ],
  [
    'a proxy before it that is not named',
    (s) => `location /comments/ { ${passing(s)} fastcgi_param HTTP_X_FORWARDED_FOR 203.0.113.9; }`,
    'warn',
    /is behind a proxy.*set site\.trusted_proxies = \["127\.0\.0\.1"\]/,
  ],
  [
    'another folder of pages',
    (s) => `location /comments/ { ${passing(s)} fastcgi_param DOCUMENT_ROOT /srv/elsewhere; }`,
    'warn',
    /serves \/srv\/elsewhere, but pages\.document_root is/,
  ],
];

for (const [what, locations, health, ...sentences] of misconfigured)
  test(`a web server with ${what} is detected`, async (t) => {
    const site = await behind(t, locations);
    const said = await check(site);
    for (const sentence of sentences) {
      const line = said.lines('web server').find((l) => sentence.test(l));
      assert.ok(line?.startsWith(health), said.output);
    }
    assert.equal(said.code, health === 'fail' ? 1 : 0, said.output);
    assert.deepEqual(said.lines('web server').filter((l) => l.startsWith('ok')), []);
  });

test('a web server that is down is a warning, and --offline does not ask it', async (t) => {
  const site = await siteFor(t, { nginx: false });
  assert.match((await check(site)).lines('web server')[0], /^warn .*could not be requested at .*[Cc]onnect/);
  assert.deepEqual((await check(site, ['--offline'])).lines('web server'), []);
});

test('a database that workers cannot open is distinguished from a wrong web server', async (t) => {
  const site = await behind(t, (s) => `location /comments/ { ${passing(s)} }`);
  fs.rmSync(site.database);
  // Workers that have it open continue; new ones cannot.
  site.server.kill('SIGHUP');
  await until(async () => (await site.get('/comments/health')).status === 503, { what: 'the loss' });
  const said = await check(site);
  assert.equal(said.code, 1);
  assert.match(said.lines('database').join('\n'), /^fail .*there is no database at/m);
});

test('a socket that the web server may not open is detected by its user', async (t) => {
  // nginx's workers run as another user than the socket's owner, as on most machines.
  const site = await behind(t, (s) => `location /comments/ { ${passing(s)} }`, {
    worker: isRoot ? 'user nobody nogroup;' : '',
  });
  fs.chmodSync(site.socket, isRoot ? 0o660 : 0);
  const closed = await check(site);
  assert.match(closed.lines('socket').join('\n'), /^fail .*nginx \(user \d+\) cannot open .*afterword\.sock, because of .*group/m, closed.output);
  assert.match(closed.lines('web server').join('\n'), /responds with 502/);
  fs.chmodSync(site.socket, 0o666);
  if (isRoot) {
    fs.chmodSync(site.dir, 0o700);
    const behindFolder = await check(site, ['--offline']);
    assert.match(behindFolder.lines('socket').join('\n'), /^fail .*because of [^;]*; allow others to enter that folder \(chmod o\+x\)/m);
    fs.chmodSync(site.dir, 0o755);
  }
  assert.match((await check(site)).lines('socket')[0], /^ok/);
});

test('a socket that no process listens on is detected', async (t) => {
  const site = await siteFor(t, { nginx: false, config: {} });
  await until(() => fs.existsSync(site.socket), { what: 'the socket' });
  site.writeConfig({ server: { listen: `unix:${site.socket}` } });
  assert.match((await check(site)).lines('socket')[0], /^ok/);
  await end(site.server, 'SIGKILL');
  const said = await check(site);
  assert.match(said.lines('socket')[0], /^fail .*no process listens on .*start `afterword serve`/);
  assert.equal(said.code, 1);
});

test('a database that belongs to another user than the workers is detected', async (t) => {
  const site = await siteFor(t, { nginx: false, user: nobody });
  await until(() => fs.existsSync(site.socket), { what: 'the socket' });
  site.writeConfig({ server: { listen: `unix:${site.socket}` } });
  assert.deepEqual((await check(site, ['--offline'])).lines('owner'), []);
  if (!isRoot) return;
  fs.chownSync(site.database, 0, 0);
  const said = await check(site, ['--offline']);
  assert.match(said.lines('owner')[0], /^fail .* belongs to user 0, but Afterword runs as user 65534; run: chown -R 65534 /);
});

test('a database among the pages is detected, with a better place', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const folder = path.join(site.documentRoot, 'data');
  fs.cpSync(path.dirname(site.database), folder, { recursive: true });
  site.writeConfig({ store: { database: `sqlite:${folder}/afterword.db` } });
  const said = await check(site);
  assert.equal(said.code, 1);
  const line = said.lines('database file')[0];
  assert.match(line, /^fail .*anyone can download it/);
  const better = /store\.database = "sqlite:([^"]+)"/.exec(line)[1];
  assert.ok(path.relative(site.documentRoot, path.resolve(site.home, better)).startsWith('..'), line);
});

test('a database that the web server’s own folder holds is detected where the pages lie elsewhere', async (t) => {
  const site = await behind(t, (s) => `location /comments/ { ${passing(s)} fastcgi_param DOCUMENT_ROOT ${s.home}; }`);
  const said = await check(site);
  assert.match(said.lines('database file').join('\n'), /^fail .*is in the folder that the web server serves/m);
});

test('a network file system is detected, and WAL is not used there even when it is asked for', async (t) => {
  // A FUSE file system counts as one, because the underlying file system is not known.
  const unmount = (far) => spawnSync(isRoot ? 'umount' : 'fusermount', isRoot ? [far] : ['-u', far]);
  const site = await siteFor(t, {
    serve: false,
    nginx: false,
    cleanUp: (s) => unmount(path.join(s.dir, 'far')),
  });
  const far = path.join(site.dir, 'far');
  fs.mkdirSync(far);
  const mounted = spawnSync('bindfs', [path.dirname(site.database), far], { encoding: 'utf8' });
  assert.equal(mounted.status, 0, mounted.stderr);
  site.writeConfig({ store: { database: `sqlite:${far}/afterword.db`, journal: 'wal' } });
  const said = await check(site);
  assert.match(said.lines('file system')[0], /^warn .*on a network file system; .*"truncate", regardless of store\.journal/);
  assert.equal((await site.cgi(site.fastCgiEnvironment())).status, 200);
  assert.equal(site.sql('PRAGMA journal_mode'), 'delete');
  const posted = site.submission({ comment: 'From afar' });
  assert.equal((await site.cgi(posted.env, posted.body)).status, 201);
  assert.ok(!fs.existsSync(`${site.database}-wal`));
  assert.equal((await site.list()).length, 1);
});

test('own templates that are broken, or of another version, are detected', async (t) => {
  const templates = (site) => path.join(site.dir, 'templates');
  const site = await siteFor(t, {
    serve: false,
    nginx: false,
    prepare: (s) => fs.mkdirSync(templates(s)),
  });
  site.writeConfig({ templates: { directory: templates(site) } });
  const built = fs.readFileSync(path.join(root, 'templates/heading.tpl'), 'utf8');
  const write = (text) => fs.writeFileSync(path.join(templates(site), 'heading.tpl'), text);
  write(built);
  assert.match((await check(site)).lines('templates')[0], /^ok/);
  write(`${built}{{#ONCE}}{{NUMBER_OF_ONCE}}{{/ONCE}}`);
  assert.match((await check(site)).lines('templates')[0], /^warn .*has NUMBER_OF_ONCE, ONCE, which this version does not fill/);
  const marker = /\{\{([A-Z_]+)[:}]/.exec(built)[1];
  write(built.replaceAll(`{{${marker}`, '{{!').replaceAll(`{{!}}`, ''));
  const lacking = (await check(site)).lines('templates').join('\n');
  assert.match(lacking, new RegExp(`^warn .*does not have .*${marker}.*\\{\\{!without `, 'm'));
  const names = /\{\{(!without [^}]*)\}\}/.exec(lacking)[1];
  write(`${fs.readFileSync(path.join(templates(site), 'heading.tpl'), 'utf8')}{{${names}}}`);
  assert.match((await check(site)).lines('templates')[0], /^ok/);
  write('no pragma');
  assert.match((await check(site)).lines('templates')[0], /^warn .*must begin with .*; the built-in one serves/);
});

test('a clock that is behind is detected by the newest comment and by the configuration', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  assert.match((await check(site)).lines('clock')[0], /^ok/);
  await site.importComments([{ created: new Date(Date.now() + 3_600_000).toISOString() }]);
  assert.match((await check(site)).lines('clock')[0], /^warn .*but the newest comment is from .*; set the clock/);
  site.sql('UPDATE comment SET created_at = 1');
  const later = new Date(Date.now() + 86_400_000);
  fs.utimesSync(site.configFile, later, later);
  assert.match((await check(site)).lines('clock')[0], /^warn .*but the configuration file is from/);
});

test('due mail that is not delivered is detected', async (t) => {
  const site = await siteFor(t, {
    serve: false,
    nginx: false,
    config: { mail: { from: 'a@example.org', to: 'b@example.org', via: 'sendmail:/bin/true' }, comments: { hold_all: true } },
  });
  const posted = site.submission();
  assert.equal((await site.cgi(posted.env, posted.body)).status, 201);
  assert.ok(!(await check(site)).lines('mail').some((l) => l.startsWith('warn')));
  site.sql(`UPDATE outbox SET due_at = ${Date.now() - 7_200_000}`);
  assert.match((await check(site)).lines('mail').join('\n'), /^warn .*due for more than an hour.*`afterword mail send`/m);
});

test('the DNS records of the sender are looked up, unless the check is to stay offline', async (t) => {
  const mail = { from: 'a@mail.invalid', to: 'b@example.org', via: 'smtp://mail.example.org' };
  const site = await siteFor(t, { serve: false, nginx: false, config: { mail } });
  const lines = (await check(site)).lines('sender').join('\n');
  assert.match(lines, /^warn +sender .*mail\.invalid/m);
  assert.deepEqual((await check(site, ['--offline'])).lines('sender'), []);
});

// --- in the browser ------------------------------------------------------------------------------

test('owners see the same on a page, other moderators and strangers do not', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site, 'Ana');
  const page = await ana.get('/check');
  assert.equal(page.status, 200);
  assert.match(page.text, /<dt>database file<\/dt><dd>is outside the document root/);
  assert.match(page.text, /<dt>web server<\/dt>/);
  assert.ok(page.tree.all('nav a').some((a) => a.attr('href').endsWith('/check')));

  await makeModerator(site, 'Bea');
  const bea = new Moderator(site, 'Bea');
  await bea.signIn();
  const refused = await bea.get('/check');
  assert.equal(refused.status, 403);
  assert.doesNotMatch(refused.text, /document root|<dt>/);
  assert.ok(!refused.tree.all('nav a').some((a) => a.attr('href').endsWith('/check')));
  assert.match((await new Moderator(site, 'X').get('/check')).text, /name="password"/);
});

test('the buttons of the page check again and send the owner a test mail', async (t) => {
  const site = await siteFor(t, {
    config: { mail: { from: 'a@example.org', to: 'b@example.org', via: 'sendmail:/bin/true' } },
  });
  const ana = await makeModerator(site, 'Ana', ['--email', 'ana@example.org']);
  assert.equal((await ana.post('/check', { do: 'again', return: 'check' })).headers.location, '/comments/moderate/check');
  const sent = await ana.post('/check', { do: 'mail', return: 'check' });
  assert.equal(sent.headers.location, '/comments/moderate/check?flash=mail_queued');
  assert.equal(site.sql("SELECT recipient FROM outbox WHERE purpose = 'test'"), 'ana@example.org');
  assert.equal((await site.post({ do: 'mail' }, { path: '/comments/moderate/check' })).status, 403);
});

test("the doctor's data about a request is returned to the installation's own command only", async (t) => {
  const site = await siteFor(t);
  for (const token of ['', '1', `${Date.now()}-${'0'.repeat(32)}`, 'x-y', '9'.repeat(30)]) {
    const answer = await site.get(`/comments/health?doctor=${token}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.text, 'ok\n', token);
  }
});

test('running as root is reported once, by the log and by the check', { skip: !isRoot && 'needs root' }, async (t) => {
  const asRoot = await siteFor(t, { workers: 2 });
  const inLog = () => asRoot.log().match(/this process runs as root.*run it as the user/g)?.length;
  assert.equal(inLog(), 1, 'once, whatever the number of workers');
  asRoot.server.kill('SIGHUP');
  await asRoot.comment();
  assert.equal(inLog(), 1);
  const lines = (await asRoot.cli(['check', '--offline'])).stdout.split('\n');
  assert.equal(lines.filter((line) => /^warn +user +this process runs as root/.test(line)).length, 1);

  const other = await siteFor(t, { nginx: false, user: nobody });
  assert.doesNotMatch(other.log(), /runs as root/);
  assert.doesNotMatch((await other.cli(['check', '--offline'])).stdout, /runs as root/);
});
