// A shared host: Apache, a home folder whose public_html it publishes, and an owner who can only upload
// files. If the tests run as root, the owner's programs run as the owner by the real suexec. suexec
// accepts only programs in /var/www, so the home folder is there.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { end, formBody, freePort, isRoot, nobody, request, root, start } from './site.mjs';
import { until } from './wait.mjs';
import { apacheBase } from './web_servers.mjs';

const version = fs.readFileSync(path.join(root, 'VERSION'), 'utf8').trim();
export const zipFile = path.join(root, `build/afterword-${version}.zip`);

export class SharedHost {
  /** `module`: fcgid or cgid. */
  static async make(t, { module = 'fcgid', apache = '' } = {}) {
    const host = new SharedHost();
    host.children = [];
    if (isRoot) {
      fs.mkdirSync('/var/www', { recursive: true });
      fs.mkdirSync('/var/log/apache2', { recursive: true }); // where suexec writes
    }
    host.dir = fs.mkdtempSync(path.join(isRoot ? '/var/www' : os.tmpdir(), 'aw-'));
    fs.chmodSync(host.dir, 0o755);
    host.home = path.join(host.dir, 'home');
    host.documentRoot = path.join(host.home, 'public_html');
    host.comments = path.join(host.documentRoot, 'comments');
    host.data = path.join(host.home, 'afterword-data');
    fs.mkdirSync(host.documentRoot, { recursive: true });
    host.port = await freePort();
    host.url = `http://127.0.0.1:${host.port}`;
    t.after(() => host.stop());
    fs.writeFileSync(path.join(host.documentRoot, 'index.html'), '<!DOCTYPE html><title>Home</title>');
    host.own();
    await host.#startApache(module, apache);
    return host;
  }

  async #startApache(module, apache) {
    const kept =
      module === 'fcgid'
        ? `FcgidIPCDir "${this.dir}/fcgid"\nFcgidProcessTableFile "${this.dir}/fcgid_shm"`
        : `ScriptSock "${this.dir}/cgid.sock"`;
    const body = `${kept}
${isRoot ? 'SuexecUserGroup nobody nogroup' : ''}
${apache}
<Directory "${this.documentRoot}">
AllowOverride All
</Directory>`;
    const server = apacheBase(
      this,
      ['alias', 'include', 'rewrite', module, ...(isRoot ? ['suexec'] : [])],
      body,
      { user: 'www-data', group: 'www-data' },
    );
    this.errors = () => (fs.existsSync(server.log) ? fs.readFileSync(server.log, 'utf8') : '');
    this.apache = start(server.program, server.args);
    this.children.push(this.apache);
    await until(async () => (await this.get('/index.html')).status === 200, { what: `Apache ${this.errors()}` });
  }

  /** Gives all files of the home folder to its owner. */
  own(target = this.home) {
    if (!isRoot) return;
    fs.lchownSync(target, nobody.uid, nobody.gid);
    if (fs.lstatSync(target).isDirectory())
      for (const name of fs.readdirSync(target)) this.own(path.join(target, name));
  }

  /** Steps 1, 2 and 4 of the guide: unzip, name the site, upload; `edit` changes the configuration. */
  upload({ to = this.comments, edit = (text) => text } = {}) {
    const unpacked = fs.mkdtempSync(path.join(this.dir, 'zip-'));
    const unzipped = spawnSync('unzip', ['-q', zipFile, '-d', unpacked], { encoding: 'utf8' });
    assert.equal(unzipped.status, 0, unzipped.stderr);
    const top = path.join(unpacked, `afterword-${version}`);
    const file = path.join(top, 'comments/afterword.toml');
    fs.writeFileSync(file, edit(fs.readFileSync(file, 'utf8').replace('https://www.example.org', this.url)));
    fs.cpSync(path.join(top, 'comments'), to, { recursive: true });
    fs.copyFileSync(path.join(top, 'pages.htaccess'), path.join(this.documentRoot, '.htaccess'));
    this.guide = fs.readFileSync(path.join(top, 'guide.html'), 'utf8');
    this.own();
  }

  /** Step 5: a page that includes its comments. */
  addPage(name, title) {
    const folder = path.join(this.documentRoot, name);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'index.html'),
      `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>
<!--#include virtual="/comments/thread/${name}/?title=${encodeURIComponent(title)}&$QUERY_STRING" -->
</body></html>`,
    );
    this.own();
  }

  /** Reads a file as the owner, as by FTP. */
  read(...parts) {
    return fs.readFileSync(path.join(this.home, ...parts), 'utf8');
  }

  get code() {
    return this.read('afterword-data/set-up-code.txt').split('\n')[0];
  }

  /** A failure includes the end of Apache's log. */
  async #request(options) {
    try {
      return await request({ port: this.port, ...options });
    } catch (error) {
      error.message += `\n${this.errors().slice(-2000)}`;
      throw error;
    }
  }

  get(target, headers = {}) {
    return this.#request({ path: target, headers: { Accept: 'text/html', ...headers } });
  }

  post(target, fields, headers = {}) {
    return this.#request({
      path: target,
      method: 'POST',
      body: formBody(fields),
      headers: {
        Accept: 'text/html',
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: this.url,
        ...headers,
      },
    });
  }

  async stop() {
    for (const child of this.children) await end(child);
    if (!process.env.KEEP) fs.rmSync(this.dir, { recursive: true, force: true, maxRetries: 3 });
  }
}
