-- One comment with what a moderator wants to know of it. Comments by the same person are counted up
-- to fifty. (IS TRUE keeps the planner from reading all published comments by their status.)
-- params: $id integer
-- columns: id, thread_id, parent_id, root_id, status, reason, author, email, url, network,
--          user_agent, text, format, created_at, version, moderator_id, pinned, locked, care, path,
--          title, closed, memorial, parent_id, parent_author, parent_text, parent_status, others,
--          others_approved, care_topics, care_read_at, care_holder, edited_at
SELECT c.id, c.thread_id, c.parent_id, c.root_id, c.status, c.reason, c.author, c.email, c.url,
       c.network, c.user_agent, c.text, c.format, c.created_at, c.version, c.moderator_id, c.pinned,
       c.locked, c.care, thread.path, thread.title, thread.closed, thread.memorial, parent.id,
       parent.author, parent.text, parent.status,
       (SELECT count(*) FROM (SELECT 1 FROM comment AS other
                              WHERE other.email = c.email AND c.email <> '' AND other.id <> c.id
                              LIMIT 50)),
       (SELECT count(*) FROM (SELECT 1 FROM comment AS other
                              WHERE other.email = c.email AND c.email <> '' AND other.id <> c.id
                                AND (other.status = 'approved') IS TRUE
                              LIMIT 50)),
       c.care_topics, c.care_read_at, coalesce(holder.name, ''), c.edited_at
FROM comment AS c JOIN thread ON thread.id = c.thread_id
  LEFT JOIN comment AS parent ON parent.id = c.parent_id
  LEFT JOIN moderator AS holder ON holder.id = c.care_holder_id
WHERE c.id = $id
