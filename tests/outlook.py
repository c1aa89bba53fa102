"""Outlook items for tests: compound files ([MS-CFB]) written from plain values ([MS-OXMSG])."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime

Tree = dict[str, "bytes | Tree"]
_FREE, _END, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF
_SECTOR, _MINI, _CUTOFF = 512, 64, 4_096


@dataclass
class Item:
    """A message as Outlook keeps it; ``html`` and ``rtf`` beside or instead of ``body``."""

    subject: str = ""
    body: str | None = None
    html: bytes | None = None
    rtf: bytes | None = None
    headers: str | None = None
    sender: tuple[str, str] | None = None
    to: list[tuple[str, str]] = field(default_factory=list)
    cc: list[tuple[str, str]] = field(default_factory=list)
    sent_at: datetime | None = None
    message_id: str | None = None
    files: list[tuple[str, str, bytes]] = field(default_factory=list)
    shown: list[tuple[str, str, bytes]] = field(default_factory=list)
    """Pictures of the text: content id, name, bytes."""
    items: list[tuple[str, Item]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    codepage: int | None = None
    """Set: texts are kept in it, as Outlook did before 2003."""


def msg(item: Item) -> bytes:
    """The bytes of a ``.msg`` file."""
    return compound(_message(item, head=32))


def _message(item: Item, head: int) -> Tree:
    codec = f"cp{item.codepage}" if item.codepage else None
    texts = {
        0x001A: "IPM.Note", 0x0037: item.subject, 0x1000: item.body, 0x007D: item.headers,
        0x1035: item.message_id, 0x0C1A: item.sender and item.sender[0],
        0x5D01: item.sender and item.sender[1],
    }  # fmt: skip
    tree = _texts(texts, codec)
    if item.html is not None:
        tree["__substg1.0_10130102"] = item.html
    if item.rtf is not None:
        tree["__substg1.0_10090102"] = item.rtf
    fixed: dict[int, int] = {0x3FFD: item.codepage} if item.codepage else {}
    if item.sent_at:
        since = item.sent_at - datetime(1601, 1, 1, tzinfo=UTC)
        fixed[0x0039] = (since.days * 86_400 + since.seconds) * 10_000_000
    for n, (kind, (name, email)) in enumerate([(1, p) for p in item.to] + [(2, p) for p in item.cc]):
        person = _texts({0x3001: name, 0x39FE: email}, codec)
        tree[f"__recip_version1.0_#{n:08X}"] = person | {_TABLE: _table(8, {0x0C15: kind})}
    held = [
        _texts({0x3707: n, 0x370E: k}, codec) | {_DATA: d, _TABLE: _table(8, {0x3705: 1})}
        for n, k, d in item.files
    ]
    held += [
        _texts({0x3712: cid, 0x3707: n}, codec) | {_DATA: d, _TABLE: _table(8, {0x3705: 1})}
        for cid, n, d in item.shown
    ]
    held += [
        _texts({0x3001: n}, codec) | {"__substg1.0_3701000D": _message(i, 24), _TABLE: _table(8, {0x3705: 5})}
        for n, i in item.items
    ]
    held += [
        _texts({0x3707: n, 0x370D: url}, codec) | {_TABLE: _table(8, {0x3705: 7})} for n, url in item.links
    ]
    tree |= {f"__attach_version1.0_#{n:08X}": one for n, one in enumerate(held)}
    return tree | {_TABLE: _table(head, fixed)}


_TABLE, _DATA = "__properties_version1.0", "__substg1.0_37010102"


def _texts(texts: dict[int, str | None], codec: str | None) -> Tree:
    kind, encoding = ("001E", codec) if codec else ("001F", "utf-16-le")
    return {
        f"__substg1.0_{prop:04X}{kind}": text.encode(encoding or "", "replace")
        for prop, text in texts.items()
        if text
    }


def _table(head: int, fixed: dict[int, int]) -> bytes:
    return bytes(head) + b"".join(struct.pack("<HHIQ", 3, prop, 6, value) for prop, value in fixed.items())


# ── the container ──────────────────────────────────────────────────────────────────────────


def compound(tree: Tree) -> bytes:
    """A compound file of version 3: streams under 4,096 bytes in the mini stream, the rest in sectors."""
    entries: list[dict[str, object]] = []
    _list(tree, "Root Entry", entries)
    sectors, fat = bytearray(), list[int]()
    mini, mini_fat = bytearray(), list[int]()

    def put(data: bytes, size: int, into: bytearray, table: list[int]) -> int:
        if not data:
            return _END
        first, count = len(table), -(-len(data) // size)
        into += data.ljust(count * size, b"\0")
        table += [*range(first + 1, first + count), _END]
        return first

    for entry in entries:
        data = entry["data"]
        if isinstance(data, bytes):
            entry["size"] = len(data)
            small = len(data) < _CUTOFF
            entry["start"] = put(data, _MINI, mini, mini_fat) if small else put(data, _SECTOR, sectors, fat)
    entries[0]["start"], entries[0]["size"] = put(bytes(mini), _SECTOR, sectors, fat), len(mini)
    mini_fat_bytes = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    mini_start = put(
        mini_fat_bytes.ljust(-(-len(mini_fat_bytes) // _SECTOR) * _SECTOR, b"\xff"), _SECTOR, sectors, fat
    )
    directory = b"".join(map(_pack, entries))
    directory_start = put(
        directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"), _SECTOR, sectors, fat
    )
    fat_count = 1
    while fat_count * 128 < len(fat) + fat_count:
        fat_count += 1
    assert fat_count <= 109, "too large for a test"
    fat_start = len(fat)
    fat += [0xFFFFFFFD] * fat_count
    fat += [_FREE] * (fat_count * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<IIIIIIIII", 0, fat_count, directory_start, 0, _CUTOFF, mini_start, -(-len(mini_fat) // 128), _END, 0
    )
    header += struct.pack("<109I", *range(fat_start, fat_start + fat_count), *[_FREE] * (109 - fat_count))
    return header + bytes(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _list(tree: Tree, name: str, entries: list[dict[str, object]]) -> int:
    """Append a storage and all in it; siblings hang on each other's right, which every reader accepts."""
    here = len(entries)
    entries.append(
        {"name": name, "kind": 5 if here == 0 else 1, "data": None, "child": _NONE, "right": _NONE}
    )
    last: int | None = None
    for key in sorted(tree, key=lambda k: (len(k), k.upper())):
        value = tree[key]
        if isinstance(value, bytes):
            entries.append({"name": key, "kind": 2, "data": value, "child": _NONE, "right": _NONE})
            index = len(entries) - 1
        else:
            index = _list(value, key, entries)
        if last is None:
            entries[here]["child"] = index
        else:
            entries[last]["right"] = index
        last = index
    return here


def _pack(entry: dict[str, object]) -> bytes:
    name = str(entry["name"]).encode("utf-16-le") + b"\0\0"
    about = struct.pack("<HBBIII", len(name), entry["kind"], 1, _NONE, entry["right"], entry["child"])
    return (
        name.ljust(64, b"\0")
        + about
        + bytes(36)
        + struct.pack("<IQ", entry.get("start", _END), entry.get("size", 0))
    )
