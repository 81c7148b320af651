-- Stores a comment under the id that it had elsewhere; no row when that is taken. Its parent may
-- still be on its way: it stands on the page itself until moved_join.
-- params: $id integer, $thread integer, $parent integer or null, $root integer, $status text,
-- params: $reason text, $author text, $email text, $url text, $network text, $text text,
-- params: $created_at integer
-- columns: id
INSERT INTO comment (id, thread_id, parent_id, root_id, status, reason, author, email, url, network,
                     user_agent, text, format, created_at)
VALUES ($id, $thread, $parent, $root, $status, $reason, $author, $email, $url, $network, '', $text,
        'plain', $created_at)
ON CONFLICT (id) DO NOTHING RETURNING id
