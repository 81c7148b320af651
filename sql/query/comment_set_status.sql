-- A moderator's decision.
-- params: $id integer, $status text, $reason text
-- columns: none
UPDATE comment SET status = $status, reason = $reason WHERE id = $id
