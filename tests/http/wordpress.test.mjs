// Import from WordPress: the export file, and the unchanged form of exported pages.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { makeModerator } from '../lib/moderator.mjs';
import { root, siteFor } from '../lib/site.mjs';
import { instrumented, slowness } from '../lib/wait.mjs';
import { commentXml, itemXml, writeLargeWxr, wxr } from '../lib/wxr.mjs';

const small = path.join(root, 'tests/data/wordpress/small.xml');

/** Everything that an import writes, without the times of the import. */
const decided = (site) =>
  site.sql(`SELECT id, (SELECT page FROM thread WHERE id = thread_id), parent_id, top_level_id, status,
      reason, author, email, url, address_prefix, text, created_at, version FROM comment ORDER BY id;
    SELECT page, path, title, closed, version, min(created_at, 1500000000000) FROM thread ORDER BY page;
    SELECT * FROM wordpress_post ORDER BY post_id;
    SELECT (SELECT page FROM thread WHERE id = thread_id), fragment, comment_id FROM comment_alias;
    SELECT * FROM comment_count ORDER BY name;
    SELECT rowid FROM comment_search WHERE comment_search MATCH 'reply OR kettle' ORDER BY rowid`);

function write(site, text, name = 'export.xml') {
  const file = path.join(site.dir, name);
  fs.writeFileSync(file, text);
  return file;
}

const take = (site, file, ...args) => site.cliOk('import', 'wordpress', file, ...args);

test('every comment of a file is counted once, with its number, parent, date and page', async (t) => {
  const site = await siteFor(t, {
    defaults: true,
    config: { site: { timezone: 'America/Los_Angeles' } },
  });
  const before = decided(site);
  const dry = await take(site, small, '--dry-run');
  assert.match(dry, /10 comments; nothing was imported/);
  assert.equal(decided(site), before);

  const said = await take(site, small);
  for (const line of [
    /: 10 comments\n/,
    /^ +5 imported and published$/m,
    /^ +2 imported, waiting for a moderator$/m,
    /^ +1 imported as spam$/m,
    /^ +1 imported into the trash$/m,
    /^ +1 left out: an editor's note/m,
    /^ +10 in all, for 4 pages$/m,
    /1 of these is waiting, because/,
    /1 could not keep its number/,
    /1 replies to an unknown comment and is a top-level comment/,
    /1 has no date in the file; it has the date of its page/,
    /page \/\?p=77 has no permalink/,
  ])
    assert.match(said, line);

  const row = (id, columns) => site.sql(`SELECT ${columns} FROM comment WHERE id = ${id}`);
  assert.equal(row(7, 'parent_id, top_level_id, status, author, url, address_prefix'),
    '9|9|approved|Ines & Paul|https://ines.example/|192.0.2.0/24');
  assert.equal(row(9, "datetime(created_at / 1000, 'unixepoch')"), '2012-03-02 15:00:00', 'local time');
  assert.equal(row(9, 'text'), 'The parent comes after its reply, and ]]> closes no text.');
  assert.equal(row(10, 'parent_id, top_level_id'), '7|9');
  assert.doesNotMatch(row(10, 'text'), /script|steal/);
  assert.equal(row(12, 'parent_id, status'), '|waiting', 'its parent is unknown');
  assert.equal(row(20, 'status, reason'), 'waiting|not_public');
  assert.equal(row(13, 'count(*)'), '0', 'a note is not for readers');
  assert.equal(row(22, 'author, parent_id'), 'Anonymous|');
  assert.equal(row(21, 'parent_id, top_level_id'), '22|22', 'below the one that got another number');
  assert.equal(site.sql("SELECT closed FROM thread WHERE page = '/about'"), '1');
  assert.equal(site.sql("SELECT title FROM thread WHERE page = '/2012/03/quiet-minutes'"),
    'Five quiet minutes & a cup of tea');
  assert.match(site.sql("SELECT after FROM audit_log WHERE action = 'import'"), /10/);
});

test('links and numbers of a file are read as a browser reads them', async (t) => {
  const site = await siteFor(t, { config: { pages: { verify: 'none' } } });
  const rows = [
    ['https://tern-lane.example/a/?utm_source=feed&#038;utm_medium=rss', '/a/'],
    ['/b/', '/b/'],
    ['//tern-lane.example/c/', '/c/'],
    ['\n\t  https://tern-lane.example/d/\n  ', '/d/'],
    ['https://tern-lane.example/e\n/f/', '/e/f/'],
    ['g/', '/g/'],
    ['?p=7', '/?p=7'],
    ['https://tern-lane.example/h/#more', '/h/'],
    ['https://tern-lane.example/caf%C3%A9/', '/café/'],
    ['https://tern-lane.example/?p=8&#038;utm_campaign=x', '/?p=8'],
  ];
  const file = write(site, wxr(rows.map(([link], i) => itemXml({ id: i + 1, link },
    [commentXml({ id: ` ${i + 1}\n`, parent: ' 0 ', date: '\n2012-03-02 16:15:00\n', approved: ' 1 ' })]))));
  assert.match(await take(site, file), /^ +10 imported and published$/m);
  for (const [i, [link, page]] of rows.entries())
    assert.equal(site.sql(`SELECT path FROM thread WHERE id =
      (SELECT thread_id FROM comment WHERE id = ${i + 1})`), page, link);
  const none = write(site, wxr([' ', 'mailto:ann@tern-lane.example', 'javascript:x'].map((link, i) =>
    itemXml({ id: 20 + i, link }, [commentXml({ id: 20 + i })]))));
  assert.match(await take(site, none), /^ +3 left out: on a post without an address$/m);
});

test('the title of a post keeps all its words, and that of a comment does not replace it', async (t) => {
  const site = await siteFor(t, { config: { pages: { verify: 'none' } } });
  const rows = [
    ['The &lt;canvas&gt; element', 'The <canvas> element'],
    ['<em>Read</em> &#8220;a &amp; b&#8221;', 'Read “a & b”'],
    ['1 < 2 &amp;&amp; 3 > 2', '1 < 2 && 3 > 2'],
    ['AT&amp;amp;T', 'AT&amp;T'],
    // Nobody can see it.
    ['&#12644;&shy;', ''],
  ];
  await site.comment({ page: '/page-0/', title: 'Before the import' });
  await take(site, write(site, wxr(rows.map(([title], i) =>
    itemXml({ id: i + 1, title, path: `/page-${i}/` }, [commentXml({ id: 10 + i })])))));
  await site.comment({ page: '/page-1/', title: 'Another title' });
  for (const [i, [, title]] of rows.entries())
    assert.equal(site.sql(`SELECT title FROM thread WHERE path = '/page-${i}/'`), title);
});

test('links between comments of the blog lead to the comments here', async (t) => {
  const site = await siteFor(t, { config: { pages: { verify: 'none' } } });
  const link = (href) => `See <a href="${href}">this</a>`;
  const rows = [
    ['#comment-1', '#comment-1'],
    ['https://tern-lane.example/hello/#comment-1', '#comment-1'],
    ['http://www.tern-lane.example/hello/comment-page-2/#comment-1', '#comment-1'],
    ['/hello/?replytocom=1#comment-1', '#comment-1'],
    ['https://tern-lane.example/other/#comment-9', '/other/#comment-9'],
    ['https://elsewhere.example/hello/#comment-1', 'https://elsewhere.example/hello/#comment-1'],
  ];
  const file = write(site, wxr([itemXml({}, [commentXml({ id: 1 }),
    ...rows.map(([href], i) => commentXml({ id: i + 2, content: link(href) }))])]));
  await take(site, file);
  const { tree } = await site.thread('/hello/');
  for (const [i, [href, there]] of rows.entries())
    assert.equal(tree.one(`#div-comment-${i + 2} .comment-content a`).attr('href'), there, href);
});

test("comments of a post's author are marked, those of other users and visitors are not", async (t) => {
  const site = await siteFor(t, { config: { pages: { verify: 'none' } } });
  const users = [{ id: 3, name: 'ines' }, { id: 4, name: 'tom' }];
  const comments = (first) => [0, 3, 4].map((user, i) => commentXml({ id: first + i, user }));
  await take(site, write(site, wxr([
    itemXml({ id: 1, path: '/a/', creator: 'ines' }, comments(1)),
    itemXml({ id: 2, path: '/b/', creator: 'tom' }, comments(11)),
    itemXml({ id: 3, path: '/c/', creator: 'nobody' }, comments(21)),
    itemXml({ id: 4, path: '/d/' }, comments(31)),
  ], users)));
  assert.equal(site.sql('SELECT id FROM comment WHERE post_author = 1 ORDER BY id'), '2\n13');
  const { tree } = await site.thread('/a/');
  assert.ok(tree.one('#comment-2').classes.includes('bypostauthor'));
  assert.equal(tree.one('#div-comment-2 .comment-badge').text, 'Author');
  assert.ok(!tree.one('#comment-3').classes.includes('bypostauthor'));
  assert.equal(tree.all('.comment-badge').length, 1);
  await site.cliOk('person', 'erase', 'ines@example.org');
  assert.equal(site.sql('SELECT count(*) FROM comment WHERE post_author = 1'), '0');
});

test('the thread is shown with its text and without its scripts', async (t) => {
  const site = await siteFor(t, { config: { pages: { verify: 'none' } } });
  await take(site, small);
  const page = await site.thread('/2012/03/quiet-minutes/');
  assert.equal(page.status, 200);
  for (const id of [7, 9, 10]) assert.ok(page.tree.has(`#comment-${id}`), id);
  assert.match(page.text, /4 thoughts<span[^>]*> on “<bdi>Five quiet minutes &amp; a cup of tea</);
  assert.match(page.text, /<em>peppermint<\/em>/);
  assert.match(page.text, /worked &lt;3 and AT&amp;T rang/);
  assert.match(page.text, /<a href="https:\/\/tern-lane\.example\/cup\.jpg"[^>]*>A cup<\/a>/);
  assert.doesNotMatch(page.text, /steal|Only for those|In the trash|Please check this/);
});

test('pages that moved are listed, and mapped by --map', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false, pages: ['/tea/'] });
  const said = await take(site, small);
  assert.match(said, /^ {2}\/2012\/03\/quiet-minutes\/$/m);
  const map = path.join(site.dir, 'map');
  // As the report names the page, or as the file does.
  for (const address of ['/2012/03/quiet-minutes/', 'https://tern-lane.example/2012/03/quiet-minutes/']) {
    fs.writeFileSync(map, `${address} /tea/\n`);
    assert.doesNotMatch(await take(site, small, '--map', map), /^ {2}\/2012/m);
    assert.equal(site.sql("SELECT page FROM thread WHERE id = (SELECT thread_id FROM comment WHERE id = 7)"), '/tea');
  }
});

test('a pingback is shown and moderated with its kind, and cannot be answered', async (t) => {
  const site = await siteFor(t, { config: { pages: { verify: 'none' } } });
  await take(site, small);
  site.sql("UPDATE comment SET url = 'https://another.example/tea' WHERE id = 11");
  const item = (await site.thread('/2012/03/quiet-minutes/')).tree.one('#comment-11');
  assert.equal(item.text.trim(), 'Pingback: Another blog');
  assert.ok(item.classes.includes('pingback') && !item.classes.includes('comment'));
  assert.equal(item.one('a').attr('href'), 'https://another.example/tea');
  assert.equal(item.one('a').attr('rel'), 'ugc external nofollow noopener');
  assert.ok(!item.has('.comment-reply-link'));
  const ana = await makeModerator(site);
  assert.match((await ana.get('/comment/11')).text, /<li class="badge">Pingback<\/li>/);
  await ana.act('trash', 11);
  assert.ok(!(await site.thread('/2012/03/quiet-minutes/')).tree.has('#comment-11'));
  assert.match(await site.cliOk('comment', 'show', '11'), /^kind {4}pingback$/m);
});

test('the same file again changes nothing, compressed, through a pipe or after a stop', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  await take(site, small);
  const before = decided(site);
  const again = await take(site, small);
  assert.match(again, /^ +9 already there$/m);
  assert.doesNotMatch(again, /imported/);
  const zipped = path.join(site.dir, 'export.xml.gz');
  fs.writeFileSync(zipped, zlib.gzipSync(fs.readFileSync(small)));
  assert.match(await take(site, zipped), /^ +9 already there$/m);
  const piped = await site.cli(['import', 'wordpress', '-'], { input: fs.readFileSync(zipped) });
  assert.equal(piped.code, 0, piped.output);
  assert.match(piped.stdout, /standard input: 10 comments/);
  assert.equal(decided(site), before);
});

test('comments changed at the source are updated, and changes made here are kept', async (t) => {
  const site = await siteFor(t);
  const file = (...comments) => write(site, wxr([itemXml({}, comments.map(commentXml))]));
  await take(site, file({ id: 1 }, { id: 2 }, { id: 3 }, { id: 4, approved: '0' }));
  const ana = await makeModerator(site);
  await ana.act('spam', 2);
  await ana.post('/move', { target: await ana.target(3), page: '/other/', return: 'comment/3' });
  await ana.act('trash', 4);
  const said = await take(
    site,
    file(
        { id: 1, content: 'A second thought', approved: '0' },
        { id: 2, content: 'Different there' },
        { id: 3 },
        { id: 4, approved: '1' },
    ),
  );
  assert.match(said, /^ +1 updated/m);
  assert.match(said, /^ +3 already there$/m);
  assert.equal(site.sql('SELECT status, text FROM comment WHERE id = 1'), 'waiting|A second thought');
  assert.equal(site.sql('SELECT status, text FROM comment WHERE id = 2'), 'spam|A thought');
  assert.equal(site.sql('SELECT status FROM comment WHERE id = 4'), 'trash');
  assert.equal(site.sql('SELECT count(*) FROM comment'), '4');
  assert.equal(site.sql("SELECT comments FROM comment_count WHERE name = 'waiting'"), '1');
});

test('two comments with the same number in a file are both kept and identified by their text', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const twice = [{ content: 'A kettle sings' }, { content: 'A window opens' }];
  const said = await take(site, write(site, wxr([itemXml({}, twice.map(commentXml))])));
  assert.match(said, /^ +2 imported and published$/m);
  const found = (word) =>
    site.sql(`SELECT count(*) FROM comment_search WHERE comment_search MATCH '${word}'`);
  assert.deepEqual([found('kettle'), found('window')], ['1', '1']);
  assert.equal(site.sql("INSERT INTO comment_search (comment_search, rank) VALUES ('integrity-check', 1)"), '');
});

test('a number that is in use leads to both comments, each on its page', async (t) => {
  const site = await siteFor(t, { config: { pages: { verify: 'none' } } });
  const own = await site.comment({ page: '/hello/' });
  const file = write(
    site,
    wxr([itemXml({ id: 5, path: '/other/' }, [commentXml({ id: own }), commentXml({ id: 90, parent: own })])]),
  );
  assert.match(await take(site, file), /1 could not keep its number/);
  const other = await site.thread('/other/');
  assert.match(other.text, new RegExp(`<li id="comment-91"[^>]*>\\s*<a id="comment-${own}"></a>`));
  assert.ok(other.tree.has('#comment-91'));
  assert.equal(site.sql('SELECT parent_id FROM comment WHERE id = 90'), '91');
  const answer = await site.postJson({ page: '/other/', comment_parent: String(own) });
  assert.equal(answer.status, 201, answer.text);
  assert.equal(site.sql(`SELECT parent_id FROM comment WHERE id = ${answer.json().id}`), '91');
});

test('WordPress’s unchanged form finds its page by the number of the post', async (t) => {
  const site = await siteFor(t);
  await take(site, write(site, wxr([itemXml({ id: 41 }, [commentXml({ id: 7 })])])));
  const form = (fields, headers = {}) =>
    site.post(
      Object.entries({
        author: 'Ada',
        email: 'ada@example.org',
        url: '',
        comment: 'By the form of the old page',
        submit: 'Post Comment',
        comment_post_ID: '41',
        comment_parent: '0',
        akismet_comment_nonce: '0123456789',
        ak_js: '1300000000000',
        ...fields,
      }),
      { path: '/wp-comments-post.php', headers },
    );
  const answer = await form({ comment_parent: '7' });
  assert.equal(answer.status, 303, answer.text);
  assert.match(answer.headers.location, /\/hello\/#comment-\d+$/);
  const id = Number(answer.headers.location.match(/\d+$/)[0]);
  assert.equal(site.sql(`SELECT parent_id FROM comment WHERE id = ${id}`), '7');

  const unknown = await form({ comment_post_ID: '999', comment: 'To a post that nobody knows' });
  assert.equal(unknown.status, 404);
  assert.match(unknown.text, /To a post that nobody knows/, 'nothing typed is lost');
  const referred = await form(
    { comment_post_ID: '999', comment: 'Sent from the page itself' },
    { Referer: `${site.url}/hello/?x=1` },
  );
  assert.equal(referred.status, 303);
  assert.match(referred.headers.location, /\/hello\//);
  const foreign = await form({ comment_post_ID: '999' }, { Referer: 'https://elsewhere.example/hello/' });
  assert.equal(foreign.status, 403);
});

test('a renamed text field is read, and the usual name is then a trap', async (t) => {
  const site = await siteFor(t, { config: { comments: { text_field: 'g3k9m2p7qx' } } });
  const fields = { comment: '', g3k9m2p7qx: 'By the renamed field' };
  assert.equal((await site.postJson(fields)).json().status, 'approved');
  const trapped = await site.postJson({ comment: 'Cheap watches', g3k9m2p7qx: 'By a robot' });
  assert.equal(trapped.json().status, 'waiting');
  assert.equal((await site.postJson({ comment: 'By our own form' })).json().status, 'approved');
});

const wrongFiles = {
  'not XML': ['Dear all, please find attached', /line 1: it is not XML/],
  empty: ['', /the file is empty/],
  'a zip archive': ['PK\u0003\u0004\u0000\u0000', /zip/],
  'a page': ['<html><body></body></html>', /begins with <html>, not with <rss>/],
  'another feed': ['<rss version="2.0"><channel><title>x</title></channel></rss>', /wxr_version/],
  'cut off': [wxr([itemXml({}, [commentXml({})])]).slice(0, -300), /line \d+: the file ends in the middle/],
  'a bare < in a text': [wxr(['<item><title>Salt < pepper</title></item>']), /line \d+, byte \d+: .*bare </],
  'in an unknown encoding': ['<?xml version="1.0" encoding="EBCDIC-FR"?><rss/>', /encoding is not known/],
  'entities that grow': [
    `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss>&b;</rss>`,
    /declares a document type/,
  ],
  'an outside entity': [
    `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>`,
    /declares a document type/,
  ],
};

test('what WordPress writes and XML forbids is repaired and counted', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const bytes = (text) => Buffer.from(text, 'utf8');
  const latin = (text) => Buffer.from(text, 'latin1');
  const marks = {
    WEBSITE: bytes('http://a.example/?x=1&y=2&copy=3'),
    NAME: Buffer.concat([bytes('Ren'), latin('\xe9')]),
    TEXT: bytes('one\uFFFEtwo\uFFFF three & four \u0001 five ]] six'),
  };
  const [before, after] = ['<wp:comment_author_url>', '</wp:comment_author_url>'];
  let file = bytes(
    wxr([itemXml({ title: 'Salt & pepper' }, [commentXml({ id: 1, author: 'NAME', content: 'TEXT' })])])
      .replace(/<wp:comment_author_url>.*?<\/wp:comment_author_url>/s, `${before}WEBSITE${after}`),
  );
  for (const [mark, value] of Object.entries(marks)) {
    const at = file.indexOf(mark);
    file = Buffer.concat([file.subarray(0, at), value, file.subarray(at + mark.length)]);
  }
  const result = await site.cli(['import', 'wordpress', write(site, file)]);
  assert.equal(result.code, 0, result.output);
  assert.match(result.output, /^3 characters of the file were not UTF-8/m);
  const [comment] = await site.list();
  assert.equal(comment.url, 'http://a.example/?x=1&y=2&copy=3');
  assert.equal(comment.author, 'Ren\uFFFD');
  assert.equal(comment.text, 'one\uFFFDtwo\uFFFD three & four   five ]] six');
});

test('an invalid file is refused completely, with its name, the line and the remedy', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const before = decided(site);
  for (const [what, [content, expected]] of Object.entries(wrongFiles)) {
    const file = write(site, content, 'wrong.xml');
    const result = await site.cli(['import', 'wordpress', file]);
    assert.notEqual(result.code, 0, what);
    assert.match(result.stderr, expected, what);
    assert.match(result.stderr, /wrong\.xml: .*nothing was imported/, what);
    assert.doesNotMatch(result.stderr, /root:/);
  }
  const cut = path.join(site.dir, 'cut.xml.gz');
  fs.writeFileSync(cut, zlib.gzipSync(fs.readFileSync(small)).subarray(0, 500));
  const broken = await site.cli(['import', 'wordpress', cut]);
  assert.match(broken.stderr, /cut off|ends in the middle/);
  assert.match((await site.cli(['import', 'wordpress', site.dir])).stderr, /it is a folder, but this format is a file/);
  assert.match((await site.cli(['import', 'wordpress', '/nowhere.xml'])).stderr, /cannot be read: No such/);
  assert.equal(decided(site), before);
});

test('entity bombs are refused within 64 MB of memory', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const entities = Array.from({ length: 60 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};">`);
  const bombs = {
    entities: `<!DOCTYPE rss [<!ENTITY e0 "${'x'.repeat(1000)}">${entities.join('')}]><rss>&e60;</rss>`,
    depth: '<rss>' + '<a>'.repeat(5_000_000),
    attributes: `<rss ${Array.from({ length: 300_000 }, (_, i) => `a${i}="${i}"`).join(' ')}></rss>`,
    compressed: zlib.gzipSync(Buffer.concat([Buffer.from('<rss><channel>'), Buffer.alloc(200_000_000, 32)])),
  };
  // An instrumented program needs more memory to start.
  const limit = instrumented ? '' : 'ulimit -v 65536; ';
  for (const [what, content] of Object.entries(bombs)) {
    const file = write(site, content, 'bomb.xml');
    const result = spawnSync('/bin/sh', ['-c', `${limit}"$0" import wordpress "$1"`, site.program, file], {
      env: { ...process.env, ...site.environment },
      cwd: site.dir,
      encoding: 'utf8',
    });
    assert.equal(result.status, 1, `${what}: ${result.stderr.slice(0, 300)}`);
    assert.match(result.stderr, /bomb\.xml: .*nothing was imported/, what);
    assert.doesNotMatch(result.stderr, /out of memory|bad_alloc/, what);
  }
});

const endless = (before, fill, after = '') =>
  function* () {
    yield before;
    for (let i = 0; i < 100; ++i) yield fill.repeat(Math.ceil(1_000_000 / fill.length));
    yield after;
  };
const numbered = (before, make, parts) =>
  function* () {
    yield before;
    for (let i = 0; i < parts; ++i)
      yield Array.from({ length: 10_000 }, (_, j) => make(i * 10_000 + j)).join('');
  };
const opened = wxr([]).replace(/<\/channel>[^]*/, '');
const tooLong = /line \d+: a tag, an XML comment or the like of more than 1 MB begins here/;
const withoutEnd = {
  'a tag': [endless(`${opened}<`, 'x'), tooLong],
  'an end tag': [endless(`${opened}</`, 'x'), tooLong],
  'a tag with blanks': [endless(`${opened}<a`, ' '), tooLong],
  'the name of an attribute': [endless(`${opened}<a `, 'x'), tooLong],
  'the value of an attribute': [endless(`${opened}<a b="`, 'x'), tooLong],
  'a value of references': [endless(`${opened}<a b="`, '&#65;'), tooLong],
  'the first tag': [endless('<', 'r'), tooLong],
  'a list of attributes': [numbered(`${opened}<a`, (i) => ` a${i}=""`, 300), tooLong],
  'many attributes': [numbered(`${opened}<a`, (i) => (i < 101 ? ` a${i}=""` : i === 101 ? '/>' : ' '), 1), /more than 100 attributes/],
  'new names of tags': [numbered(opened, (i) => `<tag${i}/>`, 500), /more different tags and attributes/],
  'new names of attributes': [numbered(opened, (i) => `<a b${i}=""/>`, 500), /more different tags and attributes/],
  'an XML comment': [endless(`${opened}<!--`, 'x - '), tooLong],
  'an XML comment before the first tag': [endless('<!--', 'x'), tooLong],
  'an instruction': [endless(`${opened}<?x `, '? '), tooLong],
  'the XML declaration': [endless('<?xml version="1.0"', ' '), tooLong],
  'a document type': [endless('<!DOCTYPE ', 'x'), tooLong],
  'a document type elsewhere': [endless('<!DOCTYPE rss SYSTEM "', 'x'), tooLong],
  'an entity': [endless('<!DOCTYPE rss [<!ENTITY x "', 'x'), /declares a document type/],
  'an ampersand that begins no reference': [endless(`${opened}<item><title>&`, 'x'), /a title, an address or a date of more than 1 MB/],
  'the title of a post': [endless(`${opened}<item><title><![CDATA[`, 'x'), /a title, an address or a date of more than 1 MB/],
};

test('an item without an end is refused after a megabyte, in little memory and time', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const file = path.join(site.dir, 'endless.xml');
  for (const [what, [parts, expected]] of Object.entries(withoutEnd))
    await t.test(what, async () => {
      const out = fs.openSync(file, 'w');
      for (const part of parts()) fs.writeSync(out, part);
      fs.closeSync(out);
      const taken = await site.measured(['import', 'wordpress', file]);
      assert.equal(taken.code, 1, taken.output.slice(0, 300));
      assert.match(taken.stderr, expected);
      assert.match(taken.stderr, /endless\.xml: .*nothing was imported/);
      assert.ok(taken.stderr.length < 500);
      assert.ok(taken.megabytes < 64, `${taken.megabytes} MB`);
      assert.ok(taken.seconds < 5 * slowness, `${taken.seconds} s`);
    });
});

test('long texts are skipped, or left out and counted, in little memory', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const file = path.join(site.dir, 'long.xml');
  const out = fs.openSync(file, 'w');
  const long = 'A post of many words. '.repeat(40_000);
  fs.writeSync(out, opened);
  // Skipped items may have any length: the text of a post, metadata of a page builder.
  const post = itemXml({}, [commentXml({ id: 1 })]);
  const [head, tail] = [post.slice(0, post.indexOf('<wp:post_id>')), post.slice(post.indexOf('<wp:post_id>'))];
  fs.writeSync(out, `${head}<content:encoded><![CDATA[`);
  for (let i = 0; i < 20; ++i) fs.writeSync(out, long);
  fs.writeSync(out, ']]></content:encoded><wp:postmeta><wp:meta_key>builder</wp:meta_key><wp:meta_value><![CDATA[');
  for (let i = 0; i < 20; ++i) fs.writeSync(out, long);
  fs.writeSync(out, `]]></wp:meta_value></wp:postmeta>${tail}`);
  const lengths = { 2: 65_525, 3: 65_526, 4: 300_000, 5: 900_000, 6: 5_000_000 };
  const comments = Object.entries(lengths).map(([id, length]) => commentXml({ id, content: 'é'.repeat(length) }));
  fs.writeSync(out, itemXml({ id: 2, path: '/long/' }, comments));
  // As long as a comment may be, a thousand times.
  for (let id = 1000; id < 2000; ++id)
    fs.writeSync(out, itemXml({ id, path: `/many/${id}/` }, [commentXml({ id, content: `${id} `.repeat(13_000) })]));
  // A few kilobytes of HTML that a parser would expand to gigabytes.
  const bold = Array.from({ length: 1500 }, (_, i) => `<b title=${i}>`).join('');
  fs.writeSync(out, itemXml({ id: 3, path: '/bold/' }, [commentXml({ id: 7, content: `<p>${bold}${'<p>x'.repeat(5000)}` })]));
  fs.writeSync(out, '</channel></rss>');
  fs.closeSync(out);
  const taken = await site.measured(['import', 'wordpress', file]);
  assert.equal(taken.code, 0, taken.output);
  assert.match(taken.stdout, /^ +1003 imported and published$/m);
  assert.match(taken.stdout, /^ +4 left out: longer than 65525 characters$/m);
  assert.match(taken.stdout, /^ +1007 in all/m);
  assert.equal(site.sql('SELECT group_concat(id) FROM comment WHERE id < 10'), '1,2,7');
  assert.equal(site.sql('SELECT length(text) FROM comment WHERE id = 2'), '65525');
  assert.ok(taken.megabytes < 64, `${taken.megabytes} MB`);
});

test('a number that would leave none for new comments is replaced', async (t) => {
  const site = await siteFor(t);
  const file = write(site, wxr([itemXml({}, [commentXml({ id: '9223372036854775807' }), commentXml({ id: 3 })])]));
  assert.match(await take(site, file), /^ +2 imported and published$/m);
  assert.equal(site.sql('SELECT group_concat(id) FROM comment'), '3,4');
  assert.equal(await site.comment(), 5);
});

test('progress is one changing line on a terminal and nothing in a pipe', async (t) => {
  const site = await siteFor(t, { serve: false, nginx: false });
  const file = path.join(site.dir, 'large.xml');
  writeLargeWxr(file, 20_000);
  const seen = spawnSync('script', ['-qefc', `"${site.program}" import wordpress "${file}"`, '/dev/null'], {
    env: { ...process.env, ...site.environment },
    encoding: 'utf8',
  });
  assert.equal(seen.status, 0, seen.stdout);
  assert.match(seen.stdout, /\rimporting \d+%, \d+ comments, \d+ a second, \d+:\d\d left/);
  assert.match(seen.stdout, /20000 in all/);
  const piped = await site.cli(['import', 'wordpress', file]);
  assert.doesNotMatch(piped.output, /\r/);
});

test('the site stays in use during a large import, and new comments get unused ids', async (t) => {
  const site = await siteFor(t, { workers: 2 });
  const file = path.join(site.dir, 'large.xml');
  writeLargeWxr(file, 20_000);
  let done = false;
  const import_ = take(site, file).finally(() => {
    done = true;
  });
  let posted = 0; // those before the first batch have numbers that the file has too
  while (!done) {
    const id = await site.comment();
    assert.ok(id > 20_000 || id === posted + 1, `number ${id} belongs to the file`);
    posted += 1;
  }
  const said = await import_;
  assert.match(said, /^ +20000 in all/m);
  assert.doesNotMatch(said, /unknown comment/);
  assert.ok(posted >= 3, `${posted} posts during the import`);
  assert.equal(site.sql('SELECT count(*) FROM comment'), String(20_000 + posted));
  assert.equal(
    site.sql(`SELECT count(*) FROM comment c JOIN comment p ON p.id = c.parent_id
      WHERE c.top_level_id <> p.top_level_id OR c.thread_id <> p.thread_id`),
    '0',
    'every reply is in the subthread of its parent',
  );
  assert.equal(
    site.sql('SELECT sum(comments) FROM comment_count'),
    site.sql('SELECT count(*) FROM comment'),
  );
});

test('a link with a number of the old site leads to the page of comments that has its comment', async (t) => {
  const site = await siteFor(t, { config: { pages: { verify: 'none' }, comments: { per_page: 1, default_page: 'oldest' } } });
  const own = await site.comment({ page: '/hello/' });
  const comments = [commentXml({ id: own }), commentXml({ id: 95 })];
  const file = write(site, wxr([itemXml({ id: 5, path: '/other/' }, comments)]));
  assert.match(await take(site, file), /1 could not keep its number/);
  const old = await site.thread('/other/', `?subthread=${own}`);
  assert.ok(old.tree.has(`#comment-${own}`), 'the old number is there');
  assert.ok(!(await site.thread('/other/')).tree.has(`#comment-${own}`), 'on a page that is not the default');
});
