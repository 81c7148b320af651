-- Adds a moderator.
-- params: $name text, $name_key text, $email text, $role text, $hash text, $now integer
-- columns: id
INSERT INTO moderator (name, name_key, email, role, password_hash, created_at)
VALUES ($name, $name_key, $email, $role, $hash, $now) RETURNING id
