-- The schema of waline.sqlite, without columns that no reader needs.
CREATE TABLE IF NOT EXISTS "wl_Comment" (
	"id"	INTEGER,
	"user_id"	INTEGER,
	"comment"	TEXT,
	"insertedAt"	DATETIME DEFAULT (datetime('now', 'localtime')),
	"ip"	TEXT,
	"link"	TEXT,
	"mail"	TEXT,
	"nick"	TEXT,
	"rid"	INTEGER,
	"pid"	INTEGER,
	"sticky"	NUMERIC,
	"status"	TEXT NOT NULL,
	"like"	INTEGER,
	"ua"	TEXT,
	"url"	TEXT,
	"createdAt"	DATETIME DEFAULT (datetime('now', 'localtime')),
	"updatedAt"	DATETIME DEFAULT (datetime('now', 'localtime')),
	PRIMARY KEY("id" AUTOINCREMENT)
);
CREATE TABLE IF NOT EXISTS "wl_Users" (
	"id"	INTEGER,
	"display_name"	TEXT NOT NULL DEFAULT "",
	"email"	TEXT NOT NULL DEFAULT "",
	"password"	TEXT NOT NULL DEFAULT "",
	"type"	TEXT NOT NULL DEFAULT "",
	"url"	TEXT,
	PRIMARY KEY("id" AUTOINCREMENT)
);
INSERT INTO wl_Users VALUES (1, 'Rosa', 'rosa@mail.example', 'x', 'administrator', 'https://blog.example/');
INSERT INTO wl_Comment(id, user_id, comment, insertedAt, ip, link, mail, nick, rid, pid, sticky, status, ua, url, createdAt) VALUES
  (1, NULL, 'A **warm** scarf. :smile:', '2022-08-10 12:00:00', '192.0.2.9', 'https://ben.example/', 'ben@mail.example', 'Ben', NULL, NULL, 1, 'approved', 'Browser/1', '/knitting/', '2022-08-10 12:00:00'),
  (2, 1, '[@Ben](#1): Thank you!', '2022-08-10T13:00:00.000Z', '', NULL, NULL, 'An old name', 1, 1, NULL, 'approved', NULL, '/knitting/index.html', '2022-08-10 13:00:00'),
  (3, NULL, '[@Rosa](#2): Which wool is it?', 1660140000000, '', NULL, '', 'Ben', 1, 2, NULL, 'waiting', NULL, '/knitting/', NULL),
  (4, NULL, '<p>Moved from <em>Valine</em> &amp; well.</p>', 'datetime(''now'', ''localtime'')', '', '', '', 'Ida', NULL, NULL, NULL, 'approved', NULL, '/', '2021-01-02 03:04:05'),
  (5, NULL, 'Win a scarf', '2022-08-11 12:00:00', '', NULL, NULL, 'Shop', NULL, NULL, NULL, 'spam', NULL, '/', NULL),
  (6, NULL, 'Of an unknown state.', '2022-08-12 12:00:00', '', NULL, NULL, 'Jo', NULL, NULL, NULL, '', NULL, '/', NULL);
UPDATE wl_Comment SET "like" = 5 WHERE id = 1;
