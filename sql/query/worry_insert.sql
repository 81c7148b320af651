-- worry_insert
-- A reader is worried about a comment; of late only the first time counts.
-- params: $comment integer, $reader text, $now integer
-- columns: comment_id, when it was the first time
INSERT INTO worry (comment_id, reader, at) VALUES ($comment, $reader, $now)
ON CONFLICT (comment_id, reader) DO NOTHING
RETURNING comment_id
