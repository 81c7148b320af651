-- Owes somebody a mail.
-- params: $purpose text, $recipient text, $comment integer or null, $due integer, $now integer
-- columns: none
INSERT INTO outbox (purpose, recipient, comment_id, due_at, created_at, changed_at)
VALUES ($purpose, $recipient, $comment, $due, $now, $now)
