-- The published comments between two ids, without threading, and $also for its own writer.
-- (IS TRUE keeps the planner from reading all published comments of the site by their status.)
-- params: $thread integer, $first integer, $last integer, $also integer
-- columns: id, parent_id, root_id, status, author, email, url, text, format, created_at,
--          moderator_id, pinned, locked, care
SELECT id, parent_id, root_id, status, author, email, url, text, format, created_at,
       moderator_id, pinned, locked, care
FROM comment
WHERE thread_id = $thread AND id BETWEEN $first AND $last AND ((status = 'approved') IS TRUE OR id = $also)
ORDER BY id
