"""A sign-in service on loopback: the endpoints of Microsoft's and Google's that we use, and introspection.

Over TLS with the throw-away CA of `tests.servers.dovecot`, since the libraries take no other. Dovecot asks
``introspection_port`` in plain HTTP (RFC 7662).
"""

from __future__ import annotations

import base64
import contextlib
import json
import ssl
import tempfile
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs

from tests.servers.dovecot import make_certificates

SECRET = "the-right-secret"
TENANT, CLIENT = "northside.example", "11111111-2222-3333-4444-555555555555"


def jwt(**claims: object) -> str:
    """An access token as Microsoft makes them, unsigned: only its claims are ever looked at."""
    parts = [json.dumps(part).encode() for part in ({"alg": "none"}, claims)]
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), "sig"])


@cache
def _certificates() -> tempfile.TemporaryDirectory[str]:
    """Made once, removed at the end."""
    folder = tempfile.TemporaryDirectory(prefix="tokens-")
    make_certificates(Path(folder.name))
    return folder


class TokenService:
    """Up from ``with`` to its end.

    ``refusing`` is an error to answer with instead of a token (a dict), or a status code alone.
    ``granted`` are the tokens given out, ``asked`` the forms that came; ``active`` says whose mailboxes
    a token opens (by introspection), and ``pending`` how often a code is answered "not yet".
    """

    def __init__(self) -> None:
        self.refusing: dict[str, object] | int | None = None
        self.asked: list[dict[str, str]] = []
        self.granted: list[str] = []
        self.active: dict[str, str] = {}
        self.mailbox = "reports"
        self.claims: dict[str, object] = {"roles": ["IMAP.AccessAsApp", "SMTP.SendAsApp"], "aud": "x"}
        self.seconds = 3600
        self.pending = 0
        self.refreshes = 0

    def __enter__(self) -> Self:
        folder = Path(_certificates().name)
        self.ca_file = str(folder / "ca.pem")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem", folder / "server.key")
        self._servers = [self._listen(context), self._listen(None)]
        self.port, self.introspection_port = (server.server_address[1] for server in self._servers)
        self.authority = f"https://localhost:{self.port}"
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Be gone: nobody listens any more."""
        servers, self._servers = self._servers, []
        for server in servers:
            server.shutdown()
            server.server_close()

    def _listen(self, context: ssl.SSLContext | None) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.daemon_threads = True
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server

    # ── what it answers ──

    def discovery(self, tenant: str) -> dict[str, object]:
        """OpenID Connect's document of a tenant."""
        base = f"{self.authority}/{tenant}/oauth2/v2.0"
        return {
            "issuer": f"{self.authority}/{tenant}/v2.0",
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "device_authorization_endpoint": f"{base}/devicecode",
        }

    def code(self) -> dict[str, object]:
        """A device code (RFC 8628 §3.2); no seconds between two questions."""
        page = "https://login.example/device"
        return {"device_code": "d", "user_code": "ABCD-EFGH", "verification_uri": page, "expires_in": 900,
                "interval": 0, "message": "…"}  # fmt: skip

    def grant(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        """A token, or why not."""
        if isinstance(self.refusing, int):
            return self.refusing, {}
        if self.refusing is not None:
            return 400, self.refusing
        kind = form["grant_type"]
        if kind == "client_credentials" and form.get("client_secret", SECRET) != SECRET:
            return 401, aadsts(7000215, "Invalid client secret provided.")
        if kind.endswith("device_code") and self.pending > 0:
            self.pending -= 1
            return 400, {"error": "authorization_pending", "error_description": "AADSTS70016: not yet"}
        token = jwt(**self.claims, n=len(self.granted))
        self.granted.append(token)
        self.active[token] = self.mailbox
        found: dict[str, object] = {"token_type": "Bearer", "access_token": token, "expires_in": self.seconds}
        if kind in ("refresh_token", "urn:ietf:params:oauth:grant-type:device_code"):
            self.refreshes += 1
            info = base64.urlsafe_b64encode(b'{"uid": "u", "utid": "t"}').decode()
            name = {"preferred_username": "it@northside.example", "oid": "u", "tid": "t", "sub": "u",
                    "aud": CLIENT, "iss": "x", "exp": 9_999_999_999, "iat": 1}  # fmt: skip
            found |= {
                "refresh_token": f"refresh-{self.refreshes}",
                "client_info": info,
                "id_token": jwt(**name),
            }
            found |= {"scope": form.get("scope", "")}
        return 200, found

    def introspect(self, token: str) -> dict[str, object]:
        """Whether a token is good, and for which mailbox (RFC 7662 §2.2)."""
        mailbox = self.active.get(token)
        return {"active": True, "email": mailbox} if mailbox else {"active": False}


def aadsts(code: int, words: str) -> dict[str, object]:
    """An error as Microsoft words it."""
    said = f"AADSTS{code}: {words} Trace ID: 0000 Correlation ID: 0000 Timestamp: 2026-11-29 10:00:00Z"
    return {"error": "invalid_client", "error_description": said, "error_codes": [code]}


def _handler(service: TokenService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            with contextlib.suppress(OSError):
                super().handle()

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            tenant = self.path.split("/")[1]
            if tenant != TENANT:
                self._answer(400, aadsts(90002, f"Tenant '{tenant}' not found."))
            else:
                self._answer(200, service.discovery(tenant))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            form = {key: values[0] for key, values in parse_qs(body).items()}
            if self.path.endswith("/introspect"):
                self._answer(200, service.introspect(form.get("token", "")))
            elif self.path.endswith("/devicecode"):
                service.asked.append(form)
                refusing = service.refusing
                self._answer(400, refusing) if isinstance(refusing, dict) else self._answer(
                    200, service.code()
                )
            else:
                service.asked.append(form)
                self._answer(*service.grant(form))

        def _answer(self, status: int, found: Any) -> None:
            data = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(data)
            self.close_connection = True

    return Handler
