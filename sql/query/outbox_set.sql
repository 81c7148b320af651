-- What became of a mail.
-- params: $id integer, $status text, $due integer, $attempts integer, $problem text, $now integer
-- columns: none
UPDATE outbox SET status = $status, due_at = $due, attempts = $attempts, problem = $problem,
                  changed_at = $now
WHERE id = $id
