-- Gives a moderator another role.
-- params: $id integer, $role text
-- columns: none
UPDATE moderator SET role = $role WHERE id = $id
