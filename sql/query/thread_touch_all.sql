-- Marks that readers would now see something else on every page where they ever saw something.
-- params: $now integer
-- columns: none
UPDATE thread SET version = version + 1, changed_at = max(changed_at, $now) WHERE version > 0
