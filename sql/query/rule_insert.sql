-- Adds a rule; the same rule again gives the id it has.
-- params: $kind text, $pattern text, $now integer
-- columns: id
INSERT INTO rule (kind, pattern, created_at) VALUES ($kind, $pattern, $now)
ON CONFLICT (kind, pattern) DO UPDATE SET pattern = excluded.pattern
RETURNING id
