-- Deletes for ever what a person wrote, and keeps the place because there are replies.
-- params: $id integer
-- columns: none
UPDATE comment SET status = 'deleted', reason = '', author = '', email = '', url = '', network = '',
                   user_agent = '', text = '', version = version + 1, moderator_id = NULL,
                   pinned = 0, care = '', care_topics = '', care_read_at = NULL,
                   care_holder_id = NULL, care_settled_at = NULL, mail_wanted = 0, edited_at = NULL,
                   rewritten_at = NULL
WHERE id = $id
