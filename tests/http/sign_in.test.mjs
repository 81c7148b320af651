// Moderator accounts and sessions: strangers are kept out, and moderators are not locked out.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { MailServer } from '../lib/mail.mjs';
import { makeModerator, Moderator, password } from '../lib/moderator.mjs';
import { makeSite, siteFor } from '../lib/site.mjs';

let site;
let ana;

before(async () => {
  site = await makeSite();
  ana = await makeModerator(site, 'Ana');
});
after(() => site.stop());

const stranger = () => new Moderator(site, 'Ana');

test('without an account there is only a page that says how to create the first one', async (t) => {
  const empty = await siteFor(t);
  const page = await empty.get('/comments/moderate/');
  assert.equal(page.status, 200);
  assert.match(page.text, /afterword moderator add NAME/);
  assert.equal(page.tree.one('.notice a').attr('href'), '/comments/set-up');
  const check = await empty.cli(['check']);
  assert.match(check.output, /warn\s+moderators\s+.*afterword moderator add NAME/);
});

test('without a session every page is the sign-in page, and no action is possible', async () => {
  for (const path of ['/', '/audit-log', '/rules', '/care', '/people', '/mail', '/comment/1']) {
    const page = await stranger().get(path);
    assert.equal(page.status, 200, path);
    assert.match(page.text, /name="password"/, path);
    assert.doesNotMatch(page.text, /Sign out/, path);
  }
  assert.equal((await stranger().get('/counts')).status, 403);
  for (const path of ['/act', '/undo', '/edit', '/rules', '/people', '/care', '/mail'])
    assert.equal((await stranger().post(path, { one: 'approve 1:1' })).status, 403, path);
});

test('the session cookie is kept from scripts and other sites', async () => {
  const answer = await stranger().signIn();
  assert.equal(answer.status, 303);
  const cookie = answer.headers['set-cookie'][0];
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Lax/);
  assert.match(cookie, /Path=\//);
  assert.match(cookie, /^aw_session=[0-9a-f]{64};/);
});

test('over TLS the cookie is a __Host- cookie that only travels encrypted', async (t) => {
  const safe = await siteFor(t, { config: { site: { url: 'https://blog.example.org' } } });
  const bea = await makeModerator(safe, 'Bea').catch((e) => e);
  assert.ok(bea, 'an account');
  const answer = await new Moderator(safe, 'Bea').signIn({}, { Origin: 'https://blog.example.org' });
  assert.match(answer.headers['set-cookie'][0], /^__Host-aw_session=.*Secure/);
});

test('a cookie from before the sign-in is not used for the session', async () => {
  const guest = stranger();
  guest.cookie = `aw_session=${'a'.repeat(64)}`;
  await guest.signIn();
  assert.notEqual(guest.cookie, `aw_session=${'a'.repeat(64)}`);
  const other = stranger();
  other.cookie = `aw_session=${'a'.repeat(64)}`;
  assert.match((await other.get('/')).text, /name="password"/);
});

test('signing in again ends the session that the browser had', async () => {
  const guest = stranger();
  await guest.signIn();
  const former = stranger();
  former.cookie = guest.cookie;
  await guest.signIn();
  assert.match((await guest.get('/')).text, /Sign out/);
  assert.match((await former.get('/')).text, /name="password"/);
  assert.match((await ana.get('/')).text, /Sign out/, 'sessions in other browsers go on');
});

test('the database does not contain session tokens', () => {
  const token = ana.cookie.split('=')[1];
  assert.equal(site.sql(`SELECT count(*) FROM session WHERE id = '${token}'`), '0');
  assert.match(site.sql('SELECT password_hash FROM moderator LIMIT 1'), /^\$argon2id\$v=19\$m=19456,t=2/);
});

test('after signing out the session is over on the server', async () => {
  const guest = stranger();
  await guest.signIn();
  const cookie = guest.cookie;
  const out = await guest.post('/sign-out', {});
  assert.equal(out.status, 303);
  guest.cookie = cookie;
  assert.match((await guest.get('/')).text, /name="password"/);
});

test('a new password ends every session, and the old password is refused', async () => {
  const bea = await makeModerator(site, 'Bea');
  const change = await bea.post('/people', {
    do: 'mine',
    present: password,
    password: 'another quiet harbour',
  });
  assert.equal(change.status, 303);
  assert.match((await bea.get('/')).text, /name="password"/);
  assert.equal((await bea.signIn()).status, 403);
  assert.equal((await bea.signIn({ password: 'another quiet harbour' })).status, 303);
});

test('a wrong password and an unknown name get the same response in about the same time', async () => {
  const timed = async (name) => {
    const begin = performance.now();
    const answer = await new Moderator(site, name).signIn({ password: 'wrong wrong wrong' });
    return { answer, ms: performance.now() - begin };
  };
  const known = await timed('Ana');
  const unknown = await timed('Nobody at all');
  for (let i = 0; i < 5; i += 1) {
    // The shortest of several times, because the machine may be busy; without the pause that wrong passwords cause.
    site.sql('DELETE FROM sign_in_failure');
    known.ms = Math.min(known.ms, (await timed('Ana')).ms);
    unknown.ms = Math.min(unknown.ms, (await timed('Nobody at all')).ms);
  }
  assert.equal(known.answer.status, 403);
  assert.equal(unknown.answer.status, 403);
  const plain = (text) => text.replaceAll('Nobody at all', 'Ana');
  assert.equal(plain(unknown.answer.text), known.answer.text);
  assert.ok(unknown.ms > known.ms / 3, `${unknown.ms} ms and ${known.ms} ms`);
});

test('a thousand guesses are throttled, and the owner still gets in from elsewhere', async (t) => {
  const watched = await siteFor(t, { config: { site: { trusted_proxies: ['127.0.0.0/8'] } } });
  const owner = await makeModerator(watched, 'Ana');
  let tried = 0;
  for (let i = 0; i < 1000; i += 1) {
    const answer = await new Moderator(watched, 'Ana').signIn(
      { password: `guess number ${i}` },
      { 'X-Forwarded-For': '203.0.113.9' },
    );
    if (answer.status === 429) assert.ok(Number(answer.headers['retry-after']) > 0);
    else tried += 1;
  }
  assert.ok(tried < 20, `${tried} guesses were looked at`);
  const answer = await owner.signIn({}, { 'X-Forwarded-For': '198.51.100.7' });
  assert.equal(answer.status, 303);
});

test('eight clients that guess at the same time get five guesses, and the owner can sign in from a known address prefix', async (t) => {
  const watched = await siteFor(t, {
    workers: 4,
    config: { site: { trusted_proxies: ['127.0.0.0/8'] } },
  });
  const owner = await makeModerator(watched, 'Ana');
  await owner.signIn({}, { 'X-Forwarded-For': '198.51.100.7' });
  const begin = Date.now();
  const end = begin + 2_500;
  const answers = [];
  const guess = async (client) => {
    for (let i = 0; Date.now() < end; i += 1)
      answers.push(
        await new Moderator(watched, 'Ana').signIn(
          { password: `guess ${client} ${i}` },
          { 'X-Forwarded-For': `203.0.113.${client}`, 'User-Agent': `client ${client} ${i}`, Forwarded: `for=192.0.2.${i % 250}` },
        ),
      );
  };
  await Promise.all(Array.from({ length: 8 }, (_, client) => guess(client)));
  const tried = answers.filter((answer) => answer.status === 403).length;
  // Five at once, then one after a second, one after two more, one after four more.
  const later = Math.ceil(Math.log2((Date.now() - begin) / 1000 + 1));
  assert.ok(tried >= 5 && tried <= 5 + later, `${tried} guesses of ${answers.length} were looked at`);
  for (const answer of answers)
    if (answer.status !== 403) {
      assert.equal(answer.status, 429);
      assert.ok(Number(answer.headers['retry-after']) > 0);
    }
  assert.ok(Number(watched.sql('SELECT failures FROM sign_in_failure WHERE who LIKE \'account here:%\'')) >= tried);
  assert.equal((await owner.signIn({}, { 'X-Forwarded-For': '198.51.100.7' })).status, 303);
});

test('the current password cannot be guessed from an open session', async (t) => {
  const own = await siteFor(t);
  const bea = await makeModerator(own, 'Bea');
  const change = (present) => bea.post('/people', { do: 'mine', present, password: 'another quiet harbour' });
  for (let i = 0; i < 5; i += 1) assert.equal((await change(`guess ${i}`)).status, 422);
  const refused = await change(password);
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers['retry-after']) > 0);
  assert.match(refused.text, /Too many wrong passwords/);
});

test('a weak password is refused wherever one is set, with the reason', async (t) => {
  const own = await siteFor(t, { config: { site: { name: 'Harbour Notes' } } });
  const typed = (name, text) => own.cli(['moderator', 'add', name, '--email', 'bea.lindqvist@example.org'], { input: `${text}\n` });
  for (const [text, reason] of [
    ['qwertyuiop', /common words or passwords/],
    ['harbournotes1', /name of the site or the moderator/],
    ['bea lindqvist', /name of the site or the moderator/],
    ['19900412', /date/],
    ['#########', /repetitions/],
  ]) {
    const refused = await typed('Bea', text);
    assert.notEqual(refused.code, 0, text);
    assert.match(refused.output, reason);
  }
  const bea = await makeModerator(own, 'Bea');
  const mine = await bea.post('/people', { do: 'mine', present: password, password: '1qaz2wsx' });
  assert.equal(mine.status, 422);
  assert.match(mine.text, /consists of common words or passwords/);
  const added = await bea.post('/people', { do: 'add', name: 'Cleo', email: '', password: 'HarbourNotes!' });
  assert.match(added.text, /not made of your name or the name of the site/);
  assert.equal(own.sql('SELECT count(*) FROM moderator'), '1');
  await bea.post('/people', { do: 'add', name: 'Cleo', email: 'cleo.maartens@example.org', password });
  const id = own.sql("SELECT id FROM moderator WHERE name = 'Cleo'");
  const set = await bea.post('/people', { do: 'password', id, password: 'maartens1' });
  assert.match(set.text, /not made of your name or the name of the site/);
  assert.notEqual((await own.cli(['moderator', 'password', 'Cleo'], { input: 'P@ssw0rd\n' })).code, 0);
});

test('a session survives a restart, and ends when it was not used for half a day', async (t) => {
  const own = await siteFor(t);
  const bea = await makeModerator(own, 'Bea');
  await own.restart();
  assert.match((await bea.get('/')).text, /Sign out/);
  own.sql('UPDATE session SET used_at = used_at - 13 * 3600 * 1000');
  assert.match((await bea.get('/')).text, /name="password"/);
});

test('a session ends fourteen days after its start, however often it is used', async (t) => {
  const own = await siteFor(t);
  const bea = await makeModerator(own, 'Bea');
  const older = (hours) => own.sql(`UPDATE session SET created_at = created_at - ${hours} * 3600 * 1000`);
  older(14 * 24 - 1);
  assert.match((await bea.get('/')).text, /Sign out/);
  older(1);
  assert.match((await bea.get('/')).text, /name="password"/);
});

test('a form with a missing, foreign, swapped or old token is refused', async () => {
  const id = await site.comment();
  const bea = await makeModerator(site, 'Cleo');
  const target = `hold ${await ana.target(id)}`;
  const csrf = await ana.csrf();
  const send = (fields, headers = {}) =>
    site.post(Object.entries({ one: target, ...fields }), {
      path: '/comments/moderate/act',
      headers: { Origin: site.url, Cookie: ana.cookie, ...headers },
    });
  assert.equal((await send({})).status, 403);
  assert.equal((await send({ csrf: 'x' })).status, 403);
  assert.equal((await send({ csrf: await bea.csrf() })).status, 403);
  assert.equal((await send({ csrf }, { Origin: 'https://elsewhere.example' })).status, 403);
  assert.equal((await send({ csrf }, { Origin: 'null' })).status, 403);
  assert.equal((await send({ csrf }, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  assert.equal((await site.stored(id)).status, 'approved');
  assert.equal((await send({ csrf })).status, 303);
  assert.equal((await site.stored(id)).status, 'waiting');
});

test('no GET changes anything', async () => {
  const id = await site.comment();
  for (const path of ['/act', '/undo', '/edit', '/reply', '/sign-out', '/sign-in'])
    assert.equal((await ana.get(`${path}?one=spam%20${id}:1`)).status, 405, path);
  assert.equal((await site.stored(id)).status, 'approved');
});

test('after a session ended during an edit, the text is in the form again after signing in', async () => {
  const id = await site.comment({ comment: 'Before the edit' });
  const bea = await makeModerator(site, 'Dora');
  bea.csrf = async () => 'gone';
  const typed = 'After the edit\n"with quotes" & <tags>';
  const cookie = bea.cookie;
  bea.cookie = '';
  const answer = await bea.post('/edit', { id, version: 1, text: typed });
  assert.equal(answer.status, 403);
  assert.match(answer.text, /Your text is not lost/);
  assert.match(answer.text, /After the edit/);
  bea.cookie = cookie;
  const back = await bea.signIn({ kept_id: id, kept_text: typed });
  assert.equal(back.status, 200);
  assert.match(back.text, /&quot;with quotes&quot; &amp; &lt;tags&gt;<\/textarea>/);
  assert.equal((await site.stored(id)).text, 'Before the edit', 'nothing is saved by it');
});

/** The fields that the form on a page would send. */
function formOf(tree) {
  const form = tree.all('form').find((one) => /sign-in|care|rules/.test(one.attr('action')));
  const fields = [...form.all('input'), ...form.all('textarea')].map((field) => [
    field.attr('name'),
    field.name === 'textarea' ? field.rawText : (field.attr('value') ?? ''),
  ]);
  return { path: form.attr('action'), fields };
}

for (const [path, fields, look] of [
  ['/care', { add: 'draft', title: 'Warm', text: 'Thank you\n\nfor "writing" <b>' }, 'SELECT text FROM reply_draft'],
  ['/rules', { do: 'add_anyway', kind: 'hold', pattern: 'quiet harbour' }, "SELECT pattern FROM rule WHERE pattern = 'quiet harbour'"],
])
  test(`a form of ${path} whose session has ended is sent again after signing in`, async () => {
    const eve = await makeModerator(site, `Eve of ${path.slice(1)}`, ['--owner']);
    const { cookie } = eve;
    eve.cookie = '';
    const ended = await eve.post(path, fields);
    assert.equal(ended.status, 403);
    eve.cookie = cookie;
    const kept = Object.fromEntries(formOf(ended.tree).fields);
    const back = await eve.signIn({ ...kept, name: eve.name, password });
    assert.equal(back.status, 200);
    assert.equal(site.sql(look), '', 'nothing is saved by signing in');
    const again = formOf(back.tree);
    assert.equal(again.path, `/comments/moderate${path}`);
    const done = await site.post(again.fields, { path: again.path, headers: { Origin: site.url, Cookie: eve.cookie } });
    assert.equal(done.status, 303);
    assert.equal(site.sql(look), fields.text ?? fields.pattern);
  });

test('what another site sent is shown after signing in, but has no button', async () => {
  const guest = stranger();
  const ended = await guest.post('/rules', { do: 'add', kind: 'block', pattern: 'sent from elsewhere' }, { Origin: 'https://evil.example' });
  assert.match(ended.text, /sent from elsewhere/);
  const kept = Object.fromEntries(formOf(ended.tree).fields);
  const back = await guest.signIn({ ...kept, name: 'Ana', password });
  assert.match(back.text, /sent from elsewhere/);
  assert.doesNotMatch(back.text, /<button/);
});

test("the return address after signing in is a moderators' page", async () => {
  const to = async (next) => (await stranger().signIn({ next })).headers.location;
  assert.equal(await to('comment/5'), '/comments/moderate/comment/5');
  assert.equal(await to('view=spam'), '/comments/moderate/?view=spam');
  for (const next of ['//evil.example', 'https://evil.example/', '/\\evil', 'x\r\nSet-Cookie: a=b'])
    assert.match(await to(next), /^\/comments\/moderate\/(\?|$)/, next);
});

test("moderators' pages run only their own script and cannot be framed", async () => {
  for (const path of ['/', '/people']) {
    const { headers } = await ana.get(path);
    assert.match(headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(headers['x-robots-tag'], /noindex/);
  }
});

test('owners manage the others; a moderator only their own password', async () => {
  const added = await ana.post('/people', {
    do: 'add',
    name: 'Eve',
    email: 'eve@example.org',
    password: 'the sea in winter',
  });
  assert.equal(added.status, 303);
  const eve = new Moderator(site, 'Eve');
  assert.equal((await eve.signIn({ password: 'the sea in winter' })).status, 303);
  const refused = await eve.post('/people', { do: 'add', name: 'Fay', password: 'long enough here', return: 'people' });
  assert.equal(refused.status, 303);
  assert.equal(refused.headers.location, '/comments/moderate/people?flash=owner_only');
  assert.match((await eve.get('/people?flash=owner_only')).text, /Only an owner/);
  const list = await site.cliOk('moderator', 'list');
  assert.match(list, /moderator\s+Eve\s+eve@example.org/);
  assert.doesNotMatch(list, /Fay/);
  for (const [fields, message] of [
    [{ do: 'add', name: 'eve', password: 'long enough here' }, /of this name already/],
    [{ do: 'add', name: 'Gus', password: 'short' }, /8 characters/],
    [{ do: 'add', name: 'Gus', password: 'password123' }, /common words or passwords/],
    [{ do: 'add', name: 'Gus the Great', password: 'gus the great' }, /not made of your name/],
    [{ do: 'add', name: 'Gus', email: 'x', password: 'long enough here' }, /complete email/],
  ]) {
    const answer = await ana.post('/people', fields);
    assert.equal(answer.status, 422);
    assert.match(answer.text, message);
  }
});

test('the moderator commands add, list, change and remove accounts, and report errors', async (t) => {
  const own = await siteFor(t);
  const run = (args, input = '') => own.cli(['moderator', ...args], { input });
  assert.match((await run(['list'])).output, /no moderator yet/);
  assert.equal((await run(['add', 'Ana'], 'short\n')).code, 1);
  assert.match((await run(['add', 'Ana'], `${password}\n`)).output, /^Created moderator Ana \(owner\)/m);
  assert.match((await run(['add', 'Ben'], `${password}\n`)).output, /^Created moderator Ben \(moderator\)/m);
  assert.match((await run(['add', 'ben'], `${password}\n`)).output, /already/);
  assert.match((await run(['remove', 'Ana'])).output, /last owner/);
  const ben = new Moderator(own, 'Ben');
  const isSignedIn = async () => /Sign out/.test((await ben.get('/')).text);
  await ben.signIn();
  assert.equal((await run(['password', 'Ben'], 'a heron on the jetty\n')).code, 0);
  assert.ok(!(await isSignedIn()), 'a password that somebody else sets ends all sessions');
  await ben.signIn({ password: 'a heron on the jetty' });
  assert.ok(await isSignedIn());
  assert.equal((await run(['remove', 'Ben'])).code, 0);
  assert.ok(!(await isSignedIn()), 'the sessions of a removed account end');
  assert.equal((await run(['password', 'Ben'], `${password}\n`)).code, 1);
  assert.equal((await run(['password', 'Ana'], 'an entirely new one\n')).code, 0);
  const random = await run(['add', 'Cleo', '--random']);
  const made = random.output.match(/^password (\S+)$/m)[1];
  assert.equal((await new Moderator(own, 'Cleo').signIn({ password: made })).status, 303);
});

/** A site with a mail server, Cleo with an address, and Dan without one. */
async function siteWithMail(t) {
  let server;
  const own = await siteFor(t, {
    prepare: async (made) => {
      server = await MailServer.make(made.dir);
      t.after(() => server.down());
      made.writeConfig({ mail: { from: 'blog@example.org', to: 'mod@example.org', via: `smtp://127.0.0.1:${server.port}` } });
    },
  });
  const cleo = await makeModerator(own, 'Cleo', ['--email', 'cleo@example.org']);
  await makeModerator(own, 'Dan');
  const send = (path, fields, headers = { Origin: own.url }) =>
    own.post(Object.entries(fields), { path: `/comments/moderate${path}`, headers });
  return { own, server, cleo, send };
}
const linkIn = (mail) => mail.body.match(/\/comments\/moderate(\/reset\/\S+)/)[1];
const better = 'a harbour under five lamps';

test('a forgotten password is replaced by a link that works once and ends all sessions', async (t) => {
  const { own, server, cleo, send } = await siteWithMail(t);
  assert.match((await own.get('/comments/moderate/')).text, /href="\/comments\/moderate\/forgot">Forgot your password\?/);
  assert.equal((await own.get('/comments/moderate/forgot')).status, 200);
  assert.equal((await send('/forgot', { name: 'cleo' })).status, 200);
  const [mail] = await server.wait((one) => /new password/.test(one.subject));
  assert.deepEqual(mail.to, ['cleo@example.org']);
  const link = linkIn(mail);
  const page = await own.get(`/comments/moderate${link}`);
  assert.equal(page.status, 200);
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  assert.match(page.text, /New password for <bdi>Cleo/);
  assert.match((await cleo.get('/')).text, /Sign out/, 'reading the link changes nothing');
  const weak = await send(link, { password: '12345678' });
  assert.equal(weak.status, 422);
  assert.match(weak.text, /Please choose/);
  assert.equal((await send(link, { password: better }, { Origin: 'https://evil.example' })).status, 403);
  assert.match((await send(link, { password: better })).text, /The new password is set/);
  assert.doesNotMatch((await cleo.get('/')).text, /Sign out/);
  assert.equal((await cleo.signIn()).status, 403);
  assert.equal((await cleo.signIn({ password: better })).status, 303);
  assert.match((await cleo.get('/audit-log')).text, /a mail link<\/bdi> changed the password of <bdi>Cleo/);
  for (const again of [await own.get(`/comments/moderate${link}`), await send(link, { password: 'another quiet lighthouse' })]) {
    assert.equal(again.status, 410);
    assert.match(again.text, /Links are valid for one hour and work once/);
  }
  assert.equal((await cleo.signIn({ password: better })).status, 303);
});

test('a reset link that is forged, expired, of somebody else or older than the password is not valid', async (t) => {
  const { own, server, send } = await siteWithMail(t);
  await send('/forgot', { name: 'cleo@example.org' });
  const link = linkIn((await server.wait((one) => /new password/.test(one.subject)))[0]);
  const [, id, seconds, hash] = link.match(/\/reset\/(\d+)-(\d+)-(\w+)$/);
  const left = Number(seconds) * 1000 - Date.now();
  assert.ok(left > 55 * 60_000 && left <= 60 * 60_000, `${left} ms`);
  for (const forged of [
    `${id}-${Number(seconds) + 60}-${hash}`, `${id}-${Number(seconds) - 7200}-${hash}`, `${Number(id) + 1}-${seconds}-${hash}`, `${id}-${seconds}-${hash}0`,
    `${id}-${seconds}-${hash.slice(1)}`, `${id}-${seconds}`, `${id}`, '-', `99-${seconds}-${hash}`, `${id}-99999999999999999999-${hash}`, 'x-y-z',
  ]) {
    assert.equal((await own.get(`/comments/moderate/reset/${forged}`)).status, 410, forged);
    assert.equal((await send(`/reset/${forged}`, { password: better })).status, 410, forged);
  }
  own.sql("UPDATE moderator SET email = 'new@example.org' WHERE name = 'Cleo'");
  assert.equal((await own.get(`/comments/moderate${link}`)).status, 410, 'it was sent to an address that is no longer hers');
  own.sql("UPDATE moderator SET email = 'cleo@example.org' WHERE name = 'Cleo'");
  assert.equal((await own.get(`/comments/moderate${link}`)).status, 200);
  const cli = await own.cli(['moderator', 'password', 'Cleo'], { input: `${better}\n` });
  assert.equal(cli.code, 0, cli.output);
  assert.equal((await own.get(`/comments/moderate${link}`)).status, 410, 'the password was changed since');
});

test('asking for a link says the same whoever is named, and is limited for an address and an address prefix', async (t) => {
  const { own, send } = await siteWithMail(t);
  const mails = () => Number(own.sql("SELECT count(*) FROM outbox WHERE purpose = 'password'"));
  const said = [];
  for (const name of ['Cleo', 'Dan', 'Nobody', '']) {
    const answer = await send('/forgot', { name });
    assert.equal(answer.status, 200);
    said.push(answer.text);
  }
  assert.equal(new Set(said).size, 1);
  assert.equal(mails(), 1);
  assert.equal((await send('/forgot', { name: 'Cleo' }, { Origin: 'https://evil.example' })).status, 403);
  const statuses = [];
  for (let i = 0; i < 4; i += 1) statuses.push((await send('/forgot', { name: 'Cleo' })).status);
  assert.equal(statuses.at(-1), 429);
  own.sql("DELETE FROM sign_in_failure");
  for (let i = 0; i < 4; i += 1) await send('/forgot', { name: 'Cleo' });
  assert.equal(mails(), 3, 'three a day');
});

test('without mail there is no way to ask for a link', async () => {
  assert.doesNotMatch((await stranger().get('/')).text, /Forgot/);
  assert.equal((await stranger().get('/forgot')).status, 404);
});
