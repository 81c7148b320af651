-- A person should read a comment soon; what was looked after before is so again.
-- params: $id integer, $topics text
-- columns: version
UPDATE comment SET care = 'open', care_topics = $topics, care_read_at = NULL, care_holder_id = NULL,
                   care_settled_at = NULL, version = version + 1
WHERE id = $id RETURNING version
