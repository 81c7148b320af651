-- Whether a moderator has moved a comment to where it is.
-- params: $id integer
-- columns: moved
SELECT 1 FROM record
WHERE comment_id = $id AND action = 'move'
  AND NOT EXISTS (SELECT 1 FROM record AS later WHERE later.undoes = record.id)
  AND id > coalesce((SELECT max(id) FROM record AS gone
                     WHERE gone.comment_id = $id AND gone.action = 'delete'), 0)
LIMIT 1
