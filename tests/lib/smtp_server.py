"""A real SMTP server for tests: keeps every mail as a line of JSON, and misbehaves when asked to.

usage: smtp_server.py PORT FILE [--refuse ADDRESS] [--hang] [--slow SECONDS] [--tls CERT KEY]
       [--auth USER PASSWORD]
It prints "ready" when it listens and ends with its parent.
"""

import argparse
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

parser = argparse.ArgumentParser()
parser.add_argument("port", type=int)
parser.add_argument("file")
parser.add_argument("--refuse")
parser.add_argument("--hang", action="store_true")
parser.add_argument("--slow", type=float, default=0)
parser.add_argument("--tls", nargs=2)
parser.add_argument("--auth", nargs=2)
options = parser.parse_args()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address == options.refuse:
            return "550 5.1.1 there is nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if options.hang:
            await asyncio.sleep(3600)
        if options.slow:
            await asyncio.sleep(options.slow)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        line = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": [[k, str(v)] for k, v in message.items()],
            "body": message.get_content(),
            "tls": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.auth_data else None,
            "lines": max(len(l) for l in envelope.content.split(b"\r\n")),
            "ascii": envelope.content.isascii(),
        }
        with open(options.file, "a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, auth_data):
    right = isinstance(auth_data, LoginPassword) and [
        auth_data.login.decode(),
        auth_data.password.decode(),
    ] == options.auth
    return AuthResult(success=right, auth_data=auth_data if right else None)


context = None
if options.tls:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*options.tls)


class Server(Controller):
    def factory(self):
        return SMTP(
            self.handler,
            tls_context=context,
            require_starttls=bool(context),
            authenticator=authenticate if options.auth else None,
            auth_required=bool(options.auth),
            enable_SMTPUTF8=False,
        )


server = Server(Handler(), hostname="127.0.0.1", port=options.port)
server.start()
print("ready", flush=True)
sys.stdin.read()
