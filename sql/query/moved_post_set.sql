-- Notes which page a WordPress post became.
-- params: $post_id integer, $page text, $path text, $post_title text, $post_date text,
-- params: $post_type text
-- columns: none
INSERT INTO wordpress_post (post_id, page, path, post_title, post_date, post_type)
VALUES ($post_id, $page, $path, $post_title, $post_date, $post_type)
ON CONFLICT (post_id) DO UPDATE SET page = excluded.page, path = excluded.path,
  post_title = excluded.post_title, post_date = excluded.post_date, post_type = excluded.post_type
