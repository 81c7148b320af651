// Imported comments are identified by their source and their number there, whatever changes on either
// side between two imports.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { makeModerator } from '../lib/moderator.mjs';
import { siteFor } from '../lib/site.mjs';
import { commentXml, itemXml, wxr } from '../lib/wxr.mjs';

const idle = { serve: false, nginx: false };
const anyPage = { config: { pages: { verify: 'none' } } };

function write(site, text, name = 'export.xml') {
  const file = path.join(site.dir, name);
  fs.writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text));
  return file;
}

/** A file of a blog. `posts` is [number, path, comments], a comment [number, text, more fields]. */
const blog = (address, ...posts) =>
  wxr(
    posts.map(([id, where, comments]) =>
      itemXml(
        { id, path: where },
        comments.map(([number, content, more]) => commentXml({ id: number, content, ...more })),
      ),
    ),
  )
    .replace('<link>https://tern-lane.example</link>', `<link>${address}</link>`)
    .replace('<wp:base_blog_url>https://tern-lane.example<', `<wp:base_blog_url>${address}<`);

/** The report of an import as numbers by line; they add up to the comments of the file. */
async function take(site, text, ...args) {
  const said = await site.cliOk('import', 'wordpress', write(site, text), ...args);
  const counts = {};
  let sum = 0;
  for (const [, number, what] of said.matchAll(/^ +(\d+) (.*)$/gm)) {
    if (what.startsWith('in all')) assert.equal(sum, Number(number), said);
    else sum += Number(number);
    counts[what.replace(/[:,] .*/, '')] = Number(number);
  }
  assert.equal(sum, Number(/: (\d+) comments/.exec(said)[1]), said);
  return { ...counts, said };
}

/** Page, text and the text that it replies to, of every comment. */
const tree = (site) =>
  site.sql(`SELECT t.path, c.text, coalesce(p.text, '-') FROM comment c JOIN thread t ON t.id = c.thread_id
    LEFT JOIN comment p ON p.id = c.parent_id ORDER BY t.path, c.text`);

const rows = (...lines) => lines.join('\n');

test('a newer export of WordPress never overwrites comments that were written here', async (t) => {
  const site = await siteFor(t);
  const posts = (count) => [1, '/hello/', Array.from({ length: count }, (_, i) => [i + 1, `there ${i + 1}`])];
  await take(site, blog('https://one.example', posts(3)));
  assert.equal(await site.comment({ comment: 'written here' }), 4);
  const second = await take(site, blog('https://one.example', posts(4)));
  assert.equal(second['already there'], 3);
  assert.equal(second['imported and published'], 1);
  assert.match(second.said, /^1 could not keep its number, because another comment has it/m);
  for (let count = 5; count < 8; ++count) {
    const again = await take(site, blog('https://one.example', posts(count)));
    assert.equal(again['already there'], count - 1);
    assert.equal(again['imported and published'], 1);
    assert.equal(again.updated, undefined);
  }
  assert.equal(site.sql("SELECT text FROM comment WHERE id = 4"), 'written here');
  assert.equal(site.sql('SELECT count(DISTINCT text) || count(*) FROM comment'), '88');
});

for (const format of ['json', 'wordpress'])
  test(`the same for a newer export of another installation as ${format}`, async (t) => {
    const [first, second] = [await siteFor(t, idle), await siteFor(t)];
    const file = path.join(second.dir, 'all');
    const pass = async () => {
      await first.cliOk('export', format, file, '--force');
      return second.cliOk('import', format, file);
    };
    const created = '2021-01-01T00:00:00Z';
    const add = (id) => first.importComments([{ id, text: `there ${id}`, created }]);
    await add(1);
    await pass();
    assert.equal(await second.comment({ comment: 'written here' }), 2);
    for (let id = 2; id < 7; ++id) {
      await add(id);
      await pass();
    }
    await pass();
    const texts = second.sql('SELECT text FROM comment ORDER BY text').split('\n');
    assert.deepEqual(texts, [...[1, 2, 3, 4, 5, 6].map((id) => `there ${id}`), 'written here']);
    assert.equal(second.sql('SELECT text FROM comment WHERE id = 2'), 'written here');
  });

test('permanently deleted comments do not hide imported comments with the same numbers', async (t) => {
  const site = await siteFor(t);
  const file = blog('https://one.example', [1, '/hello/', [1, 2, 3, 4].map((id) => [id, `there ${id}`])]);
  for (const id of [1, 2]) {
    assert.equal(await site.comment({ comment: `trial ${id}` }), id);
    await site.cliOk('comment', 'delete', String(id));
  }
  assert.equal((await take(site, file))['imported and published'], 4);
  assert.equal(site.sql('SELECT group_concat(text) FROM comment'), 'there 1,there 2,there 3,there 4');
  assert.doesNotMatch(await site.cliOk('comment', 'show', '1'), /delete/, 'another comment’s record');

  await site.cliOk('comment', 'delete', '3');
  const again = await take(site, file);
  assert.equal(again['left out'], 1);
  assert.equal(again['already there'], 3);
  assert.match(again.said, /1 left out: imported before and permanently deleted here/);
  assert.equal(site.sql("SELECT count(*) FROM comment WHERE text = 'there 3'"), '0');
});

test('two blogs in one site keep their comments, replies and forms apart', async (t) => {
  const site = await siteFor(t, anyPage);
  const one = blog('https://one.example', [1, '/one/hello/', [[1, 'one first'], [2, 'one reply', { parent: 1 }]]]);
  const two = blog('https://two.example', [1, '/two/hello/', [[1, 'two first'], [2, 'two reply', { parent: 1 }]]]);
  await take(site, one);
  assert.match((await take(site, two)).said, /2 could not keep their numbers/);
  assert.equal(
    tree(site),
    rows(
      '/one/hello/|one first|-',
      '/one/hello/|one reply|one first',
      '/two/hello/|two first|-',
      '/two/hello/|two reply|two first',
    ),
  );
  for (const file of [one, two]) assert.equal((await take(site, file))['already there'], 2);

  const form = async (fields, headers) => {
    const answer = await site.post(
      Object.entries({
        author: 'Ada', email: 'ada@example.org', url: '', comment_post_ID: '1', comment_parent: '0', ...fields,
      }),
      { path: '/wp-comments-post.php', headers },
    );
    return `${answer.status} ${answer.headers.location ?? ''}`.replace(/#.*/, '');
  };
  for (const name of ['one', 'two']) {
    const where = `/${name}/hello/`;
    assert.equal(await form({ comment: `${name} a` }, { Referer: `${site.url}${where}` }), `303 ${where}`);
    assert.equal(await form({ comment: `${name} b`, redirect_to: where }), `303 ${where}`);
  }
  assert.match(await form({ comment: 'nobody can tell' }), /^404/);
  const reply = await form({ comment: 'two c', comment_parent: '1' }, { Referer: `${site.url}/two/hello/` });
  assert.equal(reply, '303 /two/hello/');
  assert.match(tree(site), /^\/two\/hello\/\|two c\|two first$/m, 'by the number that it had there');
});

test('the blog’s address is compared without scheme, www, port, case and slashes', async (t) => {
  const site = await siteFor(t, idle);
  const posts = [1, '/hello/', [[7, 'a']]];
  await take(site, blog('http://www.one.example:80/blog/', posts));
  for (const address of ['https://one.example/blog', 'HTTPS://ONE.example:443/blog//'])
    assert.equal((await take(site, blog(address, posts)))['already there'], 1, address);
  assert.equal((await take(site, blog('https://one.example/other', posts)))['imported and published'], 1);
});

test('comments follow permalinks that changed at the source, once', async (t) => {
  const site = await siteFor(t, anyPage);
  const file = (where) =>
    blog('https://one.example', [5, where, [[1, 'first'], [2, 'reply', { parent: 1 }], [3, 'third']]]);
  await take(site, file('/2015/a/'));
  await site.comment({ page: '/2015/a/', comment: 'written below', comment_parent: '2' });
  await site.comment({ page: '/2015/a/', comment: 'written here' });
  const ana = await makeModerator(site);
  const [id, version] = (await ana.target(3)).split(':');
  await ana.post('/move', { id, version, page: '/elsewhere/' });
  const dry = await take(site, file('/a/'), '--dry-run');
  const said = await take(site, file('/a/'));
  assert.equal(said.moved, 2);
  assert.equal(said['already there'], 1);
  assert.match(said.said, /The source changed the address of the page \/2015\/a\/ to \/a\//);
  assert.match(said.said, /^2 comments that were written here were moved with their pages/m);
  assert.equal(dry['to be moved'], 2);
  const expected = rows(
    '/a/|first|-',
    '/a/|reply|first',
    '/a/|written below|reply',
    '/a/|written here|-',
    '/elsewhere/|third|-',
  );
  assert.equal(tree(site), expected);
  assert.equal((await take(site, file('/a/')))['already there'], 3);
  assert.equal(tree(site), expected, 'what was moved by hand stays where it was put');
  assert.equal(site.sql('SELECT path FROM wordpress_post'), '/a/');
});

const oddNumbers = [
  '9223372036854775807', '9223372036854775807', '18446744073709551615', '9007199254740992', '9007199254740991',
  '0', '-5', '-5', '', 'abc', '12a',
];

test('comments with numbers that cannot be ids get other numbers, and none is lost', async (t) => {
  const site = await siteFor(t);
  const comments = oddNumbers.map((number, i) => [number, `odd ${i}`]);
  comments.push([12, 'reply', { parent: '18446744073709551615' }], [12, 'again 12']);
  const file = blog('https://one.example', [1, '/hello/', comments]);
  const dry = await take(site, file, '--dry-run');
  const said = await take(site, file);
  assert.equal(said['imported and published'], comments.length);
  assert.equal(dry['to be published'], comments.length);
  assert.match(said.said, /^11 could not keep their numbers, because they are not whole numbers/m);
  assert.match(said.said, /^1 could not keep its number, because the file has several/m);
  assert.equal(site.sql('SELECT count(DISTINCT text), max(id) < 100 FROM comment'), `${comments.length}|1`);
  assert.match(tree(site), /\|reply\|odd 2$/m);
  assert.ok((await site.comment({ comment: 'written here' })) < 100);
  for (let i = 0; i < 2; ++i) assert.equal((await take(site, file))['already there'], comments.length);
});

test('the same for the numbers of JSON', async (t) => {
  const site = await siteFor(t);
  const numbers = ['9223372036854775807', '9223372036854775807', '18446744073709551616', '9007199254740992', '0', '-5'];
  const text = JSON.stringify(
    numbers.map((_, i) => ({
      id: `#${i}`, page: '/hello/', author: 'Ada', status: 'approved', created: '2020-01-01T00:00:00Z', text: `odd ${i}`,
    })),
  ).replace(/"#(\d)"/g, (_, i) => numbers[i]);
  const file = write(site, text, 'odd.json');
  assert.match(await site.cliOk('import', 'json', file), /^ +6 imported and published$/m);
  assert.ok((await site.comment({ comment: 'written here' })) < 100);
  for (let i = 0; i < 2; ++i) assert.match(await site.cliOk('import', 'json', file), /^ +6 already there$/m);
  assert.equal(site.sql('SELECT count(DISTINCT text) || count(*) FROM comment'), '77');
});

for (const format of ['json', 'wordpress'])
  test(`a chain of exports and imports as ${format} duplicates nothing`, async (t) => {
    const file = blog('https://one.example', [1, '/hello/', [[1, 'first'], [2, 'reply', { parent: 1 }]]]);
    const [first, second, third] = [await siteFor(t), await siteFor(t), await siteFor(t, idle)];
    await second.comment({ comment: 'written at the second' });
    await take(first, file);
    await first.comment({ comment: 'written at the first' });
    const pass = async (from, to) => {
      const exported = path.join(to.dir, 'chain');
      await from.cliOk('export', format, exported, '--force');
      return to.cliOk('import', format, exported);
    };
    await pass(first, second);
    await pass(second, third);
    await pass(first, third);
    await take(third, file);
    await take(second, file);
    await pass(third, first);
    await pass(third, second);
    await pass(second, second);
    const expected = rows(
      '/hello/|first|-',
      '/hello/|reply|first',
      '/hello/|written at the first|-',
      '/hello/|written at the second|-',
    );
    for (const site of [first, second, third]) assert.equal(tree(site), expected);
  });

test('the output of comment list is identified by number and date, here and elsewhere', async (t) => {
  const [site, other] = [await siteFor(t), await siteFor(t)];
  await other.comment({ comment: 'written at the other' });
  await site.comment({ comment: 'first' });
  await site.comment({ comment: 'second' });
  for (const to of [site, other])
    for (let i = 0; i < 3; ++i) await to.cliOk('import', 'json', write(to, await site.cliOk('comment', 'list', '--json')));
  assert.equal(site.sql('SELECT count(*) FROM comment'), '2');
  assert.equal(other.sql('SELECT group_concat(text) FROM (SELECT text FROM comment ORDER BY text)'),
    'first,second,written at the other');
});

test('erased data stays erased, even if the source changes the comment', async (t) => {
  const site = await siteFor(t, idle);
  const file = (text) => blog('https://one.example', [1, '/hello/', [[1, text]]]);
  await take(site, file('a'));
  await site.cliOk('person', 'erase', 'ines@example.org');
  for (const text of ['a', 'b']) await take(site, file(text));
  assert.equal(site.sql('SELECT author, email, count(*) FROM comment'), 'Anonymous||1');
});

test('JSON without a source loses no comment if its dates have no time', async (t) => {
  const created = '2020-01-01T00:00:00Z';
  for (const order of [[2, 1], [1, 2], [3, 2, 1]]) {
    const site = await siteFor(t);
    await site.comment({ comment: 'written here' });
    const file = (ids) =>
      write(site, ids.map((id) => ({ id, page: '/hello/', parent: null, author: 'Ada', email: '', url: '', status: 'approved', created, text: `there ${id}` })), 'in.json');
    await site.cliOk('import', 'json', file([1]));
    for (let round = 0; round < 2; ++round) await site.cliOk('import', 'json', file(order));
    const texts = site.sql('SELECT text FROM comment ORDER BY text').split('\n');
    assert.deepEqual(texts, [...[...order].sort().map((id) => `there ${id}`), 'written here']);

    // The output of the list is imported unchanged, also comments that were edited here.
    site.sql("UPDATE comment SET text = 'edited here', version = version + 1 WHERE text = 'there 2'");
    const before = tree(site);
    await site.cliOk('import', 'json', write(site, await site.cliOk('comment', 'list', '--json'), 'list.json'));
    assert.equal(tree(site), before);
  }
});
