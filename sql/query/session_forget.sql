-- Forgets the sessions that are over.
-- params: $used_before integer, $created_before integer
-- columns: none
DELETE FROM session WHERE used_at <= $used_before OR created_at <= $created_before
