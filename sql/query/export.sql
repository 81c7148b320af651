-- Published and waiting comments for an export, in batches.

-- name: list_exported_pages :many
-- Pages for an export. Keyset paging: pass the last id as $after.
SELECT id, coalesce(page, '') AS "page: text", path, title, closed, memorial, created_at
FROM thread WHERE id > $after AND merged_into IS NULL ORDER BY id LIMIT $limit;

-- name: list_posts_of_page :many
-- The posts that the sources of imports have on the pages of a thread,
-- and of those that were merged with it.
-- scan: the few threads that were merged with it
-- $thread: integer
SELECT blog.source, blog.address, post.post_id, post.post_title, post.post_date, post.post_type
FROM wordpress_post AS post JOIN blog ON blog.id = post.blog_id
WHERE post.thread_id IN (WITH RECURSIVE here (id) AS (
                            SELECT $thread
                            UNION SELECT thread.id FROM here JOIN thread ON thread.merged_into = here.id)
                          SELECT id FROM here)
ORDER BY post.blog_id, post.post_id;

-- name: highest_post :single
-- The highest WordPress post number.
SELECT coalesce(max(post_id), 0) AS "post_id: integer" FROM wordpress_post;

-- name: list_exported_comments :many
-- A page's comments for an export, subthread by subthread. Keyset paging: pass the last top-level
-- comment and id.
-- $top_level: integer
-- $after: integer
SELECT @comment_columns,
       coalesce((SELECT name FROM moderator WHERE moderator.id = comment.moderator_id), '')
         AS "moderator: text",
       coalesce((SELECT group_concat(i.blog_id || ':' || i.number, ' ')
                 FROM imported_comment AS i WHERE i.comment_id = comment.id), '') AS "origins: text",
       coalesce(votes.likes, 0)
         + coalesce((SELECT likes FROM comment_likes WHERE comment_id = comment.id), 0)
         AS "likes: integer",
       coalesce(votes.dislikes, 0) AS "dislikes: integer"
FROM comment LEFT JOIN imported_votes AS votes ON votes.comment_id = comment.id
WHERE thread_id = $thread AND (top_level_id, id) > ($top_level, $after)
ORDER BY top_level_id, id LIMIT $limit;

-- name: list_fragments :many
-- The fragments of old links to a comment.
SELECT fragment FROM comment_alias WHERE comment_id = $comment ORDER BY fragment;
