-- Imported comments, and the pages of their sources.

-- The sources of imports. Ids of comments and posts are unique only within a source.
CREATE TABLE blog (
  id               INTEGER PRIMARY KEY,
  source           TEXT    NOT NULL,               -- a name of BlogSource
  address          TEXT    NOT NULL,               -- 'blog.example/path', or the name that an
                                                   -- installation of this program gives itself; ''
                                                   -- for files that do not say where they come from
  batches          INTEGER NOT NULL DEFAULT 0,     -- stored so far; tells an import about another one
  UNIQUE (source, address)
) STRICT;

-- The id of each imported comment at its source, by which later imports recognise it, whatever its
-- id here. A comment has several rows if it was imported from several sources.
CREATE TABLE imported_comment (
  blog_id          INTEGER NOT NULL REFERENCES blog (id),
  number           INTEGER NOT NULL,               -- its id there; 0 when it has none
  copy             INTEGER NOT NULL,               -- 0; counts up where one id there has several
                                                   -- comments
  comment_id       INTEGER REFERENCES comment (id) ON DELETE SET NULL,
                                                   -- NULL: permanently deleted here
  thread_id        INTEGER NOT NULL,               -- the page that the source named last; 0: unknown
  digest           INTEGER NOT NULL,               -- keyed hash of what the source said last; 0:
                                                   -- unknown
  created_at       INTEGER NOT NULL,
  version          INTEGER NOT NULL,               -- the comment's while nobody has changed it here;
                                                   -- 0: imports must not change it
  PRIMARY KEY (blog_id, number, copy)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_comment_here ON imported_comment (comment_id);
-- One number of a source can belong to many comments, such as 0 to all without one.
CREATE INDEX imported_comment_digest ON imported_comment (blog_id, number, digest, thread_id, copy)
  WHERE copy > 0;
CREATE INDEX imported_comment_created ON imported_comment (blog_id, number, created_at, thread_id, copy)
  WHERE copy > 0;

-- Where the comments of each page of a source are, if the source has no numbers for its pages. Pages
-- keep their names there when they get others here.
CREATE TABLE imported_page (
  blog_id          INTEGER NOT NULL REFERENCES blog (id),
  page             TEXT    NOT NULL,               -- the key of the page, as the source names it
  thread_id        INTEGER NOT NULL REFERENCES thread (id),
  PRIMARY KEY (blog_id, page)
) STRICT, WITHOUT ROWID;

-- The page of each post, as its source names it: WordPress's forms and links name the post by its id.
CREATE TABLE wordpress_post (
  post_id          INTEGER NOT NULL,
  blog_id          INTEGER NOT NULL REFERENCES blog (id),
  page             TEXT    NOT NULL,               -- the key of the page
  path             TEXT    NOT NULL,               -- the page as visitors reached it there
  thread_id        INTEGER NOT NULL REFERENCES thread (id),   -- where its comments are
  post_title       TEXT    NOT NULL DEFAULT '',    -- as WordPress wrote them: it recognises a post by
  post_date        TEXT    NOT NULL DEFAULT '',    -- title and date
  post_type        TEXT    NOT NULL DEFAULT 'post',
  said_by          INTEGER NOT NULL REFERENCES blog (id),   -- the source whose file named this post;
                                                   -- our exports name other blogs' posts too
  PRIMARY KEY (post_id, blog_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX wordpress_post_page ON wordpress_post (page);
CREATE INDEX wordpress_post_thread ON wordpress_post (thread_id);

-- Fragments of addresses at the source, such as 'isso-7', that still lead to a comment on its page.
-- 'comment-7' is left out where the comment has that id here.
CREATE TABLE comment_alias (
  thread_id        INTEGER NOT NULL REFERENCES thread (id),
  fragment         TEXT    NOT NULL,
  comment_id       INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  PRIMARY KEY (thread_id, fragment)
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_alias_comment ON comment_alias (comment_id);

-- The votes that a comment had at its source, of voters who are unknown here. Comments without votes
-- have no row.
CREATE TABLE imported_votes (
  comment_id       INTEGER PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
  likes            INTEGER NOT NULL,
  dislikes         INTEGER NOT NULL
) STRICT;

-- Erasures, as keyed hashes of email addresses: imports and restored backups must not restore the
-- data.
CREATE TABLE erased_commenter (
  email_hash       TEXT    PRIMARY KEY,
  erased_at        INTEGER NOT NULL
) STRICT;
