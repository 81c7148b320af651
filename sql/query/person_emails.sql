-- Every address that somebody wrote under.
-- params: none
-- columns: email
SELECT DISTINCT email FROM comment WHERE email <> ''
UNION SELECT email FROM revision WHERE email <> ''
UNION SELECT email FROM mail_consent
