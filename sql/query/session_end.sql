-- Signs out.
-- params: $id text
-- columns: none
DELETE FROM session WHERE id = $id
