"""Values to JSON and back: strict both ways, so that what is read is what was written, or an error.

The words of ``model`` alone: what goes to a child and comes back needs no more, nor does the child.
"""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, cast

in_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""JSON-ready data as JSON, as short as may be."""


@cache
def _converter() -> Any:
    """Learns a kind of value when it meets the first of that kind: of a hundred, few are met in a day."""
    from cattrs import Converter
    from cattrs.gen import make_dict_unstructure_fn

    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_unstructure_hook(datetime, _write_instant)
    converter.register_structure_hook(datetime, lambda text, _: _read_instant(text))
    converter.register_unstructure_hook(date, lambda on: on.isoformat())
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    for plain in (str, int, bool, bytes):  # by itself cattrs would make a text of a number, and true of "no"
        converter.register_structure_hook(plain, _as_it_stands)
    converter.register_structure_hook(StrEnum, lambda word, kind: kind(word))
    converter.register_unstructure_hook_func(_is_enum, lambda word: word.value)
    converter.register_unstructure_hook_factory(
        is_dataclass, lambda cls: make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)
    )
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


def encode_plain(value: Any) -> dict[str, Any]:
    """Return a value of ``model`` as JSON-ready data; it may hold no bytes."""
    return cast("dict[str, Any]", _converter().unstructure(value))


def decode_plain(data: object, kind: Any) -> Any:
    """Return the value that ``encode_plain`` was given. Raises on anything it does not know."""
    return _converter().structure(data, kind)


def write_line(data: Any) -> bytes:
    """Return JSON-ready data as the line that goes to a child or comes back, stray surrogates too."""
    return in_json(data).encode("utf-8", "surrogatepass") + b"\n"


def read_line(line: bytes | bytearray) -> Any:
    """Return the data that ``write_line`` was given. Raises ValueError or RecursionError on anything else."""
    return json.loads(line.decode("utf-8", "surrogatepass"))
