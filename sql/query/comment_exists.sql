-- Whether an id is taken.
-- params: $id integer
-- columns: 1
SELECT 1 FROM comment WHERE id = $id
