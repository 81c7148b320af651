-- sign_in_place_set
-- An account has signed in from a network.
-- params: $who text, $now integer
-- columns: none
INSERT INTO sign_in_place (who, last_at) VALUES ($who, $now)
ON CONFLICT (who) DO UPDATE SET last_at = excluded.last_at
