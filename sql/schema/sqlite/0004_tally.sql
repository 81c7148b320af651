-- The store keeps the tally for every change, not for what it adds alone (store/comment/comment_counts.h).
DROP TRIGGER comment_tally_delete;
DROP TRIGGER comment_tally_update;
