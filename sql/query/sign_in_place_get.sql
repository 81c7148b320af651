-- sign_in_place_get
-- Whether an account has signed in from a network before.
-- params: $who text
-- columns: 1
SELECT 1 FROM sign_in_place WHERE who = $who
