-- Comments that other pages show.

-- name: count_published :single
-- The number of published comments of a thread.
SELECT coalesce((SELECT sum(comments) FROM thread_part WHERE thread_id = $thread AND bits = 14),
                (SELECT count(*) FROM comment INDEXED BY comment_thread_status
                 WHERE thread_id = $thread AND status = 'approved')) AS "comments: integer";

-- fragment: newest_columns
-- The columns of a comment in a feed.
c.id, c.parent_id, c.thread_id, c.top_level_id, c.author, c.url, c.text, c.format, c.created_at,
       thread.path, thread.title;

-- name: list_newest_on_page :many
-- The newest published comments of a page.
-- row: Newest
-- $page: text
SELECT @newest_columns
FROM thread JOIN comment AS c ON c.thread_id = thread.id
WHERE thread.id = @thread_of_page AND c.status = 'approved' ORDER BY c.id DESC LIMIT $limit;

-- name: list_newest :many
-- The newest published comments of the whole site.
-- row: Newest
SELECT @newest_columns
FROM comment AS c JOIN thread ON thread.id = c.thread_id
WHERE c.status = 'approved' ORDER BY c.id DESC LIMIT $limit;

-- name: find_published :one
-- A published comment and its page.
-- row: Newest
SELECT @newest_columns
FROM comment AS c JOIN thread ON thread.id = c.thread_id
WHERE c.id = $id AND (c.status = 'approved') IS TRUE;

-- name: search_published :many
-- The newest published comments that a full-text search finds, of a thread or (0) of the whole site, before a
-- comment.
-- scan: at most the newest ten thousand that the search finds
-- row: Newest
SELECT @newest_columns
FROM (SELECT rowid FROM comment_search WHERE comment_search MATCH $search AND rowid < $before
      ORDER BY rowid DESC LIMIT 10000) AS found
  CROSS JOIN comment AS c ON c.id = found.rowid JOIN thread ON thread.id = c.thread_id
WHERE (c.status = 'approved') IS TRUE AND ($thread = 0 OR c.thread_id = $thread)
ORDER BY c.id DESC LIMIT $limit;
