-- Counts comments that were added.
-- params: $name text, $comments integer
-- columns: none
UPDATE tally SET comments = comments + $comments WHERE name = $name
