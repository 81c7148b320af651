-- A moderator said of a comment that it is no spam: whoever writes under its address is known since.

ALTER TABLE comment ADD COLUMN not_spam INTEGER NOT NULL DEFAULT 0 CHECK (not_spam IN (0, 1));
CREATE INDEX comment_not_spam ON comment (email) WHERE not_spam = 1;
