#!/bin/sh
# Packages build/afterword, which must exist, as build/afterword_VERSION_ARCH.deb.
#
#   deploy/debian/build.sh BUILD_DIR [VERSION]        (`make deb` calls it)
#
# debhelper needs a folder debian/ at the top of the sources; BUILD_DIR/deb serves as one.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
OUT=$(cd "$1" && pwd)
TOP=$(cd "$here/../.." && pwd)
PROGRAM=$OUT/afterword
version=${2:-$(cat "$TOP/VERSION")}
MAN=$OUT/man
export OUT TOP PROGRAM MAN
[ -x "$PROGRAM" ] && [ -e "$MAN/afterword.1" ] || { echo "build.sh: there is no $PROGRAM, or no manual; run make all man first" >&2; exit 1; }

rm -rf "$OUT/deb"
mkdir -p "$OUT/deb"
cp -R "$here" "$OUT/deb/debian"
cd "$OUT/deb"
# Reproducible: the date of the package is that of the file VERSION.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(stat -c %Y "$TOP/VERSION")}
export SOURCE_DATE_EPOCH
cat > debian/changelog <<CHANGELOG
afterword ($version) unstable; urgency=medium

  * Version $version; CHANGELOG.md in the sources lists the changes.

 -- The Afterword authors <maintainers@afterword.example>  $(date -R -u -d "@$SOURCE_DATE_EPOCH")
CHANGELOG

# No package of debug symbols.
if ! DEB_RULES_REQUIRES_ROOT=no DEB_BUILD_OPTIONS=noautodbgsym debian/rules binary >log 2>&1; then
  cat log >&2
  exit 1
fi
echo "$OUT/afterword_${version}_$(dpkg --print-architecture).deb"
