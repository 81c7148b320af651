-- Threads, and the pages of comments that readers see.

-- name: find_thread :one
-- The thread of a page.
SELECT id, path, title, version, created_at, changed_at, closed, memorial
FROM thread WHERE page = $page;

-- name: thread_version :many
-- Only what decides whether a rendered thread is still good: the hot path's one statement. Always
-- one row, so that the caller is called back while the read lock is held.
SELECT coalesce((SELECT version FROM thread WHERE page = $page), 0) AS "version: integer";

-- name: insert_thread :single
-- Makes the thread of a page that has none yet. It has version 0 until a reader can see something
-- of it (raise_thread_version): a comment that is held must not show by its page's validators.
INSERT INTO thread (page, path, title, version, created_at, changed_at)
VALUES ($page, $path, $title, 0, $now, 0)
ON CONFLICT (page) DO UPDATE SET path = excluded.path
RETURNING id;

-- name: find_thread_state :one
-- Whether a page takes comments.
SELECT closed, memorial, created_at, version FROM thread WHERE id = $id;

-- name: set_thread_state :exec
-- Closes or opens a page.
UPDATE thread SET closed = $closed, memorial = $memorial WHERE id = $id;

-- name: raise_thread_version :exec
-- Marks that a reader would now see something else. A thread is as old as the first of that.
-- $now: integer
UPDATE thread SET version = version + 1, changed_at = max(changed_at, $now),
                  created_at = CASE version WHEN 0 THEN $now ELSE created_at END
WHERE id = $id;

-- name: raise_all_thread_versions :exec
-- Marks that readers would now see something else on every page where they ever saw something.
-- $now: integer
-- scan: every page changes
UPDATE thread SET version = version + 1, changed_at = max(changed_at, $now) WHERE version > 0;

-- name: thread_totals :single
-- How much a thread publishes. A subthread is a comment on the page with all replies below it; it
-- counts while anything in it is published, so that replies outlive a removed comment.
SELECT count(*) AS "approved: integer", count(DISTINCT top_level_id) AS "subthreads: integer" FROM comment
WHERE thread_id = $thread AND status = 'approved';

-- fragment: shown_columns
-- What a page of comments shows of one.
@visible_columns, comment.author, comment.email, comment.url, comment.text;

-- fragment: masked_columns
-- The same, without what a reader may not see of one that only keeps its place.
@visible_columns,
       iif(status = 'approved' OR id = $also, author, '') AS "author: text",
       iif(status = 'approved' OR id = $also, email, '') AS "email: text",
       iif(status = 'approved' OR id = $also, url, '') AS "url: text",
       iif(status = 'approved' OR id = $also, text, '') AS "text: text";

-- name: list_subthreads :many
-- The comments of the subthreads whose roots lie between two ids: the published ones, those that
-- keep the place of a removed comment because something replies to them, and one more ($also) that
-- its own writer may see.
-- row: ShownComment
SELECT @masked_columns FROM comment
WHERE thread_id = $thread AND top_level_id BETWEEN $first AND $last
  AND (status = 'approved' OR id = $also
       OR EXISTS (SELECT 1 FROM comment AS reply WHERE reply.parent_id = comment.id))
ORDER BY top_level_id, id;

-- name: list_flat :many
-- The published comments between two ids, without threading, and $also for its own writer.
-- (IS TRUE keeps the planner from reading all published comments of the site by their status.)
-- row: ShownComment
SELECT @shown_columns FROM comment
WHERE thread_id = $thread AND id BETWEEN $first AND $last
  AND ((status = 'approved') IS TRUE OR id = $also)
ORDER BY id;

-- name: list_subthread :many
-- The comments of a subthread between two ids, as list_subthreads has them.
-- row: ShownComment
SELECT @masked_columns FROM comment
WHERE thread_id = $thread AND top_level_id = $top_level AND id BETWEEN $first AND $last
  AND (status = 'approved' OR id = $also
       OR EXISTS (SELECT 1 FROM comment AS reply WHERE reply.parent_id = comment.id))
ORDER BY id;

-- name: list_pinned_replies :many
-- The pinned replies of a thread.
-- row: ShownComment
SELECT @shown_columns FROM comment
WHERE thread_id = $thread AND pinned = 1 AND parent_id IS NOT NULL AND status = 'approved'
ORDER BY id;

-- name: list_pinned_top_level :many
-- The pinned top-level comments of a thread beside those of a page, which stand first on each page.
SELECT id FROM comment
WHERE thread_id = $thread AND pinned = 1 AND parent_id IS NULL AND status = 'approved'
  AND id NOT BETWEEN $first AND $last;

-- name: list_long_subthreads :many
-- The subthreads, of those whose top-level comments lie between two ids, that have more published
-- replies than a page of comments shows.
-- (IS TRUE keeps the planner from reading all published comments of the thread by their status.)
-- $shown: integer
SELECT top_level_id FROM comment
WHERE thread_id = $thread AND top_level_id BETWEEN $first AND $last AND (status = 'approved') IS TRUE
  AND id <> top_level_id
GROUP BY top_level_id HAVING count(*) > $shown;

-- name: top_level_at :one
-- The root of the subthread at a position, counted from the oldest, 0 first.
SELECT DISTINCT top_level_id FROM comment WHERE thread_id = $thread AND status = 'approved'
ORDER BY top_level_id LIMIT 1 OFFSET $offset;

-- name: comment_at :one
-- The published comment at a position, counted from the oldest, 0 first: for unthreaded pages.
-- (IS TRUE keeps the planner from reading all published comments of the site by their status.)
SELECT id FROM comment WHERE thread_id = $thread AND (status = 'approved') IS TRUE
ORDER BY id LIMIT 1 OFFSET $offset;

-- name: reply_at :one
-- The published reply at a position in a subthread, counted from the oldest, 0 first.
-- (IS TRUE keeps the planner from reading all published comments of the thread by their status.)
SELECT id FROM comment
WHERE thread_id = $thread AND top_level_id = $top_level AND (status = 'approved') IS TRUE AND id <> top_level_id
ORDER BY id LIMIT 1 OFFSET $offset;

-- name: subthreads_before :single
-- How many published subthreads of a thread begin before a root.
SELECT count(DISTINCT top_level_id) AS "subthreads: integer" FROM comment
WHERE thread_id = $thread AND status = 'approved' AND top_level_id < $top_level;

-- name: comments_before :single
-- How many published comments of a thread come before one: for unthreaded pages.
-- (IS TRUE keeps the planner from reading all published comments of the site by their status.)
SELECT count(*) AS "comments: integer" FROM comment
WHERE thread_id = $thread AND (status = 'approved') IS TRUE AND id < $id;

-- name: replies_before :single
-- How many published replies of a subthread come before an id.
-- (IS TRUE keeps the planner from reading all published comments of the thread by their status.)
SELECT count(*) AS "replies: integer" FROM comment
WHERE thread_id = $thread AND top_level_id = $top_level AND (status = 'approved') IS TRUE AND id <> top_level_id
  AND id < $id;

-- name: reply_depth :single
-- How deep the replies of a comment stand; those of a comment on the page have 2. No more than
-- $deepest, which bounds the work too.
-- $parent: integer
-- $deepest: integer
-- scan: the few comments above one
SELECT (WITH RECURSIVE above (id, depth) AS (
          SELECT $parent, 2
          UNION ALL
          SELECT comment.parent_id, above.depth + 1
          FROM above JOIN comment ON comment.id = above.id
          WHERE comment.parent_id IS NOT NULL AND above.depth < $deepest)
        SELECT max(depth) FROM above) AS "depth: integer";

-- name: has_aliases :one
-- Whether any comment of a page has an old number.
SELECT 1 AS "found: integer" FROM comment_alias WHERE thread_id = $thread LIMIT 1;

-- name: find_alias :one
-- The comment that had a number elsewhere.
SELECT comment_id FROM comment_alias WHERE thread_id = $thread AND old_id = $old_id;

-- name: list_aliases :many
-- The old numbers of a comment that lead nowhere else on its page.
SELECT a.old_id FROM comment_alias a
LEFT JOIN comment taken ON taken.id = a.old_id AND taken.thread_id = a.thread_id
WHERE a.comment_id = $comment AND taken.id IS NULL;
