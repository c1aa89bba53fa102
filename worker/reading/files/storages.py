"""The container of an Outlook item: storages that hold properties ([MS-OXMSG] §2), read within bounds.

olefile reads the container; the properties are read here, each within its own bounds, because a library
that reads them whole gives no headers, no rich text and no message inside a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import olefile

from worker.reading.message import charsets
from worker.reading.message.limits import Walk

_MOST_STREAMS = 20_000
_DEEPEST_PATH = 20
_TEXT = "001F"
_HEX = re.compile(r"[0-9A-Fa-f]{8}")
PROPERTIES = "__properties_version1.0"


@dataclass(slots=True)
class Container:
    """An open ``.msg`` file: every storage in it with the names it holds, and the bytes it may still give.

    Many streams may point to the same bytes of the file, so what is given out is counted.
    """

    file: olefile.OleFileIO
    walk: Walk
    tree: dict[tuple[str, ...], list[str]]
    left: int

    def read(self, path: list[str]) -> bytes:
        """Return the bytes of one stream, none where it is damaged or too much."""
        try:
            size = self.file.get_size(path)
            if size > self.left:
                self.walk.note("The Outlook item holds more than can be read.")
                return b""
            self.left -= size
            return bytes(self.file.openstream(path).read())
        except (OSError, ValueError):
            self.walk.note("The Outlook item is damaged: what could be read of it was.")
            return b""

    def open(self, path: list[str], head: int) -> Storage:
        """Open one storage; ``head`` bytes stand before the rows of its table ([MS-OXMSG] §2.4.1)."""
        names = self.tree.get(tuple(path), [])
        streams = (name for name in names if name.lower().startswith("__substg1.0_") and len(name) == 20)
        ids = {int(name[12:16], 16): name[16:] for name in streams if _HEX.fullmatch(name[12:])}
        inner = [name for name in names if (*path, name) in self.tree]
        table = self.read([*path, PROPERTIES]) if PROPERTIES in names else b""
        rows = [table[at : at + 16] for at in range(head, len(table) - 15, 16)]
        fixed = {int.from_bytes(row[2:4], "little"): row[8:] for row in rows}
        return Storage(self, path, ids, inner, fixed)


@dataclass(slots=True)
class Storage:
    """One storage of the container: a message, a recipient or an attachment.

    ``ids`` maps a property to the type it is kept under; ``fixed`` holds the values of eight bytes.
    """

    container: Container
    path: list[str]
    ids: dict[int, str]
    inner: list[str]
    fixed: dict[int, bytes]
    codec: str = "cp1252"

    def data(self, prop: int) -> bytes:
        """Return a property's bytes, none where it is missing."""
        kind = self.ids.get(prop)
        return self.container.read([*self.path, f"__substg1.0_{prop:04X}{kind}"]) if kind else b""

    def text(self, prop: int) -> str:
        """Return a property as text, empty where it is missing."""
        codec = "utf-16-le" if self.ids.get(prop, "").upper() == _TEXT else self.codec
        return charsets.decode_text(self.data(prop), codec)[0].rstrip("\x00")

    def number(self, prop: int) -> int:
        """Return a property of the fixed ones as a number, 0 where it is missing."""
        return int.from_bytes(self.fixed.get(prop, b"")[:4], "little")


@contextmanager
def open_container(data: bytes, walk: Walk) -> Iterator[Container | None]:
    """Open the container in these bytes; None where it has too many streams. Raises whatever olefile does."""
    with olefile.OleFileIO(BytesIO(data)) as file:
        paths = file.listdir(streams=True, storages=False)
        left = max(0, walk.limits.decoded - walk.decoded)
        yield Container(file, walk, _sort(paths), left) if len(paths) <= _MOST_STREAMS else None


def _sort(paths: list[list[str]]) -> dict[tuple[str, ...], list[str]]:
    """Every storage with the names directly in it."""
    tree: dict[tuple[str, ...], dict[str, None]] = {}
    for path in paths:
        for depth, name in enumerate(path[:_DEEPEST_PATH]):
            tree.setdefault(tuple(path[:depth]), {})[name] = None
    return {path: list(names) for path, names in tree.items()}
