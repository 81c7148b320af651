-- How many published branches of a thread begin before a root.
-- params: $thread integer, $root integer
-- columns: branches
SELECT count(DISTINCT root_id) FROM comment
WHERE thread_id = $thread AND status = 'approved' AND root_id < $root
