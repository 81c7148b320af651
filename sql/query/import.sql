-- Comments that come from elsewhere, and the pages and numbers that they had there.

-- name: list_blogs :many
-- Every blog that something was imported from.
-- scan: a few rows
SELECT id, source, address FROM blog ORDER BY id;

-- name: insert_blog :single
-- The row of a blog or an installation, made when there is none.
INSERT INTO blog (source, address) VALUES ($source, $address)
ON CONFLICT (source, address) DO UPDATE SET address = excluded.address
RETURNING id;

-- name: list_imported :many
-- The comments that have a number at a blog, with where they are here and how they are.
SELECT i.copy, i.thread_id AS source_thread_id, i.digest, i.created_at,
       i.version AS source_version, coalesce(i.comment_id, 0) AS "id: integer",
       coalesce(c.thread_id, 0) AS "thread_id: integer",
       coalesce(c.parent_id, 0) AS "parent_id: integer",
       coalesce(c.top_level_id, 0) AS "top_level_id: integer",
       coalesce(c.version, 0) AS "version: integer", coalesce(c.status, '') AS "status: text"
FROM imported_comment AS i LEFT JOIN comment AS c ON c.id = i.comment_id
WHERE i.blog_id = $blog AND i.number = $number ORDER BY i.copy;

-- name: find_imported_here :one
-- A comment as an import looks at it.
SELECT thread_id, coalesce(parent_id, 0) AS "parent_id: integer", top_level_id, version, status,
       created_at
FROM comment WHERE id = $id;

-- name: highest_imported :single
-- The highest number of a blog's comments so far.
SELECT coalesce(max(number), 0) AS "number: integer" FROM imported_comment WHERE blog_id = $blog;

-- name: insert_imported :exec
-- Notes what a comment is called where it comes from.
INSERT INTO imported_comment (blog_id, number, copy, comment_id, thread_id, digest, created_at,
                              version)
VALUES ($blog, $number,
        (SELECT coalesce(max(copy) + 1, 0) FROM imported_comment
         WHERE blog_id = $blog AND number = $number),
        $id, $thread, $digest, $created_at, $version);

-- name: set_imported_source :exec
-- Notes what the source says about a comment now.
UPDATE imported_comment SET thread_id = $thread, digest = $digest
WHERE blog_id = $blog AND number = $number AND copy = $copy;

-- name: set_imported_version :exec
-- An import has changed a comment that nobody had changed here.
UPDATE imported_comment SET version = $version WHERE comment_id = $id AND version = $before;

-- name: is_imported_on :one
-- Whether some source has a comment on this page.
SELECT 1 AS "found: integer" FROM imported_comment
WHERE comment_id = $id AND thread_id = $thread LIMIT 1;

-- name: is_imported_otherwise :one
-- Whether a source has called a comment by other numbers only, and what it said of it was not this.
SELECT 1 AS "found: integer" FROM imported_comment WHERE comment_id = $id AND blog_id = $blog
GROUP BY comment_id HAVING max(number = $number OR digest = $digest) = 0;

-- name: is_imported_here :one
-- Whether a moderator has moved a comment to where it is.
SELECT 1 AS "found: integer" FROM audit_log
WHERE comment_id = $id AND action = 'move'
  AND NOT EXISTS (SELECT 1 FROM audit_log AS later WHERE later.undoes = audit_log.id)
  AND id > coalesce((SELECT max(id) FROM audit_log AS gone
                     WHERE gone.comment_id = $id AND gone.action = 'delete'), 0)
LIMIT 1;

-- name: count_written_here :single
-- How many comments of a subthread were written here.
SELECT count(*) AS "comments: integer" FROM comment
WHERE thread_id = $thread AND top_level_id = $top_level
  AND NOT EXISTS (SELECT 1 FROM imported_comment WHERE comment_id = comment.id);

-- name: highest_old_version :single
-- The highest version that a comment of this number ever had.
SELECT coalesce(max(version), 0) AS "version: integer" FROM audit_log WHERE comment_id = $id;

-- name: list_top_level :many
-- The comments that start the subthreads of a page.
SELECT id FROM comment WHERE thread_id = $thread AND top_level_id = id ORDER BY id;

-- name: enlarge_cache :exec
-- More of the database in memory (24 MB), for rows that go to many places of it.
PRAGMA cache_size = -24000;

-- name: insert_comment_sequence :exec
-- A database without comments has no counter for their ids yet.
-- scan: one row
INSERT INTO sqlite_sequence (name, seq)
SELECT 'comment', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'comment');

-- name: reserve_comment_ids :exec
-- The next comments that are written here get ids above this one.
-- $id: integer
-- scan: one row
UPDATE sqlite_sequence SET seq = max(seq, $id) WHERE name = 'comment';

-- name: is_deleted_here :one
-- Whether somebody has permanently deleted a comment here.
SELECT 1 AS "found: integer" FROM audit_log WHERE comment_id = $id AND action = 'delete' LIMIT 1;

-- name: find_moderator_named :one
-- The moderator who has exactly this name.
-- scan: a few moderators
SELECT id FROM moderator WHERE name = $name AND removed_at IS NULL;

-- name: set_parent :exec
-- Puts a comment below its parent, which was stored after it.
UPDATE comment SET parent_id = $parent WHERE id = $id;

-- name: join_subthread :exec
-- A subthread becomes part of another.
UPDATE comment SET top_level_id = $top_level WHERE thread_id = $thread AND top_level_id = $from;

-- name: insert_imported_thread :single
-- The thread of a page that moves in. One that is there already keeps what was decided about it
-- here; only a title that nobody has told us is filled in.
INSERT INTO thread (page, path, title, closed, memorial, created_at, changed_at)
VALUES ($page, $path, $title, $closed, $memorial, $now, $now)
ON CONFLICT (page) DO UPDATE
  SET title = CASE thread.title WHEN '' THEN excluded.title ELSE thread.title END
RETURNING id;

-- name: copy_thread_state :exec
-- Whether a page takes comments goes along to its new address.
UPDATE thread SET closed = old.closed, memorial = old.memorial
FROM (SELECT closed, memorial FROM thread WHERE id = $from) AS old WHERE thread.id = $to;

-- name: backdate_thread :exec
-- A thread is as old as its oldest comment: for imports, whose comments are older than their row.
-- $created_at: integer
UPDATE thread SET created_at = min(created_at, $created_at) WHERE id = $id;

-- name: list_pages_of_post :many
-- The pages that posts with a number became, one for each blog that has such a post.
SELECT post.path, blog.source, blog.address
FROM wordpress_post AS post JOIN blog ON blog.id = post.blog_id
WHERE post.post_id = $post_id ORDER BY post.blog_id;

-- name: find_post :one
-- The page that a post of a blog became, and which blog's file said so.
SELECT page, path, said_by FROM wordpress_post WHERE post_id = $post_id AND blog_id = $blog;

-- name: set_post :exec
-- Notes which page a post became.
INSERT INTO wordpress_post (blog_id, post_id, page, path, post_title, post_date, post_type, said_by)
VALUES ($blog, $post_id, $page, $path, $post_title, $post_date, $post_type, $said_by)
ON CONFLICT (post_id, blog_id) DO UPDATE SET page = excluded.page, path = excluded.path,
  post_title = excluded.post_title, post_date = excluded.post_date,
  post_type = excluded.post_type, said_by = excluded.said_by;

-- name: is_page_of_post :one
-- Whether a page is that of a post.
SELECT 1 AS "found: integer" FROM wordpress_post WHERE page = $page LIMIT 1;

-- name: insert_alias :exec
-- A number that a comment has elsewhere and not here. What leads to another one on the page already
-- goes on leading there.
INSERT INTO comment_alias (thread_id, old_id, comment_id) VALUES ($thread, $old_id, $id)
ON CONFLICT (thread_id, old_id) DO NOTHING;

-- name: move_aliases :exec
-- The old numbers of a comment that is on another page now.
UPDATE OR IGNORE comment_alias SET thread_id = $thread WHERE comment_id = $id;
