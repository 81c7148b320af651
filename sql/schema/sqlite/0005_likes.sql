-- Readers' likes of comments. Times are days since 1970-01-01, in UTC.

-- The number of likes of each comment. Comments without any have no row. Likes at the source of an
-- import are in imported_votes.
CREATE TABLE comment_likes (
  comment_id       INTEGER PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
  likes            INTEGER NOT NULL
) STRICT;

-- Who liked a comment lately, so that nobody counts twice. Deleted after some time; the number stays.
CREATE TABLE comment_liker (
  comment_id       INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  who              TEXT    NOT NULL,               -- keyed hash of comment, address prefix and browser
  day              INTEGER NOT NULL,
  network          TEXT    NOT NULL,               -- keyed hash of day and address prefix
  PRIMARY KEY (comment_id, who)
) STRICT, WITHOUT ROWID;
-- The limits of a network and of a day; what has expired.
CREATE INDEX comment_liker_day ON comment_liker (day, network, comment_id);
