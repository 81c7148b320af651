#!/bin/sh
# Runs the tests and prints the line coverage of each folder of cgi/: coverage.sh BUILD.
set -eu
cd "$(dirname "$0")/../.."
build=$1
find "$build" -name '*.gcda' -delete
# Web servers start the program as other users, who must be able to write there.
find "$build/obj" -type d -exec chmod 1777 {} +
status=0
tests/instrument/run.sh "$build" || status=1
tests/instrument/coverage.py "$build" || status=1
exit $status
