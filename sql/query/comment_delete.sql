-- Deletes a comment that nothing replies to.
-- params: $id integer
-- columns: none
DELETE FROM comment WHERE id = $id
