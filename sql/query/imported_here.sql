-- A comment as an import looks at it.
-- params: $id integer
-- columns: thread_id, parent_id, root_id, version, status, created_at
SELECT thread_id, coalesce(parent_id, 0), root_id, version, status, created_at
FROM comment WHERE id = $id
