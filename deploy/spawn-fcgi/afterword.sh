#!/bin/sh
# Afterword's workers, started by spawn-fcgi and looked after by multiwatch, which replaces a worker
# that ends. For machines where programs are run this way; `afterword serve` needs neither of the two
# and sends the mail by itself.
#
#     apt-get install spawn-fcgi multiwatch
#
# Change these four. The folder of the socket must exist, and the user who runs this must be able to
# write to it and to the data folder.
program=/usr/local/bin/afterword
config=/srv/comments/afterword.toml
socket=/run/afterword/afterword.sock
workers=2

# Stays in the foreground, as service managers want it. Its own process number is written beside the
# socket. Told to stop (TERM), the workers first finish what they are doing.
#
# A changed configuration is taken up by itself. For a new program or templates, replace the workers; no
# request is lost:
#
#     pkill -TERM -P "$(cat /run/afterword/afterword.sock.pid)"
set -eu
export AFTERWORD_CONFIG="$config"
echo $$ > "$socket.pid"

# Only who is in the group of this user may open the socket: that must be the web server. A worker that
# lived for a tenth of a second is replaced however often; one that cannot start is given up after 100
# attempts.
exec spawn-fcgi -n -s "$socket" -M 0660 -- \
  /usr/bin/multiwatch -f "$workers" -t 100 -r 100 -s TERM -- "$program"
