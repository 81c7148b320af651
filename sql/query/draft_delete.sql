-- Removes a draft.
-- params: $id integer
-- columns: id
DELETE FROM reply_draft WHERE id = $id RETURNING id
