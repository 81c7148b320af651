-- Notes which page a WordPress post became.
-- params: $post_id integer, $page text, $path text
-- columns: none
INSERT INTO wordpress_post (post_id, page, path) VALUES ($post_id, $page, $path)
ON CONFLICT (post_id) DO UPDATE SET page = excluded.page, path = excluded.path
