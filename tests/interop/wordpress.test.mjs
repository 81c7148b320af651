// Import from and export to a real WordPress: Debian's wordpress, php and mariadb. A site is created by
// WordPress's functions and exported by its exporter. Every comment is compared. The pages are saved as
// static files and served by nginx, and a real browser sends their unchanged form. A second WordPress
// imports the export of Afterword.
//
//   make interop-wordpress

import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

import { freePort, makeSite } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

const execute = promisify(execFile);
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'afterword-interop-'));
const socket = path.join(folder, 'mariadb.sock');
const children = [];
let site;
let browser;
let blog; // the first WordPress

function start(program, args, options = {}) {
  const child = spawn(program, args, { stdio: 'ignore', ...options });
  children.push(child);
  return child;
}

async function startMariadb() {
  const data = path.join(folder, 'mysql');
  const asRoot = process.getuid() === 0 ? ['--user=root'] : [];
  await execute('mariadb-install-db', [...asRoot, '--no-defaults', '--auth-root-authentication-method=normal', `--datadir=${data}`]);
  start('mariadbd', ['--no-defaults', ...asRoot, `--datadir=${data}`, `--socket=${socket}`, '--skip-networking', `--pid-file=${folder}/mariadb.pid`]);
  await until(() => fs.existsSync(socket), { what: 'mariadb', within: 30_000 });
}

/** A WordPress with its own folder and database, not installed yet. */
class WordPress {
  constructor(name) {
    this.name = name;
    this.root = path.join(folder, name);
  }

  async make() {
    await execute('cp', ['-rL', '/usr/share/wordpress', this.root]);
    for (const script of fs.readdirSync(here).filter((file) => file.endsWith('.php')))
      fs.copyFileSync(path.join(here, script), path.join(this.root, script));
    fs.writeFileSync(
      path.join(this.root, 'wp-config.php'),
      `<?php
define('DB_NAME', '${this.name}'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '${site.url}'); define('WP_SITEURL', '${site.url}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`,
    );
    await execute('mariadb', ['--no-defaults', '-S', socket, '-u', 'root', '-e', `CREATE DATABASE ${this.name} CHARACTER SET utf8mb4`]);
    return this;
  }

  async php(script, ...args) {
    const { stdout } = await execute(
      'php',
      ['-d', 'display_errors=stderr', '-d', 'sendmail_path=/bin/true', path.join(this.root, script), ...args],
      { maxBuffer: 1 << 28 },
    );
    return stdout;
  }

  async comments() {
    const lines = await this.php('dump.php', new URL(site.url).host);
    return lines.trim().split('\n').map((line) => JSON.parse(line));
  }

  /** Serves it by PHP's built-in server; returns the port. */
  async serve() {
    const port = await freePort();
    const router = path.join(this.root, 'router.php');
    fs.writeFileSync(
      router,
      `<?php $f = __DIR__ . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($f)) return false; $_SERVER['SCRIPT_NAME'] = '/index.php'; require __DIR__ . '/index.php';`,
    );
    start('php', ['-S', `127.0.0.1:${port}`, '-t', this.root, router]);
    return port;
  }
}

/** A page of WordPress as it shows it under the site's own address. */
function fetchPage(port, address) {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path: address, headers: { Host: new URL(site.url).host } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode, text }));
      })
      .on('error', reject);
  });
}

before(async () => {
  await startMariadb();
  site = await makeSite({
    workers: 2,
    config: { site: { timezone: 'America/New_York' }, pages: { verify: 'none' } },
  });
  blog = await new WordPress('blog').make();
  await blog.php('make_site.php', site.url);
  browser = await chromium.launch({
    executablePath: ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file)),
    args: ['--no-sandbox'],
  });
}, { timeout: 300_000 });

after(async () => {
  await browser?.close();
  await site?.stop();
  for (const child of children.reverse()) {
    child.kill();
    await new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.on('exit', resolve) : resolve()));
  }
  fs.rmSync(folder, { recursive: true, force: true });
});

const statusHere = { 1: 'approved', 0: 'waiting', spam: 'spam', trash: 'trash' };
const decoded = (text) =>
  text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#039;', "'");

test('every comment that WordPress exports is imported unchanged', async () => {
  const file = path.join(site.dir, 'export.xml');
  fs.writeFileSync(file, await blog.php('export.php', new URL(site.url).host));
  const said = await site.cliOk('import', 'wordpress', file);
  console.log(said);
  const here = new Map((await site.list()).map((comment) => [comment.id, comment]));
  const there = (await blog.comments()).filter((comment) => comment.status !== 'spam');
  assert.equal(here.size, there.length);
  for (const comment of there) {
    const ours = here.get(comment.id);
    assert.ok(ours, `comment ${comment.id} has come`);
    const shut = comment.title === 'For few' && comment.status === '1';
    assert.equal(ours.status, shut ? 'waiting' : statusHere[comment.status], `status of ${comment.id}`);
    assert.equal(ours.parent ?? 0, comment.parent);
    assert.equal(ours.author, decoded(comment.author));
    assert.equal(ours.email, comment.email);
    assert.equal(ours.url, comment.url);
    assert.equal(ours.created, `${comment.gmt.replace(' ', 'T')}Z`);
    assert.equal(ours.page, comment.path);
    assert.equal(ours.text, comment.text.trim(), `text of ${comment.id}`);
  }
});

test('the exported pages and their unchanged form keep working in a real browser', async () => {
  const port = await blog.serve();
  const address = '/2012/five-quiet-minutes-a-cup-of-tea/';
  let page;
  await until(async () => {
    page = await fetchPage(port, address).catch(() => undefined);
    return page?.status === 200;
  }, { what: 'the page of WordPress', within: 30_000 });
  const file = path.join(site.documentRoot, address, 'index.html');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, page.text);

  for (const assets of ['wp-includes/js', 'wp-includes/css', 'wp-content/themes'])
    await execute('cp', ['-r', '--parents', assets, site.documentRoot], { cwd: blog.root });

  // Its form, without a script.
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const tab = await plain.newPage();
  await tab.goto(`${site.url}${address}`);
  assert.equal(await tab.getAttribute('#commentform', 'action'), `${site.url}/wp-comments-post.php`);
  const write = async (on, text) => {
    await on.fill('#author', 'Grace');
    await on.fill('#email', 'grace@example.org');
    await on.fill('#comment', text);
    await Promise.all([on.waitForURL(/#comment-\d+$/), on.click('#submit')]);
    return Number(/#comment-(\d+)/.exec(on.url())[1]);
  };
  const id = await write(tab, 'By the form that WordPress made.');
  assert.equal((await site.stored(id)).page, address);
  assert.equal((await site.stored(id)).parent, null);
  await plain.close();

  // A reply, by WordPress's own script and the number that WordPress gave the comment.
  const scripted = await browser.newContext();
  const reader = await scripted.newPage();
  await reader.goto(`${site.url}${address}`);
  const answered = (await site.list({ page: address })).find((comment) => comment.text.startsWith('Line one')).id;
  await reader.click(`.comment-reply-link[data-commentid="${answered}"]`);
  const reply = await write(reader, 'By the link that WordPress made.');
  assert.equal((await site.stored(reply)).parent, answered);
  await scripted.close();

  // The same page with the line for the whole site: the live thread replaces the exported list.
  fs.writeFileSync(
    file,
    page.text.replace('</head>', '<script src="/comments/embed.js" data-page="" data-replace="#comments, #respond" defer></script></head>'),
  );
  const live = await browser.newContext();
  const second = await live.newPage();
  await second.goto(`${site.url}${address}#comment-${answered}`);
  await second.waitForSelector(`#comments[data-mount] #comment-${id}`);
  assert.equal(await second.locator('#respond').count(), 1);
  assert.ok(await second.locator(`#comment-${answered} em`, { hasText: 'stress' }).count());
  await live.close();
});

test('WordPress imports an export: the same comments, without duplicates', async () => {
  const file = path.join(site.dir, 'out.xml');
  await site.cliOk('export', 'wordpress', file);
  const second = await new WordPress('again').make();
  assert.equal(await second.php('read_back.php', site.url, file), '');
  const there = await second.comments();
  const here = await site.list();
  assert.equal(there.length, here.length);
  // WordPress's filters write & as &amp; and add rel to links.
  const normal = (text) => decoded(text.replace(/ rel="[^"]*"/g, '')).trim();
  const gmt = (comment) => comment.created.slice(0, 19).replace('T', ' ');
  const theirs = (comment) =>
    there.find((one) => one.gmt === gmt(comment) && decoded(one.author) === comment.author && normal(one.text) === normal(comment.text));
  for (const comment of here) {
    const one = theirs(comment);
    assert.ok(one, `comment ${comment.id} by ${comment.author} of ${gmt(comment)}`);
    assert.equal(statusHere[one.status], comment.status);
    assert.equal(one.email, comment.email);
    assert.equal(one.url, comment.url);
    assert.equal(one.path, comment.page);
    const parent = here.find((other) => other.id === comment.parent);
    assert.equal(one.parent, parent ? theirs(parent).id : 0);
  }

  // The first WordPress recognises its posts and comments and imports only new ones.
  const before_ = await blog.comments();
  assert.equal(await blog.php('read_back.php', site.url, file), '');
  const posts = spawnSync('mariadb', ['--no-defaults', '-S', socket, '-u', 'root', '-N', '-e',
    "SELECT count(*) FROM blog.wp_posts WHERE post_type = 'post' AND post_status <> 'auto-draft'"], { encoding: 'utf8' });
  assert.equal(posts.stdout.trim(), '5');
  const ids = new Set(before_.map((comment) => comment.id));
  const fresh = (await blog.comments()).filter((comment) => !ids.has(comment.id));
  assert.deepEqual(fresh.map((comment) => comment.text), ['By the form that WordPress made.', 'By the link that WordPress made.']);
});
