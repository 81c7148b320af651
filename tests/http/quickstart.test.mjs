// `afterword quickstart`, and the five steps of docs/nginx.md and the pages of the other servers, run line by line
// as root on a copy of this machine.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { root } from '../lib/site.mjs';

const program = path.join(root, 'build/afterword');
const password = 'a lighthouse in spring';

/** Runs a script by tests/lib/overlay.sh; the answer is { code, output }. */
function onCopy(script) {
  const overlay = path.join(root, 'tests/lib/overlay.sh');
  const args = ['--mount', '--net', '--pid', '--fork', '--kill-child', overlay, script];
  const run = spawnSync('unshare', args, { encoding: 'utf8', timeout: 120_000 });
  return { code: run.status, output: `${run.stdout}${run.stderr}` };
}

const skip =
  process.getuid() !== 0 ? 'needs root' : onCopy('true').code !== 0 && 'this system cannot mount a copy of its files';

// The copy has neither sudo nor systemd. A service is started, or replaced, as its own script would do it.
const tools = `
set -e
mkdir -p /usr/local/bin
printf '#!/bin/sh\\nexec "$@"\\n' > /usr/local/bin/sudo
cat > /usr/local/bin/systemctl <<'END'
#!/bin/sh
case "$*" in
  *nginx) nginx ;;
  *lighttpd) lighttpd -f /etc/lighttpd/lighttpd.conf ;;
  *caddy) cd /etc/caddy && caddy start >/dev/null 2>&1 ;;
esac
END
chmod 755 /usr/local/bin/sudo /usr/local/bin/systemctl
install -m 755 ${program} /usr/local/bin/afterword
mkdir -p /var/www/html/my-page
`;

/** The indented blocks of a page under docs/, each as its lines. */
function blocks(name) {
  const blocksFound = [];
  let current = null;
  for (const line of fs.readFileSync(path.join(root, 'docs', name), 'utf8').split('\n')) {
    if (/^#{2} /.test(line)) break;
    if (line.startsWith('       ')) (current ??= blocksFound[blocksFound.push([]) - 1]).push(line.slice(7));
    else if (line.trim() !== '') current = null;
  }
  return blocksFound;
}

const apacheSite = `
mkdir -p /etc/apache2/conf-available /var/run/apache2 /var/log/apache2
cat > /etc/apache2/apache2.conf <<'END'
ServerRoot /etc/apache2
ServerName blog.example
PidFile /tmp/apache.pid
ErrorLog /tmp/apache.log
User www-data
Group www-data
Listen 80
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
LoadModule proxy_fcgi_module /usr/lib/apache2/modules/mod_proxy_fcgi.so
LoadModule include_module /usr/lib/apache2/modules/mod_include.so
TypesConfig /etc/mime.types
AddType text/html .html
DocumentRoot /var/www/html
DirectoryIndex index.html
SITE_LINE
END
cat > /usr/local/bin/apachectl <<'END'
#!/bin/sh
case $1 in
  configtest) exec apache2 -t -f /etc/apache2/apache2.conf ;;
  graceful) exec apache2 -f /etc/apache2/apache2.conf -k start ;;
esac
END
chmod 755 /usr/local/bin/apachectl
touch /etc/mime.types
`;

const servers = [
  {
    name: 'nginx',
    page: 'nginx.md',
    // A person adds the line of step 3 by an editor.
    edit: (line) => `sed -i "s|server_name _;|&\\n\\t${line}|" /etc/nginx/sites-enabled/default`,
    included: true,
  },
  {
    name: 'apache',
    page: 'apache.md',
    before: apacheSite,
    edit: (line) => `sed -i 's|^SITE_LINE|${line}|' /etc/apache2/apache2.conf`,
    included: true,
  },
  {
    name: 'caddy',
    page: 'caddy.md',
    before: "printf ':80 {\\n\\troot * /var/www/html\\n\\tfile_server\\n}\\n' > /etc/caddy/Caddyfile",
    edit: (line) => `sed -i 's|file_server|&\\n\\t${line}|' /etc/caddy/Caddyfile`,
    included: true,
  },
  { name: 'lighttpd', page: 'lighttpd.md', edit: () => '', included: false },
];

for (const { name, page, before = '', edit, included } of servers)
  test(`the five steps of docs/${page} lead to a page with comments`, { skip }, () => {
    const [install, setUp, line, reload, pageLines] = blocks(page);
    assert.deepEqual(install, ['make', 'sudo make install'], 'the program is installed by the test');
    const script = `${tools}${before}
${setUp.join('\n')} > /tmp/steps
cat /tmp/steps
cat > /var/www/html/my-page/index.html <<'END'
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>My page</title></head><body><h1>My page</h1>
${pageLines.join('\n')}
</body></html>
END
${edit(line[0])}
# The steps that the command printed.
account=$(sed -n 's/^ *\\(su .* moderator add\\) NAME/\\1 Ana/p' /tmp/steps)
printf '${password}\\n' | sh -c "$account"
start=$(sed -n 's/^ *\\(su .* serve .*\\)/\\1/p' /tmp/steps)
setsid sh -c "$start" > /tmp/serve.log 2>&1 &
for i in 1 2 3 4 5 6 7 8 9 10; do [ -S /run/afterword/afterword.sock ] && break; sleep 0.3; done
${reload.join('\n')}
for i in 1 2 3 4 5 6 7 8 9 10; do curl -so /dev/null http://127.0.0.1/my-page/ && break; sleep 0.3; done
echo "--- page"
curl -s http://127.0.0.1/my-page/
echo "--- post"
curl -s -o /dev/null -w '%{http_code} %{redirect_url}\\n' -H 'Host: blog.example' -d page=/my-page/ -d author=Kim \\
  -d email=kim@example.org --data-urlencode 'comment=The kettle sings.' http://127.0.0.1/comments/post
echo "--- list"
su -s /bin/sh afterword -c 'afterword comment list --config /etc/afterword/afterword.toml'
su -s /bin/sh afterword -c 'afterword moderator list --config /etc/afterword/afterword.toml'
`;
    const { code, output } = onCopy(script);
    assert.equal(code, 0, output);
    assert.match(output, /^added  the user afterword$/m, output);
    const shown = output.slice(output.indexOf('--- page'), output.indexOf('--- post'));
    assert.match(shown, included ? /id="commentform"/ : /data-page="\/my-page\/"/, output);
    assert.match(output, /--- post\n303 https?:\/\/[^/]*\/my-page\//, output);
    assert.match(output, /waiting .* \/my-page\/ {2}Kim: The kettle sings\./, output);
    assert.match(output, /Ana .*owner/, output);
  });

test('the commands for a server in README.md are those of docs/nginx.md', () => {
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  const [install, setUp] = blocks('nginx.md');
  assert.ok(readme.includes([...install, ...setUp].map((line) => `    ${line}\n`).join('')));
});

test('a second run keeps what exists, and what differs is not overwritten', { skip }, () => {
  const command = 'afterword quickstart nginx --root /var/www/html --url https://blog.example --write';
  const { code, output } = onCopy(`${tools}
${command} > /dev/null
echo '# mine' >> /etc/nginx/snippets/afterword.conf
echo '# mine' >> /etc/afterword/afterword.toml
${command}
tail -n 1 /etc/nginx/snippets/afterword.conf /etc/afterword/afterword.toml`);
  assert.equal(code, 0, output);
  for (const what of ['the user afterword', '/var/lib/afterword'])
    assert.match(output, new RegExp(`^kept   ${what}$`, 'm'));
  assert.match(output, /^kept   \/etc\/nginx\/snippets\/afterword\.conf; it differs from the new .*\.new/m);
  assert.equal(output.match(/^# mine$/gm).length, 2, output);
});

test('at a terminal it asks for the first moderator', { skip }, () => {
  // The prompts for a password discard what was typed before them.
  const { code, output } = onCopy(`${tools}
(for line in "Ana O'Hara" '${password}' '${password}'; do sleep 1; printf '%s\\n' "$line"; done) |
  script -qec 'afterword quickstart nginx --root /var/www/html --url https://blog.example --write' /dev/null
su -s /bin/sh afterword -c 'afterword moderator list --config /etc/afterword/afterword.toml'`);
  assert.equal(code, 0, output);
  assert.match(output, /Your name as the first moderator/);
  assert.match(output, /Ana O'Hara .*owner/, output);
  assert.doesNotMatch(output, /Create your account/);
});

for (const [what, prepare, sentence] of [
  ['the folder of the comments belongs to somebody else', 'mkdir /var/lib/afterword', /belongs to root; please move it away/],
  ['the web server is not installed', 'rm $(command -v nginx)', /nginx is not installed; install it, then run this again/],
  ['the user exists as root', 'useradd -o -u 0 afterword', /the user afterword is root/],
  [
    'an existing configuration is not valid',
    "mkdir /etc/afterword; echo 'site.nam = 1' > /etc/afterword/afterword.toml",
    /please correct \/etc\/afterword\/afterword\.toml: .*site\.nam/,
  ],
])
  test(`quickstart stops with a clear sentence if ${what}`, { skip }, () => {
    const { code, output } = onCopy(`${tools}${prepare}
afterword quickstart nginx --root /var/www/html --url https://blog.example --write`);
    assert.equal(code, 1, output);
    assert.match(output, sentence, output);
  });

test('without --write the same script is printed, and values are quoted', () => {
  const folder = fs.mkdtempSync('/tmp/aw pages $(id) \'x');
  try {
    const run = spawnSync(program, ['quickstart', 'apache', '--root', folder, '--url', 'https://a.example/blog/'], {
      encoding: 'utf8',
    });
    assert.equal(run.status, 0, run.stderr);
    assert.ok(run.stdout.includes(`<Directory "${folder}">`));
    assert.ok(run.stdout.includes(`document_root = "${folder}"`));
    assert.ok(run.stdout.includes('url = "https://a.example/blog/"'));
    const checked = spawnSync('sh', ['-n'], { input: run.stdout, encoding: 'utf8' });
    assert.equal(checked.status, 0, checked.stderr);
    const values = run.stdout.slice(0, run.stdout.indexOf('file_config'));
    const shell = spawnSync('sh', ['-c', `${values}\nprintf %s "$root"`], { encoding: 'utf8' });
    assert.equal(shell.stdout, folder);
  } finally {
    fs.rmdirSync(folder);
  }
});

test('wrong arguments get a clear error', () => {
  for (const [args, code, sentence] of [
    [['iis', '--root', '/tmp', '--url', 'https://a.example'], 2, /iis/],
    [['nginx', '--root', '/no/such', '--url', 'https://a.example'], 1, /\/no\/such is not a folder/],
    [['nginx', '--root', '/tmp', '--url', 'blog'], 1, /blog is not the address of a site/],
    [['nginx', '--root', '/tmp', '--url', 'ftp://a.example'], 1, /is not the address of a site/],
    [['nginx', '--root', '/tmp', '--url', 'https://a.example/?p=1'], 1, /is not the address of a site/],
    [['nginx', '--url', 'https://a.example'], 2, /--root/],
  ]) {
    const run = spawnSync(program, ['quickstart', ...args], { encoding: 'utf8' });
    assert.equal(run.status, code, args.join(' '));
    assert.match(run.stderr, sentence, args.join(' '));
  }
});
