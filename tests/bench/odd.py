"""Odd mails by the thousand: ``python -m tests.bench.odd [HOW_MANY] [SEED]``.

Reads mails built from parts whose meaning is known (``tests/odd.py``), and prints exceptions, mails of
which a field came out otherwise than it was put in, the slowest in CPU time, and, for large mails of
each kind, how many times its own size a mail needs in memory. It ends with 1 if there was any exception
or wrong field, any mail over half a second, or one that needs more than eight times its size.
"""

from __future__ import annotations

import base64
import sys
import tracemalloc
import zipfile
from collections import Counter
from io import BytesIO
from random import Random
from time import process_time
from typing import Any

from tests.odd import Odd, build_all
from tests.outlook import Item, msg
from worker.model import Mail
from worker.reading.message.mail import read_mail

SLOW, MOST_TIMES = 0.5, 8.0


def said(odd: Odd) -> dict[str, Any]:
    """What a mail says, line ends aside: a file of text may be sent with either."""
    files = [(name, data.replace(b"\r\n", b"\n")) for name, data in odd.files]
    return {
        "sender": odd.sender,
        "subject": odd.subject,
        "text": odd.text,
        "files": files,
        "inside": odd.inside,
    }


def read(mail: Mail) -> dict[str, Any]:
    """The same of a mail as it was read."""
    evidence = [item for item in mail.attachments if item.role.value == "evidence"]
    return {
        "sender": mail.sender.email if mail.sender else None,
        "subject": mail.subject,
        "text": mail.text,
        "files": [(item.name, item.data.replace(b"\r\n", b"\n")) for item in evidence],
        "inside": tuple(inner.subject for inner in mail.embedded),
    }


def large_mails(seed: int) -> dict[str, bytes]:
    """Mails of some ten megabytes, by what fills them."""
    data = Random(seed).randbytes(8_000_000)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(
                f"IMG-{number}.jpg", b"\xff\xd8\xff\xe0" + data[number * 400_000 : (number + 1) * 400_000]
            )
    words = (b"Please look at this post, it names our school and two teachers.\r\n" * 160_000)[:10_000_000]
    page = b"<p>" + words.replace(b"\r\n", b"</p><p>") + b"</p>"
    return {
        "a picture": _carry("image/png", "a.png", b"\x89PNG\r\n\x1a\n" + data),
        "a zip of pictures": _carry("application/zip", "a.zip", packed.getvalue()),
        "an Outlook item": _carry(
            "application/vnd.ms-outlook", "a.msg", msg(Item(body="x", files=[("a", "b", data[:6_500_000])]))
        ),
        "an attached mail": _carry("message/rfc822", "a.eml", _carry("image/png", "a.png", data)),
        "words": b"From: a@one.example\r\n\r\n" + words,
        "a page": b"From: a@one.example\r\nContent-Type: text/html\r\n\r\n" + page,
    }


def _carry(kind: str, name: str, data: bytes) -> bytes:
    head = (
        f"From: a@one.example\r\nContent-Type: {kind}; name={name}\r\nContent-Transfer-Encoding: base64\r\n"
    )
    return head.encode() + b"Content-Disposition: attachment\r\n\r\n" + base64.encodebytes(data)


def times_in_memory(raw: bytes) -> float:
    """How many times its own size reading a mail needs at its peak, the mail itself included."""
    tracemalloc.start()
    held = bytes(bytearray(raw))
    mail = read_mail(held)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del mail
    return peak / len(raw)


def main(many: int, seed: int) -> int:
    """Read them all and say what came of it."""
    failures, wrong, slowest = Counter[str](), Counter[str](), (0.0, "")
    for odd in build_all(seed, many):
        began = process_time()
        try:
            mail = read_mail(odd.raw)
        except Exception as error:  # noqa: BLE001  counting them is what this is for
            failures[f"{type(error).__name__} ({error}) in {odd.name}"] += 1
            continue
        slowest = max(slowest, (process_time() - began, odd.name))
        expected, actual = said(odd), read(mail)
        wrong.update(f"{field} of {odd.name}" for field in expected if expected[field] != actual[field])
    for what, times in (failures + wrong).most_common(20):
        print(f"{times:5}  {what}")
    print(
        f"{many} mails: {sum(failures.values())} exceptions, {sum(wrong.values())} wrong fields, "
        f"slowest {slowest[0] * 1000:.0f} ms ({slowest[1]})"
    )
    heavy = {name: times_in_memory(raw) for name, raw in large_mails(seed).items()}
    print("memory, times the mail: " + ", ".join(f"{name} {times:.1f}" for name, times in heavy.items()))
    return int(bool(failures or wrong) or slowest[0] > SLOW or max(heavy.values()) > MOST_TIMES)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [3_240, 1][len(numbers) :])))
