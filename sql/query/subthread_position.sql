-- How many published replies of a subthread come before an id.
-- (IS TRUE keeps the planner from reading all published comments of the thread by their status.)
-- params: $thread integer, $root integer, $id integer
-- columns: replies
SELECT count(*) FROM comment
WHERE thread_id = $thread AND root_id = $root AND (status = 'approved') IS TRUE AND id <> root_id
  AND id < $id
