-- Makes a comment findable by its words.
-- params: $id integer, $text text, $author text, $email text
-- columns: none
INSERT INTO comment_search (rowid, text, author, email) VALUES ($id, $text, $author, $email)
