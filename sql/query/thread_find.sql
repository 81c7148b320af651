-- The thread of a page.
-- params: $page text
-- columns: id, path, title, version, created_at, changed_at, closed, memorial
SELECT id, path, title, version, created_at, changed_at, closed, memorial
FROM thread WHERE page = $page
