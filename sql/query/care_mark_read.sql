-- A moderator has opened a care item; only the first time counts.
-- params: $id integer, $now integer
-- columns: none
UPDATE comment SET care_read_at = $now WHERE id = $id AND care = 'open' AND care_read_at IS NULL
