-- The numbers of the posts that a page was elsewhere.
-- params: $page text
-- columns: source, address, post_id
SELECT blog.source, blog.address, post.post_id
FROM wordpress_post AS post JOIN blog ON blog.id = post.blog_id
WHERE post.page = $page ORDER BY post.blog_id, post.post_id
