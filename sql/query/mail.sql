-- The outbox, and whether the owners of addresses want mail.

-- name: find_comment_mail :one
-- Who is to be told about a comment, and what it answers.
SELECT c.email, c.mail_wanted, c.parent_id, thread.path, c.status, c.care, c.address_prefix
FROM comment AS c JOIN thread ON thread.id = c.thread_id WHERE c.id = $id;

-- name: insert_mail :exec
-- Owes somebody a mail.
-- $comment: integer?
INSERT INTO outbox (purpose, recipient, comment_id, due_at, created_at, changed_at)
VALUES ($purpose, $recipient, $comment, $due, $now, $now);

-- fragment: mail_columns
id, purpose, recipient, comment_id, status, due_at, attempts, created_at, problem;

-- name: find_due_mail :one
-- The mail that has been due for longest, or that a courier who died began to send.
-- row: Mail
SELECT @mail_columns FROM outbox
WHERE status IN ('queued', 'sending') AND due_at <= $now
  AND (status = 'queued' OR changed_at < $abandoned_before)
ORDER BY due_at, id LIMIT 1;

-- name: list_digest_mail :many
-- The other mails of one purpose that are due for one recipient.
-- row: Mail
SELECT @mail_columns FROM outbox
WHERE status = 'queued' AND due_at <= $now AND purpose = $purpose AND recipient = $recipient
  AND id <> $except
ORDER BY id LIMIT 99;

-- name: list_mail :many
-- The mails of a status, the newest first.
-- row: Mail
SELECT @mail_columns FROM outbox WHERE status = $status ORDER BY id DESC LIMIT $limit;

-- name: is_mail_queued :one
-- Whether a mail of a purpose about a comment is still on its way to somebody.
SELECT 1 AS "found: integer" FROM outbox
WHERE comment_id = $comment AND purpose = $purpose AND recipient = $recipient AND status = 'queued'
LIMIT 1;

-- name: next_mail_due :single
-- When the next mail is due; 0 when none is owed.
SELECT coalesce(min(due_at), 0) AS "due_at: integer" FROM outbox
WHERE status IN ('queued', 'sending');

-- name: count_mail :single
-- How many mails there are of a status.
SELECT count(*) AS "mails: integer" FROM outbox WHERE status = $status;

-- name: set_mail :exec
-- What became of a mail.
UPDATE outbox SET status = $status, due_at = $due, attempts = $attempts, problem = $problem,
                  changed_at = $now
WHERE id = $id;

-- name: retry_failed_mail :exec
-- Tries everything that was given up once more.
UPDATE outbox SET status = 'queued', due_at = $now, created_at = $now, attempts = 0,
                  changed_at = $now
WHERE status = 'failed';

-- name: forget_mail :exec
-- Forgets to whom was written long ago, or in vain.
DELETE FROM outbox WHERE status IN ('sent', 'dropped', 'failed') AND changed_at < $before;

-- name: find_consent :one
-- Whether the owner of an address wants mail.
SELECT consent, changed_at FROM mail_consent WHERE email = $email;

-- name: set_consent :exec
-- Keeps whether the owner of an address wants mail.
INSERT INTO mail_consent (email, consent, changed_at) VALUES ($email, $consent, $now)
ON CONFLICT (email) DO UPDATE SET consent = excluded.consent, changed_at = excluded.changed_at;

-- name: forget_unanswered_consent :exec
-- Forgets the addresses whose owners did not answer.
DELETE FROM mail_consent WHERE consent = 'asked' AND changed_at < $before;

-- name: count_consent_questions :single
-- How many questions were sent within a day to a mailbox and for a network, and in all since a
-- later moment.
-- scan: a day's questions, of which there are at most sixty an hour
SELECT coalesce(sum(address = $address), 0) AS "to_mailbox: integer",
       coalesce(sum(address_prefix = $address_prefix), 0) AS "for_prefix: integer",
       coalesce(sum(at > $since), 0) AS "recent: integer"
FROM consent_question;

-- name: insert_consent_question :exec
-- A question whether somebody wants mail was sent.
INSERT INTO consent_question (address, address_prefix, at) VALUES ($address, $address_prefix, $now);

-- name: forget_consent_questions :exec
-- Forgets the questions that were sent before a day ago, and before the clock was set back.
DELETE FROM consent_question WHERE at < $since OR at > $until;
