-- Notes that the rules or the moderators have changed, for the workers that have compiled them.
-- params: none
-- columns: none
INSERT INTO setting (name, value) VALUES ('rules_version', '1')
ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)
