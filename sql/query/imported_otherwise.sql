-- Whether a source has called a comment by other numbers only, and what it said of it was not this.
-- params: $id integer, $blog integer, $number integer, $digest integer
-- columns: found
SELECT 1 FROM imported_comment WHERE comment_id = $id AND blog_id = $blog
GROUP BY comment_id HAVING max(number = $number OR digest = $digest) = 0
