-- Puts a comment below its parent, which was stored after it.
-- params: $id integer, $parent integer
-- columns: none
UPDATE comment SET parent_id = $parent WHERE id = $id
