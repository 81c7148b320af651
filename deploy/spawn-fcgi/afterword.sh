#!/bin/sh
# Starts Afterword's workers by spawn-fcgi and multiwatch, which replaces a worker that ends. For
# machines where programs are run this way; `afterword serve` needs neither and also sends mail.
#
#     apt-get install spawn-fcgi multiwatch
#
# Change these four variables. The folder of the socket must exist. The user who runs this script must be
# able to write to it and to the data folder.
program=/usr/local/bin/afterword
config=/srv/comments/afterword.toml
socket=/run/afterword/afterword.sock
workers=2

# The script stays in the foreground, as service managers expect. Its process id is written beside the
# socket. On TERM, the workers finish their requests first.
#
# A changed configuration takes effect by itself. For a new program or templates, replace the workers; no
# request is lost:
#
#     pkill -TERM -P "$(cat /run/afterword/afterword.sock.pid)"
set -eu
export AFTERWORD_CONFIG="$config"
echo $$ > "$socket.pid"

# Only members of this user's group may open the socket; the web server must be one. A worker that
# lived for at least 0.1 s is always replaced. After 100 failed starts multiwatch stops.
exec spawn-fcgi -n -s "$socket" -M 0660 -- \
  /usr/bin/multiwatch -f "$workers" -t 100 -r 100 -s TERM -- "$program"
