-- care_topics_set
-- What a comment is open for care about, and nothing else of it.
-- params: $id integer, $topics text
-- columns: version
UPDATE comment SET care_topics = $topics, version = version + 1 WHERE id = $id RETURNING version
