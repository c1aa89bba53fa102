"""What a start finds by reading every case, left behind at a clean end so that the next need not.

A line of it counts only while the file it speaks of is the very one it was (inode, time of change, size);
everything else is read as after a crash. A start takes it away: a worker that dies leaves none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from worker.deciding.cases.card import Card
from worker.model import MessageKey
from worker.outside.data.disk import sync_folder, write_lightly

NAME = "index.json"
FORMAT = 1
Mark = tuple[int, int, int]
"""Which file it is, and since when: inode, nanoseconds of its last change, bytes."""


@dataclass(frozen=True, slots=True)
class LogState:
    """What reading the custody log through comes to."""

    last: str
    of_case: dict[str, str]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Index:
    """What the last end left; empty where it left nothing that counts."""

    cards: dict[str, tuple[Mark, Card]] = field(default_factory=dict)
    log: tuple[Mark, LogState] | None = None

    def find_card(self, ref: str, mark: Mark | None) -> Card | None:
        """The card of a case whose file is the one it was."""
        known = self.cards.get(ref)
        return known[1] if known is not None and known[0] == mark else None

    def find_log(self, path: Path) -> LogState | None:
        """The state of a log whose file is the one it was."""
        return self.log[1] if self.log is not None and self.log[0] == mark_of(path) else None


def mark_of(path: Path) -> Mark | None:
    """Which file lies there now; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def leave(folder: Path, cards: Iterable[tuple[Mark, Card]], log: tuple[Mark, LogState] | None) -> None:
    """Leave the index of a data folder whose worker ends. Losing it loses nothing but time.

    Each mark is of the file as it was when it was read, or written by us: not as it is now.
    """
    whole = {
        "format": FORMAT,
        "fields": _names(),
        "cards": [[*mark, *_values(card)] for mark, card in cards],
        "log": [log[0], log[1].last, log[1].of_case, log[1].counts] if log else None,
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    write_lightly(folder / NAME, text.encode("utf-8", "backslashreplace"))


def read(folder: Path) -> Index:
    """Read the index; empty where there is none, or none of this version."""
    try:
        raw = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return Index()
    with suppress(ValueError, TypeError, LookupError, RecursionError):
        return _read(json.loads(raw))
    return Index()


def take_away(folder: Path) -> None:
    """Take the index away before anything changes that it speaks of."""
    path = folder / NAME
    if path.exists():
        path.unlink()
        sync_folder(folder)


def _read(whole: dict[str, Any]) -> Index:
    if (whole["format"], whole["fields"]) != (FORMAT, _names()):
        return Index()
    decoders = _decoders()
    cards = {}
    for inode, changed, size, *values in whole["cards"]:
        card = Card(*[decode(value) for decode, value in zip(decoders, values, strict=True)])
        cards[card.ref] = ((inode, changed, size), card)
    if whole["log"] is None:
        return Index(cards)
    (inode, changed, size), last, of_case, counts = whole["log"]
    return Index(cards, ((inode, changed, size), LogState(last, of_case, counts)))


def _names() -> list[str]:
    return [one.name for one in fields(Card)]


def _values(card: Card) -> list[Any]:
    return [_plain(getattr(card, name)) for name in _names()]


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case MessageKey():
            return [value.message_id, value.raw_sha256, value.body_sha256]
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return value


# ── back to a card: by hand, for ten thousand of them are read at a start ──────────────────

_PLAIN = (str, int, bool)


@cache
def _decoders() -> tuple[Callable[[Any], Any], ...]:
    hints = get_type_hints(Card)
    return tuple(_decoder(hints[name]) for name in _names())


def _decoder(hint: Any) -> Callable[[Any], Any]:
    """How a value of this type comes back; TypeError for a type that no card had so far."""
    inner = [one for one in get_args(hint) if one not in (type(None), Ellipsis)]
    if hint in _PLAIN:
        return _same
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    if hint is datetime:
        return datetime.fromisoformat
    if hint == tuple[MessageKey, ...]:
        return lambda rows: tuple([MessageKey(*row) for row in rows])
    if getattr(hint, "__origin__", None) is tuple:
        return tuple if set(inner) <= set(_PLAIN) else lambda rows: tuple([tuple(row) for row in rows])
    if len(inner) == 1:
        decode = _decoder(inner[0])
        return lambda value: None if value is None else decode(value)
    raise TypeError(f"the index does not know {hint}")


def _same(value: Any) -> Any:
    return value
