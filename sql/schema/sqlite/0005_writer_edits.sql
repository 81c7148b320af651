-- What readers are told of a comment that its writer changed after it was published.

ALTER TABLE comment ADD COLUMN writer_edited_at INTEGER;  -- when that was done last; NULL: never
-- What the comment was marked with before a change, for whoever undoes it.
ALTER TABLE revision ADD COLUMN writer_edited_at INTEGER;
