-- Imported comments, and the pages and numbers of their sources.

-- name: list_blogs :many
-- All sources of imports.
-- scan: a few rows
SELECT id, source, address FROM blog ORDER BY id;

-- name: insert_blog :single
-- The row of a source, inserted if necessary.
INSERT INTO blog (source, address) VALUES ($source, $address)
ON CONFLICT (source, address) DO UPDATE SET address = excluded.address
RETURNING id;

-- name: count_batch :single
-- Counts a batch that is being stored of a source, and returns the number of all.
UPDATE blog SET batches = batches + 1 WHERE id = $id RETURNING batches;

-- fragment: imported_columns
-- An imported comment, with its current state here.
i.copy, i.thread_id AS source_thread_id, i.digest, i.created_at,
       i.version AS source_version, coalesce(i.comment_id, 0) AS "id: integer",
       coalesce(c.thread_id, 0) AS "thread_id: integer",
       coalesce(c.parent_id, 0) AS "parent_id: integer",
       coalesce(c.top_level_id, 0) AS "top_level_id: integer",
       coalesce(c.version, 0) AS "version: integer", coalesce(c.status, '') AS "status: text"
FROM imported_comment AS i LEFT JOIN comment AS c ON c.id = i.comment_id
WHERE i.blog_id = $blog AND i.number = $number;

-- name: list_imported :many
-- The comments with a number at a source.
-- row: Imported
SELECT @imported_columns ORDER BY i.copy;

-- name: list_first_imported :many
-- The first of them. A number can belong to very many comments.
-- row: Imported
SELECT @imported_columns AND i.copy = 0;

-- name: list_imported_alike :many
-- The next of the others with a content, page by page.
-- row: Imported
-- $after_thread: integer
-- $after: integer
SELECT @imported_columns AND i.digest = $digest AND i.copy > 0
  AND (i.thread_id, i.copy) > ($after_thread, $after)
ORDER BY i.thread_id, i.copy LIMIT $limit;

-- name: list_imported_dated :many
-- The next of the others with a date on a page.
-- row: Imported
SELECT @imported_columns AND i.created_at = $created_at AND i.thread_id = $thread
  AND i.copy > 0 AND i.copy > $after
ORDER BY i.copy LIMIT $limit;

-- name: find_imported_here :one
-- The state of a comment that an import compares.
SELECT thread_id, coalesce(parent_id, 0) AS "parent_id: integer", top_level_id, version, status,
       created_at
FROM comment WHERE id = $id;

-- name: highest_imported :single
-- The highest comment number of a source from earlier imports.
SELECT coalesce(max(number), 0) AS "number: integer" FROM imported_comment WHERE blog_id = $blog;

-- name: has_imported :one
-- Whether comments were imported from a source.
SELECT 1 AS "found: integer" FROM imported_comment WHERE blog_id = $blog LIMIT 1;

-- name: insert_imported :exec
-- Stores the number of a comment at its source.
INSERT INTO imported_comment (blog_id, number, copy, comment_id, thread_id, digest, created_at,
                              version)
VALUES ($blog, $number,
        (SELECT coalesce(max(copy) + 1, 0) FROM imported_comment
         WHERE blog_id = $blog AND number = $number),
        $id, $thread, $digest, $created_at, $version);

-- name: set_imported_source :exec
-- Stores what a source says about a comment now.
UPDATE imported_comment SET thread_id = $thread, digest = $digest
WHERE blog_id = $blog AND number = $number AND copy = $copy;

-- name: set_imported_version :exec
-- Records that an import has updated a comment that was not changed here.
UPDATE imported_comment SET version = $version WHERE comment_id = $id AND version = $before;

-- name: is_imported_on :one
-- Whether a source has a comment on this page.
SELECT 1 AS "found: integer" FROM imported_comment
WHERE comment_id = $id AND thread_id = $thread LIMIT 1;

-- name: is_imported_otherwise :one
-- Whether a source has given a comment only other numbers and other content.
SELECT 1 AS "found: integer" FROM imported_comment WHERE comment_id = $id AND blog_id = $blog
GROUP BY comment_id HAVING max(number = $number OR digest = $digest) = 0;

-- name: is_imported_here :one
-- Whether a moderator has moved a comment to its current page.
SELECT 1 AS "found: integer" FROM audit_log
WHERE comment_id = $id AND action = 'move'
  AND NOT EXISTS (SELECT 1 FROM audit_log AS later WHERE later.undoes = audit_log.id)
  AND id > coalesce((SELECT max(id) FROM audit_log AS gone
                     WHERE gone.comment_id = $id AND gone.action = 'delete'), 0)
LIMIT 1;

-- name: count_written_here :single
-- The number of comments of a subthread that were written here.
SELECT count(*) AS "comments: integer" FROM comment
WHERE thread_id = $thread AND top_level_id = $top_level
  AND NOT EXISTS (SELECT 1 FROM imported_comment WHERE comment_id = comment.id);

-- name: highest_old_version :single
-- The highest version of any comment that had this number.
SELECT coalesce(max(version), 0) AS "version: integer" FROM audit_log WHERE comment_id = $id;

-- name: list_top_level :many
-- The top-level comments of a page.
SELECT id FROM comment WHERE thread_id = $thread AND top_level_id = id ORDER BY id;

-- name: insert_comment_sequence :exec
-- Inserts the sequence of comment ids, which does not exist before the first comment.
-- scan: one row
INSERT INTO sqlite_sequence (name, seq)
SELECT 'comment', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'comment');

-- name: reserve_comment_ids :exec
-- Reserves ids: comments written here get ids above this one.
-- $id: integer
-- scan: one row
UPDATE sqlite_sequence SET seq = max(seq, $id) WHERE name = 'comment';

-- name: is_deleted_here :one
-- Whether a comment with this id was permanently deleted here.
SELECT 1 AS "found: integer" FROM audit_log WHERE comment_id = $id AND action = 'delete' LIMIT 1;

-- name: find_moderator_named :one
-- The moderator with exactly this name.
-- scan: a few moderators
SELECT id FROM moderator WHERE name = $name AND removed_at IS NULL;

-- name: set_parent :exec
-- Connects a comment with a parent that was stored later.
UPDATE comment SET parent_id = $parent WHERE id = $id;

-- name: join_subthread :exec
-- Merges a subthread into another.
UPDATE comment SET top_level_id = $top_level WHERE thread_id = $thread AND top_level_id = $from;

-- name: insert_imported_thread :single
-- The thread of an imported page that has none here.
INSERT INTO thread (page, path, title, closed, memorial, created_at, changed_at)
VALUES ($page, $path, $title, $closed, $memorial, $now, $now)
RETURNING id;

-- name: give_imported_title :exec
-- The title that a source gives to a thread. One that is known is replaced only if it came with a
-- comment's form.
UPDATE thread SET title = $title, title_given = 0
WHERE id = $id AND $title <> '' AND (title = '' OR title_given = 1);

-- name: find_imported_page :one
-- The thread to which the comments of a source's page belong.
SELECT thread_id FROM imported_page WHERE blog_id = $blog AND page = $page;

-- name: insert_imported_page :exec
-- Stores it. A merge of its thread can be undone, so a row stays as it is.
INSERT INTO imported_page (blog_id, page, thread_id) VALUES ($blog, $page, $thread)
ON CONFLICT (blog_id, page) DO NOTHING;

-- name: insert_page_alias :exec
-- Lets a former name lead to a thread, unless it leads to one already.
-- $page: text
-- $thread: integer
INSERT INTO page_alias (page, thread_id)
SELECT $page, $thread WHERE NOT EXISTS (SELECT 1 FROM thread WHERE page = $page)
ON CONFLICT (page) DO NOTHING;

-- name: copy_thread_state :exec
-- Copies a page's state to its new address.
UPDATE thread SET closed = old.closed, memorial = old.memorial
FROM (SELECT closed, memorial FROM thread WHERE id = $from) AS old WHERE thread.id = $to;

-- name: backdate_thread :exec
-- Sets the age of an imported thread to that of its oldest comment.
-- $created_at: integer
UPDATE thread SET created_at = $created_at WHERE id = $id AND created_at > $created_at;

-- name: list_pages_of_post :many
-- The threads of posts with a number, one per source that has such a post.
SELECT post.thread_id, blog.source, blog.address
FROM wordpress_post AS post JOIN blog ON blog.id = post.blog_id
WHERE post.post_id = $post_id ORDER BY post.blog_id;

-- name: find_post :one
-- The page of a post at its source, its thread, and the source whose file named it.
SELECT page, path, thread_id, said_by FROM wordpress_post WHERE post_id = $post_id AND blog_id = $blog;

-- name: set_post :exec
-- Stores the page of a post.
INSERT INTO wordpress_post (blog_id, post_id, page, path, thread_id, post_title, post_date, post_type,
                            said_by)
VALUES ($blog, $post_id, $page, $path, $thread, $post_title, $post_date, $post_type, $said_by)
ON CONFLICT (post_id, blog_id) DO UPDATE SET page = excluded.page, path = excluded.path,
  thread_id = excluded.thread_id, post_title = excluded.post_title, post_date = excluded.post_date,
  post_type = excluded.post_type, said_by = excluded.said_by;

-- name: is_page_of_post :one
-- Whether a page belongs to a post.
SELECT 1 AS "found: integer" FROM wordpress_post WHERE page = $page LIMIT 1;

-- name: insert_alias :exec
-- Stores the fragment by which a comment was found at its source. A fragment that already leads to
-- another comment of the page is kept.
INSERT INTO comment_alias (thread_id, fragment, comment_id) VALUES ($thread, $fragment, $id)
ON CONFLICT (thread_id, fragment) DO NOTHING;

-- name: move_aliases :exec
-- Moves a comment's old fragments to its new page.
UPDATE OR IGNORE comment_alias SET thread_id = $thread WHERE comment_id = $id;

-- name: set_imported_votes :exec
-- Stores the votes of a comment at its source. Changes no row if they are known.
INSERT INTO imported_votes (comment_id, likes, dislikes) VALUES ($id, $likes, $dislikes)
ON CONFLICT (comment_id) DO UPDATE SET likes = excluded.likes, dislikes = excluded.dislikes
WHERE likes <> excluded.likes OR dislikes <> excluded.dislikes;
