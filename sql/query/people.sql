-- What is known of the owner of an e-mail address, and forgetting it.

-- name: list_comments_by_email :many
-- Everything that somebody wrote under an e-mail address, the oldest first.
SELECT @comment_columns, thread.path
FROM comment JOIN thread ON thread.id = comment.thread_id
WHERE comment.email = $email AND comment.status <> 'deleted' ORDER BY comment.id;

-- name: has_revision_of :one
-- Whether something that was said before, of a comment that may have another address now, is under
-- an e-mail address.
-- scan: asked for rarely
SELECT 1 AS "found: integer" FROM revision WHERE email = $email LIMIT 1;

-- name: list_mail_to :many
-- Mail that was sent or is owed to an address, the newest first.
-- scan: asked for rarely, and old mail is forgotten
SELECT purpose, status, created_at FROM outbox WHERE recipient = $email ORDER BY id DESC;

-- name: raise_thread_versions_of :exec
-- Readers must see the pages anew on which they see what somebody wrote.
UPDATE thread SET version = version + 1, changed_at = $now
WHERE id IN (SELECT thread_id FROM comment WHERE email = $email AND (status = 'approved') IS TRUE);

-- name: anonymise_comment :exec
-- Takes everything out of a comment that tells who wrote it; the text stays, for the sense of the
-- conversation.
UPDATE comment SET author = $author, email = '', url = '', address_prefix = '', user_agent = '',
                   mail_wanted = 0, version = version + 1
WHERE id = $id;

-- name: delete_revisions_of :exec
-- What was said before under an address.
-- scan: asked for rarely
DELETE FROM revision WHERE email = $email
   OR comment_id IN (SELECT id FROM comment WHERE email = $email);

-- name: delete_mail_to :exec
-- Mail to an address, sent or owed.
-- scan: asked for rarely, and old mail is forgotten
DELETE FROM outbox WHERE recipient = $email;

-- name: delete_consent :exec
-- Whether an address wants mail.
DELETE FROM mail_consent WHERE email = $email;

-- name: list_emails :many
-- Every address that somebody wrote under.
-- scan: a restored backup is looked through for whom it must forget
SELECT DISTINCT email AS "email!" FROM comment WHERE email <> ''
UNION SELECT email FROM revision WHERE email <> ''
UNION SELECT email FROM mail_consent;

-- name: list_erased :many
-- Who wanted to be forgotten, and when.
-- scan: an import and a restored backup need all of them
SELECT email_hash AS "email_hash!", erased_at FROM erased_commenter ORDER BY email_hash;

-- name: insert_erased :exec
-- Notes that the owner of an address wanted to be forgotten.
INSERT INTO erased_commenter (email_hash, erased_at) VALUES ($email_hash, $now)
ON CONFLICT (email_hash) DO NOTHING;
