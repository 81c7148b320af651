-- An import has changed a comment that nobody had changed here.
-- params: $id integer, $before integer, $version integer
-- columns: none
UPDATE imported_comment SET version = $version WHERE comment_id = $id AND version = $before
