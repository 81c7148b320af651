-- When the care item that has been unread for longest was written.
-- params: none
-- columns: created_at
SELECT created_at FROM comment
WHERE care = 'open' AND care_read_at IS NULL AND care_holder_id IS NULL
ORDER BY id LIMIT 1
