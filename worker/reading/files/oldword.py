"""Word files from before 2007: their words, and the pictures pasted into them ([MS-DOC], [MS-ODRAW]).

The words lie in pieces of one stream, which a table in another lists; a picture lies whole behind a
header that says how long it is. Nothing else of the format is read, and nothing in it is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from worker.reading.files.documents import MOST_PICTURES, MOST_WORDS, Document
from worker.reading.files.storages import open_container
from worker.reading.message.limits import Walk

_LOCKED = "is locked with a password: ask for it without one, or for pictures of it"
_NOTHING = "holds no words or pictures that can be read: ask for it as a PDF or as pictures"
_MOST_PIECES = 20_000
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_CLX = 0x01A2
"""Where the header says in which stretch of the table stream the pieces are listed ([MS-DOC] §2.5.6)."""
_BYTES = 0x4000_0000
"""A piece of one byte a letter ([MS-DOC] §2.9.73)."""


def read_word(data: bytes, walk: Walk) -> Document:
    """Read an old Word file's words, the addresses they link to, and its pictures. Never raises."""
    found = Document(work=len(data))
    try:
        with open_container(data, walk) as held:
            names = set(held.tree.get((), ())) if held else set()
            if held is None or "WordDocument" not in names:
                return Document(problem=_NOTHING, work=len(data))
            main = held.file.openstream("WordDocument").read()
            flags = int.from_bytes(main[0x0A:0x0C], "little")
            if flags & _ENCRYPTED:
                found.problem = _LOCKED
                return found
            table = held.file.openstream("1Table" if flags & _OTHER_TABLE else "0Table").read()
            found.text = _plain("".join(_pieces(main, table)))[:MOST_WORDS]
            drawn = held.file.openstream("Data").read() if "Data" in names else b""
            found.pictures = list(islice((*_pictures(drawn), *_pictures(main)), MOST_PICTURES))
    except Exception:  # noqa: BLE001  what olefile raises on damaged input is not a closed list
        found.problem = "is damaged"
    if not (found.text.strip() or found.pictures or found.problem):
        found.problem = _NOTHING
    return found


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    """The words piece by piece, in order ([MS-DOC] §2.4.1)."""
    start, length = _number(main, _CLX), _number(main, _CLX + 4)
    clx, at = table[start : start + length], 0
    while clx[at : at + 1] == b"\x01":  # formatting comes first
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if clx[at : at + 1] != b"\x02":
        return
    listed = clx[at + 5 : at + 5 + _number(clx, at + 1)]
    count = min((len(listed) - 4) // 12, _MOST_PIECES)
    left = MOST_WORDS
    for piece in range(count):
        letters = min(_number(listed, 4 * piece + 4) - _number(listed, 4 * piece), left)
        place = _number(listed, 4 * (count + 1) + 8 * piece + 2)
        if letters <= 0:
            continue
        left -= letters
        if place & _BYTES:
            place = (place & ~_BYTES) // 2
            yield main[place : place + letters].decode("cp1252", "replace")
        else:
            yield main[place : place + 2 * letters].decode("utf-16-le", "replace")


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


_FIELD = re.compile(r"\x13([^\x13\x14\x15]{0,2000})(?:\x14|(?=\x15))")
"""What a field is, before what it shows ([MS-DOC] §2.8.25)."""
_ADDRESS = re.compile(r"\s*HYPERLINK[^\"]{0,20}\"(https?://[^\"\s]{1,2000})\"")
_LINES = str.maketrans({"\r": "\n", "\x07": "\n", "\x0b": "\n", "\x0c": "\n", "\xa0": " ", "\x1e": "-"})
_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1f]")


def _plain(text: str) -> str:
    """Words as a person sees them, the addresses behind them at the end."""
    links = [link[1] for field in _FIELD.finditer(text) if (link := _ADDRESS.match(field[1]))]
    words = _SIGNS.sub("", _FIELD.sub("", text).translate(_LINES))
    words = re.sub(r"\n{3,}", "\n\n", words).strip()
    return "\n\n".join(filter(None, (words, "\n".join(dict.fromkeys(links)))))


_BLIPS = {0xF01D: "jpg", 0xF01E: "png", 0xF02A: "jpg"}
_BLIP = re.compile(rb"[\x1d\x1e\x2a]\xf0(?=.{4}.{17,33}(?:\xff\xd8\xff|\x89PNG))", re.DOTALL)
_BEGINS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_HEADS = (17, 33)
"""Bytes between a record's header and its picture: one or two digests and a mark ([MS-ODRAW] §2.2.23)."""


def _pictures(stream: bytes) -> Iterator[tuple[str, bytes]]:
    """The pictures of a stream as files of their own."""
    for number, record in enumerate(_BLIP.finditer(stream), start=1):
        body, length = record.end() + 4, _number(stream, record.end())
        for head in _HEADS:
            picture = stream[body + head : body + length]
            if picture.startswith(_BEGINS):
                yield f"picture {number}.{_BLIPS[int.from_bytes(record[0], 'little')]}", picture
                break
