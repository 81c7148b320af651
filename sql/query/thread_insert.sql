-- Makes the thread of a page that has none yet.
-- params: $page text, $path text, $title text, $now integer
-- columns: id
INSERT INTO thread (page, path, title, created_at, changed_at)
VALUES ($page, $path, $title, $now, $now)
ON CONFLICT (page) DO UPDATE SET path = excluded.path
RETURNING id
