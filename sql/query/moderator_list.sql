-- Everybody who moderates, the first first.
-- params: none
-- columns: id, name, email, role, password_hash, created_at
SELECT id, name, email, role, password_hash, created_at FROM moderator
WHERE removed_at IS NULL ORDER BY id
