-- The queue of what is worth reading before others: ids behind $after, newest first, or oldest first when
-- $oldest is 1 (one of the two halves has nothing then). A filter is off when it is null.
-- params: $oldest integer, $status text or null, $care text or null, $thread integer or null,
-- params: $author text or null, $email text or null, $network text or null, $after integer,
-- params: $limit integer, $search text or null
-- columns: id
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 0 AND id < $after AND care = 'marked'
    AND status <> 'deleted' AND ($status IS NULL OR status = $status)
    AND ($care IS NULL OR care = $care) AND ($thread IS NULL OR thread_id = $thread)
    AND ($author IS NULL OR author = $author) AND ($email IS NULL OR email = $email)
    AND ($network IS NULL OR network = $network)
    AND ($search IS NULL OR EXISTS (SELECT 1 FROM comment_search AS found
                                    WHERE found.rowid = comment.id AND comment_search MATCH $search))
  ORDER BY id DESC LIMIT $limit)
UNION ALL
SELECT id FROM (
  SELECT id FROM comment
  WHERE $oldest = 1 AND id > $after AND care = 'marked'
    AND status <> 'deleted' AND ($status IS NULL OR status = $status)
    AND ($care IS NULL OR care = $care) AND ($thread IS NULL OR thread_id = $thread)
    AND ($author IS NULL OR author = $author) AND ($email IS NULL OR email = $email)
    AND ($network IS NULL OR network = $network)
    AND ($search IS NULL OR EXISTS (SELECT 1 FROM comment_search AS found
                                    WHERE found.rowid = comment.id AND comment_search MATCH $search))
  ORDER BY id LIMIT $limit)
