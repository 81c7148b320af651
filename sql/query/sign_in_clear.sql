-- The right password was given.
-- params: $who text
-- columns: none
DELETE FROM sign_in_failure WHERE who = $who
