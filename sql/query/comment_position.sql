-- How many published comments of a thread come before one: for unthreaded pages.
-- params: $thread integer, $id integer
-- columns: comments
SELECT count(*) FROM comment WHERE thread_id = $thread AND status = 'approved' AND id < $id
