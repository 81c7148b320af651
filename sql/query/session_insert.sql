-- Signs a moderator in.
-- params: $id text, $moderator integer, $now integer
-- columns: none
INSERT INTO session (id, moderator_id, created_at, used_at) VALUES ($id, $moderator, $now, $now)
