-- The number that a comment had elsewhere and could not keep.
-- params: $thread integer, $old_id integer, $id integer
-- columns: none
INSERT INTO comment_alias (thread_id, old_id, comment_id) VALUES ($thread, $old_id, $id)
