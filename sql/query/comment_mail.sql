-- Who is to be told about a comment, and what it answers.
-- params: $id integer
-- columns: email, mail_wanted, parent_id, path, status, care, network
SELECT c.email, c.mail_wanted, coalesce(c.parent_id, 0), thread.path, c.status, c.care,
       c.network
FROM comment AS c JOIN thread ON thread.id = c.thread_id WHERE c.id = $id
