// Moves of threads, and their undo: whatever was moved, the names of pages, fragments, posts and
// comments are afterwards exactly as before; nothing of it tells readers about held comments.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { makeModerator } from '../lib/moderator.mjs';
import { siteFor, unique } from '../lib/site.mjs';
import { commentXml, itemXml, wxr } from '../lib/wxr.mjs';

const pages = ['/b/', '/c/', '/d/'];

/** All that a move can change. */
const stateOf = (site) => [
  'SELECT id, thread_id, parent_id, top_level_id, version FROM comment ORDER BY id',
  'SELECT id, page, path, closed, memorial, merged_into FROM thread ORDER BY id',
  'SELECT page, thread_id FROM page_alias ORDER BY page',
  'SELECT thread_id, fragment, comment_id FROM comment_alias ORDER BY thread_id, fragment',
  'SELECT blog_id, number, thread_id, version FROM imported_comment ORDER BY blog_id, number',
].map((query) => site.sql(query));

/** Undoes the latest moves that are not undone yet, as many as there are numbers. */
async function undo(site, moderator, action) {
  const batch = site.sql(`SELECT max(batch) FROM audit_log WHERE action = '${action}'
    AND id NOT IN (SELECT undoes FROM audit_log WHERE undoes IS NOT NULL)`);
  return moderator.post('/undo', { batch });
}

const where = (site) =>
  site.sql('SELECT comment.text, page FROM comment JOIN thread ON thread.id = thread_id ORDER BY comment.id');
const said = async (site, page) => [...(await site.thread(page)).text.matchAll(/said on (\w)/g)].map((found) => found[1]).sort().join('');

/** Last-Modified is usable only after the second of the change. */
const nextSecond = () => new Promise((done) => setTimeout(done, 1100));

/** A site with a comment on each page, which says so. */
async function siteWith(t, names, options = {}) {
  const site = await siteFor(t, { pages, ...options });
  for (const [i, name] of [...names].entries())
    await site.importComments([{ id: i + 1, page: `/${name}/`, author: 'Ada', text: `said on ${name}`, created: '2020-01-01T00:00:00Z' }]);
  return { site, ana: await makeModerator(site, 'Ana', ['--owner']) };
}

const applyMap = (site, rules, ...args) => {
  const map = path.join(site.dir, 'map');
  fs.writeFileSync(map, rules);
  return site.cli(['thread', 'apply-map', map, ...args]);
};

test('the undo of a rename restores every name, and no older rename is undone before a later one', async (t) => {
  const { site, ana } = await siteWith(t, 'ac');
  await site.cliOk('thread', 'alias', '/b/', '/c/');
  const before = stateOf(site);
  await site.cliOk('thread', 'rename', '/a/', '/b/');
  assert.equal(await said(site, '/b/'), 'a', 'a former name gives way');
  await undo(site, ana, 'page_move');
  assert.deepEqual(stateOf(site), before);
  assert.equal(await said(site, '/b/'), 'c');

  for (const [from, to] of ['ad', 'da', 'ad']) await site.cliOk('thread', 'rename', `/${from}/`, `/${to}/`);
  const [first] = site.sql("SELECT batch FROM audit_log WHERE action = 'page_move' ORDER BY id DESC LIMIT 3").split('\n').slice(-1);
  const now = stateOf(site);
  await ana.post('/undo', { batch: first });
  assert.deepEqual(stateOf(site), now, 'the same address, but changed since');
  for (let i = 0; i < 3; ++i) await undo(site, ana, 'page_move');
  assert.deepEqual(stateOf(site), before);
});

test('the undo of a merge restores names, fragments, posts and earlier states', async (t) => {
  const { site, ana } = await siteWith(t, 'abc');
  site.sql("INSERT INTO comment_alias SELECT thread_id, 'c1', id FROM comment");
  await site.cliOk('thread', 'rename', '/a/', '/d/');
  await ana.act('spam', 1);
  const before = stateOf(site);
  await site.cliOk('thread', 'merge', '/d/', '/b/');
  await site.cliOk('thread', 'merge', '/b/', '/c/');
  assert.equal(site.sql('SELECT group_concat(DISTINCT thread_id) FROM comment'), '3');
  assert.match((await site.cli(['thread', 'list'])).output, /^ +\d+ +\d+ {2}\/c\/\s*$/);
  for (const page of 'abcd') assert.equal(await said(site, `/${page}/`), 'bc', page);
  // What is done before a merge can be undone after it.
  await undo(site, ana, 'spam');
  assert.equal(await said(site, '/a/'), 'abc');
  await ana.act('spam', 1);
  await undo(site, ana, 'page_merge');
  await undo(site, ana, 'page_merge');
  const versions = (state) => state.map((part, i) => (i === 0 ? part.replace(/\|\d+$/gm, '') : part));
  assert.deepEqual(versions(stateOf(site)), versions(before));
});

test('a merge is undone only while its comments are where it moved them', async (t) => {
  const { site, ana } = await siteWith(t, 'abc');
  await site.cliOk('thread', 'merge', '/a/', '/b/');
  const first = site.sql("SELECT batch FROM audit_log WHERE action = 'page_merge'");
  await site.cliOk('thread', 'merge', '/b/', '/c/');
  const now = stateOf(site);
  await ana.post('/undo', { batch: first });
  assert.deepEqual(stateOf(site), now);
});

test('a page whose comments were moved is no page: not listed, not moved, and its name is free', async (t) => {
  const { site, ana } = await siteWith(t, 'ab');
  await site.cliOk('thread', 'merge', '/a/', '/b/');
  assert.doesNotMatch(await site.cliOk('thread', 'list'), /\/a\//);
  assert.doesNotMatch((await ana.get('/threads')).text, /value="\/a\/"/);
  assert.match((await applyMap(site, '/a/ /c/\n')).output, /^Lines that name no page with comments: 1\n$/);
  // A form that was open since before the merge changes nothing.
  const merged = site.sql('SELECT id FROM thread WHERE merged_into IS NOT NULL');
  assert.equal((await ana.post('/threads', { do: 'move', id: merged, address: '/c/' })).status, 303);
  assert.equal(await said(site, '/a/'), 'ab');
  await site.cliOk('thread', 'rename', '/b/', '/a/');
  for (const page of 'ab') assert.equal(await said(site, `/${page}/`), 'ab');
  const out = path.join(site.dir, 'export.json');
  await site.cliOk('export', 'json', out);
  assert.equal(JSON.parse(fs.readFileSync(out)).pages?.length ?? site.sql('SELECT count(*) FROM thread WHERE merged_into IS NULL'), 1);
});

test('a page without comments, or whose comments were all deleted, gives way to a rename', async (t) => {
  const { site, ana } = await siteWith(t, 'ab');
  const [, version] = (await ana.target(2)).split(':');
  await ana.post('/delete', { id: 2, version });
  await site.cliOk('comment', 'delete', '2').catch(() => {});
  const before = stateOf(site);
  assert.match(await site.cliOk('thread', 'rename', '/a/', '/b/'), /\/a\/ is now \/b\//);
  assert.equal(await said(site, '/b/'), 'a');
  await undo(site, ana, 'page_move');
  assert.deepEqual(stateOf(site), before);
});

for (const [what, rules, expected] of [
  ['a chain', 'ab bc', { a: 'a', b: 'a', c: 'b' }],
  ['a chain, the other way round', 'bc ab', { a: 'a', b: 'a', c: 'b' }],
  ['a swap', 'ab ba', { a: 'b', b: 'a', c: '' }],
  ['a circle', 'ab bd da', { a: 'd', b: 'a', d: 'b' }],
  ['two pages into one', 'ac bc', { a: 'ab', b: 'ab', c: 'ab' }],
  ['a chain into two', 'ab bc dc', { a: 'a', b: 'a', c: 'bd', d: 'bd' }],
])
  test(`a map is applied to the pages as they were: ${what}`, async (t) => {
    const { site, ana } = await siteWith(t, 'abd');
    const before = stateOf(site);
    const applied = await applyMap(site, rules.split(' ').map(([from, to]) => `/${from}/ /${to}/`).join('\n'));
    assert.equal(applied.code, 0, applied.output);
    for (const [page, words] of Object.entries(expected)) assert.equal(await said(site, `/${page}/`), words, page);
    // A later import knows its pages by the names that they had.
    for (const [i, name] of [...'abd'].entries())
      await site.importComments([
        { id: i + 1, page: `/${name}/`, author: 'Ada', text: `said on ${name}` },
        { id: i + 11, page: `/${name}/`, author: 'Ada', text: `later on ${name}` },
      ]);
    for (const [page, words] of Object.entries(expected)) {
      assert.equal(await said(site, `/${page}/`), words, page);
      const { text } = await site.thread(`/${page}/`);
      for (const word of words) assert.ok(text.includes(`later on ${word}`), `${page} ${word}`);
    }
    site.sql('DELETE FROM imported_comment WHERE number > 10; DELETE FROM comment WHERE id > 3');
    const batches = new Set(site.sql("SELECT batch FROM audit_log WHERE action IN ('page_move', 'page_merge')").split('\n'));
    assert.equal(batches.size, 1, 'one undo for the map');
    await ana.post('/undo', { batch: [...batches][0] });
    assert.deepEqual(stateOf(site), before);
  });

test('a move of a page with held comments only tells readers nothing', async (t) => {
  const site = await siteFor(t, { pages, workers: 1, config: { comments: { hold_first: true } } });
  const seen = async (page) => {
    const { text, headers } = await site.get(`/comments/page${page}`);
    return { text, etag: headers.etag, modified: headers['last-modified'] };
  };
  const held = await site.postJson({ page: '/a/', title: 'Hidden title' });
  assert.equal(held.json().status, 'waiting', held.text);
  await site.comment({ page: '/b/', comment: 'said on b' });
  await site.cliOk('comment', 'approve', '2');
  await nextSecond();
  const [b, c] = [await seen('/b/'), await seen('/c/')];
  await site.cliOk('thread', 'rename', '/a/', '/c/');
  assert.deepEqual(await seen('/c/'), c);
  await site.cliOk('thread', 'alias', '/d/', '/c/');
  await site.cliOk('thread', 'merge', '/c/', '/b/');
  assert.deepEqual(await seen('/b/'), b);
});

test('the title that came with a held comment is published with that comment', async (t) => {
  const site = await siteFor(t, { workers: 1, config: { comments: { hold_first: true } } });
  const [first, second] = [{ title: 'Hidden title' }, {}];
  for (const fields of [first, second]) {
    const held = await site.postJson({ page: '/a/', comment: `Kind words ${unique()}`, ...fields });
    assert.equal(held.json().status, 'waiting', held.text);
  }
  await site.cliOk('comment', 'approve', '2');
  assert.doesNotMatch((await site.get('/comments/page/a/')).text, /Hidden title/);
  assert.doesNotMatch((await site.get('/comments/latest')).text, /Hidden title/);
  await site.cliOk('comment', 'approve', '1');
  assert.match((await site.get('/comments/page/a/')).text, /Hidden title/);
});

test('former names work for counts, feeds and posts when their file is gone', async (t) => {
  const site = await siteFor(t, { pages: ['/b/', '/gone/', '/old.php'], config: { site: { url: 'http://127.0.0.1' } } });
  await site.comment({ page: '/gone/', comment: 'said on g' });
  await site.cliOk('thread', 'rename', '/gone/', '/b/');
  await site.cliOk('thread', 'alias', '/old.php?id=3', '/b/');
  fs.rmSync(path.join(site.documentRoot, 'gone'), { recursive: true });
  for (const page of ['/gone/', '/old.php?id=3']) {
    const named = encodeURIComponent(page);
    assert.equal((await site.get(`/comments/count?page=${named}`)).json()[page], 1, page);
    assert.match((await site.get(`/comments/thread?page=${named}`)).text, /said on g/, page);
  }
  assert.match((await site.get('/comments/feed/gone/')).text, /said on g/);
  assert.equal((await site.get('/comments/count?page=/nowhere/')).json()['/nowhere/'], 0);
  assert.equal((await site.get('/comments/feed/nowhere/')).status, 404);
  assert.equal((await site.postJson({ page: '/gone/', comment: 'Later' })).status, 201);
});

test('a comment that is moved to a former name is on the page to which it leads', async (t) => {
  const { site, ana } = await siteWith(t, 'ac');
  await site.cliOk('thread', 'rename', '/a/', '/b/');
  const [, version] = (await ana.target(2)).split(':');
  await ana.post('/move', { id: 2, version, page: '/a/' });
  for (const page of 'ab') assert.equal(await said(site, `/${page}/`), 'ac');
  assert.equal(site.sql("SELECT count(*) FROM thread WHERE page = '/a'"), '0');
});

test('the undo of a move of a comment finds its page, which was merged since', async (t) => {
  const { site, ana } = await siteWith(t, 'abc');
  const [, version] = (await ana.target(1)).split(':');
  await ana.post('/move', { id: 1, version, page: '/b/' });
  site.sql("INSERT INTO comment (thread_id, top_level_id, status, author, email, text, format, created_at) SELECT id, 9, 'approved', 'Ada', '', 'said on a', 'plain', 0 FROM thread WHERE page = '/a'");
  site.sql('UPDATE comment SET top_level_id = id WHERE top_level_id = 9');
  await site.cliOk('thread', 'merge', '/a/', '/c/');
  await undo(site, ana, 'move');
  assert.match(where(site), /said on a\|\/c\n/);
});

test('a browser that has seen a name lead elsewhere is told about the undo', async (t) => {
  const { site, ana } = await siteWith(t, 'ac', { workers: 1 });
  await site.cliOk('thread', 'alias', '/b/', '/a/');
  await nextSecond();
  const { headers } = await site.thread('/b/');
  const ask = () => site.thread('/b/', '', { headers: { 'If-Modified-Since': headers['last-modified'] } });
  assert.equal((await ask()).status, 304);
  await undo(site, ana, 'page_alias');
  assert.equal((await ask()).status, 200);
  assert.equal(await said(site, '/b/'), '');
});

test('a thread is moved only to a page that can show it, and the error says why', async (t) => {
  const { site } = await siteWith(t, 'a');
  for (const [args, why] of [
    [['rename', '/a/', '/no/file/'], /\/no\/file\/ is not a page of this site.*there is no file for it in/],
    [['rename', '/a/', 'https://elsewhere.example/b/'], /on a host that is not this site's/],
    [['alias', 'https://elsewhere.example/b/', '/a/'], /on a host that is not this site's/],
    [['alias', '/b/comment-page-2/', '/a/'], /\/b\/comment-page-2\/ shows the page \/b\/; name that page/],
  ]) {
    const { code, output } = await site.cli(['thread', ...args]);
    assert.equal(code, 1, output);
    assert.match(output, why);
  }
  const mapped = await applyMap(site, '/a/ /no/file/\n');
  assert.equal(mapped.code, 1);
  assert.match(mapped.output, /\/no\/file\/ is not a page/);
  // A query that selects nothing, and a page of comments, name the page itself.
  await site.cliOk('thread', 'rename', '/a/', '/b/comment-page-2/?y=1');
  assert.equal(site.sql('SELECT path FROM thread'), '/b/');
  assert.match(await site.cliOk('thread', 'rename', '/b/', '/b/'), /is \/b\/ already/);
});

test('the lines of `orphans` are accepted by `apply-map`, whatever is in the paths', async (t) => {
  const names = ['my page', 'wolke-über', 'a%20b', 'what?', 'plus+and&so'];
  const site = await siteFor(t, { pages: names.map((name) => `/new/${name}/`) });
  await site.importComments(names.map((name, i) => ({ id: i + 1, page: `/${name}/`, author: 'Ada', text: 'Hello' })));
  const orphans = await site.cliOk('thread', 'orphans');
  const applied = await applyMap(site, orphans);
  assert.equal(applied.code, 0, orphans + applied.output);
  assert.equal(site.sql("SELECT count(*) FROM thread WHERE page LIKE '/new/%'"), String(names.length), orphans);
});

test('a post of WordPress is found at its new page, and a second import changes nothing', async (t) => {
  const { site } = await siteWith(t, 'b');
  const file = path.join(site.dir, 'export.xml');
  fs.writeFileSync(file, wxr([itemXml({ id: 7, path: '/c/' }, [commentXml({ id: 71, content: 'said on c' })])]));
  await site.cliOk('import', 'wordpress', file);
  await applyMap(site, '/c/ /b/\n/b/ /d/\n');
  assert.equal(await said(site, '/b/'), 'c');
  const answer = await site.postJson({ page: undefined, comment_post_ID: '7', comment: 'said on p' });
  assert.equal(answer.status, 201, answer.text);
  assert.equal(await said(site, '/b/'), 'cp');
  const before = stateOf(site);
  assert.doesNotMatch(await site.cliOk('import', 'wordpress', file), /changed the address|moved/);
  assert.deepEqual(stateOf(site), before);
});

test('an export has the former names of pages, and an import brings them along', async (t) => {
  const { site } = await siteWith(t, 'a');
  await site.cliOk('thread', 'rename', '/a/', '/b/');
  await site.cliOk('thread', 'alias', '/old name/?x=1', '/b/');
  const file = path.join(site.dir, 'export.json');
  await site.cliOk('export', 'json', file);
  const other = await siteFor(t, { pages });
  await other.cliOk('import', 'json', file);
  for (const page of ['/a/', '/b/']) assert.equal(await said(other, page), 'a', page);
  assert.equal(other.sql('SELECT page FROM page_alias ORDER BY page'), '/a\n/old name?x=1');
});

test('an import during a merge does not outlive its undo', async (t) => {
  const { site, ana } = await siteWith(t, 'ab');
  const again = () => site.importComments([...'ab'].map((name, i) => ({ id: i + 1, page: `/${name}/`, author: 'Ada', text: `said on ${name}`, created: '2020-01-01T00:00:00Z' })));
  const posts = path.join(site.dir, 'posts.xml');
  fs.writeFileSync(posts, wxr(['c', 'd'].map((name, i) => itemXml({ id: i + 7, path: `/${name}/` }, [commentXml({ id: i + 71, content: `said on ${name}` })]))));
  await site.cliOk('import', 'wordpress', posts);
  const before = stateOf(site);
  for (const [from, into] of ['ab', 'cd']) await site.cliOk('thread', 'merge', `/${from}/`, `/${into}/`);
  await again();
  await site.cliOk('import', 'wordpress', posts);
  for (let i = 0; i < 2; ++i) await undo(site, ana, 'page_merge');
  assert.deepEqual(stateOf(site), before);
  await again();
  await site.cliOk('import', 'wordpress', posts);
  assert.deepEqual(stateOf(site), before);
});

for (const [what, map] of [['a chain', { c: 'd', b: 'c' }], ['a swap', { b: 'c', c: 'b' }]])
  test(`pages that were moved here and at the source stay where they are: ${what}`, async (t) => {
    const site = await siteFor(t, { pages });
    const file = path.join(site.dir, 'posts.xml');
    const posts = (renamed) => wxr(['b', 'c'].map((name, i) => itemXml({ id: i + 7, path: `/${renamed[name] ?? name}/` }, [commentXml({ id: i + 71, content: `said on ${name}` })])));
    const rows = (renamed) => ['b', 'c'].map((name, i) => ({ id: i + 1, page: `/${renamed[name] ?? name}/`, author: 'Ada', text: `said on ${name}` }));
    fs.writeFileSync(file, posts({}));
    await site.cliOk('import', 'wordpress', file);
    await site.importComments(rows({}));
    await applyMap(site, Object.entries(map).map(([from, to]) => `/${from}/ /${to}/`).join('\n'));
    const moved = stateOf(site).slice(0, 3);
    fs.writeFileSync(file, posts(map));
    await site.cliOk('import', 'wordpress', file);
    await site.importComments(rows(map));
    assert.deepEqual(stateOf(site).slice(0, 3), moved);
    for (const [from, to] of Object.entries(map)) assert.equal(await said(site, `/${to}/`), from + from);
  });

test('moves are undone together, or not at all', async (t) => {
  const { site, ana } = await siteWith(t, 'ab');
  await applyMap(site, '/a/ /b/\n/b/ /a/\n');
  const [batch] = site.sql("SELECT batch FROM audit_log WHERE action = 'page_move'").split('\n');
  await site.cliOk('thread', 'rename', '/b/', '/c/');
  const before = stateOf(site);
  const answer = await ana.post('/undo', { batch });
  assert.match(answer.headers.location, /nothing_undone/);
  assert.deepEqual(stateOf(site), before);
});

test('a form about a page that was merged since changes nothing', async (t) => {
  const { site, ana } = await siteWith(t, 'ab');
  await site.cliOk('thread', 'merge', '/a/', '/b/');
  const before = [...stateOf(site), site.sql('SELECT title FROM thread'), site.sql('SELECT count(*) FROM audit_log')];
  const id = site.sql('SELECT id FROM thread WHERE merged_into IS NOT NULL');
  for (const fields of [{ do: 'close' }, { do: 'memorial' }, { do: 'rename', title: 'New' }, { do: 'move', address: '/c/' }])
    await ana.post('/threads', { id, ...fields });
  assert.deepEqual([...stateOf(site), site.sql('SELECT title FROM thread'), site.sql('SELECT count(*) FROM audit_log')], before);
});

test('moves and their undo take linear time', async (t) => {
  const seconds = [];
  for (const count of [500, 2_000]) {
    const site = await siteFor(t, { nginx: false, config: { pages: { verify: 'none' } } });
    await site.importComments(Array.from({ length: count }, (_, i) => ({ id: i + 1, page: `/${i}/`, author: 'Ada', text: 'Hello' })));
    const map = path.join(site.dir, 'map');
    fs.writeFileSync(map, Array.from({ length: count }, (_, i) => `/${i}/ /${i % 2 ? `new-${i}` : 'all'}/`).join('\n'));
    const { seconds: taken, code, output } = await site.measured(['thread', 'apply-map', map]);
    assert.equal(code, 0, output);
    assert.equal(site.sql("SELECT count(*) FROM comment JOIN thread ON thread.id = thread_id WHERE page = '/all'"), String(count / 2));
    seconds.push(taken);
  }
  assert.ok(seconds[1] < 8 * seconds[0], `${seconds} seconds`);
});

// --- the moderators' pages -------------------------------------------------------------------

/** Every row of every table, except the sessions, which each request may renew. */
const everything = (site) =>
  site.sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%session%' ORDER BY name")
    .split('\n').map((table) => [table, site.sql(`SELECT * FROM "${table}"`)]);

/** Sends the form of the page Move pages, as browsers do. */
async function sendMap(moderator, action, map) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrf: await moderator.csrf(), return: 'threads/moves', do: action, map })) body.append(name, value);
  const request = new Request('http://localhost/', { method: 'POST', body });
  return moderator.site.request({
    method: 'POST',
    path: `${moderator.base}/threads/moves`,
    body: Buffer.from(await request.arrayBuffer()),
    headers: { 'Content-Type': request.headers.get('Content-Type'), Accept: 'text/html', Origin: moderator.site.url, Cookie: moderator.cookie },
  });
}

const follow = (moderator, answer) => moderator.get(answer.headers.location.replace('/comments/moderate', ''));
const items = (answer, list) => answer.tree.all(`${list} li`).map((item) => item.text);
const typed = (answer) => answer.tree.one('#map').rawText;

test('the page Move pages has the lines of `orphans`, shows what would change, moves and undoes it', async (t) => {
  const site = await siteFor(t, { pages: ['/garden/old oak/', '/b/'] });
  for (const [i, page] of ['/2019/old oak/', '/2019/lost/', '/b/', '/gone/'].entries())
    await site.importComments([{ id: i + 1, page, author: 'Ada', text: `said on ${'xybg'[i]}` }]);
  const ben = await makeModerator(site, 'Ben');
  assert.equal((await ben.get('/threads')).tree.all('main a[href$="/threads/moves"]').length, 1);

  const page = await ben.get('/threads/moves');
  assert.equal(page.status, 200);
  assert.equal(typed(page), await site.cliOk('thread', 'orphans'));
  assert.match(typed(page), /^\/2019\/old%20oak\/ \/garden\/old%20oak\/$/m);
  assert.match(typed(page), /^# \/2019\/lost\/ {2}no page/m);
  assert.match(page.tree.one('.panel h2').text, /have no file: 3/);

  const map = `${typed(page)}/gone/ /b/\n/nobody/ /b/\n`.replaceAll('\n', '\r\n');
  const before = everything(site);
  const dry = await sendMap(ben, 'try', map);
  assert.equal(dry.status, 200);
  assert.deepEqual(everything(site), before);
  assert.deepEqual(items(dry, '[role=status].panel').sort(), [
    '/2019/old%20oak/ becomes /garden/old%20oak/',
    '/gone/ becomes part of /b/',
  ]);
  assert.match(dry.text, /2 pages would be moved.*Lines that name no page with comments: 1\./s);
  assert.equal(typed(dry), map.replaceAll('\r\n', '\n'));

  const names = stateOf(site);
  const moved = await follow(ben, await sendMap(ben, 'move', typed(dry)));
  assert.match(moved.tree.one('#outcome').text, /^2 pages were moved to another address\./);
  assert.equal(await said(site, '/garden/old oak/'), 'x');
  assert.equal(await said(site, '/b/'), 'bg');
  assert.equal(site.sql("SELECT count(DISTINCT batch) || ' ' || max(actor_name) FROM audit_log WHERE action LIKE 'page_%'"), '1 Ben');
  const batch = moved.tree.one('#outcome [name=batch]').attr('value');
  const undone = await follow(ben, await ben.post('/undo', { batch, return: 'threads/moves' }));
  assert.match(undone.tree.one('#outcome').text, /^The action was undone for 2 pages\./);
  assert.deepEqual(stateOf(site), names);
});

test('a list with wrong lines moves nothing, and each wrong line is named', async (t) => {
  const { site, ana } = await siteWith(t, 'abd');
  const before = everything(site);
  for (const action of ['try', 'move']) {
    for (const [map, mistakes] of [
      ['/a/\n\n/b/ /c/\n/d/* /c/\n/b/ /c/', ['Line 1: please write two paths', 'Line 4: both paths must end with *', 'Line 5: another line is about /b/ too']],
      ['/a/ /c/\n/d/ https://elsewhere.example/c/\n/b/ /no/file/', ['Line 2: https://elsewhere.example/c/ is a page of another site', 'Line 3: this site has no page /no/file/']],
      ['/b/ <b>x</b>\n</textarea><i>', ['Line 1: <b>x</b> is not the path of a page', 'Line 2: please write two paths']],
      ['/b/ /no/file/\n/a/', ['Line 1: this site has no page /no/file/', 'Line 2: please write two paths']],
      ['/b/ <b>x</b>', ['Line 1: <b>x</b> is not the path of a page']],
    ]) {
      const wrong = await sendMap(ana, action, map);
      assert.equal(wrong.status, 422, map);
      assert.equal(typed(wrong), map);
      const shown = items(wrong, '#mistakes');
      assert.equal(shown.length, mistakes.length, shown.join('\n'));
      for (const [i, mistake] of mistakes.entries()) assert.ok(shown[i].startsWith(mistake), shown[i]);
      assert.equal(wrong.tree.all('main b, main i').length, 0);
      assert.match(wrong.tree.one('#outcome').text, /Nothing was moved/);
    }
    const nothing = await sendMap(ana, action, '# /a/ /b/\n/x/ /c/');
    assert.equal(nothing.status, 422);
    assert.match(nothing.tree.one('#outcome').text, /no line names a page with comments/);
    const long = await sendMap(ana, action, '# '.padEnd(1_000_001, '-'));
    assert.equal(long.status, 422);
    assert.equal(typed(long).length, 1_000_001);
    assert.match(long.tree.one('#outcome').text, /longer than 1,000,000 bytes/);
    assert.equal((await sendMap(ana, action, `/a/ /c/\n#${'-'.repeat(1_100_000)}`)).status, 413);
  }
  const many = await sendMap(ana, 'move', 'x\n'.repeat(1000));
  assert.equal(items(many, '#mistakes').length, 50);
  assert.match(many.text, /Only the first are listed/);
  assert.equal((await sendMap(ana, 'other', '/a/ /c/')).status, 422);
  assert.deepEqual(everything(site), before);
});

test('a list is moved by moderators only, with the token of their session', async (t) => {
  const { site, ana } = await siteWith(t, 'a');
  const before = stateOf(site);
  const map = '/a/ /b/';
  const send = (csrf, cookie) => site.post({ csrf, do: 'move', map }, { path: '/comments/moderate/threads/moves', headers: { Origin: site.url, Cookie: cookie } });
  const signedOut = await send(await ana.csrf(), '');
  assert.equal(signedOut.status, 403);
  assert.equal(signedOut.tree.one('[name=kept_map]').rawText, map, 'the list is kept until after the sign-in');
  assert.equal((await send('wrong', ana.cookie)).status, 403);
  assert.deepEqual(stateOf(site), before);
});

test('without a document root the page says so, and moves pages all the same', async (t) => {
  const { site, ana } = await siteWith(t, 'a', { config: { pages: { document_root: '' } } });
  const page = await ana.get('/threads/moves');
  assert.equal(page.status, 200);
  assert.match(page.text, /pages\.document_root/);
  assert.equal(typed(page), '');
  assert.doesNotMatch(page.text, /have no file:/);
  assert.equal((await sendMap(ana, 'move', '/a/ /b/')).status, 303);
  assert.equal(await said(site, '/b/'), 'a');
});

test('thousands of pages without a file stay a usable page', async (t) => {
  const { site, ana } = await siteWith(t, 'a', { pages: ['/b/', '/new/p77/'] });
  site.sql(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
    INSERT INTO thread (page, path, created_at, changed_at) SELECT '/old/p' || i, '/old/p' || i || '/', 1, 1 FROM n`);
  const start = Date.now();
  const page = await ana.get('/threads/moves');
  t.diagnostic(`${Date.now() - start} ms`);
  assert.match(page.tree.one('.panel h2').text, /have no file: 9999/);
  assert.equal(items(page, '.panel').length, 200);
  assert.match(page.text, /And 9799 more\./);
  assert.match(typed(page), /^\/old\/p77\/ \/new\/p77\/$/m);
  assert.equal(typed(page).split('\n').length, 10000);
  const dry = await sendMap(ana, 'try', '/old/* /b/*\n');
  assert.equal(dry.status, 422);
  assert.equal(items(dry, '#mistakes').length, 50);
});

test('moderators give a page other names, see them, and undo it', async (t) => {
  const { site, ana } = await siteWith(t, 'ac');
  const id = site.sql("SELECT id FROM thread WHERE page = '/a'");
  const add = (name, fields = {}) => ana.post('/threads', { do: 'alias', id, name, return: 'threads', ...fields });
  const before = everything(site);
  for (const [name, status, why] of [
    ['/c/', 409, /has comments of its own/],
    ['https://elsewhere.example/a/', 422, /another site/],
    ['<b>"x"</b>', 422, /enter the path of a page/],
    ['', 422, /enter the path of a page/],
    ['/b/comment-page-2/', 422, /comments of another page\. .*: \/b\//],
  ]) {
    const refused = await add(name);
    assert.equal(refused.status, status, name);
    assert.match(refused.tree.one('#outcome').text, why);
    const field = refused.tree.one(`details[open] #name-${id}`);
    assert.equal(field.attr('value'), name);
    assert.equal(field.attr('aria-invalid'), 'true');
  }
  // A list that does not have the page any more.
  assert.equal((await add('/c/', { return: 'threads?find=nothing' })).tree.one(`#name-${id}`).attr('value'), '/c/');
  assert.deepEqual(everything(site), before);

  const names = stateOf(site);
  const added = await follow(ana, await add('/old & <new>/?p=7'));
  assert.match(added.tree.one('#outcome').text, /was given another name/);
  assert.match(added.tree.one(`#thread-${id}`).text, /These paths lead here too: \/old & <new>\?p=7\./);
  assert.match((await site.get(`/comments/thread?page=${encodeURIComponent('/old & <new>/?p=7')}`)).text, /said on a/);
  const again = await follow(ana, await add('/old & <new>/?p=7'));
  assert.match(again.tree.one('#outcome').text, /^Nothing was changed: this path leads to the comments already/);
  await ana.post('/undo', { batch: added.tree.one('#outcome [name=batch]').attr('value') });
  assert.deepEqual(stateOf(site), names);

  // A form that was open since before a merge changes nothing.
  await site.cliOk('thread', 'merge', '/a/', '/c/');
  const merged = stateOf(site);
  assert.equal((await add('/d/')).status, 303);
  assert.equal((await add('/d/', { id: '9999' })).status, 303);
  assert.deepEqual(stateOf(site), merged);
});

test('a dry run of a command changes nothing', async (t) => {
  const { site } = await siteWith(t, 'abc');
  const before = everything(site);
  for (const args of [['rename', '/a/', '/d/'], ['merge', '/a/', '/b/'], ['alias', '/d/', '/a/']])
    assert.match(await site.cliOk('thread', ...args, '--dry-run'), /Nothing was changed/);
  assert.match((await applyMap(site, '/a/ /b/\n/b/ /d/\n', '--dry-run')).output, /\/a\/ is now \/b\/\n/);
  assert.deepEqual(everything(site), before);
});

test('a line of a map names a page as requests do, and lines for other pages are counted', async (t) => {
  const { site } = await siteWith(t, 'ab', { pages: [...pages, '/e/'] });
  await site.cliOk('thread', 'rename', '/b/', '/c/');
  // Not by a former name: after a merge it would move the comments of another page.
  const applied = await applyMap(site, '/a/index.html /d\n/c /e/index.html\n/b/ /b/\n/nobody/* /b/*\n');
  assert.equal(applied.code, 0, applied.output);
  assert.match(applied.stderr, /^Lines that name no page with comments: 2$/m);
  assert.equal(site.sql('SELECT page FROM thread ORDER BY id'), '/d\n/e');
});

test('comments are merged only into a page that can show them', async (t) => {
  const { site } = await siteWith(t, 'ab');
  fs.rmSync(path.join(site.documentRoot, 'b'), { recursive: true });
  const { code, output } = await site.cli(['thread', 'merge', '/a/', '/b/']);
  assert.equal(code, 1, output);
  assert.match(output, /\/b\/ is not a page of this site/);
});
