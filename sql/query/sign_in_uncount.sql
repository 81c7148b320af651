-- sign_in_uncount
-- Takes one counted attempt back: it had the right password.
-- params: $who text
-- columns: none
UPDATE sign_in_failure SET failures = max(failures - 1, 0) WHERE who = $who
