-- How many comments a page publishes.
-- params: $page text
-- columns: approved comments
SELECT count(*) FROM thread JOIN comment AS c ON c.thread_id = thread.id
WHERE thread.page = $page AND c.status = 'approved'
