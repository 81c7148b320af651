-- The mails of a status, the newest first.
-- params: $status text, $limit integer
-- columns: id, purpose, recipient, comment_id, status, due_at, attempts, created_at, problem
SELECT id, purpose, recipient, comment_id, status, due_at, attempts, created_at, problem
FROM outbox WHERE status = $status ORDER BY id DESC LIMIT $limit
