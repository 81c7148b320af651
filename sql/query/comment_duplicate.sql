-- A comment that says the same: same page, parent, name, e-mail and text, not in the trash. One that
-- is not published counts only from the network that it came from: nobody else may learn of it.
-- params: $email text, $thread integer, $parent integer or null, $author text, $text text,
-- params: $network text
-- columns: id
SELECT id FROM comment
WHERE email = $email AND thread_id = $thread AND parent_id IS $parent AND author = $author
  AND text = $text AND status NOT IN ('trash', 'deleted')
  AND ((status = 'approved') IS TRUE OR network = $network)
LIMIT 1
