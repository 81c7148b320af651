-- Adds a line to the record. $batch is null for the first line of a press.
-- params: $at integer, $batch integer or null, $actor text, $moderator integer or null,
-- params: $action text, $comment integer or null, $thread integer or null, $before text,
-- params: $after text, $version integer, $note text, $undoes integer or null
-- columns: id
INSERT INTO record (at, batch, actor, moderator_id, action, comment_id, thread_id, before, after,
                    version, note, undoes)
VALUES ($at, coalesce($batch, (SELECT coalesce(max(id), 0) + 1 FROM record)), $actor, $moderator,
        $action, $comment, $thread, $before, $after, $version, $note, $undoes)
RETURNING id
