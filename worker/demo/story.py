"""The guided story: a report from a forwarded post to a closed case, on real mail over real sockets.

Everything Headsup does here is done by the same service that ``headsup run`` starts; only the mail
servers, the people and the clock are the demo's own.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path

from worker.demo import people
from worker.demo.people import HEAD, INBOX, PARENT, PASSWORD, TEACHER, Ports
from worker.demo.servers import AUTHSERV_ID, MailServers
from worker.demo.telling import StoryClock, Teller
from worker.errors import Misconfigured
from worker.outside.setup.config import Settings, load
from worker.service import Service

IMAP_PORT, SMTP_PORT = 11143, 11025

_OPENING = (
    "Headsup runs a school's policy on what parents post about it, entirely by email. Staff forward a post "
    "to one address; the head decides by replying. Here is one case from beginning to end. The mail is real, "
    "on two mail servers that run only for this story; the people are invented, and time is moved on by hand."
)


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
        self._teller.begins(_OPENING)
        self._report(service)
        self._edit(service)
        self._approve(service)
        self._silence(service)
        self._close(service)

    def _report(self, service: Service) -> None:
        tell, now = self._teller, self._now
        tell.scene(now(), "A teacher forwards a post she was sent, with a screenshot")
        picture = files("worker.demo").joinpath("screenshot.png").read_bytes()
        mail = people.forward(picture, now())
        self._send(mail)
        tell.shows(mail, lines=4)
        service.once()
        tell.scene(now(), "Within a minute she has a case number, and what to do and not to do")
        tell.shows(self._new_mail(TEACHER), lines=7)
        tell.scene(now(), "The head gets a draft. Nothing goes out without her yes")
        tell.says("The policy's first step is a talk. Headsup never guesses who a parent is: it asks her.")
        tell.shows(self._peek(HEAD), begin="THE DRAFT", lines=9)

    def _edit(self, service: Service) -> None:
        tell = self._teller
        self._at(8, 12)
        tell.scene(self._now(), "From her phone, the head names the parent and changes a word")
        self._reply(self._new_mail(HEAD), f"To {PARENT}\nChange 3.30pm to 4.15pm")
        service.once()
        tell.says("Whatever she changes comes back in full, as version 2, which needs its own yes.")
        tell.shows(self._peek(HEAD), begin="Here is version", lines=7)

    def _approve(self, service: Service) -> None:
        self._at(8, 20)
        self._teller.scene(self._now(), "She approves version 2")
        self._reply(self._new_mail(HEAD), "Approve")
        service.once()
        self._teller.shows(self._new_mail(HEAD), lines=3)
        self._teller.says(
            "For ten minutes STOP would take it back. Then the letter goes, as she approved it:"
        )
        self._at(8, 31)
        service.once()
        self._teller.shows(self._new_mail(PARENT), lines=6)

    def _silence(self, service: Service) -> None:
        tell = self._teller
        for day in (25, 26, 27):
            self._now.move_to(datetime(2026, 11, day, 7, 16, tzinfo=UTC))
            service.once()
            self._new_mail(HEAD)  # that morning's digest
        self._now.move_to(datetime(2026, 11, 27, 16, 1, tzinfo=UTC))
        tell.scene(self._now(), "Three school days pass and no answer comes: Headsup reminds the head")
        service.once()
        self._reminder = self._new_mail(HEAD)
        tell.shows(self._reminder, lines=3)
        self._now.move_to(datetime(2026, 11, 30, 7, 16, tzinfo=UTC))
        tell.scene(self._now(), "Every school morning there is a digest, even when there is nothing to do")
        service.once()
        tell.shows(self._new_mail(HEAD), lines=9)

    def _close(self, service: Service) -> None:
        self._now.move_to(datetime(2026, 11, 30, 8, 40, tzinfo=UTC))
        self._teller.scene(self._now(), "Head and parent have spoken at the gate. The head closes the case")
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
        service = Service(_settings(folder, ports), now)
        try:
            Story(folder, ports, teller, now).play(service)
            _farewell(teller, folder, fast=fast, stay=stay)
            if stay:
                now.let_go()
                _invite(teller, ports)
                service.run()
        finally:
            service.close()


def _settings(folder: Path, ports: Ports) -> Settings:
    config = folder / "config.toml"
    text = files("worker.demo").joinpath("settings.toml").read_text(encoding="utf-8")
    for name, value in (("IMAP_PORT", ports.imap), ("SMTP_PORT", ports.smtp), ("AUTHSERV_ID", AUTHSERV_ID)):
        text = text.replace(name, str(value))
    config.write_text(text, encoding="utf-8")
    return load(config, {"HEADSUP_IMAP_PASSWORD": PASSWORD, "HEADSUP_SMTP_PASSWORD": PASSWORD})


def _farewell(teller: Teller, folder: Path, *, fast: bool, stay: bool) -> None:
    case = folder / "data" / "cases" / "2026-0001"
    lines = [
        f"Every mail of this story:   {folder / 'mails'}",
        f"The case, with its history: {case}",
        f"Look at it:                 {_program()} case show 2026-0001 --config {folder / 'config.toml'}",
        f"Check the evidence:         cd {case / 'evidence'} && sha256sum -c MANIFEST.sha256",
    ]
    if not stay and not fast:
        lines += ["", f"To play staff and head yourself, in any mail program: {_program()} demo --stay"]
    teller.ends([*lines, "", "Case HU-2026-0001 is closed. That was the whole story."])


def _program() -> str:
    """How this program was called, so that a line of ours can be pasted."""
    return sys.argv[0] if Path(sys.argv[0]).name == "headsup" else "headsup"


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
