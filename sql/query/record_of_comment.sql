-- What was done with a comment, the newest first. Where another comment had its number before, and
-- was permanently deleted, only what came after that.
-- params: $comment integer
-- columns: id, at, batch, actor, action, comment_id, thread_id, path, before, after, note, undone,
--          version, undoes
SELECT record.id, record.at, record.batch, record.actor, record.action, record.comment_id,
       record.thread_id, coalesce(thread.path, ''), record.before, record.after, record.note,
       EXISTS (SELECT 1 FROM record AS later WHERE later.undoes = record.id), record.version,
       coalesce(record.undoes, 0)
FROM record LEFT JOIN thread ON thread.id = record.thread_id
WHERE record.comment_id = $comment
  AND (NOT EXISTS (SELECT 1 FROM comment WHERE id = $comment AND status <> 'deleted')
       OR record.id > coalesce((SELECT max(id) FROM record AS gone
                                WHERE gone.comment_id = $comment AND gone.action = 'delete'), 0))
ORDER BY record.id DESC LIMIT 200
