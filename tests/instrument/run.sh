#!/bin/sh
# The unit and HTTP tests of an instrumented build: run.sh BUILD. Limits of time are longer and limits
# of memory are not looked at (tests/lib/wait.mjs, "instrumented"). Left out are the files about
# programs that are built in another way: the static one, the zip, the package.
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
