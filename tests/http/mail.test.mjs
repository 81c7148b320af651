// Delivery of mail by a real SMTP server and by a sendmail program, with every kind of failure.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { MailServer } from '../lib/mail.mjs';
import { makeModerator } from '../lib/moderator.mjs';
import { childrenOf, siteFor, unique } from '../lib/site.mjs';
import { slowness, until } from '../lib/wait.mjs';

/** A site whose mail goes to a server of its own. */
async function siteWithMail(t, { smtp = [], mail = {}, ...options } = {}) {
  let server;
  const site = await siteFor(t, {
    ...options,
    config: { comments: { hold_first: true }, ...options.config },
    prepare: async (made) => {
      server = await MailServer.make(made.dir, smtp);
      t.after(() => server.down());
      made.options.config = {
        ...made.options.config,
        mail: {
          from: 'blog@example.org',
          to: 'mod@example.org',
          via: `smtp://127.0.0.1:${server.port}`,
          ...mail,
        },
      };
      made.writeConfig(made.options.config);
      await options.prepare?.(made);
    },
  });
  return { site, server };
}

const newEmail = () => `${unique('p').replace(/\W/g, '')}@example.org`;
const subject = (pattern) => (mail) => pattern.test(mail.subject);

test('with the comments on another host, mails lead to the right one of both', async (t) => {
  const { site, server } = await siteWithMail(t, {
    config: { site: { url: 'https://blog.example', comments_url: 'https://comments.example' } },
  });
  const id = await site.comment({ email: newEmail(), page: '/hello/?utm_source=list', aw_mail: 'yes' });
  const [waiting] = await server.wait(subject(/moderate/));
  assert.match(waiting.body, /on https:\/\/blog\.example\/hello\/\n/);
  for (const path of ['moderate/comment/', 'link/', 'moderate/\n'])
    assert.ok(waiting.body.includes(`https://comments.example/comments/${path}`), waiting.body);
  assert.ok(!waiting.body.includes('blog.example/comments'));
  const [confirm] = await server.wait(subject(/Do you want/));
  assert.match(confirm.body, /https:\/\/comments\.example\/comments\/link\//);
  const link = /https:\/\/comments\.example(\/comments\/link\/\S+)/.exec(confirm.body)[1];
  await site.post([['do', 'confirm']], { path: link, headers: { Origin: 'null' } });
  await site.cliOk('comment', 'approve', String(id));
  const [published] = await server.wait(subject(/is published/));
  assert.ok(published.body.includes(`https://comments.example/comments/comment/${id}\n`), published.body);
});

test('moderators get mail about a waiting comment in correct UTF-8, with links that act once', async (t) => {
  const { site, server } = await siteWithMail(t, { config: { site: { name: 'Übung & Mut' } } });
  const id = await site.comment({
    author: 'Мария',
    email: newEmail(),
    comment: 'Zeile eins – “gut”\n.\nПривет =20 {{X}} <b>',
    page: '/привет/',
  });
  const [mail] = await server.wait();
  assert.equal(mail.subject, '[Übung & Mut] Please moderate: “/привет/”');
  assert.deepEqual(mail.to, ['mod@example.org']);
  assert.match(mail.body, /Мария <p/);
  assert.match(mail.body, /Zeile eins – “gut”\n\.\nПривет =20 \{\{X\}\} <b>/);
  assert.match(mail.body, /Reason: the first comment by this name and email/);
  assert.match(mail.body, /All waiting comments: 1/);
  assert.equal(mail.header('Auto-Submitted'), 'auto-generated');
  assert.match(mail.header('Message-ID'), /^<\d+\.[0-9a-f]{32}@example\.org>$/);
  assert.match(mail.header('Reply-To'), /^p\d*/);
  assert.ok(mail.ascii, 'seven bits on the wire');

  const link = mail.link('approve');
  for (let i = 0; i < 100; i += 1) {
    const page = await site.get(link, { method: i % 2 ? 'HEAD' : 'GET' });
    assert.equal(page.status, 200);
    assert.equal(page.headers['referrer-policy'], 'no-referrer');
    // Nothing in it acts by itself, in a program that runs scripts for a preview either.
    assert.ok(!page.tree.has('script, iframe, object, embed, img, meta[http-equiv]'));
    assert.match(page.headers['content-security-policy'], /default-src 'none'/);
  }
  assert.equal((await site.stored(id)).status, 'waiting', 'looking changes nothing');
  const pressed = await site.post([['do', 'approve']], { path: link, headers: { Origin: 'null' } });
  assert.match(pressed.text, /The comment is published/);
  assert.equal((await site.stored(id)).status, 'approved');
  const replay = await site.post([['do', 'approve']], { path: link });
  assert.match(replay.text, /Already done.*Somebody acted first: <bdi>a mail link<\/bdi> approved this comment/s);
  assert.match((await site.get(mail.link('spam'))).text, /Already done/);
  assert.equal((await site.stored(id)).status, 'approved');
});

test('a link of another action, another site, or too old is refused', async (t) => {
  const { site, server } = await siteWithMail(t);
  const id = await site.comment({ email: newEmail() });
  const [mail] = await server.wait();
  const link = mail.link('approve');
  const other = link.replace('/approve-', '/trash-');
  assert.equal((await site.get(other)).status, 403);
  assert.equal((await site.post([['do', 'trash']], { path: other })).status, 403);
  const foreign = link.replace(/[0-9a-f]$/, (c) => (c === '0' ? '1' : '0'));
  assert.equal((await site.get(foreign)).status, 403);
  for (const bad of ['x', 'approve-1', 'approve--1-1-1-1', `approve-${'9'.repeat(30)}-1-1-a`])
    assert.equal((await site.get(`/comments/link/${bad}`)).status, 404, bad);
  assert.equal((await site.stored(id)).status, 'waiting');
});

test('no field of a visitor reaches a header or another recipient', async (t) => {
  const { site, server } = await siteWithMail(t);
  const evil = 'x\r\nBcc: victim@example.com\r\n\r\nbody';
  const posts = [
    { author: evil },
    { comment: evil },
    { url: `http://a.example/${encodeURIComponent(evil)}` },
    { title: evil },
    { email: `a@example.org${evil}` },
    { email: 'a@example.org,victim@example.com' },
  ];
  let taken = 0;
  for (const fields of posts)
    if ((await site.postJson({ email: newEmail(), ...fields })).status === 201) taken += 1;
  assert.ok(taken >= 3);
  // Mails that are due together may come as one.
  await until(() => site.sql("SELECT count(*) FROM outbox WHERE status <> 'sent'") === '0', {
    what: 'every mail',
    within: 15_000,
  });
  const mails = server.mails();
  assert.ok(mails.length > 0);
  for (const mail of mails) {
    assert.deepEqual(mail.to, ['mod@example.org']);
    assert.equal(mail.header('Bcc'), undefined);
  }
});

test('a sender or recipient with line breaks is a configuration error with its line', async (t) => {
  const { site } = await siteWithMail(t, { serve: false, nginx: false });
  for (const [key, value] of [
    ['from', 'a@example.org\r\nBcc: b@example.org'],
    ['to', 'a@example.org\nb@example.org'],
    ['to', 'nobody'],
    ['via', 'carrier pigeon'],
    ['via', 'smtp://'],
    ['page_authors', ['ana@example.org']],
  ]) {
    site.writeConfig({ mail: { from: 'a@example.org', [key]: value } });
    const check = await site.cli(['check']);
    assert.equal(check.code, 1);
    assert.match(check.output, new RegExp(`toml:\\d+: mail\\.${key}: `), key);
  }
});

test("without mail everything else works, and check and the moderators' pages report it", async (t) => {
  const site = await siteFor(t);
  await site.comment();
  assert.equal(site.sql('SELECT count(*) FROM outbox'), '0');
  assert.match((await site.cli(['check'])).output, /warn\s+mail\s+is not configured/);
  const ana = await makeModerator(site);
  assert.match((await ana.get('/')).text, /Mail is not configured/);
  assert.match((await ana.get('/mail')).text, /Mail is not configured/);
  assert.equal((await site.cli(['mail', 'send'])).code, 1);
});

test('while the mail server is down nothing is lost or slow, and all mail arrives afterwards', async (t) => {
  const { site, server } = await siteWithMail(t);
  await server.down();
  const timed = async () => {
    const begin = performance.now();
    await site.comment({ email: newEmail() });
    return performance.now() - begin;
  };
  const times = [];
  for (let i = 0; i < 15; i += 1) times.push(await timed());
  times.sort((a, b) => a - b);
  assert.ok(times[7] < 100 * slowness, `a post took ${times[7]} ms`);
  await until(() => site.sql("SELECT count(*) FROM outbox WHERE attempts > 0") !== '0', {
    what: 'a first attempt',
    within: 20_000,
  });
  const ana = await makeModerator(site);
  assert.match((await ana.get('/mail')).text, /smtp:\/\/127\.0\.0\.1:\d+: /);
  await server.up();
  site.sql('UPDATE outbox SET due_at = 0');
  await until(() => site.sql("SELECT count(*) FROM outbox WHERE status <> 'sent'") === '0', {
    what: 'every mail',
    within: 20_000,
  });
  const told = server.mails().map((mail) => mail.body).join('\n');
  for (const { id } of await site.list()) assert.match(told, new RegExp(`comment/${id}\\b`));
});

test('a mail to a rejected recipient fails, is listed on the page and can be retried there', async (t) => {
  const { site, server } = await siteWithMail(t, { smtp: ['--refuse', 'mod@example.org'] });
  await site.comment({ email: newEmail() });
  await until(() => site.sql("SELECT count(*) FROM outbox WHERE status = 'failed'") === '1', {
    what: 'the end of it',
    within: 20_000,
  });
  const ana = await makeModerator(site);
  const page = await ana.get('/mail');
  assert.match(page.text, /Could not be delivered: 1/);
  assert.match(page.text, /reply code 550/);
  assert.match((await ana.get('/')).text, /could not be delivered/);
  await server.down();
  await server.up();
  await ana.post('/mail', { do: 'retry' });
  await server.wait();
});

test('a mail server that hangs delays no comment, and the mail worker continues afterwards', async (t) => {
  const { site, server } = await siteWithMail(t, { smtp: ['--hang'] });
  await site.comment({ email: newEmail() });
  await until(() => site.sql("SELECT count(*) FROM outbox WHERE status = 'sending'") === '1', {
    what: 'an attempt',
    within: 20_000,
  });
  const begin = performance.now();
  await site.comment({ email: newEmail() });
  assert.ok(performance.now() - begin < 1000 * slowness);
  await server.down();
  await server.up();
  site.sql("UPDATE outbox SET due_at = 0 WHERE status = 'queued'");
  await server.wait();
});

test('killed mail workers lose no mail, and a repeated mail has the same Message-ID', async (t) => {
  const { site, server } = await siteWithMail(t, { smtp: ['--slow', '0.3'], workers: 2 });
  const ids = [];
  for (let i = 0; i < 6; i += 1) ids.push(await site.comment({ email: newEmail() }));
  let kills = 0;
  const mailWorker = () => {
    const pids = childrenOf(site.server.pid);
    return pids.find((pid) => {
      try {
        return !fs.readlinkSync(`/proc/${pid}/fd/0`).includes('socket') && pid;
      } catch {
        return false;
      }
    });
  };
  for (let i = 0; i < 4; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 700));
    // The mail worker is the youngest child at the start.
    const pid = mailWorker() ?? childrenOf(site.server.pid).at(-1);
    process.kill(pid, 'SIGKILL');
    kills += 1;
    // A mail that a dead mail worker had taken is retried after ten minutes; the test does not wait.
    site.sql("UPDATE outbox SET changed_at = 0, due_at = 0 WHERE status = 'sending'");
  }
  await until(
    () => {
      site.sql("UPDATE outbox SET changed_at = 0, due_at = 0 WHERE status = 'sending' AND changed_at < (SELECT max(created_at) FROM outbox) - 1");
      return site.sql("SELECT count(*) FROM outbox WHERE status <> 'sent'") === '0';
    },
    { what: 'every mail', within: 30_000, every: 500 },
  );
  const told = server.mails().map((mail) => mail.body).join('\n');
  for (const id of ids) assert.match(told, new RegExp(`comment/${id}\\b`));
  const seen = server.mails().map((mail) => mail.header('Message-ID'));
  assert.ok(seen.length - new Set(seen).size <= kills, 'at most one double a kill');
});

test('mail is sent over TLS with a name and a password', async (t) => {
  let dir;
  const { site, server } = await siteWithMail(t, {
    serve: false,
    nginx: false,
    prepare: (made) => {
      dir = made.dir;
    },
  });
  await server.down();
  const cert = path.join(dir, 'cert.pem');
  const key = path.join(dir, 'key.pem');
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert,
      '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
    { stdio: 'ignore' },
  );
  await server.up(['--tls', cert, key, '--auth', 'blog', 'open sesame']);
  const secret = path.join(site.home, 'mail-password');
  fs.writeFileSync(secret, 'open sesame\n', { mode: 0o600 });
  const mail = { ...site.config.mail, tls: 'required', user: 'blog', password_file: secret };
  site.writeConfig({ mail: { ...mail, ca_file: cert } });
  const sent = await site.cli(['check', '--send-test']);
  assert.match(sent.output, /ok\s+test mail/);
  const [arrived] = server.mails();
  assert.ok(arrived.tls);
  assert.equal(arrived.user, 'blog');
  site.writeConfig({ mail });
  const untrusted = await site.cli(['check', '--send-test']);
  assert.equal(untrusted.code, 1);
  assert.match(untrusted.output, /fail\s+test mail/);
});

test('mail is sent by a sendmail program, from cron only', async (t) => {
  const site = await siteFor(t, {
    serve: false,
    nginx: false,
    prepare: (made) => {
      const program = path.join(made.dir, 'sendmail');
      fs.writeFileSync(program, `#!/bin/sh\nprintf '%s|' "$@" > ${made.dir}/args\nenv > ${made.dir}/env\ncat > ${made.dir}/mail\n`, { mode: 0o755 });
      made.writeConfig({
        comments: { hold_first: true },
        mail: { from: 'blog@example.org', to: 'mod@example.org', via: `sendmail:${program}` },
      });
    },
  });
  const posted = await site.cgi(...Object.values(site.submission({ author: 'Zoë' })));
  assert.match(posted.raw, /201|Status/);
  const sent = await site.cli(['mail', 'send'], { env: { SECRET: 'no' } });
  assert.match(sent.output, /1 delivered/);
  const read = (name) => fs.readFileSync(path.join(site.dir, name), 'utf8');
  assert.equal(read('args'), '-i|-f|blog@example.org|--|mod@example.org|');
  assert.doesNotMatch(read('env'), /SECRET|AFTERWORD/);
  assert.doesNotMatch(read('mail'), /\r/);
  assert.match(read('mail'), /^Subject: =\?UTF-8\?B\?/m);
  assert.match((await site.cli(['mail', 'send'])).output, /0 delivered/);
});

test('a mail program that ends without reading a long message does not end `mail send`', async (t) => {
  const site = await siteFor(t, {
    serve: false,
    nginx: false,
    prepare: (made) => {
      const program = path.join(made.dir, 'sendmail');
      fs.writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
      made.writeConfig({
        comments: { hold_first: true },
        mail: { from: 'blog@example.org', to: 'mod@example.org', via: `sendmail:${program}` },
      });
    },
  });
  // More than a pipe can buffer.
  await site.cgi(...Object.values(site.submission({ comment: 'Ein schöner Tag. '.repeat(3800) })));
  const { code, signal, stdout, stderr } = await site.cli(['mail', 'send']);
  assert.equal(signal, null);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^0 delivered, 1 to be retried/);
});

test('a digest lists all waiting comments in one message', async (t) => {
  const { site, server } = await siteWithMail(t, { mail: { digest_minutes: 60 } });
  for (let i = 0; i < 3; i += 1) await site.comment({ email: newEmail() });
  assert.equal(server.mails().length, 0);
  site.sql('UPDATE outbox SET due_at = 0');
  const [mail] = await server.wait();
  assert.match(mail.subject, /3 comments await moderation/);
  assert.equal(mail.body.match(/Approve:/g).length, 3);
});

test('no mail is sent about a comment that was moderated meanwhile', async (t) => {
  const { site, server } = await siteWithMail(t, { mail: { digest_minutes: 60 } });
  const id = await site.comment({ email: newEmail() });
  await site.cliOk('comment', 'approve', String(id));
  site.sql('UPDATE outbox SET due_at = 0');
  await until(() => site.sql("SELECT count(*) FROM outbox WHERE status = 'dropped'") === '1', {
    what: 'the mail to be dropped',
  });
  assert.equal(server.mails().length, 0);
});

test('writers get mail only after they confirmed, and none after they unsubscribed', async (t) => {
  const { site, server } = await siteWithMail(t);
  const mia = { author: 'Mia', email: 'mia@example.org', aw_mail: 'yes' };
  const id = await site.comment(mia);
  const [ask] = await server.wait(subject(/Do you want mail/));
  assert.deepEqual(ask.to, ['mia@example.org']);
  assert.doesNotMatch(ask.body, /A thought/, 'no words of a visitor go to a stranger');
  const confirm = ask.link('confirm');
  const states = () => site.sql('SELECT state FROM subscription ORDER BY id');
  await site.get(confirm);
  assert.equal(states(), 'asked');
  await site.post([], { path: confirm });
  assert.equal(states(), 'asked', 'only the button acts');
  await site.post([['do', 'confirm']], { path: confirm });
  assert.equal(states(), 'on');

  await site.cliOk('comment', 'approve', String(id));
  const [published] = await server.wait(subject(/Your comment is published/));
  assert.match(published.body, new RegExp(`/comments/comment/${id}\n`));
  assert.match(published.header('List-Unsubscribe'), /<http.*\/link\/unsubscribe-/);
  assert.equal(published.header('List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click');

  const reply = await site.comment({ author: 'Noa', email: 'noa@example.org', comment_parent: id, comment: 'Well said, Mia.' });
  assert.equal(server.mails().filter(subject(/has replied/)).length, 0, 'a held reply is in no mail');
  await site.cliOk('comment', 'approve', String(reply));
  const [told] = await server.wait((mail) => /Noa replied to your comment/.test(mail.body));
  assert.match(told.body, /Well said, Mia\./);

  const oneClick = told.header('List-Unsubscribe').match(/https?:\/\/[^/]+(\/[^>]+)>/)[1];
  await site.post([['List-Unsubscribe', 'One-Click']], { path: oneClick });
  assert.equal(states(), 'ended');
  const again = await site.comment({ author: 'Noa', email: 'noa@example.org', comment_parent: id });
  assert.equal((await site.stored(again)).status, 'approved');
  // A mail that is due later shows that there was none before.
  const last = await site.comment({ email: newEmail() });
  await server.wait((mail) => mail.body.includes(`/moderate/comment/${last}\n`));
  assert.equal(server.mails().filter((mail) => mail.to[0] === 'mia@example.org').length, 3);
});

test('a thousand requests for mail from one address prefix send three confirmations, and each comment is accepted', async (t) => {
  const { site } = await siteWithMail(t, { config: { comments: { hold_first: false } } });
  const answers = [];
  for (let i = 0; i < 1_000; i += 8)
    answers.push(
      ...(await Promise.all(
        Array.from({ length: 8 }, (_, j) =>
          site.post(
            { author: 'Mia', email: i < 500 ? `victim+${i + j}@example.org` : `v${i + j}@example.org`, aw_mail: 'yes' },
            { headers: { 'User-Agent': `browser ${i + j}`, 'X-Forwarded-For': `203.0.113.${i % 250}` } },
          ),
        ),
      )),
    );
  assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [303], 'and all look the same');
  assert.equal(site.sql('SELECT count(*) FROM comment'), '1000');
  assert.equal(site.sql("SELECT count(*) FROM outbox WHERE purpose = 'confirm'"), '3');
  assert.equal(site.sql("SELECT count(*) FROM outbox WHERE purpose = 'confirm' AND recipient LIKE 'victim%'"), '1');
  assert.equal(site.sql('SELECT count(*) FROM subscription'), '3');
  assert.equal(site.sql('SELECT count(*) FROM consent_question'), '3');
});

test('the author of a page gets mail about comments published there', async (t) => {
  const { site, server } = await siteWithMail(t, {
    mail: { page_authors: ['/blog/* bea@example.org'] },
  });
  const id = await site.comment({ email: newEmail(), page: '/blog/first/' });
  await site.cliOk('comment', 'approve', String(id));
  const [mail] = await server.wait(subject(/Comment: “/));
  assert.deepEqual(mail.to, ['bea@example.org']);
});

test('a writer changes and withdraws a comment by a signed link', async (t) => {
  const { site, server } = await siteWithMail(t);
  const id = await site.comment({ email: 'mia@example.org', aw_mail: 'yes', comment: 'My first words' });
  const [ask] = await server.wait(subject(/Do you want mail/));
  const own = ask.link('own');
  assert.match((await site.get(own)).text, /My first words<\/textarea>/);
  const empty = await site.post([['do', 'save'], ['text', ' ']], { path: own });
  assert.equal(empty.status, 422);
  const saved = await site.post([['do', 'save'], ['text', 'My second words']], { path: own });
  assert.match(saved.text, /Your change is saved/);
  assert.equal((await site.stored(id)).text, 'My second words');
  assert.equal((await site.stored(id)).status, 'waiting');

  await site.post([['do', 'confirm']], { path: ask.link('confirm') });
  await site.cliOk('comment', 'approve', String(id));
  const [told] = await server.wait(subject(/Your comment is published/));
  await site.post([['do', 'save'], ['text', 'My third words']], { path: told.link('own') });
  assert.equal((await site.stored(id)).text, 'My third words');
  assert.equal((await site.stored(id)).status, 'approved');
  await site.post([['do', 'withdraw']], { path: own });
  assert.equal((await site.stored(id)).status, 'trash', 'withdrawing works by the first link too');
});
