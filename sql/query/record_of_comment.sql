-- What was done with a comment, the newest first.
-- params: $comment integer
-- columns: id, at, batch, actor, action, comment_id, thread_id, path, before, after, note, undone,
--          version, undoes
SELECT record.id, record.at, record.batch, record.actor, record.action, record.comment_id,
       record.thread_id, coalesce(thread.path, ''), record.before, record.after, record.note,
       EXISTS (SELECT 1 FROM record AS later WHERE later.undoes = record.id), record.version,
       coalesce(record.undoes, 0)
FROM record LEFT JOIN thread ON thread.id = record.thread_id
WHERE record.comment_id = $comment ORDER BY record.id DESC LIMIT 200
