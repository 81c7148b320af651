// A site whose threads are published as files, served by nginx with the file of deploy/nginx.

import fs from 'node:fs';

import { run } from '../lib/site.mjs';
import { deployed } from '../lib/web_servers.mjs';
import { makeBenchSite } from './site.mjs';

/**
 * Makes the site and publishes its threads. Returns { server, headers, folder }: the content of nginx's server block,
 * its directives about headers, and the folder of the files; or { unless }, the reason why there are none.
 * `pages` is the folder of the host pages. The files are served without the program.
 */
export async function publishedSite(program, folder, pages) {
  const at = (name) => folder.at(name);
  const config = await makeBenchSite(program, at('published-site'), folder.base, {
    config: { publish: { directory: at('published') } },
  });
  const done = await run(program, ['publish', '--config', config]);
  if (done.code !== 0 || !fs.existsSync(at('published')))
    return { unless: `no snippets were published: ${done.output.split('\n')[0]}` };
  const block = deployed({ dir: folder.dir, published: at('published') }, 'nginx/afterword.conf', [
    ['unix:/run/afterword/afterword.sock', `unix:${at('no-program.sock')}`],
    ['include fastcgi_params', 'include /etc/nginx/fastcgi_params'],
  ]);
  const text = fs.readFileSync(block, 'utf8');
  if (!text.includes(at('published'))) return { unless: 'deploy/nginx/afterword.conf has no block for published threads' };
  const headers = text.match(/^ *(?:add_header|gzip_vary|charset|if_modified_since) .*;/gm);
  return {
    server: `root ${pages};\n    include ${block};`,
    headers: [...new Set(headers.map((one) => one.trim()))].join(' '),
    folder: at('published/thread'),
  };
}
