-- Notes what the source says about a comment now.
-- params: $blog integer, $number integer, $copy integer, $thread integer, $digest integer
-- columns: none
UPDATE imported_comment SET thread_id = $thread, digest = $digest
WHERE blog_id = $blog AND number = $number AND copy = $copy
