-- The settings of the installation.

-- name: find_setting :one
-- One setting of the installation.
SELECT value FROM setting WHERE name = $name;

-- name: insert_setting :exec
-- Inserts a setting unless it exists, so that concurrent processes use the same value.
INSERT INTO setting (name, value) VALUES ($name, $value) ON CONFLICT (name) DO NOTHING;

-- name: set_setting :exec
-- Inserts or changes a setting.
INSERT INTO setting (name, value) VALUES ($name, $value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: delete_setting :exec
-- Deletes a setting.
DELETE FROM setting WHERE name = $name;
