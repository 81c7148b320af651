-- The data stored under an email address, and its erasure.

-- name: list_comments_by_email :many
-- All comments under an email address, oldest first.
SELECT @comment_columns, thread.path
FROM comment JOIN thread ON thread.id = comment.thread_id
WHERE comment.email = $email AND comment.status <> 'deleted' ORDER BY comment.id;

-- name: has_revision_of :one
-- Whether a revision has this email address; its comment may have another one now.
-- scan: used rarely
SELECT 1 AS "found: integer" FROM revision WHERE email = $email LIMIT 1;

-- name: list_mail_to :many
-- Mail that was sent or is pending to an address, newest first.
-- scan: used rarely, and old mail is deleted
SELECT purpose, status, created_at FROM outbox WHERE recipient = $email ORDER BY id DESC;

-- name: raise_thread_versions_of :many
-- Marks pages with published comments by this address as changed, and names them.
UPDATE thread SET version = version + 1, changed_at = $now
WHERE id IN (SELECT thread_id FROM comment WHERE email = $email AND (status = 'approved') IS TRUE)
RETURNING id;

-- name: anonymise_comment :exec
-- Removes the commenter's identity from a comment. The text remains, because replies refer to it.
UPDATE comment SET author = $author, email = '', url = '', address_prefix = '', user_agent = '',
                   mail_wanted = 0, post_author = 0, version = version + 1
WHERE id = $id;

-- name: delete_revisions_of :exec
-- Deletes the revisions under an address.
-- scan: used rarely
DELETE FROM revision WHERE email = $email
   OR comment_id IN (SELECT id FROM comment WHERE email = $email);

-- name: delete_mail_to :exec
-- Deletes mail to an address.
-- scan: used rarely, and old mail is deleted
DELETE FROM outbox WHERE recipient = $email;

-- name: list_emails :many
-- All email addresses of comments, revisions, subscriptions, refusals and reports.
-- scan: erasures are reapplied to a restored backup
SELECT DISTINCT email AS "email!" FROM comment WHERE email <> ''
UNION SELECT email FROM revision WHERE email <> ''
UNION SELECT email FROM subscription
UNION SELECT email FROM mail_refusal
UNION SELECT email FROM report WHERE email <> '';

-- name: list_erased :many
-- All erasures with their times.
-- scan: imports and restored backups need all of them
SELECT email_hash AS "email_hash!", erased_at FROM erased_commenter ORDER BY email_hash;

-- name: insert_erased :exec
-- Records an erasure.
INSERT INTO erased_commenter (email_hash, erased_at) VALUES ($email_hash, $now)
ON CONFLICT (email_hash) DO NOTHING;
