-- Whether anything replies to a comment.
-- params: $id integer
-- columns: 1
SELECT 1 FROM comment WHERE parent_id = $id LIMIT 1
