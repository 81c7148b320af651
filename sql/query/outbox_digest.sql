-- The other mails of one purpose that are due for one recipient.
-- params: $purpose text, $recipient text, $now integer, $except integer
-- columns: id, purpose, recipient, comment_id, status, due_at, attempts, created_at, problem
SELECT id, purpose, recipient, comment_id, status, due_at, attempts, created_at, problem
FROM outbox
WHERE status = 'queued' AND due_at <= $now AND purpose = $purpose AND recipient = $recipient
  AND id <> $except
ORDER BY id LIMIT 99
