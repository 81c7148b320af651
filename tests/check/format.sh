#!/bin/sh
# Checks that every C++ file is formatted by .clang-format.
set -eu
cd "$(dirname "$0")/../.."
clang-format --dry-run -Werror $(find cgi tests -name node_modules -prune -o -name "*.h" -print -o -name "*.cc" -print)
echo "format: ok"
