-- The site's help lines, in the order in which they were added.
-- params: none
-- columns: id, name, phone, text_number, url, hours, country, verified_at
SELECT id, name, phone, text_number, url, hours, country, verified_at FROM help_resource ORDER BY id
