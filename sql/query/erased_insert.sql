-- Notes that the owner of an address wanted to be forgotten.
-- params: $email_hash text, $now integer
-- columns: none
INSERT INTO erased_person (email_hash, erased_at) VALUES ($email_hash, $now)
ON CONFLICT (email_hash) DO NOTHING
