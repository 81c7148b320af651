-- What a comment's care is about.
-- params: $id integer
-- columns: care, care_topics
SELECT care, care_topics FROM comment WHERE id = $id
