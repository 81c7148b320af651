-- When somebody with this e-mail last wrote, on any page.
-- params: $email text
-- columns: created_at or null
SELECT max(created_at) FROM comment WHERE email = $email
