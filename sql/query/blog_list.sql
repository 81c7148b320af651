-- Every blog that something was imported from.
-- params: none
-- columns: id, source, address
SELECT id, source, address FROM blog ORDER BY id
