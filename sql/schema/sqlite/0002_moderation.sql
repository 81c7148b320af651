-- Moderators, what they do with comments, and the mail that tells people about it.
-- Times are integer milliseconds since 1970-01-01T00:00:00Z. Texts are UTF-8 in NFC.

-- People who moderate. The row of one who was removed stays, because the record names them.
CREATE TABLE moderator (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT    NOT NULL,                  -- shown on their replies
  name_key      TEXT    NOT NULL,                  -- the name as it is compared: case folded
  email         TEXT    NOT NULL DEFAULT '',       -- for alerts; '' for none
  role          TEXT    NOT NULL CHECK (role IN ('owner', 'moderator')),
  password_hash TEXT    NOT NULL,                  -- Argon2id in libsodium's notation
  created_at    INTEGER NOT NULL,
  removed_at    INTEGER
) STRICT;
CREATE UNIQUE INDEX moderator_name ON moderator (name_key) WHERE removed_at IS NULL;

-- Who is signed in. The cookie's token is nowhere in this file.
CREATE TABLE session (
  id            TEXT    PRIMARY KEY,               -- a keyed hash of the token
  moderator_id  INTEGER NOT NULL REFERENCES moderator (id),
  created_at    INTEGER NOT NULL,
  used_at       INTEGER NOT NULL                   -- kept to the minute, not to every request
) STRICT;
CREATE INDEX session_moderator ON session (moderator_id);

-- Attempts to sign in of late, counted before the password is looked at; the right one takes its own
-- back. Kept for a day.
CREATE TABLE sign_in_failure (
  who           TEXT    PRIMARY KEY,               -- 'account here:…', 'account:…', 'network:…', keyed
                                                   -- hashes; 'site' for everybody together
  failures      INTEGER NOT NULL,
  last_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_failure_last ON sign_in_failure (last_at);

-- Where accounts have signed in before, for ninety days: there they need not wait because strangers
-- elsewhere guess their password.
CREATE TABLE sign_in_place (
  who           TEXT    PRIMARY KEY,               -- 'account here:…', a keyed hash
  last_at       INTEGER NOT NULL
) STRICT;

ALTER TABLE comment ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
                                                   -- goes up with every change by anybody
ALTER TABLE comment ADD COLUMN moderator_id INTEGER REFERENCES moderator (id);
                                                   -- a moderator's reply, NULL for a visitor's
ALTER TABLE comment ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
ALTER TABLE comment ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));
                                                   -- on a branch's first comment: no more replies
ALTER TABLE comment ADD COLUMN care TEXT NOT NULL DEFAULT '' CHECK (care IN ('', 'marked', 'open', 'settled'));
                                                   -- marked: earlier in the queue, no more;
                                                   -- open: a person should read it soon
ALTER TABLE comment ADD COLUMN care_topics TEXT NOT NULL DEFAULT '';
                                                   -- 'self other method abuse worried'
ALTER TABLE comment ADD COLUMN care_read_at INTEGER;      -- when a moderator first opened it
ALTER TABLE comment ADD COLUMN care_holder_id INTEGER REFERENCES moderator (id);
                                                   -- who said "I have this one"
ALTER TABLE comment ADD COLUMN care_settled_at INTEGER;   -- the marks are forgotten some time later
ALTER TABLE comment ADD COLUMN mail_wanted INTEGER NOT NULL DEFAULT 0 CHECK (mail_wanted IN (0, 1));
                                                   -- its writer asked for mail about it
ALTER TABLE comment ADD COLUMN edited_at INTEGER;
ALTER TABLE comment ADD COLUMN rewritten_at INTEGER;      -- when its writer changed it by their own link
ALTER TABLE thread ADD COLUMN memorial INTEGER NOT NULL DEFAULT 0 CHECK (memorial IN (0, 1));
                                                   -- closed, and kept in somebody's memory

-- The care view, the longest waiting first.
CREATE INDEX comment_care ON comment (id) WHERE care = 'open';
CREATE INDEX comment_care_marked ON comment (id) WHERE care = 'marked';
CREATE INDEX comment_care_settled ON comment (care_settled_at) WHERE care = 'settled';
-- The pinned comments of a page.
CREATE INDEX comment_pinned ON comment (thread_id) WHERE pinned = 1;
-- One page's comments for moderators.
CREATE INDEX comment_thread_status ON comment (thread_id, status, id);
CREATE INDEX comment_author ON comment (author, id);
-- Floods of changes by writers.
CREATE INDEX comment_rewritten_email ON comment (email, rewritten_at) WHERE rewritten_at IS NOT NULL;
CREATE INDEX comment_rewritten_network ON comment (network, rewritten_at)
  WHERE rewritten_at IS NOT NULL;

-- How many comments each status has, and how many are open for care: counting 100,000 rows for
-- every look at the queue would be slow.
CREATE TABLE tally (
  name          TEXT    PRIMARY KEY,               -- a status, or 'care'
  comments      INTEGER NOT NULL
) STRICT;
INSERT INTO tally (name, comments) VALUES
  ('approved', 0), ('waiting', 0), ('spam', 0), ('trash', 0), ('deleted', 0), ('care', 0);
UPDATE tally SET comments = (SELECT count(*) FROM comment WHERE status = tally.name);
UPDATE tally SET comments = 0 WHERE name = 'care';
CREATE TRIGGER comment_tally_insert AFTER INSERT ON comment BEGIN
  UPDATE tally SET comments = comments + 1
  WHERE name = new.status OR (name = 'care' AND new.care = 'open');
END;
CREATE TRIGGER comment_tally_delete AFTER DELETE ON comment BEGIN
  UPDATE tally SET comments = comments - 1
  WHERE name = old.status OR (name = 'care' AND old.care = 'open');
END;
CREATE TRIGGER comment_tally_update AFTER UPDATE OF status, care ON comment BEGIN
  UPDATE tally SET comments = comments - 1
  WHERE name = old.status OR (name = 'care' AND old.care = 'open');
  UPDATE tally SET comments = comments + 1
  WHERE name = new.status OR (name = 'care' AND new.care = 'open');
END;

-- Full-text search over what moderators look for. It holds no copy of the texts. The store keeps it
-- up to date (store/comment/search_index.h): triggers may not use it, because the schema is not trusted.
CREATE VIRTUAL TABLE comment_search USING fts5 (
  text, author, email,
  content = 'comment', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO comment_search (comment_search) VALUES ('rebuild');

-- What a comment said before somebody changed it.
CREATE TABLE revision (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  comment_id    INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  author        TEXT    NOT NULL,
  email         TEXT    NOT NULL,
  url           TEXT    NOT NULL,
  text          TEXT    NOT NULL,
  replaced_at   INTEGER NOT NULL,
  replaced_by   TEXT    NOT NULL                   -- a moderator's name, or 'the writer'
) STRICT;
CREATE INDEX revision_comment ON revision (comment_id, id);

-- Who did what, when. Rows are never changed and never removed. No comment's text, name or address
-- is in here: texts are in `revision`.
CREATE TABLE record (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  at            INTEGER NOT NULL,
  batch         INTEGER NOT NULL,                  -- what was done by one press: the first row's id
  actor         TEXT    NOT NULL,                  -- a moderator's name, 'the command line', …
  moderator_id  INTEGER REFERENCES moderator (id),
  action        TEXT    NOT NULL,                  -- 'approve', 'edit', 'rule_add', …
  comment_id    INTEGER,                           -- no reference: the comment may be gone
  thread_id     INTEGER REFERENCES thread (id),
  before        TEXT    NOT NULL DEFAULT '{}',     -- the columns that changed, as JSON
  after         TEXT    NOT NULL DEFAULT '{}',
  version       INTEGER NOT NULL DEFAULT 0,        -- the comment's, after it
  note          TEXT    NOT NULL DEFAULT '',       -- the reason that a person gave
  undoes        INTEGER REFERENCES record (id)
) STRICT;
CREATE INDEX record_comment ON record (comment_id, id) WHERE comment_id IS NOT NULL;
CREATE INDEX record_batch ON record (batch);
CREATE UNIQUE INDEX record_undoes ON record (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN
  SELECT raise(ABORT, 'the record is append-only');
END;
CREATE TRIGGER record_is_never_removed BEFORE DELETE ON record BEGIN
  SELECT raise(ABORT, 'the record is append-only');
END;

-- Care phrases are about something, and in a language.
ALTER TABLE rule ADD COLUMN topic TEXT NOT NULL DEFAULT ''
  CHECK (topic IN ('', 'self', 'other', 'method', 'abuse'));
ALTER TABLE rule ADD COLUMN language TEXT NOT NULL DEFAULT '';   -- 'en'; '' for a rule made here
ALTER TABLE rule ADD COLUMN attentive INTEGER NOT NULL DEFAULT 0 CHECK (attentive IN (0, 1));
                                                  -- a care phrase for attentive sites only
ALTER TABLE rule ADD COLUMN removed_at INTEGER;   -- kept so that removing it can be undone

-- Where people in distress find help: the site's own list, shown whole.
CREATE TABLE help_resource (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT    NOT NULL,
  phone         TEXT    NOT NULL DEFAULT '',
  text_number   TEXT    NOT NULL DEFAULT '',
  url           TEXT    NOT NULL DEFAULT '',
  hours         TEXT    NOT NULL DEFAULT '',
  country       TEXT    NOT NULL DEFAULT '',
  verified_at   INTEGER NOT NULL                   -- when a person last made sure that it is right
) STRICT;

-- Texts that moderators begin a reply with; never sent by themselves.
CREATE TABLE reply_draft (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  title         TEXT    NOT NULL,
  text          TEXT    NOT NULL
) STRICT;

-- Readers who said "I am worried about this comment" of late: what limits are counted by. Kept for a
-- day; what became of it stands in the comment and the record.
CREATE TABLE worry (
  comment_id    INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  reader        TEXT    NOT NULL,                  -- a keyed hash of the network
  at            INTEGER NOT NULL,
  opened        INTEGER NOT NULL DEFAULT 0 CHECK (opened IN (0, 1)),
                                                   -- it opened the comment for care
  PRIMARY KEY (comment_id, reader)
) STRICT;
CREATE INDEX worry_reader ON worry (reader, at);
CREATE INDEX worry_at ON worry (at);

-- Mail that is owed. Written in the transaction of what it tells; composed when it is sent.
CREATE TABLE outbox (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  purpose       TEXT    NOT NULL CHECK (purpose IN
                  ('waiting', 'care', 'care_unread', 'approved', 'edited', 'confirm', 'published',
                   'reply', 'test')),
  recipient     TEXT    NOT NULL,
  comment_id    INTEGER REFERENCES comment (id) ON DELETE CASCADE,
  status        TEXT    NOT NULL DEFAULT 'queued' CHECK (status IN
                  ('queued', 'sending', 'sent', 'failed', 'dropped')),
                                                   -- dropped: nothing to tell any more
  due_at        INTEGER NOT NULL,
  attempts      INTEGER NOT NULL DEFAULT 0,
  created_at    INTEGER NOT NULL,
  changed_at    INTEGER NOT NULL,
  problem       TEXT    NOT NULL DEFAULT ''        -- why the last attempt failed
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE status IN ('queued', 'sending');
CREATE INDEX outbox_status ON outbox (status, id);
CREATE INDEX outbox_comment ON outbox (comment_id) WHERE comment_id IS NOT NULL;

-- The questions whether somebody wants mail that were sent of late: what limits are counted by. Kept
-- for a day.
CREATE TABLE consent_question (
  address       TEXT    NOT NULL,                  -- keyed hashes: of the mailbox, its tag left out,
  network       TEXT    NOT NULL,                  -- and of the network of who asked for the mail
  at            INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_question_at ON consent_question (at);

-- Addresses whose owners have said, by a link that was mailed to them, that they want mail or none.
CREATE TABLE mail_consent (
  email         TEXT    PRIMARY KEY,
  consent       TEXT    NOT NULL CHECK (consent IN ('asked', 'given', 'withdrawn')),
                                                   -- asked: forgotten after a week without an answer
  changed_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_consent_asked ON mail_consent (changed_at) WHERE consent = 'asked';
