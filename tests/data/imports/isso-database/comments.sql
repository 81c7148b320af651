-- The schema of Isso 0.13.
CREATE TABLE preferences (
    key VARCHAR PRIMARY KEY, value VARCHAR
);
CREATE TABLE threads (    id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
CREATE TABLE comments (     tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,     created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR,     text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR,     likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL, notification INTEGER DEFAULT 0);
CREATE TRIGGER remove_stale_threads AFTER DELETE ON comments BEGIN     DELETE FROM threads WHERE id NOT IN (SELECT tid FROM comments); END;
PRAGMA user_version = 5;
INSERT INTO preferences VALUES ('session-key', '00112233445566778899aabbccddeeff');
INSERT INTO threads VALUES (1, '/garden/', 'The garden'), (2, '/about.html', NULL);
INSERT INTO comments VALUES
  (1, 1, NULL, 1600000000.25, NULL, 1, '192.0.2.0', 'What a *lovely* bench.', 'Mia', 'mia@mail.example', 'https://mia.example/', 2, 1, zeroblob(256), 1),
  (1, 2, 1, 1600000060.0, 1600000120.5, 1, '2001:db8::', 'It is. `Sit` down!', NULL, NULL, NULL, 0, 0, zeroblob(256), 0),
  (1, 3, NULL, 1600000200, NULL, 4, '192.0.2.0', '', NULL, NULL, NULL, 0, 0, zeroblob(256), 0),
  (1, 4, 3, 1600000260, NULL, 1, '192.0.2.0', 'The roses bloom in June.', 'Ole', 'not an address', 'javascript:alert(1)', 0, 0, zeroblob(256), 0),
  (1, 5, NULL, 1600000300, NULL, 2, '192.0.2.0', 'Is there a plan of the garden?', 'Kim', NULL, NULL, 0, 0, zeroblob(256), 0),
  (2, 6, 77, 1600000400, NULL, 1, '192.0.2.0', 'Hello from the other page.', 'Kim', NULL, 'kim.example', 0, 0, zeroblob(256), 0),
  (2, 7, NULL, 1600000500, NULL, 4, '192.0.2.0', '', NULL, NULL, NULL, 0, 0, zeroblob(256), 0),
  (2, 8, NULL, 1600000600, NULL, 9, '192.0.2.0', 'A mode of a later version.', 'Lou', NULL, NULL, 0, 0, zeroblob(256), 0),
  (9, 9, NULL, 1600000700, NULL, 1, '192.0.2.0', 'Its page is gone.', 'Lou', NULL, NULL, 0, 0, zeroblob(256), 0);
