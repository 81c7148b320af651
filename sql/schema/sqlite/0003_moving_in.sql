-- Comments that come from elsewhere, and the addresses that they had there.

-- Which page a WordPress post became: its forms and links name the post by number.
CREATE TABLE wordpress_post (
  post_id       INTEGER PRIMARY KEY,
  page          TEXT    NOT NULL,                  -- the page's one name
  path          TEXT    NOT NULL,                  -- the page as visitors reach it
  post_title    TEXT    NOT NULL DEFAULT '',       -- as WordPress wrote them: by title and date it
  post_date     TEXT    NOT NULL DEFAULT '',       -- knows a post again
  post_type     TEXT    NOT NULL DEFAULT 'post'
) STRICT;
CREATE INDEX wordpress_post_page ON wordpress_post (page);

-- The number that a comment had where it came from, where it could not keep it. On its page the old
-- number still leads to it.
CREATE TABLE comment_alias (
  thread_id     INTEGER NOT NULL REFERENCES thread (id),
  old_id        INTEGER NOT NULL,
  comment_id    INTEGER NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  PRIMARY KEY (thread_id, old_id)
) STRICT;
CREATE INDEX comment_alias_comment ON comment_alias (comment_id);

-- A site moves in with comments by the hundred thousand: counting each by a trigger took more time
-- than storing it. The store counts what it adds (tally_add.sql); changes are still counted here.
DROP TRIGGER comment_tally_insert;

-- Addresses whose owners wanted to be forgotten, as keyed hashes: an import, or a backup of before,
-- must not bring them back.
CREATE TABLE erased_person (
  email_hash    TEXT    PRIMARY KEY,
  erased_at     INTEGER NOT NULL
) STRICT;
