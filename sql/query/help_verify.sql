-- A person has made sure that a help line is right.
-- params: $id integer, $now integer
-- columns: id
UPDATE help_resource SET verified_at = $now WHERE id = $id RETURNING id
