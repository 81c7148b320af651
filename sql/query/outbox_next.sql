-- The mail that has been due for longest, or that a courier who died began to send.
-- params: $now integer, $abandoned_before integer
-- columns: id, purpose, recipient, comment_id, status, due_at, attempts, created_at, problem
SELECT id, purpose, recipient, comment_id, status, due_at, attempts, created_at, problem
FROM outbox
WHERE status IN ('queued', 'sending') AND due_at <= $now
  AND (status = 'queued' OR changed_at < $abandoned_before)
ORDER BY due_at, id LIMIT 1
