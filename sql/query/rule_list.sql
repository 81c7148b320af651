-- All rules in force, the oldest first.
-- params: none
-- columns: id, kind, pattern, topic, language, attentive
SELECT id, kind, pattern, topic, language, attentive FROM rule WHERE removed_at IS NULL ORDER BY id
