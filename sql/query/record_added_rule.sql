-- record_added_rule
-- Whether a line of the record is a moderator's own adding of a rule.
-- params: $id integer, $moderator integer
-- columns: 1
SELECT 1 FROM record WHERE id = $id AND action = 'rule_add' AND moderator_id = $moderator
