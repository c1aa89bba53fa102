"""What the inbox and the outbox share: verified TLS, a tuned socket, failures in plain words."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime

from worker.errors import Misconfigured


class Pauses:
    """How long to wait before the next attempt to connect: 1 s to 5 min, doubling, spread by a third.

    ``jitter`` gives a number from 0 up to 1 each time.
    """

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._tries = 0

    def next(self) -> float:
        """Seconds to wait now; the following wait is longer."""
        pause = min(300.0, 1.5 * 2.0 ** min(self._tries, 10))
        self._tries += 1
        return pause * (1 - self._jitter() / 3)

    def reset(self) -> None:
        """It went well: the next wait is short again."""
        self._tries = 0


def is_loopback(host: str) -> bool:
    """Whether ``host`` can only be this machine: ``localhost`` or a loopback address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def require_encryption(what: str, host: str) -> None:
    """Refuse a connection without TLS to any other machine: passwords and children's names travel on it."""
    if not is_loopback(host):
        raise Misconfigured(
            [f"[{what}] tls: {host} is another machine, so the connection must be encrypted; switch tls on."]
        )


def verified_tls(what: str, ca_file: str | None) -> ssl.SSLContext:
    """A context that checks certificate and host name, against ``ca_file`` alone or the system's CAs.

    Since 3.13 Python refuses certificates that leave out what RFC 5280 asks of public authorities. One that
    a school made for itself and named in ``ca_file`` often does, and has to do after an upgrade, too.
    """
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise Misconfigured(
            [f"[{what}] ca_file: {ca_file} cannot be read as certificates in PEM form ({error.strerror})."]
        ) from error
    if ca_file is not None:
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def tune(sock: socket.socket) -> None:
    """Send at once (Nagle costs up to 40 ms a command) and notice a dead peer within two minutes."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, option):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


def hurry(sock: socket.socket) -> None:
    """Acknowledge at once what comes next, where several answers are due.

    A server that holds back its second answer until the first is acknowledged costs 40 ms each otherwise.
    """
    if hasattr(socket, "TCP_QUICKACK"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


def refused_certificate(what: str, where: str, error: ssl.SSLCertVerificationError) -> Misconfigured:
    """What to do about a certificate that does not stand up: never to go on without it."""
    advice = _ADVICE.get(error.verify_code, _OTHER_NAME if error.verify_code in _NAMES else _UNKNOWN_CA)
    problem = f"[{what}] {where} shows a certificate that is not accepted ({error.verify_message}): {advice}"
    return Misconfigured([problem])


_ADVICE = {
    9: "it is not valid yet. Check this machine's clock; if it is right, ask whoever runs the mail server.",
    10: "it has ended. Ask whoever runs the mail server to renew it, and check this machine's clock.",
}
"""By OpenSSL's numbers for what is wrong (X509_V_ERR)."""
_NAMES = (62, 64)
_OTHER_NAME = "it is made out to another name. Set host to the name that the mail server goes by."
_UNKNOWN_CA = "check host, or name your own authority's certificate in ca_file."


def certificate_ends(sock: object) -> datetime | None:
    """When the certificate at the other end of a connection ends; None without TLS."""
    if not isinstance(sock, ssl.SSLSocket):
        return None
    ends = ssl.cert_time_to_seconds(str((sock.getpeercert() or {})["notAfter"]))
    return datetime.fromtimestamp(ends, UTC)


def in_words(error: BaseException) -> str:
    """What happened to a connection, for a person who does not know error numbers."""
    match error:
        case ssl.SSLError():
            return f"TLS cannot be agreed on ({error.reason or error}); is this the port for it?"
        case TimeoutError():
            return "it does not answer"
        case socket.gaierror():
            return "its name cannot be looked up"
        case ConnectionRefusedError():
            return "nothing listens there"
        case ConnectionError():
            return "it broke the connection"
        case OSError(strerror=str(reason)):
            return reason
        case _:
            return one_line(str(error)) or type(error).__name__


def one_line(text: str | bytes) -> str:
    """A server's words as one printable line of at most 300 characters."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    text = text[:1000]
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())[:300]
