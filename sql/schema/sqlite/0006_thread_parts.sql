-- How many comments of a long thread readers see, so that a page of comments and its number are found
-- without counting the thread. A thread has rows from its thousandth published comment on
-- (store/comment/thread_parts.h); then triggers keep them exact, whatever changes a comment.

CREATE TABLE thread_part (
  thread_id        INTEGER NOT NULL,
  bits             INTEGER NOT NULL CHECK (bits = 8 OR bits = 14),
                                                   -- a part is a range of 2^bits ids
  part             INTEGER NOT NULL,               -- id >> bits
  comments         INTEGER NOT NULL,               -- published comments with ids in the range
  subthreads       INTEGER NOT NULL,               -- top-level comments with ids in the range, if anything
                                                   -- in their subthreads is published
  PRIMARY KEY (thread_id, bits, part)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER thread_part_insert AFTER INSERT ON comment
WHEN NEW.status = 'approved' AND EXISTS (SELECT 1 FROM thread_part WHERE thread_id = NEW.thread_id)
BEGIN
  INSERT INTO thread_part (thread_id, bits, part, comments, subthreads)
  SELECT NEW.thread_id, bits, NEW.id >> bits, 1, 0 FROM (SELECT 8 AS bits UNION ALL SELECT 14) WHERE true
  ON CONFLICT (thread_id, bits, part) DO UPDATE SET comments = comments + 1;
  INSERT INTO thread_part (thread_id, bits, part, comments, subthreads)
  SELECT NEW.thread_id, bits, NEW.top_level_id >> bits, 0, 1
  FROM (SELECT 8 AS bits UNION ALL SELECT 14)
  WHERE NOT EXISTS (SELECT 1 FROM comment WHERE thread_id = NEW.thread_id AND top_level_id = NEW.top_level_id
                    AND (status = 'approved') IS TRUE AND id <> NEW.id)
  ON CONFLICT (thread_id, bits, part) DO UPDATE SET subthreads = subthreads + 1;
END;

CREATE TRIGGER thread_part_delete AFTER DELETE ON comment
WHEN OLD.status = 'approved' AND EXISTS (SELECT 1 FROM thread_part WHERE thread_id = OLD.thread_id)
BEGIN
  INSERT INTO thread_part (thread_id, bits, part, comments, subthreads)
  SELECT OLD.thread_id, bits, OLD.id >> bits, -1, 0 FROM (SELECT 8 AS bits UNION ALL SELECT 14) WHERE true
  ON CONFLICT (thread_id, bits, part) DO UPDATE SET comments = comments - 1;
  INSERT INTO thread_part (thread_id, bits, part, comments, subthreads)
  SELECT OLD.thread_id, bits, OLD.top_level_id >> bits, 0, -1
  FROM (SELECT 8 AS bits UNION ALL SELECT 14)
  WHERE NOT EXISTS (SELECT 1 FROM comment WHERE thread_id = OLD.thread_id AND top_level_id = OLD.top_level_id
                    AND (status = 'approved') IS TRUE)
  ON CONFLICT (thread_id, bits, part) DO UPDATE SET subthreads = subthreads - 1;
END;

-- A change of these columns takes a comment from its place and puts it in another one.
CREATE TRIGGER thread_part_leave AFTER UPDATE OF status, thread_id, top_level_id ON comment
WHEN OLD.status = 'approved'
  AND (NEW.status <> 'approved' OR NEW.thread_id <> OLD.thread_id OR NEW.top_level_id <> OLD.top_level_id)
  AND EXISTS (SELECT 1 FROM thread_part WHERE thread_id = OLD.thread_id)
BEGIN
  INSERT INTO thread_part (thread_id, bits, part, comments, subthreads)
  SELECT OLD.thread_id, bits, OLD.id >> bits, -1, 0 FROM (SELECT 8 AS bits UNION ALL SELECT 14) WHERE true
  ON CONFLICT (thread_id, bits, part) DO UPDATE SET comments = comments - 1;
  INSERT INTO thread_part (thread_id, bits, part, comments, subthreads)
  SELECT OLD.thread_id, bits, OLD.top_level_id >> bits, 0, -1
  FROM (SELECT 8 AS bits UNION ALL SELECT 14)
  WHERE NOT EXISTS (SELECT 1 FROM comment WHERE thread_id = OLD.thread_id AND top_level_id = OLD.top_level_id
                    AND (status = 'approved') IS TRUE)
  ON CONFLICT (thread_id, bits, part) DO UPDATE SET subthreads = subthreads - 1;
END;

CREATE TRIGGER thread_part_enter AFTER UPDATE OF status, thread_id, top_level_id ON comment
WHEN NEW.status = 'approved'
  AND (OLD.status <> 'approved' OR NEW.thread_id <> OLD.thread_id OR NEW.top_level_id <> OLD.top_level_id)
  AND EXISTS (SELECT 1 FROM thread_part WHERE thread_id = NEW.thread_id)
BEGIN
  INSERT INTO thread_part (thread_id, bits, part, comments, subthreads)
  SELECT NEW.thread_id, bits, NEW.id >> bits, 1, 0 FROM (SELECT 8 AS bits UNION ALL SELECT 14) WHERE true
  ON CONFLICT (thread_id, bits, part) DO UPDATE SET comments = comments + 1;
  INSERT INTO thread_part (thread_id, bits, part, comments, subthreads)
  SELECT NEW.thread_id, bits, NEW.top_level_id >> bits, 0, 1
  FROM (SELECT 8 AS bits UNION ALL SELECT 14)
  WHERE NOT EXISTS (SELECT 1 FROM comment WHERE thread_id = NEW.thread_id AND top_level_id = NEW.top_level_id
                    AND (status = 'approved') IS TRUE AND id <> NEW.id)
  ON CONFLICT (thread_id, bits, part) DO UPDATE SET subthreads = subthreads + 1;
END;
