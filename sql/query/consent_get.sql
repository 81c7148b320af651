-- Whether the owner of an address wants mail.
-- params: $email text
-- columns: consent, changed_at
SELECT consent, changed_at FROM mail_consent WHERE email = $email
