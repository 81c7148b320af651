-- A reader is worried about a published comment; only the first time counts.
-- params: $comment integer, $reader text, $now integer
-- columns: comment_id, when it was the first time
INSERT INTO worry (comment_id, reader, at)
SELECT id, $reader, $now FROM comment WHERE id = $comment AND status = 'approved'
ON CONFLICT (comment_id, reader) DO NOTHING
RETURNING comment_id
