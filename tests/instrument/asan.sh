#!/bin/sh
# The tests with sanitizers, and what these found: asan.sh BUILD. Fails for either.
set -eu
cd "$(dirname "$0")/../.."
build=$1
findings="$build/findings"
# Programs that web servers start as somebody else write there too.
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
