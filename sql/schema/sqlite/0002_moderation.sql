-- Moderators, their actions, and mail. Times are integer milliseconds since 1970-01-01T00:00:00Z.
-- Texts are UTF-8 in NFC.

-- Moderators. The row of a removed moderator remains, because the audit log refers to it.
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

-- Sessions. The token in the cookie is not stored.
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

-- Address prefixes from which accounts have signed in, kept for ninety days. Sign-ins from there do
-- not wait because of failures elsewhere.
CREATE TABLE sign_in_place (
  who              TEXT    PRIMARY KEY,            -- 'account here:…', a keyed hash
  last_at          INTEGER NOT NULL
) STRICT;

-- The number of comments per status, and of those open for care. Counting 100,000 rows on every
-- view of the queue would be slow. The store updates these with every comment
-- (store/comment/comment_counts.h), because a trigger for each row would slow imports down.
CREATE TABLE comment_count (
  name             TEXT    PRIMARY KEY,            -- a status, or 'care'
  comments         INTEGER NOT NULL
) STRICT;
INSERT INTO comment_count (name, comments) VALUES
  ('approved', 0), ('waiting', 0), ('spam', 0), ('trash', 0), ('deleted', 0), ('care', 0);

-- The full-text index of the moderators' search. It contains no copy of the texts. The store
-- updates it (store/comment/search_index.h), because triggers may not use it: the schema is not
-- trusted.
CREATE VIRTUAL TABLE comment_search USING fts5 (
  text, author, email,
  content = 'comment', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- The content of a comment before a change.
CREATE TABLE revision (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  comment_id       INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  author           TEXT    NOT NULL,
  email            TEXT    NOT NULL,
  url              TEXT    NOT NULL,
  text             TEXT    NOT NULL,
  writer_edited_at INTEGER,                        -- of the comment before the change
  reason           TEXT    NOT NULL DEFAULT '',    -- the policy's for this content
  replaced_at      INTEGER NOT NULL,
  replaced_by      TEXT    NOT NULL CHECK (replaced_by IN
                     ('moderator', 'command_line', 'setup_page', 'mail_link', 'writer',
                      'reader')),
  replaced_by_name TEXT    NOT NULL,               -- a moderator's, as it was then; else ''
  CHECK ((replaced_by = 'moderator') = (replaced_by_name <> ''))
) STRICT;
CREATE INDEX revision_comment ON revision (comment_id, id);

-- The audit log. Rows are never changed or deleted. It contains no comment's text, name or address;
-- texts are in `revision`.
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
CREATE INDEX audit_log_thread ON audit_log (thread_id, id) WHERE comment_id IS NULL;
CREATE INDEX audit_log_batch ON audit_log (batch);
CREATE INDEX audit_log_moderator ON audit_log (moderator_id, id) WHERE moderator_id IS NOT NULL;
CREATE UNIQUE INDEX audit_log_undoes ON audit_log (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER audit_log_is_append_only BEFORE UPDATE ON audit_log BEGIN
  SELECT raise(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_log_keeps_entries BEFORE DELETE ON audit_log BEGIN
  SELECT raise(ABORT, 'the audit log is append-only');
END;

-- Help resources for people in distress: the site's own list.
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

-- Templates for moderators' replies; never sent automatically.
CREATE TABLE reply_draft (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  title            TEXT    NOT NULL,
  text             TEXT    NOT NULL
) STRICT;

-- Readers' reports of comments. A moderator's decision about the comment closes them; closed ones are
-- deleted after a month.
CREATE TABLE report (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  comment_id       INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  reader           TEXT    NOT NULL,               -- a keyed hash of the address prefix
  at               INTEGER NOT NULL,
  reason           TEXT    NOT NULL CHECK (reason IN
                     ('worried', 'abuse', 'spam', 'private', 'illegal', 'other')),
  note             TEXT    NOT NULL DEFAULT '',    -- the reader's own words
  email            TEXT    NOT NULL DEFAULT '',    -- to be told about the decision
  opened           INTEGER NOT NULL DEFAULT 0 CHECK (opened IN (0, 1)),
                                                   -- by it the comment was newly listed as reported: it was
                                                   -- its only open report, or opened it for care
  closed_by        INTEGER REFERENCES audit_log (id)   -- the decision; NULL while it is open
) STRICT;
-- The reported view, the open reports of a comment, and repeated reports.
CREATE UNIQUE INDEX report_open ON report (comment_id, reason, reader) WHERE closed_by IS NULL;
CREATE INDEX report_comment ON report (comment_id, at);
CREATE INDEX report_reader ON report (reader, at);
CREATE INDEX report_opened ON report (at) WHERE opened = 1;
CREATE INDEX report_closed ON report (closed_by) WHERE closed_by IS NOT NULL;

-- The outbox. Mail is enqueued in the transaction of the change that it reports, and composed when
-- it is sent.
CREATE TABLE outbox (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  purpose          TEXT    NOT NULL CHECK (purpose IN
                     ('waiting', 'care', 'care_unread', 'approved', 'edited', 'confirm', 'published',
                      'reply', 'reported', 'report_closed', 'password', 'test')),
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
-- Limits the mails to an address that a reader entered.
CREATE INDEX outbox_report_closed ON outbox (recipient, created_at) WHERE purpose = 'report_closed';
CREATE INDEX outbox_comment ON outbox (comment_id) WHERE comment_id IS NOT NULL;

-- Recent requests for consent to mail, for rate limits. Kept for a day.
CREATE TABLE consent_question (
  address          TEXT    NOT NULL,               -- a keyed hash of the mailbox without its tag
  address_prefix   TEXT    NOT NULL,               -- a keyed hash of the prefix that asked for the mail
  at               INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_question_at ON consent_question (at);

-- Consent to mail, given or refused by a link that was mailed to the address.
CREATE TABLE mail_consent (
  email            TEXT    PRIMARY KEY,
  consent          TEXT    NOT NULL CHECK (consent IN ('asked', 'given', 'withdrawn')),
                                                   -- asked: deleted after a week without an answer
  changed_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_consent_asked ON mail_consent (changed_at) WHERE consent = 'asked';
