-- The moderator of a name.
-- params: $name_key text
-- columns: id, name, email, role, password_hash, created_at
SELECT id, name, email, role, password_hash, created_at FROM moderator
WHERE name_key = $name_key AND removed_at IS NULL
