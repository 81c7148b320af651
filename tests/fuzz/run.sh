#!/bin/sh
# Fuzzes the targets of tests/fuzz in turn: run.sh BUILD SECONDS [TARGET…]. What is found is written to
# BUILD/findings; new inputs are kept in BUILD/corpus and used by the next run. Fails if there is a
# finding.
set -u
cd "$(dirname "$0")/../.."
build=$1
seconds=$2
shift 2
[ $# -gt 0 ] || set -- $(ls tests/fuzz/corpus)
mkdir -p "$build/findings"
# The files of other systems, which begin with the name of their format.
seeds="$build/seeds"
rm -rf "$seeds" && mkdir -p "$seeds/import"
for file in tests/data/imports/*/*; do
  folder=${file%/*}
  folder=${folder##*/}
  [ -f "$file" ] && { echo "${folder%%-*}"; cat "$file"; } > "$seeds/import/$folder-${file##*/}"
done
failed=""
for target in "$@"; do
  mkdir -p "$build/corpus/$target" "$seeds/$target"
  echo "== $target, $seconds s"
  FUZZ_TARGET=$target "$build/fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=65536 -print_final_stats=1 -verbosity=0 -artifact_prefix="$build/findings/$target-" \
    "$build/corpus/$target" "tests/fuzz/corpus/$target" "$seeds/$target" 2>"$build/findings/log" ||
    { failed="$failed $target"; tail -40 "$build/findings/log"; }
  grep -E 'stat::(number_of_executed_units|peak_rss_mb)' "$build/findings/log"
done
[ -z "$failed" ] || { echo "findings in $build/findings:$failed" >&2; exit 1; }
