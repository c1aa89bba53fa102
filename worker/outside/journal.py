"""A journal: one TinyDB file holding the events of one case (or of one month's mailroom).

TinyDB writes its whole file at every table operation; here the writes of one commit are gathered
and reach the disk once, atomically, so that a commit is all or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage

from worker.deciding.card import Card
from worker.errors import Damaged
from worker.events import CaseEvent, MailroomEvent
from worker.outside.chain import START, sha256_of
from worker.outside.disk import write_atomically

FORMAT = 1


class AtomicStorage(Storage):
    """TinyDB storage that keeps writes in memory until ``settle`` puts them on disk in one step."""

    def __init__(self, path: Path, data: dict[str, dict[str, Any]]) -> None:
        self._path = path
        self._data = data

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables as they stand, committed or not."""
        return self._data

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Gather a change."""
        self._data = data

    def settle(self) -> None:
        """Put every gathered change on disk, all or nothing."""
        write_atomically(self._path, _written(self._data))


def _written(data: dict[str, Any]) -> bytes:
    """Data as it lies on disk. A stray surrogate from a mail becomes the JSON escape it stands for."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def append(
    path: Path, events: Sequence[CaseEvent | MailroomEvent], card: Card | None = None, *, known: int
) -> str:
    """Commit events (and the case's card) to a journal: one atomic, durable write.

    Returns what the history of a case then chains to (``seals_of``), "" where nothing was written.
    ``known`` is how many events the writer has seen there, 0 for a journal that is yet to be. Raises
    Damaged when there are more or fewer: what was decided without them must not be written over them.
    """
    if not events:
        return ""
    db = _opened(path) if known or path.exists() else _begun(path)
    found = len(db.table("events"))
    if found != known:
        raise Damaged(
            f"{path} holds {found} events where {known} were expected: something else wrote to it. "
            "Nothing was changed. Start the service again, and it goes on from what is there."
        )
    db.table("events").insert_multiple(encode(event) for event in events)
    if card is not None:
        db.drop_table("card")
        db.table("card").insert(encode(card))
    cast("AtomicStorage", db.storage).settle()
    return seals_of(_lines_of(db))[-1] if card is not None else ""


def read_case(path: Path) -> tuple[CaseEvent, ...]:
    """Return a case's history. Raises Damaged, naming the file, when it cannot be trusted."""
    return cast("tuple[CaseEvent, ...]", _read_events(path, CaseEvent))


def read_mailroom(path: Path) -> tuple[MailroomEvent, ...]:
    """Return one month of the mailroom's history. Raises Damaged like ``read_case``."""
    return cast("tuple[MailroomEvent, ...]", _read_events(path, MailroomEvent))


def read_lines(path: Path) -> tuple[bytes, ...]:
    """Return a history as it is written, an event a line, without line breaks: what is sealed."""
    return _lines_of(_opened(path))


def _lines_of(db: TinyDB) -> tuple[bytes, ...]:
    return tuple(_written(dict(doc)) for doc in db.table("events"))


def seals_of(lines: Iterable[bytes]) -> tuple[str, ...]:
    """Return the hashes a history chains to, after no event, one, two …

    Each is the SHA-256 of the one before it, a space, and the event's line: ``sha256sum`` can follow it.
    """
    seals = [START]
    for line in lines:
        seals.append(sha256_of(seals[-1].encode() + b" " + line))
    return tuple(seals)


def find_rewritten(path: Path) -> str | None:
    """Say that a journal is not byte for byte what its own content is written as, if it is not."""
    data = _read(path)
    counted = all(list(table) == [str(n) for n in range(1, len(table) + 1)] for table in data.values())
    if counted and path.read_bytes() == _written(data) and data.get("about") == {"1": {"format": FORMAT}}:
        return None
    return f"{path}: is not written as it was: something else than Headsup changed it"


def read_card(path: Path) -> Card:
    """Return only the card of a case: a start reads every case, so the history stays undecoded."""
    db = _opened(path)
    return cast("Card", _decoded(path, lambda: decode(dict(db.table("card").all()[0]), Card)))


def _read_events(path: Path, union: Any) -> tuple[Any, ...]:
    events = _opened(path).table("events")
    return cast("tuple[Any, ...]", _decoded(path, lambda: tuple(decode(dict(doc), union) for doc in events)))


def _begun(path: Path) -> TinyDB:
    db = TinyDB(path, {}, storage=AtomicStorage)
    db.table("about").insert({"format": FORMAT})
    return db


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
    return TinyDB(path, data, storage=AtomicStorage)


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


# ── values to JSON and back ────────────────────────────────────────────────────────────────


@cache
def _converter() -> Any:
    from cattrs import Converter
    from cattrs.gen import make_dict_unstructure_fn
    from cattrs.strategies import configure_tagged_union

    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_unstructure_hook(datetime, _write_instant)
    converter.register_structure_hook(datetime, lambda text, _: _read_instant(text))
    converter.register_unstructure_hook(date, lambda on: on.isoformat())
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    for plain in (str, int, bool):  # by itself cattrs would make a text of a number, and true of "no"
        converter.register_structure_hook(plain, _as_it_stands)
    converter.register_structure_hook(StrEnum, lambda word, kind: kind(word))
    converter.register_unstructure_hook_func(_is_enum, lambda word: word.value)
    converter.register_unstructure_hook_factory(
        is_dataclass, lambda cls: make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)
    )
    configure_tagged_union(CaseEvent, converter, tag_name="event")
    configure_tagged_union(MailroomEvent, converter, tag_name="event")
    return converter


def _write_instant(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError(f"{at} is no instant: it has no time zone")
    return at.astimezone(UTC).isoformat()


def _read_instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text} is no instant: it has no time zone")
    return at


def _as_it_stands(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not of type {kind.__name__}")
    return value


def _is_enum(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, StrEnum)


def encode(value: Any) -> dict[str, Any]:
    """Return a value as JSON-ready data; an event carries its name under "event".

    Raises ValueError on a time without a zone: it would be another instant on another machine.
    """
    data = cast("dict[str, Any]", _converter().unstructure(value))
    if not isinstance(value, Card):
        data["event"] = type(value).__name__
    return data


def decode(data: dict[str, Any], kind: Any) -> Any:
    """Return the value that ``encode`` was given. Raises on anything it does not know."""
    return _converter().structure(data, kind)
