// The start without a shell: creation of the database and of the first moderator account.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Moderator, password } from '../lib/moderator.mjs';
import { nobody, siteFor, start } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

/** A site without a database; `config` is added to store.create. */
function newSite(t, { config = {}, ...options } = {}) {
  return siteFor(t, {
    ready: false,
    ...options,
    config: { ...config, store: { create: true, database: 'sqlite:data/afterword.db', ...config.store } },
    prepare: (site) => fs.rmSync(path.join(site.home, 'data'), { recursive: true }),
  });
}

const dataOf = (site) => path.join(site.home, 'data');
const codeFile = (site) => path.join(dataOf(site), 'set-up-code.txt');
const codeOf = (site) => fs.readFileSync(codeFile(site), 'utf8').split('\n')[0];
const form = (site, fields = {}) =>
  Object.entries({ code: codeOf(site), name: 'Ana', email: '', password, ...fields });
const send = (site, fields, options = {}) =>
  site.post(fields, { path: '/comments/set-up', headers: { Origin: site.url }, ...options });

test('serve creates the database and the code beside it', async (t) => {
  const site = await newSite(t);
  await site.ready();
  assert.equal(fs.statSync(dataOf(site)).mode & 0o777, 0o700);
  assert.equal(fs.statSync(site.database).mode & 0o777, 0o600);
  assert.equal(fs.statSync(codeFile(site)).mode & 0o777, 0o600);
  assert.match(codeOf(site), /^([0-9a-f]{5}-){3}[0-9a-f]{5}$/);
  assert.equal((await site.thread()).status, 200);
});

test('a command creates the database too, and check does not', async (t) => {
  const site = await newSite(t, { serve: false, nginx: false });
  const check = await site.cli(['check']);
  assert.equal(check.code, 0, check.output);
  assert.match(check.stdout, /^ok\s+database\s+does not exist yet; the first request creates/m);
  assert.ok(!fs.existsSync(site.database));
  assert.equal((await site.cli(['moderator', 'add', 'Ana'], { input: `${password}\n` })).code, 0);
  assert.ok(fs.existsSync(site.database));
});

test('check fails where the database cannot be created', async (t) => {
  const site = await newSite(t, { serve: false, nginx: false, user: nobody });
  fs.mkdirSync(dataOf(site), { recursive: true, mode: 0o555 });
  fs.chmodSync(dataOf(site), 0o555);
  const check = await site.cli(['check', '--offline']);
  assert.equal(check.code, 1, check.output);
  assert.match(check.stdout, /^fail\s+database\s+.*cannot be (made|created) in its folder/m);
});

test('ten first requests at the same time, each in its own process, create one database and are all served', async (t) => {
  const site = await newSite(t, { serve: false, nginx: false });
  const env = site.fastCgiEnvironment();
  const answers = await Promise.all(Array.from({ length: 10 }, () => site.cgi(env)));
  for (const answer of answers) assert.equal(answer.status, 200, answer.stderr);
  assert.equal(site.sql('PRAGMA integrity_check'), 'ok');
  assert.equal(site.sql("SELECT count(*) FROM setting WHERE name LIKE '%key%'"), '1');
});

test('without store.create no database is created', async (t) => {
  const site = await newSite(t, { serve: false, nginx: false, config: { store: { create: false } } });
  assert.equal((await site.cgi(site.fastCgiEnvironment())).status, 503);
  assert.ok(!fs.existsSync(dataOf(site)));
});

test('a missing database is never replaced by an empty one', async (t) => {
  const site = await newSite(t);
  await site.ready();
  await site.comment();
  await site.stopServer();
  const kept = fs.readFileSync(site.database);
  fs.rmSync(site.database);
  const env = site.fastCgiEnvironment({ path: '/comments/set-up' });
  const page = await site.cgi(env);
  assert.equal(page.status, 503);
  assert.match(page.text, /put your backup there/);
  assert.ok(!fs.existsSync(site.database));
  const check = await site.cli(['check', '--offline']);
  assert.equal(check.code, 1);
  assert.match(check.stdout, /^fail\s+database\s+the database is gone .*put your backup there/m);
  assert.equal((await site.cli(['serve', '--listen', `unix:${site.socket}`], { timeout: 5_000 })).code, 1);
  fs.writeFileSync(site.database, kept);
  assert.equal((await site.cgi(site.fastCgiEnvironment())).status, 200);
});

for (const [what, place] of [
  ['the configured folder of pages', (site) => path.join(site.documentRoot, 'data/afterword.db')],
  ['a folder that hosts show by custom', (site) => path.join(site.dir, 'public_html/data/afterword.db')],
])
  test(`in ${what} no database is created, and a page suggests another place`, async (t) => {
    const site = await newSite(t, { serve: false, nginx: false });
    const database = place(site);
    fs.mkdirSync(path.dirname(path.dirname(database)), { recursive: true });
    site.writeConfig({ store: { create: true, database: `sqlite:${database}` } });
    const refused = await site.cgi(site.fastCgiEnvironment({ path: '/comments/set-up' }));
    assert.equal(refused.status, 503);
    const suggested = /write database = &quot;sqlite:([^&]+)&quot;/.exec(refused.text)?.[1];
    assert.ok(suggested, refused.text);
    assert.ok(!path.isAbsolute(suggested));
    assert.ok(!fs.existsSync(path.dirname(database)));
    // Readers see that something is missing, and the owner sees where to look.
    const thread = await site.cgi(site.fastCgiEnvironment());
    assert.equal(thread.status, 503);
    assert.match(thread.text, /not set up yet.*href="\/comments\/set-up"/s);
    const scripts = await site.cgi(site.fastCgiEnvironment({ env: { HTTP_ACCEPT: 'application/json' }, path: '/comments/feed' }));
    assert.equal(scripts.status, 503);

    site.writeConfig({ store: { create: true, database: `sqlite:${suggested}` } });
    assert.equal((await site.cgi(site.fastCgiEnvironment())).status, 200);
    assert.ok(fs.existsSync(path.join(site.home, suggested)));
  });

test('a database in the folder that the web server names is refused too', async (t) => {
  const site = await newSite(t, { serve: false, nginx: false, config: { pages: { document_root: undefined } } });
  const env = site.fastCgiEnvironment({ path: '/comments/set-up', env: { DOCUMENT_ROOT: site.home } });
  const refused = await site.cgi(env);
  assert.equal(refused.status, 503);
  assert.match(refused.text, /shows to everybody/);
  assert.ok(!fs.existsSync(dataOf(site)));
});

test('a folder that cannot be created is named as configured, with the remedy', async (t) => {
  const site = await newSite(t, { serve: false, nginx: false });
  site.writeConfig({ store: { create: true, database: 'sqlite:/proc/none/afterword.db' } });
  const refused = await site.cgi(site.fastCgiEnvironment({ path: '/comments/set-up' }));
  assert.equal(refused.status, 503);
  assert.match(refused.text, /cannot be made: .*make that folder yourself/);
});

test('a process that the web server started applies a changed configuration', async (t) => {
  const site = await newSite(t, { serve: false, config: { store: { database: 'sqlite:/proc/none/x.db' } } });
  const args = ['-n', '-s', site.socket, '-M', '0660', '--', site.program];
  site.children.push(start('spawn-fcgi', args, { env: site.environment }));
  const first = () => site.get('/comments/set-up');
  await until(async () => (await first()).status !== 502, { what: 'the worker' });
  assert.match((await first()).text, /cannot be made/);
  const corrected = { store: { create: true, database: 'sqlite:data/afterword.db' } };
  site.writeConfig(corrected);
  await site.ready();
  // With an error in the file the old configuration stays in use.
  fs.writeFileSync(site.configFile, '[store]\ncreat = true\n');
  const end = Date.now() + 1_500;
  while (Date.now() < end) assert.equal((await site.get('/comments/health')).status, 200);
  site.writeConfig({ ...corrected, site: { name: 'Another name' } });
  await until(async () => (await first()).text.includes('Another name'), { what: 'the new name' });
});

test('without the code no account is created, and all errors are reported together', async (t) => {
  const site = await newSite(t);
  await site.ready();
  const answer = await send(site, { code: 'aaaaa-aaaaa-aaaaa-aaaaa', name: '', email: 'ana@', password: 'short', page: undefined, comment: 'x' });
  assert.equal(answer.status, 422);
  const links = answer.tree.all('#errors a').map((a) => a.attr('href'));
  assert.deepEqual(links, ['#code', '#name', '#email', '#password']);
  for (const field of ['code', 'name', 'email', 'password'])
    assert.equal(answer.tree.one(`#${field}`).attr('aria-invalid'), 'true', field);
  assert.equal(answer.tree.one('#email').attr('value'), 'ana@', 'what was typed is kept');
  assert.match(answer.tree.one('#code').attr('value'), /^aaaaa-/);
  assert.ok(!answer.text.includes('short"'), 'a password is not');
  assert.equal(site.sql('SELECT count(*) FROM moderator'), '0');
  assert.ok(fs.existsSync(codeFile(site)));
});

test('the code works once: the second of two forms gets a message that the set-up is complete', async (t) => {
  const site = await newSite(t);
  await site.ready();
  const fields = form(site);
  const answers = await Promise.all([0, 1, 2, 3].map((i) => send(site, [...fields.filter(([k]) => k !== 'name'), ['name', `Ana ${i}`]])));
  const statuses = answers.map((answer) => answer.status).sort();
  assert.deepEqual(statuses.slice(0, 1), [303], String(statuses));
  for (const status of statuses.slice(1)) assert.ok(status === 410 || status === 422, String(status));
  assert.equal(site.sql('SELECT count(*) FROM moderator'), '1');
  assert.equal(site.sql('SELECT role FROM moderator'), 'owner');
  assert.ok(!fs.existsSync(codeFile(site)));

  const page = await site.get('/comments/set-up');
  assert.equal(page.status, 410);
  assert.match(page.text, /already a moderator account/);
  assert.ok(!page.tree.has('form'));
  assert.equal((await send(site, fields)).status, 410);
});

test('the first moderator is signed in and sees the check', async (t) => {
  const site = await newSite(t);
  await site.ready();
  // A page opened under another address than site.url must still lead to the check that says so.
  const made = await send(site, form(site), { headers: { Origin: 'http://elsewhere.example' } });
  assert.equal(made.status, 303, made.text);
  const ana = new Moderator(site, 'Ana');
  ana.cookie = made.headers['set-cookie'][0].split(';')[0];
  const check = await site.get(made.headers.location, { headers: { Cookie: ana.cookie } });
  assert.equal(check.status, 200);
  assert.match(check.text, /<h1 tabindex="-1">Check<\/h1>/);
  await new Moderator(site, 'Ana').signIn();
});

test('without the file a button creates one, and never replaces an existing one', async (t) => {
  const site = await newSite(t);
  await site.ready();
  fs.rmSync(codeFile(site));
  const page = await site.get('/comments/set-up');
  assert.equal(page.status, 200);
  assert.equal(page.tree.one('button').attr('value'), 'code');
  assert.equal((await send(site, { do: 'code' })).status, 303);
  const first = codeOf(site);
  assert.equal((await send(site, { do: 'code' })).status, 303);
  assert.equal(codeOf(site), first);
  assert.equal(fs.statSync(codeFile(site)).mode & 0o777, 0o600);
});

test('a code written by the owner is accepted; a short one, an empty one and a link are not', async (t) => {
  const site = await newSite(t);
  await site.ready();
  const tried = async (code) => (await send(site, form(site, { code }))).status;
  for (const [text, code] of [
    ['', ''],
    ['fifteen letters', 'fifteen letters'],
  ]) {
    fs.writeFileSync(codeFile(site), text);
    assert.equal(await tried(code), 422, text);
  }
  const elsewhere = path.join(site.dir, 'known');
  fs.writeFileSync(elsewhere, 'everybody knows this line\n');
  fs.rmSync(codeFile(site));
  fs.symlinkSync(elsewhere, codeFile(site));
  assert.equal((await send(site, [['code', 'everybody knows this line'], ['name', 'Ana'], ['password', password]])).status, 422);
  fs.rmSync(codeFile(site));
  fs.writeFileSync(codeFile(site), 'a line of my own choice\r\nand another\n');
  assert.equal(await tried('a line of my own choice'), 303);
});

test('after five wrong codes the address prefix has to wait, and others do not', async (t) => {
  const site = await newSite(t, { config: { site: { trusted_proxies: ['127.0.0.0/8'] } } });
  await site.ready();
  const guess = (i, address) =>
    site.post(form(site, { code: `guess-guess-guess-${i}`, password: 'qwertyuiop' }), {
      path: '/comments/set-up',
      headers: { 'X-Forwarded-For': address },
    });
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => guess(i, `203.0.113.${i}`)));
  assert.equal(answers.filter((answer) => answer.status === 422).length, 5);
  const refused = answers.find((answer) => answer.status === 429);
  assert.ok(Number(refused.headers['retry-after']) > 0);
  assert.match(refused.text, /Too many wrong codes/);
  assert.doesNotMatch(answers[0].text, /common words/, 'without the code no password is checked');
  const owner = (fields) =>
    site.post(form(site, fields), { path: '/comments/set-up', headers: { 'X-Forwarded-For': '198.51.100.7' } });
  const weak = await owner({ password: 'qwertyuiop' });
  assert.equal(weak.status, 422);
  assert.match(weak.text, /common words/);
  assert.equal((await owner({})).status, 303);
});

test('with http on a site with https, the page warns that nobody stays signed in', async (t) => {
  const site = await newSite(t, { config: { site: { url: 'https://blog.example.org' } } });
  await site.ready();
  assert.match((await site.get('/comments/set-up')).text, /You opened this page with <code>http:/);
  for (const env of [{ HTTPS: 'on', REQUEST_SCHEME: 'https' }, { HTTP_X_FORWARDED_PROTO: 'https' }]) {
    const safe = await site.fastCgi(site.fastCgiEnvironment({ path: '/comments/set-up', env }));
    assert.doesNotMatch(safe.text, /You opened this page with/);
  }
});

test('an invalid form is refused, and the allowed methods are listed', async (t) => {
  const site = await newSite(t);
  await site.ready();
  const put = await site.request({ method: 'PUT', path: '/comments/set-up' });
  assert.equal(put.status, 405);
  assert.equal(put.headers.allow, 'GET, HEAD, POST');
  const none = await site.postRaw('{}', { type: 'application/json', path: '/comments/set-up' });
  assert.equal(none.status, 400);
});

test('the set-up page asks for the care mode and stores the choice', async (t) => {
  const site = await newSite(t);
  await site.ready();
  const page = await site.get('/comments/set-up');
  assert.match(page.text, /What is the site about\?/);
  assert.match(page.text, /value="phrases" checked/);
  const wrong = await send(site, form(site, { name: '', care: 'attentive' }));
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /value="attentive" checked/, 'what was chosen stands in the form again');
  assert.equal((await send(site, form(site, { care: 'attentive' }))).status, 303);
  assert.equal(site.sql("SELECT value FROM setting WHERE name = 'care_mode'"), 'attentive');
  assert.match((await site.cli(['check'])).output, /ok\s+care\.mode\s+attentive/);
});

test('the set-up page does not ask for a care mode that is configured', async (t) => {
  const site = await newSite(t, { config: { care: { mode: 'off' } } });
  await site.ready();
  assert.doesNotMatch((await site.get('/comments/set-up')).text, /What is the site about/);
  assert.equal((await send(site, form(site, { care: 'attentive' }))).status, 303);
  assert.equal(site.sql("SELECT count(*) FROM setting WHERE name = 'care_mode'"), '0');
  assert.match((await site.cli(['check'])).output, /ok\s+care\.mode\s+off/);
});
