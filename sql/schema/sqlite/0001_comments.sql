-- Threads, comments, rules and settings. Times are integer milliseconds since 1970-01-01T00:00:00Z.
-- Texts are UTF-8 in NFC.

-- One row per page of the site that has been commented on.
CREATE TABLE thread (
  id               INTEGER PRIMARY KEY,
  page             TEXT    UNIQUE,                 -- the key of the page: '/blog/hello', '/' for the site's root;
                                                   -- NULL since its comments were moved to another thread
  path             TEXT    NOT NULL,               -- the page as visitors reach it: '/blog/hello/'
  title            TEXT    NOT NULL DEFAULT '',    -- '' when it is not known
  title_given      INTEGER NOT NULL DEFAULT 0 CHECK (title_given IN (0, 1)),
                                                   -- it came with a comment's form, not by an import
  version          INTEGER NOT NULL DEFAULT 1,     -- goes up with every change that a reader could see;
                                                   -- 0 while there has been none
  created_at       INTEGER NOT NULL,               -- of what a reader could see first
  changed_at       INTEGER NOT NULL,               -- when version last went up
  closed           INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
  memorial         INTEGER NOT NULL DEFAULT 0 CHECK (memorial IN (0, 1)),
                                                   -- closed, and kept in memory of somebody
  merged_into      INTEGER REFERENCES thread (id)  -- where its comments were moved
) STRICT;
CREATE INDEX thread_merged ON thread (merged_into) WHERE merged_into IS NOT NULL;

-- Former names of pages, and other ones that moderators gave them. None is the page of a thread.
CREATE TABLE page_alias (
  page             TEXT    PRIMARY KEY,            -- the key of the page, as in thread
  thread_id        INTEGER NOT NULL REFERENCES thread (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_alias_thread ON page_alias (thread_id);

-- One row per accepted comment. The text is stored as written (after NFC and the removal of control
-- characters). HTML is rendered on output and never stored.
CREATE TABLE comment (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: links to #comment-N live long
  thread_id        INTEGER NOT NULL REFERENCES thread (id),
  parent_id        INTEGER REFERENCES comment (id),    -- what it replies to; NULL for a top-level comment
  top_level_id     INTEGER NOT NULL,               -- the top-level comment of its subthread
  status           TEXT    NOT NULL CHECK (status IN ('approved', 'waiting', 'spam', 'trash', 'deleted')),
                                                   -- deleted: emptied, kept because it has replies
  reason           TEXT    NOT NULL DEFAULT '',    -- why the policy decided so: 'first_comment', 'links:3 rule:7'
  author           TEXT    NOT NULL,
  email            TEXT    NOT NULL,               -- never published
  url              TEXT    NOT NULL DEFAULT '',
  address_prefix   TEXT    NOT NULL DEFAULT '',    -- the IP address cut to /24 or /48
  user_agent       TEXT    NOT NULL DEFAULT '',
  text             TEXT    NOT NULL,
  format           TEXT    NOT NULL CHECK (format IN ('plain', 'markdown')),
  created_at       INTEGER NOT NULL,
  version          INTEGER NOT NULL DEFAULT 1,     -- goes up with every change by anybody
  moderator_id     INTEGER REFERENCES moderator (id),  -- a moderator's reply; NULL for a visitor's comment
  kind             TEXT    NOT NULL DEFAULT 'comment' CHECK (kind IN ('comment', 'pingback', 'trackback')),
                                                   -- the others say that a page elsewhere links here
  post_author      INTEGER NOT NULL DEFAULT 0 CHECK (post_author IN (0, 1)),
                                                   -- by the author of the page, as an import says
  pinned           INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  locked           INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
                                                   -- on a top-level comment: no more replies below it
  care             TEXT    NOT NULL DEFAULT '' CHECK (care IN ('', 'marked', 'open', 'resolved')),
                                                   -- marked: earlier in the queue, nothing more;
                                                   -- open: a person should read it soon
  care_topics      TEXT    NOT NULL DEFAULT '',    -- 'self other method abuse worried'
  care_read_at     INTEGER,                        -- when a moderator first opened it
  care_holder_id   INTEGER REFERENCES moderator (id),  -- the moderator that it is assigned to
  care_resolved_at INTEGER,                        -- the care marks are deleted some time later
  mail_wanted      INTEGER NOT NULL DEFAULT 0 CHECK (mail_wanted IN (0, 1)),
                                                   -- its writer asked for mail about it
  edited_at        INTEGER,                        -- by anybody
  rewritten_at     INTEGER,                        -- by its writer, through the link of their own
  writer_edited_at INTEGER,                        -- by its writer after it was published
  not_spam         INTEGER NOT NULL DEFAULT 0 CHECK (not_spam IN (0, 1))
                                                   -- a moderator said so: its address counts as known
) STRICT;

-- The subthreads of a thread in order, and the number of published ones, from the index alone.
CREATE INDEX comment_thread ON comment (thread_id, top_level_id, id, status);
-- The replies of a comment.
CREATE INDEX comment_parent ON comment (parent_id) WHERE parent_id IS NOT NULL;
-- Duplicates, floods, and a commenter's earlier comments.
CREATE INDEX comment_email ON comment (email, author, thread_id, created_at);
-- Floods from one address prefix.
CREATE INDEX comment_address_prefix ON comment (address_prefix, created_at);
-- Floods of changes by commenters.
CREATE INDEX comment_rewritten_email ON comment (email, rewritten_at) WHERE rewritten_at IS NOT NULL;
CREATE INDEX comment_rewritten_prefix ON comment (address_prefix, rewritten_at)
  WHERE rewritten_at IS NOT NULL;
-- Commenters whose comment was marked as not spam.
CREATE INDEX comment_not_spam ON comment (email) WHERE not_spam = 1;
-- The moderators' lists.
CREATE INDEX comment_status ON comment (status, id);
CREATE INDEX comment_thread_status ON comment (thread_id, status, id);
CREATE INDEX comment_author ON comment (author, id);
-- The care view, the longest waiting first.
CREATE INDEX comment_care ON comment (id) WHERE care = 'open';
CREATE INDEX comment_care_marked ON comment (id) WHERE care = 'marked';
CREATE INDEX comment_care_resolved ON comment (care_resolved_at) WHERE care = 'resolved';
-- The pinned comments of a page.
CREATE INDEX comment_pinned ON comment (thread_id) WHERE pinned = 1;

-- The titles of pages that came with comments which readers have not seen yet. Anybody can send a form,
-- so a title is published with its comment.
CREATE TABLE held_title (
  comment_id       INTEGER PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
  thread_id        INTEGER NOT NULL,               -- a comment that was moved does not take it along
  title            TEXT    NOT NULL
) STRICT;

-- Words, phrases and /patterns/ that hold a comment, move it to the trash, or open it for care.
CREATE TABLE rule (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  kind             TEXT    NOT NULL CHECK (kind IN ('hold', 'block', 'care')),
  pattern          TEXT    NOT NULL,
  created_at       INTEGER NOT NULL,
  topic            TEXT    NOT NULL DEFAULT '' CHECK (topic IN ('', 'self', 'other', 'method', 'abuse')),
                                                   -- of a care phrase
  language         TEXT    NOT NULL DEFAULT '',    -- 'en'; '' for a rule made here
  attentive        INTEGER NOT NULL DEFAULT 0 CHECK (attentive IN (0, 1)),
                                                   -- a care phrase for attentive sites only
  removed_at       INTEGER,                        -- kept so that removing it can be undone
  UNIQUE (kind, pattern)
) STRICT;

-- Settings of the installation, such as its secret key.
CREATE TABLE setting (
  name             TEXT    PRIMARY KEY,
  value            TEXT    NOT NULL
) STRICT;
