#!/bin/sh
# The build refuses a template that would not escape, and a query that drifted from its callers.
set -eu
cd "$(dirname "$0")/../.."
embed=$1/embed
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/templates" "$work/query" "$work/schema"
cp sql/schema/sqlite/*.sql "$work/schema/"

template() { printf '%s\n' "$1" > "$work/templates/a.tpl"; "$embed" templates "$work/templates" "$work/a.h" "$work/a.cc" 2>/dev/null; }
query() { printf '%s\n' "$1" > "$work/query/a.sql"; "$embed" sql "$work/query" "$work/schema" "$work/a.h" "$work/a.cc" 2>/dev/null; }
must() { "$@" || { echo "refused: $2"; exit 1; }; }
must_not() { ! "$@" || { echo "not refused: $2"; exit 1; }; }

must template '{{%AUTOESCAPE context="HTML"}}<p>{{A}}{{B_HTML:none}}</p>'
must_not template '<p>{{A}}</p>'
must_not template '{{%AUTOESCAPE context="HTML"}}<p>{{A:none}}</p>'
good='-- A purpose.
-- params: $a
-- columns: one
SELECT $a'
must query "$good"
must_not query 'SELECT 1'
must_not query '-- A purpose.
SELECT 1'
must_not query '-- A purpose.
-- params: $a
SELECT $b'
must_not query '-- A purpose.
-- params: none
SELECT $a'
echo "embed: ok"
