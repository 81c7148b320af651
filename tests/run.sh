#!/bin/sh
# Runs all tests: unit tests, HTTP and fault tests with real web servers, then browser tests. Ends
# with the line "N passed, N failed" over all of them.
set -u
cd "$(dirname "$0")/.."
build=$1
export AFTERWORD="$PWD/$build/afterword"
results="$PWD/$build/test-results"
rm -rf "$results" && mkdir -p "$results"
passed=0
failed=0

count() { passed=$((passed + $1)); failed=$((failed + $2)); }

echo "== layers, format, refusals of the build"
for check in layers.py layers_refusals.sh format.sh "embed.sh $build"; do
  # shellcheck disable=SC2086  # a program and its argument
  if tests/check/$check; then count 1 0; else count 0 1; fi
done

# The tests of each shard are counted from its report.
echo "== unit"
shards="0 1"
for shard in $shards; do
  GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$shard "$build/unit_tests" --gtest_brief=1 \
    --gtest_output="xml:$results/unit-$shard.xml" &
done
wait
for shard in $shards; do
  if [ -s "$results/unit-$shard.xml" ]; then
    total=$(sed -n 's/.*<testsuites tests="\([0-9]*\)" failures="\([0-9]*\)".*/\1/p' "$results/unit-$shard.xml")
    bad=$(sed -n 's/.*<testsuites tests="\([0-9]*\)" failures="\([0-9]*\)".*/\2/p' "$results/unit-$shard.xml")
    count $((total - bad)) "$bad"
  else
    echo "the unit tests did not finish"
    count 0 1
  fi
done

# node_tests NAME WIDTH FILE...: runs WIDTH files at a time. Counts tests from the TAP output that
# node writes in addition to its report.
node_tests() {
  name=$1
  width=$2
  shift 2
  echo "== $name"
  node --test --test-concurrency="${TEST_CONCURRENCY:-$width}" \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$results/$name.tap" "$@"
  good=$(sed -n 's/^# pass \([0-9]*\)$/\1/p' "$results/$name.tap" | tail -1)
  bad=$(sed -n 's/^# fail \([0-9]*\)$/\1/p' "$results/$name.tap" | tail -1)
  cut=$(sed -n 's/^# cancelled \([0-9]*\)$/\1/p' "$results/$name.tap" | tail -1)
  if [ -n "$good" ]; then count "$good" $((bad + cut)); else count 0 1; fi
}

# Most tests wait most of the time, so two files run at a time. Tests that measure time or put a
# load on the machine run alone.
alone= together=
for file in tests/http/*.test.mjs; do
  case ${file##*/} in
    backup.* | check.* | concurrency.* | mail.* | server.* | service.* | waiting.* | web_servers.*) alone="$alone $file" ;;
    *) together="$together $file" ;;
  esac
done
# shellcheck disable=SC2086  # one word a file
node_tests http-timed 1 $alone
# shellcheck disable=SC2086
node_tests http 2 $together
node_tests fault 1 tests/fault/*.test.mjs
node_tests browser 2 tests/browser/*.test.mjs

# Repeats the failures at the end, so that they are easy to find in a long log.
for tap in "$results"/*.tap; do
  awk '/^ *not ok /{print; on = 1; next} /^ *(ok |# Subtest)/{on = 0}
       on && n++ < 400' "$tap" | grep -v -e duration_ms -e 'node:internal' | cut -c1-300
done

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
