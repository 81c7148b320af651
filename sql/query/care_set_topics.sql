-- What a comment's care is about, from when on nobody has read it. Part of a change that opens it for
-- care and gives it another version.
-- params: $id integer, $topics text
-- columns: none
UPDATE comment SET care_topics = $topics, care_read_at = NULL, care_settled_at = NULL WHERE id = $id
