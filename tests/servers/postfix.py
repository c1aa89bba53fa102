"""A private Postfix on loopback: takes mail after login, delivers to Dovecot, relays the rest to a sink."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Self

from tests.servers.dovecot import Dovecot, await_greeting, free_port

POSTFIX = shutil.which("postfix", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

_MAIN = """
compatibility_level = 3.6
config_directory = {dir}/etc
queue_directory = {dir}/queue
data_directory = {dir}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = {dir}/postfix.log
maillog_file_prefixes = {dir}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.northside.example
mydestination =
mynetworks =
virtual_mailbox_domains = {domain}
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:{lmtp_port}
relayhost = [127.0.0.1]:{sink_port}
smtp_dns_support_level = disabled
alias_maps =
alias_database =
message_size_limit = {max_bytes}
mailbox_size_limit = 0
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access inline:{{{refused}}}, permit_sasl_authenticated, reject
smtpd_tls_security_level = {tls}
smtpd_tls_chain_files = {chain}
header_checks = regexp:{dir}/etc/header_checks
smtpd_delay_reject = yes
smtpd_error_sleep_time = 0
"""

_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """Up from ``with`` to its end; root only. Logins are Dovecot's, which must be up already.

    Mail for ``domain`` goes to Dovecot's users by LMTP, all other mail to an SMTP server on
    ``sink_port``. Recipients in ``refused`` get 550. If Dovecot has TLS, STARTTLS is offered
    under the same certificate.
    """

    def __init__(
        self,
        dovecot: Dovecot,
        sink_port: int,
        *,
        domain: str = "northside.example",
        refused: tuple[str, ...] = (),
        max_bytes: int = 26_214_400,
    ) -> None:
        self.dovecot = dovecot
        self.sink_port = sink_port
        self.domain = domain
        self.refused = refused
        self.max_bytes = max_bytes
        self.port = free_port()

    def __enter__(self) -> Self:
        self.dir = Path(tempfile.mkdtemp(prefix="postfix-", dir="/tmp"))
        self.dir.chmod(0o755)
        for sub in ("etc", "queue", "data"):
            (self.dir / sub).mkdir()
        shutil.chown(self.dir / "data", "postfix")
        chain = ""
        if self.dovecot.tls:
            (self.dir / "etc/chain.pem").write_text(
                (self.dovecot.dir / "server.key").read_text() + (self.dovecot.dir / "server.pem").read_text()
            )
            chain = f"{self.dir}/etc/chain.pem"
        refused = ", ".join(f"{{ {address} = 550 5.1.1 No such person }}" for address in self.refused)
        main = _MAIN.format(
            dir=self.dir,
            domain=self.domain,
            lmtp_port=self.dovecot.lmtp_port,
            sink_port=self.sink_port,
            max_bytes=self.max_bytes,
            auth=f"{self.dovecot.dir}/run/auth-client",
            refused=refused or "{ nobody@invalid.test = 550 No }",
            tls="may" if self.dovecot.tls else "none",
            chain=chain,
        )
        (self.dir / "etc/main.cf").write_text(main)
        (self.dir / "etc/master.cf").write_text(_MASTER.format(port=self.port))
        self.trust(None)
        try:
            self._postfix("start")
            await_greeting(self.port, b"220", None)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):  # it never started
            self._postfix("stop")
        shutil.rmtree(self.dir, ignore_errors=True)

    def trust(self, results: str | None) -> None:
        """Put ``results`` as Authentication-Results on top of every mail (a stand-in for a DMARC filter)."""
        rule = f"/^From:/ PREPEND Authentication-Results: {results}\n" if results else ""
        (self.dir / "etc/header_checks").write_text(rule)

    def log(self) -> str:
        """What Postfix says it did."""
        return (self.dir / "postfix.log").read_text()

    def _postfix(self, command: str) -> None:
        assert POSTFIX is not None, "postfix is not installed"
        subprocess.run([POSTFIX, "-c", str(self.dir / "etc"), command], check=True, capture_output=True)
