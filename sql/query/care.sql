-- Comments that a person should read soon, help lines, reply drafts, and readers who are worried.

-- name: find_care_topics :one
-- What a comment's care is about.
SELECT care_topics FROM comment WHERE id = $id;

-- name: set_unread_care_topics :exec
-- What a comment's care is about, from when on nobody has read it. Part of a change that opens it
-- for care and gives it another version.
UPDATE comment SET care_topics = $topics, care_read_at = NULL, care_resolved_at = NULL
WHERE id = $id;

-- name: set_care_topics :single
-- What a comment is open for care about, and nothing else of it.
UPDATE comment SET care_topics = $topics, version = version + 1 WHERE id = $id RETURNING version;

-- name: open_care :single
-- A person should read a comment soon; what was looked after before is so again.
UPDATE comment SET care = 'open', care_topics = $topics, care_read_at = NULL, care_holder_id = NULL,
                   care_resolved_at = NULL, version = version + 1
WHERE id = $id RETURNING version;

-- name: mark_care_read :exec
-- A moderator has opened a care item; only the first time counts.
UPDATE comment SET care_read_at = $now WHERE id = $id AND care = 'open' AND care_read_at IS NULL;

-- name: oldest_unread_care :one
-- When the care item that has been unread for longest was written.
-- scan: the index has only the few that are open for care
SELECT created_at FROM comment
WHERE care = 'open' AND care_read_at IS NULL AND care_holder_id IS NULL
ORDER BY id LIMIT 1;

-- name: forget_care :exec
-- Forgets the care marks of what was looked after long ago, and of what was only read earlier.
-- scan: the index has only the marked
UPDATE comment SET care = '', care_topics = '', care_read_at = NULL, care_holder_id = NULL,
                   care_resolved_at = NULL
WHERE id IN (SELECT id FROM comment WHERE care = 'resolved' AND care_resolved_at < $before
             UNION ALL
             SELECT id FROM comment WHERE care = 'marked' AND created_at < $before);

-- name: list_help :many
-- The site's help lines, in the order in which they were added.
-- scan: a few rows
SELECT id, name, phone, text_number, url, hours, country, verified_at FROM help_resource
ORDER BY id;

-- name: count_help :single
-- How many help lines there are, and how many nobody has verified since a time.
-- scan: a few rows
SELECT count(*) AS "lines: integer",
       coalesce(sum(verified_at < $since), 0) AS "outdated: integer" FROM help_resource;

-- name: insert_help :exec
-- Adds a help line, verified now.
INSERT INTO help_resource (name, phone, text_number, url, hours, country, verified_at)
VALUES ($name, $phone, $text_number, $url, $hours, $country, $now);

-- name: change_help :exec
-- Changes a help line, verified now.
UPDATE help_resource SET name = $name, phone = $phone, text_number = $text_number, url = $url,
  hours = $hours, country = $country, verified_at = $now
WHERE id = $id;

-- name: verify_help :exec
-- A person has made sure that a help line is right.
UPDATE help_resource SET verified_at = $now WHERE id = $id;

-- name: delete_help :exec
-- Removes a help line.
DELETE FROM help_resource WHERE id = $id;

-- name: list_drafts :many
-- Texts to begin a reply with.
-- scan: a few rows
SELECT id, title, text FROM reply_draft ORDER BY id;

-- name: insert_draft :exec
-- Adds a text to begin a reply with.
INSERT INTO reply_draft (title, text) VALUES ($title, $text);

-- name: change_draft :exec
-- Changes a text to begin a reply with.
UPDATE reply_draft SET title = $title, text = $text WHERE id = $id;

-- name: delete_draft :exec
-- Removes a draft.
DELETE FROM reply_draft WHERE id = $id;

-- name: insert_report :exec
-- A reader is worried about a comment; of late only the first time counts.
INSERT INTO report (comment_id, reader, at) VALUES ($comment, $reader, $now)
ON CONFLICT (comment_id, reader) DO NOTHING;

-- name: note_report_opened :exec
-- A reader's report has opened the comment for care.
UPDATE report SET opened = 1 WHERE comment_id = $comment AND reader = $reader;

-- name: count_worries_about :single
-- How many readers were worried about a comment of late, and how often it was opened for that.
SELECT count(*) AS "worries: integer", coalesce(sum(opened), 0) AS "openings: integer" FROM report
WHERE comment_id = $comment;

-- fragment: report_count
count(*) AS "count: integer", coalesce(min(at), 0) AS "first_at: integer";

-- name: count_worries_by :single
-- How often a reader was worried of late.
-- row: WorryCount
SELECT @report_count FROM report WHERE reader = $reader AND at > $since AND at <= $until;

-- name: count_report_openings :single
-- How many comments readers' worries have opened for care of late.
-- row: WorryCount
SELECT @report_count FROM report WHERE opened = 1 AND at > $since AND at <= $until;

-- name: forget_reports :exec
-- Forgets who was worried before a day ago, and before the clock was set back.
DELETE FROM report WHERE at < $since OR at > $until;
