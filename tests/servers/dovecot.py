"""A private Dovecot on loopback: its own configuration, folders, users and throw-away CA."""

from __future__ import annotations

import contextlib
import grp
import itertools
import os
import pwd
import random
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Self

from tests.servers.dovecotconf import configuration, introspection

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
HOST = "127.0.0.1"

# The kernel hands out higher ones, to listeners at port 0 and to whoever connects: none of these is
# taken by chance between the choice of a port and the server's start. Two processes begin apart.
_PORTS = itertools.cycle(range(15_000, 32_000))
_BEGIN = random.SystemRandom().randrange(17_000)
next(itertools.islice(_PORTS, _BEGIN, None))


def free_port() -> int:
    """A port nobody listens on just now, another one at every call.

    :raises RuntimeError: every port is taken.
    """
    for port in itertools.islice(_PORTS, 17_000):
        try:
            socket.create_server((HOST, port)).close()
        except OSError:
            continue
        return port
    raise RuntimeError(f"no free port on {HOST}")


class Dovecot:
    """Up from ``with`` to its end. ``users`` maps local parts to passwords; LMTP takes any domain.

    ``stop`` and ``start`` keep mail and ports. With an ``introspection_port`` it takes OAuth2 tokens
    too, by ``mechanisms``, and asks there whose they are.
    """

    def __init__(
        self,
        users: dict[str, str],
        *,
        tls: bool = False,
        separator: str = "/",
        prefix: str = "",
        introspection_port: int = 0,
        mechanisms: str = "xoauth2 oauthbearer",
    ) -> None:
        self.introspection_port, self.mechanisms = introspection_port, mechanisms
        self.users = users
        self.tls = tls
        self.separator, self.prefix = separator, prefix
        self.port, self.tls_port, self.lmtp_port = free_port(), free_port() if tls else 0, free_port()
        self._names = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        # A short path of its own: sockets need one, and Dovecot's users must be able to enter it.
        self.dir = Path(tempfile.mkdtemp(prefix="dovecot-", dir="/tmp"))
        self.dir.chmod(0o755)
        self._owner = pwd.getpwnam("mail" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name)
        self.ca_file = str(self.dir / "ca.pem")
        if self.tls:
            make_certificates(self.dir)
        (self.dir / "passwd").write_text("".join(f"{u}:{{PLAIN}}{p}\n" for u, p in self.users.items()))
        for user in self.users:
            for sub in ("tmp", "new", "cur"):
                (self.dir / "mail" / user / sub).mkdir(parents=True)
        self._give_away(self.dir / "mail")
        (self.dir / "oauth2.conf.ext").write_text(introspection(self.introspection_port))
        (self.dir / "dovecot.conf").write_text(self._conf())
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()
        shutil.rmtree(self.dir, ignore_errors=True)

    def start(self) -> None:
        """Start, and wait until it greets."""
        assert DOVECOT is not None, "dovecot is not installed"
        self._process = subprocess.Popen(
            [DOVECOT, "-F", "-c", str(self.dir / "dovecot.conf")], start_new_session=True
        )
        await_greeting(self.port, b"* OK", self._process)

    def stop(self) -> None:
        """Kill it with all its processes: asked politely it takes seconds, and keeps connections open."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):  # it may have ended by itself
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(20)
            self._process = None

    def deliver(self, user: str, raw: bytes) -> None:
        """Put a mail into a user's inbox byte by byte, as an MDA does: complete, then renamed."""
        name = f"{next(self._names)}.{os.getpid()}.test"
        box = self.dir / "mail" / user
        (box / "tmp" / name).write_bytes(raw)
        self._give_away(box / "tmp" / name)
        (box / "tmp" / name).rename(box / "new" / name)

    def deliver_lmtp(self, user: str, raw: bytes, sender: str = "someone@elsewhere.example") -> None:
        """Deliver over LMTP (RFC 2033), as a relay does."""
        with smtplib.LMTP(HOST, self.lmtp_port) as lmtp:
            lmtp.sendmail(sender, [user], raw)

    def mails(self, user: str, folder: str = "") -> list[bytes]:
        """The files of a folder (its Maildir++ name, as ``.Headsup.Filed``), in order of delivery."""
        box = self.dir / "mail" / user / folder
        files = [f for sub in ("cur", "new") if (box / sub).is_dir() for f in (box / sub).iterdir()]
        return [f.read_bytes() for f in sorted(files, key=lambda f: f.stat().st_mtime_ns)]

    def _give_away(self, path: Path) -> None:
        if os.getuid() == 0:
            for p in (path, *path.rglob("*")):
                os.chown(p, self._owner.pw_uid, self._owner.pw_gid)

    def _conf(self) -> str:
        conf = configuration(
            find_version(),
            folder=self.dir,
            uid=self._owner.pw_uid,
            gid=self._owner.pw_gid,
            imap_port=self.port,
            imaps_port=self.tls_port,
            lmtp_port=self.lmtp_port,
            separator=self.separator,
            prefix=self.prefix,
            mechanisms=f"plain login {self.mechanisms if self.introspection_port else ''}",
            introspection_port=self.introspection_port,
            plain="" if os.getuid() == 0 else "chroot =",
            tls=self.tls,
        )
        if os.getuid() == 0:
            return conf
        me, us = self._owner.pw_name, grp.getgrgid(os.getgid()).gr_name
        names = f"default_login_user = {me}\ndefault_internal_user = {me}\ndefault_internal_group = {us}\n"
        return conf + names


@cache
def find_version() -> str:
    """The version of the Dovecot installed, as it says it ("2.3.19.1 (9b53102964)")."""
    assert DOVECOT is not None, "dovecot is not installed"
    return subprocess.run([DOVECOT, "--version"], check=True, capture_output=True, text=True).stdout


def await_greeting(
    port: int, greeting: bytes, process: subprocess.Popen[bytes] | None, seconds: float = 20
) -> None:
    """Wait until a server greets on a loopback port; fail at once if its process has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process is not None and process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with socket.create_connection((HOST, port), 1) as sock:
                if sock.recv(100).startswith(greeting):
                    return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"no greeting on port {port}")


def make_certificates(folder: Path) -> None:
    """A throw-away CA (``ca.pem``) and a certificate of its own for localhost and 127.0.0.1."""

    def openssl(*args: str) -> None:
        subprocess.run(["openssl", *args], cwd=folder, check=True, capture_output=True)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test CA")
    openssl("req", *key, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl(
        *("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"),
        *("-out", "server.pem", "-days", "2", "-extfile", "names"),
    )
