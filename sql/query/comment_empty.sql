-- Deletes for ever what a person wrote, and keeps the place because there are replies.
-- params: $id integer
-- columns: none
UPDATE comment SET status = 'deleted', reason = '', author = '', email = '', url = '', network = '',
                   user_agent = '', text = ''
WHERE id = $id
