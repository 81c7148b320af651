-- Published and waiting comments for an export, in batches.

-- name: list_exported_pages :many
-- Pages for an export. Keyset paging: pass the last id as $after.
SELECT thread.id, thread.page, thread.path, thread.title, thread.closed, thread.memorial,
       thread.created_at, coalesce(post.post_title, '') AS "post_title: text",
       coalesce(post.post_date, '') AS "post_date: text",
       coalesce(post.post_type, 'post') AS "post_type: text"
FROM thread LEFT JOIN wordpress_post AS post
  ON (post.blog_id, post.post_id) = (SELECT blog_id, post_id FROM wordpress_post
                                     WHERE page = thread.page ORDER BY blog_id, post_id LIMIT 1)
WHERE thread.id > $after ORDER BY thread.id LIMIT $limit;

-- name: list_posts_of_page :many
-- The post numbers of a page at the sources of imports.
SELECT blog.source, blog.address, post.post_id
FROM wordpress_post AS post JOIN blog ON blog.id = post.blog_id
WHERE post.page = $page ORDER BY post.blog_id, post.post_id;

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
                 FROM imported_comment AS i WHERE i.comment_id = comment.id), '') AS "origins: text"
FROM comment
WHERE thread_id = $thread AND (top_level_id, id) > ($top_level, $after)
ORDER BY top_level_id, id LIMIT $limit;

-- name: list_fragments :many
-- The fragments of old links to a comment.
SELECT fragment FROM comment_alias WHERE comment_id = $comment ORDER BY fragment;
