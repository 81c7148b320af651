-- Takes a comment's words out again; they must be those that it was found by.
-- params: $id integer, $text text, $author text, $email text
-- columns: none
INSERT INTO comment_search (comment_search, rowid, text, author, email)
VALUES ('delete', $id, $text, $author, $email)
