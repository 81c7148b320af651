-- Mail to an address, sent or owed.
-- params: $email text
-- columns: none
DELETE FROM outbox WHERE recipient = $email
