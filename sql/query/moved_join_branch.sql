-- A branch becomes part of another.
-- params: $thread integer, $from integer, $root integer
-- columns: none
UPDATE comment SET root_id = $root WHERE thread_id = $thread AND root_id = $from
