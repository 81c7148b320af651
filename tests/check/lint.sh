#!/bin/sh
# clang-tidy over every source, two at a time; .clang-tidy has the checks.
set -eu
cd "$(dirname "$0")/../.."
build=$1
# ctemplate's headers need <cstring> and do not include it.
# shellcheck disable=SC2046  # one word a file
printf '%s\n' cgi/main.cc $(find cgi -mindepth 2 -name "*.cc") |
  xargs -P 2 -n 4 sh -c 'clang-tidy --quiet --warnings-as-errors="*" "$@" -- -std=c++20 -include cstring -Icgi \
    -I'"$build"'/gen -DAFTERWORD_VERSION=\"check\" 2>/dev/null' sh
echo "lint: ok"
