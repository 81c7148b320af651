-- Deletes for ever what a comment said before.
-- params: $id integer
-- columns: none
DELETE FROM revision WHERE comment_id = $id
