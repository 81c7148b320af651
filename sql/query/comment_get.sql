-- One comment, whole.
-- params: $id integer
-- columns: id, thread_id, parent_id, root_id, status, reason, author, email, url, network,
--          user_agent, text, format, created_at, version, moderator_id, pinned, locked, care
SELECT id, thread_id, parent_id, root_id, status, reason, author, email, url, network, user_agent,
       text, format, created_at, version, moderator_id, pinned, locked, care
FROM comment WHERE id = $id
