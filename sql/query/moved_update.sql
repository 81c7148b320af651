-- Brings a comment that nobody has changed here to what it is where it came from.
-- params: $id integer, $status text, $author text, $email text, $url text, $text text,
-- params: $format text, $created_at integer
-- columns: version
UPDATE comment SET status = $status, author = $author, email = $email, url = $url, text = $text,
                   format = $format, created_at = $created_at, version = version + 1
WHERE id = $id RETURNING version
