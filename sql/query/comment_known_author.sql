-- Whether this pair of name and e-mail has an approved comment.
-- params: $email text, $author text
-- columns: 1
SELECT 1 FROM comment WHERE email = $email AND author = $author AND status = 'approved' LIMIT 1
