-- The page that a WordPress post became.
-- params: $post_id integer
-- columns: page, path
SELECT page, path FROM wordpress_post WHERE post_id = $post_id
