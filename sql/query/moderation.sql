-- The moderators' queue, their decisions, and the audit log of them.

-- name: find_state :one
-- What moderators change about a comment, and where it stands.
SELECT status, pinned, locked, care, care_holder_id, not_spam, version, thread_id, parent_id, top_level_id
FROM comment WHERE id = $id;

-- name: set_state :single
-- A moderator's decision.
-- $holder: integer?
-- $now: integer
UPDATE comment SET status = $status, pinned = $pinned, locked = $locked, care = $care,
                   care_holder_id = $holder, not_spam = $not_spam, version = version + 1,
                   care_resolved_at = CASE WHEN $care = 'resolved'
                                          THEN coalesce(care_resolved_at, $now) END
WHERE id = $id RETURNING version;

-- The lists of ids of the queue: behind $after, newest first, or oldest first when $oldest is 1;
-- one of the two halves has nothing then. They differ only in the index that narrows them the most,
-- so they share their parameters.

-- fragment: queue_filters
-- Each filter is off when its parameter is null.
-- $status: text?
-- $care: text?
-- $thread: integer?
-- $author: text?
-- $email: text?
-- $address_prefix: text?
comment.status <> 'deleted'
    AND ($status IS NULL OR comment.status = $status) AND ($care IS NULL OR comment.care = $care)
    AND ($thread IS NULL OR comment.thread_id = $thread)
    AND ($author IS NULL OR comment.author = $author)
    AND ($email IS NULL OR comment.email = $email)
    AND ($address_prefix IS NULL OR comment.address_prefix = $address_prefix);

-- fragment: found_by_search
-- $search: text?
($search IS NULL OR EXISTS (SELECT 1 FROM comment_search AS found
                                WHERE found.rowid = comment.id AND comment_search MATCH $search));

-- name: queue_all :many
-- Everything.
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND @queue_filters
  ORDER BY id LIMIT $limit);

-- name: queue_by_status :many
-- Of one status.
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND comment.status = $status
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND comment.status = $status
    AND @queue_filters
  ORDER BY id LIMIT $limit);

-- name: queue_by_thread :many
-- Of one page.
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND comment.thread_id = $thread
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND comment.thread_id = $thread
    AND @queue_filters
  ORDER BY id LIMIT $limit);

-- name: queue_by_author :many
-- Of one name.
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND comment.author = $author
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND comment.author = $author
    AND @queue_filters
  ORDER BY id LIMIT $limit);

-- name: queue_by_email :many
-- Of one e-mail address.
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND comment.email = $email
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND comment.email = $email
    AND @queue_filters
  ORDER BY id LIMIT $limit);

-- name: queue_by_prefix :many
-- Of one network.
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND comment.address_prefix = $address_prefix
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND comment.address_prefix = $address_prefix
    AND @queue_filters
  ORDER BY id LIMIT $limit);

-- name: queue_by_care :many
-- What a person should read soon.
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND comment.care = 'open'
    AND @found_by_search
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND comment.care = 'open'
    AND @found_by_search
    AND @queue_filters
  ORDER BY id LIMIT $limit);

-- name: queue_by_mark :many
-- What is worth reading before others.
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND comment.care = 'marked'
    AND @found_by_search
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND comment.care = 'marked'
    AND @found_by_search
    AND @queue_filters
  ORDER BY id LIMIT $limit);

-- name: queue_by_search :many
-- What full-text search finds.
-- parameters: Queue
-- $search: text?
SELECT id FROM (
  SELECT comment.id FROM comment_search AS found CROSS JOIN comment ON comment.id = found.rowid
  WHERE $oldest = 0 AND found.rowid < $after
    AND comment_search MATCH $search
    AND @queue_filters
  ORDER BY found.rowid DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT comment.id FROM comment_search AS found CROSS JOIN comment ON comment.id = found.rowid
  WHERE $oldest = 1 AND found.rowid > $after
    AND comment_search MATCH $search
    AND @queue_filters
  ORDER BY found.rowid LIMIT $limit);

-- name: find_queue_item :one
-- One comment with what a moderator wants to know of it. Comments by the same person are counted up
-- to fifty. (IS TRUE keeps the planner from reading all published comments by their status.)
SELECT @comment_columns, thread.path, thread.title, thread.closed, thread.memorial,
       parent.author AS parent_author, parent.text AS parent_text, parent.status AS parent_status,
       (SELECT count(*) FROM (SELECT 1 FROM comment AS other
                              WHERE other.email = comment.email AND comment.email <> ''
                                AND other.id <> comment.id
                              LIMIT 50)) AS "others: integer",
       (SELECT count(*) FROM (SELECT 1 FROM comment AS other
                              WHERE other.email = comment.email AND comment.email <> ''
                                AND other.id <> comment.id AND (other.status = 'approved') IS TRUE
                              LIMIT 50)) AS "others_approved: integer",
       comment.care_read_at, coalesce(holder.name, '') AS "care_holder: text"
FROM comment JOIN thread ON thread.id = comment.thread_id
  LEFT JOIN comment AS parent ON parent.id = comment.parent_id
  LEFT JOIN moderator AS holder ON holder.id = comment.care_holder_id
WHERE comment.id = $id;

-- name: list_recent_comments :many
-- The last comments, for trying a rule.
-- scan: it reads the newest rows, as many as it is asked for
SELECT @comment_columns FROM comment
WHERE status <> 'deleted' ORDER BY id DESC LIMIT $limit;

-- name: insert_audit_entry :single
-- Adds a line to the audit_log. $batch is null for the first line of a press.
-- $batch: integer?
-- $moderator: integer?
-- $comment: integer?
-- $thread: integer?
-- $undoes: integer?
INSERT INTO audit_log (at, batch, actor, actor_name, moderator_id, action, comment_id, thread_id,
                       before, after, version, note, undoes)
VALUES ($at, coalesce($batch, (SELECT coalesce(max(id), 0) + 1 FROM audit_log)), $actor, $actor_name,
        $moderator, $action, $comment, $thread, $before, $after, $version, $note, $undoes)
RETURNING id;

-- fragment: audit_lines
-- A line of the audit log, with the page that it is about and whether it was undone.
audit_log.id, audit_log.at, audit_log.batch, audit_log.actor, audit_log.actor_name, audit_log.action,
       audit_log.comment_id, audit_log.thread_id, coalesce(thread.path, '') AS "path: text", audit_log.before, audit_log.after,
       audit_log.note, audit_log.version, audit_log.undoes,
       EXISTS (SELECT 1 FROM audit_log AS later WHERE later.undoes = audit_log.id) AS "undone: integer"
FROM audit_log LEFT JOIN thread ON thread.id = audit_log.thread_id;

-- name: list_audit_log :many
-- The audit log, the newest first.
-- row: Record
SELECT @audit_lines
WHERE audit_log.id < $before_id ORDER BY audit_log.id DESC LIMIT $limit;

-- name: list_audit_log_of_batch :many
-- What one press did, in its order.
-- row: Record
SELECT @audit_lines
WHERE audit_log.batch = $batch ORDER BY audit_log.id;

-- name: list_audit_log_of_comment :many
-- What was done with a comment, the newest first. Where another comment had its number before, and
-- was permanently deleted, only what came after that.
-- row: Record
SELECT @audit_lines
WHERE audit_log.comment_id = $comment
  AND (NOT EXISTS (SELECT 1 FROM comment WHERE id = $comment AND status <> 'deleted')
       OR audit_log.id > coalesce((SELECT max(id) FROM audit_log AS gone
                                WHERE gone.comment_id = $comment AND gone.action = 'delete'), 0))
ORDER BY audit_log.id DESC LIMIT 200;

-- name: is_own_rule :one
-- Whether a line of the audit log is a moderator's own adding of a rule.
SELECT 1 AS "found: integer" FROM audit_log
WHERE id = $id AND action = 'rule_add' AND moderator_id = $moderator;

-- name: is_deleted_since :one
-- Whether a comment of this number was permanently deleted when it had this version, or later.
SELECT 1 AS "found: integer" FROM audit_log
WHERE comment_id = $id AND action = 'delete' AND version >= $version LIMIT 1;
