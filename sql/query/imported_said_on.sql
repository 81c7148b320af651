-- Whether some source has a comment on this page.
-- params: $id integer, $thread integer
-- columns: found
SELECT 1 FROM imported_comment WHERE comment_id = $id AND thread_id = $thread LIMIT 1
