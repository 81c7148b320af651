-- Whose session it is, unless it is over.
-- params: $id text, $used_after integer, $created_after integer
-- columns: id, name, email, role, used_at
SELECT m.id, m.name, m.email, m.role, session.used_at
FROM session JOIN moderator AS m ON m.id = session.moderator_id
WHERE session.id = $id AND m.removed_at IS NULL
  AND session.used_at > $used_after AND session.created_at > $created_after
