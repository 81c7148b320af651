-- What a comment said before, the newest first, from an id downwards.
-- params: $id integer, $first integer, $limit integer
-- columns: author, email, url, text, replaced_at, replaced_by, id
SELECT author, email, url, text, replaced_at, replaced_by, id FROM revision
WHERE comment_id = $id AND id <= $first ORDER BY id DESC LIMIT $limit
