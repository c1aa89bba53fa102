"""A mail on its way between two processes: its words as JSON, its files as bytes beside it, each once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from worker.model import Attachment, Mail
from worker.outside.values import decode_plain, encode_plain


def pack(mail: Mail) -> tuple[dict[str, Any], list[bytes]]:
    """A mail as JSON-ready data, and the bytes of its files."""
    files = {item.sha256: item.data for item in _files(mail) if item.data}
    return encode_plain(_without_bytes(mail) if files else mail), list(files.values())


def unpack(packed: object, frames: Sequence[bytes]) -> Mail:
    """The mail that was packed. Raises ValueError, or what cattrs does, on anything else.

    A file is known by the digest of the bytes that came, whatever is said of them.
    """
    mail: Mail = decode_plain(packed, Mail)
    files = {hashlib.sha256(frame).hexdigest(): frame for frame in frames}
    return _with_bytes(mail, files) if any(True for _ in _files(mail)) else mail


def _files(mail: Mail) -> Iterator[Attachment]:
    yield from mail.attachments
    for inner in mail.embedded:
        yield from _files(inner)


def _without_bytes(mail: Mail) -> Mail:
    return replace(
        mail,
        attachments=tuple(replace(item, data=b"") for item in mail.attachments),
        embedded=tuple(map(_without_bytes, mail.embedded)),
    )


def _with_bytes(mail: Mail, files: dict[str, bytes]) -> Mail:
    return replace(
        mail,
        attachments=tuple(_filled(item, files) for item in mail.attachments),
        embedded=tuple(_with_bytes(inner, files) for inner in mail.embedded),
    )


def _filled(item: Attachment, files: dict[str, bytes]) -> Attachment:
    data = files.get(item.sha256, b"")
    if len(data) != item.size:
        raise ValueError("a file is not the one that is spoken of")
    return replace(item, data=data)
