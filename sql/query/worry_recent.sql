-- How often a reader was worried of late.
-- params: $reader text, $since integer
-- columns: worries
SELECT count(*) FROM worry WHERE reader = $reader AND at > $since
