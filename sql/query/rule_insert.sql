-- Adds a rule; the same rule again gives the id it has.
-- params: $kind text, $pattern text, $topic text, $language text, $attentive integer,
-- params: $now integer
-- columns: id
INSERT INTO rule (kind, pattern, topic, language, attentive, created_at)
VALUES ($kind, $pattern, $topic, $language, $attentive, $now)
ON CONFLICT (kind, pattern) DO UPDATE 
  SET topic = excluded.topic, attentive = excluded.attentive, removed_at = NULL
RETURNING id
