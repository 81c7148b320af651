-- consent_forget
-- Forgets the addresses whose owners did not answer.
-- params: $before integer
-- columns: none
DELETE FROM mail_consent WHERE consent = 'asked' AND changed_at < $before
