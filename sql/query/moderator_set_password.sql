-- Gives a moderator another password.
-- params: $id integer, $hash text
-- columns: none
UPDATE moderator SET password_hash = $hash WHERE id = $id
