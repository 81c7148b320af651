-- The pinned replies of a thread.
-- params: $thread integer
-- columns: id, parent_id, root_id, status, author, email, url, text, format, created_at,
--          moderator_id, pinned, locked, care
SELECT id, parent_id, root_id, status, author, email, url, text, format, created_at,
       moderator_id, pinned, locked, care
FROM comment
WHERE thread_id = $thread AND pinned = 1 AND parent_id IS NOT NULL AND status = 'approved'
ORDER BY id
