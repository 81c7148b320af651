-- The moderation queue, decisions, and the audit log.

-- name: find_state :one
-- The parts of a comment that moderation changes, and its position.
SELECT status, pinned, locked, care, care_holder_id, not_spam, version, thread_id, parent_id, top_level_id
FROM comment WHERE id = $id;

-- name: set_state :single
-- Stores a moderator's decision.
-- $holder: integer?
-- $now: integer
UPDATE comment SET status = $status, pinned = $pinned, locked = $locked, care = $care,
                   care_holder_id = $holder, not_spam = $not_spam, version = version + 1,
                   care_resolved_at = CASE WHEN $care = 'resolved'
                                          THEN coalesce(care_resolved_at, $now) END
WHERE id = $id RETURNING version;

-- The queue's lists of ids after $after, newest first, or oldest first if $oldest is 1; one of the
-- two halves of each is empty. They differ in the index that narrows them most, and share their
-- parameters.

-- fragment: queue_filters
-- A filter that is null is off.
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
-- All comments.
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
-- Comments with a status.
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
-- Comments of a page with a status, in the order of an index.
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND comment.thread_id = $thread AND comment.status = $status
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND comment.thread_id = $thread AND comment.status = $status
    AND @queue_filters
  ORDER BY id LIMIT $limit);

-- name: queue_by_author :many
-- Comments by a name.
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
-- Comments by an email address.
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
-- Comments from an address prefix.
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
-- Comments that are open for care.
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
-- Comments that are marked.
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

-- name: queue_by_report :many
-- Comments with open reports.
-- scan: the index of open reports, of which there are at most ten thousand
-- parameters: Queue
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after
    AND id IN (SELECT comment_id FROM report WHERE closed_by IS NULL)
    AND @found_by_search
    AND @queue_filters
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after
    AND id IN (SELECT comment_id FROM report WHERE closed_by IS NULL)
    AND @found_by_search
    AND @queue_filters
  ORDER BY id LIMIT $limit);

-- name: queue_by_search :many
-- Comments found by full-text search.
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
-- A comment with its context for moderators. Counts at most fifty other comments by the same
-- person. IS TRUE prevents the planner from reading all published comments by status.
SELECT @comment_columns, thread.path,
       coalesce(nullif(thread.title, ''), (SELECT held.title FROM held_title AS held
                                         WHERE held.comment_id = comment.id
                                           AND held.thread_id = thread.id), '') AS "title: text",
       thread.closed, thread.memorial,
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
-- The latest comments, for trying a rule.
-- scan: reads $limit of the newest rows
SELECT @comment_columns FROM comment
WHERE status <> 'deleted' ORDER BY id DESC LIMIT $limit;

-- name: insert_audit_entry :single
-- Adds an entry to the audit log. $batch is null for the first entry of a batch.
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
-- The columns of an audit-log entry, with its page and whether it was undone.
audit_log.id, audit_log.at, audit_log.batch, audit_log.actor, audit_log.actor_name, audit_log.action,
       audit_log.comment_id, audit_log.thread_id, coalesce(thread.path, '') AS "path: text",
       coalesce(thread.title, '') AS "title: text",
       CASE WHEN EXISTS (SELECT 1 FROM audit_log AS gone
                         WHERE gone.comment_id = audit_log.comment_id AND gone.action = 'delete'
                           AND gone.id >= audit_log.id)
            THEN '' ELSE coalesce(comment.author, '') END AS "author: text",
       coalesce((SELECT pattern FROM rule WHERE id = audit_log.before ->> 'rule'),
                (SELECT name FROM moderator WHERE id = audit_log.before ->> 'moderator'), '') AS "detail: text",
       audit_log.before, audit_log.after,
       audit_log.note, audit_log.version, audit_log.undoes,
       EXISTS (SELECT 1 FROM audit_log AS later WHERE later.undoes = audit_log.id) AS "undone: integer"
FROM audit_log LEFT JOIN thread ON thread.id = audit_log.thread_id
  LEFT JOIN comment ON comment.id = audit_log.comment_id;

-- name: list_audit_log :many
-- The audit log, newest first. A filter that is null is off.
-- row: AuditEntry
-- $actor_name: text?
-- $action: text?
-- $thread: integer?
-- $comment: integer?
SELECT @audit_lines
WHERE audit_log.id < $before_id AND @audit_filter
ORDER BY audit_log.id DESC LIMIT $limit;

-- name: list_newer_audit_log :many
-- The entries after one, oldest first. A filter that is null is off.
-- row: AuditEntry
-- $actor_name: text?
-- $action: text?
-- $thread: integer?
-- $comment: integer?
SELECT @audit_lines
WHERE audit_log.id > $after_id AND @audit_filter
ORDER BY audit_log.id LIMIT $limit;

-- fragment: audit_filter
    ($actor_name IS NULL OR audit_log.actor_name = $actor_name)
  AND ($action IS NULL OR audit_log.action = $action)
  AND ($thread IS NULL OR audit_log.thread_id = $thread)
  AND ($comment IS NULL OR audit_log.comment_id = $comment);

-- name: list_audit_log_of_batch :many
-- The entries of a batch, in order.
-- row: AuditEntry
SELECT @audit_lines
WHERE audit_log.batch = $batch ORDER BY audit_log.id;

-- name: list_audit_log_of_comment :many
-- The audit log of a comment, newest first. Excludes entries about an earlier comment with the same
-- number that was permanently deleted.
-- row: AuditEntry
SELECT @audit_lines
WHERE audit_log.comment_id = $comment
  AND (NOT EXISTS (SELECT 1 FROM comment WHERE id = $comment AND status <> 'deleted')
       OR audit_log.id > coalesce((SELECT max(id) FROM audit_log AS gone
                                WHERE gone.comment_id = $comment AND gone.action = 'delete'), 0))
ORDER BY audit_log.id DESC LIMIT 200;

-- name: unchanged_version :one
-- The version of a comment if it is in the state that an entry of the audit log left: every later
-- change was undone.
SELECT version FROM comment
WHERE id = $comment
  AND version = (SELECT max(change.version) FROM audit_log AS change
                 WHERE change.comment_id = $comment AND change.id >= $entry)
  AND NOT EXISTS (SELECT 1 FROM audit_log AS later
                  WHERE later.comment_id = $comment AND later.id > $entry AND later.version > $version
                    AND (later.undoes IS NULL OR later.undoes <= $entry)
                    AND NOT EXISTS (SELECT 1 FROM audit_log AS undo WHERE undo.undoes = later.id));

-- fragment: later_page_changes
-- The changes of a page since an entry of the audit log that were not undone.
SELECT later.after FROM audit_log AS later
WHERE later.id > $entry AND later.thread_id = $thread AND later.comment_id IS NULL
  AND later.undoes IS NULL
  AND NOT EXISTS (SELECT 1 FROM audit_log AS undo WHERE undo.undoes = later.id);

-- name: is_page_unchanged :one
-- Whether a page is in the state that an entry of the audit log left: every later change of it was
-- undone.
SELECT 1 AS "found: integer" FROM thread
WHERE id = $thread AND merged_into IS NULL AND closed = $closed AND memorial = $memorial
  AND NOT EXISTS (SELECT 1 FROM (@later_page_changes) WHERE after ->> 'closed' IS NOT NULL);

-- name: is_title_unchanged :one
-- The same for its title.
SELECT 1 AS "found: integer" FROM thread
WHERE id = $thread AND merged_into IS NULL AND title = $title
  AND NOT EXISTS (SELECT 1 FROM (@later_page_changes) WHERE after ->> 'title' IS NOT NULL);

-- name: is_address_unchanged :one
-- The same for its address; "" if it has none.
-- $page: text
SELECT 1 AS "found: integer" FROM thread
WHERE id = $thread AND merged_into IS NULL AND coalesce(page, '') = $page
  AND NOT EXISTS (SELECT 1 FROM (@later_page_changes) WHERE after ->> 'page' IS NOT NULL);

-- name: is_alias_unchanged :one
-- The same for one of its other names. $leads_to is 0 if the name leads nowhere.
-- $leads_to: integer
-- $page: text
SELECT 1 AS "found: integer"
WHERE coalesce((SELECT thread_id FROM page_alias WHERE page = $page), 0) = $leads_to
  AND NOT EXISTS (SELECT 1 FROM thread WHERE page = $page)
  AND NOT EXISTS (SELECT 1 FROM (@later_page_changes) WHERE after ->> 'alias' = $page);

-- name: list_batches_of_moderator :many
-- The batches of a moderator since a time that are no undo, newest first.
SELECT batch FROM audit_log
WHERE moderator_id = $moderator AND at >= $since AND undoes IS NULL
GROUP BY batch ORDER BY batch DESC LIMIT $limit;

-- name: list_threads :many
-- Pages with comments, the last commented first. A limit of -1 is none. A page that readers follow but
-- nobody has commented on is left out. The index by status ends with the id, the one by thread does not.
-- $offset: integer
-- scan: a few thousand pages, each with a few looks into an index
SELECT id, coalesce(page, '') AS "page: text", path, title, closed, memorial,
       coalesce((SELECT max((SELECT max(c.id) FROM comment AS c
                             WHERE c.thread_id = thread.id AND c.status = status.name))
                 FROM comment_count AS status), 0) AS "last: integer"
FROM thread
WHERE merged_into IS NULL
  AND (version > 0 OR EXISTS (SELECT 1 FROM comment WHERE comment.thread_id = thread.id))
ORDER BY 7 DESC, id DESC LIMIT $limit OFFSET $offset;

-- name: thread_numbers :single
-- The number of comments of a page that wait, and when its last one was written: of a thread with parts
-- the one with the highest id ($last).
-- $last: integer
SELECT (SELECT count(*) FROM comment INDEXED BY comment_thread_status
        WHERE thread_id = $thread AND status = 'waiting') AS "waiting: integer",
       coalesce(iif(EXISTS (SELECT 1 FROM thread_part WHERE thread_id = $thread),
                    (SELECT created_at FROM comment WHERE id = $last),
                    (SELECT max(created_at) FROM comment
                     WHERE thread_id = $thread AND status <> 'deleted')), 0) AS "last_at: integer";

-- name: find_thread_title :one
-- The title of a page, and whether it came with a comment's form.
SELECT title, title_given FROM thread WHERE id = $id;

-- name: set_thread_title :exec
-- Changes the title of a page. A title that was not given by a form is not replaced by one.
UPDATE thread SET title = $title, title_given = $given WHERE id = $id;

-- name: list_bounds :single
-- The next comment, the next entry of the audit log and the next report.
SELECT (SELECT coalesce(max(id), 0) + 1 FROM comment) AS "comment: integer",
       (SELECT coalesce(max(id), 0) + 1 FROM audit_log) AS "entry: integer",
       (SELECT coalesce(max(id), 0) + 1 FROM report) AS "report: integer";

-- name: version_before :one
-- The version of a comment that was not changed since an entry of the audit log.
SELECT version FROM comment
WHERE id = $id AND NOT EXISTS (SELECT 1 FROM audit_log WHERE comment_id = $id AND audit_log.id >= $entry);

-- name: is_found :one
-- Whether a comment is found by full-text search.
SELECT 1 AS "found: integer" FROM comment_search WHERE rowid = $id AND comment_search MATCH $search;

-- name: is_own_rule :one
-- Whether an entry is the addition of a rule by this moderator.
SELECT 1 AS "found: integer" FROM audit_log
WHERE id = $id AND action = 'rule_add' AND moderator_id = $moderator;

-- name: count_approving_changes :single
-- The number of versions of a comment after one that came from actions which leave its text and publish it.
SELECT count(DISTINCT version) AS "versions: integer" FROM audit_log
WHERE comment_id = $id AND version > $since AND action IN ('approve', 'not_spam', 'pin', 'unpin');

-- name: is_deleted_since :one
-- Whether a comment with this number was permanently deleted at this version or later.
SELECT 1 AS "found: integer" FROM audit_log
WHERE comment_id = $id AND action = 'delete' AND version >= $version LIMIT 1;
