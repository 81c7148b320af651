-- Whether an address wants mail.
-- params: $email text
-- columns: none
DELETE FROM mail_consent WHERE email = $email
