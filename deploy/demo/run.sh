#!/bin/sh
# The demo: a static blog with comments on http://127.0.0.1:PORT/ until Ctrl-C.
#
#   deploy/demo/run.sh BUILD_DIR PORT        (`make run` calls it)
#
# The first run creates BUILD_DIR/demo/ with a configuration, a database and a few hundred comments.
# Later runs keep them. To start again, remove that folder.
set -eu

fail() {
  echo "run.sh: $*" >&2
  exit 1
}

[ $# -eq 2 ] || { echo "usage: run.sh BUILD_DIR PORT" >&2; exit 2; }
port=$2
case $port in
  ''|0*|*[!0-9]*|??????*) valid=no ;;
  *) [ "$port" -le 65535 ] && valid=yes || valid=no ;;
esac
if [ "$valid" = no ]; then
  echo "run.sh: the port must be a number from 1 to 65535, not \"$port\"" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" 2>/dev/null && pwd) || fail "there is no folder $1"
afterword=$build/afterword
[ -x "$afterword" ] || fail "there is no $afterword; run make first"
nginx=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx) ||
  fail "nginx is missing; \`make run\` installs it"
command -v curl >/dev/null || fail "curl is missing; \`make run\` installs it"

demo=$build/demo
config=$demo/afterword.toml
run=$demo/run
address=http://127.0.0.1:$port
socket=$run/afterword.sock

# --- is the port free? 7 is curl's "could not connect" -------------------------------------------

answer=0
curl -s -o /dev/null --noproxy '*' --max-time 3 "$address/" || answer=$?
[ "$answer" -eq 7 ] || fail "port $port is in use by another program; choose another one," \
  "such as: make run PORT=$((port % 65535 + 1))"

# One demo at a time in this folder. Its processes inherit the lock, so it is held as long as any of
# them runs.
mkdir -p "$demo" "$run"
chmod 700 "$run"
exec 9>>"$run/lock"
flock -n 9 || fail "the demo in $demo is running already; stop that one first"

# --- the first run -------------------------------------------------------------------------------

# For the replacement of sed: \, & and the | between its parts.
escaped() {
  printf %s "$1" | sed 's/[\\&|]/\\&/g'
}

write_config() {
  cat > "$config.new" <<TOML
# The configuration of the demo. run.sh creates it once and keeps your changes.

[site]
name = "Tern Lane Therapy"
url = "$address"
origins = ["http://localhost:$port"]
mount = "/comments"
timezone = "America/Los_Angeles"
intro = "Join the conversation: you are welcome to write under your first name or another one."
guidelines_url = "/guidelines/"

[store]
database = "sqlite:data/afterword.db"

[pages]
document_root = "$here/blog"
# The pages with comments.
allow = ["/dbt-assumptions/", "/a-quiet-start/", "/the-long-thread/"]

[comments]
# Hold the first comment of every person. To publish it:
#   afterword comment approve ID --config (this file)
hold_first = true
threads_depth = 5
per_page = 50
avatars = "identicon"

[care]
# Suitable for a blog about therapy.
mode = "attentive"
TOML
  chmod 600 "$config.new"
  mv "$config.new" "$config"
}

if [ ! -e "$demo/prepared" ]; then
  [ -e "$config" ] || "$afterword" init "$demo"
  write_config
  for file in comments.json comments-500.json; do
    "$afterword" import json "$here/$file" --config "$config"
  done
  : > "$demo/prepared"
else
  # Only the port and the folder of the blog may have changed.
  sed -e "s|^url = \"http://127.0.0.1:[0-9]*\"\$|url = \"$address\"|" \
      -e "s|^origins = \\[\"http://localhost:[0-9]*\"\\]\$|origins = [\"http://localhost:$port\"]|" \
      -e "s|^document_root = \".*/deploy/demo/blog\"\$|document_root = \"$(escaped "$here/blog")\"|" \
      "$config" > "$config.new"
  if cmp -s "$config" "$config.new"; then
    rm "$config.new"
  else
    chmod 600 "$config.new"
    mv "$config.new" "$config"
  fi
fi

# A moderator account with a random password.
secret=$demo/moderator-password
if [ ! -s "$secret" ]; then
  (umask 077; "$afterword" moderator add Demo --random --config "$config" |
    sed -n 's/^password //p' > "$secret")
fi

# --- start both, wait, stop both -----------------------------------------------------------------

# The path of a socket has at most 107 bytes.
short=""
if [ "$(printf %s "$socket" | wc -c)" -gt 100 ]; then
  short=$(mktemp -d)
  socket=$short/afterword.sock
fi

sed -e "s|@PORT@|$port|" -e "s|@ROOT@|$(escaped "$here/blog")|" -e "s|@RUN@|$(escaped "$run")|" \
    -e "s|@SOCKET@|$(escaped "$socket")|" "$here/nginx.conf.in" > "$run/nginx.conf"

workers_pid=""
nginx_pid=""
pause=""
stop() {
  trap - EXIT INT TERM HUP
  for pid in $nginx_pid $workers_pid $pause; do
    kill "$pid" 2>/dev/null || :
  done
  for pid in $nginx_pid $workers_pid $pause; do
    wait "$pid" 2>/dev/null || :
  done
  [ -z "$short" ] || rm -rf "$short"
}
trap stop EXIT
trap 'stop; exit 0' INT TERM HUP

"$afterword" serve --config "$config" --listen "unix:$socket" 2>>"$run/afterword.log" &
workers_pid=$!

# As root, nginx would run its workers as a user who cannot read this folder.
directives="worker_shutdown_timeout 5s;"
[ "$(id -u)" -ne 0 ] || directives="$directives user root;"
set -- -p "$run" -c "$run/nginx.conf" -g "$directives"
# Older versions have no -e and open the system's log first.
if "$nginx" -h 2>&1 | grep -q -e '-e filename'; then set -- "$@" -e "$run/error.log"; fi
"$nginx" "$@" &
nginx_pid=$!

running() {
  kill -0 "$workers_pid" 2>/dev/null && kill -0 "$nginx_pid" 2>/dev/null
}
# A response to the page is not sufficient: without workers it has no comments.
has_thread() {
  curl -sf --noproxy '*' --max-time 5 "$address/dbt-assumptions/" | grep -q 'id="comments"'
}

tries=0
until has_thread && running; do
  tries=$((tries + 1))
  if ! running || [ "$tries" -gt 100 ]; then
    tail -n 5 "$run/afterword.log" "$run/error.log" >&2 || :
    fail "the demo did not start; its logs are in $run"
  fi
  sleep 0.1
done

echo "Moderate at $address/comments/moderate/ as Demo, password $(cat "$secret")"
echo "On the command line: $afterword comment list --status waiting --config $config"
echo "Ctrl-C stops the demo. It is at:"
echo "$address/"

# Short pauses, so that a signal is handled at once.
while running; do
  sleep 2 9>&- &
  pause=$!
  wait "$pause" || :
  pause=""
done
fail "a part of the demo ended by itself; its logs are in $run"
