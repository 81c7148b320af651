-- sign_in_forget
-- Forgets what was long ago, and what was written before the clock was set back.
-- params: $since integer, $until integer
-- columns: none
DELETE FROM sign_in_failure WHERE last_at < $since OR last_at > $until
