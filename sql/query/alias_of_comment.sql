-- The old numbers of a comment that lead nowhere else on its page.
-- params: $comment integer
-- columns: old_id
SELECT a.old_id FROM comment_alias a
LEFT JOIN comment taken ON taken.id = a.old_id AND taken.thread_id = a.thread_id
WHERE a.comment_id = $comment AND taken.id IS NULL
