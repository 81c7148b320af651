// A writer's own link shows and changes only the version of the comment for which it was created.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { MailServer } from '../lib/mail.mjs';
import { makeModerator } from '../lib/moderator.mjs';
import { siteFor, unique } from '../lib/site.mjs';
import { slowness } from '../lib/wait.mjs';
import { commentXml, itemXml, wxr } from '../lib/wxr.mjs';

const newEmail = () => `${unique('p').replace(/\W/g, '')}@example.org`;

/** Posts a comment that is held; returns the path of the writer's link. */
async function waiting(site, fields = {}) {
  const email = fields.email ?? newEmail();
  const answer = await site.postJson({ email, ...fields });
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.json().status, 'waiting');
  return { id: answer.json().id, email, own: linkIn(answer.json().html), url: answer.json().url };
}

const linkIn = (text) => text.match(/"([^"]*\/link\/own-[^"]+)"/)?.[1];

const save = (site, link, text, options = {}) =>
  site.post([['do', 'save'], ['text', text]], { path: link, ...options });
const withdraw = (site, link) => site.post([['do', 'withdraw']], { path: link });

/** A site that holds first comments, with a moderator. */
async function moderatedSite(t, { comments = {}, ...config } = {}) {
  const site = await siteFor(t, {
    config: { comments: { hold_first: true, flood_seconds: 0, ...comments }, ...config },
  });
  return { site, ana: await makeModerator(site) };
}

/** A published comment with its writer's current link. */
async function published(site, fields) {
  const { id, email } = await waiting(site, fields);
  await site.cliOk('comment', 'approve', String(id));
  // Creates the link in the same way as a mail.
  return { id, email, own: await linkByMail(site, id) };
}

/** The link that a mail about the comment would contain now. */
async function linkByMail(site, id) {
  const email = site.sql(`SELECT email FROM comment WHERE id = ${id}`);
  site.sql(
    'INSERT INTO subscription (email, kind, thread_id, comment_id, state, asked_at, wording, changed_at) ' +
      `SELECT email, 'replies', thread_id, id, 'on', 0, 1, 0 FROM comment WHERE id = ${id}`,
  );
  site.sql(
    'INSERT INTO outbox (purpose, recipient, comment_id, due_at, created_at, changed_at) ' +
      `VALUES ('published', '${email}', ${id}, 0, 9000000000000, 9000000000000)`,
  );
  const told = (mail) => mail.to[0] === email && mail.body.includes('/link/own-');
  const [mail] = await site.server.wait(told);
  return mail.link('own');
}

async function siteWithMail(t, { comments = {}, mail = {} } = {}) {
  let server;
  const site = await siteFor(t, {
    config: { comments: { hold_first: true, flood_seconds: 0, ...comments } },
    prepare: async (made) => {
      server = await MailServer.make(made.dir);
      t.after(() => server.down());
      made.options.config.mail = {
        from: 'blog@example.org',
        to: 'mod@example.org',
        via: `smtp://127.0.0.1:${server.port}`,
        ...mail,
      };
      made.writeConfig(made.options.config);
    },
  });
  site.server = server;
  return site;
}

test('each save gives a new link, and the previous link is invalid', async (t) => {
  const { site } = await moderatedSite(t);
  const { id, own } = await waiting(site, { comment: 'My first words' });
  assert.match((await site.get(own)).text, /My first words<\/textarea>/);
  const saved = await save(site, own, 'My second words');
  assert.equal(saved.status, 200);
  assert.match(saved.text, /Your change is saved. A moderator will read it/);
  assert.match(saved.text, /My second words<\/textarea>/);
  const fresh = linkIn(saved.text);
  assert.notEqual(fresh, own);

  const again = await save(site, own, 'My third words');
  assert.equal(again.status, 409);
  assert.match(again.text, /has been changed since this link was created/);
  assert.match(again.text, /My third words<\/textarea>/, 'what was typed is given back');
  assert.doesNotMatch(again.text, /My second words/);
  assert.equal((await site.stored(id)).text, 'My second words');

  assert.equal((await save(site, fresh, 'My third words')).status, 200);
  assert.equal((await site.stored(id)).text, 'My third words');
  const expires = (link) => link.split('/').at(-1).split('-')[3];
  assert.equal(expires(fresh), expires(own), 'and it is good for no longer than the first');
});

test('the page after a save leads back to the comment that waits', async (t) => {
  const { site } = await moderatedSite(t);
  const { id, own } = await waiting(site);
  const saved = await save(site, own, 'Better words');
  const back = saved.tree.all('a').at(-1).attr('href');
  const page = await site.get(back.split('#')[0]);
  assert.match(page.tree.one(`#comment-${id}`).text, /Better words/);
});

test('a save without a change stores nothing and keeps the link', async (t) => {
  const { site } = await moderatedSite(t);
  const { id, own } = await waiting(site, { comment: 'The same' });
  assert.equal((await save(site, own, 'The same')).status, 200);
  assert.equal((await save(site, own, 'The same')).status, 200);
  assert.equal(site.sql(`SELECT version FROM comment WHERE id = ${id}`), '1');
  assert.equal(site.sql('SELECT count(*) FROM revision'), '0');
});

test("a link from before a moderator's action neither shows nor changes the text", async (t) => {
  const { site, ana } = await moderatedSite(t);
  const decisions = {
    hold: async (id) => {
      await ana.act('approve', id);
      return ana.act('hold', id);
    },
    redact: async (id) => {
      const [, version] = (await ana.target(id)).split(':');
      return ana.post('/redact', { id, version, passage: '555 0199' });
    },
    edit: async (id) => {
      const [, version] = (await ana.target(id)).split(':');
      return ana.post('/edit', { id, version, text: 'Secret, edited', author: 'Mia', email: 'm@example.org', url: '' });
    },
  };
  for (const [name, decide] of Object.entries(decisions)) {
    const { id, own, url } = await waiting(site, { comment: `Secret words of ${name}, 555 0199` });
    const answer = await decide(id);
    assert.equal(answer.status, 303, name);
    const before = await site.stored(id);
    const shown = await site.get(own);
    assert.equal(shown.status, 200, name);
    assert.match(shown.text, /has been changed since this link was created/, name);
    assert.doesNotMatch(shown.text, /Secret|555 0199/, name);
    const saved = await save(site, own, 'Words of 555 0199 again');
    assert.equal(saved.status, 409, name);
    assert.match(saved.text, /Words of 555 0199 again<\/textarea>/, name);
    assert.deepEqual(await site.stored(id), before, name);
    if (name === 'redact' || name === 'edit') {
      const page = await site.get(site.local(url).split('#')[0]);
      assert.doesNotMatch(page.text, /Secret|555 0199/, `${name}: nor by the address after posting`);
    }
    assert.match((await withdraw(site, own)).text, /Your comment is withdrawn/, name);
    assert.equal((await site.stored(id)).status, 'trash', name);
  }
});

test('a comment that was only approved or pinned since can still be changed by its link, also by a script', async (t) => {
  const { site, ana } = await moderatedSite(t);
  for (const [name, decide] of Object.entries({
    approve: (id) => ana.act('approve', id),
    pin: async (id) => {
      await ana.act('approve', id);
      return ana.act('pin', id);
    },
  })) {
    const { id, own } = await waiting(site, { comment: `Words of ${name}` });
    assert.equal((await decide(id)).status, 303, name);
    assert.match((await site.get(own)).text, new RegExp(`Words of ${name}</textarea>`));
    const json = await site.get(own, { headers: { Accept: 'application/json' } });
    assert.deepEqual([json.json().status, json.json().text], ['approved', `Words of ${name}`]);
    assert.equal((await save(site, own, `Other words of ${name}`)).status, 200, name);
    // Nobody has read these words, and its writer has no other published comment.
    const { status, text } = await site.stored(id);
    assert.deepEqual([status, text], ['waiting', `Other words of ${name}`]);
    // The save made a new link.
    assert.equal((await save(site, own, 'Once more')).status, 409, name);
  }
});

test('a removed, deleted or erased comment can be neither seen nor changed nor withdrawn by a link', async (t) => {
  const { site, ana } = await moderatedSite(t);
  const ends = {
    trash: ({ id }) => site.cliOk('comment', 'trash', String(id)),
    spam: ({ id }) => site.cliOk('comment', 'spam', String(id)),
    delete: ({ id }) => site.cliOk('comment', 'delete', String(id)),
    'delete with replies': async ({ id }) => {
      await ana.act('approve', id);
      await site.postJson({ email: newEmail(), comment_parent: id });
      await site.cliOk('comment', 'delete', String(id));
    },
    withdraw: ({ own }) => withdraw(site, own),
    erase: ({ email }) => site.cliOk('person', 'erase', email),
    'approve, erase': async ({ id, email }) => {
      await ana.act('approve', id);
      await site.cliOk('person', 'erase', email);
    },
  };
  for (const [name, end] of Object.entries(ends)) {
    const made = await waiting(site, { comment: `Gone words of ${name}` });
    await end(made);
    const before = site.sql('SELECT id, status, text, version FROM comment ORDER BY id');
    const shown = await site.get(made.own);
    assert.equal(shown.status, 410, name);
    assert.doesNotMatch(shown.text, /Gone words/, name);
    for (const answer of [await save(site, made.own, 'Back again'), await withdraw(site, made.own)]) {
      assert.equal(answer.status, 410, name);
      assert.doesNotMatch(answer.text, /Gone words/, name);
    }
    assert.equal(site.sql('SELECT id, status, text, version FROM comment ORDER BY id'), before, name);
    const page = await site.get(site.local(made.url).split('#')[0]);
    if (name !== 'approve, erase') assert.doesNotMatch(page.text, /Gone words/, name);
  }
});

test('a link to a permanently deleted comment says nothing about the one that has its number now', async (t) => {
  const { site } = await moderatedSite(t);
  const { id, own } = await waiting(site);
  await site.cliOk('comment', 'delete', String(id));
  const file = path.join(site.dir, 'export.xml');
  fs.writeFileSync(file, wxr([itemXml({}, [commentXml({ id, content: 'Words of somebody else' })])]));
  await site.cliOk('import', 'wordpress', file);
  const before = await site.stored(id);
  assert.equal(before.text, 'Words of somebody else');
  const answers = [await site.get(own), await save(site, own, 'My own again'), await withdraw(site, own)];
  for (const answer of answers) {
    assert.equal(answer.status, 410);
    assert.doesNotMatch(answer.text, /somebody else/);
  }
  assert.deepEqual(await site.stored(id), before);
});

test('on a closed page or in a locked conversation a comment cannot be changed but withdrawn', async (t) => {
  const { site, ana } = await moderatedSite(t);
  for (const [action, words] of [
    ['close', /Comments on this page are closed/],
    ['memorial', /Comments on this page are closed/],
    ['lock', /conversation is locked/],
  ]) {
    const first = await waiting(site, { page: '/a/' });
    await ana.act('approve', first.id);
    const reply = await waiting(site, { page: '/a/', comment: 'Closed words', comment_parent: first.id });
    await ana.act(action, first.id);
    const shown = await site.get(reply.own);
    assert.match(shown.text, words, action);
    assert.doesNotMatch(shown.text, /Closed words/, action);
    const saved = await save(site, reply.own, 'Other words');
    assert.equal(saved.status, 403, action);
    assert.match(saved.text, /Other words<\/textarea>/, action);
    assert.equal((await site.stored(reply.id)).text, 'Closed words', action);
    await ana.act(action === 'lock' ? 'unlock' : 'reopen', first.id);
    assert.match((await site.get(reply.own)).text, /Closed words<\/textarea>/, action);
    await ana.act(action, first.id);
    assert.match((await withdraw(site, reply.own)).text, /withdrawn/, action);
    await ana.act(action === 'lock' ? 'unlock' : 'reopen', first.id);
  }
});

test('a comment cannot be changed on a page that has closed by age', async (t) => {
  const { site, ana } = await moderatedSite(t, { comments: { close_after_days: 3 } });
  const first = await waiting(site);
  await ana.act('approve', first.id);
  const { id, own } = await waiting(site, { comment: 'Old words' });
  site.sql('UPDATE thread SET created_at = created_at - 4 * 86400000');
  assert.match((await site.get(own)).text, /Comments on this page are closed/);
  assert.equal((await save(site, own, 'New words')).status, 403);
  assert.equal((await site.stored(id)).text, 'Old words');
});

test('a change of a published text that breaks no rule stays published, and moderators are told', async (t) => {
  const site = await siteWithMail(t, { mail: { page_authors: ['/hello/ bea@example.org'] } });
  const { id, own } = await published(site, { comment: 'Good words' });
  const saved = await save(site, own, 'Other good words');
  assert.match(saved.text, /Your change is saved\.</);
  assert.equal((await site.stored(id)).status, 'approved');
  assert.match((await site.thread()).text, /Other good words/);
  const edited = (mail) => /Comment changed/.test(mail.subject);
  const mails = await site.server.wait(edited, 2);
  assert.deepEqual(mails.map((mail) => mail.to[0]).sort(), ['bea@example.org', 'mod@example.org']);
  assert.match(mails[0].body, /Other good words/);
  const ana = await makeModerator(site);
  assert.match((await ana.get('/?view=approved')).text, /Edited/);
  assert.match((await ana.get(`/comment/${id}`)).text, /<ins>Other good<\/ins>/);
});

test("a writer's change after publication is marked with its time, a moderator's is not", async (t) => {
  const site = await siteWithMail(t);
  const ana = await makeModerator(site);
  const { id, own } = await published(site, { comment: 'Good words' });
  const other = await published(site, { comment: 'Some words' });
  await ana.post('/edit', {
    id: other.id, version: (await ana.target(other.id)).split(':')[1], author: 'Mia', email: other.email, url: '', text: 'Fewer words',
  });
  const before = await site.thread();
  assert.match(before.text, /Fewer words/);
  assert.doesNotMatch(before.text, /edited/);

  const saved = await save(site, own, 'Other good words');
  const thread = await site.thread();
  assert.notEqual(thread.headers.etag, before.headers.etag);
  const time = thread.tree.one(`#div-comment-${id} .comment-metadata .comment-edited time`);
  assert.equal(time.attr('itemprop'), 'dateModified');
  const marked = Date.parse(time.attr('datetime'));
  assert.equal(Math.floor(Number(site.sql(`SELECT writer_edited_at FROM comment WHERE id = ${id}`)) / 1000) * 1000, marked);
  assert.equal(thread.text.match(/\(edited /g).length, 1);
  const mark = new RegExp(`\\(edited <time datetime="${time.attr('datetime')}">`);
  assert.match(saved.text, mark, 'its writer sees it too');
  assert.match((await ana.get('/?view=approved')).text, mark, 'and so do moderators');
  assert.match(await site.cliOk('comment', 'show', String(id)), /^edited {2}2.*Z \(by its writer\)$/m);
});

test('a change of a published text that a rule holds waits again, and moderators are told why', async (t) => {
  const site = await siteWithMail(t, { comments: { max_links: 2 } });
  await site.cliOk('rule', 'add', 'hold', 'casino');
  await site.cliOk('rule', 'add', 'block', 'jackpot');
  const texts = {
    'links:2': 'see http://a.example and http://b.example',
    'rule:': 'a casino',
    'block:': 'a jackpot',
    'contact:phone': 'call me at +44 20 7946 0958',
  };
  for (const [reason, text] of Object.entries(texts)) {
    const { id, own } = await published(site);
    const saved = await save(site, own, text);
    assert.match(saved.text, /A moderator will read it before it is published/, reason);
    const stored = await site.stored(id);
    assert.equal(stored.status, 'waiting', reason);
    assert.ok(stored.reason.includes(reason), stored.reason);
    assert.ok(!(await site.thread()).text.includes(text), reason);
    await site.server.wait((mail) => /Please moderate/.test(mail.subject) && mail.body.includes(text));
  }
});

test('with comments.hold_all a changed comment is held too', async (t) => {
  const site = await siteWithMail(t, { comments: { hold_all: true } });
  const { id, own } = await published(site);
  await save(site, own, 'Harmless words');
  assert.equal((await site.stored(id)).status, 'waiting');
});

test('undoing a held change restores the previous text, not the new one', async (t) => {
  const site = await siteWithMail(t);
  const ana = await makeModerator(site);
  const { id, own } = await published(site, { comment: 'Words of before' });
  await save(site, own, 'http://a.example http://b.example');
  const batch = site.sql("SELECT batch FROM audit_log WHERE action = 'rewrite'");
  await ana.post('/undo', { batch });
  const stored = await site.stored(id);
  assert.equal(stored.text, 'Words of before');
  assert.equal(stored.status, 'approved');
});

test("a moderator's mail link from before a change does nothing and says what happened", async (t) => {
  const site = await siteWithMail(t);
  const { id, own } = await waiting(site, { comment: 'Before' });
  const [mail] = await site.server.wait((each) => /Please moderate/.test(each.subject));
  await save(site, own, 'After');
  const pressed = await site.post([['do', 'approve']], { path: mail.link('approve') });
  assert.match(pressed.text, /Somebody acted first: <bdi>the writer<\/bdi> changed this comment/);
  assert.equal((await site.stored(id)).status, 'waiting');
  const told = await site.server.wait((each) => /Please moderate/.test(each.subject), 2);
  assert.match(told[1].body, /After/);
  await site.post([['do', 'approve']], { path: told[1].link('approve') });
  assert.equal((await site.stored(id)).status, 'approved');
});

test('of a concurrent change and moderation one is a conflict, and nothing is lost', async (t) => {
  const { site, ana } = await moderatedSite(t);
  const csrf = await ana.csrf();
  const press = (fields, path) =>
    site.post([['csrf', csrf], ...Object.entries(fields)], {
      path: `${ana.base}${path}`,
      headers: { Origin: site.url, Cookie: ana.cookie },
    });
  for (let i = 0; i < 10; i += 1) {
    const { id, own } = await waiting(site, { comment: `Race ${i}, 555 0199` });
    const [saved] = await Promise.all([
      sleep(3 * (i % 4)).then(() => save(site, own, `Changed ${i}`)),
      i % 2
        ? press({ one: `approve ${id}:1` }, '/act')
        : press({ id, version: 1, passage: '555 0199' }, '/redact'),
    ]);
    const stored = await site.stored(id);
    const wasFirst = saved.status === 200;
    assert.equal(stored.text === `Changed ${i}`, wasFirst, saved.text);
    if (wasFirst) {
      assert.equal(stored.status, 'waiting', 'what nobody has read is not published');
    } else {
      assert.equal(saved.status, 409);
      assert.match(saved.text, new RegExp(`Changed ${i}</textarea>`));
    }
  }
});

test('a change counts for the flood limit, and the text is returned', async (t) => {
  const { site } = await moderatedSite(t, { comments: { flood_seconds: 30 } });
  const { id, own } = await waiting(site, { comment: 'At first' });
  const soon = await save(site, own, 'Too soon');
  assert.equal(soon.status, 429);
  assert.equal(soon.headers['retry-after'], '30');
  assert.match(soon.text, /Too soon<\/textarea>/);
  assert.equal((await site.stored(id)).text, 'At first');

  site.sql('UPDATE comment SET created_at = created_at - 60000');
  const saved = await save(site, linkIn(soon.text), 'Later');
  assert.equal(saved.status, 200);
  assert.equal((await save(site, linkIn(saved.text), 'And again')).status, 429);
  assert.equal((await site.postJson({ email: newEmail() })).status, 429, 'nor another comment');
  site.sql('UPDATE comment SET rewritten_at = rewritten_at - 60000');
  assert.equal((await save(site, linkIn(saved.text), 'And again')).status, 200);
});

test('a thousand changes leave few rows and bytes, and the page for moderators responds at once', async (t) => {
  const { site, ana } = await moderatedSite(t);
  const { id, own } = await waiting(site);
  // Every second word changes each time, for the largest difference.
  const text = (n) =>
    Array.from({ length: 6_000 }, (_, i) => (i % 2 ? 'the word' : `w${n}x${i}`)).join(' ').slice(0, 65_000);
  let link = own;
  let taken = 0;
  let refused;
  for (let i = 0; i < 1000; i += 1) {
    const answer = await save(site, link, text(i));
    if (answer.status === 200) taken += 1;
    else refused = answer;
    link = linkIn(answer.text) ?? link;
  }
  assert.ok(taken >= 10 && taken <= 20, `${taken} were taken`);
  assert.equal(refused.status, 403);
  assert.match(refused.text, /reached the maximum number of changes/);
  assert.match(refused.text, /w999x0 the word/, 'what was typed is given back');
  assert.equal(site.sql('SELECT count(*) FROM revision'), String(taken));
  assert.ok(Number(site.sql('SELECT sum(length(text)) FROM revision')) < 1.2 * 2 ** 20);
  assert.equal(site.sql('SELECT count(*) FROM audit_log WHERE comment_id IS NOT NULL'), String(taken));

  let page;
  const times = 5;
  const began = site.processorMs();
  for (let i = 0; i < times; i += 1) page = await ana.get(`/comment/${id}`);
  const took = (site.processorMs() - began) / times;
  assert.equal(page.status, 200);
  assert.ok(took < 300 * slowness, `${took} ms`);
  assert.ok(page.text.length < 500_000, `${page.text.length} bytes`);

  // Every text that was replaced can be found, the first too.
  let seen = page.text.match(/the writer<\/bdi> changed it/g).length;
  let older = page.text.match(/href="([^"]+)">Older changes/)?.[1];
  let last = page;
  while (older) {
    last = await site.get(older.replaceAll('&amp;', '&').split('#')[0], { headers: { Cookie: ana.cookie } });
    seen += last.text.match(/the writer<\/bdi> changed it/g).length;
    older = last.text.match(/href="([^"]+)">Older changes/)?.[1];
  }
  assert.equal(seen, taken);
  assert.match(last.text, /<del>A thought n/);
  const whole = page.text.match(/href="([^"]+)">Show the complete change/)[1].replaceAll('&amp;', '&');
  const full = await site.get(whole.split('#')[0], { headers: { Cookie: ana.cookie } });
  assert.ok(full.text.length > 100_000);
  assert.match((await withdraw(site, link)).text, /withdrawn/, 'and it can still be withdrawn');
});

test('previous versions are shown to moderators only', async (t) => {
  const { site, ana } = await moderatedSite(t);
  const { id } = await waiting(site, { comment: 'Ring 555 0199 please' });
  await ana.act('approve', id);
  const [, version] = (await ana.target(id)).split(':');
  await ana.post('/redact', { id, version, passage: '555 0199' });
  assert.match((await ana.get(`/comment/${id}`)).text, /<del>555<\/del>.*<del>0199<\/del>/);
  const outside = [
    '/comments/thread/hello/', '/comments/page/hello/', '/comments/feed', '/comments/feed/hello/',
    '/comments/latest', `/comments/report/${id}`, `/comments/moderate/comment/${id}?whole=yes`,
  ];
  for (const path of outside) assert.doesNotMatch((await site.get(path)).text, /555|0199/, path);
});

test('links about mail are invalid after their address was erased or changed', async (t) => {
  const site = await siteWithMail(t);
  const ana = await makeModerator(site);
  for (const end of ['erase', 'edit']) {
    const email = newEmail();
    const { id } = await waiting(site, { email, aw_mail: 'yes' });
    const [ask] = await site.server.wait((mail) => mail.to[0] === email);
    if (end === 'erase') await site.cliOk('person', 'erase', email);
    else {
      const [, version] = (await ana.target(id)).split(':');
      const other = { id, version, text: 'x', author: 'Mia', email: 'other@example.org', url: '' };
      await ana.post('/edit', other);
    }
    assert.equal((await site.get(ask.link('confirm'))).status, end === 'erase' ? 410 : 200);
    await site.post([['do', 'confirm']], { path: ask.link('confirm') });
    // The subscription is the first address's, which gets nothing about a comment of another one.
    await site.cliOk('comment', 'approve', String(id));
    assert.equal(site.sql(`SELECT count(*) FROM outbox WHERE purpose = 'published' AND recipient = '${email}'`), '0', end);
  }
});

test('a comment that a rule put in the trash looks like a waiting one to its writer', async (t) => {
  const { site } = await moderatedSite(t);
  await site.cliOk('rule', 'add', 'block', 'jackpot');
  const { id, own } = await waiting(site, { comment: 'jackpot' });
  assert.equal((await site.stored(id)).status, 'trash');
  assert.match((await site.get(own)).text, /jackpot<\/textarea>/);
  assert.match((await save(site, own, 'Innocent words')).text, /A moderator will read it/);
  assert.equal((await site.stored(id)).status, 'trash', 'and stays there');
});

test('withdrawing asks first, and leads back to the comments, not to one that is gone', async (t) => {
  const { site, ana } = await moderatedSite(t);
  for (const isPublished of [false, true]) {
    const { id, own, url } = await waiting(site, { comment: `Perhaps not ${isPublished}`, page: '/a/' });
    if (isPublished) await ana.act('approve', id);
    const link = isPublished ? linkIn((await site.get(`/comments/thread${url.split('#')[0]}`)).text) : own;
    const shown = await site.get(link);
    assert.ok(!shown.tree.has('button[value=withdraw]'), 'no button of the first page withdraws');
    const asked = await site.post([['do', 'ask-withdraw'], ['text', 'Half a\nchange']], { path: link });
    assert.equal(asked.status, 200);
    assert.match(asked.text, /<h1>Do you really want to withdraw your comment\?/);
    assert.match(asked.text, /Perhaps not/);
    assert.equal((await site.stored(id)).status, isPublished ? 'approved' : 'waiting', 'nothing happened');
    const typed = 'Half a\nchange';
    const kept = await site.post([['do', 'keep'], ['text', typed]], { path: link });
    assert.match(asked.text, /Half a\nchange<\/textarea>/);
    assert.match(kept.text, /Half a\nchange<\/textarea>/, 'what was typed is still there');
    const done = await withdraw(site, link);
    assert.match(done.text, /Your comment is withdrawn/);
    assert.equal(done.tree.all('a').at(-1).attr('href'), '/a/#comments');
    assert.equal((await site.stored(id)).status, 'trash');
  }
});

test('a comment that is published at once has the link in the response to its writer only', async (t) => {
  const site = await siteFor(t);
  const answer = (await site.postJson({ comment: 'A tpyo', email: newEmail() })).json();
  assert.equal(answer.status, 'approved');
  assert.doesNotMatch(answer.url, /moderation-hash|link/);
  const own = linkIn(answer.html);
  assert.ok(own);
  assert.doesNotMatch((await site.thread()).text, /link\/own-/);
  const saved = await save(site, own, 'A typo');
  assert.match(saved.text, /Your change is saved\./);
  const back = saved.tree.all('a').at(-1).attr('href');
  const page = await site.get(back.replace('/hello/', '/comments/thread/hello/').split('#')[0]);
  assert.equal(page.headers['cache-control'], 'private, no-store');
  assert.equal(page.tree.one(`#comment-${answer.id} .comment-own-link`).attr('href'), linkIn(saved.text));
  assert.doesNotMatch((await site.thread()).text, /link\/own-/);
  site.sql(`UPDATE comment SET created_at = created_at - 600000 WHERE id = ${answer.id}`);
  const late = await site.get(back.replace('/hello/', '/comments/thread/hello/').split('#')[0]);
  assert.doesNotMatch(late.text, /link\/own-/, 'after ten minutes');
});

// --- for scripts --------------------------------------------------------------------------------

const json = { Accept: 'application/json' };
const saveJson = (site, link, text, headers = {}) =>
  save(site, link, text, { headers: { ...json, ...headers } });

test('a script reads the text as written, saves it and gets the comment with its new link', async (t) => {
  const { site, ana } = await moderatedSite(t);
  const typed = 'Mind the <gap> & "quotes"';
  const { id, own } = await waiting(site, { comment: typed });
  const read = await site.get(own, { headers: json });
  assert.equal(read.status, 200);
  assert.equal(read.headers['cache-control'], 'no-store');
  assert.deepEqual(read.json(), { id, status: 'waiting', text: typed });

  const saved = await saveJson(site, own, 'Mind the step');
  assert.equal(saved.status, 200);
  const answer = saved.json();
  assert.deepEqual([answer.id, answer.status, answer.text], [id, 'waiting', 'Mind the step']);
  assert.match(answer.html, /Mind the step/);
  assert.match(answer.html, /comment-awaiting-moderation/);
  assert.match(answer.url, new RegExp(`^/hello/\\?unapproved=${id}&moderation-hash=\\w+#comment-${id}$`));
  assert.equal((await site.get(own, { headers: json })).status, 409, 'the previous link is invalid');
  const fresh = answer.link;
  assert.equal(linkIn(answer.html), fresh);
  assert.equal((await site.get(fresh, { headers: json })).json().text, 'Mind the step');

  await ana.act('approve', id);
  await ana.act('hold', id);
  const stale = await saveJson(site, fresh, 'Too late');
  assert.equal(stale.status, 409);
  assert.equal(stale.json().errors[0].code, 'comment_changed');
  const gone = await site.post([['do', 'withdraw']], { path: fresh, headers: json });
  assert.deepEqual([gone.status, gone.json()], [200, { status: 'withdrawn' }]);
  assert.equal((await site.stored(id)).status, 'trash');
  const again = await site.get(fresh, { headers: json });
  assert.deepEqual([again.status, again.json().errors[0].code], [410, 'link_gone']);
});

test('a script gets every error with its code, and nothing changes', async (t) => {
  const { site, ana } = await moderatedSite(t, { comments: { flood_seconds: 30 } });
  const { id, own } = await waiting(site, { comment: 'As it was' });
  const code = async (answer, status) => {
    const { errors } = (await answer).json();
    assert.equal((await answer).status, status, errors[0].code);
    assert.ok(errors[0].message);
    return errors[0].code;
  };
  const wait = await saveJson(site, own, 'Too soon');
  assert.equal(await code(wait, 429), 'comment_flood');
  assert.equal(wait.headers['retry-after'], '30');
  assert.equal(await code(saveJson(site, own, ''), 422), 'require_valid_comment');
  assert.equal(await code(saveJson(site, own, 'x'.repeat(65_526)), 422), 'comment_content_column_length');
  assert.equal(await code(saveJson(site, own, 'x'.repeat(2 ** 20)), 413), 'too_large');
  const forged = own.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  assert.equal(await code(saveJson(site, forged, 'Forged'), 403), 'link_invalid');
  assert.equal(await code(site.get(forged, { headers: json }), 403), 'link_invalid');
  assert.equal(await code(saveJson(site, own.slice(0, -1), 'Cut'), 403), 'link_invalid');
  assert.equal(await code(saveJson(site, own.split('-').slice(0, 3).join('-'), 'Cut'), 404), 'not_found');
  // A token of one comment with the number of another, and of another installation.
  site.sql('UPDATE comment SET created_at = created_at - 60000');
  const other = await waiting(site);
  const [, number] = other.own.split('own-')[1].match(/^(\d+)-/);
  assert.equal(await code(saveJson(site, own.replace(`own-${id}-`, `own-${number}-`), 'Swapped'), 403), 'link_invalid');
  const { site: elsewhere } = await moderatedSite(t);
  const { own: foreign } = await waiting(elsewhere);
  assert.equal(await code(saveJson(site, foreign, 'Foreign'), 403), 'link_invalid');
  // Approving and unapproving changes the version, closing the page does not.
  site.sql('UPDATE thread SET closed = 1');
  assert.equal(await code(saveJson(site, own, 'Closed'), 403), 'comment_closed');
  assert.equal(await code(site.get(own, { headers: json }), 403), 'comment_closed');
  site.sql('UPDATE thread SET closed = 0');
  await ana.act('approve', id);
  await ana.act('hold', id);
  assert.equal(await code(saveJson(site, own, 'Raced'), 409), 'comment_changed');
  assert.equal((await site.stored(id)).text, 'As it was');
});

test('a page of a named origin may use the link, other pages cannot read the response', async (t) => {
  const { site } = await moderatedSite(t, { site: { origins: ['https://blog.example'] } });
  const { own } = await waiting(site);
  const allowed = async (origin) => {
    const answer = await site.get(own, { headers: { ...json, Origin: origin } });
    return answer.headers['access-control-allow-origin'];
  };
  assert.equal(await allowed('https://blog.example'), 'https://blog.example');
  assert.equal(await allowed('https://evil.example'), undefined);
});

// --- comments.edit_minutes ------------------------------------------------------------------------

test('a comment can be changed and withdrawn for comments.edit_minutes, counted from when it was written', async (t) => {
  const { site, ana } = await moderatedSite(t, { comments: { edit_minutes: 30 } });
  const { id, own } = await waiting(site, { comment: 'In time' });
  await ana.act('approve', id);
  const link = linkIn((await site.get(own)).text) ?? own;
  site.sql(`UPDATE comment SET created_at = created_at - 29 * 60000 WHERE id = ${id}`);
  assert.match((await site.get(link)).text, /In time<\/textarea>/);
  site.sql(`UPDATE comment SET created_at = created_at - 60000 WHERE id = ${id}`);
  for (const answer of [await site.get(link), await save(site, link, 'Late'), await withdraw(site, link)]) {
    assert.equal(answer.status, 410);
    assert.match(answer.text, /This link has expired/);
    assert.doesNotMatch(answer.text, /In time/);
  }
  const scripted = await saveJson(site, link, 'Late');
  assert.deepEqual([scripted.status, scripted.json().errors[0].code], [410, 'link_expired']);
  const stored = await site.stored(id);
  assert.deepEqual([stored.text, stored.status], ['In time', 'approved']);
});

test('with comments.edit_minutes = 0 no link is given and no old one works', async (t) => {
  const { site, ana } = await moderatedSite(t);
  const { id, own } = await waiting(site, { comment: 'Here to stay' });
  await ana.act('approve', id);
  site.config.comments.edit_minutes = 0;
  site.writeConfig(site.config);
  await site.restart();
  for (const answer of [await site.get(own), await save(site, own, 'Changed'), await withdraw(site, own)])
    assert.equal(answer.status, 410);
  assert.equal((await site.stored(id)).text, 'Here to stay');
  const posted = (await site.postJson({ email: newEmail() })).json();
  assert.equal(linkIn(posted.html), undefined);
  const shown = await site.get(posted.url.replace('/hello/', '/comments/thread/hello/').split('#')[0]);
  assert.match(shown.text, /comment-awaiting-moderation/);
  assert.doesNotMatch(shown.text, /link\/own-/);
});

test('with comments.edit_minutes = 0 no mail has such a link', async (t) => {
  const site = await siteWithMail(t, { comments: { edit_minutes: 0 } });
  const { email } = await waiting(site, { aw_mail: 'yes' });
  const [ask] = await site.server.wait((mail) => mail.to[0] === email);
  assert.match(ask.body, /\/link\/confirm-/);
  assert.doesNotMatch(ask.body, /\/link\/own-|withdraw/);
});
