-- The thread of a page that moves in. One that is there already keeps what was decided about it
-- here; only a title that nobody has told us is filled in.
-- params: $page text, $path text, $title text, $closed integer, $memorial integer, $now integer
-- columns: id
INSERT INTO thread (page, path, title, closed, memorial, created_at, changed_at)
VALUES ($page, $path, $title, $closed, $memorial, $now, $now)
ON CONFLICT (page) DO UPDATE SET title = CASE thread.title WHEN '' THEN excluded.title ELSE thread.title END
RETURNING id
