-- Counts a wrong password; the count begins anew a day after the last.
-- params: $who text, $now integer, $forgotten_before integer
-- columns: none
INSERT INTO sign_in_failure (who, failures, last_at) VALUES ($who, 1, $now)
ON CONFLICT (who) DO UPDATE SET
  failures = CASE WHEN last_at < $forgotten_before OR last_at > $now THEN 1 ELSE failures + 1 END,
  last_at = excluded.last_at
