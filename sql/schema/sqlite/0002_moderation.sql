-- Moderators, what they do with comments, and the mail that tells people about it.
-- Times are integer milliseconds since 1970-01-01T00:00:00Z. Texts are UTF-8 in NFC.

-- People who moderate. The row of one who was removed stays, because the audit log refers to it.
CREATE TABLE moderator (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  name             TEXT    NOT NULL,               -- shown on their replies
  name_key         TEXT    NOT NULL,               -- the name as it is compared: case folded
  email            TEXT    NOT NULL DEFAULT '',    -- for alerts; '' for none
  role             TEXT    NOT NULL CHECK (role IN ('owner', 'moderator')),
  password_hash    TEXT    NOT NULL,               -- Argon2id in libsodium's notation
  created_at       INTEGER NOT NULL,
  removed_at       INTEGER
) STRICT;
CREATE UNIQUE INDEX moderator_name ON moderator (name_key) WHERE removed_at IS NULL;

-- Who is signed in. The cookie's token is nowhere in this file.
CREATE TABLE session (
  id               TEXT    PRIMARY KEY,            -- a keyed hash of the token
  moderator_id     INTEGER NOT NULL REFERENCES moderator (id),
  created_at       INTEGER NOT NULL,
  used_at          INTEGER NOT NULL                -- to the minute, not for every request
) STRICT;
CREATE INDEX session_moderator ON session (moderator_id);

-- Recent attempts to sign in, counted before the password is checked; a successful one is subtracted
-- again. Kept for a day.
CREATE TABLE sign_in_failure (
  who              TEXT    PRIMARY KEY,            -- 'account here:…', 'account:…', 'network:…', keyed
                                                   -- hashes; 'site' for everybody together
  failures         INTEGER NOT NULL,
  last_at          INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_failure_last ON sign_in_failure (last_at);

-- Where accounts have signed in before, for ninety days: there they need not wait because strangers
-- elsewhere guess their password.
CREATE TABLE sign_in_place (
  who              TEXT    PRIMARY KEY,            -- 'account here:…', a keyed hash
  last_at          INTEGER NOT NULL
) STRICT;

-- How many comments each status has, and how many are open for care: counting 100,000 rows for
-- every look at the queue would be slow. The store changes these with every comment
-- (store/comment/comment_counts.h); a trigger for each row would slow imports down.
CREATE TABLE comment_count (
  name             TEXT    PRIMARY KEY,            -- a status, or 'care'
  comments         INTEGER NOT NULL
) STRICT;
INSERT INTO comment_count (name, comments) VALUES
  ('approved', 0), ('waiting', 0), ('spam', 0), ('trash', 0), ('deleted', 0), ('care', 0);

-- Full-text search over what moderators look for. It holds no copy of the texts. The store keeps it
-- up to date (store/comment/search_index.h): triggers may not use it, because the schema is not trusted.
CREATE VIRTUAL TABLE comment_search USING fts5 (
  text, author, email,
  content = 'comment', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- What a comment said before somebody changed it.
CREATE TABLE revision (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  comment_id       INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  author           TEXT    NOT NULL,
  email            TEXT    NOT NULL,
  url              TEXT    NOT NULL,
  text             TEXT    NOT NULL,
  writer_edited_at INTEGER,                        -- of the comment before the change
  replaced_at      INTEGER NOT NULL,
  replaced_by      TEXT    NOT NULL CHECK (replaced_by IN
                     ('moderator', 'command_line', 'setup_page', 'mail_link', 'writer',
                      'reader')),
  replaced_by_name TEXT    NOT NULL,               -- a moderator's, as it was then; else ''
  CHECK ((replaced_by = 'moderator') = (replaced_by_name <> ''))
) STRICT;
CREATE INDEX revision_comment ON revision (comment_id, id);

-- The audit log: who did what, when. Rows are never changed and never removed. No comment's text,
-- name or address is in here: texts are in `revision`.
CREATE TABLE audit_log (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  at               INTEGER NOT NULL,
  batch            INTEGER NOT NULL,               -- of one action: the id of its first entry
  actor            TEXT    NOT NULL CHECK (actor IN
                     ('moderator', 'command_line', 'setup_page', 'mail_link', 'writer',
                      'reader')),
  actor_name       TEXT    NOT NULL,               -- a moderator's, as it was then; else ''
  moderator_id     INTEGER REFERENCES moderator (id),
  action           TEXT    NOT NULL,               -- 'approve', 'edit', 'rule_add', …
  comment_id       INTEGER,                        -- no reference: the comment may be deleted
  thread_id        INTEGER REFERENCES thread (id),
  before           TEXT    NOT NULL DEFAULT '{}',  -- what changed, as JSON (domain/moderation/audit.h)
  after            TEXT    NOT NULL DEFAULT '{}',
  version          INTEGER NOT NULL DEFAULT 0,     -- the comment's, after it
  note             TEXT    NOT NULL DEFAULT '',    -- the reason that a person gave
  undoes           INTEGER REFERENCES audit_log (id),
  CHECK ((actor = 'moderator') = (actor_name <> ''))
) STRICT;
CREATE INDEX audit_log_comment ON audit_log (comment_id, id) WHERE comment_id IS NOT NULL;
CREATE INDEX audit_log_batch ON audit_log (batch);
CREATE UNIQUE INDEX audit_log_undoes ON audit_log (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER audit_log_is_append_only BEFORE UPDATE ON audit_log BEGIN
  SELECT raise(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_log_keeps_entries BEFORE DELETE ON audit_log BEGIN
  SELECT raise(ABORT, 'the audit log is append-only');
END;

-- Where people in distress find help: the site's own list, shown whole.
CREATE TABLE help_resource (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  name             TEXT    NOT NULL,
  phone            TEXT    NOT NULL DEFAULT '',
  text_number      TEXT    NOT NULL DEFAULT '',
  url              TEXT    NOT NULL DEFAULT '',
  hours            TEXT    NOT NULL DEFAULT '',
  country          TEXT    NOT NULL DEFAULT '',
  verified_at      INTEGER NOT NULL                -- when somebody last checked that it is right
) STRICT;

-- Texts that moderators begin a reply with; never sent automatically.
CREATE TABLE reply_draft (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  title            TEXT    NOT NULL,
  text             TEXT    NOT NULL
) STRICT;

-- Recent reports by readers: what their limits are counted by. Kept for a day; what became of a
-- report is in the comment and the audit log.
CREATE TABLE report (
  comment_id       INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  reader           TEXT    NOT NULL,               -- a keyed hash of the address prefix
  at               INTEGER NOT NULL,
  opened           INTEGER NOT NULL DEFAULT 0 CHECK (opened IN (0, 1)),
                                                   -- it opened the comment for care
  PRIMARY KEY (comment_id, reader)
) STRICT;
CREATE INDEX report_reader ON report (reader, at);
CREATE INDEX report_at ON report (at);

-- Pending mail. Written in the transaction of what it tells; composed when it is sent.
CREATE TABLE outbox (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  purpose          TEXT    NOT NULL CHECK (purpose IN
                     ('waiting', 'care', 'care_unread', 'approved', 'edited', 'confirm', 'published',
                      'reply', 'test')),
  recipient        TEXT    NOT NULL,
  comment_id       INTEGER REFERENCES comment (id) ON DELETE CASCADE,
  status           TEXT    NOT NULL DEFAULT 'queued' CHECK (status IN
                     ('queued', 'sending', 'sent', 'failed', 'dropped')),
                                                   -- dropped: there is nothing to tell any more
  due_at           INTEGER NOT NULL,
  attempts         INTEGER NOT NULL DEFAULT 0,
  created_at       INTEGER NOT NULL,
  changed_at       INTEGER NOT NULL,
  problem          TEXT    NOT NULL DEFAULT ''     -- why the last attempt failed
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE status IN ('queued', 'sending');
CREATE INDEX outbox_status ON outbox (status, id);
CREATE INDEX outbox_comment ON outbox (comment_id) WHERE comment_id IS NOT NULL;

-- Recent questions whether somebody wants mail: what their limits are counted by. Kept for a day.
CREATE TABLE consent_question (
  address          TEXT    NOT NULL,               -- a keyed hash of the mailbox without its tag
  address_prefix   TEXT    NOT NULL,               -- a keyed hash of the prefix that asked for the mail
  at               INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_question_at ON consent_question (at);

-- Addresses whose owners have said, by a link that was mailed to them, that they want mail or none.
CREATE TABLE mail_consent (
  email            TEXT    PRIMARY KEY,
  consent          TEXT    NOT NULL CHECK (consent IN ('asked', 'given', 'withdrawn')),
                                                   -- asked: deleted after a week without an answer
  changed_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_consent_asked ON mail_consent (changed_at) WHERE consent = 'asked';
