// WordPress export files for tests: any number of posts and comments, reproducible.

import fs from 'node:fs';

const cdata = (text) => `<![CDATA[${String(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

const head = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Tern Lane</title>
<link>https://tern-lane.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://tern-lane.example</wp:base_blog_url>
`;

const words =
  'the kettle sang and a window stood open while somebody read aloud about patience small steps and weather'.split(
    ' ',
  );

/** A comment's XML; `fields` override those of a published comment. */
export function commentXml(fields) {
  const c = {
    id: 1,
    author: 'Ines',
    email: 'ines@example.org',
    url: '',
    ip: '192.0.2.17',
    date: '2012-03-02 16:15:00',
    content: 'A thought',
    approved: '1',
    type: 'comment',
    parent: 0,
    ...fields,
  };
  return `<wp:comment>
<wp:comment_id>${c.id}</wp:comment_id>
<wp:comment_author>${cdata(c.author)}</wp:comment_author>
<wp:comment_author_email>${cdata(c.email)}</wp:comment_author_email>
<wp:comment_author_url>${c.url}</wp:comment_author_url>
<wp:comment_author_IP>${cdata(c.ip)}</wp:comment_author_IP>
<wp:comment_date>${cdata(c.date)}</wp:comment_date>
<wp:comment_date_gmt>${cdata(c.date)}</wp:comment_date_gmt>
<wp:comment_content>${cdata(c.content)}</wp:comment_content>
<wp:comment_approved>${cdata(c.approved)}</wp:comment_approved>
<wp:comment_type>${cdata(c.type)}</wp:comment_type>
<wp:comment_parent>${c.parent}</wp:comment_parent>
<wp:comment_user_id>${c.user ?? 0}</wp:comment_user_id>
</wp:comment>
`;
}

/** A post's XML with comments in it. */
export function itemXml(fields, comments) {
  const p = { id: 1, title: 'Hello', path: '/hello/', status: 'publish', open: 'open', ...fields };
  return `<item>
<title>${cdata(p.title)}</title>
<link>${p.link ?? `https://tern-lane.example${p.path}`}</link>
${p.creator ? `<dc:creator>${cdata(p.creator)}</dc:creator>\n` : ''}<wp:post_id>${p.id}</wp:post_id>
<wp:post_date_gmt>${cdata('2012-01-01 10:00:00')}</wp:post_date_gmt>
<wp:comment_status>${cdata(p.open)}</wp:comment_status>
<wp:status>${cdata(p.status)}</wp:status>
<wp:post_type>${cdata('post')}</wp:post_type>
<wp:post_password>${cdata('')}</wp:post_password>
${comments.join('')}</item>
`;
}

export const wxr = (items, users = []) => `${head}${users.map(({ id, name }) =>
  `<wp:author><wp:author_id>${id}</wp:author_id><wp:author_login>${cdata(name)}</wp:author_login>
<wp:author_email>${cdata('somebody@example.org')}</wp:author_email></wp:author>\n`).join('')}${items.join('')}</channel>\n</rss>\n`;

/**
 * Writes a file of `count` comments on posts of `perPost` each. Every third is a reply to one a few
 * places before it; every fiftieth reply comes before its parent.
 */
export function writeLargeWxr(file, count, perPost = 200) {
  const out = fs.openSync(file, 'w');
  let text = head;
  for (let first = 1, post = 1; first <= count; first += perPost, ++post) {
    const comments = [];
    const last = Math.min(first + perPost - 1, count);
    for (let id = first; id <= last; ++id) {
      let parent = id % 3 === 0 && id - 4 >= first ? id - 4 : 0;
      if (id % 150 === 0 && id + 1 <= last) parent = id + 1;
      const length = 20 + (id % 50);
      const content = Array.from({ length }, (_, i) => words[(id * 7 + i * 3) % words.length]);
      comments.push(
        commentXml({
          id,
          parent,
          author: `Reader ${id % 997}`,
          email: `reader${id % 997}@example.org`,
          date: new Date(1.3e12 + id * 61000).toISOString().slice(0, 19).replace('T', ' '),
          content: `${content.join(' ')}, ${id}.`,
          approved: id % 20 === 0 ? '0' : '1',
        }),
      );
    }
    text += itemXml({ id: post, title: `Post ${post}`, path: `/post-${post}/` }, comments);
    if (text.length > 1 << 20) {
      fs.writeSync(out, text);
      text = '';
    }
  }
  fs.writeSync(out, `${text}</channel>\n</rss>\n`);
  fs.closeSync(out);
}
