-- The highest number of a blog's comments so far.
-- params: $blog integer
-- columns: number
SELECT coalesce(max(number), 0) FROM imported_comment WHERE blog_id = $blog
