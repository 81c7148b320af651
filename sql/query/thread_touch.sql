-- Marks that a reader would now see something else.
-- params: $id integer, $now integer
-- columns: none
UPDATE thread SET version = version + 1, changed_at = max(changed_at, $now) WHERE id = $id
