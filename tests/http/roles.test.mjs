// Permissions: every form of the moderators' pages, sent by an owner, by a moderator and without a
// session, with every return address.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { makeModerator, Moderator, password } from '../lib/moderator.mjs';
import { makeSite, root, siteFor, unique } from '../lib/site.mjs';

let site;
let ana; // an owner
let ben; // a plain moderator
let id; // a published comment
let ruleOf; // makes a rule as the owner: { id, batch }

const newEmail = () => `${unique('p').replace(/\W/g, '')}@example.org`;
const lastBatch = () => site.sql('SELECT max(batch) FROM audit_log');
const rulesIn = (where) => Number(site.sql(`SELECT count(*) FROM rule WHERE removed_at IS NULL AND ${where}`));
/** A page that no other test writes to. */
const quietThread = () => site.sql(`INSERT INTO thread (page, path, created_at, changed_at) VALUES ('/quiet', '/quiet/', 1, 1)
  ON CONFLICT DO UPDATE SET path = path RETURNING id`);
const auditEntries = () => site.sql('SELECT count(*) FROM audit_log');

before(async () => {
  site = await makeSite();
  ana = await makeModerator(site, 'Ana');
  ben = await makeModerator(site, 'Ben');
  id = await site.comment({ author: 'Loud Writer', email: 'loud@example.org' });
  ruleOf = async (pattern) => {
    await ana.post('/rules', { do: 'add', kind: 'hold', pattern });
    return { id: site.sql(`SELECT id FROM rule WHERE pattern = '${pattern}'`), batch: lastBatch() };
  };
});
after(() => site.stop());

const versionOf = (comment) => site.sql(`SELECT version FROM comment WHERE id = ${comment}`);
const idOf = (name) => site.sql(`SELECT id FROM moderator WHERE name = '${name}' AND removed_at IS NULL`);

/**
 * A row: the route, the action, its fields, who may do it, and a query whose result changes when it was
 * done.
 */
const rows = [
  ['/act', 'hold a comment', async () => {
    await ana.act('approve', id);
    return { one: `hold ${id}:${versionOf(id)}` };
  }, 'all', auditEntries],
  ['/act', 'publish it', async () => {
    await ana.act('hold', id);
    return { one: `approve ${id}:${versionOf(id)}` };
  }, 'all', auditEntries],
  ['/edit', 'edit a comment', () => ({ id, version: versionOf(id), author: 'Loud Writer', email: 'loud@example.org', url: '', text: unique('text') }), 'all', auditEntries],
  ['/redact', 'redact a comment', () => ({ id, version: versionOf(id), passage: site.sql(`SELECT substr(text, 1, 3) FROM comment WHERE id = ${id}`) }), 'all', auditEntries],
  ['/reply', 'reply', () => ({ id, version: versionOf(id), reply: unique('reply') }), 'all', auditEntries],
  ['/move', 'move a comment', () => ({ id, version: versionOf(id), page: site.sql(`SELECT path FROM thread JOIN comment ON thread.id = thread_id WHERE comment.id = ${id}`) === '/blog/second/' ? '/blog/first/' : '/blog/second/' }), 'all', auditEntries],
  ['/undo', "undo an owner's decision about a comment", async () => {
    const other = await site.comment({ email: newEmail() });
    await ana.act('hold', other);
    return { batch: lastBatch() };
  }, 'all', auditEntries],
  ['/undo', "undo an owner's rule", async () => ({ batch: (await ruleOf(unique('word'))).batch }), 'owner', auditEntries],
  ['/undo', "undo that an owner removed a rule", async () => {
    const rule = await ruleOf(unique('word'));
    await ana.post('/rules', { do: 'remove', rule: rule.id });
    return { batch: lastBatch() };
  }, 'owner', auditEntries],
  ['/rules', 'add a rule', () => ({ do: 'add', kind: 'hold', pattern: unique('word') }), 'owner', auditEntries],
  ['/rules', 'add a broad rule all the same', () => ({ do: 'add_anyway', kind: 'block', pattern: unique('word') }), 'owner', auditEntries],
  ['/rules', 'add a pattern', () => ({ do: 'add', kind: 'block', pattern: `/${unique('word')}/` }), 'owner', auditEntries],
  ['/rules', 'add a care phrase', () => ({ do: 'add', kind: 'care', topic: 'self', pattern: unique('word') }), 'owner', auditEntries],
  ['/rules', 'remove a rule', async () => ({ do: 'remove', rule: (await ruleOf(unique('word'))).id }), 'owner', auditEntries],
  ['/care', 'add a help line', () => ({ add: 'help', name: unique('Line'), phone: '1' }), 'owner', auditEntries],
  ['/care', 'change a help line', () => ({ add: 'help', id: site.sql('SELECT max(id) FROM help_resource'), name: unique('Line'), phone: '2' }), 'owner', auditEntries],
  ['/care', 'remove a help line', () => ({ remove: site.sql('SELECT max(id) FROM help_resource') }), 'owner', auditEntries],
  ['/care', 'say that a help line is right', () => ({ verify: site.sql('SELECT min(id) FROM help_resource') }), 'all', auditEntries],
  ['/care', 'add a draft', () => ({ add: 'draft', title: unique('t'), text: 'x' }), 'all', auditEntries],
  ['/care', 'remove a draft', async () => {
    await ana.post('/care', { add: 'draft', title: unique('t'), text: 'x' });
    return { forget: site.sql('SELECT max(id) FROM reply_draft') };
  }, 'all', auditEntries],
  ['/people', 'add a moderator', () => ({ do: 'add', name: unique('New'), email: '', password }), 'owner', auditEntries],
  ['/people', 'make somebody an owner', async () => {
    const name = unique('Cy').replace(/\W/g, '');
    await ana.post('/people', { do: 'add', name, email: '', password });
    return { do: 'to_owner', id: idOf(name) };
  }, 'owner', auditEntries],
  ['/people', 'make oneself an owner', () => ({ do: 'to_owner', id: idOf('Ben') }), 'owner', auditEntries],
  ['/people', 'make an owner a moderator', () => ({ do: 'to_moderator', id: idOf('Ben') }), 'owner', auditEntries],
  ['/people', "set somebody's password", async () => {
    const name = unique('Di').replace(/\W/g, '');
    await ana.post('/people', { do: 'add', name, email: '', password });
    return { do: 'password', id: idOf(name), password: 'another quiet harbour' };
  }, 'owner', auditEntries],
  ['/people', 'remove somebody', async () => {
    const name = unique('Ed').replace(/\W/g, '');
    await ana.post('/people', { do: 'add', name, email: '', password });
    return { do: 'remove', id: idOf(name), repeat: name };
  }, 'owner', auditEntries],
  ['/threads', 'close and reopen a page', () => ({ do: site.sql(`SELECT closed FROM thread WHERE id = ${quietThread()}`) === '1' ? 'reopen' : 'close', id: quietThread() }), 'all', auditEntries],
  ['/threads', 'keep a page as a memorial', () => {
    site.sql(`UPDATE thread SET closed = 0, memorial = 0 WHERE id = ${quietThread()}`);
    return { do: 'memorial', id: quietThread() };
  }, 'all', auditEntries],
  ['/threads', 'move a page', () => ({ do: 'move', id: quietThread(), address: site.sql(`SELECT page FROM thread WHERE id = ${quietThread()}`) === '/empty' ? '/c++/' : '/empty/', merge: 'yes' }), 'all', auditEntries],
  ['/threads', 'let another path lead to a page', () => ({ do: 'alias', id: quietThread(), name: `/${unique('name').replace(/\W/g, '')}/` }), 'all', auditEntries],
  ['/threads/moves', 'move pages by a list', () => {
    const from = site.sql(`SELECT path FROM thread WHERE id = ${quietThread()}`);
    return { do: 'move', map: `${from} ${from === '/empty/' ? '/c++/' : '/empty/'}` };
  }, 'all', auditEntries],
  ['/threads', 'rename a page', () => ({ do: 'rename', id: quietThread(), title: unique('Title') }), 'all', auditEntries],
  ['/mail', 'try failed mail again', () => {
    site.sql("UPDATE outbox SET status = 'failed'");
    site.sql(`INSERT INTO outbox (purpose, recipient, status, due_at, created_at, changed_at) VALUES ('test', 'a@example.org', 'failed', 0, 0, 0)`);
    return { do: 'retry' };
  }, 'all', () => site.sql("SELECT count(*) FROM outbox WHERE status = 'queued'")],
  ['/check', 'send a test mail', () => ({ do: 'mail' }), 'owner', () => ''],
];
const waysBack = ['', '?view=waiting', 'threads', 'threads/moves', 'rules', 'care', 'people', 'mail', 'check', 'audit-log', 'comment/1', 'comment/999', '//evil.example'];

test("the test's table has every form of the moderators' pages", () => {
  const source = fs.readFileSync(path.join(root, 'cgi/handler/routes.cc'), 'utf8');
  const routes = [...source.matchAll(/Method::post, Match::\w+, "\/moderate(\/[^"]+)"/g)].map(([, route]) => route);
  assert.ok(routes.length > 10);
  const withoutRole = ['/sign-in', '/sign-out', '/forgot', '/reset'];
  assert.deepEqual([...new Set([...rows.map(([route]) => route), ...withoutRole])].sort(), [...new Set(routes)].sort());
});

for (const [route, what, fields, who, look] of rows) {
  test(`${route}: ${who === 'all' ? 'every moderator' : 'only an owner'} may ${what}, whatever the way back`, async () => {
    await ana.post('/care', { add: 'help', name: 'Night Line', phone: '116 123' });
    const stranger = new Moderator(site, 'Nobody');
    for (const back of waysBack) {
      const sent = { ...(await fields()), return: back };
      const start = look();
      assert.equal((await site.post(Object.entries({ csrf: 'x', ...sent }), {
        path: `/comments/moderate${route}`,
        headers: { Origin: site.url, Cookie: stranger.cookie },
      })).status, 403);
      assert.equal(look(), start, `nobody, back to "${back}"`);
      const answer = await ben.post(route, sent);
      if (answer.headers.location) assert.match(answer.headers.location, /^\/comments\/moderate\//);
      if (who === 'all') {
        assert.notEqual(look(), start, `a moderator, back to "${back}": ${answer.status} ${answer.headers.location}`);
        continue;
      }
      assert.equal(look(), start, `a moderator, back to "${back}"`);
      const said = answer.status === 303 ? answer.headers.location : answer.text;
      assert.match(said, /owner_only|value_of_comment_only|Only an owner|From a comment/);
    }
    if (who !== 'owner' || route === '/check') return;
    const sent = await fields();
    const start = look();
    await ana.post(route, sent);
    assert.notEqual(look(), start, 'an owner');
    if (what === 'make oneself an owner') await ana.post('/people', { do: 'to_moderator', id: idOf('Ben') });
  });
}

test('a moderator can add rules only for values of a comment', async () => {
  const comment = await site.comment({
    author: 'Ida Quick',
    email: 'ida@example.org',
    url: 'https://shop.example/a',
    comment: 'See https://www.pills.example/x?y and nothing else, ida.other@example.org',
  });
  const prefix = site.sql(`SELECT address_prefix FROM comment WHERE id = ${comment}`);
  const page = await ben.get(`/comment/${comment}`);
  for (const own of ['ida@example.org', 'Ida Quick', 'shop.example', 'pills.example']) {
    assert.match(page.text, new RegExp(`name="pattern" value="${own}"`), own);
    const answer = await ben.post('/rules', { do: 'add_of_comment', kind: 'block', pattern: own, return: `comment/${comment}` });
    assert.match(answer.headers.location, /done=\d+/, own);
    assert.equal(rulesIn(`pattern = '${own}'`), 1, own);
    await ana.post('/rules', { do: 'remove', rule: site.sql(`SELECT id FROM rule WHERE pattern = '${own}'`) });
  }
  for (const other of ['loud@example.org', 'ida', 'example.org', 'See', 'the', '/./', '/ida/', `${prefix}x`, 'ida.other@example.org', 'https://'])
    for (const kind of ['hold', 'block', 'care', '']) {
      const before = rulesIn('1');
      await ben.post('/rules', { do: 'add_of_comment', kind, pattern: other, return: `comment/${comment}` });
      await ben.post('/rules', { pattern: other, kind, return: `comment/${comment}` });
      assert.equal(rulesIn('1'), before, `${kind} ${other}`);
    }
});

test('a name with the syntax of a pattern is not offered as a rule and becomes none', async () => {
  for (const author of ['/./', '/.*/', '/pills/', 'e', '//', '.']) {
    const comment = await site.comment({ author, email: newEmail() });
    const page = await ben.get(`/comment/${comment}`);
    assert.doesNotMatch(page.text, new RegExp(`name="pattern" value="${author.replace(/[.*]/g, '\\$&')}"`), author);
    const before = rulesIn('1');
    await ben.post('/rules', { do: 'add_of_comment', kind: 'block', pattern: author, return: `comment/${comment}` });
    assert.equal(rulesIn('1'), before, author);
  }
});

test('a moderator cannot add a rule for a name or address prefix that many share', async (t) => {
  const busy = await siteFor(t);
  const owner = await makeModerator(busy, 'Ana');
  const plain = await makeModerator(busy, 'Ben');
  for (let i = 0; i < 8; i += 1) await busy.comment({ author: `Writer ${i}`, email: newEmail(), comment: `The weather, day ${i}` });
  const own = await busy.comment({ author: 'The weather', email: newEmail() });
  const prefix = busy.sql(`SELECT address_prefix FROM comment WHERE id = ${own}`);
  for (const pattern of ['The weather', prefix]) {
    const answer = await plain.post('/rules', { do: 'add_of_comment', kind: 'block', pattern, return: `comment/${own}` });
    assert.match(answer.headers.location, /flash=broad_rule_owner/, pattern);
    const asked = await owner.post('/rules', { do: 'add_of_comment', kind: 'block', pattern, return: `comment/${own}` });
    assert.equal(asked.status, 422);
    assert.match(asked.text, /would have matched a large part of the published comments/);
    assert.equal(busy.sql("SELECT count(*) FROM rule WHERE kind = 'block'"), '0');
  }
  const anyway = await owner.post('/rules', { do: 'add_anyway', kind: 'block', pattern: 'The weather' });
  assert.equal(anyway.status, 303);
  assert.equal(busy.sql("SELECT count(*) FROM rule WHERE kind = 'block'"), '1');
});

test("a moderator can undo their own rules, but not an owner's rule by adding it again", async () => {
  const comment = await site.comment({ author: 'Una Lund', email: 'una@example.org' });
  const block = { do: 'add_of_comment', kind: 'block', pattern: 'una@example.org', return: `comment/${comment}` };
  await ben.post('/rules', block);
  await ben.post('/undo', { batch: lastBatch() });
  assert.equal(rulesIn("pattern = 'una@example.org'"), 0, 'their own');
  await ana.post('/rules', block);
  const again = await ben.post('/rules', block);
  assert.match(again.headers.location, /flash=rule_exists/);
  await ben.post('/undo', { batch: lastBatch() });
  assert.equal(rulesIn("pattern = 'una@example.org'"), 1, "an owner's");
});

test('a rule that every text matches is refused with a message, also for owners and commands', async () => {
  for (const pattern of ['/./', '/.*/', '/.+/', '//', ' ', '/', '.', 'e', '/\\w/', '/[a-z]/', '/\\S/', '/\\s/', '/[^q]/', '/x*/', '/^/', '/$/', '/a|/', '/\\p{L}/', '/[aeiou]/', '/()/', '/\\b/', '/(?s)./', '..'])
    for (const kind of ['hold', 'block', 'care']) {
      const answer = await ana.post('/rules', { do: 'add_anyway', kind, pattern });
      assert.equal(answer.status, 422, `${kind} ${pattern}`);
      assert.match(answer.text, /This rule is not valid/, `${kind} ${pattern}`);
      if (kind !== 'block') continue;
      const typed = await site.cli(['rule', 'add', kind, pattern]);
      assert.notEqual(typed.code, 0, `${kind} ${pattern}`);
    }
  for (const pattern of ['ok', '賭', '/casino(s|\\b)/', '/\\d{9}/', '/[а-я]/', '/[^\\x00-\\x7f]{3}/'])
    assert.equal((await ana.post('/rules', { do: 'add_anyway', kind: 'hold', pattern })).status, 303, pattern);
});
