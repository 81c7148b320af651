-- Forgets what was long ago.
-- params: $before integer
-- columns: none
DELETE FROM sign_in_failure WHERE last_at < $before
