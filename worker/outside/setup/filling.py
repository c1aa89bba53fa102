"""A settings file of one's own, made from the shipped one: values put in, every comment left where it is.

The shipped ``config.toml`` stays the one source of what each setting means. A key is found in its table, also
where it is switched off with "#"; a value over several lines is replaced as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from worker.model import Period

_TABLE = re.compile(r"\[\[?(?P<name>[a-z_.]+)\]\]?")
_KEY = re.compile(r"#?(?P<key>[a-z_]+) = (?P<value>.*)")
_CLOSES = {"[": "]", '"""': '"""'}
"""How a value that goes over several lines begins, and the line it ends with."""


def fill(sample: str, values: Mapping[str, Any], without: Iterable[str] = ()) -> str:
    """Put values into a settings file, and switch off the tables ``without``.

    ``values`` are by dotted key: "people.head.name"; None switches one off. KeyError for one that the file
    does not have.
    """
    lines = iter(sample.splitlines())
    left, off = dict(values), frozenset(without)
    out: list[str] = []
    table = ""
    for line in lines:
        named = _TABLE.fullmatch(line)
        table = named["name"] if named else table
        found = _KEY.fullmatch(line)
        key = f"{table}.{found['key']}" if found else ""
        if found and key in left:
            value = left.pop(key)
            if value is not None:
                _skip_rest(found["value"], lines)
            out.append(f"#{line.lstrip('#')}" if value is None else f"{found['key']} = {as_toml(value)}")
        else:
            switched_off = table in off and bool(named or found) and not line.startswith("#")
            out.append(f"#{line}" if switched_off else line)
    if left:
        raise KeyError(", ".join(left))
    return "\n".join(out) + "\n"


def _skip_rest(value: str, lines: Iterable[str]) -> None:
    """Leave out what a value goes on with after its first line."""
    end = _CLOSES.get(value)
    for line in lines if end else ():
        if line.endswith(end or ""):
            return


def as_toml(value: Any) -> str:
    """A value as TOML writes it (TOML 1.0)."""
    if isinstance(value, str):
        return f'"""\n{_escaped(value)}"""' if "\n" in value else f'"{_escaped(value)}"'
    if isinstance(value, tuple) and value and isinstance(value[0], Period):
        halves = (f"  {{ first = {one.first_on}, last = {one.last_on} }},\n" for one in value)
        return f"[\n{''.join(halves)}]"
    return f"[{', '.join(as_toml(one) for one in value)}]" if isinstance(value, tuple) else str(value)


def _escaped(text: str) -> str:
    return "\n".join(json.dumps(line, ensure_ascii=False)[1:-1] for line in text.split("\n"))
