"""A journal: one TinyDB file holding the events of one case (or of one month's mailroom).

TinyDB writes its whole file at every table operation; here the writes of one commit are gathered
and reach the disk once, atomically, so that a commit is all or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage

from worker.deciding.case import Card
from worker.errors import Damaged
from worker.events import CaseEvent, MailroomEvent
from worker.outside.disk import write_atomically

FORMAT = 1


class AtomicStorage(Storage):
    """TinyDB storage that keeps writes in memory until ``settle`` puts them on disk in one step."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._data: dict[str, dict[str, Any]] | None = None
        self._changed = False
        if path.exists():
            self._data = _read_json(path)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables as they stand, committed or not."""
        return self._data

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Gather a change."""
        self._data = data
        self._changed = True

    def settle(self) -> None:
        """Put every gathered change on disk, all or nothing."""
        if self._changed:
            text = json.dumps(self._data, ensure_ascii=False, separators=(",", ":"))
            write_atomically(self._path, text.encode())
            self._changed = False


def _read_json(path: Path) -> dict[str, dict[str, Any]]:
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, UnicodeDecodeError) as error:
        raise Damaged(
            f"{path} is damaged ({error}). Nothing was changed. Stop the service, restore this file "
            "from the last backup, and start again."
        ) from error
    if not isinstance(data, dict):
        raise Damaged(f"{path} does not hold a journal. Restore this file from the last backup.")
    return data


@contextmanager
def _opened(path: Path) -> Iterator[TinyDB]:
    db = TinyDB(path, storage=AtomicStorage)
    about = db.table("about").get(doc_id=1)
    if about is None and path.exists():
        raise Damaged(f"{path} does not say which format it has. Restore it from the last backup.")
    if about is not None and cast("dict[str, Any]", about)["format"] > FORMAT:
        raise Damaged(
            f"{path} was written by a newer Headsup (format {cast('dict[str, Any]', about)['format']}, "
            f"this one reads up to {FORMAT}). Install the newer version again, or restore the backup "
            "made before the upgrade."
        )
    yield db


def append(path: Path, events: Sequence[CaseEvent | MailroomEvent], card: Card | None = None) -> None:
    """Commit events (and the case's card) to a journal: one atomic, durable write."""
    with _opened(path) as db:
        if not path.exists():
            db.table("about").insert({"format": FORMAT})
        db.table("events").insert_multiple(encode(e) for e in events)
        if card is not None:
            db.drop_table("card")
            db.table("card").insert(encode(card))
        cast("AtomicStorage", db.storage).settle()


def read_case(path: Path) -> tuple[CaseEvent, ...]:
    """Return a case's history. Raises Damaged, naming the file, when it cannot be trusted."""
    return cast("tuple[CaseEvent, ...]", _read_events(path, CaseEvent))


def read_mailroom(path: Path) -> tuple[MailroomEvent, ...]:
    """Return one month of the mailroom's history. Raises Damaged like ``read_case``."""
    return cast("tuple[MailroomEvent, ...]", _read_events(path, MailroomEvent))


def read_card(path: Path) -> Card:
    """Return only the card of a case: a start reads every case, so the history stays unread."""
    with _opened(path) as db:
        docs = db.table("card").all()
        return cast("Card", _decoded(path, lambda: decode(dict(docs[0]), Card)))


def _read_events(path: Path, union: Any) -> tuple[Any, ...]:
    with _opened(path) as db:
        docs = db.table("events").all()
        return cast(
            "tuple[Any, ...]", _decoded(path, lambda: tuple(decode(dict(doc), union) for doc in docs))
        )


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

    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(datetime, lambda at: at.isoformat())
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    converter.register_unstructure_hook(date, lambda on: on.isoformat())
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook_func(_is_enum, lambda word: word.value)
    converter.register_unstructure_hook_factory(
        is_dataclass, lambda cls: make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)
    )
    configure_tagged_union(CaseEvent, converter, tag_name="event")
    configure_tagged_union(MailroomEvent, converter, tag_name="event")
    return converter


def _is_enum(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, StrEnum)


def encode(value: Any) -> dict[str, Any]:
    """Return a value as JSON-ready data; an event carries its name under "event"."""
    data = cast("dict[str, Any]", _converter().unstructure(value))
    if not isinstance(value, Card):
        data["event"] = type(value).__name__
    return data


def decode(data: dict[str, Any], kind: Any) -> Any:
    """Return the value that ``encode`` was given. Raises on anything it does not know."""
    return _converter().structure(data, kind)
