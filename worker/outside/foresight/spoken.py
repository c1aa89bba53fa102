"""What goes to the process that reads ahead, and what comes back: lines of JSON, and files as bytes.

A request is a line with the circumstances, a line with the mail, and the bytes of its files of words. What
only shows something stays behind: words are all that is read of a mail.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from worker.deciding.judging.foreseen import Circumstances, Meaning
from worker.model import Mail
from worker.outside.data.values import decode_plain, encode_plain
from worker.outside.reader.packed import pack, unpack

_SHOWN = ("image/", "video/", "audio/")


def write_circumstances(at: Circumstances) -> bytes:
    """The first line of a request."""
    return _line(encode_plain(at))


def read_circumstances(line: bytes) -> Circumstances:
    """What ``write_circumstances`` wrote."""
    at: Circumstances = decode_plain(_read(line), Circumstances)
    return at


def write_mail(mail: Mail) -> Sequence[bytes]:
    """The rest of a request."""
    packed, frames = pack(mail, _SHOWN)
    return _line({"mail": packed, "frames": [len(frame) for frame in frames]}), *frames


def read_mail(line: bytes, files: bytes) -> Mail:
    """What ``write_mail`` wrote."""
    said = _read(line)
    frames = [files[start:end] for start, end in pairwise(accumulate(said["frames"], initial=0))]
    return unpack(said["mail"], frames, _SHOWN)


def write_meaning(meaning: Meaning | None) -> dict[str, Any]:
    """An answer."""
    return {"meaning": encode_plain(meaning) if meaning is not None else None}


def read_meaning(answer: dict[str, Any]) -> Meaning | None:
    """What ``write_meaning`` wrote. Raises on anything else."""
    said = answer["meaning"]
    return decode_plain(said, Meaning) if said is not None else None


def _line(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _read(line: bytes) -> Any:
    return json.loads(line.decode("utf-8", "surrogatepass"))
