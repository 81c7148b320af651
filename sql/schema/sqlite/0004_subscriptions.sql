-- Subscriptions to mail, each with the proof of its consent, and addresses that get no mail. Times are
-- integer milliseconds since 1970-01-01T00:00:00Z.

-- One row per subscription. An address gets mail only after a link that was mailed to it was used.
CREATE TABLE subscription (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: links name it
  email            TEXT    NOT NULL,
  kind             TEXT    NOT NULL CHECK (kind IN ('replies', 'thread')),
                                                   -- replies to a comment, or every comment of a thread
  thread_id        INTEGER NOT NULL REFERENCES thread (id),
                                                   -- where it was asked; a merge leads on from there
  comment_id       INTEGER REFERENCES comment (id) ON DELETE SET NULL,
                                                   -- the comment that it was asked with
  state            TEXT    NOT NULL CHECK (state IN ('asked', 'on', 'ended')),
                                                   -- asked: deleted after a week without an answer;
                                                   -- ended: kept for a while, for links in old mails
  schedule         TEXT    NOT NULL DEFAULT 'each' CHECK (schedule IN ('each', 'daily', 'weekly')),
  asked_at         INTEGER NOT NULL,
  asked_by         TEXT    NOT NULL DEFAULT '',    -- a keyed hash of the address prefix that asked; '' for
                                                   -- what was asked before this table existed
  wording          INTEGER NOT NULL,               -- version of the question that was answered; 0: before
                                                   -- this table existed
  confirmed_at     INTEGER,
  changed_at       INTEGER NOT NULL                -- of the state
) STRICT;
CREATE INDEX subscription_email ON subscription (email, state);
CREATE INDEX subscription_comment ON subscription (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX subscription_thread ON subscription (thread_id, state);
CREATE INDEX subscription_asked ON subscription (asked_at) WHERE state = 'asked';
CREATE INDEX subscription_ended ON subscription (changed_at) WHERE state = 'ended';

-- Consent was one row per address, for its comments whose writer had ticked the box.
INSERT INTO subscription (email, kind, thread_id, comment_id, state, asked_at, wording, confirmed_at, changed_at)
SELECT comment.email, 'replies', comment.thread_id, comment.id,
       CASE mail_consent.consent WHEN 'given' THEN 'on' ELSE 'asked' END,
       CASE mail_consent.consent WHEN 'given' THEN comment.created_at ELSE mail_consent.changed_at END, 0,
       CASE mail_consent.consent WHEN 'given' THEN mail_consent.changed_at END, mail_consent.changed_at
FROM comment JOIN mail_consent ON mail_consent.email = comment.email
WHERE comment.mail_wanted = 1 AND mail_consent.consent IN ('given', 'asked') AND comment.status <> 'deleted'
ORDER BY comment.id;

-- Addresses whose owners do not want to be asked.
CREATE TABLE mail_refusal (
  email            TEXT    PRIMARY KEY,
  at               INTEGER NOT NULL
) STRICT;
INSERT INTO mail_refusal (email, at) SELECT email, changed_at FROM mail_consent WHERE consent = 'withdrawn';
DROP TABLE mail_consent;

-- Addresses that must not get mail, as keyed hashes.
CREATE TABLE mail_suppression (
  address          TEXT    PRIMARY KEY,            -- a keyed hash of the address, its domain in Punycode
  reason           TEXT    NOT NULL CHECK (reason IN ('bounce', 'complaint', 'refused')),
                                                   -- refused: by an address that was erased since
  at               INTEGER NOT NULL
) STRICT;

-- The outbox gets further purposes, and the subscription that a question is about.
CREATE TABLE new_outbox (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  purpose          TEXT    NOT NULL CHECK (purpose IN
                     ('waiting', 'care', 'care_unread', 'approved', 'edited', 'confirm', 'published',
                      'reply', 'followed', 'digest_daily', 'digest_weekly', 'reported', 'report_closed',
                      'password', 'test')),
  recipient        TEXT    NOT NULL,
  comment_id       INTEGER REFERENCES comment (id) ON DELETE CASCADE,
  subscription_id  INTEGER REFERENCES subscription (id) ON DELETE CASCADE,
                                                   -- of a 'confirm' mail
  status           TEXT    NOT NULL DEFAULT 'queued' CHECK (status IN
                     ('queued', 'sending', 'sent', 'failed', 'dropped')),
                                                   -- dropped: there is nothing to tell any more
  due_at           INTEGER NOT NULL,
  attempts         INTEGER NOT NULL DEFAULT 0,
  created_at       INTEGER NOT NULL,
  changed_at       INTEGER NOT NULL,
  problem          TEXT    NOT NULL DEFAULT ''     -- why the last attempt failed
) STRICT;
INSERT INTO new_outbox (id, purpose, recipient, comment_id, subscription_id, status, due_at, attempts, created_at,
                        changed_at, problem)
SELECT id, purpose, recipient, comment_id,
       CASE purpose WHEN 'confirm' THEN
         (SELECT subscription.id FROM subscription
          WHERE subscription.comment_id = outbox.comment_id AND subscription.email = outbox.recipient) END,
       status, due_at, attempts, created_at, changed_at, problem
FROM outbox ORDER BY id;
-- Ids are part of Message-IDs, so they are not used again.
DELETE FROM sqlite_sequence WHERE name = 'new_outbox';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_outbox', seq FROM sqlite_sequence WHERE name = 'outbox';
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (due_at) WHERE status IN ('queued', 'sending');
CREATE INDEX outbox_status ON outbox (status, id);
-- Limits the mails to an address that a reader entered.
CREATE INDEX outbox_report_closed ON outbox (recipient, created_at) WHERE purpose = 'report_closed';
-- The next digest of a person.
CREATE INDEX outbox_digest ON outbox (recipient, purpose)
  WHERE status IN ('queued', 'sending') AND purpose IN ('digest_daily', 'digest_weekly');
CREATE INDEX outbox_comment ON outbox (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX outbox_subscription ON outbox (subscription_id) WHERE subscription_id IS NOT NULL;
