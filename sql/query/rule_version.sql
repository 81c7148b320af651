-- Goes up whenever the rules or the moderators change.
-- params: none
-- columns: version
SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'rules_version'
