-- The outbox.

-- name: find_comment_mail :one
-- The data of a comment that determines the mail about it.
SELECT c.email, c.mail_wanted, c.parent_id, c.thread_id, thread.path, c.status, c.care, c.address_prefix,
       EXISTS (SELECT 1 FROM subscription WHERE thread_id = c.thread_id AND state = 'on')
         OR EXISTS (SELECT 1 FROM thread AS former WHERE former.merged_into = c.thread_id)
         OR EXISTS (SELECT 1 FROM subscription WHERE comment_id = c.parent_id AND state = 'on')
         AS "may_be_followed: integer"
FROM comment AS c JOIN thread ON thread.id = c.thread_id WHERE c.id = $id;

-- name: insert_mail :exec
-- Enqueues a mail.
-- $comment: integer?
-- $subscription: integer?
INSERT INTO outbox (purpose, recipient, comment_id, subscription_id, due_at, created_at, changed_at)
VALUES ($purpose, $recipient, $comment, $subscription, $due, $now, $now);

-- fragment: mail_columns
id, purpose, recipient, comment_id, subscription_id, status, due_at, attempts, created_at, problem;

-- name: find_due_mail :one
-- The mail that has been due for longest, including mail that a dead mail worker had begun to send.
-- row: Mail
SELECT @mail_columns FROM outbox
WHERE status IN ('queued', 'sending') AND due_at <= $now
  AND (status = 'queued' OR changed_at < $abandoned_before)
ORDER BY due_at, id LIMIT 1;

-- name: list_reader_digest :many
-- The other entries of a digest to a subscriber that are due, including those that a dead mail worker
-- had begun to send.
-- row: Mail
SELECT @mail_columns FROM outbox
WHERE status IN ('queued', 'sending') AND purpose IN ('digest_daily', 'digest_weekly')
  AND purpose = $purpose AND recipient = $recipient AND due_at <= $now AND id <> $except
  AND (status = 'queued' OR changed_at < $abandoned_before)
ORDER BY id;

-- name: reader_digest_due :single
-- When the digest of a subscriber that is not sent yet is due; 0 if there is none.
SELECT coalesce(min(due_at), 0) AS "due_at: integer" FROM outbox
WHERE status IN ('queued', 'sending') AND purpose IN ('digest_daily', 'digest_weekly')
  AND purpose = $purpose AND recipient = $recipient AND status = 'queued' AND due_at > $now;

-- name: was_told :one
-- Whether a subscriber was told about a comment, or will be.
SELECT 1 AS "found: integer" FROM outbox
WHERE comment_id = $comment AND recipient = $recipient AND status <> 'dropped'
  AND purpose IN ('reply', 'followed', 'digest_daily', 'digest_weekly')
LIMIT 1;

-- name: list_ancestors :many
-- The comments that a comment replies to, directly or not, oldest first.
-- scan: only its own rows, of a recursive subquery
SELECT comment.id FROM comment
WHERE comment.id IN (WITH RECURSIVE above (id, parent_id) AS (
    SELECT base.id, base.parent_id FROM comment AS base WHERE base.id = $comment
    UNION SELECT parent.id, parent.parent_id FROM comment AS parent JOIN above ON above.parent_id = parent.id
    LIMIT 1000)
  SELECT above.id FROM above)
  AND comment.id <> $comment
ORDER BY comment.id;

-- name: list_recipients_about :many
-- The recipients of the mails about a comment.
SELECT DISTINCT recipient FROM outbox WHERE comment_id = $comment;

-- name: find_recipient :one
-- The recipient of a mail.
SELECT recipient FROM outbox WHERE id = $id;

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
