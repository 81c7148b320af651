-- worry_opened
-- A reader's worry has opened the comment for care.
-- params: $comment integer, $reader text
-- columns: none
UPDATE worry SET opened = 1 WHERE comment_id = $comment AND reader = $reader
