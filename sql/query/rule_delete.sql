-- Removes a rule.
-- params: $id integer
-- columns: id of what was removed
DELETE FROM rule WHERE id = $id RETURNING id
