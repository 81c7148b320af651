-- A database of Isso 0.12 after its migration by Isso 0.14 from version 3 to 5: the statements of isso/db/__init__.py
-- and isso/db/comments.py. Addresses are stored as Python's html.escape leaves them, unless an edit stored them.
CREATE TABLE preferences (     key VARCHAR PRIMARY KEY, value VARCHAR );
CREATE TABLE threads (     id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
CREATE TABLE comments (     tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,     created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR,     text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR,     likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL);
CREATE TRIGGER remove_stale_threads AFTER DELETE ON comments BEGIN     DELETE FROM threads WHERE id NOT IN (SELECT tid FROM comments); END;
INSERT INTO threads VALUES (1, '/bees/', 'Bees & flowers');
INSERT INTO comments VALUES
  (1, 1, NULL, 1700000000.1234567, 1700000900.5, 1, '192.0.2.0', 'Do they **dance**?', 'Ann &amp; Bo', 'ann&amp;bo@mail.example', 'https://ann.example/?a=1&amp;b=&#x27;2&#x27;', 1, 0, zeroblob(256)),
  (1, 2, 1, 1700000060.5, NULL, 1, '192.0.2.0', 'They do.', 'Cem', NULL, 'https://cem.example/?a=1&copy=2&amp;c', 0, 0, zeroblob(256)),
  (1, 3, NULL, 1700000120, NULL, 4, '192.0.2.0', NULL, NULL, 'dot@mail.example', NULL, 0, 0, zeroblob(256)),
  (1, 4, 3, 1700000180, NULL, 2, '2001:db8:1::', 'Which flowers?', '', '', '', 0, 0, zeroblob(256));
ALTER TABLE comments ADD COLUMN notification INTEGER DEFAULT 0;
UPDATE comments SET text = '' WHERE text IS NULL;
CREATE TABLE IF NOT EXISTS comments_new (
                tid REFERENCES threads(id),
                id INTEGER PRIMARY KEY,
                parent INTEGER,
                created FLOAT NOT NULL,
                modified FLOAT,
                mode INTEGER,
                remote_addr VARCHAR,
                text VARCHAR NOT NULL,
                author VARCHAR,
                email VARCHAR,
                website VARCHAR,
                likes INTEGER DEFAULT 0,
                dislikes INTEGER DEFAULT 0,
                voters BLOB NOT NULL,
                notification INTEGER DEFAULT 0
            );
INSERT INTO comments_new SELECT * FROM comments;
ALTER TABLE comments RENAME TO comments_backup_v4;
ALTER TABLE comments_new RENAME TO comments;
DROP TABLE comments_backup_v4;
PRAGMA user_version = 5;
