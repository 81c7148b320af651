-- comment_recent
-- The last comments, for trying a rule.
-- params: $limit integer
-- columns: id, author, email, url, text, format, network, user_agent, status
SELECT id, author, email, url, text, format, network, user_agent, status FROM comment
WHERE status <> 'deleted' ORDER BY id DESC LIMIT $limit
