-- Whether a page takes comments.
-- params: $id integer
-- columns: closed, memorial
SELECT closed, memorial FROM thread WHERE id = $id
