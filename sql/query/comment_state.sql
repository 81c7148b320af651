-- What moderators change about a comment, and where it stands.
-- params: $id integer
-- columns: status, pinned, locked, care, care_holder_id, version, thread_id, parent_id, root_id
SELECT status, pinned, locked, care, coalesce(care_holder_id, 0), version, thread_id, parent_id,
       root_id
FROM comment WHERE id = $id
