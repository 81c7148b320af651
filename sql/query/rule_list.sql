-- All rules, the oldest first.
-- params: none
-- columns: id, kind, pattern
SELECT id, kind, pattern FROM rule ORDER BY id
