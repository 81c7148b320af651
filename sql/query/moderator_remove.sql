-- Removes a moderator; the name stays in the record, the secrets go.
-- params: $id integer, $now integer
-- columns: none
UPDATE moderator SET removed_at = $now, password_hash = '', email = '' WHERE id = $id
