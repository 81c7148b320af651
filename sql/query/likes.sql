-- Readers' likes of comments.

-- fragment: likes_of_comment
-- The likes of a comment here and at its source.
coalesce((SELECT likes FROM comment_likes WHERE comment_id = comment.id), 0)
  + coalesce((SELECT likes FROM imported_votes WHERE comment_id = comment.id), 0);

-- name: insert_liker :exec
-- Records who likes a comment; nothing if they do already.
INSERT INTO comment_liker (comment_id, who, day, network) VALUES ($comment, $who, $day, $network)
ON CONFLICT DO NOTHING;

-- name: delete_liker :exec
-- Forgets that somebody likes a comment.
DELETE FROM comment_liker WHERE comment_id = $comment AND who = $who;

-- name: is_liker :one
-- Whether somebody likes a comment.
SELECT 1 AS "found: integer" FROM comment_liker WHERE comment_id = $comment AND who = $who;

-- name: add_likes :exec
-- Adds a number, which may be negative, to the likes of a comment.
-- $likes: integer
INSERT INTO comment_likes (comment_id, likes) VALUES ($comment, max(0, $likes))
ON CONFLICT (comment_id) DO UPDATE SET likes = max(0, likes + $likes);

-- name: likes_of_comment :single
-- The likes of a comment.
-- $comment: integer
SELECT coalesce((SELECT likes FROM comment_likes WHERE comment_id = $comment), 0)
         + coalesce((SELECT likes FROM imported_votes WHERE comment_id = $comment), 0)
         AS "likes: integer";

-- name: count_likes_of_network :single
-- How many comments a network has liked on a day, and how often one of them.
-- $comment: integer
SELECT count(*) AS "likes: integer", coalesce(sum(comment_id = $comment), 0) AS "here: integer"
FROM comment_liker WHERE day = $day AND network = $network;

-- name: count_likes_of_day :single
-- The likes of a day, counted up to a limit.
SELECT count(*) AS "likes: integer"
FROM (SELECT 1 FROM comment_liker WHERE day = $day LIMIT $most);

-- name: list_likes :many
-- The published comments of a thread that have likes, without those under care. IS TRUE prevents the
-- planner from reading all published comments of the site by status.
SELECT id, @likes_of_comment AS "likes: integer" FROM comment
WHERE thread_id = $thread AND (status = 'approved') IS TRUE AND kind = 'comment'
  AND care IN ('', 'marked') AND (@likes_of_comment) > 0
ORDER BY top_level_id, id LIMIT $limit;

-- name: list_most_liked :many
-- The top-level comments of the published subthreads, most liked first, then oldest first.
-- scan: the top-level comments of a thread
SELECT comment.id FROM (SELECT DISTINCT top_level_id FROM comment
                        WHERE thread_id = $thread AND status = 'approved') AS subthread
JOIN comment ON comment.id = subthread.top_level_id
ORDER BY iif(comment.status = 'approved' AND comment.care IN ('', 'marked'), @likes_of_comment, 0) DESC,
         comment.id
LIMIT $limit OFFSET $offset;

-- name: delete_likes :exec
-- Deletes the likes of a comment.
DELETE FROM comment_likes WHERE comment_id = $id;

-- name: delete_likers :exec
-- Forgets who likes a comment.
DELETE FROM comment_liker WHERE comment_id = $id;

-- name: delete_expired_likers :exec
-- Forgets who liked comments before a day.
DELETE FROM comment_liker WHERE day < $day;
