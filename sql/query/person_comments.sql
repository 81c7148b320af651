-- Everything that somebody wrote under an e-mail address, the oldest first.
-- params: $email text
-- columns: id, path, status, author, email, url, network, user_agent, text, created_at
SELECT c.id, thread.path, c.status, c.author, c.email, c.url, c.network, c.user_agent, c.text,
       c.created_at
FROM comment AS c JOIN thread ON thread.id = c.thread_id
WHERE c.email = $email AND c.status <> 'deleted' ORDER BY c.id
