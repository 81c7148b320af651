-- Keeps whether the owner of an address wants mail.
-- params: $email text, $consent text, $now integer
-- columns: none
INSERT INTO mail_consent (email, consent, changed_at) VALUES ($email, $consent, $now)
ON CONFLICT (email) DO UPDATE SET consent = excluded.consent, changed_at = excluded.changed_at
