-- sign_in_failed
-- Counts an attempt to sign in. Attempts that overlap come in any order: neither the count nor the
-- moment goes back.
-- params: $who text, $now integer
-- columns: none
INSERT INTO sign_in_failure (who, failures, last_at) VALUES ($who, 1, $now)
ON CONFLICT (who) DO UPDATE SET failures = failures + 1, last_at = max(last_at, excluded.last_at)
