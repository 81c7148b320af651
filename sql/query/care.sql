-- Care: open comments, help resources and reply drafts.

-- name: find_care_topics :one
-- The care topics of a comment.
SELECT care_topics FROM comment WHERE id = $id;

-- name: set_unread_care_topics :exec
-- Sets the care topics of a comment and marks it as unread. Part of a change that opens the comment
-- for care and increments its version.
UPDATE comment SET care_topics = $topics, care_read_at = NULL, care_resolved_at = NULL
WHERE id = $id;

-- name: set_care_topics :single
-- Changes only the topics of a comment that is open for care.
UPDATE comment SET care_topics = $topics, version = version + 1 WHERE id = $id RETURNING version;

-- name: open_care :single
-- Opens a comment for care, also if it was resolved before.
UPDATE comment SET care = 'open', care_topics = $topics, care_read_at = NULL, care_holder_id = NULL,
                   care_resolved_at = NULL, version = version + 1
WHERE id = $id RETURNING version;

-- name: mark_care_read :exec
-- Records that a moderator has opened a care item; only the first time has an effect.
UPDATE comment SET care_read_at = $now WHERE id = $id AND care = 'open' AND care_read_at IS NULL;

-- name: oldest_unread_care :one
-- When the oldest unread care item was written.
-- scan: the index contains only the few that are open for care
SELECT created_at FROM comment
WHERE care = 'open' AND care_read_at IS NULL AND care_holder_id IS NULL
ORDER BY id LIMIT 1;

-- name: delete_old_care :many
-- Deletes the care data of comments that were resolved or marked before a time, and names their
-- threads.
-- scan: the index contains only comments with care data
UPDATE comment SET care = '', care_topics = '', care_read_at = NULL, care_holder_id = NULL,
                   care_resolved_at = NULL
WHERE id IN (SELECT id FROM comment WHERE care = 'resolved' AND care_resolved_at < $before
             UNION ALL
             SELECT id FROM comment WHERE care = 'marked' AND created_at < $before)
RETURNING thread_id, status;

-- name: list_help :many
-- The site's help resources, in the order in which they were added.
-- scan: a few rows
SELECT id, name, phone, text_number, url, hours, country, verified_at FROM help_resource
ORDER BY id;

-- name: count_help :single
-- The number of help resources, and of those that were not verified since a time.
-- scan: a few rows
SELECT count(*) AS "lines: integer",
       coalesce(sum(verified_at < $since), 0) AS "outdated: integer" FROM help_resource;

-- name: insert_help :exec
-- Adds a help resource as verified now.
INSERT INTO help_resource (name, phone, text_number, url, hours, country, verified_at)
VALUES ($name, $phone, $text_number, $url, $hours, $country, $now);

-- name: change_help :exec
-- Changes a help resource and marks it as verified now.
UPDATE help_resource SET name = $name, phone = $phone, text_number = $text_number, url = $url,
  hours = $hours, country = $country, verified_at = $now
WHERE id = $id;

-- name: verify_help :exec
-- Marks a help resource as verified.
UPDATE help_resource SET verified_at = $now WHERE id = $id;

-- name: delete_help :exec
-- Deletes a help resource.
DELETE FROM help_resource WHERE id = $id;

-- name: list_drafts :many
-- All reply drafts.
-- scan: a few rows
SELECT id, title, text FROM reply_draft ORDER BY id;

-- name: insert_draft :exec
-- Adds a reply draft.
INSERT INTO reply_draft (title, text) VALUES ($title, $text);

-- name: change_draft :exec
-- Changes a reply draft.
UPDATE reply_draft SET title = $title, text = $text WHERE id = $id;

-- name: delete_draft :exec
-- Deletes a reply draft.
DELETE FROM reply_draft WHERE id = $id;

-- name: set_care_mode :exec
-- Sets the care mode that the moderators chose.
INSERT INTO setting (name, value) VALUES ('care_mode', $mode)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
