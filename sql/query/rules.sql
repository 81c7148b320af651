-- Rules that hold a comment, block it, or call for care.

-- name: list_rules :many
-- All rules in force, the oldest first.
-- scan: a few rows, read when they have changed
SELECT id, kind, pattern, topic, language, attentive FROM rule WHERE removed_at IS NULL ORDER BY id;

-- name: find_rule_in_force :one
-- The rule of a pattern, when it is in force.
SELECT id, topic FROM rule WHERE kind = $kind AND pattern = $pattern AND removed_at IS NULL;

-- name: insert_rule :single
-- Adds a rule; the same rule again gives the id it has.
INSERT INTO rule (kind, pattern, topic, language, attentive, created_at)
VALUES ($kind, $pattern, $topic, $language, $attentive, $now)
ON CONFLICT (kind, pattern) DO UPDATE 
  SET topic = excluded.topic, attentive = excluded.attentive, removed_at = NULL
RETURNING id;

-- name: set_rule_removed :exec
-- Takes a rule out of force, or back into it when $removed_at is null.
-- $removed_at: integer?
UPDATE rule SET removed_at = $removed_at
WHERE id = $id AND (removed_at IS NULL) <> ($removed_at IS NULL);

-- name: rules_version :one
-- Goes up whenever the rules or the moderators change.
SELECT CAST(value AS INTEGER) AS "version: integer" FROM setting WHERE name = 'rules_version';

-- name: touch_rules :exec
-- Notes that the rules or the moderators have changed, for the workers that have compiled them.
INSERT INTO setting (name, value) VALUES ('rules_version', '1')
ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT);
