-- Signs a moderator out everywhere.
-- params: $moderator integer
-- columns: none
DELETE FROM session WHERE moderator_id = $moderator
