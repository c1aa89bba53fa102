"""A journal: one TinyDB file holding the events of one case (or of one month's mailroom).

TinyDB writes its whole file at every table operation; here the writes of one commit reach the disk once,
atomically, so that a commit is all or nothing. What a commit adds is put into JSON once: the events that went
before it are copied as they stand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage

from worker.deciding.cases.card import Card
from worker.errors import Damaged
from worker.events import CaseEvent, MailroomEvent
from worker.outside.data.chain import START, sha256_of
from worker.outside.data.index import Mark, mark_of
from worker.outside.data.together import STRAIGHT, Straight
from worker.outside.data.values import decode, encode
from worker.outside.plain import in_json

FORMAT = 2
_ALONE = 1
"""What a journal that holds a whole history says; one that goes on in further ones, or is one of them, says
the newer format, so that no older version takes a part for the whole."""


class _Tables(Storage):
    """The tables of a journal in memory: what changes there is on disk once the whole is written."""

    def __init__(self, data: dict[str, dict[str, Any]]) -> None:
        self._data = data

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables as they stand."""
        return self._data

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Gather a change."""
        self._data = data


def _written(data: dict[str, Any]) -> bytes:
    """Data as it lies on disk. A stray surrogate from a mail becomes the JSON escape it stands for."""
    return in_json(data).encode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Kept:
    """A journal as it was written last, event by event: what is added next need not read it.

    ``seal`` is what the history then chains to (``seals_of``), "" where that is not asked for.
    """

    name: str
    mark: Mark | None
    lines: tuple[bytes, ...]
    seal: str


def append(
    path: Path,
    events: Sequence[CaseEvent | MailroomEvent],
    card: Card | None = None,
    *,
    known: int,
    kept: Kept | None = None,
    before: str = "",
    after: int = 0,
    disk: Straight = STRAIGHT,
) -> Kept:
    """Commit events (and the case's card) to a journal: one atomic, durable write.

    Of one that lies there as it was ``kept`` nothing is read. Where the writer knows what the history
    chained to ``before``, only the new events are sealed: a case may hold hundreds. ``known`` is how many
    events the writer has seen there, 0 for a journal that is yet to be, ``after`` how many of the history go
    before it in others. Raises Damaged when there are more or fewer: what was decided without them must not
    be written over them.
    """
    lies = disk.where(path)
    lines, about = _found(lies, kept, known, after)
    if len(lines) != known:
        raise Damaged(
            f"{path} holds {len(lines)} events where {known} were expected: something else wrote to it. "
            "Nothing was changed. Start the service again, and it goes on from what is there."
        )
    new = tuple(_written(encode(event)) for event in events)
    lines += new
    disk.write_last(path, _as_file(about, lines, card))
    sealed = (new, before) if before else (lines, START)
    seal = "" if card is None and not before else seals_of(*sealed)[-1]
    return Kept(path.name, mark_of(disk.where(path)), lines, seal)


def _found(lies: Path, kept: Kept | None, known: int, after: int) -> tuple[tuple[bytes, ...], dict[str, Any]]:
    """The events that lie there, each as it is written, and what the journal says of itself."""
    if kept is not None and kept.name == lies.name and kept.mark and kept.mark == mark_of(lies):
        return kept.lines, _about(after)
    if known or lies.exists():
        db = _opened(lies)
        lines = _decoded(lies, lambda: _lines_of(db))
        return lines, dict(db.table("about").all()[0])
    return (), _about(after)


def _about(after: int) -> dict[str, Any]:
    return {"format": FORMAT, "after": after} if after else {"format": _ALONE}


def _as_file(about: dict[str, Any], lines: Sequence[bytes], card: Card | None) -> bytes:
    """A journal as TinyDB has it, the rows of each table by their numbers; an event's line stays as it is."""
    rows = b",".join([b'"%d":%b' % (n, line) for n, line in enumerate(lines, 1)])
    last = b',"card":{"1":%b}' % _written(encode(card)) if card is not None else b""
    return b'{"about":{"1":%b},"events":{%b}%b}' % (_written(about), rows, last)


def let_go_on(path: Path, disk: Straight) -> None:
    """Have a whole history go on in further journals; its card, which would be outdated, goes."""
    db = _opened(disk.where(path))
    db.drop_table("about")
    db.table("about").insert({"format": FORMAT})
    db.drop_table("card")
    disk.write(path, _written(_data(db)))
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
    STRAIGHT.write_last(path, _written(_data(db)))


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
    db = _opened(path)
    return cast("tuple[bytes, ...]", _decoded(path, lambda: _lines_of(db)))


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
    data = _data(db)
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


def _data(db: TinyDB) -> dict[str, dict[str, Any]]:
    return db.storage.read() or {}


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
    return TinyDB(data, storage=_Tables)


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
