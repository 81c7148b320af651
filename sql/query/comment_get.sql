-- One comment, whole.
-- params: $id integer
-- columns: id, thread_id, parent_id, root_id, status, reason, author, email, url, network,
--          user_agent, text, format, created_at
SELECT id, thread_id, parent_id, root_id, status, reason, author, email, url, network, user_agent,
       text, format, created_at
FROM comment WHERE id = $id
