-- The highest number of a WordPress post.
-- params: none
-- columns: post_id
SELECT coalesce(max(post_id), 0) FROM wordpress_post
