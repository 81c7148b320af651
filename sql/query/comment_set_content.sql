-- Changes what a comment says and by whom.
-- params: $id integer, $author text, $email text, $url text, $text text, $now integer
-- columns: version
UPDATE comment SET author = $author, email = $email, url = $url, text = $text, edited_at = $now,
                   version = version + 1
WHERE id = $id RETURNING version
