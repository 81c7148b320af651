-- The page that a post of a blog became, and which blog's file said so.
-- params: $blog integer, $post_id integer
-- columns: page, path, said_by
SELECT page, path, said_by FROM wordpress_post WHERE post_id = $post_id AND blog_id = $blog
