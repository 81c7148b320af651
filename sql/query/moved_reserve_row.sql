-- A database without comments has no counter for their ids yet.
-- params: none
-- columns: none
INSERT INTO sqlite_sequence (name, seq)
SELECT 'comment', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'comment')
