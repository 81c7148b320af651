// Large files of other systems, for tests of speed, memory and interruptions. The comments are the same in
// all of them: every third is a reply, and some replies come before their parents.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

import { writeLargeWxr } from './wxr.mjs';

const words = 'kettle window bench garden letter river quiet morning light paper walk stone'.split(' ');
const perPage = 200;

/** Comment `i` of `count`: { id, parent, page, title, author, email, text, date }; `parent` may be null. */
function commentAt(i, count) {
  const first = i - (i % perPage);
  let parent = i % 3 === 0 && i - 4 >= first ? i - 4 : null;
  if (i % 150 === 0 && i + 1 < Math.min(first + perPage, count)) parent = i + 1;
  const text = Array.from({ length: 20 + (i % 50) }, (_, j) => words[(i * 7 + j * 3) % words.length]);
  return {
    id: i + 1,
    parent: parent === null ? null : parent + 1,
    page: `/post-${first / perPage + 1}/`,
    title: `Post ${first / perPage + 1}`,
    author: `Reader ${i % 997}`,
    email: `reader${i % 997}@example.org`,
    text: `${text.join(' ')}, ${i}.`,
    date: new Date(1.3e12 + i * 61_000),
  };
}

/** The comments that a writer writes: so many, or these. */
const sizeOf = (comments) => comments.length ?? comments;
const pagesOf = (comments) => Math.ceil(sizeOf(comments) / perPage);

/** Writes `begin`, a text for each comment, and `end`, in pieces of about a megabyte. */
function writeParts(file, comments, partOf, { begin = '', end = '' } = {}) {
  const out = fs.openSync(file, 'w');
  let text = begin;
  for (let i = 0; i < sizeOf(comments); ++i) {
    text += partOf(comments[i] ?? commentAt(i, comments), i);
    if (text.length > 1 << 20) {
      fs.writeSync(out, text);
      text = '';
    }
  }
  fs.writeSync(out, text + end);
  fs.closeSync(out);
}

/** A writer of a JSON list of what `recordOf` makes of each comment. */
const jsonList =
  (recordOf, { begin = '[\n', end = '\n]\n' } = {}) =>
  (file, count) =>
    writeParts(file, count, (comment, i) => `${i ? ',\n' : ''}${JSON.stringify(recordOf(comment))}`, { begin, end });

const uuid = (number) => `${String(number).padStart(8, '0')}-1111-4222-8333-444455556666`;
const hex = (number, width) => number.toString(16).padStart(width, '0');

function writeLargeRemark42(file, count) {
  writeParts(file, count, ({ id, parent, page, title, author, text, date }) =>
    `${JSON.stringify({
      id: `c-${id}`,
      pid: parent === null ? '' : `c-${parent}`,
      text: `<p>${text}</p>`,
      user: { name: author },
      locator: { site: 'blog', url: page },
      time: date.toISOString(),
      title,
    })}\n`,
  );
}

function writeLargeDisqus(file, count) {
  let threads = '';
  for (let i = 0; i < pagesOf(count); ++i)
    threads += `<thread dsq:id="${i + 1}"><id/><forum>blog</forum><link>https://blog.example/post-${i + 1}/</link><title>Post ${i + 1}</title><createdAt>2011-01-01T00:00:00Z</createdAt><isClosed>false</isClosed><isDeleted>false</isDeleted></thread>\n`;
  writeParts(
    file,
    count,
    ({ id, parent, page, author, email, text, date }) =>
      `<post dsq:id="${id}"><id/><message><![CDATA[<p>${text}</p>]]></message><createdAt>${date.toISOString()}</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>${author}</name><email>${email}</email><isAnonymous>true</isAnonymous></author><thread dsq:id="${/\d+/.exec(page)[0]}"/>${parent === null ? '' : `<parent dsq:id="${parent}"/>`}</post>\n`,
    {
      begin: `<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n${threads}`,
      end: '</disqus>\n',
    },
  );
}

function writeLargeBlogger(file, count) {
  const entry = (type, id, rest) =>
    `<entry><id>tag:blogger.com,1999:blog-1.post-${id}</id><blogger:type>${type}</blogger:type><blogger:status>LIVE</blogger:status>${rest}</entry>\n`;
  let posts = '';
  for (let i = 0; i < pagesOf(count); ++i)
    posts += entry('POST', 1_000_000 + i, `<title>Post ${i + 1}</title><blogger:filename>/post-${i + 1}/</blogger:filename>`);
  writeParts(
    file,
    count,
    ({ id, parent, page, author, text, date }) =>
      entry(
        'COMMENT',
        id,
        `<blogger:parent>tag:blogger.com,1999:blog-1.post-${1_000_000 + Number(/\d+/.exec(page)[0]) - 1}</blogger:parent><blogger:inReplyTo>${parent === null ? '' : `tag:blogger.com,1999:blog-1.post-${parent}`}</blogger:inReplyTo><author><name>${author}</name></author><content type='html'>${text}</content><blogger:created>${date.toISOString()}</blogger:created>`,
      ),
    {
      begin: "<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-1</id>\n",
      end: `${posts}</feed>\n`,
    },
  );
}

function writeLargeIsso(file, count) {
  writeParts(
    `${file}.sql`,
    count,
    ({ id, parent, page, title, author, email, text, date }) =>
      `INSERT OR IGNORE INTO threads VALUES (${/\d+/.exec(page)[0]}, '${page}', '${title}');\nINSERT INTO comments VALUES (${/\d+/.exec(page)[0]}, ${id}, ${parent ?? 'NULL'}, ${date / 1000}, NULL, 1, '192.0.2.0', '${text}', '${author}', '${email}', NULL, 0, 0, x'', 0);\n`,
    {
      begin: `CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
CREATE TABLE comments (tid, id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER, dislikes INTEGER, voters BLOB, notification INTEGER);
BEGIN;\n`,
      end: 'COMMIT;\n',
    },
  );
  execFileSync('sqlite3', [file, `.read ${file}.sql`]);
  fs.rmSync(`${file}.sql`);
}

function writeLargeComentario(file, count) {
  const pages = Array.from({ length: pagesOf(count) }, (_, i) =>
    JSON.stringify({ id: uuid(i + 1), domainId: uuid(0), path: `/post-${i + 1}/`, title: `Post ${i + 1}`, isReadonly: false }),
  );
  jsonList(
    ({ id, parent, page, author, text, date }) => ({
      id: uuid(10_000_000 + id),
      parentId: parent === null ? null : uuid(10_000_000 + parent),
      pageId: uuid(/\d+/.exec(page)[0]),
      markdown: text,
      isApproved: true,
      isPending: false,
      isDeleted: false,
      createdTime: date.toISOString(),
      authorName: author,
      userCreated: '00000000-0000-0000-0000-000000000000',
    }),
    { begin: `{"version":3,"pages":[${pages.join(',\n')}],"comments":[\n`, end: '],"commenters":[]}\n' },
  )(file, count);
}

function writeLargeGhost(file, count) {
  const postId = (number) => hex(number, 24);
  const posts = Array.from({ length: pagesOf(count) }, (_, i) =>
    JSON.stringify({ id: postId(i + 1), slug: `post-${i + 1}`, title: `Post ${i + 1}`, status: 'published', visibility: 'public' }),
  );
  jsonList(
    ({ id, parent, page, author, text, date }) => ({
      id: hex(10_000_000 + id, 24),
      post_id: postId(Number(/\d+/.exec(page)[0])),
      member_id: hex(1 + Number(/\d+/.exec(author)?.[0] ?? 0), 24),
      parent_id: parent === null ? null : hex(10_000_000 + parent, 24),
      status: 'published',
      html: `<p>${text}</p>`,
      created_at: date.toISOString(),
    }),
    {
      begin: `{"meta":{"exported_on":1},"data":{"comments":[\n`,
      end: `],"members":[\n${Array.from({ length: 997 }, (_, i) =>
        JSON.stringify({ id: hex(1 + i, 24), name: `Reader ${i}`, email: `reader${i}@example.org` }),
      ).join(',\n')}],"posts":[\n${posts.join(',\n')}]}}\n`,
    },
  )(file, count);
}

/** The formats, with the function that writes a file of so many comments; of all but WordPress, also of a
 * list of comments as above. */
export const largeSources = [
  { format: 'wordpress', write: writeLargeWxr },
  { format: 'disqus', write: writeLargeDisqus },
  { format: 'isso', write: writeLargeIsso },
  { format: 'remark42', write: writeLargeRemark42 },
  { format: 'comentario', write: writeLargeComentario },
  { format: 'blogger', write: writeLargeBlogger },
  { format: 'ghost', write: writeLargeGhost },
  {
    format: 'commento',
    write: jsonList(
      ({ id, parent, page, text, date }) => ({
        commentHex: hex(id, 64),
        domain: 'blog.example',
        url: page,
        commenterHex: 'anonymous',
        markdown: text,
        parentHex: parent === null ? 'root' : hex(parent, 64),
        state: 'approved',
        creationDate: date.toISOString(),
        deleted: false,
      }),
      { begin: '{"version":1,"comments":[\n', end: '],"commenters":[]}\n' },
    ),
  },
  {
    format: 'artalk',
    write: jsonList(({ id, parent, page, title, author, email, text, date }) => ({
      id: String(id),
      rid: String(parent ?? 0),
      content: text,
      created_at: date.toISOString(),
      is_pending: 'false',
      nick: author,
      email,
      page_key: page,
      page_title: title,
    })),
  },
  {
    format: 'valine',
    write: jsonList(({ id, parent, page, author, email, text, date }) => ({
      objectId: hex(id, 24),
      nick: author,
      mail: email,
      url: page,
      comment: `<p>${text}</p>`,
      pid: parent === null ? undefined : hex(parent, 24),
      insertedAt: { __type: 'Date', iso: date.toISOString() },
    })),
  },
  {
    format: 'waline',
    write: jsonList(
      ({ id, parent, page, author, email, text, date }) => ({
        objectId: id,
        nick: author,
        mail: email,
        url: page,
        comment: text,
        pid: parent,
        status: 'approved',
        insertedAt: date.toISOString(),
      }),
      { begin: '{"type":"waline","version":1,"tables":["Comment"],"data":{"Comment":[\n', end: '],"Counter":[],"Users":[]}}\n' },
    ),
  },
  {
    format: 'twikoo',
    write: jsonList(({ id, parent, page, author, email, text, date }) => ({
      _id: hex(id, 24),
      nick: author,
      mail: email,
      url: page,
      comment: `<p>${text}</p>`,
      pid: parent === null ? '' : hex(parent, 24),
      isSpam: false,
      created: date.getTime(),
    })),
  },
];
