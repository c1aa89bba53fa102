"""The process that reads mails: bytes in, a Mail out. Whatever a mail does to it, the next has another.

A request is a line that says what follows (``mail`` and its digest, or a preview's sizes and names), then
the bytes.
"""

from __future__ import annotations

import json
from itertools import accumulate, pairwise

from worker.model import Mail, Place, Preview
from worker.outside.apart.confined import Answer, allow_cpu, lock_in, serve, take_channel
from worker.outside.reader.packed import pack, unpack
from worker.outside.standing import loading
from worker.reading.message.mail import read_mail, read_preview

MEMORY = 768 << 20
"""Address space. A mail of the largest size that is fetched takes up to a third of it."""
CPU_SECONDS = 3_600
A_MAIL = 20
"""Seconds of the processor for one mail; half a second is much."""


def main() -> None:
    """Serve until the input ends."""
    reader, writer = take_channel()
    lock_in(MEMORY, CPU_SECONDS)
    with loading():
        unpack(*pack(_warm_up()))
    serve(reader, writer, _read)


def _read(request: bytes, until: float) -> Answer:  # noqa: ARG001  the processor is what is counted here
    allow_cpu(A_MAIL)
    try:
        about, _, data = request.partition(b"\n")
        what, _, digest = about.partition(b" ")
        whole = what == b"mail"
        mail = read_mail(data, raw_sha256=digest.decode()) if whole else read_preview(_preview(about, data))
        packed, frames = pack(mail)
    except MemoryError:
        return {"problem": "reading it takes more memory than a mail may"}, ()
    except Exception as error:  # noqa: BLE001  one sick mail is one answer in words
        return {"problem": f"its reader stumbled over it ({type(error).__name__})"}, ()
    return {"mail": packed}, frames


def _preview(about: bytes, data: bytes) -> Preview:
    """A preview as it was sent. Where the message lies is nothing to its reader."""
    said = json.loads(about)
    header, *texts = (data[start:end] for start, end in pairwise(accumulate(said["sizes"], initial=0)))
    return Preview(Place(0, 0), 0, header, tuple(texts), tuple(said["names"]), said["complete"])


def _warm_up() -> Mail:
    """Load what the first mail would load: a page, a mail inside. Few senders need a second opinion."""
    inner = b"From: a@one.example\r\nContent-Type: text/html\r\n\r\n<p>a</p>"
    return read_mail(
        b"From: a@one.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--b--\r\n"
    )


if __name__ == "__main__":
    main()
