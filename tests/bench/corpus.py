"""A seeded corpus of reports for the benchmarks: the same mails, byte for byte, on every machine.

Of ten: six with one screenshot of 300 KB, two of 3 KB of text, one forwarded as an attachment with its
screenshot inside, one follow-up in the thread of an earlier report. Thirty senders.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

SENDERS = 30
PICTURE_BYTES = 300_000
TEXT_BYTES = 3_000
_BLOCK = ("picture",) * 6 + ("text",) * 2 + ("attached", "follow-up")
_WORDS = re.split(
    " ",
    "they said the club was cancelled again and nobody told us so we stood in the rain with the little "
    "one for half an hour before somebody came out the office is useless at this school every single week "
    "it is the same story with them and I for one have had enough of it please share",
)


def reports(count: int, inbox: str, domain: str, seed: int = 7) -> Iterator[bytes]:
    """Each mail of the corpus; a shorter corpus is the beginning of a longer one."""
    earlier: list[str] = []
    for n in range(count):
        rng = random.Random(f"{seed}/{n}")
        kind = _BLOCK[(n * 7) % 10] if earlier else "picture"  # 7 and 10 share no factor: a fixed shuffle
        message = _message(n, kind, rng, inbox, domain)
        if kind == "follow-up":
            message["In-Reply-To"] = message["References"] = rng.choice(earlier)
        else:
            earlier.append(str(message["Message-ID"]))
        yield message.as_bytes()


def _message(n: int, kind: str, rng: random.Random, inbox: str, domain: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Teacher {n % SENDERS} <teacher{n % SENDERS}@{domain}>"
    message["To"] = inbox
    message["Subject"] = f"Fw: post about us {n}"
    message["Date"] = "Tue, 24 Nov 2026 08:55:00 +0000"
    message["Message-ID"] = f"<corpus-{n}@{domain}>"
    words = _prose(rng, TEXT_BYTES if kind == "text" else 400)
    link = f"https://www.facebook.com/groups/northsideparents/posts/{rng.randrange(10**15, 10**16)}/"
    message.set_content(f'Kim Dale put this on Facebook:\n"{words}"\n{link}\n')
    if kind == "picture":
        _attach(message, _picture(rng))
    elif kind == "attached":
        inner = _message(n, "text", rng, inbox, domain)
        inner.replace_header("Message-ID", f"<inner-{n}@{domain}>")
        _attach(inner, _picture(rng))
        message.add_attachment(inner)
    return message


def _prose(rng: random.Random, size: int) -> str:
    text = ""
    while len(text) < size:
        text += " ".join(rng.choice(_WORDS) for _ in range(rng.randint(7, 12))).capitalize() + ".\n"
    return text.strip()


def _picture(rng: random.Random) -> bytes:
    """Bytes that bear a picture's signature; every one is different and none compresses."""
    return b"\x89PNG\r\n\x1a\n" + rng.randbytes(PICTURE_BYTES)


def _attach(message: EmailMessage, picture: bytes) -> None:
    message.add_attachment(picture, maintype="image", subtype="png", filename="IMG_0412.PNG")
