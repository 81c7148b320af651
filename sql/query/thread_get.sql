-- A thread by its id.
-- params: $id integer
-- columns: page, path, title
SELECT page, path, title FROM thread WHERE id = $id
