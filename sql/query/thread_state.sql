-- Whether a page takes comments.
-- params: $id integer
-- columns: closed, memorial, created_at, version
SELECT closed, memorial, created_at, version FROM thread WHERE id = $id
