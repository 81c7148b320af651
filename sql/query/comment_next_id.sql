-- The id that the next comment gets. Asked inside the writing transaction, because a comment on
-- the page is its own root and must know its id when it is inserted.
-- params: none
-- columns: id
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'comment'), 0) + 1
