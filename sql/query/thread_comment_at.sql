-- The published comment at a position, counted from the oldest, 0 first: for unthreaded pages.
-- (IS TRUE keeps the planner from reading all published comments of the site by their status.)
-- params: $thread integer, $offset integer
-- columns: id
SELECT id FROM comment WHERE thread_id = $thread AND (status = 'approved') IS TRUE
ORDER BY id LIMIT 1 OFFSET $offset
