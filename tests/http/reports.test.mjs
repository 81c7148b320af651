// Readers' reports of comments: the form, the limits, the moderators' view, closing and its undo.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { MailServer } from '../lib/mail.mjs';
import { makeModerator } from '../lib/moderator.mjs';
import { siteFor } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

const open = 'SELECT count(*) FROM report WHERE closed_by IS NULL';
const address = (id) => `/comments/report/${id}`;
const report = (site, id, fields, headers = {}) => site.post(Object.entries(fields), { path: address(id), headers });
const asJson = { Accept: 'application/json' };

test('every comment of a visitor has a small link to a form that shows the comment', async (t) => {
  const site = await siteFor(t);
  const id = await site.comment({ author: 'Robin Reed', comment: 'The kettle is older than the house.' });
  const thread = (await site.thread()).text;
  assert.match(thread, new RegExp(`<a class="comment-report"[^>]*href="${address(id)}"[^>]*>Report</a>`));
  const page = (await site.get(address(id))).text;
  assert.match(page, /Robin Reed/);
  assert.match(page, /The kettle is older than the house/);
  const reasons = [...page.matchAll(/name="reason" value="(\w+)"/g)].map((match) => match[1]);
  assert.deepEqual(reasons, ['worried', 'abuse', 'spam', 'private', 'illegal', 'other']);
});

test('a reported comment stays published, and moderators see the count, the reasons and the words', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site);
  const id = await site.comment();
  const quiet = await site.comment();
  assert.match((await report(site, id, { reason: 'abuse' })).text, /Thank you for your report/);
  await report(site, id, { reason: 'other', note: 'It is about my neighbour.' });
  assert.equal((await site.stored(id)).status, 'approved');

  const view = (await ana.get('/?view=reported')).text;
  assert.match(view, new RegExp(`id="item-${id}"`));
  assert.doesNotMatch(view, new RegExp(`id="item-${quiet}"`));
  assert.match(view, /2 reports: abuse, something else/);
  assert.match(view, /data-view="reported"[^>]*>Reported <span class="count">1</);
  assert.match((await ana.get(`/comment/${id}`)).text, /It is about my neighbour\./);
  const first = (await ana.get('/')).text;
  assert.match(first, /href="[^"]*view=reported"[^>]*aria-current="page"/, 'the first view');
  const shown = await site.cliOk('comment', 'show', String(id));
  assert.match(shown, /^report  .*  abuse$/m);
  assert.match(shown, /^report  .*  other  "It is about my neighbour\."$/m);
  assert.match(shown, /audit_log .* report  reader .*"reason":"abuse"/);
});

for (const [action, status] of [['close_reports', 'approved'], ['spam', 'spam'], ['trash', 'trash']])
  test(`the decision ${action} closes the reports, and undo opens them again`, async (t) => {
    const site = await siteFor(t);
    const ana = await makeModerator(site);
    const id = await site.comment();
    await report(site, id, { reason: 'spam' });
    await report(site, id, { reason: 'illegal' });
    const version = site.sql(`SELECT version FROM comment WHERE id = ${id}`);
    const answer = await ana.post('/act', { one: `${action} ${id}:${version}`, return: 'view=reported' });
    assert.equal((await site.stored(id)).status, status);
    assert.equal(site.sql(open), '0');
    assert.doesNotMatch((await ana.get('/?view=reported')).text, /id="item-/);
    const notice = (await ana.get(answer.headers.location.replace(/^.*\/moderate/, ''))).text;
    const batch = /name="batch" value="(\d+)"/.exec(notice)[1];
    await ana.post('/undo', { batch, return: 'view=reported' });
    assert.equal((await site.stored(id)).status, 'approved');
    assert.equal(site.sql(open), '2');
    assert.match((await ana.get('/?view=reported')).text, new RegExp(`id="item-${id}"`));
  });

test('a decision leaves reports open that came after its page was shown', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site);
  const id = await site.comment();
  const openReasons = () => site.sql("SELECT group_concat(reason, ' ') FROM report WHERE closed_by IS NULL");
  const seenOn = async (path) => /name="seen" value="([^"]+)"/.exec((await ana.get(path)).text)[1];
  await report(site, id, { reason: 'spam' });
  for (const shown of ['/?view=reported', `/comment/${id}`]) {
    const seen = await seenOn(shown);
    await report(site, id, { reason: 'illegal' });
    const one = `close_reports ${await ana.target(id)}`;
    await ana.post('/act', { one, seen, return: 'view=reported' });
    assert.equal(openReasons(), 'illegal', shown);
    await ana.post('/act', { one, seen: await seenOn(shown), return: 'view=reported' });
    assert.equal(openReasons(), '', shown);
    await report(site, id, { reason: 'spam' });
  }
  // The confirmation of an action keeps what its moderator has seen.
  const owner = await makeModerator(site, 'Olga', ['--owner']);
  await site.cliOk('comment', 'trash', String(id));
  assert.equal(openReasons(), '');
  const seen = await seenOn('/?view=trash');
  const asked = await owner.post('/act', { action: 'delete', id: await ana.target(id), seen, return: 'view=trash' });
  assert.match(asked.text, new RegExp(`name="seen" value="${seen}"`));
});

test('deleting a reported comment permanently is announced as a deletion', async (t) => {
  const site = await siteFor(t);
  const olga = await makeModerator(site, 'Olga', ['--owner']);
  const id = await site.comment();
  await report(site, id, { reason: 'illegal' });
  const removed = await olga.post('/act', {
    action: 'delete',
    id: await olga.target(id),
    confirm: 'yes',
    note: 'asked for by the writer',
    return: 'view=all',
  });
  assert.equal(await site.stored(id), undefined);
  const notice = (await olga.get(removed.headers.location.replace(/^.*\/moderate/, ''))).text;
  assert.match(notice, /class="notice[^>]*>(?:(?!<\/div>)[^])*permanently deleted/);
});

test('holding a comment leaves its reports open, and the decision about it closes them', async (t) => {
  const site = await siteFor(t);
  const id = await site.comment();
  await report(site, id, { reason: 'private' });
  await site.cliOk('comment', 'hold', String(id));
  assert.equal(site.sql(open), '1');
  await site.cliOk('comment', 'approve', String(id));
  assert.equal(site.sql(open), '0');
});

test('a comment that its writer withdraws stays in the reported view until a moderator decides', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site);
  const written = (await site.postJson({})).json();
  await report(site, written.id, { reason: 'abuse' });
  const own = written.html.match(/"([^"]*\/link\/own-[^"]+)"/)[1];
  await site.post([['do', 'withdraw']], { path: own.replace(site.url, '') });
  assert.equal((await site.stored(written.id)).status, 'trash');
  assert.match((await ana.get('/?view=reported')).text, new RegExp(`id="item-${written.id}"`));
  await ana.act('close_reports', written.id);
  assert.equal(site.sql(open), '0');
});

test('reports stay closed if the decision that closed them cannot be undone', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site, 'Ana');
  const ben = await makeModerator(site, 'Ben');
  const id = await site.comment();
  await report(site, id, { reason: 'spam' });
  await ana.post('/act', { one: `spam ${id}:1`, return: '' });
  const batch = site.sql("SELECT batch FROM audit_log WHERE action = 'spam'");
  await ben.act('approve', id);
  assert.doesNotMatch((await ana.get('/')).text, /Your last action/);
  await ana.post('/undo', { batch, return: '' });
  assert.equal((await site.stored(id)).status, 'approved');
  assert.equal(site.sql(open), '0');
});

test('a reply to a published comment leaves its reports open', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site);
  const id = await site.comment();
  await report(site, id, { reason: 'illegal' });
  await ana.post('/reply', { id, version: 1, reply: 'We are looking at it.' });
  assert.equal(site.sql("SELECT count(*) FROM audit_log WHERE action = 'reply'"), '1');
  assert.equal(site.sql(open), '1');
});

test('a reader who leaves an address is told once what was decided', async (t) => {
  let server;
  const site = await siteFor(t, {
    prepare: async (made) => {
      server = await MailServer.make(made.dir);
      t.after(() => server.down());
      const via = `smtp://127.0.0.1:${server.port}`;
      made.writeConfig({ mail: { from: 'blog@example.org', to: 'mod@example.org', via } });
    },
  });
  const kept = await site.comment({ author: 'Kim' });
  const removed = await site.comment({ author: 'Lou' });
  const deleted = await site.comment({ author: 'Max' });
  for (const [id, name] of [[kept, 'a'], [removed, 'b'], [deleted, 'c']])
    await report(site, id, { reason: 'other', note: 'Please look.', email: `${name}@example.org` });
  const [alert] = await server.wait((mail) => /Kim/.test(mail.body));
  assert.deepEqual(alert.to, ['mod@example.org']);
  assert.match(alert.body, /something else: Please look\./);
  await site.cliOk('comment', 'close-reports', String(kept));
  await site.cliOk('comment', 'trash', String(removed));
  await site.cliOk('comment', 'delete', String(deleted));
  // Not at once, because a decision can be undone.
  assert.equal(site.sql("SELECT count(*) FROM outbox WHERE purpose = 'report_closed' AND due_at > created_at"), '3');
  site.sql("UPDATE outbox SET due_at = 0 WHERE purpose = 'report_closed'");
  for (const [name, words] of [['a', /it stays/], ['b', /removed it/], ['c', /removed it/]]) {
    const [mail] = await server.wait((each) => each.to.includes(`${name}@example.org`));
    assert.match(mail.body.replace(/\s+/g, ' '), words);
    assert.doesNotMatch(mail.body, /Please look|Kim|Lou|Max/, 'nothing that somebody wrote');
  }
});

test('a decision that was undone is not mailed', async (t) => {
  const site = await siteFor(t, {
    config: { mail: { from: 'blog@example.org', to: 'mod@example.org', via: 'smtp://127.0.0.1:9' } },
  });
  const ana = await makeModerator(site);
  const id = await site.comment();
  await report(site, id, { reason: 'spam', email: 'reader@example.org' });
  await ana.post('/act', { one: `close_reports ${id}:1`, return: 'view=reported' });
  const batch = site.sql("SELECT batch FROM audit_log WHERE action = 'close_reports'");
  await ana.post('/undo', { batch, return: '' });
  site.sql("UPDATE outbox SET due_at = 0 WHERE purpose = 'report_closed'");
  await until(() => site.sql("SELECT status FROM outbox WHERE purpose = 'report_closed'") === 'dropped', {
    what: 'the mail to be dropped',
  });
});

test('field errors are listed together, and everything typed is kept', async (t) => {
  const site = await siteFor(t, {
    config: { mail: { from: 'blog@example.org', to: 'mod@example.org', via: 'smtp://127.0.0.1:9' } },
  });
  const id = await site.comment();
  const long = 'x'.repeat(1_001);
  for (const [fields, codes] of [
    [{}, ['require_reason']],
    [{ reason: 'nonsense' }, ['require_reason']],
    [{ reason: 'other' }, ['require_note']],
    [{ reason: 'other', note: ' \n ' }, ['require_note']],
    [{ reason: 'other', note: '\u200B\u2060\u00AD' }, ['require_note']],
    [{ reason: 'abuse', note: long }, ['note_length']],
    [{ reason: 'abuse', email: 'nobody' }, ['require_valid_email']],
    [{ note: long, email: 'nobody' }, ['require_reason', 'note_length', 'require_valid_email']],
  ]) {
    const answer = await report(site, id, fields, asJson);
    assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 80));
    assert.deepEqual(answer.json().errors.map((error) => error.code), codes);
  }
  const again = await report(site, id, { reason: 'other', note: '', email: 'Kim <kim@' });
  assert.equal(again.status, 422);
  assert.match(again.text, /value="other" required checked/);
  assert.match(again.text, /value="Kim &lt;kim@"/);
  assert.equal(site.sql('SELECT count(*) FROM report'), '0');
  const taken = await report(site, id, { reason: 'abuse' }, asJson);
  assert.equal(taken.status, 202);
  assert.deepEqual(taken.json(), { status: 'received' });
});

test('a removed or held comment cannot be reported, one on a closed page can', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site);
  const held = await site.comment();
  await site.cliOk('comment', 'hold', String(held));
  const gone = await site.comment();
  await site.cliOk('comment', 'delete', String(gone));
  for (const id of [held, gone, 999]) {
    for (const answer of [await site.get(address(id)), await report(site, id, { reason: 'abuse', note: 'words' })]) {
      assert.equal(answer.status, 404, `${id}`);
      assert.match(answer.text, /This comment is not published/);
    }
    assert.equal((await report(site, id, { reason: 'abuse' }, asJson)).status, 404);
  }
  assert.equal((await site.get(address('x'))).status, 404);
  const closed = await site.comment();
  await ana.post('/act', { one: `close ${closed}:1`, return: '' });
  assert.equal((await report(site, closed, { reason: 'abuse' })).status, 200);
});

test('a report is accepted only from a page of the site', async (t) => {
  const site = await siteFor(t);
  const id = await site.comment();
  const send = (headers) => report(site, id, { reason: 'abuse', note: 'kept words' }, headers);
  for (const headers of [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Referer: 'https://evil.example/page' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { Origin: site.url, 'Sec-Fetch-Site': 'cross-site' },
  ]) {
    const answer = await send(headers);
    assert.equal(answer.status, 403, JSON.stringify(headers));
    assert.match(answer.text, /kept words/);
  }
  assert.equal(site.sql('SELECT count(*) FROM report'), '0');
  assert.equal((await send({ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).status, 200);
  assert.equal(site.sql('SELECT count(*) FROM report'), '1');
});

test('with reports disabled there is no link, no form and no view', async (t) => {
  const site = await siteFor(t, { config: { reports: { enabled: false } } });
  const ana = await makeModerator(site);
  const id = await site.comment();
  assert.doesNotMatch((await site.thread()).text, /comment-report/);
  assert.equal((await site.get(address(id))).status, 404);
  assert.equal((await report(site, id, { reason: 'abuse' })).status, 404);
  assert.doesNotMatch((await ana.get('/')).text, /view=reported/);
});

test('without care a worried report is a report like the others', async (t) => {
  const site = await siteFor(t, { config: { care: { mode: 'off' } } });
  const ana = await makeModerator(site);
  const id = await site.comment();
  await report(site, id, { reason: 'worried' });
  assert.equal(site.sql(`SELECT care FROM comment WHERE id = ${id}`), '');
  assert.match((await ana.get('/?view=reported')).text, /1 report: worried about somebody/);
});

test('resolving a care comment closes the worried reports only', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site);
  const id = await site.comment();
  await report(site, id, { reason: 'worried' });
  await report(site, id, { reason: 'abuse' });
  await ana.act('resolve', id, { return: '' });
  assert.equal(site.sql('SELECT group_concat(reason) FROM report WHERE closed_by IS NULL'), 'abuse');
});

test('without mail the address of a reader is not kept', async (t) => {
  const site = await siteFor(t);
  const id = await site.comment();
  assert.doesNotMatch((await site.get(address(id))).text, /name="email"/);
  await report(site, id, { reason: 'spam', email: 'reader@example.org' });
  assert.equal(site.sql('SELECT reason || email FROM report'), 'spam');
});

test('reports are in exports, and erased with the address of their reader', async (t) => {
  const site = await siteFor(t, {
    config: { mail: { from: 'blog@example.org', to: 'mod@example.org', via: 'smtp://127.0.0.1:9' } },
  });
  const id = await site.comment();
  await report(site, id, { reason: 'private', note: 'My street is named.', email: 'reader@example.org' });
  await report(site, id, { reason: 'worried' });
  const exported = JSON.parse(await site.cliOk('export', 'json'));
  const comment = exported.comments.find((each) => each.id === id);
  assert.match(comment.reports, /^private \S+Z My street is named\.$/, 'without the worried one');
  assert.doesNotMatch(JSON.stringify(exported), /reader@example/);

  const other = await siteFor(t);
  const file = path.join(other.dir, 'export.json');
  fs.writeFileSync(file, JSON.stringify(exported));
  await other.cliOk('import', 'json', file);
  await other.cliOk('import', 'json', file);
  assert.equal(other.sql('SELECT group_concat(reason || note) FROM report'), 'privateMy street is named.');

  const own = JSON.parse(await site.cliOk('person', 'export', 'reader@example.org'));
  assert.equal(own.reports[0].note, 'My street is named.');
  await site.cliOk('person', 'erase', 'reader@example.org');
  assert.equal(site.sql("SELECT count(*) FROM report WHERE email <> '' OR note <> ''"), '0');
  assert.equal(site.sql(open), '2');
});
