-- Takes everything out of a comment that tells who wrote it; the text stays, for the sense of the
-- conversation.
-- params: $id integer, $author text
-- columns: none
UPDATE comment SET author = $author, email = '', url = '', network = '', user_agent = '',
                   mail_wanted = 0, version = version + 1
WHERE id = $id
