// A site that publishes its threads as files.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

import { siteFor } from './site.mjs';
import { until } from './wait.mjs';

const contentOf = (file) => {
  try {
    return fs.readFileSync(file);
  } catch {
    return null;
  }
};

/** `directory` is relative to the site's temporary folder. */
export async function publishingSite(t, { config = {}, directory = 'published', ...options } = {}) {
  const site = await siteFor(t, { ...options, config: { ...config, publish: { directory: `../${directory}` } } });
  site.published = path.join(site.dir, directory);
  // Web servers that start the program use another file in another folder.
  if (options.serve === false) site.writeConfig({ ...config, publish: { directory: site.published } });
  // Workers publish from when the mail worker has prepared the folder.
  else await until(() => fs.existsSync(path.join(site.published, 'state/stamp')), { what: 'the folder' });
  site.file = (page = '/hello/', number) =>
    path.join(site.published, 'thread', `${page}@`, number ? `${number}.html` : 'index.html');
  /** The text of a published file, or null. */
  site.read = (page, number) => contentOf(site.file(page, number))?.toString() ?? null;
  site.readCompressed = (page, number) => {
    const bytes = contentOf(`${site.file(page, number)}.gz`);
    return bytes && zlib.gunzipSync(bytes).toString();
  };
  /** The text of a file, which is missing while another process is publishing its thread. */
  site.readPublished = async (page, number) => {
    await until(() => site.read(page, number) !== null, { what: `a file of ${page ?? '/hello/'}` });
    return site.read(page, number);
  };
  /** The file, its compressed one and the program's response have the same bytes. */
  site.isCurrent = async (page = '/hello/', number) => {
    await site.readPublished(page, number);
    const shown = (await site.thread(page, number ? `?cpage=${number}` : '')).text;
    assert.equal(site.read(page, number), shown, `${page} ${number ?? ''}`);
    assert.equal(site.readCompressed(page, number), shown, `${page} ${number ?? ''}`);
  };
  return site;
}

/** Of the ids in `seen`, those that the text does not show. */
export const missingIn = (text, seen) => [...seen].filter((id) => !text.includes(`id="comment-${id}"`));
