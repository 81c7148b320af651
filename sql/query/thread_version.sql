-- Only what decides whether a rendered thread is still good: the hot path's one statement. Always
-- one row, so that the caller is called back while the read lock is held.
-- params: $page text
-- columns: version, 0 when the page has no thread, or none of which a reader has seen anything
SELECT coalesce((SELECT version FROM thread WHERE page = $page), 0)
