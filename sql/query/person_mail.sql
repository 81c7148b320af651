-- Mail that was sent or is owed to an address, the newest first.
-- params: $email text
-- columns: purpose, status, created_at
SELECT purpose, status, created_at FROM outbox WHERE recipient = $email ORDER BY id DESC
