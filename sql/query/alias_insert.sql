-- A number that a comment has elsewhere and not here. What leads to another one on the page already
-- goes on leading there.
-- params: $thread integer, $old_id integer, $id integer
-- columns: none
INSERT INTO comment_alias (thread_id, old_id, comment_id) VALUES ($thread, $old_id, $id)
ON CONFLICT (thread_id, old_id) DO NOTHING
