-- The direct replies of a comment, whatever their status.
-- params: $id integer
-- columns: id
SELECT id FROM comment WHERE parent_id = $id ORDER BY id
