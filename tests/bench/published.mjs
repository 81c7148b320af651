// A site whose threads are published as files, served by nginx with the file of deploy/nginx.

import fs from 'node:fs';
import path from 'node:path';

import { root, run } from '../lib/site.mjs';
import { makeBenchSite } from './site.mjs';

/**
 * Makes the site and publishes its threads. Returns { server }, the content of nginx's server block, or
 * { unless }, the reason why there is none. `pages` is the folder of the host pages. No program runs: the files are served without it.
 */
export async function publishedSite(program, folder, pages) {
  const at = (name) => folder.at(name);
  const config = await makeBenchSite(program, at('published-site'), folder.base, {
    config: { publish: { directory: at('published') } },
  });
  const done = await run(program, ['publish', '--config', config]);
  if (done.code !== 0 || !fs.existsSync(at('published')))
    return { unless: 'this program publishes no snippets: it has no command publish' };
  const text = fs.readFileSync(path.join(root, 'deploy/nginx/afterword.conf'), 'utf8');
  return { server: `root ${pages};\n${text}` };
}
