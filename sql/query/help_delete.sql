-- Removes a help line.
-- params: $id integer
-- columns: id
DELETE FROM help_resource WHERE id = $id RETURNING id
