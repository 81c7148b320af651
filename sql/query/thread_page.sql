-- The comments of the branches whose roots lie between two ids: the published ones, those that
-- keep the place of a removed comment because something replies to them, and one more ($also) that
-- its own writer may see.
-- params: $thread integer, $first integer, $last integer, $also integer
-- columns: id, parent_id, root_id, status, author, email, url, text, format, created_at,
--          moderator_id, pinned, locked, care
SELECT id, parent_id, root_id, status,
       iif(status = 'approved' OR id = $also, author, ''),
       iif(status = 'approved' OR id = $also, email, ''),
       iif(status = 'approved' OR id = $also, url, ''),
       iif(status = 'approved' OR id = $also, text, ''),
       format, created_at, moderator_id, pinned, locked, care
FROM comment AS c
WHERE thread_id = $thread AND root_id BETWEEN $first AND $last
  AND (status = 'approved' OR id = $also
       OR EXISTS (SELECT 1 FROM comment AS reply WHERE reply.parent_id = c.id))
ORDER BY root_id, id
