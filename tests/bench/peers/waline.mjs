// A Waline for one bench, from npm, with SQLite. It is installed into the build folder once.

import fs from 'node:fs';
import path from 'node:path';

import { freePort, root, run } from '../../lib/site.mjs';
import { until } from '../../lib/wait.mjs';
import { output } from '../measure.mjs';

const version = '1.39.3';
const host = 'waline.site';

async function install(build) {
  const folder = path.join(build, 'bench/waline');
  const installed = path.join(folder, 'node_modules/@waline/vercel/package.json');
  if (fs.existsSync(installed) && JSON.parse(fs.readFileSync(installed, 'utf8')).version === version) return path.dirname(installed);
  fs.mkdirSync(folder, { recursive: true });
  const done = await run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error', `@waline/vercel@${version}`], {
    env: process.env,
    timeout: 600_000,
  });
  if (done.code !== 0) throw new Error(`Waline was not installed: ${done.output.split('\n').slice(0, 2).join(' ')}`);
  return path.dirname(installed);
}

/**
 * Starts it; returns { host, server, more, ready, version, pids, count }: `more` is a further server of nginx.
 * `rows` are the comments of its pages.
 */
export async function startWaline(folder, rows, build) {
  const home = await install(build);
  const database = folder.at('waline/waline.sqlite');
  fs.mkdirSync(path.dirname(database));
  const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
  const top = new Map();
  const values = rows.map(({ id, page, parent, author, email, url, created, text }) => {
    top.set(id, parent === null ? id : top.get(parent));
    const [pid, rid] = parent === null ? ['NULL', 'NULL'] : [parent, top.get(parent)];
    const at = quoted(created.replace('T', ' ').slice(0, 19));
    return `(${id}, ${quoted(text)}, ${at}, ${quoted(url)}, ${quoted(email)}, ${quoted(author)}, ${pid}, ${rid}, 'approved', '', ${quoted(page)})`;
  });
  const statements = folder.at('waline.sql');
  const schema = fs.readFileSync(path.join(root, 'tests/bench/peers/waline.sql'), 'utf8');
  const columns = 'id, comment, insertedAt, link, mail, nick, pid, rid, status, ua, url';
  fs.writeFileSync(statements, `${schema}\nBEGIN;\nINSERT INTO wl_Comment (${columns}) VALUES ${values.join(',\n')};\nCOMMIT;\n`);
  await output('sqlite3', '-batch', database, `.read ${statements}`);

  const port = await freePort();
  const servicesPort = await freePort();
  const env = {
    PATH: process.env.PATH, HOME: folder.dir, WALINE: home, SQLITE_PATH: path.dirname(database), JWT_TOKEN: 'bench',
    // All comments of a measurement have the same address: with 0, it refuses those of the same moment. None is
    // held or sent anywhere.
    IPQPS: '-60', COMMENT_AUDIT: 'false', AKISMET_KEY: 'false', DISABLE_REGION: 'true',
    // For each request it asks another host which services visitors can sign in with; here nginx says: none.
    OAUTH_URL: `http://127.0.0.1:${servicesPort}/`,
  };
  const server = folder.serve('node', [path.join(root, 'tests/bench/peers/waline_server.cjs'), port], { env });
  return {
    host,
    version: `Waline ${version}, Node.js ${process.version.slice(1)}, SQLite`,
    pids: [server.pid],
    more: `server { listen 127.0.0.1:${servicesPort}; default_type application/json; return 200 '{"services":[]}'; }`,
    ready: () =>
      until(async () => (await fetch(`http://127.0.0.1:${port}/api/comment?type=count&url=/sixteen/`)).ok, {
        what: 'Waline', within: 30_000,
      }).catch((error) => {
        const said = /\w*Error[^\n]*/.exec(server.output)?.[0] ?? error.message;
        throw new Error(`Waline did not start: ${said}`, { cause: error });
      }),
    count: async () => Number(await output('sqlite3', '-cmd', '.timeout 9000', database, 'SELECT count(*) FROM wl_Comment')),
    server: `location / { proxy_pass http://127.0.0.1:${port}; proxy_set_header Host $host; }`,
  };
}
