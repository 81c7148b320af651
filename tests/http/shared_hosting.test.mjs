// The zip of `make dist` on a shared host: unpacked, uploaded, set up in the browser, used.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { isRoot, nobody, program, root, run, unique } from '../lib/site.mjs';
import { SharedHost, zipFile } from '../lib/shared_host.mjs';
import { until } from '../lib/wait.mjs';

const password = 'a lighthouse in spring';

for (const module of ['fcgid', 'cgid']) {
  test(`with mod_${module}: from unzip to the first comment, moderated`, async (t) => {
    const host = await SharedHost.make(t, { module });
    host.upload();

    await t.test('the first request creates the database outside the document root', async () => {
      const page = await host.get('/comments/set-up');
      assert.equal(page.status, 200, page.text + host.errors());
      assert.ok(page.tree.has('#code'));
      assert.deepEqual(fs.readdirSync(host.data).filter((name) => !name.includes('journal')).sort(), [
        'about-this-folder.txt',
        'afterword.db',
        'set-up-code.txt',
      ]);
      for (const name of ['afterword.db', 'set-up-code.txt'])
        assert.equal(fs.statSync(path.join(host.data, name)).mode & 0o777, 0o600, name);
      assert.equal(fs.statSync(host.data).mode & 0o777, 0o700);
      // With suexec the program runs as the owner, so FTP can read its files.
      if (isRoot) assert.equal(fs.statSync(path.join(host.data, 'set-up-code.txt')).uid, nobody.uid);
    });

    let cookie;
    await t.test('the code from the file creates the first moderator, who sees the check', async () => {
      const made = await host.post('/comments/set-up', { code: host.code, name: 'Ana', email: '', password });
      assert.equal(made.status, 303, made.text);
      assert.equal(made.headers.location, '/comments/moderate/check');
      cookie = made.headers['set-cookie'][0].split(';')[0];
      const check = await host.get('/comments/moderate/check', { Cookie: cookie });
      assert.equal(check.status, 200);
      assert.match(check.text, /is outside the document root/);
      assert.doesNotMatch(check.text, /<h2>Failed:/);
      assert.ok(!fs.existsSync(path.join(host.data, 'set-up-code.txt')));
    });

    await t.test('a page shows its thread, accepts a comment, and shows it after approval', async () => {
      host.addPage('my-page', 'My page');
      assert.ok((await host.get('/my-page/')).tree.has('#commentform'));
      const posted = await host.post('/comments/post', {
        page: '/my-page/',
        author: 'Bea',
        email: 'bea@example.org',
        comment: 'The first one here',
      });
      assert.equal(posted.status, 303, posted.text);
      const queue = await host.get('/comments/moderate/', { Cookie: cookie });
      assert.match(queue.text, /The first one here/);
      const approved = await host.post(
        '/comments/moderate/act',
        {
          csrf: queue.text.match(/name="csrf" value="([0-9a-f]+)"/)[1],
          one: queue.text.match(/value="(approve \d+:\d+)"/)[1],
        },
        { Cookie: cookie },
      );
      assert.equal(approved.status, 303);
      assert.match((await host.get('/my-page/')).text, /The first one here/);
    });

    await t.test('nothing of the installation can be downloaded', async () => {
      for (const name of ['comments/afterword.toml', 'comments/comments.fcgi', 'comments/.htaccess', 'afterword-data/afterword.db']) {
        const answer = await host.get(`/${name}`);
        assert.ok(answer.status >= 400, `${name}: ${answer.status}`);
      }
    });

    await t.test('mail and backups work from cron with an empty environment', async () => {
      const program = path.join(host.comments, 'comments.fcgi');
      const toml = path.join(host.comments, 'afterword.toml');
      const sendmail = path.join(host.data, 'sendmail');
      fs.writeFileSync(sendmail, '#!/bin/sh\nexec cat >/dev/null\n', { mode: 0o755 });
      fs.writeFileSync(
        toml,
        fs
          .readFileSync(toml, 'utf8')
          .replace('[comments]', '[comments]\nflood_seconds = 0')
          .replace(
            /\[mail\][^]*/,
            '[mail]\nfrom = "comments@example.org"\nto = "ana@example.org"\nvia = "sendmail:' +
              sendmail +
              '"\n',
          ),
      );
      // A running process applies the new configuration within two seconds.
      await until(
        async () => {
          const answer = await host.post('/comments/post', {
            page: '/my-page/',
            author: 'Cy',
            email: 'cy@example.org',
            comment: unique('Another'),
          });
          return answer.status === 303;
        },
        { every: 300, what: 'the new configuration' },
      );
      const sent = await run(program, ['mail', 'send'], { env: {}, cwd: '/', ...nobody });
      assert.equal(sent.code, 0, sent.output);
      assert.match(sent.stdout, /^[1-9]\d* delivered/);
      const kept = await run(program, ['backup', path.join(host.data, 'backup.db')], { env: {}, cwd: '/', ...nobody });
      assert.equal(kept.code, 0, kept.output);
    });

    await t.test('a new version replaces the old one by renaming, and no request is lost', async () => {
      const program = path.join(host.comments, 'comments.fcgi');
      let over = false;
      const failed = [];
      let asked = 0;
      const asking = (async () => {
        while (!over) {
          asked += 1;
          const { status } = await host.get('/my-page/').catch((error) => ({ status: error.message }));
          if (status !== 200) failed.push(status);
        }
      })();
      for (let i = 0; i < 3; i++) {
        fs.copyFileSync(program, `${program}.new`);
        fs.chmodSync(`${program}.new`, 0o755);
        host.own(`${program}.new`);
        fs.renameSync(`${program}.new`, program);
        assert.equal((await host.get('/comments/health')).text, 'ok\n');
      }
      over = true;
      await asking;
      assert.ok(asked > 0);
      assert.deepEqual(failed, []);
    });
  });
}

test('an upload in text mode fails as the guide says and has another size', async (t) => {
  const host = await SharedHost.make(t);
  host.upload();
  const program = path.join(host.comments, 'comments.fcgi');
  const right = fs.readFileSync(program);
  assert.ok(host.guide.includes(`${right.length} bytes`));
  assert.ok(host.guide.includes(crypto.createHash('sha256').update(right).digest('hex')));
  // FTP in text mode converts each line end to two bytes.
  fs.writeFileSync(program, Buffer.from(right.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'));
  const answer = await host.get('/comments/set-up');
  assert.equal(answer.status, 500);
  // The process writes its log apart from the response.
  const seen = await until(() => host.errors().match(/End of script output before headers|Exec format error/)?.[0], {
    what: `the reason in ${host.errors()}`,
  });
  assert.ok(host.guide.includes(seen), seen);
  fs.writeFileSync(program, right);
  assert.equal((await host.get('/comments/set-up')).status, 200);
});

test('without its permissions the program does not start, and the guide names them', async (t) => {
  const host = await SharedHost.make(t, { module: 'cgid' });
  host.upload();
  fs.chmodSync(path.join(host.comments, 'comments.fcgi'), 0o644);
  assert.ok((await host.get('/comments/set-up')).status >= 403);
  fs.chmodSync(path.join(host.comments, 'comments.fcgi'), 0o755);
  assert.equal((await host.get('/comments/set-up')).status, 200);
  if (isRoot) {
    fs.chmodSync(host.comments, 0o777);
    assert.equal((await host.get('/comments/set-up')).status, 500);
    fs.chmodSync(host.comments, 0o755);
  }
  fs.chmodSync(path.join(host.comments, 'comments.fcgi'), 0o644);
  const check = await run(program, ['check', '--config', path.join(host.comments, 'afterword.toml')]);
  assert.match(check.stdout, /^fail +web server +responds with (403|500) at .*\/comments\/health, so it (could not start the program.*\(0755\)|denies visitors access)/m);
  assert.match(host.guide, /<code>755<\/code>, not <code>644<\/code>, <code>775<\/code> or <code>777<\/code>/);
});

test('a site in a folder of another site is refused until the database is outside both', async (t) => {
  const host = await SharedHost.make(t);
  const deeper = path.join(host.documentRoot, 'blog/comments');
  host.upload({ to: deeper, edit: (text) => text.replace('timezone', 'mount = "/blog/comments"\ntimezone') });
  const page = await host.get('/blog/comments/set-up');
  assert.equal(page.status, 503, host.errors());
  assert.match(page.text, /database = &quot;sqlite:\.\.\/\.\.\/\.\.\/afterword-data\/afterword\.db&quot;/);
  assert.ok(!page.text.includes(host.home), 'a stranger learns no folder');
  assert.deepEqual(fs.readdirSync(host.documentRoot).sort(), ['.htaccess', 'blog', 'index.html']);

  const toml = path.join(deeper, 'afterword.toml');
  const said = page.text.match(/database = &quot;(sqlite:[^&]+)&quot;\./)[1];
  fs.writeFileSync(toml, fs.readFileSync(toml, 'utf8').replace(/database = ".*"/, `database = "${said}"`));
  // The process that refused keeps running and applies changes of the file.
  await until(async () => (await host.get('/blog/comments/set-up')).status === 200, { what: host.errors() });
  assert.ok(fs.existsSync(path.join(host.data, 'afterword.db')), host.errors());
});

test('the zip is reproducible and has the right modes', () => {
  const again = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'aw-')), 'again.zip');
  const version = fs.readFileSync(path.join(root, 'VERSION'), 'utf8').trim();
  const packed = spawnSync(path.join(root, 'deploy/dist.sh'), [path.join(root, 'build/static/afterword'), version, again]);
  assert.equal(packed.status, 0, String(packed.stderr));
  assert.ok(fs.readFileSync(again).equals(fs.readFileSync(zipFile)));
  fs.rmSync(path.dirname(again), { recursive: true });
  const listed = spawnSync('unzip', ['-Z', zipFile], { encoding: 'utf8' }).stdout;
  assert.match(listed, /^-rwxr-xr-x .*comments\/comments\.fcgi$/m);
  assert.match(listed, /^-rw------- .*comments\/afterword\.toml$/m);
  assert.match(listed, /^-rw-r--r-- .*guide\.html$/m);
});
