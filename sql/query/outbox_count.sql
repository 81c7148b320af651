-- How many mails there are of a status.
-- params: $status text
-- columns: mails
SELECT count(*) FROM outbox WHERE status = $status
