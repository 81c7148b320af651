-- Forgets the care marks of what was looked after long ago, and of what was only read earlier.
-- params: $before integer
-- columns: none
UPDATE comment SET care = '', care_topics = '', care_read_at = NULL, care_holder_id = NULL,
                   care_settled_at = NULL
WHERE (care = 'settled' AND care_settled_at < $before)
   OR (care = 'marked' AND created_at < $before)
