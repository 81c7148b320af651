-- The subthreads, of those whose top-level comments lie between two ids, that have more published
-- replies than a page of comments shows.
-- (IS TRUE keeps the planner from reading all published comments of the thread by their status.)
-- params: $thread integer, $first integer, $last integer, $shown integer
-- columns: root_id, replies
SELECT root_id, count(*) FROM comment
WHERE thread_id = $thread AND root_id BETWEEN $first AND $last AND (status = 'approved') IS TRUE
  AND id <> root_id
GROUP BY root_id HAVING count(*) > $shown
