-- When somebody from this network last wrote, on any page.
-- params: $network text
-- columns: created_at or null
SELECT max(created_at) FROM comment WHERE network = $network
