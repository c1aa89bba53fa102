"""Zip archives, opened within bounds: the one door to packed files, Office documents and chat exports.

Nothing is written and no name in it is used as a path. Only the two methods that every zip program
writes are unpacked: the others can ask for gigabytes of memory before they give a byte.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

MOST_ENTRIES = 2_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED, _UTF8 = 0x01, 0x800
_BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError,
    KeyError, IndexError, OverflowError,
)  # fmt: skip

DAMAGED = "is damaged"
LOCKED = "is locked with a password"
TOO_MUCH = "unpacks to more than can be read"
TOO_MANY = "holds too many files"
ODD = "is packed in a way that cannot be read"


@dataclass(slots=True)
class Archive:
    """An open archive; ``left`` bytes may still be unpacked, ``problem`` says what was not.

    ``names`` lists the files (no folders) as written, in order.
    """

    zip: zipfile.ZipFile | None
    infos: dict[str, zipfile.ZipInfo]
    left: int
    problem: str | None = None

    @property
    def names(self) -> list[str]:
        """The files in it, in order."""
        return list(self.infos)

    def read(self, name: str, most: int | None = None) -> bytes:
        """Unpack one file, never more than ``most`` bytes whatever its header says; nothing on damage."""
        info = self.infos.get(name)
        if info is None or self.zip is None:
            return b""
        most = self.left if most is None else min(most, self.left)
        if info.flag_bits & _LOCKED or info.compress_type not in _METHODS:
            self.problem = LOCKED if info.flag_bits & _LOCKED else ODD
            return b""
        if info.file_size > most:
            self.problem = TOO_MUCH
            return b""
        try:
            with self.zip.open(info) as source:
                data = source.read(most + 1)
        except _BROKEN:
            self.problem = DAMAGED
            return b""
        if len(data) > most:
            self.problem = TOO_MUCH
            return b""
        self.left -= len(data)
        return data


def open_archive(data: bytes, most: int) -> Archive:
    """Open a zip whose files may unpack to ``most`` bytes together. Never raises."""
    if data.count(b"PK\x01\x02") > MOST_ENTRIES:
        return Archive(None, {}, 0, TOO_MANY)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        infos = {_name(info): info for info in archive.infolist() if not info.is_dir()}
    except _BROKEN:
        return Archive(None, {}, 0, DAMAGED)
    return Archive(archive, infos, most)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: Macs write UTF-8 without saying so (APPNOTE.TXT §4.4.4, bit 11)."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename
