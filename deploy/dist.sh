#!/bin/sh
# Creates the zip for shared hosting: the static program, its configuration, the .htaccess files and a
# guide. Reproducible: the same sources and program give the same bytes.
#
#   deploy/dist.sh PROGRAM VERSION FILE.zip
set -eu
program=$1
version=$2
zip=$3
here=$(cd "$(dirname "$0")/shared-hosting" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
top="$work/afterword-$version"

mkdir -p "$top/comments"
cp "$program" "$top/comments/comments.fcgi"
cp "$here/comments.htaccess" "$top/comments/.htaccess"
cp "$here/afterword.toml" "$top/comments/afterword.toml"
cp "$here/pages.htaccess" "$top/pages.htaccess"
size=$(wc -c <"$program" | tr -d ' ')
sum=$(sha256sum "$program" | cut -d ' ' -f 1)
sed -e "s/@VERSION@/$version/g" -e "s/@SIZE@/$size/g" -e "s/@SHA256@/$sum/g" \
  "$here/guide.html" >"$top/guide.html"

# The permissions that are needed on the host; some FTP programs keep them.
chmod 755 "$top" "$top/comments" "$top/comments/comments.fcgi"
chmod 600 "$top/comments/afterword.toml"
chmod 644 "$top/comments/.htaccess" "$top/pages.htaccess" "$top/guide.html"
find "$top" -exec touch -h -d "@${SOURCE_DATE_EPOCH:-1700000000}" {} +
rm -f "$zip"
target="$(cd "$(dirname "$zip")" && pwd)/$(basename "$zip")"
(cd "$work" && find "afterword-$version" | LC_ALL=C sort | TZ=UTC zip -q -X -9 "$target" -@)
