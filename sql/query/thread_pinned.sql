-- The branches of the pinned comments of a page, which stand first on each of its pages.
-- params: $thread integer, $first integer, $last integer
-- columns: id, parent_id, root_id, status, author, email, url, text, format, created_at,
--          moderator_id, pinned, locked, care
SELECT id, parent_id, root_id, status, author, email, url, text, format, created_at,
       moderator_id, pinned, locked, care
FROM comment AS c
WHERE thread_id = $thread
  AND root_id IN (SELECT id FROM comment WHERE thread_id = $thread AND pinned = 1
                    AND parent_id IS NULL AND status = 'approved'
                    AND id NOT BETWEEN $first AND $last)
  AND (status = 'approved'
       OR EXISTS (SELECT 1 FROM comment AS reply WHERE reply.parent_id = c.id))
ORDER BY root_id, id
