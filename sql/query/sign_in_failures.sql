-- How often somebody gave a wrong password of late.
-- params: $who text
-- columns: failures, last_at
SELECT failures, last_at FROM sign_in_failure WHERE who = $who
