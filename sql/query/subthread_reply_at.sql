-- The published reply at a position in a subthread, counted from the oldest, 0 first.
-- (IS TRUE keeps the planner from reading all published comments of the thread by their status.)
-- params: $thread integer, $root integer, $offset integer
-- columns: id
SELECT id FROM comment
WHERE thread_id = $thread AND root_id = $root AND (status = 'approved') IS TRUE AND id <> root_id
ORDER BY id LIMIT 1 OFFSET $offset
