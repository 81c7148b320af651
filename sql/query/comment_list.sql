-- Comments for a moderator, newest first; each filter is off when it is null. Keyset paging:
-- ask again with the last id as $before.
-- params: $status text or null, $page text or null, $before integer or null, $limit integer
-- columns: id, page, parent_id, author, email, url, status, reason, created_at, text, format
SELECT c.id, thread.path, c.parent_id, c.author, c.email, c.url, c.status, c.reason, c.created_at,
       c.text, c.format
FROM comment AS c JOIN thread ON thread.id = c.thread_id
WHERE c.status <> 'deleted'
  AND ($status IS NULL OR c.status = $status)
  AND ($page IS NULL OR thread.page = $page)
  AND ($before IS NULL OR c.id < $before)
ORDER BY c.id DESC LIMIT $limit
