#!/bin/sh
# The unit and HTTP tests of an instrumented build: run.sh BUILD. Time limits are longer and memory
# limits are not checked (tests/lib/wait.mjs, "instrumented"). Skipped are the tests of other builds: the
# static program, the zip, the package.
set -eu
cd "$(dirname "$0")/../.."
build=$1
export AFTERWORD="$PWD/$build/afterword" INSTRUMENTED=1
status=0
"$build/unit_tests" --gtest_brief=1 || status=1
files=
for file in tests/http/*.test.mjs; do
  case ${file##*/} in
    static.* | shared_hosting.* | package.*) echo "left out: $file" ;;
    *) files="$files $file" ;;
  esac
done
# shellcheck disable=SC2086  # one word a file
node --test --test-concurrency=1 $files || status=1
exit $status
