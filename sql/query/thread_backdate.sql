-- A thread is as old as its oldest comment: for imports, whose comments are older than their row.
-- params: $id integer, $created_at integer
-- columns: none
UPDATE thread SET created_at = min(created_at, $created_at) WHERE id = $id
