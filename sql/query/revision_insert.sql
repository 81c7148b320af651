-- Keeps what a comment said, before it is changed.
-- params: $id integer, $now integer, $by text
-- columns: id
INSERT INTO revision (comment_id, author, email, url, text, replaced_at, replaced_by)
SELECT id, author, email, url, text, $now, $by FROM comment WHERE id = $id
RETURNING id
