-- Forgets to whom was written long ago, or in vain.
-- params: $before integer
-- columns: none
DELETE FROM outbox WHERE status IN ('sent', 'dropped', 'failed') AND changed_at < $before
