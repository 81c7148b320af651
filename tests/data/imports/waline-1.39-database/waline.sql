PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
INSERT INTO wl_Comment VALUES(1,NULL,'A first *comment* with `code`, a [link](https://tea.example/?x=1&y=2) and **strong** words.','2026-11-28 12:54:27','198.51.100.7','https://cleo.example/?a=1&b=2','Cleo@Mail.Example','Cleo',NULL,NULL,NULL,'approved',2,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:27','2026-11-28 12:54:27');
INSERT INTO wl_Comment VALUES(2,NULL,'A reply to Cleo.','2026-11-28 12:54:29','198.51.100.7','','','Dan',1,1,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:29','2026-11-28 12:54:29');
INSERT INTO wl_Comment VALUES(3,NULL,'A reply to the reply.','2026-11-28 12:54:30','2001:db8:7:8::9','','cleo@mail.example','Cleo',1,2,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:30','2026-11-28 12:54:30');
INSERT INTO wl_Comment VALUES(4,1,'The author answers, three levels deep.','2026-11-28 12:54:32','198.51.100.7','https://ada.example/','ada@mail.example','Ada',1,3,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:32','2026-11-28 12:54:32');
INSERT INTO wl_Comment VALUES(5,NULL,'Another reply to Cleo :smile: 🍵','2026-11-28 12:54:33','198.51.100.7','eve.example','eve@mail.example','Eve',1,1,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:33','2026-11-28 12:54:33');
INSERT INTO wl_Comment VALUES(6,NULL,replace('Code:\n\n```js\nif (a < b && c) run("tea");\n```\n\nand a list\n\n- one\n- two\n\n> quoted','\n',char(10)),'2026-11-28 12:54:34','198.51.100.7','','','Finn & Co <b>',NULL,NULL,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:34','2026-11-28 12:54:34');
INSERT INTO wl_Comment VALUES(7,NULL,'Math $E = mc^2$, H~2~O and ![a kettle](https://img.example/kettle.png "Kettle")','2026-11-28 12:54:36','198.51.100.7','','','Gus',NULL,NULL,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/hill.html?part=2','2026-11-28 12:54:36','2026-11-28 12:54:36');
INSERT INTO wl_Comment VALUES(8,NULL,'<p>Typed <b>HTML</b> &amp; <script>alert(1)</script> more</p>','2026-11-28 12:54:37','198.51.100.7','','','Hal',NULL,NULL,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/hill.html?part=2','2026-11-28 12:54:37','2026-11-28 12:54:37');
INSERT INTO wl_Comment VALUES(9,NULL,'Grüße aus Köln, 日本語 too.','2026-11-28 12:54:38','198.51.100.7','','','Jürgen Ω',NULL,NULL,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/grüße/日本/','2026-11-28 12:54:38','2026-11-28 12:54:38');
INSERT INTO wl_Comment VALUES(10,NULL,'On a page with an encoded address.','2026-11-28 12:54:39','198.51.100.7','','','Kim',NULL,NULL,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/caf%C3%A9/','2026-11-28 12:54:39','2026-11-28 12:54:39');
INSERT INTO wl_Comment VALUES(11,2,'By a registered guest.','2026-11-28 12:54:41','198.51.100.7','','ben@mail.example','ben',9,9,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/grüße/日本/','2026-11-28 12:54:41','2026-11-28 12:54:41');
INSERT INTO wl_Comment VALUES(12,NULL,'You won the lottery!','2026-11-28 12:54:42','198.51.100.7','','','Shop',NULL,NULL,NULL,'spam',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:42','2026-11-28 12:54:42');
INSERT INTO wl_Comment VALUES(13,NULL,'Held by the administrator.','2026-11-28 12:54:43','198.51.100.7','','','Lou',NULL,NULL,NULL,'waiting',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:43','2026-11-28 12:54:43');
INSERT INTO wl_Comment VALUES(14,NULL,'A sticky comment.','2026-11-28 12:54:44','198.51.100.7','','','Mia',NULL,NULL,1,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:44','2026-11-28 12:54:44');
INSERT INTO wl_Comment VALUES(19,NULL,'Two below the deleted reply.','2026-11-28 12:54:50','198.51.100.7','','','Rae',7,18,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/hill.html?part=2','2026-11-28 12:54:50','2026-11-28 12:54:50');
INSERT INTO wl_Comment VALUES(20,2,'After the *edit*.','2026-11-28 12:54:52','198.51.100.7','','ben@mail.example','ben',NULL,NULL,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:52','2026-11-28 12:54:52');
INSERT INTO wl_Comment VALUES(21,NULL,'[@Cleo](#1): With a mention.','2026-11-28 12:54:53','198.51.100.7','','','Sam',1,1,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/tea/','2026-11-28 12:54:53','2026-11-28 12:54:53');
INSERT INTO wl_Comment VALUES(22,NULL,replace('One line\nand another\n\n@Kim: hello','\n',char(10)),'2026-11-28 12:54:54','198.51.100.7','','','',NULL,NULL,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/caf%C3%A9/','2026-11-28 12:54:54','2026-11-28 12:54:54');
INSERT INTO wl_Comment VALUES(23,NULL,'Good <img class="wl-emoji" src="https://emoji.example/weibo/doge.png" alt="weibo_doge"> and ![dot.gif](data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7) here','2026-11-28 12:54:55','198.51.100.7','','','Tess',NULL,NULL,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/caf%C3%A9/','2026-11-28 12:54:55','2026-11-28 12:54:55');
INSERT INTO wl_Comment VALUES(24,2,'With a website that the profile no longer has.','2026-11-28 12:54:57','198.51.100.7','https://old-ben.example/','ben@mail.example','ben',NULL,NULL,NULL,'approved',NULL,'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0','/grüße/日本/','2026-11-28 12:54:57','2026-11-28 12:54:57');
CREATE TABLE IF NOT EXISTS "wl_Counter" (
	"id"	INTEGER,
	"time"	INTEGER,
	"reaction0"	INTEGER,
	"reaction1"	INTEGER,
	"reaction2"	INTEGER,
	"reaction3"	INTEGER,
	"reaction4"	INTEGER,
	"reaction5"	INTEGER,
	"reaction6"	INTEGER,
	"reaction7"	INTEGER,
	"reaction8"	INTEGER,
	"url"	TEXT,
	"createdAt"	DATETIME DEFAULT (datetime('now', 'localtime')),
	"updatedAt"	DATETIME DEFAULT (datetime('now', 'localtime')),
	PRIMARY KEY("id" AUTOINCREMENT)
);
INSERT INTO wl_Counter VALUES(1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'/tea/','2026-11-28 12:54:57','2026-11-28 12:54:57');
CREATE TABLE IF NOT EXISTS "wl_Users" (
	"id"	INTEGER,
	"display_name"	TEXT NOT NULL DEFAULT "",
	"email"	TEXT NOT NULL DEFAULT "",
	"password"	TEXT NOT NULL DEFAULT "",
	"type"	TEXT NOT NULL DEFAULT "",
	"label"	TEXT,
	"github"	TEXT,
	"twitter"	TEXT,
	"facebook"	TEXT,
	"google"	TEXT,
	"weibo"	TEXT,
	"qq"	TEXT,
	"oidc"	TEXT,
	"huawei"	TEXT,
	"2fa"	TEXT,
	"avatar"	TEXT,
	"url"	TEXT,
	"createdAt"	DATETIME DEFAULT (datetime('now', 'localtime')),
	"updatedAt"	DATETIME DEFAULT (datetime('now', 'localtime')),
	PRIMARY KEY("id" AUTOINCREMENT)
);
INSERT INTO wl_Users VALUES(1,'Ada G.','ada@mail.example','','administrator',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'https://ada.example/new/','2026-11-28 12:54:25','2026-11-28 12:54:25');
INSERT INTO wl_Users VALUES(2,'Ben','ben@mail.example','','guest',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','2026-11-28 12:54:26','2026-11-28 12:54:26');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('wl_Users',2);
INSERT INTO sqlite_sequence VALUES('wl_Comment',24);
INSERT INTO sqlite_sequence VALUES('wl_Counter',1);
COMMIT;
