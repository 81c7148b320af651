-- The old numbers of a comment that is on another page now.
-- params: $id integer, $thread integer
-- columns: none
UPDATE OR IGNORE comment_alias SET thread_id = $thread WHERE comment_id = $id
