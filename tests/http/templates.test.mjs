// A site's own templates: valid ones are used, invalid ones are reported and ignored.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { pool, until } from '../lib/wait.mjs';
import { root, siteFor } from '../lib/site.mjs';

const original = (name) => fs.readFileSync(path.join(root, 'templates', name), 'utf8');
const marked = original('thread.tpl').replace(
  '</section>',
  '<p class="house-style">ours</p>\n</section>',
);

/** A site whose templates folder holds these files. */
function siteWith(t, files, options = {}) {
  return siteFor(t, {
    ...options,
    config: { templates: { directory: 'templates' } },
    prepare: (site) => {
      site.templates = path.join(site.home, 'templates');
      fs.mkdirSync(site.templates);
      for (const [name, text] of Object.entries(files))
        fs.writeFileSync(path.join(site.templates, name), text);
    },
  });
}

const ours = (answer) => answer.tree.has('#comments .house-style');

test('a template of the same name in templates.directory is used', async (t) => {
  const site = await siteWith(t, { 'thread.tpl': marked });
  const id = await site.comment();
  const answer = await site.thread();
  assert.ok(ours(answer));
  assert.ok(answer.tree.has(`#comment-${id}`), 'the others are still the built-in ones');
  const { code, stdout } = await site.cli(['check']);
  assert.equal(code, 0, stdout);
});

const invalid = {
  'a section that never ends': `${marked}{{#OPEN}}`,
  'a marker that never ends': `${marked}{{TITLE`,
  'no AUTOESCAPE pragma': marked.replace(/^\{\{%AUTOESCAPE[^}]*\}\}/, ''),
  'nothing in it': '',
  'an unquoted attribute value': `${marked}<a href={{TITLE}}>x</a>`,
};

for (const [what, text] of Object.entries(invalid)) {
  test(`a template with ${what} is replaced by the built-in one, and the log reports it`, async (t) => {
    const site = await siteWith(t, { 'thread.tpl': text });
    const id = await site.comment();
    const answer = await site.thread('/hello/', '?title=T');
    assert.equal(answer.status, 200);
    assert.ok(!ours(answer));
    assert.ok(answer.tree.has(`#comment-${id}`));
    assert.ok(answer.tree.has('form#commentform'));
    const { stdout } = await site.cli(['check']);
    assert.ok(
      stdout.split('\n').some((l) => /^\s*(warn|fail)\b/i.test(l) && /thread\.tpl/.test(l)),
      stdout,
    );
    assert.match(site.log(), /thread\.tpl/);
  });
}

test('with a missing templates folder the built-in templates are used, and the log reports it', async (t) => {
  const site = await siteFor(t, { config: { templates: { directory: 'nowhere' } } });
  await site.comment();
  assert.equal((await site.thread()).status, 200);
  const { stdout } = await site.cli(['check']);
  assert.ok(
    stdout.split('\n').some((l) => /^\s*(warn|fail)\b/i.test(l) && /nowhere/.test(l)),
    stdout,
  );
});

test('a reload applies a new template, and keeps serving if it is broken or missing', async (t) => {
  const site = await siteWith(t, {});
  const file = path.join(site.templates, 'thread.tpl');
  assert.ok(!ours(await site.thread()));
  fs.writeFileSync(file, marked);
  site.server.kill('SIGHUP');
  await until(async () => ours(await site.thread()), { what: 'the new template' });
  fs.writeFileSync(file, invalid['a section that never ends']);
  site.server.kill('SIGHUP');
  const lines = site.log().length;
  await until(() => /thread\.tpl/.test(site.log().slice(lines)), { what: 'a word in the log' });
  const id = await site.comment();
  const answer = await site.thread();
  assert.equal(answer.status, 200);
  assert.ok(answer.tree.has(`#comment-${id}`));
  fs.unlinkSync(file);
  site.server.kill('SIGHUP');
  await until(async () => !ours(await site.thread()), { what: 'the built-in template' });
});

/** Things that can have the name of a template without being one. */
const noFiles = {
  'a pipe': (file) => assert.equal(spawnSync('mkfifo', [file]).status, 0),
  'a folder': (file) => fs.mkdirSync(file),
  'a link to a device': (file) => fs.symlinkSync('/dev/zero', file),
  'a socket': async (file, t) => {
    const server = net.createServer().listen(file);
    t.after(() => server.close());
    await once(server, 'listening');
  },
  'a file of a gigabyte': (file) => {
    fs.writeFileSync(file, marked);
    fs.truncateSync(file, 1 << 30);
  },
};

for (const [what, make] of Object.entries(noFiles))
  test(`${what} in place of a template is ignored, at the start and at a reload`, async (t) => {
    const site = await siteWith(t, {});
    const file = path.join(site.templates, 'thread.tpl');
    fs.writeFileSync(file, marked);
    site.server.kill('SIGHUP');
    await until(async () => ours(await site.thread()), { what: 'the new template' });
    fs.unlinkSync(file);
    await make(file, t);
    const style = path.join(site.templates, 'style.css');
    await make(style, t);
    const before = site.log().length;
    site.server.kill('SIGHUP');
    await until(() => /thread\.tpl.* is .*; the built-in one serves/.test(site.log().slice(before)), {
      what: 'a word in the log',
    });
    const id = await site.comment();
    await until(async () => !ours(await site.thread()), { what: 'the built-in template' });
    assert.ok((await site.thread()).tree.has(`#comment-${id}`));
    assert.equal((await site.get('/comments/style.css')).status, 200);
    const { stdout } = await site.cli(['check', '--offline'], { timeout: 10_000 });
    for (const name of ['thread.tpl', 'style.css'])
      assert.match(stdout, new RegExp(`^warn .*${name.replace('.', '\\.')}: is .*; the built-in one serves`, 'm'));
  });

test('templates that are replaced under load lose no comment', async (t) => {
  const site = await siteWith(t, { 'thread.tpl': marked });
  const file = path.join(site.templates, 'thread.tpl');
  const versions = [marked, invalid['a section that never ends'], '', null, original('thread.tpl')];
  let done = false;
  const swapping = (async () => {
    for (let i = 0; !done; i++) {
      const version = versions[i % versions.length];
      if (version === null) fs.rmSync(file, { force: true });
      else fs.writeFileSync(file, version);
      site.server.kill('SIGHUP');
      await until(async () => (await site.get('/comments/health')).status === 200);
    }
  })();
  const ids = await pool(60, 4, () => site.comment());
  done = true;
  await swapping;
  const stored = new Set((await site.list()).map((c) => c.id));
  assert.ok(ids.every((id) => stored.has(id)));
  assert.equal(stored.size, 60);
});
