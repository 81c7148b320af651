-- Makes a setting unless it exists, so that two processes starting at once agree on the first.
-- params: $name text, $value text
-- columns: none
INSERT INTO setting (name, value) VALUES ($name, $value) ON CONFLICT (name) DO NOTHING
