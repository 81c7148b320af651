-- Whether somebody has deleted a comment for ever here.
-- params: $id integer
-- columns: found
SELECT 1 FROM record WHERE comment_id = $id AND action = 'delete' LIMIT 1
