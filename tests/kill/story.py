"""The short story, stage by stage: what people send at each, on what they see, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from zlib import crc32

from tests.kill.town import PARENT
from tests.servers.school import HEAD, INBOX

LINK = "https://www.facebook.com/groups/northsideparents/posts/10161234567890{:03d}/"
WORDS = 'Kim Dale put this on Facebook:\n"Useless, the lot of them at Northside ({})."\n{}\n'
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 16
Sent = Callable[[list[EmailMessage]], list[bytes]]
"""What people send, once the head has these mails."""


@dataclass(frozen=True)
class Stage:
    """A pass of the worker: how many minutes after the beginning, and what waits for it."""

    name: str
    minutes: float
    sent: Sent


def mail(sender: str, subject: str, text: str, *, name: str = "", picture: bytes = b"") -> EmailMessage:
    """A mail to the reporting inbox. Its Message-ID follows from what is in it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = INBOX
    message["Subject"] = subject
    message["Date"] = "Tue, 24 Nov 2026 08:59:00 +0000"
    message["Message-ID"] = f"<{crc32((sender + subject + text + name).encode())}@northside.example>"
    message.set_content(text)
    if picture:
        message.add_attachment(picture, maintype="image", subtype="png", filename=f"{name or 'a'}.png")
    return message


def report(number: int, sender: str = "teacher@northside.example", name: str = "a") -> bytes:
    """A forward about a post; the same number, the same post."""
    text = WORDS.format(number, LINK.format(number))
    return mail(
        sender, f"Fw: look {number}", text, name=name, picture=PICTURE + f"{number}{name}".encode()
    ).as_bytes()


def reply(to: EmailMessage, words: str) -> bytes:
    """The head's answer to a mail of ours."""
    body = to.get_body(("plain",))
    assert body is not None
    quoted = "\n".join(f"> {line}".rstrip() for line in body.get_content().splitlines())
    message = mail(HEAD, f"Re: {to['Subject']}", f"{words}\n\n> On 24 Nov, Headsup wrote:\n{quoted}\n")
    message["In-Reply-To"] = message["References"] = to["Message-ID"]
    return message.as_bytes()


def _latest(mails: list[EmailMessage], subject: str) -> EmailMessage:
    return next(mail for mail in reversed(mails) if subject in str(mail["Subject"]))


def _all_sorts(_: list[EmailMessage]) -> list[bytes]:
    office = "office@northside.example"
    danger = "Please look: a naked picture of a Year 6 girl is being passed round, I attach it."
    return [
        report(1),
        report(1, office, "b"),
        report(2, name="c"),
        mail("stranger@elsewhere.example", "Hello", "Who is the head of this school?").as_bytes(),
        mail(office, "Fw: this", danger, name="d", picture=PICTURE).as_bytes(),
        mail(HEAD, "Automatic reply: out of office", "I am away until Monday.").as_bytes(),
        report(1, office, "e"),
    ]


STORY = (
    Stage("a report", 0, lambda _: [report(1)]),
    Stage("whom to write to", 5, lambda has: [reply(_latest(has, "For decision"), f"To {PARENT}")]),
    Stage("approved", 10, lambda has: [reply(_latest(has, "(version 2)"), "Approve")]),
    Stage("the letter goes", 12, lambda _: []),
    Stage("the digest", 24 * 60, lambda _: []),
    Stage("closed", 24 * 60 + 5, lambda has: [reply(_latest(has, "Approved"), "Close, we have spoken")]),
)
DOUBTED = (
    Stage("the digest", 24 * 60, lambda _: []),
    Stage("closed", 24 * 60 + 5, lambda has: [reply(_latest(has, "Headsup for"), "1 close, we have spoken")]),
)
"""How the story goes on where nobody knows whether the letter went."""
BATCH = (Stage("all sorts at once", 0, _all_sorts), Stage("the digest", 24 * 60, lambda _: []))
