-- How many help lines there are, and how many nobody has verified since a time.
-- params: $since integer
-- columns: all, outdated
SELECT count(*), coalesce(sum(verified_at < $since), 0) FROM help_resource
