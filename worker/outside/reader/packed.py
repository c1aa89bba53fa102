"""A mail on its way between two processes: its words as JSON, its files as bytes beside it, each once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from worker.model import Attachment, Mail
from worker.outside.plain import decode_plain, encode_plain


def pack(mail: Mail, leaving: tuple[str, ...] = ()) -> tuple[dict[str, Any], list[bytes]]:
    """A mail as JSON-ready data, and the bytes of its files: but those whose type begins so stay here."""
    held = [item for item in _files(mail) if item.data]
    files = {item.sha256: item.data for item in held if not (leaving and item.type.startswith(leaving))}
    return encode_plain(_without_bytes(mail) if held else mail), list(files.values())


def unpack(packed: object, frames: Sequence[bytes], leaving: tuple[str, ...] = ()) -> Mail:
    """The mail that was packed. Raises ValueError, or what cattrs does, on anything else.

    A file is known by the digest of the bytes that came, whatever is said of them; none may be missing but
    those that stayed behind.
    """
    mail: Mail = decode_plain(packed, Mail)
    files = {hashlib.sha256(frame).hexdigest(): frame for frame in frames}
    return _with_bytes(mail, files, leaving) if any(True for _ in _files(mail)) else mail


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


def _with_bytes(mail: Mail, files: dict[str, bytes], leaving: tuple[str, ...]) -> Mail:
    return replace(
        mail,
        attachments=tuple(
            item if leaving and item.type.startswith(leaving) else _filled(item, files)
            for item in mail.attachments
        ),
        embedded=tuple(_with_bytes(inner, files, leaving) for inner in mail.embedded),
    )


def _filled(item: Attachment, files: dict[str, bytes]) -> Attachment:
    data = files.get(item.sha256, b"")
    if len(data) != item.size:
        raise ValueError("a file is not the one that is spoken of")
    return replace(item, data=data)
