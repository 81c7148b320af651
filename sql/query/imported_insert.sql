-- Notes what a comment is called where it comes from.
-- params: $blog integer, $number integer, $id integer, $thread integer, $digest integer,
-- params: $created_at integer, $version integer
-- columns: none
INSERT INTO imported_comment (blog_id, number, copy, comment_id, thread_id, digest, created_at,
                              version)
VALUES ($blog, $number,
        (SELECT coalesce(max(copy) + 1, 0) FROM imported_comment
         WHERE blog_id = $blog AND number = $number),
        $id, $thread, $digest, $created_at, $version)
