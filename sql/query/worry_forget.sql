-- worry_forget
-- Forgets who was worried before a day ago, and before the clock was set back.
-- params: $since integer, $until integer
-- columns: none
DELETE FROM worry WHERE at < $since OR at > $until
