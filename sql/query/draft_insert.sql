-- Adds a text to begin a reply with.
-- params: $title text, $text text
-- columns: id
INSERT INTO reply_draft (title, text) VALUES ($title, $text) RETURNING id
