-- How often its writer has changed a comment, and how many bytes its earlier texts take.
-- params: $id integer
-- columns: changes, bytes
SELECT (SELECT count(*) FROM record WHERE comment_id = $id AND action = 'rewrite'),
       (SELECT coalesce(sum(length(CAST(text AS BLOB))), 0) FROM revision WHERE comment_id = $id)
