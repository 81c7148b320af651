-- Changes whenever a rule is added or removed (rules are never edited, ids never given twice).
-- params: none
-- columns: rules, highest id
SELECT count(*), coalesce(max(id), 0) FROM rule
