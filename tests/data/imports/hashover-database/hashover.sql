CREATE TABLE IF NOT EXISTS `comments` (`domain` TEXT, `thread` TEXT, `comment` TEXT, `body` TEXT, `status` TEXT, `date` TEXT, `name` TEXT, `password` TEXT, `login_id` TEXT, `email` TEXT, `encryption` TEXT, `email_hash` TEXT, `notifications` TEXT, `website` TEXT, `ipaddr` TEXT, `likes` INTEGER, `dislikes` INTEGER);
CREATE TABLE IF NOT EXISTS `page-info` (`domain` TEXT, `thread` TEXT, `name` TEXT, `url` TEXT, `title` TEXT, PRIMARY KEY (`domain`, `thread`));
INSERT INTO `page-info` VALUES ('blog.example', 'bread', 'page-info', 'https://blog.example/bread/', 'Bread');
INSERT INTO comments(domain, thread, comment, body, status, date, name, email, website, ipaddr) VALUES
  ('blog.example', 'bread', '1', 'How long does it <i>rest</i>?' || char(10) || 'Overnight?', NULL, '2020-01-01T10:00:00+0100', 'Wim', 'bm90IGEgcmVhbCBvbmU=', 'https://wim.example/', '192.0.2.4'),
  ('blog.example', 'bread', '1-1', 'A day.', 'approved', '2020-01-01T11:00:00+0100', 'Xia', NULL, NULL, NULL),
  ('blog.example', 'index', '1', 'A page that was never visited.', '', '2020-01-02T10:00:00+0100', NULL, NULL, NULL, NULL),
  ('blog.example', 'bread', '2', 'Mine burned.', 'pending', '2020-01-03T10:00:00+0100', 'Yan', NULL, NULL, NULL),
  ('blog.example', 'bread', '3', '', 'deleted', '2020-01-04T10:00:00+0100', NULL, NULL, NULL, NULL),
  ('old.example', 'bread', '1', 'On another site.', 'approved', '2020-01-04T10:00:00+0100', NULL, NULL, NULL, NULL),
  ('blog.example', 'bread', 'x', 'Not a comment of HashOver.', 'approved', '2020-01-05T10:00:00+0100', NULL, NULL, NULL, NULL);
UPDATE comments SET likes = 2, dislikes = 1 WHERE domain = 'blog.example' AND thread = 'bread' AND comment = '1-1';
