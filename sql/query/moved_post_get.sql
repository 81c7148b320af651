-- The pages that posts with a number became, one for each blog that has such a post.
-- params: $post_id integer
-- columns: page, path, source, address
SELECT post.page, post.path, blog.source, blog.address
FROM wordpress_post AS post JOIN blog ON blog.id = post.blog_id
WHERE post.post_id = $post_id ORDER BY post.blog_id
