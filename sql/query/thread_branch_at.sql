-- The root of the branch at a position, counted from the oldest, 0 first.
-- params: $thread integer, $offset integer
-- columns: root_id
SELECT DISTINCT root_id FROM comment WHERE thread_id = $thread AND status = 'approved'
ORDER BY root_id LIMIT 1 OFFSET $offset
