-- One setting of the installation.
-- params: $name text
-- columns: value text
SELECT value FROM setting WHERE name = $name
