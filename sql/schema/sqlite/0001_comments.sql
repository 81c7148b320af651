-- Threads, comments, rules and the installation's own settings.
-- Times are integer milliseconds since 1970-01-01T00:00:00Z. Texts are UTF-8 in NFC.

-- One row for each page of the site that has been commented on.
CREATE TABLE thread (
  id          INTEGER PRIMARY KEY,
  page        TEXT    NOT NULL UNIQUE,             -- the page's one name: '/blog/hello', '/' for the root
  path        TEXT    NOT NULL,                    -- the page as visitors reach it: '/blog/hello/'
  title       TEXT    NOT NULL DEFAULT '',         -- '' when nobody has told us
  version     INTEGER NOT NULL DEFAULT 1,          -- goes up with every change a reader could see;
                                                   -- 0 while there has been none
  created_at  INTEGER NOT NULL,                    -- of what a reader could see first
  changed_at  INTEGER NOT NULL,                    -- when version last went up
  closed      INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;

-- One row for each comment ever accepted. The text is kept as it was written (after NFC and the
-- removal of control characters); HTML is made when it is shown, never stored.
CREATE TABLE comment (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice: links to #comment-N live long
  thread_id   INTEGER NOT NULL REFERENCES thread (id),
  parent_id   INTEGER REFERENCES comment (id),     -- what it replies to; NULL for a comment on the page
  root_id     INTEGER NOT NULL,                    -- the comment on the page that starts its branch
  status      TEXT    NOT NULL CHECK (status IN ('approved', 'waiting', 'spam', 'trash', 'deleted')),
                                                   -- deleted: emptied, kept because it has replies
  reason      TEXT    NOT NULL DEFAULT '',         -- why the verdict: 'first_comment', 'links:3 rule:7'
  author      TEXT    NOT NULL,
  email       TEXT    NOT NULL,                    -- never published
  url         TEXT    NOT NULL DEFAULT '',
  network     TEXT    NOT NULL DEFAULT '',         -- the address cut to /24 or /48
  user_agent  TEXT    NOT NULL DEFAULT '',
  text        TEXT    NOT NULL,
  format      TEXT    NOT NULL CHECK (format IN ('plain', 'markdown')),
  created_at  INTEGER NOT NULL
) STRICT;

-- What a reader sees: the branches of a thread in order, and how many are published, from the
-- index alone.
CREATE INDEX comment_thread ON comment (thread_id, root_id, id, status);
-- The replies of a comment.
CREATE INDEX comment_parent ON comment (parent_id) WHERE parent_id IS NOT NULL;
-- Duplicates, floods, and what a person has written before.
CREATE INDEX comment_email ON comment (email, author, thread_id, created_at);
-- Floods from one network.
CREATE INDEX comment_network ON comment (network, created_at);
-- The moderators' lists.
CREATE INDEX comment_status ON comment (status, id);

-- Words, phrases and /patterns/ that hold a comment for a person, or put it in the trash.
CREATE TABLE rule (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kind        TEXT    NOT NULL CHECK (kind IN ('hold', 'block', 'care')),
  pattern     TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  UNIQUE (kind, pattern)
) STRICT;

-- What belongs to the installation and is made once, such as its secret key.
CREATE TABLE setting (
  name        TEXT    PRIMARY KEY,
  value       TEXT    NOT NULL
) STRICT;
