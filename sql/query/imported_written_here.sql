-- How many comments of a branch were written here.
-- params: $thread integer, $root integer
-- columns: comments
SELECT count(*) FROM comment
WHERE thread_id = $thread AND root_id = $root
  AND NOT EXISTS (SELECT 1 FROM imported_comment WHERE comment_id = comment.id)
