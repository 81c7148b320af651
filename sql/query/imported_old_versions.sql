-- The highest version that a comment of this number ever had.
-- params: $id integer
-- columns: version
SELECT coalesce(max(version), 0) FROM record WHERE comment_id = $id
