#!/bin/sh
# Tests the layer check: each case is a copy of cgi/ with one file that breaks a rule.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R cgi "$work/cgi"

tests/check/layers.py "$work" > "$work/accepted" || { cat "$work/accepted"; exit 1; }

# refused FILE LINE... -- WORDS: with this file the check fails, and its output has the words.
refused() {
  file=$1
  shift
  saved=$work/saved
  rm -f "$saved"
  [ ! -e "$work/$file" ] || cp "$work/$file" "$saved"
  mkdir -p "$work/$(dirname "$file")"
  while [ "$1" != -- ]; do printf '%s\n' "$1" >> "$work/$file"; shift; done
  if tests/check/layers.py "$work" > "$work/refusal"; then
    echo "not refused: $file"
    exit 1
  fi
  grep -q -e "$2" "$work/refusal" || { echo "refused for another reason: $file"; cat "$work/refusal"; exit 1; }
  if [ -e "$saved" ]; then cp "$saved" "$work/$file"; else rm "$work/$file"; fi
}

refused cgi/domain/a.cc '#include "store/stores.h"' -- 'cgi/domain must not include store/'
refused cgi/handler/thread/a.cc '#include "server/runtime/fastcgi.h"' -- 'cgi/handler must not include server/'
refused cgi/handler/a.cc '#include <sqlite3.h>' -- 'only store embed may include'
refused cgi/store/transfer/a.cc '#include <expat.h>' -- 'only transfer may include'
refused cgi/store/comment/a.cc '#include "sql/statements.h"' -- 'only a database driver'
refused cgi/handler/a.cc 'std::string journal = path + "-journal";' -- 'only the driver of the database knows'
refused cgi/store/comment/a.cc '#include "store/sqlite/migration.h"' -- 'only store/open_store.cc includes'
refused cgi/domain/a.cc 'auto now() { return std::chrono::system_clock::now(); }' -- 'the pure core must not use'
refused cgi/transfer/a.cc 'std::unordered_set<std::string> seen;' -- 'kept in a sorted container'
refused cgi/attic/a.cc '// An empty file.' -- 'unknown layer cgi/attic'
refused cgi/base/file.h 'namespace afterword {' 'bool cookie_value(int name);' '}' -- \
  'cookie_value is defined in cgi/http/cookie.cc'
words='what people read belongs into templates/'
refused cgi/view/a.cc 'row.SetValue(kt_LABEL, "Comments, above");' -- "$words"
refused cgi/handler/a.cc 'log_line("all is well"); const Actor actor{"the writer"};' -- "$words.*the writer"
refused cgi/domain/a.cc 'return fmt::format("block rule {} matches", id);  // "not this"' -- "$words"
refused cgi/domain/a.cc 'return R"x(it has "two" words)x";' -- "$words"
refused cgi/view/a.cc 'return "it has {} links";' -- "$words"
echo "layers refuse: ok"
