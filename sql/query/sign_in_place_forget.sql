-- sign_in_place_forget
-- Forgets the networks that nobody has signed in from for long.
-- params: $before integer
-- columns: none
DELETE FROM sign_in_place WHERE last_at < $before
