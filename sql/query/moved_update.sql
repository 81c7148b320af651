-- Brings a comment that nobody has changed here to what it is where it came from.
-- params: $id integer, $status text, $author text, $email text, $url text, $text text
-- columns: none
UPDATE comment SET status = $status, author = $author, email = $email, url = $url, text = $text
WHERE id = $id
