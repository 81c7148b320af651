-- Who wrote a published comment; nothing when it is not published.
-- params: $id integer
-- columns: author
SELECT author FROM comment WHERE id = $id AND (status = 'approved') IS TRUE
