// A WordPress for one bench: Debian's packages, php-fpm with opcache, and a MariaDB of its own.

import fs from 'node:fs';
import path from 'node:path';

import { root, run } from '../../lib/site.mjs';
import { until } from '../../lib/wait.mjs';
import { pass } from '../folder.mjs';
import { output } from '../measure.mjs';

const asRoot = process.getuid() === 0;
const host = 'wordpress.site';

const fpmProgram = () => {
  const found = fs.readdirSync('/usr/sbin').filter((name) => /^php-fpm[\d.]+$/.test(name)).sort().at(-1);
  if (!found) throw new Error('php-fpm is not installed');
  return `/usr/sbin/${found}`;
};

/** Starts it; returns { host, server, firstPost, version, pids, count }. `rows` are the comments of its pages. */
export async function startWordPress(folder, rows, workers) {
  const at = (name) => folder.at(name);
  const socket = at('mariadb.sock');
  const home = at('wordpress');
  if (!fs.existsSync('/usr/share/wordpress/wp-load.php')) throw new Error('WordPress is not installed');

  const user = asRoot ? ['--user=root'] : [];
  const data = `--datadir=${at('mysql')}`;
  await output('mariadb-install-db', '--no-defaults', ...user, '--auth-root-authentication-method=normal', data);
  const database = folder.serve('mariadbd', [
    '--no-defaults', ...user, data, `--socket=${socket}`, '--skip-networking', `--pid-file=${at('mariadb.pid')}`,
  ]);
  await until(() => fs.existsSync(socket), { what: 'MariaDB', within: 60_000 });
  const sql = (statement) => output('mariadb', '--no-defaults', '-S', socket, '-u', 'root', '-N', '-e', statement);
  await sql('CREATE DATABASE wordpress CHARACTER SET utf8mb4');

  await output('cp', '-rL', '/usr/share/wordpress', home);
  const copy = (from, to) => fs.copyFileSync(path.join(root, 'tests', from), path.join(home, to));
  copy('interop/wordpress.php', 'wordpress.php');
  copy('bench/peers/wordpress_site.php', 'make_site.php');
  fs.mkdirSync(path.join(home, 'wp-content/mu-plugins'), { recursive: true });
  copy('bench/peers/wordpress_settings.php', 'wp-content/mu-plugins/bench.php');
  fs.writeFileSync(
    path.join(home, 'wp-config.php'),
    `<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://${host}'); define('WP_SITEURL', 'http://${host}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`,
  );
  fs.writeFileSync(at('comments.json'), JSON.stringify(rows));
  const script = [path.join(home, 'make_site.php'), `http://${host}`, at('comments.json')];
  const made = await run('php', ['-d', 'display_errors=stderr', '-d', 'sendmail_path=/bin/true', ...script], { timeout: 120_000 });
  if (made.code !== 0 || !/^\d+$/.test(made.stdout)) throw new Error(`WordPress was not installed: ${made.output}`);

  fs.writeFileSync(
    at('php-fpm.conf'),
    `[global]
daemonize = no
error_log = ${at('php-fpm.log')}
[www]
${asRoot ? 'user = root\ngroup = root' : ''}
listen = ${at('php.sock')}
listen.mode = 0666
pm = static
pm.max_children = ${workers}
php_admin_value[opcache.enable] = 1
php_admin_value[sendmail_path] = /bin/true
`,
  );
  const fpm = folder.serve(fpmProgram(), ['-F', ...(asRoot ? ['-R'] : []), '-y', at('php-fpm.conf')]);
  await until(() => fs.existsSync(at('php.sock')), { what: `php-fpm: ${fpm.output}` });
  const php = (await output('php', '-r', 'echo PHP_VERSION;')).trim();
  const wordpress = /\$wp_version = '([^']+)'/.exec(fs.readFileSync(path.join(home, 'wp-includes/version.php'), 'utf8'))[1];
  const mariadb = (await sql('SELECT VERSION()')).trim();
  return {
    host,
    firstPost: Number(made.stdout),
    version: `WordPress ${wordpress}, PHP ${php}, MariaDB ${mariadb}`,
    pids: [fpm.pid, database.pid],
    count: async () => Number(await sql("SELECT count(*) FROM wordpress.wp_comments WHERE comment_approved = '1'")),
    server: `root ${home}; index index.php;
    location / { try_files $uri $uri/ /index.php?$args; }
    location ~ \\.php$ { ${pass(at('php.sock'))} fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; }`,
  };
}
