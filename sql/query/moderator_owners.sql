-- How many owners there are.
-- params: none
-- columns: owners
SELECT count(*) FROM moderator WHERE role = 'owner' AND removed_at IS NULL
