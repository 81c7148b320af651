-- Moving threads to other addresses. The page of a thread is '' here where the schema has NULL: a step
-- of several moves, or a thread whose comments were moved to another one.

-- name: find_thread_address :one
-- The page of a thread, whether readers have seen it, and where its comments were moved; 0: nowhere.
SELECT coalesce(page, '') AS "page: text", path, version,
       coalesce(merged_into, 0) AS "merged_into: integer"
FROM thread WHERE id = $id;

-- name: find_thread_with_page :one
-- The thread whose page has this name now.
-- $page: text
SELECT id FROM thread WHERE page = $page;

-- name: find_page_alias :one
-- The thread of which this is another name.
SELECT thread_id FROM page_alias WHERE page = $page;

-- name: set_thread_address :exec
-- Gives a thread another page.
-- $page: text
UPDATE thread SET page = nullif($page, ''), path = $path WHERE id = $id;

-- name: set_merged_into :exec
-- Records where the comments of a thread are.
-- $into: integer?
UPDATE thread SET merged_into = $into WHERE id = $id;

-- name: set_page_alias :exec
-- Lets a page's name lead to a thread.
INSERT INTO page_alias (page, thread_id) VALUES ($page, $thread)
ON CONFLICT (page) DO UPDATE SET thread_id = excluded.thread_id;

-- name: delete_page_alias :exec
-- Lets a page's name lead to nothing else any more.
DELETE FROM page_alias WHERE page = $page;

-- name: list_page_aliases :many
-- The other names of a thread.
SELECT page FROM page_alias WHERE thread_id = $thread ORDER BY page;

-- name: list_top_level_of_thread :many
-- The top-level comments of a thread.
SELECT id FROM comment WHERE thread_id = $thread AND top_level_id = id ORDER BY id;

-- name: has_comments :one
-- Whether a thread has a comment that is not permanently deleted.
SELECT 1 AS "found: integer" FROM comment WHERE thread_id = $thread AND status <> 'deleted' LIMIT 1;

-- name: has_published :one
-- Whether readers see a comment of a thread.
SELECT 1 AS "found: integer" FROM comment WHERE thread_id = $thread AND status = 'approved' LIMIT 1;

-- name: move_subthread :exec
-- Moves a top-level comment and everything below it to another thread. Nothing of a comment changes
-- that a moderator or an import would have to know.
UPDATE comment SET thread_id = $to WHERE thread_id = $from AND top_level_id = $top_level;

-- name: move_aliases_of_subthread :exec
-- Lets the old fragments of moved comments lead to them in their thread, except those that lead to
-- another comment there.
UPDATE OR IGNORE comment_alias SET thread_id = $to
WHERE thread_id = $from
  AND comment_id IN (SELECT id FROM comment WHERE comment.thread_id = $to AND top_level_id = $top_level);

-- name: move_sources_of_subthread :exec
-- Lets imports find moved comments where they are.
UPDATE imported_comment SET thread_id = $to
WHERE thread_id = $from
  AND comment_id IN (SELECT id FROM comment WHERE comment.thread_id = $to AND top_level_id = $top_level);

-- name: is_merged :one
-- Whether the comments of a thread are where a merge moved them.
SELECT 1 AS "found: integer" FROM thread AS source JOIN thread AS target ON target.id = source.merged_into
WHERE source.id = $from AND target.id = $into AND target.merged_into IS NULL;
