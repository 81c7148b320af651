-- Whether a mail of a purpose about a comment is still on its way to somebody.
-- params: $comment integer, $purpose text, $recipient text
-- columns: 1
SELECT 1 FROM outbox
WHERE comment_id = $comment AND purpose = $purpose AND recipient = $recipient AND status = 'queued'
LIMIT 1
