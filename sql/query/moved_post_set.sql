-- Notes which page a post became.
-- params: $blog integer, $post_id integer, $page text, $path text, $post_title text,
-- params: $post_date text, $post_type text, $said_by integer
-- columns: none
INSERT INTO wordpress_post (blog_id, post_id, page, path, post_title, post_date, post_type, said_by)
VALUES ($blog, $post_id, $page, $path, $post_title, $post_date, $post_type, $said_by)
ON CONFLICT (post_id, blog_id) DO UPDATE SET page = excluded.page, path = excluded.path,
  post_title = excluded.post_title, post_date = excluded.post_date,
  post_type = excluded.post_type, said_by = excluded.said_by
