-- The comment that had a number elsewhere.
-- params: $thread integer, $old_id integer
-- columns: id
SELECT comment_id FROM comment_alias WHERE thread_id = $thread AND old_id = $old_id
