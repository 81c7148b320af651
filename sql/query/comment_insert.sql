-- Stores a comment under an id of the caller's: the next one, or the one it had where it came from.
-- params: $id integer, $thread integer, $parent integer or null, $root integer, $status text,
-- params: $reason text, $author text, $email text, $url text, $network text, $user_agent text,
-- params: $text text, $format text, $created_at integer, $moderator integer or null,
-- params: $pinned integer, $care text, $care_topics text, $mail_wanted integer
-- columns: none
INSERT INTO comment (id, thread_id, parent_id, root_id, status, reason, author, email, url, network,
                     user_agent, text, format, created_at, moderator_id, pinned, care, care_topics,
                     mail_wanted)
VALUES ($id, $thread, $parent, $root, $status, $reason, $author, $email, $url, $network,
        $user_agent, $text, $format, $created_at, $moderator, $pinned, $care, $care_topics,
        $mail_wanted)
