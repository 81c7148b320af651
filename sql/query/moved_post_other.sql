-- Whether a page is that of a post.
-- params: $page text
-- columns: found
SELECT 1 FROM wordpress_post WHERE page = $page LIMIT 1
