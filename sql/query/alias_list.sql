-- The old numbers on a page that lead nowhere else on it.
-- params: $thread integer
-- columns: old_id, id
SELECT a.old_id, a.comment_id FROM comment_alias a
LEFT JOIN comment taken ON taken.id = a.old_id AND taken.thread_id = a.thread_id
WHERE a.thread_id = $thread AND taken.id IS NULL
