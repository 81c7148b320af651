-- Makes a setting, or changes it.
-- params: $name text, $value text
-- columns: none
INSERT INTO setting (name, value) VALUES ($name, $value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
