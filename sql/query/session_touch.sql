-- Notes that a session is used.
-- params: $id text, $now integer
-- columns: none
UPDATE session SET used_at = $now WHERE id = $id
