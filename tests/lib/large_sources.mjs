// Large files of other systems, for tests of speed, memory and interruptions. The comments are the same in
// all of them: every third is a reply, and some replies come before their parents.

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

/** Writes `begin`, a text for each comment, and `end`, in pieces of about a megabyte. */
function writeParts(file, count, partOf, { begin = '', end = '' } = {}) {
  const out = fs.openSync(file, 'w');
  let text = begin;
  for (let i = 0; i < count; ++i) {
    text += partOf(commentAt(i, count), i);
    if (text.length > 1 << 20) {
      fs.writeSync(out, text);
      text = '';
    }
  }
  fs.writeSync(out, text + end);
  fs.closeSync(out);
}

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

/** The formats, with the function that writes a file of so many comments. */
export const largeSources = [
  { format: 'wordpress', write: writeLargeWxr },
  { format: 'remark42', write: writeLargeRemark42 },
];
