-- A moderator's decision.
-- params: $id integer, $status text, $pinned integer, $locked integer, $care text,
-- params: $holder integer or null, $now integer
-- columns: version
UPDATE comment SET status = $status, pinned = $pinned, locked = $locked, care = $care,
                   care_holder_id = $holder, version = version + 1,
                   care_settled_at = CASE WHEN $care = 'settled' THEN coalesce(care_settled_at, $now) END
WHERE id = $id RETURNING version
