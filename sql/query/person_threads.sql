-- Readers must see the pages anew on which they see what somebody wrote.
-- params: $email text, $now integer
-- columns: none
UPDATE thread SET version = version + 1, changed_at = $now
WHERE id IN (SELECT thread_id FROM comment WHERE email = $email AND (status = 'approved') IS TRUE)
