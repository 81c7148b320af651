-- Comments: reading, storing, changing and deleting; revisions; the search index and the stored
-- counts.

-- fragment: visible_columns
-- The columns that readers see besides the author and the text (read_comment in
-- store/comment/comment_rows.h).
comment.id, comment.parent_id, comment.top_level_id, comment.status, comment.format, comment.created_at,
       comment.moderator_id, comment.kind, comment.post_author, comment.pinned, comment.locked, comment.care,
       comment.writer_edited_at;

-- fragment: comment_columns
-- All columns that the stores read (read_full_comment in store/comment/comment_rows.h).
@visible_columns, comment.author, comment.email, comment.url, comment.text, comment.thread_id,
       comment.reason, comment.address_prefix, comment.user_agent, comment.version, comment.care_topics,
       comment.mail_wanted, comment.edited_at, comment.not_spam;

-- name: find_comment :one
-- One comment.
SELECT @comment_columns FROM comment WHERE id = $id;

-- name: next_comment_id :single
-- The id that the next comment will get. Read within the write transaction, because a top-level
-- comment refers to its own id.
-- scan: one row
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'comment'), 0) + 1 AS "id: integer";

-- name: insert_comment :exec
-- Stores a comment with an id from the caller: the next one, or its id at the source of an import.
-- Stores nothing if the id exists.
-- $parent: integer?
-- $moderator: integer?
-- $edited_at: integer?
-- $writer_edited_at: integer?
INSERT INTO comment (id, thread_id, parent_id, top_level_id, status, reason, author, email, url, address_prefix,
                     user_agent, text, format, created_at, version, moderator_id, kind, post_author, pinned, locked,
                     care, care_topics, mail_wanted, edited_at, writer_edited_at,
                     not_spam)
VALUES ($id, $thread, $parent, $top_level, $status, $reason, $author, $email, $url, $address_prefix,
        $user_agent, $text, $format, $created_at, $version, $moderator, $kind, $post_author, $pinned, $locked,
        $care, $care_topics, $mail_wanted, $edited_at, $writer_edited_at,
        $not_spam)
ON CONFLICT (id) DO NOTHING;

-- name: replace_comment :single
-- Replaces a comment that was not changed here by its current state at the source of an import.
-- $writer_edited_at: integer?
UPDATE comment SET status = $status, author = $author, email = $email, url = $url, text = $text,
                   format = $format, created_at = $created_at,
                   writer_edited_at = $writer_edited_at, not_spam = $not_spam,
                   kind = $kind, post_author = $post_author,
                   version = version + 1
WHERE id = $id RETURNING version;

-- name: find_published_author :one
-- The author of a published comment; no row if it is not published.
SELECT author FROM comment WHERE id = $id AND (status = 'approved') IS TRUE;

-- name: has_replies :one
-- Whether a comment has replies.
SELECT 1 AS "found: integer" FROM comment WHERE parent_id = $id LIMIT 1;

-- name: list_replies :many
-- The direct replies of a comment, whatever their status.
SELECT id FROM comment WHERE parent_id = $id ORDER BY id;

-- name: find_duplicate :one
-- An identical comment: same page, parent, name, email address and text, not in the trash. An
-- unpublished one matches only from its own address prefix, so that others do not learn of it.
-- $parent: integer?
SELECT id FROM comment
WHERE email = $email AND thread_id = $thread AND parent_id IS $parent AND author = $author
  AND text = $text AND status NOT IN ('trash', 'deleted')
  AND ((status = 'approved') IS TRUE OR address_prefix = $address_prefix)
LIMIT 1;

-- name: is_known_author :single
-- Whether this name and email address have an approved comment, or a comment with this address was
-- marked as not spam. IS TRUE makes the planner read the person's few comments instead of all
-- approved ones.
SELECT EXISTS (SELECT 1 FROM comment
               WHERE email = $email AND author = $author AND (status = 'approved') IS TRUE)
    OR EXISTS (SELECT 1 FROM comment WHERE email = $email AND email <> '' AND not_spam = 1)
       AS "known: integer";

-- name: newest_by_email :single
-- When a published comment with this email address was last written or changed, on any page; 0 if
-- not since a time. Unpublished comments do not count, so that a sender who uses somebody else's
-- address does not learn about them. IS TRUE prevents the planner from reading by status.
SELECT max(coalesce((SELECT max(created_at) FROM comment
                     WHERE email = $email AND created_at >= $since
                       AND (status = 'approved') IS TRUE), 0),
           coalesce((SELECT max(rewritten_at) FROM comment
                     WHERE email = $email AND rewritten_at >= $since
                       AND (status = 'approved') IS TRUE), 0)) AS "newest: integer";

-- name: newest_by_prefix :single
-- When a comment from this address prefix was last written or changed, on any page; 0 if not since
-- a time.
SELECT max(coalesce((SELECT max(created_at) FROM comment
                     WHERE address_prefix = $address_prefix AND created_at >= $since), 0),
           coalesce((SELECT max(rewritten_at) FROM comment
                     WHERE address_prefix = $address_prefix AND rewritten_at >= $since), 0)) AS "newest: integer";

-- name: count_rewrites :single
-- How often the commenter has changed a comment, and the total size of its revisions in bytes.
SELECT (SELECT count(*) FROM audit_log WHERE comment_id = $id AND action = 'rewrite')
         AS "changes: integer",
       (SELECT coalesce(sum(length(CAST(text AS BLOB))), 0) FROM revision WHERE comment_id = $id)
         AS "bytes: integer";

-- name: set_rewritten :exec
-- Records a change by the commenter and the policy's reason for the new text. Part of a change that
-- increments the version, before the status is set. Readers are told of the change only if they may
-- have seen the previous text: the comment is published, or was, as the audit log tells.
-- $now: integer
UPDATE comment SET reason = $reason, rewritten_at = $now,
                   writer_edited_at = iif(status = 'approved' OR writer_edited_at IS NOT NULL
                     OR EXISTS (SELECT 1 FROM audit_log WHERE comment_id = $id
                                AND (before LIKE '%"status":"approved"%'
                                     OR after LIKE '%"status":"approved"%')), $now, NULL)
WHERE id = $id;

-- name: restore_about_content :exec
-- Restores what is recorded about the restored content when a change is undone: the mark of the
-- commenter's last change, and the policy's reason.
UPDATE comment SET (writer_edited_at, reason) =
                     (SELECT writer_edited_at, reason FROM revision WHERE id = $revision)
WHERE id = $id;

-- name: set_content :single
-- Changes the content of a comment.
UPDATE comment SET author = $author, email = $email, url = $url, text = $text, edited_at = $now,
                   version = version + 1
WHERE id = $id RETURNING version;

-- name: set_place :single
-- Moves a comment to another thread, parent and subthread.
-- $parent: integer?
UPDATE comment SET thread_id = $thread, parent_id = $parent, top_level_id = $top_level, version = version + 1
WHERE id = $id RETURNING version;

-- name: delete_comment :exec
-- Deletes a comment without replies.
DELETE FROM comment WHERE id = $id;

-- name: delete_imported_votes :exec
-- Deletes the votes of a comment at its source.
DELETE FROM imported_votes WHERE comment_id = $id;

-- name: empty_comment :exec
-- Deletes the content of a comment permanently and keeps the row for its replies.
UPDATE comment SET status = 'deleted', reason = '', author = '', email = '', url = '', address_prefix = '',
                   user_agent = '', text = '', version = version + 1, moderator_id = NULL,
                   post_author = 0, pinned = 0, care = '', care_topics = '', care_read_at = NULL,
                   care_holder_id = NULL, care_resolved_at = NULL, mail_wanted = 0, edited_at = NULL,
                   rewritten_at = NULL, writer_edited_at = NULL, not_spam = 0
WHERE id = $id;

-- name: list_comments :many
-- Comments for a moderator, newest first. A filter that is null is off. Keyset paging: pass the
-- last id as $before.
-- $status: text?
-- $page: text?
-- $before: integer?
-- scan: the command line may list all comments
SELECT @comment_columns, thread.path
FROM comment JOIN thread ON thread.id = comment.thread_id
WHERE comment.status <> 'deleted'
  AND ($status IS NULL OR comment.status = $status)
  AND ($page IS NULL OR thread.id = @thread_of_page)
  AND ($before IS NULL OR comment.id < $before)
ORDER BY comment.id DESC LIMIT $limit;

-- name: newest_comment_time :one
-- When the most recently stored comment was written.
SELECT created_at FROM comment WHERE id = (SELECT max(id) FROM comment);

-- name: insert_revision :single
-- Stores the current content of a comment as a revision before it is changed.
-- $now: integer
-- $by: text
-- $by_name: text
INSERT INTO revision (comment_id, author, email, url, text, writer_edited_at, reason, replaced_at,
                      replaced_by, replaced_by_name)
SELECT id, author, email, url, text, writer_edited_at, reason, $now, $by, $by_name FROM comment
WHERE id = $id
RETURNING id;

-- name: find_revision :one
-- One revision.
SELECT author, email, url, text FROM revision WHERE id = $id;

-- name: list_revisions :many
-- The revisions of a comment, newest first, from an id downwards.
SELECT author, email, url, text, replaced_at, replaced_by, replaced_by_name, id FROM revision
WHERE comment_id = $id AND id <= $first ORDER BY id DESC LIMIT $limit;

-- name: delete_revisions :exec
-- Deletes the revisions of a comment permanently.
DELETE FROM revision WHERE comment_id = $id;

-- name: index_comment :exec
-- Adds a comment to the search index.
-- $text: text
-- $author: text
-- $email: text
INSERT INTO comment_search (rowid, text, author, email) VALUES ($id, $text, $author, $email);

-- name: unindex_comment :exec
-- Removes a comment from the search index. The texts must be those with which it was indexed.
-- $text: text
-- $author: text
-- $email: text
INSERT INTO comment_search (comment_search, rowid, text, author, email)
VALUES ('delete', $id, $text, $author, $email);

-- name: optimize_search :exec
-- Merges the search index, so that removed words are no longer stored in it.
INSERT INTO comment_search (comment_search) VALUES ('optimize');

-- name: add_comment_counts :exec
-- Adds a number, which may be negative, to the stored count of a status or of comments open for
-- care.
-- $comments: integer
UPDATE comment_count SET comments = comments + $comments WHERE name = $name;

-- name: list_comment_counts :many
-- The number of comments per status, and of those open for care.
-- scan: six rows
SELECT name AS "name!", comments FROM comment_count;
