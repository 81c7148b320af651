-- Makes the thread of a page that has none yet. It has version 0 until a reader can see something of
-- it (thread_touch): a comment that is held must not show by its page's validators.
-- params: $page text, $path text, $title text, $now integer
-- columns: id
INSERT INTO thread (page, path, title, version, created_at, changed_at)
VALUES ($page, $path, $title, 0, $now, 0)
ON CONFLICT (page) DO UPDATE SET path = excluded.path
RETURNING id
