-- worry_by_reader
-- How often a reader was worried of late.
-- params: $reader text, $since integer, $until integer
-- columns: worries, the first of them
SELECT count(*), min(at) FROM worry WHERE reader = $reader AND at > $since AND at <= $until
