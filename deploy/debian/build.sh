#!/bin/sh
# Packs build/afterword, which must be there, as build/afterword_VERSION_ARCH.deb.
#
#   deploy/debian/build.sh BUILD_DIR [VERSION]        (`make deb` calls it)
#
# debhelper wants a folder debian/ at the top of the sources; it gets one in BUILD_DIR/deb.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
OUT=$(cd "$1" && pwd)
TOP=$(cd "$here/../.." && pwd)
PROGRAM=$OUT/afterword
version=${2:-$(cat "$TOP/VERSION")}
export OUT TOP PROGRAM
[ -x "$PROGRAM" ] || { echo "build.sh: there is no $PROGRAM; run make first" >&2; exit 1; }

rm -rf "$OUT/deb"
mkdir -p "$OUT/deb"
cp -R "$here" "$OUT/deb/debian"
cd "$OUT/deb"
# Of the same sources always the same package: its date is that of the version.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(stat -c %Y "$TOP/VERSION")}
export SOURCE_DATE_EPOCH
cat > debian/changelog <<CHANGELOG
afterword ($version) unstable; urgency=medium

  * Version $version; CHANGELOG.md in the sources says what is new.

 -- The Afterword authors <maintainers@afterword.example>  $(date -R -u -d "@$SOURCE_DATE_EPOCH")
CHANGELOG

# A package of debug symbols would be as large again, and nobody asked for it.
if ! DEB_RULES_REQUIRES_ROOT=no DEB_BUILD_OPTIONS=noautodbgsym debian/rules binary >log 2>&1; then
  cat log >&2
  exit 1
fi
echo "$OUT/afterword_${version}_$(dpkg --print-architecture).deb"
