-- What was said before under an address.
-- params: $email text
-- columns: none
DELETE FROM revision WHERE email = $email
   OR comment_id IN (SELECT id FROM comment WHERE email = $email)
