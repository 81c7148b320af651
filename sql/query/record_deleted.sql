-- Whether a comment of this number was permanently deleted when it had this version, or later.
-- params: $id integer, $version integer
-- columns: found
SELECT 1 FROM record WHERE comment_id = $id AND action = 'delete' AND version >= $version LIMIT 1
