#!/bin/sh
# Runs the tests of a folder whose names contain some words: some.sh http 'a stranger'. Only files with
# such a name are run.
set -eu
cd "$(dirname "$0")/.."
folder=$1
words=$2
if [ -z "$words" ]; then exec node --test --test-concurrency=1 tests/"$folder"/*.test.mjs; fi
files=$(grep -lF -- "$words" tests/"$folder"/*.test.mjs) || {
  echo "no test in tests/$folder has these words in its name: $words" >&2
  exit 1
}
pattern=$(printf '%s' "$words" | sed 's/[][\\.*^$+?(){}|/]/\\&/g')
# shellcheck disable=SC2086  # one word a file
exec node --test --test-concurrency=1 --test-name-pattern="$pattern" $files
