#!/bin/sh
# Tests that the build refuses a template without escaping, and a statement that does not fit the schema
# or its callers.
set -eu
cd "$(dirname "$0")/../.."
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/templates" "$work/query" "$work/schema" "$work/gen"
cat > "$work/schema/0001_test.sql" <<'SQL'
CREATE TABLE note (id INTEGER PRIMARY KEY, page_id INTEGER, title TEXT NOT NULL, text TEXT) STRICT;
CREATE TABLE page (id INTEGER PRIMARY KEY, path TEXT NOT NULL) STRICT;
SQL

template() { printf '%s\n' "$1" > "$work/templates/a.tpl"; "$build/embed" templates "$work/templates" "$work/a.h" "$work/a.cc" 2>/dev/null; }
must() { "$@" || { echo "refused: $2"; exit 1; }; }
must_not() { ! "$@" || { echo "not refused: $2"; exit 1; }; }

must template '{{%AUTOESCAPE context="HTML"}}<p>{{A}}{{B_HTML:none}}</p>'
must_not template '<p>{{A}}</p>'
must_not template '{{%AUTOESCAPE context="HTML"}}<p>{{A:none}}</p>'

# --- statements

generate() { "$build/embed" statements "$work/query" "$work/schema" "$work/gen" 2> "$work/refusal"; }
accepted() {
  printf '%s\n' "$1" > "$work/query/notes.sql"
  generate || { echo "refused: $1"; cat "$work/refusal"; exit 1; }
}
# A statement and the expected error message.
refused() {
  printf '%s\n' "$1" > "$work/query/notes.sql"
  ! generate || { echo "not refused: $1"; exit 1; }
  grep -q -e "$2" "$work/refusal" || { echo "refused for another reason: $1"; cat "$work/refusal"; exit 1; }
}

refused 'SELECT id FROM note;' 'before the first `-- name:`'
refused '-- name: find_note :one
-- One.
SELECT title FROM note WHERE id = $id;
SELECT id FROM note;' 'is a line `-- name:` missing'
refused '-- name: find_note
-- One.
SELECT title FROM note WHERE id = $id;' 'followed by :one'
refused '-- name: find_note :some
-- One.
SELECT title FROM note WHERE id = $id;' 'followed by :one'
refused '-- name: find_note :one
SELECT title FROM note WHERE id = $id;' 'its purpose'
refused '-- name: find_note :one
-- One.
SELECT title FROM note WHERE id = $id' '`;` at its end is missing'
refused '-- name: find_note :one
-- One.
SELECT title FROM note WHERE id = $id;
-- name: find_note :one
-- Again.
SELECT text FROM note WHERE id = $id;' 'another statement has this name'

refused '-- name: find_note :one
-- One.
SELECT author FROM note WHERE id = $id;' 'no such column: author'
refused '-- name: find_note :one
-- One.
SELECT title FROM notes WHERE id = $id;' 'no such table: notes'
refused '-- name: set_title :exec
-- A title.
SELECT title FROM note WHERE id = $id;' ':exec, but it returns columns'
refused '-- name: set_title :one
-- A title.
UPDATE note SET title = $title WHERE id = $id;' 'no column, so it is :exec'
refused '-- name: find_note :one
-- One.
SELECT note.id, page.id FROM note, page WHERE note.id = $id;' 'two columns are named id'
refused '-- name: count_notes :single
-- How many.
SELECT count(*) FROM note;' 'needs a name'
refused '-- name: count_notes :single
-- How many.
SELECT count(*) AS notes FROM note;' 'type of the column notes cannot be told'
refused '-- name: count_notes :single
-- How many.
SELECT count(*) AS "notes: number" FROM note;' 'the type is `integer` or `text`'
refused '-- name: find_note :one
-- One.
SELECT title AS "title: integer" FROM note WHERE id = $id;' 'the column title is text, not integer'
refused '-- name: list_notes :many
-- Some.
SELECT id FROM note WHERE id > abs($since);' 'type of $since cannot be told'
refused '-- name: list_notes :many
-- Some.
-- $since: text
SELECT id FROM note WHERE id > $since;' 'declared text and used as integer'
refused '-- name: list_notes :many
-- Some.
SELECT id FROM note WHERE id > $since OR title = $since;' 'is used as'
refused '-- name: list_notes :many
-- Some.
-- $until: integer
SELECT id FROM note WHERE id > $since;' '$until is declared and not used'
refused '-- name: list_notes :many
-- Some.
SELECT id FROM note WHERE id > ?;' 'parameters are named'
refused '-- name: list_notes :many
-- Some.
SELECT @columns FROM note;' 'no `-- fragment:` is named columns'
refused '-- fragment: columns
id, title;' 'no statement uses the fragment columns'
refused '-- fragment: columns
id, @columns;
-- name: list_notes :many
-- Some.
SELECT @columns FROM note;' 'the fragment contains itself'
refused '-- name: find_note :one
-- One.
-- row: Note
SELECT id, title FROM note WHERE id = $id;
-- name: list_notes :many
-- All.
-- row: Note
SELECT id, text FROM note;' 'not those of the other row Note'
refused '-- name: list_notes :many
-- All.
-- scan:
SELECT id FROM note;' 'says why it may read a whole table'

# --- their callers

accepted '-- fragment: note_columns
-- $path: text?
note.id, title, text, page.path FROM note LEFT JOIN page ON page.id = page_id AND $path IS NULL;
-- name: find_note :one
-- One, with its page.
SELECT @note_columns WHERE note.id = $id;
-- name: list_notes :many
-- Some.
-- row: Listed
SELECT id, title AS "title!", count(*) AS "count: integer" FROM note WHERE id > $since LIMIT $limit;
-- name: insert_note :single
-- A new one.
-- $page: integer?
INSERT INTO note (page_id, title, text) VALUES ($page, $title, $text) RETURNING id;
-- name: delete_note :exec
-- Deletes it.
DELETE FROM note WHERE id = $id;'

compiles() {
  printf '#include "sql/notes.h"\nusing namespace afterword;\nvoid calls(Database& database) {\n%s\n}\n' \
    "$1" > "$work/call.cc"
  ${CXX:-g++} -std=c++20 -Wextra -Werror=missing-field-initializers -Icgi -I"$work/gen" \
    -fsyntax-only "$work/call.cc" 2> "$work/refusal"
}
compiled() { compiles "$1" || { echo "does not compile: $1"; cat "$work/refusal"; exit 1; }; }
not_compiled() {
  ! compiles "$1" || { echo "compiles: $1"; exit 1; }
  grep -q -e "$2" "$work/refusal" || { echo "refused for another reason: $1"; cat "$work/refusal"; exit 1; }
}
compiled 'const auto note = sql::find_note(database, {.path = {}, .id = 1});
  std::int64_t id = note->id; std::string title = note->title;
  std::optional<std::string> text = note->text, path = note->path;
  id = sql::insert_note(database, {.page = {}, .title = title, .text = "a text"});
  id = sql::delete_note(database, id);
  sql::list_notes(database, {.since = id, .limit = 3}, [&](const sql::ListedView& row) {
    std::string_view view = row.title; id = row.count + row.id + view.size(); });'
not_compiled 'sql::find_note(database, {.path = {}, .id = 1})->author;' 'author'
not_compiled 'const std::string text = sql::find_note(database, {.path = {}, .id = 1})->path;' 'optional'
not_compiled 'sql::delete_note(database, "1");' 'invalid conversion'
not_compiled 'sql::insert_note(database, {.page = {}, .title = 5, .text = "a text"});' 'int'
not_compiled 'sql::insert_note(database, {.page = {}, .title = "a title"});' 'missing initializer'
not_compiled 'sql::insert_note(database, {.title = "a title", .text = "a text"});' 'missing initializer'
not_compiled 'sql::delete_note(database);' 'too few arguments'

calls='sql::find_note(a); sql::list_notes(a); sql::insert_note(a); sql::delete_note'
unused() { printf '%s\n' "$1" > "$work/store.cc"; "$build/embed" unused "$work/query" "$work/store.cc" 2> "$work/refusal"; }
unused "$calls(a);" || { echo "refused, although it is called"; cat "$work/refusal"; exit 1; }
! unused "${calls}s(a);" || { echo "not refused, although nothing calls it"; exit 1; }
grep -q 'delete_note: nothing calls it' "$work/refusal"
echo "embed: ok"
