-- The comments that have a number at a blog, with where they are here and how they are.
-- params: $blog integer, $number integer
-- columns: copy, comment_id, said_thread, digest, created_at, said_version, thread_id, parent_id,
--          root_id, version, status
SELECT i.copy, coalesce(i.comment_id, 0), i.thread_id, i.digest, i.created_at, i.version,
       coalesce(c.thread_id, 0), coalesce(c.parent_id, 0), coalesce(c.root_id, 0),
       coalesce(c.version, 0), coalesce(c.status, '')
FROM imported_comment AS i LEFT JOIN comment AS c ON c.id = i.comment_id
WHERE i.blog_id = $blog AND i.number = $number ORDER BY i.copy
