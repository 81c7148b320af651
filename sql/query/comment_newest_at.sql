-- When the comment that was taken last was written.
-- params: none
-- columns: created_at
SELECT created_at FROM comment WHERE id = (SELECT max(id) FROM comment)
