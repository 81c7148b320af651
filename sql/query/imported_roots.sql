-- The comments that start the branches of a page.
-- params: $thread integer
-- columns: id
SELECT id FROM comment WHERE thread_id = $thread AND root_id = id ORDER BY id
