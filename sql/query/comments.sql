-- Comments: reading, storing, changing and deleting one; what it said before; the search index and
-- the counters that go with it.

-- fragment: visible_columns
-- What readers see of a comment besides who wrote what (read_comment in store/comment/comment_rows.h).
comment.id, comment.parent_id, comment.top_level_id, comment.status, comment.format, comment.created_at,
       comment.moderator_id, comment.pinned, comment.locked, comment.care,
       comment.writer_edited_at;

-- fragment: comment_columns
-- All that the stores read of a comment (read_whole_comment in store/comment/comment_rows.h).
@visible_columns, comment.author, comment.email, comment.url, comment.text, comment.thread_id,
       comment.reason, comment.address_prefix, comment.user_agent, comment.version, comment.care_topics,
       comment.mail_wanted, comment.edited_at, comment.not_spam;

-- name: find_comment :one
-- One comment.
SELECT @comment_columns FROM comment WHERE id = $id;

-- name: next_comment_id :single
-- The id that the next comment gets. Asked inside the writing transaction, because a comment on
-- the page is its own root and must know its id when it is inserted.
-- scan: one row
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'comment'), 0) + 1 AS "id: integer";

-- name: insert_comment :exec
-- Stores a comment under an id of the caller's: the next one, or the one it had where it came from.
-- Nothing is stored when that is taken.
-- $parent: integer?
-- $moderator: integer?
-- $edited_at: integer?
-- $writer_edited_at: integer?
INSERT INTO comment (id, thread_id, parent_id, top_level_id, status, reason, author, email, url, address_prefix,
                     user_agent, text, format, created_at, version, moderator_id, pinned, locked,
                     care, care_topics, mail_wanted, edited_at, writer_edited_at,
                     not_spam)
VALUES ($id, $thread, $parent, $top_level, $status, $reason, $author, $email, $url, $address_prefix,
        $user_agent, $text, $format, $created_at, $version, $moderator, $pinned, $locked,
        $care, $care_topics, $mail_wanted, $edited_at, $writer_edited_at,
        $not_spam)
ON CONFLICT (id) DO NOTHING;

-- name: replace_comment :single
-- Brings a comment that nobody has changed here to what it is where it came from.
-- $writer_edited_at: integer?
UPDATE comment SET status = $status, author = $author, email = $email, url = $url, text = $text,
                   format = $format, created_at = $created_at,
                   writer_edited_at = $writer_edited_at, version = version + 1
WHERE id = $id RETURNING version;

-- name: find_published_author :one
-- Who wrote a published comment; nothing when it is not published.
SELECT author FROM comment WHERE id = $id AND (status = 'approved') IS TRUE;

-- name: has_replies :one
-- Whether anything replies to a comment.
SELECT 1 AS "found: integer" FROM comment WHERE parent_id = $id LIMIT 1;

-- name: list_replies :many
-- The direct replies of a comment, whatever their status.
SELECT id FROM comment WHERE parent_id = $id ORDER BY id;

-- name: find_duplicate :one
-- A comment that says the same: same page, parent, name, e-mail and text, not in the trash. One
-- that is not published counts only from the network that it came from: nobody else may learn of
-- it.
-- $parent: integer?
SELECT id FROM comment
WHERE email = $email AND thread_id = $thread AND parent_id IS $parent AND author = $author
  AND text = $text AND status NOT IN ('trash', 'deleted')
  AND ((status = 'approved') IS TRUE OR address_prefix = $address_prefix)
LIMIT 1;

-- name: is_known_author :single
-- Whether this pair of name and e-mail has an approved comment, or a moderator has said of one under
-- this e-mail that it is no spam. IS TRUE keeps the planner from reading all approved comments by
-- their status instead of the few of one person.
SELECT EXISTS (SELECT 1 FROM comment
               WHERE email = $email AND author = $author AND (status = 'approved') IS TRUE)
    OR EXISTS (SELECT 1 FROM comment WHERE email = $email AND email <> '' AND not_spam = 1)
       AS "known: integer";

-- name: newest_by_email :single
-- When somebody last wrote or changed what is published under this e-mail, on any page; 0 when not
-- since an instant. Only what is published counts: whoever sends a stranger's address must not
-- learn that the stranger has written something. (IS TRUE keeps the planner from reading by
-- status.)
SELECT max(coalesce((SELECT max(created_at) FROM comment
                     WHERE email = $email AND created_at >= $since
                       AND (status = 'approved') IS TRUE), 0),
           coalesce((SELECT max(rewritten_at) FROM comment
                     WHERE email = $email AND rewritten_at >= $since
                       AND (status = 'approved') IS TRUE), 0)) AS "newest: integer";

-- name: newest_by_prefix :single
-- When somebody last wrote from this network, or changed what came from it, on any page; 0 when not
-- since an instant.
SELECT max(coalesce((SELECT max(created_at) FROM comment
                     WHERE address_prefix = $address_prefix AND created_at >= $since), 0),
           coalesce((SELECT max(rewritten_at) FROM comment
                     WHERE address_prefix = $address_prefix AND rewritten_at >= $since), 0)) AS "newest: integer";

-- name: count_rewrites :single
-- How often its writer has changed a comment, and how many bytes its earlier texts take.
SELECT (SELECT count(*) FROM audit_log WHERE comment_id = $id AND action = 'rewrite')
         AS "changes: integer",
       (SELECT coalesce(sum(length(CAST(text AS BLOB))), 0) FROM revision WHERE comment_id = $id)
         AS "bytes: integer";

-- name: set_rewritten :exec
-- Notes that its writer has changed a comment, and what the rules say of the new text. Part of a
-- change that gives the comment another version, before it gets another status. Readers are told of
-- it only where they may have seen what it said before.
-- $now: integer
UPDATE comment SET reason = $reason, rewritten_at = $now,
                   writer_edited_at = iif(status = 'approved' OR writer_edited_at IS NOT NULL,
                                          $now, NULL)
WHERE id = $id;

-- name: restore_writer_edited :exec
-- Marks a comment as it was marked before the change that is undone.
UPDATE comment SET writer_edited_at = (SELECT writer_edited_at FROM revision WHERE id = $revision)
WHERE id = $id;

-- name: set_content :single
-- Changes what a comment says and by whom.
UPDATE comment SET author = $author, email = $email, url = $url, text = $text, edited_at = $now,
                   version = version + 1
WHERE id = $id RETURNING version;

-- name: set_place :single
-- Moves a comment to another place: thread, parent and subthread.
-- $parent: integer?
UPDATE comment SET thread_id = $thread, parent_id = $parent, top_level_id = $top_level, version = version + 1
WHERE id = $id RETURNING version;

-- name: delete_comment :exec
-- Deletes a comment that nothing replies to.
DELETE FROM comment WHERE id = $id;

-- name: empty_comment :exec
-- Deletes permanently what a person wrote, and keeps the place because there are replies.
UPDATE comment SET status = 'deleted', reason = '', author = '', email = '', url = '', address_prefix = '',
                   user_agent = '', text = '', version = version + 1, moderator_id = NULL,
                   pinned = 0, care = '', care_topics = '', care_read_at = NULL,
                   care_holder_id = NULL, care_resolved_at = NULL, mail_wanted = 0, edited_at = NULL,
                   rewritten_at = NULL, writer_edited_at = NULL, not_spam = 0
WHERE id = $id;

-- name: list_comments :many
-- Comments for a moderator, newest first; each filter is off when it is null. Keyset paging:
-- ask again with the last id as $before.
-- $status: text?
-- $page: text?
-- $before: integer?
-- scan: the command line lists what it is asked for
SELECT @comment_columns, thread.path
FROM comment JOIN thread ON thread.id = comment.thread_id
WHERE comment.status <> 'deleted'
  AND ($status IS NULL OR comment.status = $status)
  AND ($page IS NULL OR thread.page = $page)
  AND ($before IS NULL OR comment.id < $before)
ORDER BY comment.id DESC LIMIT $limit;

-- name: newest_comment_time :one
-- When the comment that was taken last was written.
SELECT created_at FROM comment WHERE id = (SELECT max(id) FROM comment);

-- name: insert_revision :single
-- Keeps what a comment said, before it is changed.
-- $now: integer
-- $by: text
-- $by_name: text
INSERT INTO revision (comment_id, author, email, url, text, writer_edited_at, replaced_at,
                      replaced_by, replaced_by_name)
SELECT id, author, email, url, text, writer_edited_at, $now, $by, $by_name FROM comment WHERE id = $id
RETURNING id;

-- name: find_revision :one
-- One revision.
SELECT author, email, url, text FROM revision WHERE id = $id;

-- name: list_revisions :many
-- What a comment said before, the newest first, from an id downwards.
SELECT author, email, url, text, replaced_at, replaced_by, replaced_by_name, id FROM revision
WHERE comment_id = $id AND id <= $first ORDER BY id DESC LIMIT $limit;

-- name: delete_revisions :exec
-- Deletes permanently the earlier texts of a comment.
DELETE FROM revision WHERE comment_id = $id;

-- name: index_comment :exec
-- Makes a comment findable by its words.
-- $text: text
-- $author: text
-- $email: text
INSERT INTO comment_search (rowid, text, author, email) VALUES ($id, $text, $author, $email);

-- name: unindex_comment :exec
-- Takes a comment's words out again; they must be those that it was found by.
-- $text: text
-- $author: text
-- $email: text
INSERT INTO comment_search (comment_search, rowid, text, author, email)
VALUES ('delete', $id, $text, $author, $email);

-- name: optimize_search :exec
-- Makes the search index one piece, so that words that were taken out are in it no longer.
INSERT INTO comment_search (comment_search) VALUES ('optimize');

-- name: add_comment_counts :exec
-- Counts comments that came to be of a status or open for care; fewer than none for those that left.
-- $comments: integer
UPDATE comment_count SET comments = comments + $comments WHERE name = $name;

-- name: list_tallies :many
-- How many comments each status has, and how many are open for care.
-- scan: six rows
SELECT name AS "name!", comments FROM comment_count;
