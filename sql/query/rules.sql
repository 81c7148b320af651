-- Moderation rules.

-- name: list_rules :many
-- All active rules, oldest first.
-- scan: a few rows, read when they have changed
SELECT id, kind, pattern, topic, language, attentive FROM rule WHERE removed_at IS NULL ORDER BY id;

-- name: find_rule_in_force :one
-- The active rule with a pattern.
SELECT id, topic FROM rule WHERE kind = $kind AND pattern = $pattern AND removed_at IS NULL;

-- name: insert_rule :single
-- Adds a rule; returns the existing id if the rule exists.
INSERT INTO rule (kind, pattern, topic, language, attentive, created_at)
VALUES ($kind, $pattern, $topic, $language, $attentive, $now)
ON CONFLICT (kind, pattern) DO UPDATE 
  SET topic = excluded.topic, attentive = excluded.attentive, removed_at = NULL
RETURNING id;

-- name: set_rule_removed :exec
-- Deactivates a rule, or activates it if $removed_at is null.
-- $removed_at: integer?
UPDATE rule SET removed_at = $removed_at
WHERE id = $id AND (removed_at IS NULL) <> ($removed_at IS NULL);

-- name: policy_basis :one
-- What a verdict about content is based on: a number that increases whenever the rules or the
-- moderators change, and the care mode that the moderators chose, '' if none.
SELECT
  COALESCE((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'rules_version'), 0)
    AS "rules_version: integer",
  COALESCE((SELECT value FROM setting WHERE name = 'care_mode'), '') AS "care_mode: text";

-- name: touch_rules :exec
-- Increments the version of the rules, so that workers compile them again.
INSERT INTO setting (name, value) VALUES ('rules_version', '1')
ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT);
