// The clock of the machine jumps a day back and ten years on while the site runs: comments keep their order,
// nothing that has expired is valid again, and nobody is locked out.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { makeModerator, Moderator } from '../lib/moderator.mjs';
import { root, siteFor } from '../lib/site.mjs';
import { instrumented } from '../lib/wait.mjs';

const day = 86_400;
const skip = instrumented && 'the sanitizers want to be loaded first';

/** A site with a clock: `set(seconds)` moves it from the present. */
async function siteWithClock(t, options) {
  const folder = fs.mkdtempSync(path.join(process.env.TMPDIR ?? '/tmp', 'aw-clock-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const library = path.join(folder, 'moved_clock.so');
  execFileSync('c++', ['-x', 'c', '-shared', '-fPIC', '-O1', path.join(root, 'tests/lib/moved_clock.c'), '-o', library]);
  const file = path.join(folder, 'offset');
  const set = (seconds) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(seconds));
    const open = fs.openSync(file, fs.existsSync(file) ? 'r+' : 'w');
    fs.writeSync(open, bytes, 0, 8, 0);
    fs.closeSync(open);
  };
  set(0);
  const site = await siteFor(t, { ...options, env: { LD_PRELOAD: library, CLOCK_OFFSET: file } });
  return { site, set };
}

test('after jumps of the clock comments have their order, nothing expired comes alive, and nobody is locked out', { skip }, async (t) => {
  const { site, set } = await siteWithClock(t, {
    config: { site: { trusted_proxies: ['127.0.0.0/8'] }, comments: { flood_seconds: 15 } },
  });
  const from = (address) => ({ 'X-Forwarded-For': address });
  const written = [];
  const write = async () => {
    const answer = await site.postJson({ email: 'ada@example.org' }, { headers: from('198.51.100.7') });
    assert.equal(answer.status, 201, `comment ${written.length + 1}: ${answer.text}`);
    written.push(answer.json().id);
    assert.deepEqual(written, [...written].sort((a, b) => a - b));
    const shown = (await site.thread()).tree.all('li.comment').map((one) => Number(one.attr('id').replace('comment-', '')));
    assert.deepEqual(shown, written, 'in the order in which they were written');
    return answer.json();
  };
  const years = () => site.sql("SELECT strftime('%Y', max(created_at) / 1000, 'unixepoch') - strftime('%Y', 'now') FROM comment");
  const isSignedIn = async (who) => /Sign out/.test((await who.get('/')).text);
  const enter = async (address) => {
    const who = new Moderator(site, 'Ana');
    const answer = await who.signIn({}, from(address));
    assert.equal(answer.status, 303, `signing in from ${address}: ${answer.text}`);
    return who;
  };

  const { html } = await write();
  const own = html.match(/"([^"]*\/link\/own-[^"]+)"/)[1];
  const ana = await makeModerator(site, 'Ana');
  const guess = () => new Moderator(site, 'Ana').signIn({ password: 'wrong' }, from('203.0.113.9'));
  for (let i = 0; i < 5; i += 1) await guess();
  assert.equal((await guess()).status, 429);

  set(-day);
  await write();
  assert.ok(await isSignedIn(ana));
  const wait = await guess();
  assert.ok(wait.status === 403 || Number(wait.headers['retry-after']) <= 900, 'nobody waits for the day that is missing');
  await enter('192.0.2.1');

  set(3_650 * day);
  await write();
  assert.ok(Number(years()) >= 9, `${years()} years on`);
  assert.ok(!(await isSignedIn(ana)), 'the session is over');
  const late = await site.post([['do', 'save'], ['text', 'Too late']], { path: own });
  assert.ok(late.status >= 400, `the writer's link: ${late.status}`);
  const early = await enter('192.0.2.2');
  for (let i = 0; i < 5; i += 1) await guess();

  set(0);
  await write();
  assert.ok(!(await isSignedIn(ana)), 'a session that has ended does not come alive');
  assert.ok(!(await isSignedIn(early)), 'a session of a clock that was wrong does not last for ten years');
  assert.ok(await isSignedIn(await enter('192.0.2.3')));
  const again = await guess();
  assert.ok(again.status === 403 || Number(again.headers['retry-after']) <= 900, 'nobody waits for ten years');
  assert.equal((await site.get('/comments/health')).status, 200);
  assert.equal((await site.stored(written[0])).text.includes('Too late'), false);
});
