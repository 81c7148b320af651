-- Readers' reports of comments.

-- name: insert_report :exec
-- Stores a reader's report of a comment; a repeated one is ignored.
INSERT INTO report (comment_id, reader, at, reason, note, email, opened)
VALUES ($comment, $reader, $now, $reason, $note, $email, $opened)
ON CONFLICT DO NOTHING;

-- name: count_reports_about :single
-- The number of open reports of a comment, and how many of its recent reports listed it newly as
-- reported; for one reason, or for all if it is null.
-- $reason: text?
SELECT coalesce(sum(closed_by IS NULL), 0) AS "open: integer",
       coalesce(sum(opened = 1 AND at > $since AND at <= $until), 0) AS "newly_reported: integer"
FROM report WHERE comment_id = $comment AND ($reason IS NULL OR reason = $reason);

-- fragment: report_count
count(*) AS "count: integer", coalesce(min(at), 0) AS "first_at: integer";

-- name: count_reports_by :single
-- The number of recent reports by a reader.
-- row: ReportCount
SELECT @report_count FROM report WHERE reader = $reader AND at > $since AND at <= $until;

-- name: count_newly_reported :single
-- The number of recent reports by which a comment was newly listed as reported; for one reason, or for
-- all if it is null.
-- row: ReportCount
-- $reason: text?
SELECT @report_count FROM report
WHERE opened = 1 AND at > $since AND at <= $until AND ($reason IS NULL OR reason = $reason);

-- name: count_open_reports :single
-- The number of open reports, and of the comments that they are about.
-- scan: the index of open reports, of which there are at most ten thousand
SELECT count(*) AS "reports: integer", count(DISTINCT comment_id) AS "comments: integer"
FROM report WHERE closed_by IS NULL;

-- name: list_open_reports :many
-- The open reports of a comment, oldest first.
-- row: Report
SELECT @report_columns FROM report WHERE comment_id = $comment AND closed_by IS NULL ORDER BY at, id;

-- name: list_reports :many
-- All reports of a comment, oldest first.
-- row: Report
SELECT @report_columns FROM report WHERE comment_id = $comment ORDER BY at, id;

-- fragment: report_columns
id, reason, note, email, at, closed_by IS NOT NULL AS "closed: integer";

-- name: close_reports :exec
-- Closes the open reports of a comment, or those for one reason, before a report.
-- $reason: text?
-- $later: integer?
UPDATE report SET closed_by = $entry
WHERE comment_id = $comment AND closed_by IS NULL AND ($reason IS NULL OR reason = $reason)
  AND ($later IS NULL OR id < $later);

-- name: reopen_reports :exec
-- Opens the reports again that an entry closed, except a report that its reader has made again since.
UPDATE OR IGNORE report SET closed_by = NULL WHERE closed_by = $entry;

-- name: delete_closed_reports :exec
-- Deletes closed reports made before a time.
DELETE FROM report WHERE closed_by IS NOT NULL AND at < $before;

-- name: list_reports_by_email :many
-- The reports whose readers left this address, oldest first.
-- scan: used rarely
SELECT comment_id, reason, note, at FROM report WHERE email = $email ORDER BY id;

-- name: erase_reports_of :exec
-- Removes an address, and the words that came with it, from reports.
-- scan: used rarely
UPDATE report SET email = '', note = '' WHERE email = $email;
