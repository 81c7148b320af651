// A site whose threads are published as files, served by nginx.

import fs from 'node:fs';

import { run } from '../lib/site.mjs';
import { makeBenchSite } from './site.mjs';

/**
 * Makes the site and publishes its threads. Returns { server, folder }: the content of nginx's server block, and
 * the folder of the files; or { unless }, the reason why there are none. `pages` is the folder of the host pages. No program runs: the files are served without it.
 */
export async function publishedSite(program, folder, pages) {
  const at = (name) => folder.at(name);
  const config = await makeBenchSite(program, at('published-site'), folder.base, {
    config: { publish: { directory: at('published') } },
  });
  const done = await run(program, ['publish', '--config', config]);
  if (done.code !== 0 || !fs.existsSync(at('published')))
    return { unless: 'this program publishes no snippets: it has no command publish' };
  return {
    folder: at('published/thread'),
    server: `root ${pages};
    ssi on;
    location ^~ /comments/thread/ {
      ssi off; root ${at('published')}; rewrite ^/comments(/thread/.*)$ $1@/index.html break; gzip_static on; charset utf-8;
      add_header Cache-Control no-cache; add_header X-Robots-Tag noindex; add_header X-Content-Type-Options nosniff;
      add_header Vary Accept-Encoding;
    }`,
  };
}
