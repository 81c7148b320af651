// The queue and everything that moderators do with a comment, through nginx and without a script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { makeModerator } from '../lib/moderator.mjs';
import { makeSite, siteFor, unique } from '../lib/site.mjs';

let site;
let ana;
let ben;

before(async () => {
  site = await makeSite({ config: { comments: { hold_first: true } } });
  ana = await makeModerator(site, 'Ana');
  ben = await makeModerator(site, 'Ben');
});
after(() => site.stop());

const waiting = (fields = {}) =>
  site.comment({ email: `${unique('w').replace(/\W/g, '')}@example.org`, ...fields });
const statusOf = async (id) => (await site.stored(id)).status;
const follow = (moderator, answer) => {
  assert.equal(answer.status, 303, answer.text);
  return moderator.get(answer.headers.location.replace('/comments/moderate', ''));
};

test('the queue shows waiting comments with reason, page, author and age', async () => {
  const parent = await waiting({ comment: 'Is there a group in the evening?' });
  await ana.act('approve', parent);
  const id = await waiting({
    comment: 'Yes, on Tuesdays. <details>Not on May 1.</details>',
    comment_parent: parent,
    author: 'Mia <b>',
    url: 'http://mia.example',
  });
  const { text } = await ana.get('/?view=waiting');
  const entry = text.slice(text.indexOf(`id="item-${id}"`));
  assert.match(entry, /<bdi>Mia<\/bdi>|Mia &lt;b&gt;/);
  assert.match(entry, /the first comment by this name and email/);
  assert.match(entry, /<details open=""><p>Not on May 1\.<\/p><\/details>/, 'nothing is hidden from moderators');
  assert.match(entry, /Is there a group in the evening\?/);
  assert.match(entry, /just now/);
  assert.match(entry, /no other comments by this person/);
  assert.match(text, /data-view="waiting" aria-current="page"/);
});

test('each action changes the status, and undo reverts it, also after a reload', async () => {
  const id = await waiting();
  for (const [action, status] of [
    ['approve', 'approved'],
    ['hold', 'waiting'],
    ['spam', 'spam'],
    ['restore', 'waiting'],
    ['trash', 'trash'],
  ]) {
    const before = await statusOf(id);
    const answer = await ana.act(action, id);
    assert.equal(await statusOf(id), status, action);
    const page = await follow(ana, answer);
    const again = await ana.get(answer.headers.location.replace('/comments/moderate', ''));
    for (const shown of [page, again]) assert.match(shown.text, /class="undo"/, action);
    const batch = page.text.match(/name="batch" value="(\d+)"/)[1];
    await ana.post('/undo', { batch });
    assert.equal(await statusOf(id), before, `undo ${action}`);
    await ana.act(action, id);
  }
});

test('the message names the comment, and undo goes back several steps, of one comment and of several', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_first: true } } });
  const [cleo, dan] = [await makeModerator(own, 'Cleo'), await makeModerator(own, 'Dan')];
  const status = async (id) => (await own.stored(id)).status;
  const [kim, lea] = [await own.comment({ author: 'Kim' }), await own.comment({ author: 'Lea', email: 'lea@example.org' })];
  await cleo.act('approve', kim);
  await cleo.act('spam', lea);
  const shown = await follow(cleo, await cleo.act('trash', kim));
  assert.match(shown.text, /<p>The comment by <bdi>Kim<\/bdi> on “<bdi>\/hello\/<\/bdi>” was moved to the trash\.<\/p>/);
  const undo = async (page) => follow(cleo, await cleo.post('/undo', { batch: page.text.match(/name="batch" value="(\d+)"/)[1] }));
  let page = await undo(shown);
  assert.equal(await status(kim), 'approved');
  assert.match(page.text, /Before that: The comment by <bdi>Lea<\/bdi> on .* was marked as spam/);
  page = await undo(page);
  assert.equal(await status(lea), 'waiting');
  page = await undo(await cleo.get('/?view=trash'));
  assert.equal(await status(kim), 'waiting', 'found without the message');
  assert.doesNotMatch(page.text, /class="undo"/, 'nothing is left');

  await cleo.act('approve', kim);
  await cleo.act('approve', lea);
  await dan.act('trash', lea);
  assert.match((await cleo.get('/')).text, /Your last action: The comment by <bdi>Kim/, 'one that somebody changed is passed over');
  assert.match((await dan.get('/')).text, /Your last action: The comment by <bdi>Lea/, 'of this moderator');
  own.sql('DROP TRIGGER audit_log_is_append_only');
  own.sql('UPDATE audit_log SET at = at - 3700000');
  assert.doesNotMatch((await cleo.get('/')).text, /Your last action/);
});

test('an action that was undone in part is offered again when the rest can be undone', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_first: true } } });
  const [cleo, dan] = [await makeModerator(own, 'Cleo'), await makeModerator(own, 'Dan')];
  const status = async (id) => (await own.stored(id)).status;
  const ids = [await own.comment({ author: 'Kim' }), await own.comment({ author: 'Lea', email: 'lea@example.org' })];
  const targets = await Promise.all(ids.map((id) => cleo.target(id)));
  await cleo.post('/act', [['action', 'spam'], ...targets.map((target) => ['id', target])]);
  const later = await follow(dan, await dan.act('restore', ids[1]));
  const batchOf = (page) => page.text.match(/name="batch" value="(\d+)"/)[1];
  const queue = await cleo.get('/?view=spam');
  assert.match(queue.text, /Your last action: 2 comments were marked as spam/);
  const part = await follow(cleo, await cleo.post('/undo', { batch: batchOf(queue) }));
  assert.match(part.text, /Dan<\/bdi> acted first/);
  assert.deepEqual([await status(ids[0]), await status(ids[1])], ['waiting', 'waiting']);
  assert.doesNotMatch((await cleo.get('/?view=spam')).text, /class="undo"/, 'the rest is a conflict');
  await dan.post('/undo', { batch: batchOf(later) });
  assert.equal(await status(ids[1]), 'spam');
  const again = await cleo.get('/?view=spam');
  assert.match(again.text, /Your last action: 2 comments were marked as spam/);
  await cleo.post('/undo', { batch: batchOf(again) });
  assert.equal(await status(ids[1]), 'waiting');
  assert.doesNotMatch((await cleo.get('/?view=spam')).text, /class="undo"/);
});

test('an empty search is not an empty queue', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_first: true } } });
  const cleo = await makeModerator(own, 'Cleo');
  assert.match((await cleo.get('/?view=waiting')).text, /Everything has been moderated/);
  await own.comment();
  for (const filter of ['q=zebra', 'author=Nobody', 'page=%2Fnowhere%2F', 'email=a%40example.org', 'network=x', 'q=%22', 'page=hello', 'page=%2F%2Fx', 'page=https%3A%2F%2Fother.example%2Fhello%2F', 'page=%ff', 'author=%ff', 'q=%ff']) {
    const { text, tree } = await cleo.get(`/?view=waiting&${filter}`);
    assert.match(text, /No comment matches\./, filter);
    assert.doesNotMatch(text, /Everything has been/);
    assert.equal(tree.one('.empty a').attr('href'), '/comments/moderate/?view=waiting');
  }
  assert.match((await cleo.get('/?view=waiting&after=1')).text, /There are no more comments in this list/);
});

test('an action on the whole list is about what was shown, and has one undo', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  const rows = (from, count) =>
    Array.from({ length: count }, (_, i) => ({ id: from + i, status: 'waiting', author: i % 3 ? 'Ada' : 'Bo', page: '/hello/' }));
  await own.importComments(rows(1, 69));
  const { text, tree } = await cleo.get('/?view=waiting&author=Ada&order=oldest');
  assert.doesNotMatch(text, /name="all"/, 'all are on the page');
  const queue = await cleo.get('/?view=waiting');
  assert.match(queue.text, /Select all 69 in this list/);
  assert.match(queue.text, /Select all 50 on this page/);
  const seen = queue.tree.one('[name=seen]').attr('value');
  await cleo.act('pin', 3);
  const late = await own.comment({ author: 'Late' });
  await cleo.act('hold', late);
  const done = await cleo.post('/act', { action: 'approve', all: 'yes', seen, return: 'view=waiting' });
  const page = await follow(cleo, done);
  assert.match(page.text, /68 comments were published/);
  assert.match(page.text, /Comment 3: <bdi[^>]*>Cleo<\/bdi> acted first and pinned this comment/);
  assert.equal(own.sql("SELECT group_concat(id) FROM comment WHERE status = 'waiting'"), `3,${late}`);
  await cleo.post('/undo', { batch: page.text.match(/name="batch" value="(\d+)"/)[1] });
  assert.equal(own.sql("SELECT count(*) FROM comment WHERE status = 'waiting'"), '70');

  const spam = await cleo.get('/?view=waiting');
  const ask = await cleo.post('/act', { action: 'approve', all: 'yes', seen: 'nonsense', return: 'view=waiting' });
  assert.match(ask.headers.location, /nothing_selected/);
  await cleo.post('/act', { action: 'spam', all: 'yes', seen: spam.tree.one('[name=seen]').attr('value'), return: 'view=waiting' });
  const away = await cleo.get('/?view=spam');
  const confirm = await cleo.post('/act', { action: 'delete', all: 'yes', seen: away.tree.one('[name=seen]').attr('value'), return: 'view=spam' });
  assert.match(confirm.text, /The action is also for 20 other comments, which are not shown here\./);
  const fields = [...confirm.text.match(/<form method="post" action="[^"]*act">[^]*?<\/form>/)[0].matchAll(/name="(return|action|confirm|all|seen)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]);
  await cleo.post('/act', fields);
  assert.equal(own.sql("SELECT count(*) FROM comment WHERE status = 'spam'"), '0');
  assert.ok(tree);
});

test('an action on a list whose filter is too long changes nothing', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  await own.importComments([{ id: 1, status: 'waiting', page: '/hello/' }]);
  const seen = (await cleo.get('/?view=waiting')).tree.one('[name=seen]').attr('value');
  const whole = (text) => cleo.post('/act', { action: 'approve', all: 'yes', seen, return: `view=waiting&q=${encodeURIComponent(text)}` });
  await whole('ж'.repeat(200));
  await whole('ж'.repeat(2_000));
  assert.equal((await own.stored(1)).status, 'waiting');
});

test('pages lead in both directions', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  await own.importComments(Array.from({ length: 120 }, (_, i) => ({ id: i + 1, status: 'waiting' })));
  for (const order of ['newest', 'oldest']) {
    const pages = [];
    let { text, tree } = await cleo.get(`/?view=waiting&order=${order}`);
    const here = () => [...text.matchAll(/id="item-(\d+)"/g)].map((m) => Number(m[1]));
    const go = async (rel) => ({ text, tree } = await cleo.get(tree.one(`[rel=${rel}]`).attr('href').replace('/comments/moderate', '')));
    assert.doesNotMatch(text, /rel="prev"/);
    pages.push(here());
    await go('next');
    pages.push(here());
    await go('next');
    assert.equal(here().length, 20);
    assert.doesNotMatch(text, /rel="next"/);
    await go('prev');
    assert.deepEqual(here(), pages[1], order);
    await go('prev');
    assert.deepEqual(here(), pages[0], order);
    assert.doesNotMatch(text, /rel="prev"/);
  }
});

test('saving on the page of a comment leads back to the list with its filter, at the next comment', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_first: true } } });
  const cleo = await makeModerator(own, 'Cleo');
  const [first, second] = [await own.comment({ author: 'Kim' }), await own.comment({ author: 'Kim', email: 'kim@example.org' })];
  const back = 'view=waiting&author=Kim';
  const { tree } = await cleo.get(`/comment/${second}?back=${encodeURIComponent(back)}`);
  const fields = { id: second, version: 1, return: tree.one('#edit-panel [name=return]').attr('value') };
  const wrong = await cleo.post('/reply', { ...fields, reply: ' ' });
  assert.equal(wrong.tree.one('#reply-panel [name=return]').attr('value'), fields.return, 'also after an error');
  const saved = await cleo.post('/edit', { ...fields, author: 'Kim', email: 'kim@example.org', url: '', text: 'Better.' });
  assert.match(saved.headers.location, new RegExp(`/moderate/\\?view=waiting&author=Kim&done=\\d+#item-${first}$`));
  const replied = await cleo.post('/reply', { ...fields, version: 2, reply: 'Thank you.' });
  assert.match(replied.headers.location, new RegExp(`&done=\\d+#item-${first}$`));
  const acted = await cleo.act('pin', second, { return: fields.return });
  assert.match(acted.headers.location, new RegExp(`/comment/${second}\\?back=view%3Dwaiting%26author%3DKim&done=`));
  const elsewhere = await cleo.act('unpin', second, { return: `comment/${second}?back=//evil.example/"` });
  assert.match(elsewhere.headers.location, new RegExp(`/moderate/comment/${second}\\?done=`));
});

test('"not spam" publishes a comment, and later comments under its address are not held', async () => {
  const email = `${unique('n').replace(/\W/g, '')}@example.org`;
  const id = await waiting({ email });
  assert.doesNotMatch((await ana.get(`/comment/${id}`)).text, /value="not_spam /);
  await ana.act('spam', id);
  assert.match((await ana.get('/?view=spam')).text, new RegExp(`value="not_spam ${id}:\\d+" data-key="n" class="strong">Not spam<`));
  const page = await follow(ana, await ana.act('not_spam', id));
  assert.match(page.text, /marked as not spam and published/);
  assert.equal(await statusOf(id), 'approved');
  await site.cliOk('comment', 'trash', String(id));
  assert.equal(await statusOf(await waiting({ email, author: 'Another Name' })), 'approved');
  const batch = page.text.match(/name="batch" value="(\d+)"/)[1];
  assert.match((await site.cliOk('comment', 'show', String(id))), /not_spam {2}moderator Ana {2}\{"not_spam":false,"status":"spam"\} -> /);
  await ana.post('/undo', { batch });
  assert.equal(await statusOf(id), 'trash', 'not after somebody else changed it');
});

test('an undo that changes nothing says so', async () => {
  const id = await waiting({ page: '/blog/first/' });
  const closed = await follow(ana, await ana.act('close', id));
  const batch = closed.text.match(/name="batch" value="(\d+)"/)[1];
  await ben.act('reopen', [id]);
  await ben.act('close', [id]);
  const refused = await follow(ana, await ana.post('/undo', { batch }));
  assert.match(refused.text, /Nothing was undone/);
  await ben.act('reopen', id);
});

test('an action on several comments has one undo', async () => {
  const ids = [await waiting(), await waiting(), await waiting()];
  const targets = await Promise.all(ids.map((id) => ana.target(id)));
  const answer = await ana.post('/act', [
    ['action', 'spam'],
    ...targets.map((target) => ['id', target]),
  ]);
  const page = await follow(ana, answer);
  assert.match(page.text, /3 comments were marked as spam/);
  for (const id of ids) assert.equal(await statusOf(id), 'spam');
  await ana.post('/undo', { batch: page.text.match(/name="batch" value="(\d+)"/)[1] });
  for (const id of ids) assert.equal(await statusOf(id), 'waiting');
});

test('deleting permanently needs a second step and cannot be undone', async () => {
  const id = await waiting();
  await ana.act('trash', id);
  const ask = await ana.act('delete', id);
  assert.equal(ask.status, 200);
  assert.match(ask.text, /cannot be undone/);
  assert.equal(await statusOf(id), 'trash');
  const done = await ana.post('/act', {
    action: 'delete',
    id: await ana.target(id),
    confirm: 'yes',
    note: 'asked for by the writer',
  });
  const page = await follow(ana, done);
  assert.doesNotMatch(page.text, /class="undo"/);
  assert.equal(await site.stored(id), undefined);
  const record = await site.cli(['comment', 'show', String(id)]);
  assert.match(record.output, /delete\s+moderator Ana\s+"asked for by the writer"/);
  assert.match((await ana.get(`/comment/${id}`)).text, /permanently deleted/);
});

test('a conflicting action says who did what and overwrites nothing; a repeated one acts once', async () => {
  const id = await waiting();
  const seen = await ana.target(id);
  await ben.act('approve', id);
  const answer = await ana.post('/act', { one: `spam ${seen}` });
  const page = await follow(ana, answer);
  assert.match(page.text, new RegExp(`Comment ${id}: <bdi class="moderator">Ben</bdi> acted first and approved this comment`));
  assert.equal(await statusOf(id), 'approved');
  const again = await waiting();
  const target = await ana.target(again);
  await Promise.all([1, 2, 3].map(() => ana.post('/act', { one: `approve ${target}` })));
  assert.equal(site.sql(`SELECT count(*) FROM audit_log WHERE comment_id = ${again}`), '1');
});

test('an edit is shown with its difference, kept as a revision, and undone', async () => {
  const id = await waiting({ comment: 'The group meets on Mondays at five.' });
  const version = (await ana.target(id)).split(':')[1];
  const fields = { id, version, author: 'Mia', email: 'mia@example.org', url: '' };
  const answer = await ana.post('/edit', { ...fields, text: 'The group meets on Fridays at five.' });
  const page = await follow(ana, answer);
  assert.match(page.text, /<del>Mondays<\/del><ins>Fridays<\/ins>/);
  assert.match(page.text, /<bdi class="moderator">Ana<\/bdi> changed it/);
  const conflicts = await ben.post('/edit', { ...fields, text: 'Something else that Ben typed' });
  assert.equal(conflicts.status, 409);
  assert.match(conflicts.text, /Something else that Ben typed<\/textarea>/, 'what was typed is kept');
  const wrong = await ana.post('/edit', { ...fields, version: 2, text: 'Kept text', email: 'nobody' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Kept text<\/textarea>/);
  const undo = await ana.post('/undo', { batch: page.text.match(/name="batch" value="(\d+)"/)[1] });
  assert.match((await follow(ana, undo)).text, /<p>The action was undone for the comment by <bdi>Ada<\/bdi>/);
  assert.equal((await site.stored(id)).text, 'The group meets on Mondays at five.');
});

test('undoing an action on several comments says how many there were', async () => {
  const ids = [await waiting(), await waiting()];
  const targets = await Promise.all(ids.map((id) => ana.target(id)));
  const held = await follow(ana, await ana.post('/act', [['action', 'spam'], ...targets.map((target) => ['id', target])]));
  assert.match(held.text, /2 comments were marked as spam\./);
  const undo = await ana.post('/undo', { batch: held.text.match(/name="batch" value="(\d+)"/)[1] });
  assert.match((await follow(ana, undo)).text, /<p>The action was undone for 2 comments\./);
});

test("a comment's page names its browser and address prefix only if they are known", async () => {
  const id = await waiting();
  site.sql(`UPDATE comment SET user_agent = 'Reading Machine 2', address_prefix = '192.0.2.0/24' WHERE id = ${id}`);
  assert.match((await ana.get(`/comment/${id}`)).text, /<dt>Browser<\/dt><dd>Reading Machine 2<\/dd><dt>Address prefix<\/dt><dd>192/);
  site.sql(`UPDATE comment SET user_agent = '', address_prefix = '' WHERE id = ${id}`);
  const { text } = await ana.get(`/comment/${id}`);
  assert.doesNotMatch(text, /<dt>Browser|<dt>Address prefix|<dd><\/dd>/);
});

test('contact details are held with a badge, and one button removes them', async () => {
  const friend = { author: 'Noa', email: 'noa@example.org' };
  await ana.act('approve', await site.comment(friend));
  const id = await site.comment({ ...friend, comment: 'Call Dr. Who on 020 7946 0123, she is kind.' });
  assert.equal(await statusOf(id), 'waiting');
  const page = await ana.get(`/comment/${id}`);
  assert.match(page.text, /badge contact/);
  assert.match(page.text, /it has a phone number/);
  const version = (await ana.target(id)).split(':')[1];
  await ana.post('/redact', { id, version, passage: '020 7946 0123' });
  assert.equal((await site.stored(id)).text, 'Call Dr. Who on [removed by a moderator], she is kind.');
  const missing = await ana.post('/redact', { id, version: Number(version) + 1, passage: 'not there' });
  assert.equal(missing.status, 422);
  assert.match(missing.text, /not in the text/);
});

test("a moderator's reply approves its parent, shows the moderator's name and can be pinned", async () => {
  const id = await waiting({ page: '/a/' });
  const version = (await ana.target(id)).split(':')[1];
  const answer = await ana.post('/reply', { id, version, reply: 'Welcome, and thank you.', pin: 'yes' });
  assert.equal(answer.status, 303);
  const { text } = await site.thread('/a/');
  assert.match(text, /bypostauthor[^"]* pinned|pinned[^"]* bypostauthor/);
  assert.match(text, /<bdi itemprop="name">Ana<\/bdi>/);
  assert.match(text, />Moderator</);
  const empty = await ana.post('/reply', { id, version: Number(version) + 1, reply: ' ' });
  assert.equal(empty.status, 422);
});

test('readers see pins, locks, closed pages and memorials at once', async () => {
  const first = await waiting({ page: '/empty/', comment: 'First of all' });
  const second = await waiting({ page: '/empty/', comment: 'Second thought' });
  for (const id of [first, second]) await ana.act('approve', id);
  await ana.act('pin', second);
  let { text } = await site.thread('/empty/');
  assert.ok(text.indexOf('Second thought') < text.indexOf('First of all'));
  await ana.act('lock', first);
  ({ text } = await site.thread('/empty/'));
  assert.match(text, /This conversation is locked/);
  const late = await site.postJson({ page: '/empty/', comment_parent: first });
  assert.equal(late.status, 403);
  assert.equal(late.json().errors[0].code, 'comment_closed');
  await ana.act('memorial', first);
  assert.match((await site.thread('/empty/')).text, /kept as a memorial/);
  assert.equal((await site.postJson({ page: '/empty/' })).status, 403);
  await ana.act('reopen', first);
  assert.equal((await site.postJson({ page: '/empty/' })).status, 201);
});

test('a comment moves to another page with its replies', async () => {
  const id = await waiting({ page: '/blog/first/' });
  await ana.act('approve', id);
  const reply = await waiting({ page: '/blog/first/', comment_parent: id });
  const version = (await ana.target(id)).split(':')[1];
  const wrong = await ana.post('/move', { id, version, page: '/no/such/page/' });
  assert.equal(wrong.status, 404);
  assert.match(wrong.text, /no such page/);
  await ana.post('/move', { id, version, page: '/blog/second/' });
  assert.equal((await site.stored(id)).page, '/blog/second/');
  assert.equal((await site.stored(reply)).page, '/blog/second/');
});

test('an email address can be blocked from its comment, and its next comment goes to the trash', async () => {
  const id = await waiting({ author: 'Loud', email: 'loud@example.org' });
  const answer = await ben.post('/rules', {
    do: 'add_of_comment',
    kind: 'block',
    pattern: 'loud@example.org',
    return: `comment/${id}`,
  });
  const page = await follow(ben, answer);
  assert.match(page.text, /rule added/);
  const next = await site.comment({ author: 'Loud', email: 'loud@example.org' });
  assert.equal(await statusOf(next), 'trash');
  await ben.post('/undo', { batch: page.text.match(/name="batch" value="(\d+)"/)[1] });
  const after = await site.comment({ author: 'Loud', email: 'loud@example.org' });
  assert.equal(await statusOf(after), 'waiting');
});

test('a rule can be tested before it applies, and an invalid one is refused with a message', async () => {
  await waiting({ comment: 'A scoop of vanilla ice' });
  const tried = await follow(ana, await ana.post('/rules', { do: 'try', kind: 'hold', pattern: 'scoop' }));
  assert.match(tried.text, /would have matched [1-9]\d* of the last \d+ comments/);
  for (const [pattern, message] of [
    ['/(/', /not valid RE2 syntax/],
    ['', /empty/],
    ['/x*/', /matches an empty text/],
    [`/${'(a{1,1000}){1,1000}'}/`, /not valid RE2 syntax|too large|bad repetition/],
    ['y'.repeat(501), /longer than 500/],
  ]) {
    const answer = await ana.post('/rules', { do: 'add', kind: 'hold', pattern });
    assert.equal(answer.status, 422, pattern.slice(0, 20));
    assert.match(answer.text, message);
  }
  const refused = await ben.post('/rules', { do: 'add', kind: 'hold', pattern: 'x1', return: 'rules' });
  assert.match((await follow(ben, refused)).text, /Only an owner/);
});

test('searches for quotes, operators and ten kilobytes find words or nothing', async () => {
  const id = await waiting({ comment: 'An "unusual" word: zebrafinch AND more' });
  for (const q of ['zebrafinch', 'zebraf', '"unusual"', 'word: AND', 'ZEBRAFINCH more']) {
    const page = await ana.get(`/?view=all&q=${encodeURIComponent(q)}`);
    assert.match(page.text, new RegExp(`item-${id}"`), q);
  }
  for (const q of ['"', '*', 'NEAR(', "'; --", 'x'.repeat(3000), '"'.repeat(500), '%00', '{{X}}']) {
    const page = await ana.get(`/?view=all&q=${encodeURIComponent(q)}`);
    assert.equal(page.status, 200, q.slice(0, 10));
  }
});

test('filters by page, name, email and address prefix, both orders, page after page', async (t) => {
  const own = await siteFor(t);
  const mod = await makeModerator(own);
  await own.importComments(
    Array.from({ length: 120 }, (_, i) => ({
      id: i + 1,
      status: 'waiting',
      author: i % 3 ? 'Ada' : 'Bo',
      email: `${i % 3 ? 'ada' : 'bo'}@example.org`,
      page: i % 2 ? '/hello/' : '/a/',
    })),
  );
  const ids = async (query) =>
    [...(await mod.get(`/?${query}`)).text.matchAll(/id="item-(\d+)"/g)].map((m) => Number(m[1]));
  const first = await ids('view=waiting');
  assert.equal(first.length, 50);
  assert.equal(first[0], 120);
  assert.deepEqual((await ids('view=waiting&after=71')).slice(0, 2), [70, 69]);
  assert.deepEqual((await ids('view=waiting&order=oldest')).slice(0, 3), [1, 2, 3]);
  assert.equal((await ids('view=all&author=Bo')).length, 40);
  assert.equal((await ids('view=all&email=bo%40example.org&page=%2Fa%2F')).length, 20);
  const { text } = await mod.get('/?view=waiting');
  assert.match(text, /Waiting <span class="count">120/);
});

test('a filter by a page has its title, and its path if it has none', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  await own.comment({ page: '/hello/' });
  await own.comment({ page: '/a/', email: 'lea@example.org' });
  own.sql("UPDATE thread SET title = 'Hello <b>there</b>' WHERE page = '/hello'");
  const chip = async (query) => (await cleo.get(`/?view=all&${query}`)).tree.one('.chips a');
  const titled = await chip('page=%2Fhello%2F');
  assert.equal(titled.text, 'Hello <b>there</b> ×, remove this filter');
  assert.equal(titled.attr('title'), '/hello/');
  assert.equal(titled.attr('href'), '/comments/moderate/?view=all');
  const plain = await chip('page=%2Fa');
  assert.equal(plain.text, '/a/ ×, remove this filter');
  assert.equal(plain.attr('title'), null);
  assert.equal((await chip('page=%2Fnowhere%2F')).text, '/nowhere ×, remove this filter');
  const label = async (query) => (await cleo.get(`/audit-log?${query}`)).tree.one('label[for=page]').text;
  assert.equal(await label('page=%2Fhello%2F'), 'Page “Hello <b>there</b>”');
  assert.equal(await label('page=%2Fa%2F'), 'Page');
});

test('a script gets the changed comments, the counts and the notice', async () => {
  const id = await waiting();
  const answer = await ana.act('approve', id, { return: 'view=waiting' }, { Accept: 'application/json' });
  assert.equal(answer.status, 200);
  const body = answer.json();
  assert.deepEqual(body.done, [id]);
  assert.equal(body.items[id], null, 'it has left the view');
  assert.match(body.notice_html, /The comment by .* on .* was published/);
  const counts = (await ana.get('/counts')).json();
  assert.deepEqual(body.counts, counts);
  const signedOut = await site.post(
    { csrf: 'x', one: `spam ${id}:2` },
    { path: '/comments/moderate/act', headers: { Accept: 'application/json' } },
  );
  assert.equal(signedOut.status, 403);
  assert.equal(signedOut.json().errors[0].code, 'signed_out');
});

test('every link of the menu opens a page, and an action returns to the page that it was sent from', async () => {
  const { text } = await ana.get('/');
  const links = [...text.match(/<ul class="menu">[^]*?<\/ul>/)[0].matchAll(/href="([^"]+)"/g)].map((one) => one[1]);
  assert.ok(links.length >= 6, links.join());
  for (const link of links) {
    const page = link.replace('/comments/moderate', '');
    assert.equal((await ana.get(page)).status, 200, link);
    const sent = await ana.post('/act', { action: 'approve', return: page.replace(/^\//, '') });
    assert.equal(sent.headers.location.split('?')[0], link);
  }
});

test('a message of success is a status, one of failure an alert', async () => {
  const said = async (flash) => (await ana.get(`/people?flash=${flash}`)).text;
  assert.match(await said('saved'), /<p class="notice done" role="status">Saved\./);
  assert.match(await said('name_taken'), /<p class="notice problem" role="alert">/);
});

test('the audit log has a link to older entries', async (t) => {
  const own = await siteFor(t);
  const moderator = await makeModerator(own);
  own.sql(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300)
           INSERT INTO audit_log (actor, actor_name, action, at, batch)
           SELECT 'moderator', 'Ana', 'approve', 1, i FROM n`);
  const { text } = await moderator.get('/audit-log');
  const older = text.match(/href="([^"]+)">Older entries/)[1];
  const page = await moderator.get(older.replace('/comments/moderate', ''));
  assert.equal(page.status, 200, older);
  assert.match(page.text, /<bdi class="moderator">Ana<\/bdi> approved/);
});

test('the pages of the audit log lead in both directions', async (t) => {
  const own = await siteFor(t);
  const moderator = await makeModerator(own);
  own.sql(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 249)
           INSERT INTO audit_log (actor, actor_name, action, at, batch, note)
           SELECT 'moderator', 'Bo', 'approve', 1, i, 'note ' || i FROM n`);
  const open = async (href) => {
    const { tree } = await moderator.get(href.replace('/comments/moderate', ''));
    const link = (words) => tree.all('nav.more a').find((each) => each.text === words)?.attr('href');
    const notes = tree.all('.log li q').map((each) => Number(each.text.slice(5)));
    return { notes, newer: link('Newer entries'), older: link('Older entries') };
  };
  const ends = ({ notes }) => [notes[0], notes.at(-1), notes.length];
  const first = await open('/audit-log?moderator=Bo');
  assert.deepEqual(ends(first), [249, 150, 100]);
  assert.equal(first.newer, undefined);
  const second = await open(first.older);
  assert.deepEqual(ends(second), [149, 50, 100]);
  const third = await open(second.older);
  assert.deepEqual(ends(third), [49, 1, 49]);
  assert.equal(third.older, undefined);
  assert.deepEqual(await open(third.newer), second);
  assert.deepEqual(await open(second.newer), first);
});

test("typed markup is escaped on every moderators' page", async () => {
  const evil = '"><script>alert(1)</script>{{X}}<img src=x onerror=alert(1)>';
  const id = await waiting({ author: evil, comment: `${evil} javascript:alert(1)`, url: 'http://x.example/' });
  await ana.post('/rules', { do: 'add', kind: 'hold', pattern: evil.slice(0, 60) });
  for (const path of ['/?view=waiting', `/comment/${id}`, '/rules', '/audit-log', `/?q=${encodeURIComponent(evil)}`]) {
    const { text } = await ana.get(path);
    assert.doesNotMatch(text, /<script>alert|<img src=x/, path);
  }
});

test('the audit log is written in sentences, and can be filtered', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_first: true } } });
  const [cleo, dan] = [await makeModerator(own, 'Cleo'), await makeModerator(own, 'Dan')];
  const kim = await own.comment({ author: 'Kim', page: '/hello/' });
  own.sql("UPDATE thread SET title = 'Hello there'");
  const lea = await own.comment({ author: 'Lea', email: 'lea@example.org', page: '/a/' });
  await cleo.act('approve', kim);
  await dan.act('trash', lea);
  await cleo.act('close', kim);
  await cleo.post('/rules', { do: 'add', kind: 'hold', pattern: 'vanilla' });
  await cleo.post('/rules', { do: 'remove', rule: own.sql("SELECT id FROM rule WHERE pattern = 'vanilla'") });
  await cleo.post('/undo', { batch: own.sql("SELECT max(batch) FROM audit_log WHERE action = 'close'") });
  await dan.act('restore', lea);
  const lines = async (query = '') => (await cleo.get(`/audit-log${query}`)).tree.all('.log li').map((li) => li.text.replace(/\s+/g, ' ').replace(/^.* (a|p)m /, ''));
  assert.deepEqual((await lines()).slice(0, 7), [
    'Dan restored a comment by Lea on “/a/”. It is now: Waiting.',
    'Cleo undid an action on the page “Hello there”.',
    'Cleo removed the rule “vanilla”.',
    'Cleo added the rule “vanilla”.',
    'Cleo closed the page “Hello there” for comments. (undone)',
    'Dan moved a comment by Lea on “/a/” to the trash.',
    'Cleo approved a comment by Kim on “Hello there”.',
  ]);
  assert.match((await lines())[7], /added a moderator: Dan/);
  assert.equal((await lines('?moderator=Dan')).length, 2);
  assert.deepEqual(await lines('?action=approve'), ['Cleo approved a comment by Kim on “Hello there”.']);
  assert.equal((await lines('?page=/hello')).length, 3);
  assert.equal((await lines(`?comment=${lea}&moderator=Dan&action=trash`)).length, 1);
  assert.equal((await lines('?page=/nowhere/')).length, 0);
  const none = await cleo.get('/audit-log?moderator=Nobody');
  assert.match(none.text, /No entry matches/);
  assert.match((await cleo.get(`/comment/${kim}`)).tree.all('.log li').map((li) => li.text).join(), /Cleo approved this comment\./);
  await dan.post('/act', { action: 'delete', id: await dan.target(lea), confirm: 'yes', note: 'asked for' });
  assert.match((await lines())[0], /^Dan permanently deleted a comment on “\/a\/”\. ?asked for/);
  assert.doesNotMatch((await lines()).join(), /Lea/, 'a deleted name is nowhere');
});

test('pages are found in every case of letters, page after page', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  await own.comment({ page: '/a/' });
  await own.comment({ page: '/привет/' });
  own.sql("UPDATE thread SET title = 'Grüße ÜBER Straße' WHERE page = '/a'");
  const titles = async (find, from = 0) =>
    (await cleo.get(`/threads?find=${encodeURIComponent(find)}&from=${from}`)).tree.all('.threads h2 a').map((a) => a.text);
  for (const find of ['über', 'ÜBER', 'uber', 'GRÜSSE', 'strasse', '/A/'])
    assert.deepEqual(await titles(find), ['Grüße ÜBER Straße'], find);
  for (const find of ['ПРИВЕТ', 'Привет', '/%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82/'])
    assert.deepEqual(await titles(find), ['/привет/'], find);
  for (let i = 0; i < 3; i += 1) {
    own.sql(`WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20)
      INSERT INTO thread (page, path, created_at, changed_at, title) SELECT '/many-${i}-' || i, '/many-${i}-' || i || '/', 0, 0, 'Ärger ${i}-' || i FROM n`);
  }
  const first = await titles('ärger');
  const second = await titles('ärger', 50);
  assert.deepEqual([first.length, second.length, new Set([...first, ...second]).size], [50, 10, 60]);
});

test('a filter of the audit log that cannot be read matches nothing and stays as typed', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  const ids = [await own.comment({ page: '/hello/' }), await own.comment({ email: 'lea@example.org' })];
  for (const id of ids) await cleo.act('pin', id);
  const field = (tree, name) =>
    tree.has(`input[name=${name}]`) ? tree.one(`input[name=${name}]`).attr('value') : tree.one(`select[name=${name}] option[selected]`).text;
  for (const [query, name, shown] of [
    ['comment=abc', 'comment', 'abc'],
    ['comment=0', 'comment', '0'],
    ['comment=-1', 'comment', '-1'],
    ['comment=99999999999999999999', 'comment', '99999999999999999999'],
    ['comment=%23', 'comment', '#'],
    ['comment=%FF', 'comment', '\uFFFD'],
    ['moderator=%FF', 'moderator', '\uFFFD'],
    ['moderator=Nobody', 'moderator', 'Nobody'],
    ['action=%FF', 'action', '\uFFFD'],
    ['action=dance', 'action', 'dance'],
    ['page=%FF', 'page', '\uFFFD'],
    ['page=hello', 'page', 'hello'],
  ]) {
    const { text, tree } = await cleo.get(`/audit-log?${query}`);
    assert.equal(tree.all('.log li').length, 0, query);
    assert.match(text, /No entry matches\..*/, query);
    assert.match(text, /Remove the filter/, query);
    assert.equal(field(tree, name), shown, query);
  }
  for (const query of [`comment=${ids[0]}`, `comment=%23${ids[0]}`, `comment=+%23${ids[0]}+`]) {
    const { tree } = await cleo.get(`/audit-log?${query}`);
    assert.equal(tree.all('.log li').length, 1, query);
    assert.equal(field(tree, 'comment'), String(ids[0]), query);
  }
  for (const path of ['/threads', '/rules']) {
    const { text, tree } = await cleo.get(`${path}?find=%FF`);
    assert.equal(tree.one('[name=find]').attr('value'), '\uFFFD', path);
    assert.doesNotMatch(text, /href="\/hello\/"/, path);
  }
});

test('the filter of the audit log keeps a moderator who was removed', async (t) => {
  const own = await siteFor(t);
  const [cleo, dan] = [await makeModerator(own, 'Cleo'), await makeModerator(own, 'Dan')];
  await dan.act('pin', await own.comment());
  await own.cliOk('moderator', 'remove', 'Dan');
  const { tree } = await cleo.get('/audit-log?moderator=Dan');
  assert.equal(tree.all('.log li').length, 1);
  assert.equal(tree.one('select[name=moderator] option[selected]').text, 'Dan');
});

test('a page in a filter may be written as at every other entrance', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  const ids = [7, 8];
  await own.importComments([{ id: 7, status: 'approved', page: '/caf\u00e9/' }, { id: 8, status: 'approved', page: '/a/' }]);
  for (const id of ids) await cleo.act('pin', id);
  const host = new URL(own.url).host;
  for (const [id, typed] of [
    [ids[0], '/caf\u00e9/'],
    [ids[0], '/caf%C3%A9/'],
    [ids[0], `http://${host}/caf%C3%A9/`],
    [ids[0], '/caf\u00e9/feed/'],
    [ids[1], '/a/#top'],
    [ids[1], ' /a/?utm_source=mail#comments '],
    [ids[1], `https://${host}/a/`],
  ]) {
    const page = encodeURIComponent(typed);
    const queue = await cleo.get(`/?view=all&page=${page}`);
    assert.deepEqual(queue.tree.all('.entry').map((each) => each.attr('id')), [`item-${id}`], typed);
    const log = await cleo.get(`/audit-log?page=${page}`);
    assert.deepEqual(log.tree.all('.log li a[href*="/comment/"]').map((each) => each.attr('href')), [`/comments/moderate/comment/${id}`], typed);
  }
  for (const typed of ['https://elsewhere.example/a/', 'a', '/a/b'])
    for (const path of ['/?view=all&', '/audit-log?']) {
      const { text, tree } = await cleo.get(`${path}page=${encodeURIComponent(typed)}`);
      assert.match(text, /No (entry|comment) matches/, typed);
      assert.equal(tree.one('[name=page]').attr('value'), typed);
    }
});

test('the page of threads lists, finds, closes, reopens and renames them', async (t) => {
  const own = await siteFor(t, { config: { comments: { hold_first: true } } });
  const cleo = await makeModerator(own, 'Cleo');
  const first = await own.comment({ page: '/hello/' });
  await own.comment({ page: '/a/', email: 'lea@example.org' });
  await cleo.act('approve', first);
  own.sql("UPDATE thread SET title = 'Hello there' WHERE page = '/hello'");
  const titles = async (query = '') => (await cleo.get(`/threads${query}`)).tree.all('.threads h2 a').map((a) => a.text);
  assert.deepEqual(await titles(), ['/a/', 'Hello there']);
  await own.comment({ page: '/hello/', email: 'mo@example.org', author: 'Mo' });
  assert.deepEqual(await titles(), ['Hello there', '/a/'], 'by the last comment');
  for (const find of ['HELLO', 'there', '/hel']) assert.deepEqual(await titles(`?find=${encodeURIComponent(find)}`), ['Hello there'], find);
  const address = `${own.url}/hello/#comment-1`;
  assert.deepEqual(await titles(`?find=${encodeURIComponent(address)}`), ['Hello there'], 'an address');
  assert.match((await cleo.get('/threads?find=https://other.example/hello/')).text, /No page matches/);
  assert.match((await cleo.get('/threads?find=zebra')).text, /No page matches/);
  const { text, tree } = await cleo.get('/threads');
  assert.match(text, /Comments: 1<\/a> · <a href="[^"]*view=waiting[^"]*">waiting: 1<\/a> · last comment just now/);
  const queue = await cleo.get(tree.all('.threads .facts a')[0].attr('href').replace('/comments/moderate', ''));
  assert.equal(queue.tree.all('.entry').length, 2);

  const id = own.sql("SELECT id FROM thread WHERE page = '/hello'");
  const closed = await follow(cleo, await cleo.post('/threads', { do: 'close', id, return: 'threads?find=hello' }));
  assert.match(closed.text, /The page “<bdi>Hello there<\/bdi>” was closed for comments\..*class="undo"/s);
  assert.match(closed.text, /name="find" type="search" maxlength="200" value="hello"/, 'the search is kept');
  assert.equal((await own.postJson({ page: '/hello/' })).status, 403);
  await cleo.post('/undo', { batch: closed.text.match(/name="batch" value="(\d+)"/)[1] });
  assert.equal(own.sql(`SELECT closed FROM thread WHERE id = ${id}`), '0');
  await cleo.post('/threads', { do: 'memorial', id });
  assert.match((await own.thread('/hello/')).text, /kept as a memorial/);
  await cleo.post('/threads', { do: 'reopen', id });
  const renamed = await follow(cleo, await cleo.post('/threads', { do: 'rename', id, title: ' Good <b>day</b> ', return: 'threads' }));
  assert.deepEqual(renamed.tree.all('.threads h2 a').map((a) => a.text), ['Good <b>day</b>', '/a/']);
  assert.match(renamed.text, /The page “<bdi>Good &lt;b&gt;day&lt;\/b&gt;<\/bdi>” was given a new title\..*class="undo"/s);
  const said = async () => (await cleo.get('/audit-log?action=rename')).tree.all('.log li').map((li) => li.text.replace(/^.* Cleo /, ''));
  assert.deepEqual(await said(), ['changed the title of the page “Good <b>day</b>” from “Hello there” to “Good <b>day</b>”.']);
  const restored = await follow(cleo, await cleo.post('/undo', { batch: renamed.text.match(/name="batch" value="(\d+)"/)[1], return: 'threads' }));
  assert.deepEqual(restored.tree.all('.threads h2 a').map((a) => a.text), ['Hello there', '/a/']);
  const other = own.sql("SELECT id FROM thread WHERE page = '/a'");
  await cleo.post('/threads', { do: 'rename', id: other, title: 'About' });
  await cleo.post('/threads', { do: 'rename', id: other, title: '' });
  await cleo.post('/threads', { do: 'rename', id, title: 'Good <b>day</b>' });
  assert.deepEqual(await said(), [
    'changed the title of the page “Good <b>day</b>” from “Hello there” to “Good <b>day</b>”.',
    'removed the title “About” of the page “/a/”.',
    'gave the page “/a/” the title “About”.',
    'changed the title of the page “Good <b>day</b>” from “Hello there” to “Good <b>day</b>”. (undone)',
  ]);
  await own.comment({ page: '/hello/', title: 'Hello there', email: 'no@example.org', author: 'No' });
  assert.equal(own.sql(`SELECT title FROM thread WHERE id = ${id}`), 'Good <b>day</b>', 'for good');
  for (const wrong of ['', '0', 'x', '99999']) assert.notEqual((await cleo.post('/threads', { do: 'close', id: wrong })).status, 500);
  assert.equal((await cleo.get('/threads?from=99999999999999')).status, 200);

  own.sql("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 60) INSERT INTO thread (page, path, created_at, changed_at) SELECT '/p' || i, '/p' || i || '/', 1, 1 FROM n");
  const one = await cleo.get('/threads');
  assert.equal(one.tree.all('.threads > li').length, 50);
  const two = await cleo.get(one.tree.one('[rel=next]').attr('href').replace('/comments/moderate', ''));
  assert.equal(two.tree.all('.threads > li').length, 12);
  assert.equal(two.tree.one('[rel=prev]').attr('href'), '/comments/moderate/threads');
});

test('a title that nobody can see is none, at every entrance', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  const title = (page) => own.sql(`SELECT title FROM thread WHERE page = '${page}'`);
  await own.comment({ page: '/a/', title: '\u3164\u2800' });
  assert.equal(title('/a'), '');
  assert.doesNotMatch((await own.get('/comments/thread/a/?title=%E2%A0%80')).text, /comments-title-page/);
  const id = own.sql("SELECT id FROM thread WHERE page = '/a'");
  const rename = async (to) => follow(cleo, await cleo.post('/threads', { do: 'rename', id, title: to, return: 'threads' }));
  await rename('Something');
  const renamed = await rename('\u3164');
  assert.equal(title('/a'), '');
  assert.match(renamed.text, /The title of the page “<bdi>\/a\/<\/bdi>” was removed\..*class="undo"/s);
  await cleo.post('/undo', { batch: renamed.text.match(/name="batch" value="(\d+)"/)[1] });
  assert.equal(title('/a'), 'Something');
});

test('the number of other comments has a singular', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  const facts = async () => (await cleo.get('/?view=all')).tree.all('.entry .facts')[0].text;
  await own.comment({ email: 'ada@example.org' });
  await own.comment({ email: 'ada@example.org' });
  assert.match(await facts(), / · 1 other, 1 published/);
  await own.comment({ email: 'ada@example.org' });
  assert.match(await facts(), / · 2 others, 2 published/);
});

test('many conflicts of one action are counted after the first', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  await own.importComments(Array.from({ length: 9 }, (_, i) => ({ id: i + 1, status: 'waiting' })));
  const targets = await Promise.all(Array.from({ length: 9 }, (_, i) => cleo.target(i + 1)));
  for (let id = 1; id <= 8; id += 1) await cleo.act('pin', id);
  const page = await follow(cleo, await cleo.post('/act', [['action', 'approve'], ...targets.map((each) => ['id', each])]));
  const lines = page.tree.all('p.conflict').map((each) => each.text);
  assert.equal(lines.length, 4);
  assert.match(lines[0], /^Comment 1: Cleo acted first and pinned this comment just now\. Nothing was overwritten\.$/);
  assert.equal(lines[3], '5 more comments were changed in the meantime. Nothing was overwritten.');
});

test('the built-in care phrases are folded, and found by a search', async () => {
  const all = await ana.get('/rules');
  assert.match(all.text, /<details><summary>\d{3} phrases<\/summary>/);
  const pattern = site.sql("SELECT pattern FROM rule WHERE kind = 'care' AND removed_at IS NULL LIMIT 1");
  const found = await ana.get(`/rules?find=${encodeURIComponent(pattern.toUpperCase())}`);
  assert.ok(found.tree.all('.rules li').length < 20);
  assert.match(found.text, new RegExp(`<bdi>${pattern}</bdi>`));
  assert.equal((await ana.get('/rules?find=zzzzz')).tree.all('.rules li').length, 0);
});

test('the audit log contains no texts and no addresses', async () => {
  const { text } = await ana.get('/audit-log');
  assert.match(text, /<bdi class="moderator">Ana<\/bdi> approved/);
  assert.match(text, /<bdi class="moderator">Ben<\/bdi>/);
  assert.equal(site.sql("SELECT count(*) FROM audit_log WHERE before LIKE '%@%' OR after LIKE '%@%'"), '0');
});

test('the audit log has a second page, and an undo returns to the audit log', async (t) => {
  const own = await siteFor(t);
  const cleo = await makeModerator(own, 'Cleo');
  const id = await own.comment({});
  for (let i = 0; i < 51; ++i) {
    await cleo.act('pin', id);
    await cleo.act('unpin', id);
  }
  const { text } = await cleo.get('/audit-log');
  const older = text.match(/href="([^"]*before=\d+)">Older/)[1].replace('/comments/moderate', '');
  const next = await cleo.get(older);
  assert.equal(next.status, 200);
  assert.match(next.text, /<bdi class="moderator">Cleo<\/bdi>/);

  const batch = own.sql('SELECT max(batch) FROM audit_log');
  const undone = await cleo.post('/undo', { batch, return: 'audit-log' });
  assert.match(undone.headers.location, /\/moderate\/audit-log/);
});

test("a comment under a moderator's name is held as soon as the account exists", async (t) => {
  const own = await siteFor(t);
  const say = async (author) => (await own.postJson({ author })).json().status;
  assert.equal(await say('Ana Berg'), 'approved');
  await makeModerator(own, 'Ana Berg');
  await makeModerator(own, 'Bo');
  assert.equal(await say('Аna  bеrg'), 'waiting', 'with letters of another script');
  assert.equal(own.sql('SELECT reason FROM comment ORDER BY id DESC LIMIT 1'), 'moderator_name');
  assert.equal(await say('Ana'), 'approved');
  assert.equal(await say('B0'), 'waiting');
  await own.cliOk('moderator', 'remove', 'Bo');
  assert.equal(await say('Bo'), 'approved');
});

test('an unknown passage or page is returned in the form with an error', async (t) => {
  const site = await siteFor(t);
  const ana = await makeModerator(site);
  const id = await site.comment({ comment: 'Some words' });
  const [, version] = (await ana.target(id)).split(':');
  const redact = await ana.post('/redact', { id, version, passage: 'other "words"' });
  assert.equal(redact.status, 422);
  assert.equal(redact.tree.one('#passage').attr('value'), 'other "words"');
  const move = await ana.post('/move', { id, version, page: '/nowhere/' });
  assert.equal(move.status, 404);
  assert.equal(move.tree.one('#move-page').attr('value'), '/nowhere/');
});
