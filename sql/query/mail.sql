-- The outbox, and the consent of address owners to mail.

-- name: find_comment_mail :one
-- The data of a comment that determines the mail about it.
SELECT c.email, c.mail_wanted, c.parent_id, thread.path, c.status, c.care, c.address_prefix
FROM comment AS c JOIN thread ON thread.id = c.thread_id WHERE c.id = $id;

-- name: insert_mail :exec
-- Enqueues a mail.
-- $comment: integer?
INSERT INTO outbox (purpose, recipient, comment_id, due_at, created_at, changed_at)
VALUES ($purpose, $recipient, $comment, $due, $now, $now);

-- fragment: mail_columns
id, purpose, recipient, comment_id, status, due_at, attempts, created_at, problem;

-- name: find_due_mail :one
-- The mail that has been due for longest, including mail that a dead mail worker had begun to send.
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
-- The mails with a status, newest first.
-- row: Mail
SELECT @mail_columns FROM outbox WHERE status = $status ORDER BY id DESC LIMIT $limit;

-- name: is_mail_queued :one
-- Whether a mail of a purpose about a comment is still pending for a recipient.
SELECT 1 AS "found: integer" FROM outbox
WHERE comment_id = $comment AND purpose = $purpose AND recipient = $recipient AND status = 'queued'
LIMIT 1;

-- name: count_report_closed_mail :single
-- The number of mails about closed reports to an address since a time.
SELECT count(*) AS "mails: integer" FROM outbox
WHERE purpose = 'report_closed' AND recipient = $recipient AND created_at > $since;

-- name: count_mail_since :single
-- The number of mails of a purpose to an address since a time.
-- scan: outgoing mail of a month
SELECT count(*) AS "mails: integer" FROM outbox
WHERE purpose = $purpose AND recipient = $recipient AND created_at > $since;

-- name: next_mail_due :single
-- When the next mail is due; 0 if none is pending.
SELECT coalesce(min(due_at), 0) AS "due_at: integer" FROM outbox
WHERE status IN ('queued', 'sending');

-- name: count_mail :single
-- The number of mails with a status.
SELECT count(*) AS "mails: integer" FROM outbox WHERE status = $status;

-- name: set_mail :exec
-- Stores the result of a delivery attempt.
UPDATE outbox SET status = $status, due_at = $due, attempts = $attempts, problem = $problem,
                  changed_at = $now
WHERE id = $id;

-- name: retry_failed_mail :exec
-- Enqueues all failed mails again.
UPDATE outbox SET status = 'queued', due_at = $now, created_at = $now, attempts = 0,
                  changed_at = $now
WHERE status = 'failed';

-- name: delete_old_mail :exec
-- Deletes finished and failed mails older than a time.
DELETE FROM outbox WHERE status IN ('sent', 'dropped', 'failed') AND changed_at < $before;

-- name: find_consent :one
-- The consent of an address owner to mail.
SELECT consent, changed_at FROM mail_consent WHERE email = $email;

-- name: set_consent :exec
-- Stores the consent of an address owner to mail.
INSERT INTO mail_consent (email, consent, changed_at) VALUES ($email, $consent, $now)
ON CONFLICT (email) DO UPDATE SET consent = excluded.consent, changed_at = excluded.changed_at;

-- name: delete_old_unanswered_consent :exec
-- Deletes addresses whose owners did not respond to a request for consent.
DELETE FROM mail_consent WHERE consent = 'asked' AND changed_at < $before;

-- name: count_consent_questions :single
-- The number of requests for consent within a day, to a mailbox and for an address prefix, and in
-- total since a later time.
-- scan: at most sixty rows an hour, kept for a day
SELECT coalesce(sum(address = $address), 0) AS "to_mailbox: integer",
       coalesce(sum(address_prefix = $address_prefix), 0) AS "for_prefix: integer",
       coalesce(sum(at > $since), 0) AS "recent: integer"
FROM consent_question;

-- name: insert_consent_question :exec
-- Records a request for consent.
INSERT INTO consent_question (address, address_prefix, at) VALUES ($address, $address_prefix, $now);

-- name: delete_old_consent_questions :exec
-- Deletes requests for consent older than a day, and those from before the clock was set back.
DELETE FROM consent_question WHERE at < $since OR at > $until;
