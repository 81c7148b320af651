-- worry_by_site
-- How many comments readers' worries have opened for care of late.
-- params: $since integer, $until integer
-- columns: openings, the first of them
SELECT count(*), min(at) FROM worry WHERE opened = 1 AND at > $since AND at <= $until
