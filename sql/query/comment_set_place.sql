-- Moves a comment to another place: thread, parent and branch.
-- params: $id integer, $thread integer, $parent integer or null, $root integer
-- columns: version
UPDATE comment SET thread_id = $thread, parent_id = $parent, root_id = $root, version = version + 1
WHERE id = $id RETURNING version
