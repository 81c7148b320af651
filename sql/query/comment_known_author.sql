-- Whether this pair of name and e-mail has an approved comment. IS TRUE keeps the planner from
-- reading all approved comments by their status instead of the few of one person.
-- params: $email text, $author text
-- columns: 1
SELECT 1 FROM comment
WHERE email = $email AND author = $author AND (status = 'approved') IS TRUE LIMIT 1
