// Care comments: held, answered at once, listed first, reported to the moderators, and never removed by
// a rule.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { MailServer } from '../lib/mail.mjs';
import { makeModerator } from '../lib/moderator.mjs';
import { root, siteFor, unique } from '../lib/site.mjs';
import { until } from '../lib/wait.mjs';

const despair = 'I want to die and nobody knows.';
const newEmail = () => `${unique('p').replace(/\W/g, '')}@example.org`;

async function withHelp(site) {
  const ana = await makeModerator(site);
  await ana.post('/care', {
    add: 'help',
    name: 'Night Line of Tern Lane',
    phone: '0123 456',
    hours: 'every night',
    country: 'Nowhere',
  });
  return ana;
}

test('the writer of a care comment sees every help line at once, without a script', async (t) => {
  const site = await siteFor(t);
  await withHelp(site);
  const answer = await site.post({ comment: despair, email: newEmail() });
  assert.equal(answer.status, 303);
  const page = await site.get(site.local(answer.headers.location).split('#')[0]);
  assert.match(page.text, /Your comment was received safely\. A person will read it soon/);
  assert.match(page.text, /Night Line of Tern Lane/);
  assert.match(page.text, /href="tel:0123456"/);
  assert.match(page.text, /not a crisis service/);
  const words = page.text.replace(/<[^>]*>/g, ' ').replaceAll(despair, '');
  assert.doesNotMatch(words, /\b(spam|blocked|rejected|error)\b/i);
  assert.equal((await site.list())[0].status, 'waiting');
});

test('the JSON response to a care comment has the same text', async (t) => {
  const site = await siteFor(t);
  await withHelp(site);
  const body = (await site.postJson({ comment: despair, email: newEmail() })).json();
  assert.equal(body.status, 'waiting');
  assert.match(body.care_html, /received safely/);
  assert.match(body.care_html, /Night Line/);
  const other = (await site.postJson({ comment: unique(), email: newEmail() })).json();
  assert.equal(other.care_html, undefined);
});

test('no rule, trap or speed removes a care comment; it is first in the queue, hidden, until somebody decides', async (t) => {
  const site = await siteFor(t);
  const ana = await withHelp(site);
  await site.cliOk('rule', 'add', 'block', 'die');
  await site.cliOk('rule', 'add', 'block', '/e|a/');
  const id = await site.comment({
    comment: `${despair} damn http://a.example http://b.example http://c.example`,
    aw_subject: 'filled in by a machine',
    aw_elapsed_ms: '1',
    email: newEmail(),
  });
  await site.cliOk('rule', 'remove', '1').catch(() => {});
  assert.equal((await site.stored(id)).status, 'waiting');
  const queue = await ana.get('/');
  assert.match(queue.text, /data-view="care" aria-current="page"/, 'it opens there');
  assert.match(queue.text, /Somebody may need help: the writer/);
  assert.match(queue.text, /<summary>Show the text<\/summary>/);
  assert.match(queue.text, /has not been opened yet/);
  await ana.get(`/comment/${id}`);
  assert.doesNotMatch((await ana.get('/')).text, /has not been opened yet/);

  await ana.act('assign', id);
  assert.match((await ana.get('/')).text, /Assigned to <bdi>Ana<\/bdi>/);
  for (const action of ['spam', 'trash', 'delete']) {
    const ask = await ana.act(action, id);
    assert.equal(ask.status, 200, action);
    assert.match(ask.text, /name="note"[^>]* required/);
    const target = await ana.target(id);
    const without = await ana.post('/act', { action, id: target, confirm: 'yes', note: ' ' });
    assert.equal(without.status, 422, `${action} without a reason`);
  }
  assert.equal((await site.stored(id)).status, 'waiting');
  await ana.act('approve', id);
  assert.equal(site.sql(`SELECT care FROM comment WHERE id = ${id}`), 'resolved');
});

test('without a script, a hidden text is shown before an action publishes it', async (t) => {
  const site = await siteFor(t, { config: { comments: { hold_all: true } } });
  const ana = await makeModerator(site);
  const [plain, first, second] = [await site.comment({ email: newEmail() }), await site.comment({ comment: despair, email: newEmail() }), await site.comment({ comment: `${despair} Zebrafinch.`, email: newEmail() })];
  const target = (id) => `${id}:${site.sql(`SELECT version FROM comment WHERE id = ${id}`)}`;
  const status = async (id) => (await site.stored(id)).status;
  const form = ({ tree }) => tree.all('main form input[type=hidden]').map((field) => [field.attr('name'), field.attr('value')]);

  const queue = await ana.get('/?view=waiting');
  assert.match(queue.text, new RegExp(`data-unveils name="one" value="approve ${second}:1"`));
  assert.match(queue.text, new RegExp(`<input type="hidden" form="queue" name="opened" value="${second}" disabled>`), 'for the script');
  const ask = await ana.post('/act', { one: `approve ${target(second)}`, return: 'view=waiting' });
  assert.equal(ask.status, 200);
  assert.equal(await status(second), 'waiting');
  assert.match(ask.text, /Nobody has opened this text yet\. Please read it first\./);
  assert.match(ask.text, /<div class="text" dir="auto"><p>I want to die and nobody knows\. Zebrafinch\./);
  assert.doesNotMatch(ask.text, /class="veiled"|name="note"|is also for/);
  assert.equal(ask.tree.one('main form button.strong').text, 'Approve');
  const json = await ana.post('/act', { one: `approve ${target(second)}` }, { Accept: 'application/json' });
  assert.equal(json.status, 409);
  assert.equal(json.json().errors[0].code, 'confirmation_required');
  const done = await ana.post('/act', form(ask));
  assert.match(done.headers.location, /\?view=waiting&done=/);
  assert.equal(await status(second), 'approved');

  const several = await ana.post('/act', [['action', 'approve'], ['id', target(plain)], ['id', target(first)]]);
  assert.match(several.text, /Nobody has opened this text yet/);
  assert.match(several.text, /The action is also for 1 other comment\./);
  assert.equal(await status(plain), 'waiting', 'nothing is done before');
  await ana.post('/act', form(several));
  assert.deepEqual([await status(plain), await status(first)], ['approved', 'approved']);

  // With the script, the text may have been opened in the list.
  const third = await site.comment({ comment: despair, email: newEmail() });
  await ana.post('/act', { one: `approve ${target(third)}`, opened: third });
  assert.equal(await status(third), 'approved');
  // Somebody has opened the comment's own page.
  const fourth = await site.comment({ comment: `${despair} Again.`, email: newEmail() });
  assert.match((await ana.get(`/comment/${fourth}`)).text, new RegExp(`name="opened" value="${fourth}"`), 'it shows the text');
  await ana.post('/act', { one: `approve ${target(fourth)}` });
  assert.equal(await status(fourth), 'approved');
  // The command line is used by the owner, who has read it with `comment show`.
  const fifth = await site.comment({ comment: `${despair} Once more.`, email: newEmail() });
  await site.cliOk('comment', 'approve', String(fifth));
  assert.equal(await status(fifth), 'approved');
});

test('an action on the whole list of care comments shows every hidden text first', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site);
  await site.importComments(Array.from({ length: 120 }, (_, i) => ({ id: i + 1, status: 'waiting', email: newEmail() })));
  site.sql("UPDATE comment SET care = 'open'");
  site.sql('UPDATE comment SET care_read_at = 1 WHERE id > 110');
  const { tree } = await ana.get('/?view=care');
  let page = await ana.post('/act', { action: 'approve', all: 'yes', seen: tree.one('[name=seen]').attr('value'), return: 'view=care' });
  for (const [shown, later, others] of [[50, 60, 10], [50, 10, 60], [10, 0, 110]]) {
    const facts = page.tree.all('main > p.facts').map((each) => each.text);
    assert.deepEqual(facts, [
      ...(later ? [`${later} more texts that nobody has opened are on the next page.`] : []),
      `The action is also for ${others} other comments.`,
    ]);
    assert.match(page.text, /Nobody has opened these texts yet/);
    assert.equal(page.tree.all('.entry').length, shown);
    assert.equal(site.sql("SELECT count(*) FROM comment WHERE status = 'approved'"), '0');
    page = await ana.post('/act', page.tree.all('main form input[type=hidden]').map((field) => [field.attr('name'), field.attr('value')]));
  }
  assert.equal(page.status, 303);
  assert.equal(site.sql("SELECT count(*) FROM comment WHERE status = 'approved'"), '120');
});

test('in the waiting view a care comment is listed before newer comments', async (t) => {
  const site = await siteFor(t, { defaults: true, config: { comments: { flood_seconds: 0 } } });
  const ana = await withHelp(site);
  const urgent = await site.comment({ comment: despair, email: newEmail() });
  for (let i = 0; i < 3; i += 1) await site.comment({ email: newEmail() });
  const { text } = await ana.get('/?view=waiting');
  assert.equal(Number(text.match(/id="item-(\d+)"/)[1]), urgent);
});

test('a care alert is enqueued in the same transaction, skips the digest, does not name the writer, and is repeated', async (t) => {
  let server;
  const site = await siteFor(t, {
    prepare: async (made) => {
      server = await MailServer.make(made.dir);
      t.after(() => server.down());
      made.writeConfig({
        mail: {
          from: 'blog@example.org',
          to: 'mod@example.org',
          via: `smtp://127.0.0.1:${server.port}`,
          digest_minutes: 600,
        },
      });
    },
  });
  await makeModerator(site, 'Ana', ['--email', 'ana@example.org']);
  const id = await site.comment({ comment: despair, author: 'Linnea', email: 'linnea@example.org' });
  const mails = await server.wait(() => true, 2);
  assert.deepEqual(mails.map((mail) => mail.to[0]).sort(), ['ana@example.org', 'mod@example.org']);
  for (const mail of mails) {
    assert.match(mail.subject, /Somebody may need help/);
    assert.match(mail.body, new RegExp(`/moderate/comment/${id}`));
    assert.doesNotMatch(mail.body, /Linnea|linnea|want to die|\/link\//);
  }
  const due = Number(site.sql("SELECT due_at - created_at FROM outbox WHERE purpose = 'care_unread' LIMIT 1"));
  assert.equal(due, 30 * 60 * 1000);
  site.sql("UPDATE outbox SET due_at = 0 WHERE purpose = 'care_unread' AND recipient LIKE 'mod%'");
  const [again] = await server.wait((mail) => /has not been opened for half an hour/.test(mail.body));
  assert.deepEqual(again.to, ['mod@example.org']);
  const ben = await makeModerator(site, 'Ben');
  const shown = (await ben.get('/mail')).text;
  assert.match(shown, /Reminders: 1.*Reminder that nobody has opened.*the comment<\/a> by <bdi>Linnea<\/bdi> on “<bdi>\/hello\/<\/bdi>”/s);
  assert.doesNotMatch(shown, /Waiting to be sent/);
  // After somebody has opened it, no further alert is sent.
  await ben.get(`/comment/${id}`);
  assert.match((await ben.get('/mail')).text, /No mail is waiting, and none has failed/);
  site.sql('UPDATE outbox SET due_at = 0');
  await until(() => site.sql("SELECT count(*) FROM outbox WHERE status = 'queued'") === '0', { what: 'the outbox' });
  assert.equal(site.sql("SELECT count(*) FROM outbox WHERE status = 'dropped'"), '1');
});

test('a worried report opens the comment for care, leaves it published and does not reveal the reader', async (t) => {
  const site = await siteFor(t);
  const ana = await withHelp(site);
  const id = await site.comment();
  const page = await site.get(`/comments/report/${id}`);
  assert.match(page.text, /Night Line/);
  assert.equal(site.sql('SELECT count(*) FROM report'), '0', 'looking changes nothing');
  for (let i = 0; i < 3; i += 1) {
    const answer = await site.post([['reason', 'worried']], { path: `/comments/report/${id}` });
    assert.match(answer.text, /Thank you for your report/);
    assert.match(answer.text, /Night Line/);
  }
  assert.equal(site.sql('SELECT count(*) FROM report'), '1');
  assert.equal((await site.stored(id)).status, 'approved');
  assert.match((await ana.get('/?view=care')).text, /reported by a reader/);
});

test('of a thousand reports from one address prefix ten count, with one alert each, whatever their headers', async (t) => {
  const site = await siteFor(t, {
    config: { mail: { from: 'blog@example.org', to: 'mod@example.org', via: 'smtp://127.0.0.1:9' } },
  });
  await withHelp(site);
  const comments = [];
  for (let i = 0; i < 40; i += 1) comments.push(await site.comment());
  const report = (i) =>
    site.post([['reason', 'worried']], {
      path: `/comments/report/${comments[i % comments.length]}`,
      headers: {
        'User-Agent': `browser ${i}`,
        'X-Forwarded-For': `203.0.113.${i % 250}`,
        Forwarded: `for=198.51.100.${i % 250}`,
        'X-Real-IP': `192.0.2.${i % 250}`,
        'Accept-Language': `l${i}`,
      },
    });
  const statuses = { 200: 0, 429: 0 };
  for (let i = 0; i < 1_000; i += 8)
    for (const answer of await Promise.all(Array.from({ length: 8 }, (_, j) => report(i + j)))) {
      statuses[answer.status] += 1;
      if (answer.status !== 429) continue;
      const seconds = Number(answer.headers['retry-after']);
      assert.ok(seconds > 3_000 && seconds <= 3_600, `${seconds} s`);
      assert.match(answer.text, /Please send this report again in \d+ minutes/);
      assert.match(answer.text, /Night Line/);
    }
  assert.deepEqual(statuses, { 200: 10, 429: 990 });
  assert.equal(site.sql('SELECT count(*) FROM report'), '10');
  assert.equal(site.sql("SELECT count(*) FROM audit_log WHERE action = 'report'"), '10');
  assert.equal(site.sql("SELECT count(*) FROM outbox WHERE purpose = 'care'"), '10');
  assert.equal(site.sql("SELECT count(*) FROM outbox WHERE purpose = 'care_unread'"), '10');
});

test('the built-in phrases are installed once, and removed ones stay removed', async (t) => {
  const site = await siteFor(t);
  const rules = (await site.cliOk('rule', 'list')).split('\n').filter((line) => / care /.test(line));
  assert.ok(rules.length > 100);
  assert.match(rules[0], /self\s+en/);
  await site.cliOk('rule', 'remove', rules[0].trim().split(' ')[0]);
  await site.restart();
  await site.thread();
  const left = (await site.cliOk('rule', 'list')).split('\n').filter((line) => / care /.test(line));
  assert.equal(left.length, rules.length - 1);
  const list = path.join(site.dir, 'care-de.txt');
  fs.writeFileSync(list, 'language: de\n[self]\nnicht mehr leben\n');
  assert.match(await site.cliOk('rule', 'import', list), /1 care phrases/);
  const id = await site.comment({ comment: 'Ich will nicht mehr leben.', email: newEmail() });
  assert.equal((await site.stored(id)).status, 'waiting');
  fs.writeFileSync(list, '[self]\nx\n');
  const bad = await site.cli(['rule', 'import', list]);
  assert.equal(bad.code, 1);
  assert.match(bad.output, /care-de\.txt:2: .*language/);
});

test('a care comment is in no public page, and its marks are in no log, export or list of published comments', async (t) => {
  const site = await siteFor(t);
  const id = await site.comment({ comment: `${despair} Zebrafinch.`, email: 'linnea@example.org' });
  for (const page of ['/comments/thread/hello/', '/comments/page/hello/'])
    assert.doesNotMatch((await site.get(page)).text, /Zebrafinch/);
  assert.doesNotMatch(site.log(), /Zebrafinch|linnea|care/);
  assert.equal((await site.stored(id)).status, 'waiting');
});

test('outdated help lines are reported to moderators and by check', async (t) => {
  const site = await siteFor(t, { config: { care: { mode: 'attentive' } } });
  assert.match((await site.cli(['check'])).output, /warn\s+help lines\s+there are none/);
  const ana = await withHelp(site);
  assert.match((await site.cli(['check'])).output, /ok\s+help lines/);
  site.sql('UPDATE help_resource SET verified_at = verified_at - 190 * 86400000');
  assert.match((await site.cli(['check'])).output, /warn\s+help lines\s+1 of 1 not checked for six months/);
  assert.match((await ana.get('/')).text, /Help lines that were not checked for six months: 1\./);
  const id = site.sql('SELECT id FROM help_resource');
  await ana.post('/care', { verify: id });
  assert.doesNotMatch((await ana.get('/')).text, /not checked for six months/);
  const wrong = await ana.post('/care', { add: 'help', name: '', url: 'x' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /A help line needs a name/);
});

test('care.help_beside_form shows help lines beside every form, and a change is visible on every page at once', async (t) => {
  const site = await siteFor(t, { config: { care: { help_beside_form: true }, reports: { enabled: false } } });
  await site.comment();
  assert.doesNotMatch((await site.thread()).text, /comment-report|Night Line/);
  await withHelp(site);
  assert.match((await site.thread()).text, /<aside class="comment-help"[^>]*>.*Night Line/s);
});

test('with every rule enabled, no mail server and a nearly full disk, no explicit sentence is lost or removed', async (t) => {
  const site = await siteFor(t, {
    prepare: (made) =>
      made.writeConfig({
        comments: { hold_all: true, max_links: 1 },
        care: { mode: 'attentive' },
        mail: { from: 'blog@example.org', to: 'mod@example.org', via: 'smtp://127.0.0.1:9' },
      }),
  });
  for (const pattern of ['/e|a/', '/i|u/', '/o/']) await site.cliOk('rule', 'add', 'block', pattern);
  const sentences = fs
    .readFileSync(path.join(root, 'tests/data/care-tuned-2.txt'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('explicit\t'))
    .map((line) => line.slice(9));
  const limit = (size) => {
    for (const pid of site.workerPids())
      assert.equal(spawnSync('prlimit', ['--pid', String(pid), `--fsize=${size}`]).status, 0);
  };
  // Space for some of them only, by a limit on the size of files.
  limit(`${fs.statSync(site.database).size + (48 << 10)}:unlimited`);
  let taken = 0;
  const refused = [];
  const send = async (comment) => {
    const answer = await site.postJson({ comment, email: newEmail(), aw_subject: 'x' });
    // Refused text is returned; accepted comments must be kept.
    if (answer.status === 201) taken += 1;
    else {
      assert.equal(answer.status, 503, answer.text);
      refused.push(comment);
    }
  };
  for (const comment of sentences) await send(comment);
  assert.ok(taken > 0 && refused.length > 0, `${taken} taken, ${refused.length} refused`);
  limit('unlimited:unlimited');
  for (const comment of refused.splice(0)) await send(comment);
  assert.equal(taken, sentences.length, 'with room again, all of them');
  const stored = await site.list();
  assert.equal(stored.length, taken);
  const away = stored.filter((comment) => comment.status !== 'waiting');
  assert.ok(away.length <= 0.05 * taken, `${away.length} were put away: ${away.map((c) => c.text)}`);
});

test('help lines and drafts can be changed, and a text that could not be saved is in the form', async (t) => {
  const site = await siteFor(t);
  const ana = await withHelp(site);
  const id = site.sql('SELECT id FROM help_resource');
  site.sql('UPDATE help_resource SET verified_at = verified_at - 190 * 86400000');

  const form = (await ana.get(`/care?help=${id}`)).text;
  assert.match(form, /Change this help line/);
  assert.match(form, /name="phone" value="0123 456"/);
  const wrong = await ana.post('/care', {
    add: 'help',
    id,
    name: 'Night Line of Tern Lane',
    phone: '0987 654',
    url: 'javascript:alert(1)',
  });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /a web address must begin with http/);
  assert.match(wrong.text, /name="phone" value="0987 654"/);
  assert.match(wrong.text, /name="url" type="url" value="javascript:alert\(1\)"/);
  assert.match(wrong.text, new RegExp(`name="id" value="${id}"`));
  assert.equal(site.sql('SELECT phone FROM help_resource'), '0123 456');

  await ana.post('/care', { add: 'help', id, name: 'Night Line', phone: '0987 654' });
  assert.equal(site.sql('SELECT name, phone FROM help_resource'), 'Night Line|0987 654');
  assert.doesNotMatch((await ana.get('/')).text, /not checked for six months/, 'whoever saves has checked');
  assert.match((await ana.get('/audit-log')).text, /changed a help line/);

  const gone = await ana.post('/care', { add: 'help', id: 99, name: 'Day Line' });
  assert.equal(gone.status, 422);
  assert.match(gone.text, /Somebody else has removed this entry/);
  assert.match(gone.text, /Add a help line/);
  assert.match(gone.text, /value="Day Line"/);

  for (const fields of [{ add: 'line' }, { add: '' }, {}, { verify: 'x' }, { remove: '-1' }, { forget: '' }]) {
    const answer = await ana.post('/care', { ...fields, name: 'Day Line', title: 'Hello', text: 'Thank you.', return: 'care' });
    assert.equal(answer.status, 422, JSON.stringify(fields));
    assert.match(answer.text, /Unknown action/);
    assert.match(answer.text, /Day Line/, 'what was typed is kept');
  }
  assert.equal(site.sql('SELECT count(*) FROM help_resource'), '1');
  assert.equal(site.sql('SELECT count(*) FROM reply_draft'), '0');

  for (const fields of [{ verify: 99 }, { remove: 99 }, { forget: 99 }]) {
    const answer = await ana.post('/care', { ...fields, return: 'care' });
    const shown = await site.get(answer.headers.location, { headers: { Cookie: ana.cookie } });
    assert.match(shown.text, /Somebody else has removed this entry\./);
    assert.doesNotMatch(shown.text, /Saved\./);
  }

  await ana.post('/care', { add: 'draft', title: 'Hello', text: 'Thank you for writing.' });
  const half = await ana.post('/care', { add: 'draft', id: 1, title: '', text: '<b>Dear you</b>' });
  assert.equal(half.status, 422);
  assert.match(half.text, /&lt;b&gt;Dear you&lt;\/b&gt;<\/textarea>/);
  await ana.post('/care', { add: 'draft', id: 1, title: 'Warm', text: 'Thank you.\n\nYours' });
  assert.equal(site.sql('SELECT title FROM reply_draft'), 'Warm');
  assert.match((await ana.get('/care?draft=1')).text, /Change this draft.*Thank you\.\n\nYours<\/textarea>/s);
});

test('a care comment that its writer changes counts as unread again', async (t) => {
  const site = await siteFor(t, { config: { comments: { flood_seconds: 0 } } });
  const ben = await makeModerator(site, 'Ben');
  const written = (await site.postJson({ comment: 'I want to kill myself.' })).json();
  await ben.get(`/comment/${written.id}`);
  assert.equal(site.sql('SELECT count(care_read_at) FROM comment'), '1');
  const own = written.html.match(/"([^"]*\/link\/own-[^"]+)"/)[1].replace(site.url, '');
  await site.post([['do', 'save'], ['text', 'I am a little calmer now.']], { path: own });
  assert.equal((await site.stored(written.id)).text, 'I am a little calmer now.');
  assert.equal(site.sql("SELECT care || ' ' || care_topics || ' ' || count(care_read_at) FROM comment"), 'open self 0');
  const version = site.sql('SELECT version FROM comment');
  const asked = await ben.post('/act', { one: `approve ${written.id}:${version}`, return: 'view=care' });
  assert.match(asked.text, /Nobody has opened this text yet/);
  assert.match(asked.text, /I am a little calmer now\./);
  assert.equal((await site.stored(written.id)).status, 'waiting');
});

test('word weights apply on attentive sites only, where no phrase matches', async (t) => {
  for (const mode of ['attentive', 'phrases', 'off']) {
    const site = await siteFor(t, { config: { care: { mode } } });
    site.sql("UPDATE rule SET removed_at = 1 WHERE kind = 'care'");
    const answer = (await site.postJson({ comment: 'I feel so empty, I keep thinking that I want to be dead and gone.', email: newEmail() })).json();
    assert.equal(answer.status, mode === 'attentive' ? 'waiting' : 'approved', mode);
    assert.equal(answer.care_html !== undefined, mode === 'attentive', mode);
    if (mode !== 'attentive') continue;
    const ana = await makeModerator(site);
    assert.match((await ana.get('/comment/1')).text, /the words together suggest/);
    const kind = await site.postJson({ comment: 'Thank you, the recipe was lovely.', email: newEmail() });
    assert.equal(kind.json().status, 'approved');
  }
});

test('by default only phrases that are rarely wrong cause an alert', async (t) => {
  const site = await siteFor(t);
  assert.match(await site.cliOk('check'), /ok\s+care\.mode\s+phrases/);
  for (const comment of ['I hate my life, it rained again.', 'Suicide Squad is on tonight.', 'This exam is killing me.'])
    assert.equal((await site.postJson({ comment, email: newEmail() })).json().status, 'approved', comment);
  assert.equal((await site.postJson({ comment: despair, email: newEmail() })).json().status, 'waiting');
});

test('with care.mode off no comment is searched and nothing mentions care', async (t) => {
  const site = await siteFor(t, { config: { care: { mode: 'off', help_beside_form: true } } });
  const ana = await withHelp(site);
  const answer = (await site.postJson({ comment: despair, email: newEmail() })).json();
  assert.equal(answer.status, 'approved');
  assert.equal(answer.care_html, undefined);
  assert.doesNotMatch((await site.thread()).text, /comment-care|comment-help|Night Line/);
  const queue = await ana.get('/');
  assert.doesNotMatch(queue.text, /data-view="care"/);
  assert.match(queue.text, /href="\/comments\/moderate\/care"/, 'an owner still finds the page');
  const check = (await site.cli(['check'])).output;
  assert.match(check, /ok\s+care\.mode\s+off/);
  assert.doesNotMatch(check, /help lines/);
});

test('a medium weight marks a comment for moderators and is not visible to its writer', async (t) => {
  const site = await siteFor(t, { config: { care: { mode: 'attentive' }, comments: { hold_all: true } } });
  const ana = await withHelp(site);
  const first = await site.comment({ email: newEmail() });
  const later = await site.comment({ email: newEmail() });
  // What weighs how much changes with the weights; what a mark does, does not.
  site.sql(`UPDATE comment SET care = 'marked' WHERE id = ${first}`);
  const { text } = await ana.get('/?view=waiting');
  assert.equal(Number(text.match(/id="item-(\d+)"/)[1]), first, 'it stands before what is newer');
  assert.match(text, /Worth reading first/);
  assert.doesNotMatch(text, /Somebody may need help/);
  assert.equal(text.match(new RegExp(`id="item-${first}"`, 'g')).length, 1);
  assert.match(text, new RegExp(`id="item-${later}"`));
  await ana.act('approve', first);
  assert.equal(site.sql(`SELECT care FROM comment WHERE id = ${first}`), '');
});

test('the care response does not announce help lines if there are none', async (t) => {
  const site = await siteFor(t);
  const body = (await site.postJson({ comment: despair, email: newEmail() })).json();
  assert.match(body.care_html, /received safely/);
  assert.match(body.care_html, /not a crisis service/);
  assert.doesNotMatch(body.care_html, /These people|You do not have to wait/);
  await withHelp(site);
  const other = (await site.postJson({ comment: `${despair} ${unique()}`, email: newEmail() })).json();
  assert.match(other.care_html, /These people are there/);
});

test('an attentive site gets a notice about missing help lines until an owner dismisses it', async (t) => {
  const missing = /There is no help line for people in distress yet/;
  const plain = await siteFor(t);
  assert.doesNotMatch((await (await makeModerator(plain)).get('/')).text, missing);
  assert.match((await plain.cli(['check'])).output, /ok\s+help lines\s+none/);

  const site = await siteFor(t, { config: { care: { mode: 'attentive' } } });
  const ana = await makeModerator(site);
  assert.match((await ana.get('/')).text, missing);
  assert.match((await site.cli(['check'])).output, /warn\s+help lines\s+there are none/);
  await ana.post('/care', { dismiss: 'help' });
  assert.doesNotMatch((await ana.get('/')).text, missing);
  assert.match((await site.cli(['check'])).output, /ok\s+help lines\s+none/);
  assert.match((await ana.get('/audit-log')).text, /dismissed the notice about missing help lines/);
  // One that was added and is taken away again is missed.
  await ana.post('/care', { add: 'help', name: 'Night Line of Tern Lane' });
  await ana.post('/care', { remove: site.sql('SELECT id FROM help_resource') });
  assert.match((await ana.get('/')).text, missing);
});

test('only an owner dismisses the notice or chooses the mode', async (t) => {
  const site = await siteFor(t);
  await makeModerator(site);
  const ben = await makeModerator(site, 'Ben');
  assert.match((await ben.get('/care')).text, /plainly about somebody/);
  await ben.post('/care', { dismiss: 'help' });
  await ben.post('/care', { add: 'mode', care: 'off' });
  assert.equal(site.sql("SELECT count(*) FROM setting WHERE name IN ('care_mode', 'help_notice_dismissed')"), '0');
});

test('an owner chooses the mode on the Care page, unless the configuration decides', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site);
  assert.match((await ana.get('/care')).text, /value="phrases" checked/);
  await ana.post('/care', { add: 'mode', care: 'off' });
  assert.match((await ana.get('/care')).text, /value="off" checked/);
  assert.equal((await site.postJson({ comment: despair, email: newEmail() })).json().status, 'approved');
  assert.match((await ana.get('/audit-log')).text, /care mode changed/);

  site.writeConfig({ care: { mode: 'phrases' } });
  await site.restart();
  const page = (await ana.get('/care')).text;
  assert.doesNotMatch(page, /type="radio"/);
  assert.match(page, /care\.mode/);
  await ana.post('/care', { add: 'mode', care: 'attentive' });
  assert.equal(site.sql("SELECT value FROM setting WHERE name = 'care_mode'"), 'off');
  assert.equal((await site.postJson({ comment: `${despair} ${unique()}`, email: newEmail() })).json().status, 'waiting');
});
