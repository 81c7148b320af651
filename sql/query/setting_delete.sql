-- Forgets a setting.
-- params: $name text
-- columns: none
DELETE FROM setting WHERE name = $name
