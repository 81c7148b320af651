#!/bin/sh
# Every C++ file is as .clang-format would write it.
set -eu
cd "$(dirname "$0")/../.."
clang-format --dry-run -Werror cgi/main.cc cgi/*/*.h cgi/*/*.cc tests/*/*.cc
echo "format: ok"
