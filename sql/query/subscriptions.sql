-- Subscriptions to mail, requests for consent, and addresses that get no mail.

-- fragment: thread_family
-- A thread, and those that were merged into it.
(WITH RECURSIVE family (id) AS (
   SELECT origin.id FROM thread AS origin WHERE origin.id = $thread
   UNION SELECT former.id FROM thread AS former JOIN family ON former.merged_into = family.id)
 SELECT family.id FROM family);

-- fragment: subscription_columns
subscription.id, subscription.email, subscription.kind, subscription.thread_id, subscription.comment_id,
       subscription.state, subscription.schedule, subscription.asked_at, subscription.asked_by,
       subscription.wording, subscription.confirmed_at, thread.path, thread.title;

-- name: find_subscription :one
-- One subscription.
-- row: Subscription
SELECT @subscription_columns
FROM subscription JOIN thread ON thread.id = subscription.thread_id WHERE subscription.id = $id;

-- name: list_subscriptions :many
-- The subscriptions of an address in every state, newest first.
-- row: Subscription
SELECT @subscription_columns
FROM subscription JOIN thread ON thread.id = subscription.thread_id
WHERE subscription.email = $email ORDER BY subscription.id DESC;

-- name: find_reason :one
-- The subscription by which an address gets mail about a comment: to the replies of another comment of
-- the same address, or to the thread.
-- scan: only its own rows, of a recursive subquery
-- row: Subscription
-- $replies_to: integer?
SELECT @subscription_columns
FROM subscription JOIN thread ON thread.id = subscription.thread_id
WHERE subscription.email = $email AND subscription.state = 'on'
  AND CASE subscription.kind
      WHEN 'thread' THEN subscription.thread_id IN @thread_family
      ELSE subscription.comment_id = $replies_to
           AND subscription.email = (SELECT email FROM comment WHERE comment.id = $replies_to) END
ORDER BY subscription.kind LIMIT 1;

-- name: list_subscribers :many
-- Whom to tell about a comment: subscribers to the replies of its parent, and to its thread. Several rows
-- for an address with several reasons.
-- scan: only its own rows, of a recursive subquery
-- $parent: integer?
SELECT email, kind, schedule FROM subscription
WHERE comment_id = $parent AND kind = 'replies' AND state = 'on'
  AND email = (SELECT email FROM comment WHERE comment.id = $parent)
UNION ALL
SELECT email, kind, schedule FROM subscription
WHERE thread_id IN @thread_family AND kind = 'thread' AND state = 'on'
ORDER BY email;

-- name: insert_subscription :single
-- Stores a subscription that was asked for.
-- $comment: integer?
INSERT INTO subscription (email, kind, thread_id, comment_id, state, schedule, asked_at, asked_by, wording,
                          changed_at)
VALUES ($email, $kind, $thread, $comment, 'asked', $schedule, $now, $asked_by, $wording, $now)
RETURNING id;

-- name: ask_again :exec
-- Records that a subscription was asked for again.
UPDATE subscription SET asked_at = $now, asked_by = $asked_by, wording = $wording, changed_at = $now
WHERE id = $id;

-- name: confirm_subscription :exec
-- Records consent, if it was not given before.
UPDATE subscription SET state = 'on', confirmed_at = $now, changed_at = $now WHERE id = $id AND state = 'asked';

-- name: end_subscription :exec
-- Ends a subscription.
UPDATE subscription SET state = 'ended', changed_at = $now WHERE id = $id AND state <> 'ended';

-- name: end_subscriptions_of :exec
-- Ends all subscriptions of an address.
UPDATE subscription SET state = 'ended', changed_at = $now WHERE email = $email AND state <> 'ended';

-- name: set_schedule :exec
-- Changes when the mail of a subscription is sent.
UPDATE subscription SET schedule = $schedule WHERE id = $id;

-- name: delete_unanswered_subscriptions :exec
-- Deletes subscriptions whose question was not answered, with their addresses.
DELETE FROM subscription WHERE state = 'asked' AND asked_at < $before;

-- name: end_pointless_subscriptions :exec
-- Ends subscriptions to the replies of comments that are permanently deleted.
-- scan: once an hour, and only subscriptions without a comment
UPDATE subscription SET state = 'ended', changed_at = $now
WHERE kind = 'replies' AND comment_id IS NULL AND state <> 'ended';

-- name: delete_ended_subscriptions :exec
-- Deletes ended subscriptions, but while the address has another one, the links of old mails need them.
DELETE FROM subscription WHERE state = 'ended' AND changed_at < $before
  AND NOT EXISTS (SELECT 1 FROM subscription AS other
                  WHERE other.email = subscription.email AND other.state <> 'ended');

-- name: delete_subscriptions_of :exec
-- Deletes all subscriptions of an address.
DELETE FROM subscription WHERE email = $email;

-- name: count_consent_questions :single
-- The number of open requests for consent within a day to a mailbox, of all for an address prefix, and in
-- total since a later time.
-- scan: at most sixty rows an hour, kept for a day
SELECT coalesce(sum(address = $address), 0) AS "to_mailbox: integer",
       coalesce(sum(address_prefix = $address_prefix), 0) AS "for_prefix: integer",
       coalesce(sum(at > $since), 0) AS "recent: integer"
FROM consent_question;

-- name: insert_consent_question :exec
-- Records a request for consent.
INSERT INTO consent_question (address, address_prefix, at) VALUES ($address, $address_prefix, $now);

-- name: close_consent_question :exec
-- Records that the owner of a mailbox has answered.
-- scan: at most sixty rows an hour, kept for a day
UPDATE consent_question SET address = '' WHERE address = $address;

-- name: delete_old_consent_questions :exec
-- Deletes requests for consent older than a day, and those from before the clock was set back.
DELETE FROM consent_question WHERE at < $since OR at > $until;

-- name: find_refusal :one
-- When the owner of an address refused to be asked.
SELECT at FROM mail_refusal WHERE email = $email;

-- name: insert_refusal :exec
-- Records that the owner of an address does not want to be asked.
INSERT INTO mail_refusal (email, at) VALUES ($email, $now) ON CONFLICT (email) DO NOTHING;

-- name: delete_refusal :exec
-- Lets an address be asked again.
DELETE FROM mail_refusal WHERE email = $email;

-- name: find_suppression :one
-- Why an address gets no mail.
SELECT reason, at FROM mail_suppression WHERE address = $address;

-- name: insert_suppression :exec
-- Records that an address gets no mail.
INSERT INTO mail_suppression (address, reason, at) VALUES ($address, $reason, $now)
ON CONFLICT (address) DO UPDATE SET reason = excluded.reason, at = excluded.at
WHERE mail_suppression.reason <> 'refused';

-- name: delete_suppression :exec
-- Lets an address get mail again.
DELETE FROM mail_suppression WHERE address = $address;

-- name: delete_old_suppressions :exec
-- Deletes records of mail that could not be delivered or was complained about.
-- scan: once an hour, few rows
DELETE FROM mail_suppression WHERE reason <> 'refused' AND at < $before;
