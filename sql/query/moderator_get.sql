-- One moderator.
-- params: $id integer
-- columns: id, name, email, role, password_hash, created_at
SELECT id, name, email, role, password_hash, created_at FROM moderator
WHERE id = $id AND removed_at IS NULL
