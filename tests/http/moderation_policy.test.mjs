// The moderation policy: which comments are published, held or refused, and the stored reasons.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { siteFor, unique } from '../lib/site.mjs';
import { slowness } from '../lib/wait.mjs';

const easy = (comments = {}, more = {}) => ({ config: { comments, ...more } });

/** Posts and returns { id, status, reason } as stored. */
async function verdict(site, fields = {}, options = {}) {
  const id = await site.comment(fields, options);
  return site.stored(id);
}

const code = (answer) => answer.json().errors[0].code;

test('by default a first comment is held, and the moderators see why', async (t) => {
  const site = await siteFor(t, { defaults: true });
  const first = await verdict(site);
  assert.equal(first.status, 'waiting');
  assert.match(first.reason, /first/);
  assert.match(await site.cliOk('comment', 'show', String(first.id)), /first/);
});

test('a comment of a known name and email is published, one of another pair is held', async (t) => {
  const site = await siteFor(t, easy({ hold_first: true }));
  const first = await verdict(site, { author: 'Ada', email: 'ada@example.org' });
  assert.equal(first.status, 'waiting');
  assert.equal((await verdict(site)).status, 'waiting', 'a waiting comment makes nobody known');
  await site.cliOk('comment', 'approve', String(first.id));
  assert.equal((await verdict(site)).status, 'approved');
  assert.equal((await verdict(site, { page: '/a/' })).status, 'approved', 'on every page');
  assert.equal((await verdict(site, { author: 'Eve' })).status, 'waiting');
  assert.equal((await verdict(site, { email: 'eve@example.org' })).status, 'waiting');
});

test('nobody is known by a name alone', async (t) => {
  const site = await siteFor(t, easy({ hold_first: true, require_email: false }));
  const { id } = await verdict(site, { email: '' });
  await site.cliOk('comment', 'approve', String(id));
  assert.equal((await verdict(site, { email: '' })).status, 'waiting');
});

test('a writer is no longer known when the approved comment is in the trash', async (t) => {
  const site = await siteFor(t, easy({ hold_first: true }));
  const { id } = await verdict(site);
  await site.cliOk('comment', 'approve', String(id));
  await site.cliOk('comment', 'trash', String(id));
  assert.equal((await verdict(site)).status, 'waiting');
});

test('hold_all holds every comment', async (t) => {
  const site = await siteFor(t, easy({ hold_all: true }));
  const { id, status, reason } = await verdict(site);
  assert.equal(status, 'waiting');
  assert.ok(reason);
  await site.cliOk('comment', 'approve', String(id));
  assert.equal((await verdict(site)).status, 'waiting');
});

test("as many links as max_links hold a comment; the writer's own website does not count", async (t) => {
  const site = await siteFor(t);
  assert.equal(
    (await verdict(site, { comment: 'See http://a.example/ for the recipe', url: 'http://me.example/' }))
      .status,
    'approved',
  );
  for (const comment of [
    'See http://a.example/ and https://b.example/',
    '<a href="http://a.example">one</a> <a href=\'http://b.example\'>two</a>',
    'See <a href="http://a.example/">one</a> and http://b.example/',
    'HTTP://A.example HTTPS://B.example',
  ]) {
    const held = await verdict(site, { comment });
    assert.equal(held.status, 'waiting', comment);
    assert.match(held.reason, /link/);
  }
});

test('max_links 0 sets no limit', async (t) => {
  const site = await siteFor(t, easy({ max_links: 0 }));
  assert.equal(
    (await verdict(site, { comment: 'http://a.example http://b.example http://c.example' })).status,
    'approved',
  );
});

test('a hold rule matches words in name, email, website, text and user agent, in any case', async (t) => {
  const site = await siteFor(t);
  await site.cliOk('rule', 'add', 'hold', 'scoop');
  const cases = [
    [{ comment: 'A Scoop? Yes.' }],
    [{ author: 'SCOOPer' }],
    [{ email: 'scoop@example.org' }],
    [{ url: 'http://scoop.example/' }],
    [{}, { headers: { 'User-Agent': 'Mozilla ScoopBot' } }],
  ];
  for (const [fields, options] of cases) {
    const held = await verdict(site, fields, options);
    assert.equal(held.status, 'waiting', JSON.stringify(fields));
    assert.match(held.reason, /rule/);
    assert.match(await site.cliOk('comment', 'show', String(held.id)), /rule/);
  }
  assert.equal((await verdict(site, { comment: 'Nothing of the kind' })).status, 'approved');
});

test('rules ignore case in every script', async (t) => {
  const site = await siteFor(t);
  for (const word of ['установка', 'ΣΊΣΥΦΟΣ', 'çok güzel'])
    await site.cliOk('rule', 'add', 'hold', word);
  for (const comment of ['Быстрая Установка окон', 'УСТАНОВКА', 'σίσυφος', 'Bu ÇOK GÜZEL']) {
    assert.equal((await verdict(site, { comment })).status, 'waiting', comment);
  }
});

test('a rule applies at once in every worker, until it is removed', async (t) => {
  const site = await siteFor(t);
  assert.equal((await verdict(site, { comment: 'about casino 0' })).status, 'approved');
  await site.cliOk('rule', 'add', 'hold', 'casino');
  for (let i = 1; i < 5; i++)
    assert.equal((await verdict(site, { comment: `about casino ${i}` })).status, 'waiting');
  const listed = await site.cliOk('rule', 'list');
  const line = listed.split('\n').find((l) => l.includes('casino'));
  assert.match(line, /hold/);
  await site.cliOk('rule', 'remove', /\d+/.exec(line)[0]);
  assert.ok(!(await site.cliOk('rule', 'list')).includes('casino'));
  for (let i = 5; i < 9; i++)
    assert.equal((await verdict(site, { comment: `about casino ${i}` })).status, 'approved');
});

test('a blocked comment goes to the trash and its writer sees the usual response', async (t) => {
  const site = await siteFor(t);
  await site.cliOk('rule', 'add', 'block', 'halfway');
  for (const comment of ['a halfway house', 'a <b>half</b>way house', 'HALFWAY']) {
    const blocked = await verdict(site, { comment });
    assert.equal(blocked.status, 'trash', comment);
    assert.match(blocked.reason, /block/);
    assert.ok(!(await site.thread()).text.includes(comment));
  }
  const page = await site.post({ comment: 'halfway again' });
  assert.equal(page.status, 303);
  const json = await site.postJson({ comment: 'halfway once more' });
  assert.doesNotMatch(json.text, /trash|block|spam/, 'the writer is not told');
});

test('a block rule has precedence over a hold rule', async (t) => {
  const site = await siteFor(t);
  await site.cliOk('rule', 'add', 'hold', 'pills');
  await site.cliOk('rule', 'add', 'block', 'cheap');
  assert.equal((await verdict(site, { comment: 'cheap pills' })).status, 'trash');
});

test('a rule between slashes is a regular expression', async (t) => {
  const site = await siteFor(t);
  await site.cliOk('rule', 'add', 'hold', '/v[i1]agr[a4]\\d*\\b/');
  assert.equal(
    (await verdict(site, { comment: 'buy V1agr4 now' })).status,
    'waiting',
    'in any case',
  );
  assert.equal((await verdict(site, { comment: 'buy v[i1]agr[a4] now' })).status, 'approved');
});

test('an invalid pattern is refused and not stored', async (t) => {
  const site = await siteFor(t);
  for (const pattern of ['/(/', '/[a/', '/*a/', '/(?<=x)y/', '/\\1/', '', '   ']) {
    const result = await site.cli(['rule', 'add', 'hold', pattern]);
    assert.ok([1, 2].includes(result.code), `${pattern}: exit ${result.code}`);
    assert.ok(result.stderr.trim().length > 10, 'says why');
  }
  assert.doesNotMatch(await site.cliOk('rule', 'list'), /^\s*\d+\s+hold\b/m);
  assert.equal((await verdict(site)).status, 'approved');
});

test('matching takes linear time for every pattern', async (t) => {
  const site = await siteFor(t);
  await site.cliOk('rule', 'add', 'hold', '/(a+)+$/');
  const begin = site.processorMs();
  assert.equal(
    (await verdict(site, { author: 'Bob', comment: `${'a'.repeat(64_000)}!` })).status,
    'approved',
  );
  const took = site.processorMs() - begin;
  assert.ok(took < 2000 * slowness, `${took} ms`);
});

test('the rule command refuses unknown kinds', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  assert.equal((await site.cli(['rule', 'add', 'shout', 'x'])).code, 2);
  assert.equal((await site.cli(['rule', 'add', 'hold'])).code, 2);
  assert.equal((await site.cli(['rule', 'remove', '4711'])).code, 1);
  await site.cliOk('rule', 'add', 'care', 'suicide');
  assert.match(await site.cliOk('rule', 'list'), /care\b.*suicide/);
});

// --- duplicates and floods ----------------------------------------------------------------------

test('the same page, parent, name, email and text is a duplicate; any other is not', async (t) => {
  const site = await siteFor(t);
  const comment = unique('Said');
  const first = await site.comment({ comment });
  assert.equal(code(await site.postJson({ comment })), 'comment_duplicate');
  await site.comment({ comment, email: 'other@example.org' });
  await site.comment({ comment, author: 'Other' });
  await site.comment({ comment, page: '/a/' });
  await site.comment({ comment, comment_parent: first });
  assert.equal(code(await site.postJson({ comment, comment_parent: first })), 'comment_duplicate');
});

test('a duplicate of a waiting or spam comment is refused, one of a comment in the trash is accepted', async (t) => {
  const site = await siteFor(t);
  const comment = unique('Again');
  const id = await site.comment({ comment });
  await site.cliOk('comment', 'hold', String(id));
  assert.equal((await site.postJson({ comment })).status, 409);
  await site.cliOk('comment', 'spam', String(id));
  assert.equal((await site.postJson({ comment })).status, 409);
  await site.cliOk('comment', 'trash', String(id));
  await site.comment({ comment });
});

test('by default a second comment within seconds is refused as a flood, with Retry-After', async (t) => {
  const site = await siteFor(t, { defaults: true });
  await site.comment();
  const json = await site.postJson();
  assert.equal(json.status, 429);
  assert.equal(code(json), 'comment_flood');
  const seconds = Number(json.headers['retry-after']);
  assert.ok(
    Number.isInteger(seconds) && seconds >= 1 && seconds <= 15,
    json.headers['retry-after'],
  );
  const page = await site.post({
    page: '/a/',
    email: 'someone.else@example.org',
    comment: 'Typed in vain?',
  });
  assert.equal(page.status, 429, 'from the same address prefix, on any page');
  assert.equal(page.tree.one('#comment').rawText, 'Typed in vain?');
  assert.equal((await site.list()).length, 1);
});

test('a flood ends after flood_seconds', async (t) => {
  const site = await siteFor(t, easy({ flood_seconds: 600 }));
  const id = await site.comment();
  const later = async (seconds) => {
    site.sql(`UPDATE comment SET created_at = created_at - ${seconds * 1000} WHERE id = ${id}`);
    return (await site.postJson({ comment: 'Patience' })).status;
  };
  assert.equal(await later(0), 429);
  assert.equal(await later(300), 429, 'not before');
  assert.equal(await later(301), 201);
});

test('a refused submission does not count for the flood limit', async (t) => {
  const site = await siteFor(t, easy({ flood_seconds: 15 }));
  assert.equal((await site.postJson({ comment: '' })).status, 422);
  assert.equal((await site.postJson({ page: '/nowhere/' })).status, 404);
  await site.comment();
});

test('a forged X-Forwarded-For does not escape the flood limit', async (t) => {
  const site = await siteFor(t, easy({ flood_seconds: 15 }));
  await site.comment();
  for (const headers of [
    { 'X-Forwarded-For': '198.51.100.7' },
    { 'X-Real-IP': '198.51.100.7' },
    { Forwarded: 'for=198.51.100.7' },
    { 'Client-IP': '198.51.100.7' },
  ]) {
    assert.equal(
      (await site.postJson({ email: `${unique('x').replace(/\W/g, '')}@example.org` }, { headers }))
        .status,
      429,
      JSON.stringify(headers),
    );
  }
});

test('behind a trusted proxy the rightmost untrusted address is that of the client', async (t) => {
  const site = await siteFor(
    t,
    easy({ flood_seconds: 30 }, { site: { trusted_proxies: ['127.0.0.1/32', '10.0.0.0/8'] } }),
  );
  const from = (chain, email) =>
    site.postJson({ email }, { headers: { 'X-Forwarded-For': chain } });
  assert.equal((await from('198.51.100.7', 'a@example.org')).status, 201);
  assert.equal((await from('198.51.100.9', 'b@example.org')).status, 429, 'the same /24');
  assert.equal((await from('203.0.113.5', 'c@example.org')).status, 201);
  assert.equal(
    (await from('192.0.2.1, 203.0.113.5, 10.1.2.3', 'd@example.org')).status,
    429,
    'what the visitor wrote himself is left of it',
  );
  assert.equal((await from('2001:db8:1::1', 'e@example.org')).status, 201);
  assert.equal((await from('2001:db8:1:ffff::2', 'f@example.org')).status, 429, 'the same /48');
  assert.equal((await from('2001:db8:2::1', 'g@example.org')).status, 201);
  assert.equal((await from('2001:db8:99::1', 'g@example.org')).status, 429, 'the same email');
  for (const nonsense of [
    '',
    ',',
    'unknown',
    '999.1.1.1',
    '1.2.3.4:99999',
    '[::1',
    '\u00ff',
    '1.1.1.1'.padEnd(3000, ', 1.1.1.1'),
  ]) {
    assert.ok((await from(nonsense, 'h@example.org')).status < 500, nonsense.slice(0, 20));
  }
});

// --- origins and addresses ---------------------------------------------------------------------------

test('a form sent from another site is forbidden, by Origin, Referer or Sec-Fetch-Site', async (t) => {
  const site = await siteFor(t);
  const foreign = [
    { Origin: 'https://evil.example' },
    { Origin: `${site.url}.evil.example` },
    { Origin: site.url.replace('http:', 'https:') },
    { Origin: `http://127.0.0.1:${site.port + 1}` },
    { Referer: 'https://evil.example/page' },
    { Referer: `https://evil.example/?${site.url}/` },
    { Referer: `${site.url}@evil.example/` },
    { 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'null' },
    { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'null', 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' },
    { Origin: 'https://evil.example', Referer: `${site.url}/hello/` },
  ];
  for (const headers of foreign) {
    const json = await site.postJson({}, { headers });
    assert.equal(json.status, 403, JSON.stringify(headers));
    assert.equal(code(json), 'forbidden_origin');
    const page = await site.post({ comment: 'From elsewhere' }, { headers });
    assert.equal(page.status, 403);
    assert.match(page.headers['content-type'], /^text\/html/);
  }
  assert.deepEqual(await site.list(), []);
});

test('a form of the site itself or without these headers is accepted', async (t) => {
  const site = await siteFor(t);
  const own = [
    {},
    { Origin: site.url },
    { Referer: `${site.url}/hello/?x=1` },
    { Origin: site.url, Referer: `${site.url}/`, 'Sec-Fetch-Site': 'same-origin' },
    { 'Sec-Fetch-Site': 'same-origin' },
    { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' },
    { 'Sec-Fetch-Site': 'none' },
  ];
  for (const headers of own)
    assert.equal((await site.postJson({}, { headers })).status, 201, JSON.stringify(headers));
});

test('site.origins allows the named origins only', async (t) => {
  const site = await siteFor(t, easy({}, { site: { origins: ['https://www.example.org'] } }));
  await site.comment({}, { headers: { Origin: 'https://www.example.org' } });
  await site.comment(
    {},
    { headers: { Origin: 'https://www.example.org', 'Sec-Fetch-Site': 'cross-site' } },
  );
  await site.comment({}, { headers: { Referer: 'https://www.example.org/a/' } });
  await site.comment({}, { headers: { Origin: site.url } });
  for (const origin of [
    'http://www.example.org',
    'https://example.org',
    'https://www.example.org.evil.example',
    'https://www.example.org:8443',
  ]) {
    assert.equal((await site.postJson({}, { headers: { Origin: origin } })).status, 403, origin);
  }
});

// --- robots ---------------------------------------------------------------------------------------

test('a comment with a filled trap field is held, not refused', async (t) => {
  const site = await siteFor(t);
  const held = await verdict(site, { aw_subject: 'Buy now' });
  assert.equal(held.status, 'waiting');
  assert.match(held.reason, /trap/);
  assert.match(await site.cliOk('comment', 'show', String(held.id)), /trap/);
  assert.equal((await verdict(site, { aw_subject: '' })).status, 'approved');
});

test('a form sent within two seconds of its display is held', async (t) => {
  const site = await siteFor(t);
  for (const ms of ['0', '1', '1999']) {
    const held = await verdict(site, { aw_elapsed_ms: ms });
    assert.equal(held.status, 'waiting', ms);
    assert.match(held.reason, /fast/);
  }
  for (const ms of ['2000', '60000', '99999999999', ''])
    assert.equal((await verdict(site, { aw_elapsed_ms: ms })).status, 'approved', ms);
  for (const ms of ['abc', '-5', '1e3', '99999999999999999999999']) {
    assert.ok((await site.postJson({ aw_elapsed_ms: ms })).status === 201, ms);
  }
});

test('all reasons are stored', async (t) => {
  const site = await siteFor(t, easy({ hold_first: true }));
  await site.cliOk('rule', 'add', 'hold', 'scoop');
  const { id, reason } = await verdict(site, {
    aw_subject: 'x',
    aw_elapsed_ms: '3',
    comment: 'scoop http://a.example http://b.example',
  });
  const shown = await site.cliOk('comment', 'show', String(id));
  for (const word of [/trap/, /fast/, /link/, /rule/, /first/]) {
    assert.match(reason, word);
    assert.match(shown, word);
  }
});

test('a waiting comment is in no public view until it is approved', async (t) => {
  const site = await siteFor(t, easy({ hold_all: true }));
  const id = await site.comment({ comment: 'Patiently waiting' });
  for (const target of [
    '/comments/thread/hello/',
    '/comments/page/hello/',
    '/hello/',
    `/comments/thread/hello/?replytocom=${id}`,
  ]) {
    assert.ok(!(await site.get(target)).text.includes('Patiently waiting'), target);
  }
  await site.cliOk('comment', 'approve', String(id));
  assert.ok((await site.get('/hello/')).text.includes('Patiently waiting'));
});
