-- Threads, and the pages of comments that readers see.

-- fragment: thread_of_page
-- The id of the thread of a page, by its name or an alias; null if there is none.
coalesce((SELECT alias.thread_id FROM page_alias AS alias WHERE alias.page = $page),
         (SELECT named.id FROM thread AS named WHERE named.page = $page));

-- name: find_thread :one
-- The thread of a page.
-- $page: text
SELECT id, coalesce(page, '') AS "page: text", path, title, version, created_at, changed_at, closed,
       memorial
FROM thread WHERE id = @thread_of_page;

-- name: find_thread_page :one
-- The page of a thread whose page has this thread, not another one by an alias.
SELECT page AS "page!" FROM thread
WHERE id = $id AND page IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM page_alias AS alias WHERE alias.page = thread.page);

-- name: list_seen_threads :many
-- The threads of which readers have seen something, in the order of their ids, after one.
SELECT id, page AS "page!", path, created_at, changed_at FROM thread
WHERE id > $after AND version > 0 AND page IS NOT NULL ORDER BY id LIMIT $limit;

-- name: find_path_of_alias :one
-- The path of the page that an alias leads to, and whether readers have seen anything of it.
SELECT thread.path, thread.version > 0 AS "seen: integer"
FROM page_alias AS alias JOIN thread ON thread.id = alias.thread_id
WHERE alias.page = $page;

-- name: thread_version :many
-- The version that determines whether a rendered thread is current. The only statement of the fast
-- path. Always one row, so that the callback runs while the read lock is held.
-- The id, because a page's name may lead to another thread since.
-- $page: text
SELECT coalesce(max(id), 0) AS "id: integer", coalesce(max(version), 0) AS "version: integer"
FROM thread WHERE id = @thread_of_page;

-- name: insert_thread :single
-- Inserts the thread of a page. Its version is 0 until a reader can see something of it
-- (raise_thread_version), so that the page's validators do not reveal a held comment.
INSERT INTO thread (page, path, title, version, created_at, changed_at)
VALUES ($page, $path, $title, 0, $now, 0)
ON CONFLICT (page) DO UPDATE SET path = excluded.path
RETURNING id;

-- name: give_thread_title :exec
-- Stores the title that came with the form of a published comment. Anybody can send a form, so a title
-- is replaced only by somebody trusted, and one of an import never.
-- $trusted: integer
UPDATE thread SET title = $title, title_given = 1
WHERE id = $id AND title <> $title AND (title = '' OR (title_given = 1 AND $trusted <> 0));

-- name: hold_title :exec
-- Keeps the title that came with the form of a comment that readers do not see yet.
INSERT INTO held_title (comment_id, thread_id, title) VALUES ($comment, $thread, $title);

-- name: find_held_title :one
-- The title of a thread that came with a comment, until the comment is published.
SELECT title FROM held_title WHERE comment_id = $comment AND thread_id = $thread;

-- name: delete_held_title :exec
-- Deletes it.
DELETE FROM held_title WHERE comment_id = $comment;

-- name: find_thread_state :one
-- Whether a page accepts comments.
SELECT closed, memorial, created_at, version FROM thread WHERE id = $id;

-- name: set_thread_state :exec
-- Closes or reopens a page.
UPDATE thread SET closed = $closed, memorial = $memorial WHERE id = $id;

-- name: raise_thread_version :exec
-- Records a change that readers can see. The first one determines the thread's age.
-- $now: integer
UPDATE thread SET version = version + 1, changed_at = max(changed_at, $now),
                  created_at = CASE version WHEN 0 THEN $now ELSE created_at END
WHERE id = $id;

-- name: raise_all_thread_versions :exec
-- Records a change that readers can see on every page with visible comments.
-- $now: integer
-- scan: changes all pages
UPDATE thread SET version = version + 1, changed_at = max(changed_at, $now) WHERE version > 0;

-- name: thread_totals :single
-- The number of published comments and subthreads, of the thread's parts if it has any. A subthread
-- counts while anything in it is published, because replies outlive a removed comment.
SELECT sum(comments) AS "approved: integer", sum(subthreads) AS "subthreads: integer", 1 AS "parts: integer"
FROM thread_part WHERE thread_id = $thread AND bits = 14 HAVING count(*) > 0
UNION ALL
SELECT count(*), count(DISTINCT top_level_id), 0 FROM comment
WHERE thread_id = $thread AND status = 'approved'
  AND NOT EXISTS (SELECT 1 FROM thread_part WHERE thread_id = $thread)
LIMIT 1;

-- fragment: shown_columns
-- The columns of a comment on a page of comments.
@visible_columns, comment.author, comment.email, comment.url, comment.text;

-- fragment: masked_columns
-- The same columns, without the content of placeholders.
@visible_columns,
       iif(status = 'approved' OR id = $also, author, '') AS "author: text",
       iif(status = 'approved' OR id = $also, email, '') AS "email: text",
       iif(status = 'approved' OR id = $also, url, '') AS "url: text",
       iif(status = 'approved' OR id = $also, text, '') AS "text: text";

-- name: list_subthreads :many
-- The comments of the subthreads with top-level comments in a range of ids: published ones,
-- placeholders with replies, and one more ($also) that its own commenter may see.
-- row: ShownComment
SELECT @masked_columns FROM comment
WHERE thread_id = $thread AND top_level_id BETWEEN $first AND $last
  AND (status = 'approved' OR id = $also
       OR EXISTS (SELECT 1 FROM comment AS reply WHERE reply.parent_id = comment.id))
ORDER BY top_level_id, id;

-- name: list_flat :many
-- The published comments in a range of ids, without threading, and $also for its own commenter. IS
-- TRUE prevents the planner from reading all published comments of the site by status.
-- row: ShownComment
SELECT @shown_columns FROM comment
WHERE thread_id = $thread AND id BETWEEN $first AND $last
  AND ((status = 'approved') IS TRUE OR id = $also)
ORDER BY id;

-- name: list_subthread :many
-- The comments of a subthread in a range of ids, selected as in list_subthreads.
-- row: ShownComment
SELECT @masked_columns FROM comment
WHERE thread_id = $thread AND top_level_id = $top_level AND id BETWEEN $first AND $last
  AND (status = 'approved' OR id = $also
       OR EXISTS (SELECT 1 FROM comment AS reply WHERE reply.parent_id = comment.id))
ORDER BY id;

-- name: list_pinned_replies :many
-- The pinned replies of a thread. IS TRUE makes the planner read the pinned comments only.
-- row: ShownComment
SELECT @shown_columns FROM comment
WHERE thread_id = $thread AND pinned = 1 AND parent_id IS NOT NULL AND (status = 'approved') IS TRUE
ORDER BY id;

-- name: list_pinned_top_level :many
-- The pinned top-level comments outside a page's range, which are shown first on every page. IS TRUE
-- makes the planner read the pinned comments only.
SELECT id FROM comment
WHERE thread_id = $thread AND pinned = 1 AND parent_id IS NULL AND (status = 'approved') IS TRUE
  AND id NOT BETWEEN $first AND $last;

-- name: list_long_subthreads :many
-- The subthreads with top-level comments in a range of ids that have more published replies than a
-- page of comments shows. IS TRUE prevents the planner from reading all published comments of the
-- thread by status.
-- $shown: integer
SELECT top_level_id FROM comment
WHERE thread_id = $thread AND top_level_id BETWEEN $first AND $last AND (status = 'approved') IS TRUE
  AND id <> top_level_id
GROUP BY top_level_id HAVING count(*) > $shown;

-- name: top_level_at :one
-- The top-level comment of the published subthread at a position, oldest first, from 0, among those
-- in a range of ids. IS TRUE lets the planner read them in their order.
SELECT DISTINCT top_level_id FROM comment
WHERE thread_id = $thread AND (status = 'approved') IS TRUE AND top_level_id BETWEEN $first AND $last
ORDER BY top_level_id LIMIT 1 OFFSET $offset;

-- name: comment_at :one
-- The published comment at a position, oldest first, from 0, among those in a range of ids; for
-- pages without threading.
SELECT id FROM comment INDEXED BY comment_thread_status
WHERE thread_id = $thread AND status = 'approved' AND id BETWEEN $first AND $last
ORDER BY id LIMIT 1 OFFSET $offset;

-- name: reply_at :one
-- The published reply at a position in a subthread, oldest first, from 0. IS TRUE prevents the
-- planner from reading all published comments of the thread by status.
SELECT id FROM comment
WHERE thread_id = $thread AND top_level_id = $top_level AND (status = 'approved') IS TRUE AND id <> top_level_id
ORDER BY id LIMIT 1 OFFSET $offset;

-- name: subthreads_between :single
-- The number of published subthreads with top-level comments from an id up to before another one.
SELECT count(DISTINCT top_level_id) AS "subthreads: integer" FROM comment
WHERE thread_id = $thread AND (status = 'approved') IS TRUE AND top_level_id >= $first AND top_level_id < $id;

-- name: comments_between :single
-- The number of published comments from an id up to before another one; for pages without threading.
SELECT count(*) AS "comments: integer" FROM comment INDEXED BY comment_thread_status
WHERE thread_id = $thread AND status = 'approved' AND id >= $first AND id < $id;

-- name: has_parts :one
-- Whether the comments of a thread are counted by parts.
SELECT 1 AS "found: integer" FROM thread_part WHERE thread_id = $thread LIMIT 1;

-- name: list_parts :many
-- The parts of a thread of one size, in a range, in their order.
SELECT part, comments, subthreads FROM thread_part
WHERE thread_id = $thread AND bits = $bits AND part BETWEEN $first AND $last ORDER BY part;

-- name: parts_before :single
-- The number of published comments and subthreads of a thread in its parts before one.
-- $large: integer
-- $small: integer
SELECT coalesce(sum(comments), 0) AS "comments: integer", coalesce(sum(subthreads), 0) AS "subthreads: integer"
FROM (SELECT comments, subthreads FROM thread_part
      WHERE thread_id = $thread AND bits = 14 AND part < $large
      UNION ALL
      SELECT comments, subthreads FROM thread_part
      WHERE thread_id = $thread AND bits = 8 AND part >= $large << 6 AND part < $small);

-- name: is_long_thread :one
-- Whether a thread has more published comments than this, and no parts yet.
-- $comments: integer
SELECT 1 AS "found: integer" FROM comment INDEXED BY comment_thread_status
WHERE thread_id = $thread AND status = 'approved'
  AND NOT EXISTS (SELECT 1 FROM thread_part WHERE thread_id = $thread)
ORDER BY id LIMIT 1 OFFSET $comments;

-- name: insert_parts :exec
-- Counts the parts of a thread.
INSERT INTO thread_part (thread_id, bits, part, comments, subthreads)
SELECT $thread, bits, id >> bits, sum(comments), sum(subthreads)
FROM (SELECT 8 AS bits UNION ALL SELECT 14) CROSS JOIN
     (SELECT id, 1 AS comments, 0 AS subthreads FROM comment INDEXED BY comment_thread_status
      WHERE thread_id = $thread AND status = 'approved'
      UNION ALL
      SELECT DISTINCT top_level_id, 0, 1 FROM comment INDEXED BY comment_thread
      WHERE thread_id = $thread AND status = 'approved')
GROUP BY 2, 3;

-- name: replies_before :single
-- The number of published replies of a subthread before an id. IS TRUE prevents the planner from
-- reading all published comments of the thread by status.
SELECT count(*) AS "replies: integer" FROM comment
WHERE thread_id = $thread AND top_level_id = $top_level AND (status = 'approved') IS TRUE AND id <> top_level_id
  AND id < $id;

-- name: reply_depth :single
-- The depth of a comment's replies; 2 for those of a top-level comment. At most $deepest, which
-- bounds the work too.
-- $parent: integer
-- $deepest: integer
-- scan: the few ancestors of a comment
SELECT (WITH RECURSIVE above (id, depth) AS (
          SELECT $parent, 2
          UNION ALL
          SELECT comment.parent_id, above.depth + 1
          FROM above JOIN comment ON comment.id = above.id
          WHERE comment.parent_id IS NOT NULL AND above.depth < $deepest)
        SELECT max(depth) FROM above) AS "depth: integer";

-- name: has_aliases :one
-- Whether a comment of the page has an old fragment.
SELECT 1 AS "found: integer" FROM comment_alias WHERE thread_id = $thread LIMIT 1;

-- name: find_alias :one
-- The comment with an old fragment.
SELECT comment_id FROM comment_alias WHERE thread_id = $thread AND fragment = $fragment;

-- name: list_aliases :many
-- The old fragments of a comment that do not lead to another comment of its page.
SELECT a.fragment FROM comment_alias a
LEFT JOIN comment taken
  ON taken.id = iif(a.fragment GLOB 'comment-[0-9]*', CAST(substr(a.fragment, 9) AS INTEGER), NULL)
     AND taken.thread_id = a.thread_id
WHERE a.comment_id = $comment AND taken.id IS NULL;
