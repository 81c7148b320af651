-- The thread of a page.
-- params: $page text
-- columns: id, path, title, version, created_at, changed_at, closed
SELECT id, path, title, version, created_at, changed_at, closed FROM thread WHERE page = $page
