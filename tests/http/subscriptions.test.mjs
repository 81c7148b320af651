// Subscriptions by mail: consent for each, the pages behind the links, digests, bounces.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';

import { MailServer } from '../lib/mail.mjs';
import { makeModerator } from '../lib/moderator.mjs';
import { makeSite, unique } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

let site;
let server;

before(async () => {
  site = await makeSite({
    prepare: async (made) => {
      server = await MailServer.make(made.dir, ['--refuse', 'gone@example.org']);
      made.options.config = {
        ...made.options.config,
        pages: { verify: 'none' },
        site: { trusted_proxies: ['127.0.0.1'] },
        mail: { from: 'blog@example.org', to: 'mod@example.org', via: `smtp://127.0.0.1:${server.port}` },
      };
      made.writeConfig(made.options.config);
    },
  });
});

after(async () => {
  await server?.down();
  await site?.stop();
});

const newEmail = () => `${unique('p').replace(/\W/g, '')}@example.org`;
const newPage = () => `/${unique('page').replace(/\W/g, '')}/`;
const to = (email) => (mail) => mail.to[0] === email;
const question = (email) => (mail) => mail.to[0] === email && /Do you want mail/.test(mail.subject);
const one = (table, where) => Number(site.sql(`SELECT count(*) FROM ${table} WHERE ${where}`));

let networks = 0;
/** Another address prefix for each request, so that their limit does not count. */
const elsewhere = () => {
  networks += 1;
  return { 'X-Forwarded-For': `10.${networks >> 8}.${networks & 255}.7` };
};

const comment = (fields) => site.comment(fields, { headers: elsewhere() });
const follow = (page, email, fields = {}, headers = elsewhere()) =>
  site.postJson([['page', page], ['email', email], ...Object.entries(fields)], {
    path: '/comments/subscribe',
    headers,
  });

/** The site's hourly limit of questions is for strangers; a test of something else forgets it. */
const forget = () => site.sql('UPDATE consent_question SET at = at - 3600001');

async function confirmed(email, count = 1) {
  const mails = await server.wait(question(email), count);
  const answer = await site.post([['do', 'confirm']], { path: mails.at(-1).link('confirm') });
  assert.equal(answer.status, 200);
  forget();
}

/** A subscriber to a page, confirmed. */
async function follower(page, fields) {
  const email = newEmail();
  assert.equal((await follow(page, email, fields)).status, 202);
  await confirmed(email);
  return email;
}

const linkIn = (mail, name) => mail.body.match(new RegExp(`https?://[^/\\s]+(/\\S*/link/${name}-\\S+)`))[1];
const oneClick = (mail) => mail.header('List-Unsubscribe').match(/^<https?:\/\/[^/]+(\/[^>]+)>$/)[1];
const makeDue = () => site.sql("UPDATE outbox SET due_at = 1 WHERE status = 'queued'");

test('a commenter chooses nothing, replies or the whole conversation', async () => {
  const page = newPage();
  const form = (await site.thread(page)).text;
  for (const value of ['none', 'replies', 'thread'])
    assert.match(form, new RegExp(`name="aw_mail" value="${value}"`));
  const shown = await site.post({ page, comment: '', aw_mail: 'thread' }, { headers: elsewhere() });
  assert.match(shown.text, /name="aw_mail" value="thread" checked/, 'the choice is kept');
  const kinds = { none: [], '': [], replies: ['replies'], yes: ['replies'], thread: ['thread'] };
  for (const [value, kind] of Object.entries(kinds)) {
    const email = newEmail();
    await comment({ page, email, aw_mail: value });
    assert.deepEqual(site.sql(`SELECT kind FROM subscription WHERE email = '${email}'`).split('\n').filter(Boolean), kind, value);
    forget();
  }
  const email = newEmail();
  await comment({ page, email, subscribe: 'thread' });
  assert.equal(one('subscription', `email = '${email}' AND kind = 'thread'`), 1, 'another name of the field');
  forget();
});

test('a reader follows without writing, and gets every later comment with the headers of a list', async () => {
  const page = newPage();
  const email = await follower(page);
  const first = await comment({ page, author: 'Ida', comment: 'The first one' });
  const [told] = await server.wait((mail) => mail.to[0] === email && /The first one/.test(mail.body));
  assert.equal(told.subject, `Re: [Test site] ${page}`);
  assert.match(told.body, /Ida commented on/);
  assert.equal(told.header('List-Id'), '"Test site" <comments.example.org>');
  assert.match(oneClick(told), /^\/comments\/link\/unsubscribe-[\w-]+$/);
  assert.equal(told.header('List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click');
  assert.equal(told.header('Auto-Submitted'), 'auto-generated');
  assert.match(told.header('Message-ID'), new RegExp(`^<comment-${first}\\.[0-9a-f]{32}@example\\.org>$`));
  assert.match(told.header('References'), /^<thread-\d+\.[0-9a-f]{32}@example\.org>$/);

  const reply = await comment({ page, author: 'Jo', comment: 'The second one', comment_parent: String(first) });
  const [next] = await server.wait((mail) => mail.to[0] === email && /The second one/.test(mail.body));
  assert.equal(next.subject, told.subject, 'mail programs also compare subjects');
  assert.equal(next.header('In-Reply-To'), told.header('Message-ID'));
  assert.equal(next.header('References'), `${told.header('References')} ${told.header('Message-ID')}`);
  assert.notEqual(reply, first);

  const links = [...next.body.matchAll(/\/link\/(\S+)/g)].map((match) => match[1]);
  assert.ok(links.length >= 2);
  for (const token of links) {
    assert.match(token, /^[A-Za-z0-9-]{1,64}$/);
    assert.ok(!token.includes('@'));
  }
});

test('the writer of a reply and a person with two reasons are treated once', async () => {
  const page = newPage();
  const email = newEmail();
  const id = await comment({ page, email, aw_mail: 'replies' });
  await confirmed(email);
  await follow(page, email);
  await confirmed(email, 2);
  const reply = await comment({ page, comment_parent: String(id), comment: 'One mail, please' });
  await server.wait((mail) => to(email)(mail) && /One mail, please/.test(mail.body));
  assert.equal(one('outbox', `comment_id = ${reply} AND recipient = '${email}'`), 1);
  const own = await comment({ page, email, comment_parent: String(reply) });
  assert.equal(one('outbox', `comment_id = ${own} AND recipient = '${email}'`), 0);
  await site.cliOk('comment', 'hold', String(reply));
  await site.cliOk('comment', 'approve', String(reply));
  assert.equal(one('outbox', `comment_id = ${reply} AND recipient = '${email}'`), 1, 'not again');
});

test('a later tick with a confirmed address subscribes nobody silently', async () => {
  const page = newPage();
  const email = await follower(page);
  const other = newPage();
  const id = await comment({ page: other, email, aw_mail: 'replies' });
  await server.wait(question(email), 2);
  assert.equal(one('subscription', `email = '${email}' AND state = 'on'`), 1);
  const reply = await comment({ page: other, comment_parent: String(id) });
  assert.equal(one('outbox', `comment_id = ${reply} AND recipient = '${email}'`), 0);
  const proof = site.sql(`SELECT asked_at > 0, length(asked_by), wording, confirmed_at > 0, schedule FROM subscription WHERE email = '${email}' AND state = 'on'`);
  assert.equal(proof, '1|32|1|1|each');
});

test('a question has no words of a visitor, and the response is the same whatever is known', async () => {
  const page = newPage();
  const email = newEmail();
  const answers = [];
  answers.push(await follow(page, email));
  const [ask] = await server.wait(question(email));
  assert.ok(!ask.body.includes(page) && !ask.header('List-Unsubscribe'));
  answers.push(await follow(page, email));
  await confirmed(email);
  answers.push(await follow(page, email));
  await site.post([['do', 'unsubscribe']], { path: linkIn(ask, 'refuse') });
  answers.push(await follow(page, email));
  answers.push(await follow(page, newEmail(), { aw_subject: 'filled by a robot' }));
  for (const answer of answers) {
    assert.equal(answer.status, 202);
    assert.equal(answer.text, '{"status":"asked"}');
  }
  assert.equal(server.mails().filter(question(email)).length, 1);
});

test('a question lists what else was requested, and confirms only what is chosen', async () => {
  const email = newEmail();
  const [first, second, third] = [newPage(), newPage(), newPage()];
  for (const page of [first, second, third]) await follow(page, email);
  assert.equal(server.mails().filter(question(email)).length <= 1, true);
  const [ask] = await server.wait(question(email));
  const shown = await site.get(ask.link('confirm'));
  for (const page of [first, second, third]) assert.ok(shown.text.includes(page));
  assert.equal(shown.text.match(/ checked/g).length, 1, 'only what this question is about');
  const ids = site.sql(`SELECT id FROM subscription WHERE email = '${email}' ORDER BY id`).split('\n');
  const foreign = site.sql(`SELECT id FROM subscription WHERE email <> '${email}' AND state = 'asked' LIMIT 1`);
  // A browser sends the hidden field also if everything was unticked.
  assert.match(shown.text, /<input type="hidden" name="subscription" value="0">/);
  const none = await site.post([['subscription', '0'], ['do', 'confirm']], { path: ask.link('confirm') });
  assert.match(none.text, /Do you want this mail\?/);
  assert.equal(one('subscription', `email = '${email}' AND state = 'asked'`), 3, 'nothing was chosen');
  const fields = [ids[0], ids[2], foreign || '999999', '0'].map((id) => ['subscription', id]);
  await site.post([...fields, ['do', 'confirm']], { path: ask.link('confirm') });
  assert.equal(site.sql(`SELECT state FROM subscription WHERE email = '${email}' ORDER BY id`), 'on\nasked\non');
  if (foreign) assert.equal(site.sql(`SELECT state FROM subscription WHERE id = ${foreign}`), 'asked');
  assert.equal((await site.post([['do', 'confirm']], { path: ask.link('confirm') })).status, 200, 'again');
  forget();
});

test('one click ends a subscription: without cookies, from no origin, in both forms, twice', async () => {
  const page = newPage();
  for (const [type, body] of [
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    ['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'],
  ]) {
    const email = await follower(page);
    const text = unique('said');
    await comment({ page, comment: text });
    const [told] = await server.wait((mail) => to(email)(mail) && mail.body.includes(text));
    const path = oneClick(told);
    const state = () => site.sql(`SELECT state FROM subscription WHERE email = '${email}'`);
    const empty = await site.postRaw('', { path, headers: { Accept: '*/*' } });
    assert.equal(empty.status, 200);
    assert.equal(state(), 'on', 'the literal body only');
    for (const headers of [{ Origin: 'null' }, {}, { Origin: 'https://mail.example' }]) {
      const answer = await site.postRaw(body, { type, path, headers: { Accept: '*/*', ...headers } });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.location, undefined);
      assert.equal(state(), 'ended');
    }
  }
});

test('an old mail ends a subscription to its conversation that was requested later', async () => {
  const page = newPage();
  const email = await follower(page);
  const text = unique('said');
  await comment({ page, comment: text });
  const [told] = await server.wait((mail) => to(email)(mail) && mail.body.includes(text));
  const press = () => site.post([['List-Unsubscribe', 'One-Click']], { path: oneClick(told) });
  await press();
  assert.match((await site.get(oneClick(told))).text, /<h1>Done/);
  await follow(page, email);
  await confirmed(email, 2);
  assert.match((await site.get(oneClick(told))).text, /<h1>Unsubscribe\?/);
  assert.match((await press()).text, /<h1>Done/);
  assert.equal(one('subscription', `email = '${email}' AND state = 'on'`), 0);
});

test('a queued mail is not sent after unsubscribing, and unsubscribing works when the comment is gone', async () => {
  const page = newPage();
  const email = newEmail();
  const id = await comment({ page, email, aw_mail: 'replies' });
  await confirmed(email);
  await comment({ page, comment_parent: String(id), comment: 'A reply' });
  const [told] = await server.wait((mail) => to(email)(mail) && /A reply/.test(mail.body));
  // In the outbox, not due yet.
  const late = await comment({ page, comment_parent: String(id), comment: 'A late reply' });
  site.sql(`UPDATE outbox SET status = 'queued', due_at = 9000000000000 WHERE comment_id = ${late} AND recipient = '${email}'`);
  const sent = server.mails().filter(to(email)).length;
  site.sql(`UPDATE subscription SET comment_id = NULL WHERE email = '${email}'`); // as ON DELETE does
  assert.match((await site.get(oneClick(told))).text, /Unsubscribe\?/);
  await site.post([['List-Unsubscribe', 'One-Click']], { path: oneClick(told) });
  assert.equal(site.sql(`SELECT state FROM subscription WHERE email = '${email}'`), 'ended');
  makeDue();
  await until(() => one('outbox', `comment_id = ${late} AND recipient = '${email}' AND status = 'dropped'`) === 1, { what: 'the mail to be dropped' });
  assert.ok(server.mails().filter(to(email)).length <= sent + 1);
});

test('the page of an address lists its subscriptions, changes their schedules and ends them', async () => {
  const [first, second] = [newPage(), newPage()];
  const email = await follower(first);
  await follow(second, email);
  await confirmed(email, 2);
  const text = unique('said');
  await comment({ page: first, comment: text });
  const [told] = await server.wait((mail) => to(email)(mail) && mail.body.includes(text));
  const path = linkIn(told, 'manage');
  const shown = await site.get(path);
  assert.equal(shown.headers['referrer-policy'], 'no-referrer');
  for (const page of [first, second]) assert.ok(shown.text.includes(page));
  assert.ok(!shown.text.includes(email), 'a forwarded mail does not tell the address');
  const [newer, older] = site.sql(`SELECT id FROM subscription WHERE email = '${email}' ORDER BY id DESC`).split('\n');
  const saved = await site.post([[`schedule-${older}`, 'daily'], [`schedule-${newer}`, 'hourly'], ['do', 'save']], { path });
  assert.match(saved.text, /Your change is saved/);
  assert.equal(site.sql(`SELECT schedule FROM subscription WHERE email = '${email}' ORDER BY id`), 'daily\neach');
  await site.post([['end', older]], { path });
  assert.equal(site.sql(`SELECT state FROM subscription WHERE email = '${email}' ORDER BY id`), 'ended\non');
  const foreign = site.sql(`SELECT id FROM subscription WHERE email <> '${email}' AND state = 'on' LIMIT 1`);
  await site.post([['end', foreign]], { path });
  assert.equal(site.sql(`SELECT state FROM subscription WHERE id = ${foreign}`), 'on', "another's");
  await site.post([['do', 'refuse']], { path });
  assert.equal(one('subscription', `email = '${email}' AND state <> 'ended'`), 0);
  assert.equal(one('mail_refusal', `email = '${email}'`), 1);
  assert.match((await site.post([['do', 'allow']], { path })).text, /You get no mail/);
  assert.equal(one('mail_refusal', `email = '${email}'`), 0);
});

test('a digest is one mail for its window, with the entries that are still true, and doubles nothing', async () => {
  const page = newPage();
  const email = await follower(page, { digest: 'daily' });
  const ids = [];
  for (let i = 0; i < 25; i += 1) ids.push(await comment({ page, comment: `Entry number ${i}.` }));
  const due = site.sql(`SELECT DISTINCT due_at - (SELECT min(created_at) FROM outbox WHERE recipient = '${email}' AND purpose = 'digest_daily') FROM outbox WHERE recipient = '${email}' AND purpose = 'digest_daily'`);
  assert.equal(due, String(24 * 3600 * 1000), 'a day from the first entry');
  await site.cliOk('comment', 'trash', String(ids[3]));
  makeDue();
  const [mail] = await server.wait((each) => to(email)(each) && /24 new comments/.test(each.subject));
  assert.equal(mail.body.match(/Entry number/g).length, 20);
  assert.match(mail.body, /And 4 more\./);
  assert.ok(!mail.body.includes('Entry number 3.'));
  assert.match(oneClick(mail), /\/link\/unsubscribe-/);
  await until(() => one('outbox', `recipient = '${email}' AND status = 'sending'`) === 0, { what: 'the end of it' });

  // A worker that died after it had sent the digest: the same Message-ID, and no entry alone.
  site.sql(`UPDATE outbox SET status = 'sending', changed_at = 0, due_at = 1 WHERE recipient = '${email}' AND purpose = 'digest_daily'`);
  await server.wait((each) => to(email)(each) && /24 new comments/.test(each.subject), 2);
  const digests = server.mails().filter((each) => to(email)(each) && /new comment/.test(each.subject));
  assert.equal(digests.length, 2);
  assert.equal(digests[0].header('Message-ID'), digests[1].header('Message-ID'));
  await comment({ page, comment: 'One of the next day.' });
  makeDue();
  const [next] = await server.wait((each) => to(email)(each) && /One new comment/.test(each.subject));
  assert.ok(!next.body.includes('Entry number'));
});

test('opening and heading every kind of mail link a hundred times changes no byte of the database', async () => {
  const page = newPage();
  const email = newEmail();
  const waiting = newEmail();
  const id = await comment({ page, email, aw_mail: 'thread' });
  await confirmed(email);
  const text = unique('said');
  await comment({ page, comment: text });
  const [told] = await server.wait((mail) => to(email)(mail) && mail.body.includes(text));
  await comment({ page, email: waiting, aw_mail: 'replies' });
  const [ask] = await server.wait(question(waiting));
  const [asked] = await server.wait(question(email));
  forget();
  const held = await comment({ page, comment: 'https://a.example https://b.example https://c.example' });
  const [moderate] = await server.wait((mail) => to('mod@example.org')(mail) && mail.body.includes(`/comment/${held}\n`));
  const links = new Set();
  for (const mail of [told, ask, asked, moderate])
    for (const match of mail.body.matchAll(/https?:\/\/[^/\s]+(\/\S*\/link\/\S+)/g)) links.add(match[1]);
  links.add(linkIn(told, 'unsubscribe').replace('unsubscribe', 'leave'));
  assert.deepEqual(
    [...new Set([...links].map((link) => link.match(/link\/([a-z]+)/)[1]))].sort(),
    ['approve', 'confirm', 'leave', 'manage', 'own', 'refuse', 'spam', 'trash', 'unsubscribe'],
  );
  await until(() => one('outbox', "status IN ('queued', 'sending') AND due_at < 9000000000000 AND purpose NOT LIKE 'digest%'") === 0, { what: 'a quiet outbox' });
  await site.completed();
  const bytes = () => fs.readFileSync(site.database).toString('base64') + (fs.existsSync(`${site.database}-wal`) ? fs.readFileSync(`${site.database}-wal`).toString('base64') : '');
  const before = bytes();
  for (const path of links)
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => site.get(path, { method: i % 2 ? 'HEAD' : 'GET' })),
    );
  assert.ok(bytes() === before);
  assert.ok(id > 0);
});

test('forged, cut, swapped, foreign and expired links are refused', async () => {
  const page = newPage();
  const email = await follower(page);
  const stranger = await follower(page);
  const text = unique('said');
  await comment({ page, comment: text });
  const [told] = await server.wait((mail) => to(email)(mail) && mail.body.includes(text));
  const [theirs] = await server.wait((mail) => to(stranger)(mail) && mail.body.includes(text));
  const link = linkIn(told, 'unsubscribe');
  const [, number, hash] = link.match(/unsubscribe-(\d+)-(.*)$/);
  const wrong = [
    link.slice(0, -1),
    link.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
    link.replace('unsubscribe', 'confirm'),
    link.replace('unsubscribe', 'refuse'),
    link.replace('unsubscribe', 'leave'),
    `/comments/link/unsubscribe-${number}-${linkIn(theirs, 'unsubscribe').split('-').at(-1)}`,
    `/comments/link/unsubscribe-${Number(number) + 1}-${hash}`,
    linkIn(told, 'manage').replace(/-(\d+)-([0-9a-f]+)$/, (_, expires, rest) => `-${Number(expires) + 1}-${rest}`),
  ];
  for (const path of wrong) {
    for (const method of ['GET', 'POST']) {
      const answer = method === 'GET' ? await site.get(path) : await site.post([['do', 'unsubscribe'], ['List-Unsubscribe', 'One-Click']], { path });
      assert.equal(answer.status, 403, `${method} ${path}`);
    }
  }
  for (const path of ['unsubscribe', `unsubscribe-${number}`, `manage-${number}-${hash}`, `own-${number}-${hash}`, `unsubscribe-0-${hash}`])
    assert.equal((await site.get(`/comments/link/${path}`)).status, 404, path);
  assert.equal(one('subscription', `email IN ('${email}', '${stranger}') AND state = 'on'`), 2);

  // The question dies after a week, and takes the address with it.
  const late = newEmail();
  await follow(page, late);
  const [ask] = await server.wait(question(late));
  site.sql(`UPDATE subscription SET asked_at = asked_at - 8 * 86400000 WHERE email = '${late}'`);
  assert.equal((await site.post([['do', 'confirm']], { path: ask.link('confirm') })).status, 410);
  await follow(newPage(), newEmail());
  assert.equal(one('subscription', `email = '${late}'`), 0);
  // Nothing can be recorded for an address that is not known any more, and the page says so.
  for (const answer of [await site.get(linkIn(ask, 'refuse')), await site.post([['do', 'unsubscribe']], { path: linkIn(ask, 'refuse') })]) {
    assert.equal(answer.status, 410);
    assert.match(answer.text, /Nothing was changed/);
  }
  forget();
});

test('who does not want to be asked is not asked at another spelling of the address either', async () => {
  const page = newPage();
  const name = unique('p').replace(/\W/g, '');
  const others = [`${name}+x@bücher.example`, `${name[0]}.${name.slice(1)}@bücher.example`, `${name}@xn--bcher-kva.example`];
  const asked = () => one('outbox', `recipient LIKE '%${name.slice(1)}%' AND purpose = 'confirm'`);
  const mine = (mail) => mail.to[0].startsWith(`${name}@`);
  await follow(page, `${name}@bücher.example`);
  for (const other of others) await follow(newPage(), other);
  assert.equal(asked(), 1, 'one question a day to a mailbox');
  const [ask] = await server.wait(mine);
  await site.post([['do', 'confirm']], { path: ask.link('confirm') });
  const text = unique('said');
  await comment({ page, comment: text });
  const [told] = await server.wait((mail) => mine(mail) && mail.body.includes(text));
  await site.post([['do', 'refuse']], { path: linkIn(told, 'manage') });
  for (const other of others) await follow(newPage(), other);
  assert.equal(asked(), 1);
  await site.post([['do', 'allow']], { path: linkIn(told, 'manage') });
  await follow(newPage(), others[0]);
  assert.equal(asked(), 2, 'until its owner allows it');
  forget();
});

test('many requests for one address leave a bounded number of rows and one mail', async () => {
  const email = newEmail();
  const [name, domain] = email.split('@');
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => follow(`/many-${i}/`, i % 2 ? email : `${name}+${i}@${domain}`)),
  );
  assert.ok(one('subscription', `email LIKE '${name}%'`) <= 10);
  assert.equal(one('outbox', `recipient LIKE '${name}%'`), 1);
  assert.ok(one('thread', "page LIKE '/many-%'") <= 10, 'no threads for pages that nobody wrote on');
  forget();
});

test('unusual addresses are taken or refused with the reason', async () => {
  const page = newPage();
  const name = unique('p').replace(/\W/g, '');
  assert.equal((await follow(page, ` ${name}+Tag@EXAMPLE.org `)).status, 202);
  assert.equal(one('subscription', `email = '${name}+tag@example.org'`), 1);
  forget();
  assert.equal((await follow(page, `${name}@bücher.example`)).status, 202);
  await server.wait(question(`${name}@xn--bcher-kva.example`));
  forget();
  const code = async (email) => {
    const answer = await follow(page, email);
    return `${answer.status} ${answer.json().errors[0].code}`;
  };
  assert.equal(await code('zoë@example.org'), '422 require_valid_email');
  assert.equal(await code(''), '422 require_name_email');
  assert.equal(await code(`${'a'.repeat(242)}@example.org`), '422 comment_author_email_column_length');
  assert.equal(await code('a@example.org\r\nBcc: b@example.org'), '422 require_valid_email');
  const html = await site.post([['page', page], ['email', 'nobody'], ['digest', 'weekly']], { path: '/comments/subscribe', headers: elsewhere() });
  assert.equal(html.status, 422);
  assert.match(html.text, /value="nobody"/);
  assert.match(html.text, /value="weekly" checked/);
});

test('a closed page cannot be followed, and one without mail offers nothing', async () => {
  const page = newPage();
  await comment({ page });
  site.sql(`UPDATE thread SET closed = 1, version = version + 1 WHERE path = '${page}'`);
  assert.equal((await follow(page, newEmail())).status, 403);
  assert.doesNotMatch((await site.thread(page)).text, /comment-follow/);
  assert.match((await site.thread(newPage())).text, /comment-follow/);
});

test('followers of a page that is merged into another one follow that, and leave both at once', async () => {
  const [from, into] = [newPage(), newPage()];
  await comment({ page: from });
  await comment({ page: into });
  const email = await follower(from);
  await follow(into, email);
  await confirmed(email, 2);
  await site.cliOk('thread', 'merge', from, into);
  const text = unique('said');
  const id = await comment({ page: into, comment: text });
  const [told] = await server.wait((mail) => to(email)(mail) && mail.body.includes(text));
  assert.equal(one('outbox', `comment_id = ${id} AND recipient = '${email}'`), 1);
  await site.post([['do', 'unsubscribe']], { path: linkIn(told, 'unsubscribe') });
  assert.equal(one('subscription', `email = '${email}' AND state = 'on'`), 0);
});

test('replies are reported to who subscribed on a merged page, also after the merge was undone', async () => {
  const [from, into] = [newPage(), newPage()];
  const first = await comment({ page: from });
  await comment({ page: into });
  await site.cliOk('thread', 'merge', from, into);
  const email = newEmail();
  const own = await comment({ page: into, email, aw_mail: 'replies', comment_parent: String(first) });
  await confirmed(email);
  const ana = await makeModerator(site, 'Ana', ['--owner']);
  await ana.post('/undo', { batch: site.sql("SELECT max(batch) FROM audit_log WHERE action = 'page_merge'") });
  assert.match((await site.thread(from)).text, new RegExp(`id="comment-${own}"`));
  const reply = await comment({ page: from, comment_parent: String(own) });
  assert.equal(one('outbox', `comment_id = ${reply} AND recipient = '${email}'`), 1);
});

test("a person's export has the subscriptions, and erasure removes them", async () => {
  const page = newPage();
  const email = await follower(page, { digest: 'weekly' });
  const data = JSON.parse(await site.cliOk('person', 'export', email));
  assert.equal(data.subscriptions.length, 1);
  const [{ kind, state, schedule, asked, confirmed: answered, wording, asked_by }] = data.subscriptions;
  assert.deepEqual([kind, state, schedule, wording, asked_by.length], ['thread', 'on', 'weekly', 1, 32]);
  assert.ok(asked && answered);
  assert.match(await site.cliOk('person', 'export', email, '--format', 'html'), /Every comment on \S+: on, weekly/);
  await site.cliOk('person', 'erase', email);
  assert.equal(one('subscription', `email = '${email}'`), 0);

  const never = newEmail();
  await follow(page, never);
  const [ask] = await server.wait(question(never));
  forget();
  await site.post([['do', 'unsubscribe']], { path: linkIn(ask, 'refuse') });
  await site.cliOk('person', 'erase', never);
  assert.equal(one('mail_refusal', `email = '${never}'`), 0);
  await follow(page, never);
  assert.equal(one('subscription', `email = '${never}'`), 0, 'a keyed hash remembers it');
});

test('a recipient that the mail server does not know gets no more mail', async () => {
  const page = newPage();
  await follow(page, 'gone@example.org');
  await until(() => one('outbox', "recipient = 'gone@example.org' AND status = 'failed'") === 1, { what: 'the refusal' });
  assert.equal(one('mail_suppression', "reason = 'bounce'"), 1);
  await follow(newPage(), 'gone@example.org');
  assert.equal(one('subscription', "email = 'gone@example.org' AND state <> 'ended'"), 0);
  assert.equal(one('outbox', "recipient = 'gone@example.org'"), 1);
  site.sql('UPDATE mail_suppression SET at = at - 91 * 86400000; DELETE FROM consent_question');
  await follow(newPage(), 'gone@example.org');
  assert.equal(one('subscription', "email = 'gone@example.org' AND state = 'asked'"), 1, 'after ninety days');
  site.sql("DELETE FROM mail_suppression; DELETE FROM subscription WHERE email = 'gone@example.org'");
  forget();
});

/** A report about a mail as mail servers write it. */
function report(mail, { status = '5.1.1', action = 'failed', recipient = mail.to[0], complaint = false, id = mail.header('Message-ID') } = {}) {
  const parts = complaint
    ? `Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: Provider/1\r\nVersion: 1\r\nOriginal-Rcpt-To: <${recipient}>\r\n`
    : `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; ${recipient}\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; 550 said so\r\n`;
  return [
    'From: Mail Delivery System <MAILER-DAEMON@mx.example.org>',
    'To: blog@example.org',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${complaint ? 'feedback-report' : 'delivery-status'};`,
    '\tboundary="=_report/1"',
    '',
    '--=_report/1',
    'Content-Type: text/plain',
    '',
    'It was not delivered.',
    '--=_report/1',
    parts,
    '--=_report/1',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID:\r\n ${id}`,
    `To: ${recipient}`,
    'Subject: x',
    '--=_report/1--',
    '',
  ].join('\r\n');
}

test('a bounce or a complaint about a mail of ours stops mail to its recipient', async () => {
  const page = newPage();
  const [bounced, complaining, kept] = [await follower(page), await follower(page), await follower(page)];
  const text = unique('said');
  await comment({ page, comment: text });
  const mailTo = async (email) => (await server.wait((mail) => to(email)(mail) && mail.body.includes(text)))[0];
  const receive = (message) => site.cli(['mail', 'receive-bounce'], { input: message });
  const state = (email) => site.sql(`SELECT state FROM subscription WHERE email = '${email}'`);
  const keptMail = await mailTo(kept);

  for (const [what, message, pattern] of [
    ['an unknown mail', report(keptMail, { id: '<unknown@mx.example.org>' }), /not one of this site/],
    ['a forged id', report(keptMail, { id: keptMail.header('Message-ID').replace(/[0-9a-f]@/, (c) => (c[0] === '0' ? '1@' : '0@')) }), /not one of this site/],
    ['a forged complaint', report(keptMail, { complaint: true, id: '<comment-1.0123456789abcdef0123456789abcdef@example.org>' }), /not one of this site/],
    ['no report', 'Subject: hello\r\n\r\nHello.\r\n', /no delivery status and no complaint/],
    ['nothing', '', /no delivery status and no complaint/],
  ]) {
    const answer = await receive(message);
    assert.equal(answer.code, 1, what);
    assert.match(answer.output, pattern, what);
    assert.equal(one('mail_suppression', '1'), 0, what);
  }
  for (const options of [{ action: 'delayed', status: '4.4.1' }, { status: '5.7.1' }, { status: '5.2.2' }]) {
    const answer = await receive(report(keptMail, options));
    assert.equal(answer.code, 0, answer.output);
    assert.match(answer.output, /nothing was changed/);
  }
  assert.equal(state(kept), 'on');

  const first = await receive(report(await mailTo(bounced)));
  assert.equal(first.code, 0, first.output);
  assert.equal(state(bounced), 'ended');
  const second = await receive(report(await mailTo(complaining), { complaint: true, recipient: '' }));
  assert.equal(second.code, 0, second.output);
  assert.equal(state(complaining), 'ended', 'providers hide the recipient');
  assert.equal(site.sql('SELECT reason FROM mail_suppression ORDER BY reason'), 'bounce\ncomplaint');
  assert.equal(state(kept), 'on');
  assert.doesNotMatch(site.sql('SELECT address FROM mail_suppression'), /@/);
});
