-- What a comment said before, the newest first.
-- params: $id integer
-- columns: author, email, url, text, replaced_at, replaced_by
SELECT author, email, url, text, replaced_at, replaced_by FROM revision
WHERE comment_id = $id ORDER BY id DESC
