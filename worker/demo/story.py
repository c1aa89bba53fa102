"""The guided story: a report from a forwarded post to a closed case, on real mail over real sockets.

Everything Headsup does here is done by the same service that ``headsup run`` starts; only the mail
servers, the people and the clock are the demo's own.
"""

from __future__ import annotations

import os
import sys
import tempfile
import textwrap
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path

from worker.clock import clock
from worker.demo import people
from worker.demo.people import HEAD, INBOX, PARENT, PASSWORD, TEACHER, Ports
from worker.demo.servers import AUTHSERV_ID, MailServers
from worker.errors import Misconfigured
from worker.outside.config import Settings, load
from worker.service import Service

BEGINS_AT = datetime(2026, 11, 24, 8, 4, tzinfo=UTC)
SECONDS_A_STEP = 4.0
IMAP_PORT, SMTP_PORT = 11143, 11025

_CONFIG = """\
# The settings of the demo. A real school starts from the commented config.toml instead.
[school]
name = "Northside Primary School"
address = "Northside Lane"
phone = "01632 960123"
complaints = "on the school website under Policies, or on paper from the school office"

[people]
inbox = "reports@northside.example"
staff_domains = ["northside.example"]
head = {{ name = "Helen Marsh", email = "head@northside.example" }}
chair = {{ name = "Carol Whitfield", email = "chair@governors.northside.example" }}
dsl = {{ name = "Dana Osei", email = "dsl@northside.example" }}
admin = {{ name = "Ian Toft", email = "it@northside.example" }}

[[people.deputies]]
name = "Dev Anand"
email = "deputy@northside.example"

[calendar]
terms = [{{ first = 2026-11-02, last = 2026-12-18 }}, {{ first = 2027-01-04, last = 2027-03-25 }}]

[procedure]
undo_minutes = {undo}

[imap]
host = "127.0.0.1"
port = {imap}
tls = false
user = "reports@northside.example"
authserv_id = "{authserv_id}"

[smtp]
host = "127.0.0.1"
port = {smtp}
tls = "none"
user = "reports@northside.example"
sender_name = "Headsup"

[storage]
data = "data"
"""


class StoryClock:
    """The story's own time: it stands still until it is told to move, and runs on once let go."""

    def __init__(self) -> None:
        self._at = BEGINS_AT
        self._let_go_at: datetime | None = None

    def __call__(self) -> datetime:
        """Return the story's present instant."""
        return self._at + (clock() - self._let_go_at if self._let_go_at else timedelta())

    def move_to(self, at: datetime) -> None:
        """Let time pass at once."""
        self._at = at

    def let_go(self) -> None:
        """Run on with the real seconds."""
        self._let_go_at = clock()


class Teller:
    """Tells the story on the terminal: who does what, with the lines of the mails that matter."""

    def __init__(self, *, fast: bool) -> None:
        self._pause = 0.0 if fast else SECONDS_A_STEP
        self._colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self._step = 0

    def scene(self, at: datetime, what: str) -> None:
        """Begin a step of the story."""
        self._step += 1
        print()
        self._print(f"{self._step}. {at:%A %H:%M}  {what}", bold=True)

    def says(self, text: str) -> None:
        """Explain in a sentence or two."""
        print(textwrap.fill(text, 88, initial_indent="   ", subsequent_indent="   "))

    def shows(self, mail: EmailMessage, begin: str = "", lines: int = 6) -> None:
        """Show a mail: from, to, subject and some lines of its text."""
        body = mail.get_body(("plain",))
        text = body.get_content() if body else ""
        shown = text[max(text.find(begin), 0) :].strip().splitlines() if begin else text.splitlines()
        head = [f"From: {mail['From']}", f"To: {mail['To']}", f"Subject: {mail['Subject']}", ""]
        for line in [*head, *_without_gaps(shown)[:lines]]:
            print("   │ " + textwrap.shorten(line, 92, placeholder=" …") if line else "   │")
        time.sleep(self._pause)

    def ends(self, lines: list[str]) -> None:
        """End the story."""
        print()
        for line in lines:
            print(line)

    def _print(self, text: str, *, bold: bool) -> None:
        print(f"\033[1m{text}\033[0m" if bold and self._colour else text, flush=True)


def _without_gaps(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


class Story:
    """The story, step by step. Each step is real mail, then one pass of the service."""

    def __init__(self, folder: Path, ports: Ports, teller: Teller, now: StoryClock) -> None:
        self._folder = folder
        self._ports = ports
        self._teller = teller
        self._now = now
        self._seen: dict[str, int] = {}
        self._kept = 0

    def play(self, service: Service) -> None:
        """Play it all, from the forward to the closed case."""
        self._report(service)
        self._edit(service)
        self._approve(service)
        self._silence(service)
        self._close(service)

    def _report(self, service: Service) -> None:
        tell, now = self._teller, self._now
        tell.scene(now(), "A teacher forwards what she was sent, with a screenshot")
        picture = files("worker.demo").joinpath("screenshot.png").read_bytes()
        mail = people.forward(picture, now())
        self._send(mail)
        tell.shows(mail, lines=3)
        service.once()
        tell.scene(now(), "Within a minute she has a case number, and what to do and not to do")
        tell.shows(self._new_mail(TEACHER), lines=5)
        tell.scene(now(), "The head gets a draft. Nothing goes out without her yes")
        tell.says("Headsup does not know who this parent is, and never guesses: it asks for the address.")
        tell.shows(self._peek(HEAD), begin="THE DRAFT", lines=7)

    def _edit(self, service: Service) -> None:
        draft = self._new_mail(HEAD)
        self._at(8, 12)
        self._teller.scene(self._now(), "From her phone she names the parent and changes a word")
        self._reply(draft, f"To {PARENT}\nChange 3.30pm to 4.15pm")
        service.once()
        self._teller.says("The change comes back in full as version 2, which needs its own yes:")
        self._teller.shows(self._peek(HEAD), lines=4)

    def _approve(self, service: Service) -> None:
        draft = self._new_mail(HEAD)
        self._at(8, 20)
        self._teller.scene(self._now(), "She replies: Approve")
        self._reply(draft, "Approve")
        service.once()
        self._teller.shows(self._new_mail(HEAD), lines=3)
        self._teller.says("For ten minutes STOP would cancel it. She does not, and the letter goes:")
        self._at(8, 31)
        service.once()
        self._teller.shows(self._new_mail(PARENT), lines=5)

    def _silence(self, service: Service) -> None:
        tell = self._teller
        for day in (25, 26, 27):
            self._now.move_to(datetime(2026, 11, day, 7, 16, tzinfo=UTC))
            service.once()
            self._new_mail(HEAD)  # that morning's digest
        self._now.move_to(datetime(2026, 11, 27, 16, 1, tzinfo=UTC))
        tell.scene(self._now(), "Three school days pass without an answer: a reminder")
        service.once()
        self._reminder = self._new_mail(HEAD)
        tell.shows(self._reminder, lines=3)
        self._now.move_to(datetime(2026, 11, 30, 7, 16, tzinfo=UTC))
        tell.scene(self._now(), "Every school morning at 7:15: the digest")
        service.once()
        tell.shows(self._new_mail(HEAD), lines=12)

    def _close(self, service: Service) -> None:
        self._now.move_to(datetime(2026, 11, 30, 8, 40, tzinfo=UTC))
        self._teller.scene(self._now(), "They have spoken at the gate. The head closes the case")
        self._reply(self._reminder, "Close, we have spoken and she has taken it down")
        service.once()
        self._teller.shows(self._new_mail(HEAD), lines=4)

    # ── mail by hand ───────────────────────────────────────────────────────────────────────

    def _at(self, hour: int, minute: int) -> None:
        self._now.move_to(self._now().replace(hour=hour, minute=minute))

    def _send(self, mail: EmailMessage) -> None:
        people.send(mail, self._ports)
        self._keep(mail)

    def _reply(self, to: EmailMessage, words: str) -> None:
        for line in words.splitlines():
            self._teller.says(f"» {line}")
        self._send(people.reply(to, HEAD, words, self._now()))

    def _peek(self, who: str) -> EmailMessage:
        """The next unread mail of someone; it stays unread."""
        return people.read_mail(who, self._ports)[self._seen.get(who, 0)]

    def _new_mail(self, who: str) -> EmailMessage:
        mail = self._peek(who)
        self._seen[who] = self._seen.get(who, 0) + 1
        self._keep(mail)
        return mail

    def _keep(self, mail: EmailMessage) -> None:
        self._kept += 1
        who = mail["To"].addresses[0].username.replace(".", "-")
        path = self._folder / "mails" / f"{self._kept:02d}-to-{who}.eml"
        path.write_bytes(mail.as_bytes())


def play(folder: Path | None, *, fast: bool, stay: bool) -> None:
    """Play the story and leave its mails and its case in ``folder``; with ``stay``, go on for real."""
    folder = folder or Path(tempfile.mkdtemp(prefix="headsup-demo-"))
    if (folder / "data").exists():
        raise Misconfigured([f"{folder} holds an earlier demo. Name a new folder, or remove that one."])
    (folder / "mails").mkdir(parents=True, exist_ok=True)
    teller, now = Teller(fast=fast), StoryClock()
    accounts = dict.fromkeys(people.NAMES, PASSWORD)
    fixed = {"imap_port": IMAP_PORT, "smtp_port": SMTP_PORT} if stay else {}
    with MailServers(accounts, now, **fixed) as servers:
        ports = Ports(servers.imap_port, servers.smtp_port)
        service = Service(_settings(folder, ports, undo=10), now)
        try:
            Story(folder, ports, teller, now).play(service)
            _farewell(teller, folder, fast=fast, stay=stay)
            if stay:
                now.let_go()
                _invite(teller, ports)
                service.run()
        finally:
            service.close()


def _settings(folder: Path, ports: Ports, undo: int) -> Settings:
    config = folder / "config.toml"
    config.write_text(_CONFIG.format(imap=ports.imap, smtp=ports.smtp, authserv_id=AUTHSERV_ID, undo=undo))
    return load(config, {"HEADSUP_IMAP_PASSWORD": PASSWORD, "HEADSUP_SMTP_PASSWORD": PASSWORD})


def _farewell(teller: Teller, folder: Path, *, fast: bool, stay: bool) -> None:
    case = folder / "data" / "cases" / "2026-0001"
    lines = [
        f"Every mail of this story:   {folder / 'mails'}",
        f"The case, with its history: {case}",
        f"Look at it:                 headsup case show 2026-0001 --config {folder / 'config.toml'}",
        f"Check the evidence:         cd {case / 'evidence'} && sha256sum -c MANIFEST.sha256",
    ]
    if not stay and not fast:
        lines += ["", "To play staff and head yourself, in any mail program: headsup demo --stay"]
    teller.ends([*lines, "", "Case HU-2026-0001 is closed. That was the whole story."])


def _invite(teller: Teller, ports: Ports) -> None:
    teller.ends(
        [
            "The servers stay up. Settings for any mail program (no encryption, this machine only):",
            f"  IMAP  127.0.0.1 port {ports.imap}     SMTP  127.0.0.1 port {ports.smtp}, with sign-in",
            f"  staff {TEACHER}   head {HEAD}   parent {PARENT}",
            f"  also  {', '.join(sorted(set(people.NAMES) - {TEACHER, HEAD, PARENT, INBOX}))}",
            f"  every password: {PASSWORD}",
            "",
            f"Write to {INBOX} as staff about a post, then read and answer the mails as the head.",
            "It is Monday 30 November 2026 here. Ctrl-C ends it.",
        ]
    )
