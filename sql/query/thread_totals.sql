-- How much a thread publishes. A branch is a comment on the page with all replies below it; it
-- counts while anything in it is published, so that replies outlive a removed comment.
-- params: $thread integer
-- columns: approved comments, branches
SELECT count(*), count(DISTINCT root_id) FROM comment
WHERE thread_id = $thread AND status = 'approved'
