#!/bin/sh
# Runs the tests with sanitizers and prints their findings: asan.sh BUILD. Fails if there is any failure.
set -eu
cd "$(dirname "$0")/../.."
build=$1
findings="$build/findings"
# Web servers start the program as other users, who must be able to write there.
rm -rf "$findings" && mkdir "$findings" && chmod 1777 "$findings"
status=0
tests/instrument/run.sh "$build" || status=1
found=0
for report in "$findings"/*; do
  [ -s "$report" ] || continue
  found=$((found + 1))
  echo "== $report"
  head -60 "$report"
done
echo "$found findings of the sanitizers"
[ "$found" -eq 0 ] && exit $status
exit 1
