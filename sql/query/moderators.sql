-- Moderators, sessions, and sign-in attempts.

-- fragment: moderator_columns
id, name, email, role, password_hash, created_at;

-- name: list_moderators :many
-- All moderators, oldest first.
-- row: Moderator
-- scan: a few rows
SELECT @moderator_columns FROM moderator
WHERE removed_at IS NULL ORDER BY id;

-- name: find_moderator :one
-- One moderator.
-- row: Moderator
SELECT @moderator_columns FROM moderator
WHERE id = $id AND removed_at IS NULL;

-- name: find_moderator_by_name :one
-- The moderator with a name.
-- row: Moderator
SELECT @moderator_columns FROM moderator
WHERE name_key = $name_key AND removed_at IS NULL;

-- name: count_owners :single
-- The number of owners.
-- scan: a few rows
SELECT count(*) AS "owners: integer" FROM moderator WHERE role = 'owner' AND removed_at IS NULL;

-- name: insert_moderator :single
-- Adds a moderator.
INSERT INTO moderator (name, name_key, email, role, password_hash, created_at)
VALUES ($name, $name_key, $email, $role, $hash, $now) RETURNING id;

-- name: set_moderator_password :exec
-- Changes a moderator's password.
UPDATE moderator SET password_hash = $hash WHERE id = $id;

-- name: replace_moderator_password :exec
-- Changes the password of a moderator who still has another one.
UPDATE moderator SET password_hash = $hash
WHERE id = $id AND password_hash = $present AND removed_at IS NULL;

-- name: set_moderator_role :exec
-- Changes a moderator's role.
UPDATE moderator SET role = $role WHERE id = $id;

-- name: remove_moderator :exec
-- Removes a moderator. The name remains for the audit log; the password and the email address are
-- deleted.
UPDATE moderator SET removed_at = $now, password_hash = '', email = '' WHERE id = $id;

-- name: find_session :one
-- The moderator of a session that has not ended, and that did not begin while the clock was far ahead.
SELECT m.id, m.name, m.email, m.role, session.used_at
FROM session JOIN moderator AS m ON m.id = session.moderator_id
WHERE session.id = $id AND m.removed_at IS NULL
  AND session.used_at > $used_after AND session.created_at > $created_after
  AND session.created_at < $created_before;

-- name: insert_session :exec
-- Starts a session.
INSERT INTO session (id, moderator_id, created_at, used_at) VALUES ($id, $moderator, $now, $now);

-- name: touch_session :exec
-- Records the use of a session.
UPDATE session SET used_at = $now WHERE id = $id;

-- name: end_session :exec
-- Ends a session.
DELETE FROM session WHERE id = $id;

-- name: end_sessions_of :exec
-- Ends all sessions of a moderator.
DELETE FROM session WHERE moderator_id = $moderator;

-- name: delete_old_sessions :exec
-- Deletes sessions that have ended, and those from while the clock was far ahead.
-- scan: a few rows
DELETE FROM session WHERE used_at <= $used_before OR created_at <= $created_before OR created_at >= $created_after;

-- name: find_sign_in_failures :one
-- The recent failures of a sign-in source.
SELECT failures, last_at FROM sign_in_failure WHERE who = $who;

-- name: count_sign_in_failure :exec
-- Counts a sign-in attempt. Concurrent attempts arrive in any order: neither the count nor the time
-- decreases.
INSERT INTO sign_in_failure (who, failures, last_at) VALUES ($who, 1, $now)
ON CONFLICT (who) DO UPDATE SET failures = failures + 1, last_at = max(last_at, excluded.last_at);

-- name: uncount_sign_in_failure :exec
-- Subtracts an attempt that had the right password.
UPDATE sign_in_failure SET failures = max(failures - 1, 0) WHERE who = $who;

-- name: clear_sign_in_failures :exec
-- Deletes the failures of a source after a successful sign-in.
DELETE FROM sign_in_failure WHERE who = $who;

-- name: delete_old_sign_in_failures :exec
-- Deletes old failures, and those from before the clock was set back.
DELETE FROM sign_in_failure WHERE last_at < $since OR last_at > $until;

-- name: is_known_sign_in_place :one
-- Whether an account has signed in from an address prefix before.
SELECT 1 AS "found: integer" FROM sign_in_place WHERE who = $who;

-- name: set_sign_in_place :exec
-- Records that an account has signed in from an address prefix.
INSERT INTO sign_in_place (who, last_at) VALUES ($who, $now)
ON CONFLICT (who) DO UPDATE SET last_at = excluded.last_at;

-- name: delete_old_sign_in_places :exec
-- Deletes address prefixes that were not used for long.
-- scan: a few rows
DELETE FROM sign_in_place WHERE last_at < $before;
