-- Who wanted to be forgotten, and when.
-- params: none
-- columns: email_hash, erased_at
SELECT email_hash, erased_at FROM erased_person ORDER BY email_hash
