-- Stores a comment under the id that it had elsewhere, unless that is taken. Its parent may
-- still be on its way: it stands on the page itself until moved_join. Its moderator is known by
-- name.
-- params: $id integer, $thread integer, $parent integer or null, $root integer, $status text,
-- params: $reason text, $author text, $email text, $url text, $network text,
-- params: $user_agent text, $text text, $format text, $created_at integer, $version integer,
-- params: $pinned integer, $locked integer, $care text, $care_topics text,
-- params: $edited_at integer, $moderator text
-- columns: none
INSERT INTO comment (id, thread_id, parent_id, root_id, status, reason, author, email, url, network,
                     user_agent, text, format, created_at, version, pinned, locked, care,
                     care_topics, edited_at, moderator_id)
VALUES ($id, $thread, $parent, $root, $status, $reason, $author, $email, $url, $network, $user_agent,
        $text, $format, $created_at, $version, $pinned, $locked, $care, $care_topics,
        nullif($edited_at, 0),
        CASE $moderator WHEN '' THEN NULL ELSE
          (SELECT id FROM moderator WHERE name = $moderator AND removed_at IS NULL) END)
ON CONFLICT (id) DO NOTHING
