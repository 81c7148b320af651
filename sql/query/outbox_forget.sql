-- Forgets to whom was written long ago.
-- params: $before integer
-- columns: none
DELETE FROM outbox WHERE status IN ('sent', 'dropped') AND changed_at < $before
