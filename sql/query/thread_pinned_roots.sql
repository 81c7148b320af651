-- The pinned top-level comments of a thread beside those of a page, which stand first on each page.
-- params: $thread integer, $first integer, $last integer
-- columns: id
SELECT id FROM comment
WHERE thread_id = $thread AND pinned = 1 AND parent_id IS NULL AND status = 'approved'
  AND id NOT BETWEEN $first AND $last
