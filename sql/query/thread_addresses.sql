-- Moving threads to other addresses.

-- name: find_thread_address :one
-- The page of a thread.
SELECT page, path FROM thread WHERE id = $id;

-- name: set_thread_address :exec
-- Gives a thread another page.
UPDATE thread SET page = $page, path = $path WHERE id = $id;

-- name: set_page_alias :exec
-- Lets a page's name lead to a thread.
INSERT INTO page_alias (page, thread_id) VALUES ($page, $thread)
ON CONFLICT (page) DO UPDATE SET thread_id = excluded.thread_id;

-- name: delete_page_alias :exec
-- Lets a page's name lead to nothing else any more.
DELETE FROM page_alias WHERE page = $page AND thread_id = $thread;

-- name: move_page_aliases :exec
-- Lets all names of a thread lead to another one.
-- scan: used rarely
UPDATE page_alias SET thread_id = $to WHERE thread_id = $from;

-- name: move_posts :exec
-- Gives the posts of a page another one.
UPDATE wordpress_post SET page = $page, path = $path WHERE page = $from;

-- name: list_top_level_of_thread :many
-- The top-level comments of a thread.
SELECT id FROM comment WHERE thread_id = $thread AND top_level_id = id ORDER BY id;

-- name: move_subthread :exec
-- Moves a top-level comment and everything below it to another thread.
UPDATE comment SET thread_id = $to, version = version + 1
WHERE thread_id = $from AND top_level_id = $top_level;

-- name: move_aliases_of_thread :exec
-- Lets the old fragments of moved comments lead to them in their thread.
UPDATE OR REPLACE comment_alias SET thread_id = $to
WHERE thread_id = $from
  AND (SELECT comment.thread_id FROM comment WHERE comment.id = comment_alias.comment_id) = $to;

-- name: move_sources_of_thread :exec
-- Lets imports find moved comments where they are.
-- scan: used rarely
UPDATE imported_comment SET thread_id = $to
WHERE thread_id = $from
  AND (SELECT comment.thread_id FROM comment WHERE comment.id = imported_comment.comment_id) = $to;

-- name: is_merged :one
-- Whether a page is empty since a merge, and its name leads to the other page.
SELECT 1 AS "found: integer" FROM thread JOIN page_alias AS alias ON alias.page = thread.page
WHERE thread.id = $from AND alias.thread_id = $into
  AND NOT EXISTS (SELECT 1 FROM comment WHERE comment.thread_id = thread.id);
