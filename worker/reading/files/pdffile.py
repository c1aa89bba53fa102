"""A PDF's objects: found, parsed and unpacked within a budget (ISO 32000-1 §7.3 to §7.5).

The file's own table of offsets is never believed: objects are found by their signs, so a damaged file
reads like a whole one.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from worker.reading.files.pdftokens import Budget, Reader, Ref, Spent, Stream, Word

_MOST_OBJECTS = 50_000
_MOST_BYTES = 33_554_432
_DEEPEST = 16
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})[ \t\r\n]{1,4}\d{1,5}[ \t\r\n]{1,4}obj\b")
_ROOT = re.compile(rb"/Root\s{1,4}(\d{1,8})\s{1,4}\d{1,5}\s{1,4}R")
_STREAM = re.compile(rb"\s{0,20}stream(?:\r\n|\n|\r)")


class File:
    """A PDF's objects by number. Opening it raises ``Spent`` where it holds more than can be read."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.data = data
        self.budget = budget
        places = list(islice(_OBJECT.finditer(data), _MOST_OBJECTS))
        # A later object of the same number replaces an earlier one (§7.5.6).
        self.places = {int(match[1]): match.end() for match in places}
        self.ends = sorted(match.start() for match in places)
        self.known: dict[int, object] = {}
        self.packed: dict[int, tuple[int, int]] = {}
        """Objects inside object streams: the stream's number and the place there (§7.5.7)."""
        self.opened: dict[int, bytes] = {}
        self._find_packed()

    @property
    def locked(self) -> bool:
        """Whether it is encrypted (§7.6)."""
        return re.search(rb"/Encrypt\s{0,4}(?:\d|<<)", self.data) is not None

    def root(self) -> object:
        """The catalogue: the last one named."""
        named = list(islice(_ROOT.finditer(self.data), 1_000))
        return self.get(Ref(int(named[-1][1]))) if named else None

    def get(self, value: object) -> object:
        """A value, or what it refers to; ``None`` where that is missing."""
        for _ in range(_DEEPEST):
            if not isinstance(value, Ref):
                return value
            if value.number not in self.known:
                self.known[value.number] = None
                self.known[value.number] = self._read(value.number)
            value = self.known[value.number]
        return None

    def dictionary(self, value: object) -> dict[str, object]:
        """A value as a dictionary, a stream's own included; empty where it is none."""
        found = self.get(value)
        if isinstance(found, Stream):
            return found.about
        return {str(key): item for key, item in found.items()} if isinstance(found, dict) else {}

    def array(self, value: object) -> list[object]:
        """A value as an array; empty where it is none."""
        found = self.get(value)
        return found if isinstance(found, list) else []

    def number(self, value: object, default: float = 0) -> float:
        """A value as a number."""
        found = self.get(value)
        return found if isinstance(found, int | float) else default

    def unpack(self, stream: Stream, most: int = _MOST_BYTES) -> bytes:
        """A stream's bytes, its filters undone (§7.4), at most so many; nothing where one is not known."""
        data = stream.packed
        for name in self.filters(stream):
            data = self._undo(name, data, most)
        return data[:most]

    def filters(self, stream: Stream) -> list[object]:
        """The names of a stream's filters, in the order they are undone."""
        named = self.get(stream.about.get("Filter"))
        return [self.get(item) for item in named] if isinstance(named, list) else [named] if named else []

    def _undo(self, name: object, data: bytes, most: int) -> bytes:
        if name in ("FlateDecode", "Fl"):
            return self._inflate(data, most)
        if name in ("ASCIIHexDecode", "AHx"):
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
            return bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        if name in ("ASCII85Decode", "A85"):
            try:
                return a85decode(data.strip().removeprefix(b"<~").partition(b"~")[0])
            except ValueError:
                return b""
        return b""

    def _inflate(self, data: bytes, most: int) -> bytes:
        if self.budget.unpacked <= 0:
            raise Spent
        unpacker = zlib.decompressobj()
        try:
            found = unpacker.decompress(data, min(most, self.budget.unpacked))
        except zlib.error:
            return b""
        self.budget.unpacked -= len(found)
        if unpacker.unconsumed_tail and self.budget.unpacked <= 0:
            raise Spent
        return found

    def holders(self, sign: bytes) -> Iterator[int]:
        """The numbers of the objects that hold a sign, in the order of the file."""
        for match in re.finditer(re.escape(sign) + rb"\b", self.data):
            before = bisect_right(self.ends, match.start()) - 1
            holder = _OBJECT.match(self.data, self.ends[before]) if before >= 0 else None
            if holder:
                yield int(holder[1])

    def _read(self, number: int) -> object:
        at = self.places.get(number)
        if at is None:
            return self._read_packed(number)
        reader = Reader(self.data, self.budget, at)
        value = reader.value()
        if not isinstance(value, dict):
            after = reader.value() if isinstance(value, int) else None
            return (
                Ref(value)
                if isinstance(value, int) and isinstance(after, int) and reader.value() == Word(b"R")
                else value
            )
        begins = _STREAM.match(self.data, reader.at)
        return Stream(value, self._body(value, begins.end(), at)) if begins else value

    def _body(self, about: dict[str, object], start: int, place: int) -> bytes:
        """A stream's bytes: as long as it says where its end stands there, else up to the next end."""
        length = about.get("Length")
        length = self.get(length) if isinstance(length, Ref) else length
        if isinstance(length, int) and self.data[start + length : start + length + 20].lstrip().startswith(
            b"endstream"
        ):
            return self.data[start : start + length]
        following = bisect_right(self.ends, place)
        limit = self.ends[following] if following < len(self.ends) else len(self.data)
        ends = self.data.find(b"endstream", start, limit)
        return self.data[start : ends if ends >= 0 else limit].rstrip(b"\r\n")

    def _find_packed(self) -> None:
        for holder in islice(self.holders(b"/ObjStm"), 2_000):
            stream = self.get(Ref(holder))
            if not isinstance(stream, Stream):
                continue
            data = self.unpack(stream)
            count, first = (
                int(self.number(stream.about.get("N"))),
                int(self.number(stream.about.get("First"))),
            )
            heads = [
                int(word) for word in data[:first].split()[: 2 * min(count, _MOST_OBJECTS)] if word.isdigit()
            ]
            self.opened[holder] = data
            self.packed.update(
                (number, (holder, first + offset))
                for number, offset in zip(heads[::2], heads[1::2], strict=False)
            )

    def _read_packed(self, number: int) -> object:
        holder, at = self.packed.get(number, (0, 0))
        return Reader(self.opened[holder], self.budget, at).value() if holder in self.opened else None
