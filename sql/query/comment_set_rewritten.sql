-- Notes that its writer has changed a comment, and what the rules say of the new text. Part of a
-- change that gives the comment another version.
-- params: $id integer, $reason text, $now integer
-- columns: none
UPDATE comment SET reason = $reason, rewritten_at = $now WHERE id = $id
