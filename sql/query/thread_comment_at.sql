-- The published comment at a position, counted from the oldest, 0 first: for unthreaded pages.
-- params: $thread integer, $offset integer
-- columns: id
SELECT id FROM comment WHERE thread_id = $thread AND status = 'approved'
ORDER BY id LIMIT 1 OFFSET $offset
