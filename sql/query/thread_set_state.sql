-- Closes or opens a page.
-- params: $id integer, $closed integer, $memorial integer
-- columns: none
UPDATE thread SET closed = $closed, memorial = $memorial WHERE id = $id
