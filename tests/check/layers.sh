#!/bin/sh
# The layer rule of docs/architecture.md, read from the includes: a folder includes only what stands
# to its left, and one folder alone includes each foreign header and what is made of sql/query.
#
#   base <- net, http, comment <- store, view <- mail <- transfer, handler <- server <- command <- main
set -eu
cd "$(dirname "$0")/../.."
status=0

# The lines or files that grep finds, or nothing. A file that is not there is an error: the check of
# it would always pass.
matches() { grep "$@" || [ $? -eq 1 ]; }

# For each folder, the folders that it may include beside itself.
allowed() {
  case "$1" in
    base) echo "" ;;
    net) echo "base" ;;
    http) echo "base" ;;
    comment) echo "base" ;;
    store) echo "base http comment sql" ;;
    view) echo "base http comment" ;;
    mail) echo "base net http comment store view" ;;
    transfer) echo "base http comment store view mail" ;;
    handler) echo "base http comment store view mail" ;;
    server) echo "base net http comment store view mail handler transfer" ;;
    command) echo "base net http comment store view mail handler transfer server" ;;
    embed) echo "view" ;;
    *) echo "unknown folder cgi/$1: give it a place in tests/check/layers.sh" >&2; exit 1 ;;
  esac
}

for folder in cgi/*/; do
  name=$(basename "$folder")
  may=" $name markers $(allowed "$name") "
  for used in $(grep -hoE '^#include "[a-z]+/' "$folder"*.h "$folder"*.cc 2>/dev/null |
                sed 's/.*"//; s,/,,' | sort -u); do
    case "$may" in
      *" $used "*) ;;
      *) echo "cgi/$name includes $used/, which does not stand to its left:"
         grep -nE "^#include \"$used/" "$folder"*.h "$folder"*.cc
         status=1 ;;
    esac
  done
done

# header pattern -> the only folder that may include it
only_in() {
  found=$(matches -lE "^#include <($1)" cgi/*/*.h cgi/*/*.cc cgi/main.cc)
  [ -n "$found" ] || { echo "no file includes <$1>: take its line out of this check"; status=1; }
  found=$(echo "$found" | matches -vE "^cgi/($2)/|^$")
  [ -z "$found" ] || { echo "only cgi/$2 may include <$1>:" $found; status=1; }
}
only_in 'fcgiapp|fcgi_stdio|fcgios' server
only_in 'sqlite3|libpq' 'store|embed'
only_in 'ctemplate/' view
only_in 'sodium' base
only_in 're2/' comment
only_in 'cmark' comment
only_in 'CLI/' command
only_in 'toml\+\+' server
only_in 'utf8proc' base
only_in 'zxcvbn' comment
only_in 'curl/' net

# Columns are read and values bound by the functions that are made of sql/query (sql/README.md).
found=$(matches -lE '^#include "sql/statements.h"' cgi/*/*.h cgi/*/*.cc)
[ "$found" = cgi/store/sqlite_database.cc ] || { echo "only the driver of the database may include sql/statements.h:" $found; status=1; }

# Another engine is another driver: what SQLite is called with, and the files that it keeps, only its
# own files know, and only store/open_store names them.
driver='^cgi/(store/(sqlite|migration|schema)|embed/)'
found=$(matches -rnE '<sqlite3\.h>|sqlite3_|PRAGMA|"-(wal|shm|journal)"' cgi | matches -vE "$driver")
[ -z "$found" ] || { echo "only the driver of the database may know this:"; echo "$found"; status=1; }
found=$(matches -rlE '#include "store/(sqlite|migration|schema)' cgi | matches -vE "$driver")
[ "$found" = cgi/store/open_store.cc ] || { echo "only store/open_store.cc may include the driver of the database:" $found; status=1; }

# The pure core asks nobody for time, chance, files or the environment.
impure='(system_clock|getenv|std::rand|fopen|ifstream|std::time\()'
found=$(matches -nE "$impure" cgi/http/*.cc cgi/comment/*.cc cgi/base/text.cc cgi/base/url.cc cgi/base/page_path.cc)
[ -z "$found" ] || { echo "the pure core must not use these:"; echo "$found"; status=1; }

[ $status -eq 0 ] && echo "layers: ok"
exit $status
