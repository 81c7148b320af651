-- rule_in_force
-- The rule of a pattern, when it is in force.
-- params: $kind text, $pattern text
-- columns: id, topic
SELECT id, topic FROM rule WHERE kind = $kind AND pattern = $pattern AND removed_at IS NULL
