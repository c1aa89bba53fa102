"""A whole school on real servers: Dovecot, Postfix, a sink for the outside, people, and the worker.

The worker is a process of its own on its own clock, so that it can be killed at any moment and the
story does not depend on the day it is played.
"""

from __future__ import annotations

import imaplib
import os
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path
from typing import Self

from tests.servers.dovecot import Dovecot
from tests.servers.faults import FaultySmtp
from tests.servers.postfix import Postfix
from worker.clock import clock

INBOX = "reports@northside.example"
HEAD = "head@northside.example"
TEACHER = "teacher@northside.example"
IT = "it@northside.example"
PARENT = "kim.dale@families.example"
WORD = "word"
USERS = dict.fromkeys(("reports", "head", "teacher", "dsl", "it", "deputy"), WORD)
BEGINS_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent

CONFIG = """\
[school]
name = "Northside Primary School"
address = "Northside Lane"
phone = "01632 960123"
complaints = "from the school office"

[people]
inbox = "reports@northside.example"
staff_domains = ["northside.example"]
head = {{ name = "Helen Marsh", email = "head@northside.example" }}
chair = {{ name = "Carol Whitfield", email = "chair@governors.example" }}
dsl = {{ name = "Dana Osei", email = "dsl@northside.example" }}
admin = {{ name = "Ian Toft", email = "it@northside.example" }}

[calendar]
terms = [{{ first = 2026-11-02, last = 2026-12-18 }}]

[procedure]
undo_minutes = 1

[limits]
per_hour = 1000
per_recipient_hour = 1000

[imap]
host = "127.0.0.1"
port = {imap}
user = "reports"
tls = false
authserv_id = "mx.northside.example"

[smtp]
host = "127.0.0.1"
port = {smtp}
user = "reports"
tls = "none"

[storage]
data = "data"
"""

_WORKER = """\
import os, sys, threading, time
from datetime import timedelta
from pathlib import Path
from worker.clock import clock
from worker.cli import main
from worker.outside.setup.config import load
from worker.service import Service
from tests.servers.school import BEGINS_AT

began, speed = float(sys.argv[2]), float(sys.argv[3])
service = Service(
    load(Path(sys.argv[1]), os.environ),
    lambda: BEGINS_AT + timedelta(seconds=(clock().timestamp() - began) * speed),
)
def wake():
    while True:
        time.sleep(0.1)
        service.wake()
if speed != 1:
    threading.Thread(target=wake, daemon=True).start()
service.run()
"""


class School:
    """Up from ``with`` to its end. ``speed`` is how many of the worker's seconds pass in a real one.

    Without ``relay`` the worker hands its mail straight to the sink, past Postfix.
    """

    def __init__(self, folder: Path, *, speed: float = 60.0, relay: bool = True) -> None:
        self.folder = folder
        self._relay = relay
        self._speed = speed
        self._began = clock().timestamp()
        self.worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.dovecot = Dovecot(USERS).__enter__()
        self.sink = FaultySmtp({}).__enter__()
        self.postfix = Postfix(self.dovecot, self.sink.port).__enter__()
        self.postfix.trust("mx.northside.example; dmarc=pass header.from=northside.example")
        config = CONFIG.format(imap=self.dovecot.port, smtp=self.postfix.port)
        if not self._relay:
            config = config.replace(
                f'port = {self.postfix.port}\nuser = "reports"', f"port = {self.sink.port}"
            )
        (self.folder / "config.toml").write_text(config)
        self._log = (self.folder / "worker.log").open("ab")
        return self

    def __exit__(self, *exc: object) -> None:
        self.kill()
        self._log.close()
        self.postfix.__exit__()
        self.sink.__exit__()
        self.dovecot.__exit__()

    def start(self) -> None:
        """Start the worker (``headsup run``, with a clock of its own)."""
        environ = {**os.environ, "HEADSUP_IMAP_PASSWORD": WORD, "HEADSUP_SMTP_PASSWORD": WORD}
        command = [sys.executable, "-c", _WORKER, str(self.folder / "config.toml")]
        command += [str(self._began), str(self._speed)]
        self.worker = subprocess.Popen(command, env=environ, cwd=ROOT, stderr=self._log)

    def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is said."""
        if self.worker is not None:
            self.worker.kill()
            self.worker.wait(20)
            self.worker = None

    def headsup(self, *arguments: str) -> str:
        """Run a command beside the worker, as IT does; what it says."""
        command = [sys.executable, "-m", "worker.cli", *arguments]
        command += ["--config", str(self.folder / "config.toml")]
        return subprocess.run(
            command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
        ).stdout

    def move_back(self, folder: str) -> None:
        """Move all that lies in a folder of the reporting mailbox back to its inbox."""
        with imaplib.IMAP4("127.0.0.1", self.dovecot.port) as imap:
            imap.login("reports", WORD)
            imap.select(folder)
            imap.uid("MOVE", "1:*", "INBOX")

    def log(self) -> str:
        """What the worker said."""
        return (self.folder / "worker.log").read_text()

    # ── people ─────────────────────────────────────────────────────────────────────────────

    def mails(self, who: str) -> list[EmailMessage]:
        """What lies in someone's inbox, oldest first."""
        raws = self.dovecot.mails(who.partition("@")[0])
        return [parsed(raw) for raw in raws]

    def letters(self) -> list[EmailMessage]:
        """What left the school."""
        return [parsed(raw) for raw in self.sink.letters]

    def send(self, message: EmailMessage) -> None:
        """Send as the person in From."""
        sender = message["From"].addresses[0].addr_spec
        with smtplib.SMTP("127.0.0.1", self.postfix.port) as smtp:
            smtp.login(sender.partition("@")[0], WORD)
            smtp.send_message(message)

    def report(self, number: int = 1, picture: bytes = b"\x89PNG\r\n\x1a\n picture") -> EmailMessage:
        """A teacher's report about a post of its own."""
        message = _start(TEACHER, f"Post about us {number}", f"report-{number}")
        message.set_content(
            f'Kim Dale put this on Facebook:\n"Useless, the lot of them at Northside ({number})."\n'
            f"https://www.facebook.com/groups/northsideparents/posts/1016123456789{number:04d}/\n"
        )
        message.add_attachment(picture, maintype="image", subtype="png", filename="IMG_1.PNG")
        return message

    def thanks(self, number: int) -> EmailMessage:
        """A teacher's mail that needs nobody."""
        message = _start(TEACHER, f"Thanks {number}", f"thanks-{number}")
        message.set_content(f"Thank you for number {number}.\n")
        return message

    def reply(self, to: EmailMessage, words: str) -> EmailMessage:
        """The head's reply from a phone."""
        message = _start(HEAD, f"Re: {to['Subject']}", f"reply-{abs(hash((to['Message-ID'], words)))}")
        message["In-Reply-To"] = to["Message-ID"]
        message["References"] = to["Message-ID"]
        body = to.get_body(("plain",))
        assert body is not None
        quoted = "\n".join(f"> {line}".rstrip() for line in body.get_content().splitlines())
        message.set_content(
            f"{words}\n\nSent from my iPhone\n\n> On 24 Nov 2026, at 09:02, Headsup wrote:\n{quoted}\n"
        )
        return message


def parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _start(who: str, subject: str, name: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = who
    message["To"] = INBOX
    message["Subject"] = subject
    message["Date"] = "Tue, 24 Nov 2026 09:00:00 +0000"
    message["Message-ID"] = f"<{name}@northside.example>"
    return message


def await_that(holds: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until something holds; fail after ``seconds``."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come to hold in time"
        time.sleep(0.02)
