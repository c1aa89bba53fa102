"""What goes to the process that reads ahead, and what comes back: lines of JSON, and files as bytes.

A request is a line with the circumstances of all mails, a line with the mail and what is known of its thread,
and the bytes of its files of words. What only shows something stays behind: words are all that is read of a
mail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Any

from worker.deciding.judging.foreseen import Circumstances, Meaning, Thread
from worker.model import Mail
from worker.outside.plain import decode_plain, encode_plain, read_line, write_line
from worker.outside.reader.packed import pack, unpack

_SHOWN = ("image/", "video/", "audio/")


def write_circumstances(at: Circumstances) -> bytes:
    """The first line of a request: what is the same for every mail."""
    return write_line(encode_plain(replace(at, thread=None)))


def read_circumstances(line: bytes) -> Circumstances:
    """What ``write_circumstances`` wrote."""
    at: Circumstances = decode_plain(read_line(line), Circumstances)
    return at


def write_mail(mail: Mail, thread: Thread | None = None) -> Sequence[bytes]:
    """The rest of a request."""
    packed, frames = pack(mail, _SHOWN)
    known = encode_plain(thread) if thread is not None else None
    return write_line({"mail": packed, "thread": known, "frames": [len(frame) for frame in frames]}), *frames


def read_mail(line: bytes, files: bytes) -> tuple[Mail, Thread | None]:
    """What ``write_mail`` wrote."""
    said = read_line(line)
    frames = [files[start:end] for start, end in pairwise(accumulate(said["frames"], initial=0))]
    thread = decode_plain(said["thread"], Thread) if said["thread"] is not None else None
    return unpack(said["mail"], frames, _SHOWN), thread


def write_meaning(meaning: Meaning | None) -> dict[str, Any]:
    """An answer."""
    return {"meaning": encode_plain(meaning) if meaning is not None else None}


def read_meaning(answer: dict[str, Any]) -> Meaning | None:
    """What ``write_meaning`` wrote. Raises on anything else."""
    said = answer["meaning"]
    return decode_plain(said, Meaning) if said is not None else None
