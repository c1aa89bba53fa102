"""Events and cards to JSON and back, as a data folder keeps them; each event bears its name."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from worker.deciding.cases.card import Card
from worker.outside.plain import decode_plain, encode_plain

_ONCE_CALLED = {"LockedOut": "ReadingStopped"}
"""Events by the names they had in data folders of earlier versions."""


@cache
def _kinds(union: Any) -> dict[str, type]:
    """The events of a union by the names they bear in a history."""
    return {one.__name__: one for one in get_args(union)}


def encode(value: Any) -> dict[str, Any]:
    """Return an event or a card as JSON-ready data; an event carries its name under "event".

    Raises ValueError on a time without a zone: it would be another instant on another machine.
    """
    data = encode_plain(value)
    if not isinstance(value, Card):
        data["event"] = type(value).__name__
    return data


def decode(data: dict[str, Any], kind: Any) -> Any:
    """Return the value that ``encode`` was given. Raises on anything it does not know."""
    if kind is Card:
        return decode_plain(data, Card)
    name = data["event"]
    told = {field: value for field, value in data.items() if field != "event"}
    return decode_plain(told, _kinds(kind)[_ONCE_CALLED.get(name, name)])
