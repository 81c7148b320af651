-- Texts to begin a reply with.
-- params: none
-- columns: id, title, text
SELECT id, title, text FROM reply_draft ORDER BY id
