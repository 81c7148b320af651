-- Changes a text to begin a reply with.
-- params: $id integer, $title text, $text text
-- columns: id
UPDATE reply_draft SET title = $title, text = $text WHERE id = $id RETURNING id
