-- What one press did, in its order.
-- params: $batch integer
-- columns: id, at, batch, actor, action, comment_id, thread_id, path, before, after, note, undone,
--          version, undoes
SELECT record.id, record.at, record.batch, record.actor, record.action, record.comment_id,
       record.thread_id, coalesce(thread.path, ''), record.before, record.after, record.note,
       EXISTS (SELECT 1 FROM record AS later WHERE later.undoes = record.id), record.version,
       coalesce(record.undoes, 0)
FROM record LEFT JOIN thread ON thread.id = record.thread_id
WHERE record.batch = $batch ORDER BY record.id
