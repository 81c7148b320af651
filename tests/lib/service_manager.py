#!/usr/bin/env python3
"""Stands in for systemd: holds a socket open, and starts, reloads, restarts and ends one service.

    service_manager.py SOCKET PROGRAM [ARGUMENT...]

A word a line on standard input: start, reload, restart, stop; the end of the input is a stop. Each
is done when the service says that it is ready, or has ended; then its word comes back with the
service's process id. What the service says to its manager is a line "said MESSAGE".
"""
import os
import signal
import socket
import subprocess
import sys

PATIENCE = 20  # seconds


def say(*words):
    print(*words, flush=True)


class Manager:
    def __init__(self, path, command):
        self.command = ["sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh", *command]
        self.service = None
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(path)
        os.chmod(path, 0o660)
        listener.listen(1024)
        # The descriptor number that the protocol requires.
        if listener.fileno() == 3:
            os.set_inheritable(3, True)
        else:
            os.dup2(listener.fileno(), 3)
        self.listener = listener
        self.notes = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notes.bind(path + ".notify")
        self.notes.settimeout(PATIENCE)
        self.environment = {**os.environ, "LISTEN_FDS": "1", "NOTIFY_SOCKET": path + ".notify"}

    def hear(self):
        message = self.notes.recv(4096).decode().replace("\n", " ")
        say("said", message)
        return message

    def await_ready(self):
        while self.hear() != "READY=1":
            pass

    def start(self):
        self.service = subprocess.Popen(self.command, env=self.environment, pass_fds=(3,))
        self.await_ready()

    def reload(self):
        self.service.send_signal(signal.SIGHUP)
        self.await_ready()

    def stop(self):
        if self.service is None:
            return
        self.service.send_signal(signal.SIGTERM)
        self.service.wait(PATIENCE)
        while self.hear() != "STOPPING=1":
            pass
        say("status", self.service.returncode)

    def restart(self):
        self.stop()
        self.start()

    def obey(self, word):
        getattr(self, word)()
        say(word, self.service.pid)


def main():
    # Otherwise the service would outlive this process.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    manager = Manager(sys.argv[1], sys.argv[2:])
    try:
        for line in sys.stdin:
            manager.obey(line.strip())
    finally:
        if manager.service and manager.service.poll() is None:
            manager.service.terminate()
            manager.service.wait(PATIENCE)


main()
