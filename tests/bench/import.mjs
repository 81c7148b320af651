// The speed of an import of a large file of each format, compared with plain inserts of the same rows in one
// transaction; its memory for any size; and the duration of posts during the backup of a large
// database.
//
//   node tests/bench/import.mjs BUILD [COMMENTS] [FORMAT]    200,000 without COMMENTS

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { largeSources } from '../lib/large_sources.mjs';
import { siteFor } from '../lib/site.mjs';
import { output } from './measure.mjs';

const build = process.argv[2];
const comments = Number(process.argv[3] ?? 200_000);
const cleanUps = [];
const t = { after: (clean) => cleanUps.push(clean) };

/** Runs the program to its end; returns seconds and peak memory in MB. */
function timed(site, ...args) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(site.program, args, {
      cwd: site.dir,
      env: site.environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let memory = 0;
    const look = setInterval(() => {
      try {
        const status = fs.readFileSync(`/proc/${child.pid}/status`, 'utf8');
        memory = Math.max(memory, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      } catch {
        // It has just ended.
      }
    }, 50);
    child.on('exit', (code) => {
      clearInterval(look);
      if (code === 0) resolve({ seconds: (performance.now() - begun) / 1000, memory });
      else reject(new Error(`afterword ${args.join(' ')} ended with ${code}`));
    });
  });
}

const perSecond = (seconds) => Math.round(comments / seconds).toLocaleString('en');

try {
  let site;
  const chosen = largeSources.filter(({ format }) => !process.argv[4] || format === process.argv[4]);
  for (const { format, write } of chosen) {
    site = await siteFor(t, { workers: 2, config: { site: { url: 'https://blog.example' } } });
    const file = path.join(site.dir, 'large');
    write(file, comments);
    const size = Math.round(fs.statSync(file).size / 1e6);
    const imported = await timed(site, 'import', format, file);
    const empty = await siteFor(t, { serve: false, nginx: false });
    await empty.list();
    const bare = Number(await output(`${build}/bench/bare_rows`, site.database, empty.database));
    const ratio = comments / imported.seconds / bare;
    console.log(`import of ${comments.toLocaleString('en')} comments of ${format}, ${size} MB`);
    console.log(`  ${perSecond(imported.seconds)}/s; bare inserts of the same rows, tables and indexes:`);
    console.log(`  ${Math.round(bare).toLocaleString('en')}/s; ratio ${ratio.toFixed(2)}`);
    console.log(`  memory at most ${imported.memory.toFixed(0)} MB`);
    fs.rmSync(file);
  }

  let slowest = 0;
  let posts = 0;
  let done = false;
  const backup = timed(site, 'backup', path.join(site.dir, 'backup.db')).finally(() => {
    done = true;
  });
  while (!done) {
    const begun = performance.now();
    await site.comment();
    slowest = Math.max(slowest, performance.now() - begun);
    posts += 1;
  }
  const { seconds } = await backup;
  const megabytes = Math.round(fs.statSync(site.database).size / 1e6);
  console.log(`backup of ${megabytes} MB in ${seconds.toFixed(1)} s`);
  console.log(`  the slowest of ${posts} posts meanwhile took ${slowest.toFixed(0)} ms`);
} finally {
  for (const clean of cleanUps.reverse()) await clean();
}
