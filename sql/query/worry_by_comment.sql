-- worry_by_comment
-- How many readers were worried about a comment of late, and how often it was opened for that.
-- params: $comment integer
-- columns: worries, openings
SELECT count(*), coalesce(sum(opened), 0) FROM worry WHERE comment_id = $comment
