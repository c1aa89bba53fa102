"""The people of the demo and what they do by hand: read their mail, write, reply from a phone."""

from __future__ import annotations

import email
import imaplib
import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from email.policy import SMTP, default
from email.utils import format_datetime

INBOX = "reports@northside.example"
TEACHER = "p.sykes@northside.example"
HEAD = "head@northside.example"
PARENT = "kim.dale@families.example"
NAMES = {
    TEACHER: "Priya Sykes",
    HEAD: "Helen Marsh",
    PARENT: "Kim Dale",
    "deputy@northside.example": "Dev Anand",
    "dsl@northside.example": "Dana Osei",
    "chair@governors.northside.example": "Carol Whitfield",
    "it@northside.example": "Ian Toft",
    INBOX: "Headsup",
}
PASSWORD = "demo"  # noqa: S105  servers on loopback that are gone at the end


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the embedded servers listen."""

    imap: int
    smtp: int


def read_mail(who: str, ports: Ports) -> list[EmailMessage]:
    """Return someone's inbox, oldest first, fetched as their mail program would."""
    with imaplib.IMAP4("127.0.0.1", ports.imap) as imap:
        imap.login(who, PASSWORD)
        imap.select("INBOX", readonly=True)
        numbers = imap.search(None, "ALL")[1][0].split()
        found = []
        for number in numbers:
            data = imap.fetch(number.decode(), "(BODY.PEEK[])")[1]
            found.append(email.message_from_bytes(data[0][1], policy=default))  # type: ignore[index,arg-type]
        return found


def send(message: EmailMessage, ports: Ports) -> None:
    """Send as the person in From, who signs in first."""
    sender = message["From"].addresses[0].addr_spec
    with smtplib.SMTP("127.0.0.1", ports.smtp) as smtp:
        smtp.login(sender, PASSWORD)
        smtp.send_message(message)


def forward(picture: bytes, at: datetime) -> EmailMessage:
    """Write the teacher's forward, as Outlook on a phone makes it: a note, a header block, a screenshot."""
    message = _start(TEACHER, INBOX, "Fw: have you seen this?", at)
    message.set_content(
        "Just been sent this by another parent. Kim Dale put it on the Northside parents Facebook group:\n"
        '"Miss Sykes hasn\'t a clue. Useless, the lot of them at Northside."\n'
        "https://www.facebook.com/groups/northsideparents/posts/10161234567890123/\n"
        "\n"
        "Priya\n"
        "\n"
        "Get Outlook for iOS<https://outlook.example/ios>\n"
        "________________________________\n"
        "From: Jo Birch <jo.birch@families.example>\n"
        "Sent: Monday, November 23, 2026 9:40:02 PM\n"
        "To: Priya Sykes <p.sykes@northside.example>\n"
        "Subject: have you seen this?\n"
        "\n"
        "Thought you should know before tomorrow. Sorry x\n"
    )
    message.add_attachment(picture, maintype="image", subtype="png", filename="IMG_4412.PNG")
    return message


def reply(to: Message, who: str, words: str, at: datetime) -> EmailMessage:
    """Reply from a phone: the words on top, the whole mail quoted below."""
    message = _start(who, INBOX, f"Re: {to['Subject']}", at)
    message["In-Reply-To"] = to["Message-ID"]
    message["References"] = f"{to.get('References', '')} {to['Message-ID']}".strip()
    body = to.get_body(("plain",))  # type: ignore[attr-defined]
    quoted = "\n".join(f"> {line}".rstrip() for line in body.get_content().splitlines())
    message.set_content(
        f"{words}\n\nSent from my iPhone\n\n"
        f"> On {at.day} {at:%b %Y}, at 08:12, Headsup <{INBOX}> wrote:\n>\n{quoted}\n"
    )
    return message


def _start(who: str, to: str, subject: str, at: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{NAMES[who]} <{who}>"
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{at:%Y%m%d%H%M%S}.{who.split('@')[0]}@northside.example>"
    return message
