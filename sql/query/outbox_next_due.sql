-- When the next mail is due; 0 when none is owed.
-- params: none
-- columns: due_at
SELECT coalesce(min(due_at), 0) FROM outbox WHERE status IN ('queued', 'sending')
