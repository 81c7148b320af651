-- The next comments that are written here get ids above this one.
-- params: $id integer
-- columns: none
UPDATE sqlite_sequence SET seq = max(seq, $id) WHERE name = 'comment'
