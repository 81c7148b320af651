-- Where a comment stands.
-- params: $id integer
-- columns: thread_id, parent_id, root_id
SELECT thread_id, coalesce(parent_id, 0), root_id FROM comment WHERE id = $id
