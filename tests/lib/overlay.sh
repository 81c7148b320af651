#!/bin/sh
# Runs a script as root on a copy of this machine's file system, with a network of its own: what it writes and
# starts disappears with it. There is no systemd.
#
#   unshare --mount --net --pid --fork --kill-child tests/lib/overlay.sh SCRIPT
set -e
checkout=$(cd "$(dirname "$0")/../.." && pwd)
layers=$(mktemp -d)
mount -t tmpfs overlay "$layers"
mkdir "$layers/upper" "$layers/work" "$layers/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$layers/upper,workdir=$layers/work" "$layers/root"
cd "$layers/root"
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs run run
mount -t tmpfs tmp tmp
chmod 1777 tmp
# It may be on a file system of its own, or in /tmp.
mkdir -p ".$checkout"
mount --bind -o ro "$checkout" ".$checkout"
ip link set lo up
exec chroot . sh -c "$1"
