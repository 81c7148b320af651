-- What belongs to the installation.

-- name: find_setting :one
-- One setting of the installation.
SELECT value FROM setting WHERE name = $name;

-- name: insert_setting :exec
-- Makes a setting unless it exists, so that two processes starting at once agree on the first.
INSERT INTO setting (name, value) VALUES ($name, $value) ON CONFLICT (name) DO NOTHING;

-- name: set_setting :exec
-- Makes a setting, or changes it.
INSERT INTO setting (name, value) VALUES ($name, $value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: delete_setting :exec
-- Forgets a setting.
DELETE FROM setting WHERE name = $name;
