-- How many published comments of a thread come before one: for unthreaded pages.
-- (IS TRUE keeps the planner from reading all published comments of the site by their status.)
-- params: $thread integer, $id integer
-- columns: comments
SELECT count(*) FROM comment WHERE thread_id = $thread AND (status = 'approved') IS TRUE AND id < $id
