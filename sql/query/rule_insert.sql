-- Adds a rule; the same rule again gives the id it has.
-- params: $kind text, $pattern text, $topic text, $language text, $now integer
-- columns: id
INSERT INTO rule (kind, pattern, topic, language, created_at)
VALUES ($kind, $pattern, $topic, $language, $now)
ON CONFLICT (kind, pattern) DO UPDATE SET topic = excluded.topic, removed_at = NULL
RETURNING id
