#!/bin/sh
# The tests, then which share of the lines of each folder of cgi/ they ran: coverage.sh BUILD.
set -eu
cd "$(dirname "$0")/../.."
build=$1
find "$build" -name '*.gcda' -delete
# Programs that web servers start as somebody else count there too.
find "$build/obj/cgi" -type d -exec chmod 1777 {} +
status=0
tests/instrument/run.sh "$build" || status=1
tests/instrument/coverage.py "$build" || status=1
exit $status
