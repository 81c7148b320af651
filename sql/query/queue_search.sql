-- The queue of what full-text search finds: ids behind $after, newest first, or oldest first when
-- $oldest is 1 (one of the two halves has nothing then). A filter is off when it is null.
-- params: $oldest integer, $status text or null, $care text or null, $thread integer or null,
-- params: $author text or null, $email text or null, $network text or null, $after integer,
-- params: $limit integer, $search text
-- columns: id
SELECT id FROM (
  SELECT c.id FROM comment_search AS found CROSS JOIN comment AS c ON c.id = found.rowid
  WHERE $oldest = 0 AND found.rowid < $after AND comment_search MATCH $search
  AND c.status <> 'deleted' AND ($status IS NULL OR c.status = $status)
    AND ($care IS NULL OR c.care = $care) AND ($thread IS NULL OR c.thread_id = $thread)
    AND ($author IS NULL OR c.author = $author) AND ($email IS NULL OR c.email = $email)
    AND ($network IS NULL OR c.network = $network)
  ORDER BY found.rowid DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT c.id FROM comment_search AS found CROSS JOIN comment AS c ON c.id = found.rowid
  WHERE $oldest = 1 AND found.rowid > $after AND comment_search MATCH $search
  AND c.status <> 'deleted' AND ($status IS NULL OR c.status = $status)
    AND ($care IS NULL OR c.care = $care) AND ($thread IS NULL OR c.thread_id = $thread)
    AND ($author IS NULL OR c.author = $author) AND ($email IS NULL OR c.email = $email)
    AND ($network IS NULL OR c.network = $network)
  ORDER BY found.rowid LIMIT $limit)
