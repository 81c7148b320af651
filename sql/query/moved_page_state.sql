-- Whether a page takes comments goes along to its new address.
-- params: $from integer, $to integer
-- columns: none
UPDATE thread SET closed = old.closed, memorial = old.memorial
FROM (SELECT closed, memorial FROM thread WHERE id = $from) AS old WHERE thread.id = $to
