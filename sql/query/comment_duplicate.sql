-- A comment that says the same: same page, parent, name, e-mail and text, not in the trash.
-- params: $email text, $thread integer, $parent integer or null, $author text, $text text
-- columns: id
SELECT id FROM comment
WHERE email = $email AND thread_id = $thread AND parent_id IS $parent AND author = $author
  AND text = $text AND status NOT IN ('trash', 'deleted')
LIMIT 1
