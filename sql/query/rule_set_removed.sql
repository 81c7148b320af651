-- Takes a rule out of force, or back into it when $removed_at is null.
-- params: $id integer, $removed_at integer or null
-- columns: id
UPDATE rule SET removed_at = $removed_at
WHERE id = $id AND (removed_at IS NULL) <> ($removed_at IS NULL)
RETURNING id
