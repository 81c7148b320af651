-- When somebody last wrote or changed what is published under this e-mail, on any page; 0 when not
-- since an instant. Only what is published counts: whoever sends a stranger's address must not learn
-- that the stranger has written something. (IS TRUE keeps the planner from reading by status.)
-- params: $email text, $since integer
-- columns: instant
SELECT max(coalesce((SELECT max(created_at) FROM comment
                     WHERE email = $email AND created_at >= $since
                       AND (status = 'approved') IS TRUE), 0),
           coalesce((SELECT max(rewritten_at) FROM comment
                     WHERE email = $email AND rewritten_at >= $since
                       AND (status = 'approved') IS TRUE), 0))
