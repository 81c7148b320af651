# Sets up Afterword on this machine. `afterword quickstart` prints the values and files above this line and
# then this script; with --write it runs both. Run it as root. It can be run again: what exists is kept.

config=/etc/afterword/afterword.toml
data=/var/lib/afterword
run=/run/afterword

say() { printf '%s\n' "$*"; }
fail() { printf 'quickstart: %s\n' "$*" >&2; exit 1; }

# put FILE MODE: writes standard input to a new file. A file with another content is not overwritten.
put() {
  mkdir -p "$(dirname "$1")"
  cat > "$1.new"
  if [ ! -e "$1" ]; then
    chmod "$2" "$1.new"
    mv "$1.new" "$1"
    say "wrote  $1"
  elif cmp -s "$1" "$1.new"; then
    rm "$1.new"
    say "kept   $1"
  else
    say "kept   $1; it differs from the new $1.new, so please compare them"
  fi
}

# first_group NAME…: the first of these groups that exists.
first_group() {
  for name in "$@"; do
    getent group "$name" >/dev/null && { printf '%s' "$name"; return; }
  done
  fail "there is none of the groups $*; is $server installed?"
}

as_afterword() { su -s /bin/sh afterword -c "$*"; }

# --- the web server on this machine

[ "$(id -u)" -eq 0 ] || fail "run this as root, for example with sudo"
case $server in
  nginx) found=$(command -v nginx || true); groups="www-data nginx http" ;;
  apache) found=$(command -v apache2 || command -v httpd || true); groups="www-data apache http" ;;
  caddy) found=$(command -v caddy || true); groups="caddy www-data" ;;
  lighttpd) found=$(command -v lighttpd || true); groups="www-data lighttpd http" ;;
esac
[ -n "$found" ] || fail "$server is not installed; install it, then run this again"
# shellcheck disable=SC2086  # one word a group
group=$(first_group $groups)

# --- the user, the folder of the comments, the configuration

if id afterword >/dev/null 2>&1; then
  [ "$(id -u afterword)" -ne 0 ] || fail "the user afterword is root; please give it another number"
  say "kept   the user afterword"
else
  useradd --system --user-group --home-dir "$data" --no-create-home --shell /usr/sbin/nologin afterword
  say "added  the user afterword"
fi
if [ -e "$data" ]; then
  owner=$(stat -c %U "$data")
  [ "$owner" = afterword ] || fail "$data belongs to $owner; please move it away, or chown it to afterword"
  say "kept   $data"
else
  install -d -o afterword -g afterword -m 700 "$data"
  say "made   $data"
fi
file_config | put "$config" 640
chgrp afterword "$config"
wrong=$(as_afterword "$program check --offline --config $config" 2>/dev/null | grep '^fail *configuration' || true)
[ -z "$wrong" ] || fail "please correct $config: $wrong"

# --- the service

if [ -d /run/systemd/system ]; then
  if [ -e /lib/systemd/system/afterword.service ]; then
    say "kept   the service of the package"
  else
    file_service | put /etc/systemd/system/afterword.service 644
    file_socket | sed "s/^SocketGroup=.*/SocketGroup=$group/" | put /etc/systemd/system/afterword.socket 644
    systemctl daemon-reload
  fi
  systemctl enable --now afterword.socket afterword.service
  say "runs   afterword.service"
  start=
else
  # The folder gives its group, that of the web server, to the socket.
  install -d -o afterword -g "$group" -m 2750 "$run"
  start="su -s /bin/sh afterword -c '$program serve --config $config'"
fi

# --- the web server

reload="systemctl reload $server"
case $server in
  nginx)
    file_web_server | put /etc/nginx/snippets/afterword.conf 644
    site=$(grep -ls "root[[:space:]]\+$root/\?;" /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*.conf 2>/dev/null | head -n 1 || true)
    line="include /etc/nginx/snippets/afterword.conf;"
    where="the server block of your site${site:+ in $site}"
    reload="nginx -t && systemctl reload nginx"
    ;;
  apache)
    folder=/etc/apache2/conf-available
    [ -d /etc/httpd/conf.d ] && folder=/etc/httpd/conf.d
    file_web_server | put "$folder/afterword.conf" 644
    line=
    if command -v a2enconf >/dev/null; then
      a2enmod -q proxy_fcgi include
      a2enconf -q afterword
    elif [ "$folder" = /etc/apache2/conf-available ]; then
      line="Include $folder/afterword.conf"
      where="the configuration of your site, with the modules proxy, proxy_fcgi and include"
    fi
    reload="apachectl configtest && apachectl graceful"
    ;;
  caddy)
    file_web_server | put /etc/caddy/afterword.caddy 644
    line="import /etc/caddy/afterword.caddy"
    where="the block of your site in /etc/caddy/Caddyfile"
    ;;
  lighttpd)
    file_web_server | put /etc/lighttpd/conf-available/60-afterword.conf 644
    if command -v lighty-enable-mod >/dev/null; then
      lighty-enable-mod afterword >/dev/null || [ $? -eq 2 ] || fail "lighty-enable-mod does not work"
      line=
    else
      line='include "conf-available/60-afterword.conf"'
      where=/etc/lighttpd/lighttpd.conf
    fi
    reload="lighttpd -tt -f /etc/lighttpd/lighttpd.conf && systemctl restart lighttpd"
    ;;
esac

# --- the first moderator

moderators=$(as_afterword "$program moderator list --config $config")
account=
if [ "${moderators#There is no moderator}" = "$moderators" ]; then
  say "kept   the moderators"
elif [ -t 0 ]; then
  printf 'Your name as the first moderator, as readers will see it: '
  read -r name
  # shellcheck disable=SC2016  # the inner shell expands these
  su -s /bin/sh afterword -c '"$1" moderator add --config "$2" -- "$3"' sh "$program" "$config" "$name"
else
  account="su -s /bin/sh afterword -c '$program moderator add NAME --config $config'"
fi

# --- what is left for you

say
say "Left to do:"
n=0
step() {
  n=$((n + 1))
  say "$n. $1"
  shift
  for text in "$@"; do say "       $text"; done
}
[ -z "$account" ] || step "Create your account as the first moderator, with your name for NAME:" "$account"
[ -z "$start" ] || step "There is no systemd here. Start Afterword now, and let your system start it at boot:" "$start"
[ -z "$line" ] || step "Add this line to $where:" "$line"
step "Let $server read its configuration:" "$reload"
step "Look whether everything works:" "su -s /bin/sh afterword -c '$program check --config $config'"
page_lines
say
say "Moderate at $url/comments/moderate/"
