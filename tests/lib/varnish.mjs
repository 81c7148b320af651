// Varnish with its file of deploy/ in front of a site's nginx. Threads are cached for three seconds
// instead of ten.

import path from 'node:path';

import { freePort, request, start } from './site.mjs';
import { until } from './wait.mjs';
import { deployed } from './web_servers.mjs';

/** Starts Varnish; returns its address and request functions. */
export async function startVarnish(site) {
  const port = await freePort();
  const file = deployed(site, 'varnish/afterword.vcl', [
    ['.port = "8080"', `.port = "${site.port}"`],
    ['beresp.ttl = 10s', 'beresp.ttl = 3s'],
  ]);
  const folder = path.join(site.dir, 'varnish');
  const child = start('/usr/sbin/varnishd', [
    ...['-F', '-j', 'none', '-n', folder, '-f', file, '-T', 'none', '-s', 'malloc,32m'],
    ...['-a', `127.0.0.1:${port}`, '-p', 'vsl_space=1M'],
  ]);
  site.children.push(child);
  const get = (address, headers = {}) => request({ port, path: address, headers });
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`varnishd ended: ${child.output}`);
      return (await get('/index.html')).status === 200;
    },
    { within: 30_000, what: 'Varnish' },
  );
  return { url: `http://127.0.0.1:${port}`, get };
}
