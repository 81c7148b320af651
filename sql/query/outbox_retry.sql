-- Tries everything that was given up once more.
-- params: $now integer
-- columns: none
UPDATE outbox SET status = 'queued', due_at = $now, created_at = $now, attempts = 0, changed_at = $now
WHERE status = 'failed'
