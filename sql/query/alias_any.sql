-- Whether any comment of a page has an old number.
-- params: $thread integer
-- columns: 1
SELECT 1 FROM comment_alias WHERE thread_id = $thread LIMIT 1
