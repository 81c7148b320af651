-- One revision.
-- params: $id integer
-- columns: author, email, url, text
SELECT author, email, url, text FROM revision WHERE id = $id
