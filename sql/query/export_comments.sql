-- A page's comments for an export, branch by branch, in batches: ask again with the last root and
-- id.
-- params: $thread integer, $root integer, $after integer, $limit integer
-- columns: id, parent_id, root_id, status, reason, author, email, url, network, user_agent, text,
--          format, created_at, version, pinned, locked, care, care_topics, edited_at, moderator,
--          origins
SELECT id, parent_id, root_id, status, reason, author, email, url, network, user_agent, text, format,
       created_at, version, pinned, locked, care, care_topics, coalesce(edited_at, 0),
       coalesce((SELECT name FROM moderator WHERE moderator.id = comment.moderator_id), ''),
       coalesce((SELECT group_concat(i.blog_id || ':' || i.number, ' ')
                 FROM imported_comment AS i WHERE i.comment_id = comment.id), '')
FROM comment
WHERE thread_id = $thread AND (root_id, id) > ($root, $after)
ORDER BY root_id, id LIMIT $limit
