-- Pages for an export, in batches: ask again with the last id as $after.
-- params: $after integer, $limit integer
-- columns: id, page, path, title, closed, memorial, created_at, post_title, post_date, post_type
SELECT thread.id, thread.page, thread.path, thread.title, thread.closed, thread.memorial,
       thread.created_at, coalesce(post.post_title, ''), coalesce(post.post_date, ''),
       coalesce(post.post_type, 'post')
FROM thread LEFT JOIN wordpress_post AS post
  ON (post.blog_id, post.post_id) = (SELECT blog_id, post_id FROM wordpress_post
                                     WHERE page = thread.page ORDER BY blog_id, post_id LIMIT 1)
WHERE thread.id > $after ORDER BY thread.id LIMIT $limit
