-- The newest published comments of the whole site.
-- params: $limit integer
-- columns: id, parent_id, thread_id, root_id, author, url, text, format, created_at, path, title
SELECT c.id, c.parent_id, c.thread_id, c.root_id, c.author, c.url, c.text, c.format, c.created_at,
       thread.path, thread.title
FROM comment AS c JOIN thread ON thread.id = c.thread_id
WHERE c.status = 'approved' ORDER BY c.id DESC LIMIT $limit
