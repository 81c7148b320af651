#!/bin/sh
# Installs the missing Debian or Ubuntu packages for a purpose: build, dist, run, deb, test, fuzz,
# interop-wordpress or peers (WordPress for `make bench-peers`). Does nothing if all are installed.
# Otherwise needs root or sudo.
set -eu

build="g++ make libfcgi-dev libctemplate-dev libsqlite3-dev libsodium-dev libre2-dev libcli11-dev
  libtomlplusplus-dev nlohmann-json3-dev libfmt-dev libcmark-dev libutf8proc-dev libzxcvbn-dev
  libcurl4-openssl-dev libexpat1-dev libgumbo-dev libyaml-dev zlib1g-dev tzdata"
dist="zip"
run="nginx-light curl"
deb="debhelper"
test="libgtest-dev clang-format clang-tidy spawn-fcgi multiwatch fcgiwrap apache2-bin libapache2-mod-fcgid
  lighttpd caddy varnish sqlite3 wrk nodejs npm chromium
  default-jre-headless procps universal-ctags python3
  python3-aiosmtpd openssl libxml2-utils unzip bindfs iproute2 mandoc lintian apache2-suexec-pristine systemd"

wordpress="wordpress wordpress-theme-twentytwentyone php-cli php-mysql php-xml mariadb-server"
peers="$wordpress php-fpm"

case "${1:-}" in
  build) wanted="$build" ;;
  dist) wanted="$build $dist" ;;
  run) wanted="$build $run" ;;
  deb) wanted="$build $deb" ;;
  test) wanted="$build $dist $run $deb $test" ;;
  fuzz) wanted="$build clang" ;;
  interop-wordpress) wanted="$build $dist $run $deb $test $wordpress" ;;
  peers) wanted="$build $dist $run $deb $test $peers" ;;
  *) echo "usage: packages.sh build|dist|run|deb|test|fuzz|interop-wordpress|peers" >&2; exit 2 ;;
esac

missing=""
for package in $wanted; do
  case "$package" in
    # Any nginx with SSI and FastCGI is sufficient, and so is a Node.js with npm from another source.
    nginx-light) command -v nginx >/dev/null 2>&1 && continue
                 [ -x /usr/sbin/nginx ] && continue ;;
    nodejs|npm) command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && continue ;;
    clang-format|clang-tidy) command -v "$package" >/dev/null 2>&1 && continue ;;
  esac
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
    missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null 2>&1 || {
    echo "These packages are missing; install them as root:$missing" >&2
    exit 1
  }
  as_root="sudo"
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# Debian starts servers on installation. The tests start their own, so prevent that.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod 755 "$policy"
  trap '$as_root rm -f "$policy"' EXIT
fi
$as_root apt-get update -q
# shellcheck disable=SC2086  # one word a package
$as_root apt-get install -q -y --no-install-recommends $missing
