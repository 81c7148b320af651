// The votes of imported comments are kept, and are no part of their content.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { siteFor } from '../lib/site.mjs';

const idle = { serve: false, nginx: false, config: { site: { url: 'https://blog.example' } } };

const votes = (site) => site.sql('SELECT comment_id, likes, dislikes FROM imported_votes ORDER BY 1').split('\n');
const versions = (site) => site.sql('SELECT id, version FROM comment; SELECT id, version FROM thread');

function write(site, name, content) {
  const file = path.join(site.dir, name);
  fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** A file of Artalk with a comment for each pair of numbers. */
const artalk = (...all) =>
  all.map(([up, down], i) => ({
    id: String(i + 1), rid: '0', content: `Comment ${i + 1}`, created_at: '2021-10-28 20:50:15 +0800',
    is_pending: 'false', vote_up: up, vote_down: down, nick: 'Ina', page_key: '/tea/',
  }));

/** The same for our JSON. */
const json = (...all) =>
  all.map(([likes, dislikes], i) => ({
    id: i + 1, page: '/tea/', author: 'Ina', status: 'approved', created: '2020-01-01T00:00:00Z',
    text: `Comment ${i + 1}`, likes, dislikes,
  }));

for (const format of ['json', 'wordpress'])
  test(`votes are the same after an export as ${format} and an import elsewhere`, async (t) => {
    const site = await siteFor(t, idle);
    const said = await site.cliOk('import', 'artalk', write(site, 'in', artalk(['4', '0'], ['0', '2'], ['0', '0'])));
    assert.match(said, /^6 likes and dislikes were kept\.$/m);
    assert.deepEqual(votes(site), ['1|4|0', '2|0|2']);

    const file = path.join(site.dir, 'all');
    await site.cliOk('export', format, file);
    const other = await siteFor(t, idle);
    assert.match(await other.cliOk('import', format, file), /^6 likes and dislikes were kept\.$/m);
    assert.deepEqual(votes(other), votes(site));
    const again = JSON.parse(await other.cliOk('export', 'json', '-'));
    assert.deepEqual(again.comments.map(({ likes, dislikes }) => [likes, dislikes]), [[4, undefined], [undefined, 2], [undefined, undefined]]);

    // A later export has other votes.
    await site.cliOk('import', 'artalk', write(site, 'in', artalk(['5', '0'], ['0', '0'], ['0', '0'])));
    fs.rmSync(file);
    await site.cliOk('export', format, file);
    await other.cliOk('import', format, file);
    assert.deepEqual(votes(other), ['1|5|0']);
  });

test('a later import updates the votes, without an edit of the comment', async (t) => {
  const site = await siteFor(t, idle);
  await site.cliOk('import', 'artalk', write(site, 'one', artalk(['1', '0'], ['2', '2'], ['3', '0'])));
  const before = versions(site);
  const said = await site.cliOk('import', 'artalk', write(site, 'two', artalk(['1', '7'], ['0', '0'], ['3', '0'])));
  assert.match(said, / 3 already there/);
  assert.match(said, /^8 likes and dislikes were kept\.$/m);
  assert.deepEqual(votes(site), ['1|1|7', '3|3|0']);
  const none = await site.cliOk('import', 'artalk', write(site, 'none', artalk([], [], [])));
  assert.doesNotMatch(none, /likes/);
  assert.deepEqual(votes(site), ['1|1|7', '3|3|0'], 'a file without votes says nothing about them');
  assert.equal(versions(site), before);
});

test('votes that are no numbers, negative or huge are no error', async (t) => {
  const bad = [['many', null], [-3, '-4'], [2_000_000_000, '1e300'], [{ a: 1 }, [1, 2]], [true, 2.5], [1, '']];
  const kept = ['3|1000000000|1000000000', '5|0|2', '6|1|0'];
  for (const [format, content] of [['artalk', artalk(...bad)], ['json', json(...bad)]]) {
    const site = await siteFor(t, idle);
    await site.cliOk('import', format, write(site, 'in', content));
    assert.equal(site.sql('SELECT count(*) FROM comment'), '6', format);
    assert.deepEqual(votes(site), kept, format);
  }
});

test('the other systems may write anything for votes', async (t) => {
  const bad = [null, 'x', -1, true, [], [1], {}, { a: null }, 1e300, ''];
  const date = '2020-01-01T00:00:00Z';
  const lists = {
    commento: (one) => ({ version: 1, comments: bad.map((score, i) => one({ commentHex: `a${i}`, url: '/a', score })), commenters: [] }),
    twikoo: () => bad.map((like, i) => ({ _id: `a${i}`, nick: 'A', url: '/a', comment: 'Hi', created: 1635253241284, like })),
    waline: () => ({ type: 'waline', version: 1, tables: ['Comment'], data: { Comment: bad.map((like, i) => ({ objectId: i + 1, nick: 'A', url: '/a', comment: 'Hi', status: 'approved', insertedAt: date, like })), Users: [] } }),
    isso: () => [{ id: '/a', title: 'A', comments: bad.map((likes, id) => ({ id, author: 'A', text: 'Hi', created: '2005-02-24 04:03:37', likes, dislikes: likes })) }],
    remark42: () => [...bad, ...bad].map((vote, i) => JSON.stringify({ id: `a${i}`, pid: '', text: 'Hi', user: { name: 'A' }, locator: { site: 's', url: 'https://blog.example/a' }, time: date, score: vote, votes: i < bad.length ? vote : { b: vote } })).join('\n'),
  };
  for (const [format, make] of Object.entries(lists)) {
    const site = await siteFor(t, idle);
    const content = make((more) => ({ markdown: 'Hi', parentHex: 'root', state: 'approved', creationDate: date, ...more }));
    const said = await site.cliOk('import', format, write(site, 'in', content));
    const all = format === 'remark42' ? 2 * bad.length : bad.length;
    assert.match(said, new RegExp(` ${all} in all`), format);
    assert.equal(site.sql('SELECT count(*) FROM imported_votes WHERE min(likes, dislikes) < 0 OR max(likes, dislikes) > 1000000000'), '0', format);
  }
});

test('votes of a comment that is permanently deleted are deleted, also where its place stays', async (t) => {
  const site = await siteFor(t, idle);
  const [parent, reply] = json([3, 0], [0, 1]);
  await site.cliOk('import', 'json', write(site, 'in', [parent, { ...reply, parent: 1 }]));
  assert.deepEqual(votes(site), ['1|3|0', '2|0|1']);
  await site.cliOk('comment', 'trash', '1', '2');
  assert.deepEqual(votes(site), ['1|3|0', '2|0|1']);
  await site.cliOk('comment', 'delete', '1');
  assert.equal(site.sql('SELECT status FROM comment WHERE id = 1'), 'deleted');
  assert.deepEqual(votes(site), ['2|0|1']);
  await site.cliOk('comment', 'delete', '2');
  assert.deepEqual(votes(site), ['']);
});
