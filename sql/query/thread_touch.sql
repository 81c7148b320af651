-- Marks that a reader would now see something else. A thread is as old as the first of that.
-- params: $id integer, $now integer
-- columns: none
UPDATE thread SET version = version + 1, changed_at = max(changed_at, $now),
                  created_at = CASE version WHEN 0 THEN $now ELSE created_at END
WHERE id = $id
