"""A journal: one TinyDB file holding the events of one case (or of one month's mailroom).

TinyDB writes its whole file at every table operation; here the writes of one commit are gathered
and reach the disk once, atomically, so that a commit is all or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage

from worker.deciding.cases.card import Card
from worker.errors import Damaged
from worker.events import CaseEvent, MailroomEvent
from worker.outside.data.chain import START, sha256_of
from worker.outside.data.together import STRAIGHT, Straight
from worker.outside.data.values import decode, encode

FORMAT = 2
_ALONE = 1
"""What a journal that holds a whole history says; one that goes on in further ones, or is one of them, says
the newer format, so that no older version takes a part for the whole."""


class AtomicStorage(Storage):
    """TinyDB storage that keeps writes in memory until ``settle`` puts them on disk in one step."""

    def __init__(self, data: dict[str, dict[str, Any]]) -> None:
        self._data = data

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables as they stand, committed or not."""
        return self._data

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Gather a change."""
        self._data = data

    def settle(self, path: Path, disk: Straight) -> None:
        """Put every gathered change on disk, all or nothing."""
        disk.write_last(path, _written(self._data))


def _written(data: dict[str, Any]) -> bytes:
    """Data as it lies on disk. A stray surrogate from a mail becomes the JSON escape it stands for."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def append(
    path: Path,
    events: Sequence[CaseEvent | MailroomEvent],
    card: Card | None = None,
    *,
    known: int,
    before: str = "",
    after: int = 0,
    disk: Straight = STRAIGHT,
) -> str:
    """Commit events (and the case's card) to a journal: one atomic, durable write.

    Returns what the history of a case then chains to (``seals_of``), "" where nothing was written. Where the
    writer knows what it chained to ``before``, only the new events are sealed: a case may hold hundreds.
    ``known`` is how many events the writer has seen there, 0 for a journal that is yet to be, ``after`` how
    many of the history go before it in others. Raises Damaged when there are more or fewer: what was
    decided without them must not be written over them.
    """
    if not events:
        return ""
    lies = disk.where(path)
    db = _opened(lies) if known or lies.exists() else _begun(after)
    found = len(db.table("events"))
    if found != known:
        raise Damaged(
            f"{path} holds {found} events where {known} were expected: something else wrote to it. "
            "Nothing was changed. Start the service again, and it goes on from what is there."
        )
    written = [encode(event) for event in events]
    db.table("events").insert_multiple(written)
    if card is not None:
        db.drop_table("card")
        db.table("card").insert(encode(card))
    cast("AtomicStorage", db.storage).settle(path, disk)
    if card is None and not before:
        return ""
    return seals_of(map(_written, written), before)[-1] if before else seals_of(_lines_of(db))[-1]


def let_go_on(path: Path, disk: Straight) -> None:
    """Have a whole history go on in further journals; its card, which would be outdated, goes."""
    db = _opened(disk.where(path))
    db.drop_table("about")
    db.table("about").insert({"format": FORMAT})
    db.drop_table("card")
    disk.write(path, _written(db.storage.read() or {}))
    disk.sync(path.parent)


def extent(path: Path) -> tuple[int, int]:
    """Return how many events of its history go before a journal, and how many it holds."""
    db = _opened(path)
    return _after(db), len(db.table("events"))


def rewrite(path: Path, events: Sequence[MailroomEvent]) -> None:
    """Put other events in the place of a month's, one for one, in one atomic, durable write."""
    db = _opened(path)
    assert len(db.table("events")) == len(events)
    db.drop_table("events")
    db.table("events").insert_multiple(encode(event) for event in events)
    cast("AtomicStorage", db.storage).settle(path, STRAIGHT)


def read_case(path: Path, after: int = 0) -> tuple[CaseEvent, ...]:
    """Return a case's history, or the part of it that comes after so many events.

    Raises Damaged, naming the file, when it cannot be trusted.
    """
    return cast("tuple[CaseEvent, ...]", _read_events(path, CaseEvent, after))


def read_mailroom(path: Path) -> tuple[MailroomEvent, ...]:
    """Return one month of the mailroom's history. Raises Damaged like ``read_case``."""
    return cast("tuple[MailroomEvent, ...]", _read_events(path, MailroomEvent))


def read_lines(path: Path) -> tuple[bytes, ...]:
    """Return a history as it is written, an event a line, without line breaks: what is sealed."""
    return _lines_of(_opened(path))


def _lines_of(db: TinyDB) -> tuple[bytes, ...]:
    return tuple(_written(dict(doc)) for doc in db.table("events"))


def seals_of(lines: Iterable[bytes], before: str = START) -> tuple[str, ...]:
    """Return the hashes a history chains to, after no event, one, two …, or after those ``before``.

    Each is the SHA-256 of the one before it, a space, and the event's line: ``sha256sum`` can follow it.
    """
    seals = [before]
    for line in lines:
        seals.append(sha256_of(seals[-1].encode() + b" " + line))
    return tuple(seals)


def find_rewritten(path: Path) -> str | None:
    """Say that a journal is not byte for byte what its own content is written as, if it is not."""
    db = _opened(path)
    data = db.storage.read() or {}
    counted = all(list(table) == [str(n) for n in range(1, len(table) + 1)] for table in data.values())
    about = ({"format": _ALONE}, {"format": FORMAT}, {"format": FORMAT, "after": _after(db)})
    if counted and path.read_bytes() == _written(data) and data["about"] in [{"1": one} for one in about]:
        return None
    return f"{path}: is not written as it was: something else than Headsup changed it"


def read_card(path: Path) -> Card | None:
    """Return only the card of a case, the history undecoded; None where the history goes on elsewhere."""
    db = _opened(path)
    if db.table("about").all()[0]["format"] != _ALONE:
        return None
    return cast("Card", _decoded(path, lambda: decode(dict(db.table("card").all()[0]), Card)))


def _read_events(path: Path, union: Any, after: int = 0) -> tuple[Any, ...]:
    db = _opened(path)
    events = db.table("events")
    if _after(db) != after:
        raise Damaged(
            f"{path} goes on after {_after(db)} events where {after} are found: a part of the history is "
            "missing or was changed. Nothing was changed. Restore the folder from the last backup."
        )
    return cast("tuple[Any, ...]", _decoded(path, lambda: tuple(decode(dict(doc), union) for doc in events)))


def _begun(after: int) -> TinyDB:
    db = TinyDB({}, storage=AtomicStorage)
    db.table("about").insert({"format": FORMAT, "after": after} if after else {"format": _ALONE})
    return db


def _after(db: TinyDB) -> int:
    return int(db.table("about").all()[0].get("after", 0))


# ── a file that can be trusted, or Damaged ─────────────────────────────────────────────────


def _opened(path: Path) -> TinyDB:
    data = _read(path)
    try:
        written_as = data["about"]["1"]["format"]
        whole = isinstance(written_as, int) and bool(data["events"]) and isinstance(data["events"], dict)
    except (LookupError, TypeError):
        whole = False
    if not whole:
        raise Damaged(
            f"{path} is not a whole journal: it does not say its format, or holds no history. Nothing was "
            "changed. Restore this file from the last backup."
        )
    if written_as > FORMAT:
        raise Damaged(
            f"{path} was written by a newer Headsup (format {written_as}, this one reads up to {FORMAT}). "
            "Install the newer version again, or restore the backup made before the upgrade."
        )
    return TinyDB(data, storage=AtomicStorage)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise Damaged(f"{path} is gone. Restore it from the last backup.") from None
    except (ValueError, RecursionError) as error:
        raise Damaged(
            f"{path} is damaged ({error}). Nothing was changed. Stop the service, restore this file "
            "from the last backup, and start again."
        ) from error
    if not isinstance(data, dict):
        raise Damaged(f"{path} does not hold a journal. Restore this file from the last backup.")
    return data


def _decoded(path: Path, decoding: Callable[[], Any]) -> Any:
    try:
        return decoding()
    except Exception as error:
        raise Damaged(
            f"{path} holds something this version cannot read ({error.__class__.__name__}: {error}). "
            "Restore it from the last backup, or install the version that wrote it."
        ) from error
