-- The moderators' queue, their decisions, and the record of them.

-- name: find_state :one
-- What moderators change about a comment, and where it stands.
SELECT status, pinned, locked, care, care_holder_id, not_spam, version, thread_id, parent_id, root_id
FROM comment WHERE id = $id;

-- name: set_state :single
-- A moderator's decision.
-- $holder: integer?
-- $now: integer
UPDATE comment SET status = $status, pinned = $pinned, locked = $locked, care = $care,
                   care_holder_id = $holder, not_spam = $not_spam, version = version + 1,
                   care_settled_at = CASE WHEN $care = 'settled'
                                          THEN coalesce(care_settled_at, $now) END
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
-- $network: text?
comment.status <> 'deleted'
    AND ($status IS NULL OR comment.status = $status) AND ($care IS NULL OR comment.care = $care)
    AND ($thread IS NULL OR comment.thread_id = $thread)
    AND ($author IS NULL OR comment.author = $author)
    AND ($email IS NULL OR comment.email = $email)
    AND ($network IS NULL OR comment.network = $network);

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

-- name: queue_by_network :many
-- Of one network.
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND comment.network = $network
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND comment.network = $network
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

-- name: insert_record :single
-- Adds a line to the record. $batch is null for the first line of a press.
-- $batch: integer?
-- $moderator: integer?
-- $comment: integer?
-- $thread: integer?
-- $undoes: integer?
INSERT INTO record (at, batch, actor, moderator_id, action, comment_id, thread_id, before, after,
                    version, note, undoes)
VALUES ($at, coalesce($batch, (SELECT coalesce(max(id), 0) + 1 FROM record)), $actor, $moderator,
        $action, $comment, $thread, $before, $after, $version, $note, $undoes)
RETURNING id;

-- fragment: record_lines
-- A line of the record, with the page that it is about and whether it was undone.
record.id, record.at, record.batch, record.actor, record.action, record.comment_id,
       record.thread_id, coalesce(thread.path, '') AS "path: text", record.before, record.after,
       record.note, record.version, record.undoes,
       EXISTS (SELECT 1 FROM record AS later WHERE later.undoes = record.id) AS "undone: integer"
FROM record LEFT JOIN thread ON thread.id = record.thread_id;

-- name: list_record :many
-- The record, the newest first.
-- row: Record
SELECT @record_lines
WHERE record.id < $before_id ORDER BY record.id DESC LIMIT $limit;

-- name: list_record_of_batch :many
-- What one press did, in its order.
-- row: Record
SELECT @record_lines
WHERE record.batch = $batch ORDER BY record.id;

-- name: list_record_of_comment :many
-- What was done with a comment, the newest first. Where another comment had its number before, and
-- was permanently deleted, only what came after that.
-- row: Record
SELECT @record_lines
WHERE record.comment_id = $comment
  AND (NOT EXISTS (SELECT 1 FROM comment WHERE id = $comment AND status <> 'deleted')
       OR record.id > coalesce((SELECT max(id) FROM record AS gone
                                WHERE gone.comment_id = $comment AND gone.action = 'delete'), 0))
ORDER BY record.id DESC LIMIT 200;

-- name: is_own_rule :one
-- Whether a line of the record is a moderator's own adding of a rule.
SELECT 1 AS "found: integer" FROM record
WHERE id = $id AND action = 'rule_add' AND moderator_id = $moderator;

-- name: is_deleted_since :one
-- Whether a comment of this number was permanently deleted when it had this version, or later.
SELECT 1 AS "found: integer" FROM record
WHERE comment_id = $id AND action = 'delete' AND version >= $version LIMIT 1;
