"""Tables of settings as they are declared, and the one reader that turns TOML into what they declare."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from worker.outside.setup.kinds import Kind, show
from worker.outside.setup.password import places_for

REQUIRED: Any = object()
SECRET_WORDS = ("password", "passwd", "passphrase", "secret", "token")


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: ``kind`` reads it, ``about`` explains it, ``field`` is what it becomes (the key if empty)."""

    key: str
    kind: Kind | Table | Many
    about: str
    default: Any = REQUIRED
    field: str = ""

    @property
    def may_be_absent(self) -> bool:
        """Whether a whole table may be left out, its value then being the default."""
        return isinstance(self.kind, Table) and self.default is None


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table: its settings, and what they build together (a dict where nothing is named)."""

    settings: tuple[Setting, ...]
    build: Callable[..., Any] = dict


@dataclass(frozen=True, slots=True)
class Many:
    """An array of tables, each built alike."""

    of: Table


def declared(table: Table, where: str = "") -> Iterator[tuple[str, Setting]]:
    """Every setting of a table and its inner tables that is no table itself, with its dotted key."""
    for setting in table.settings:
        name = f"{where}{setting.key}"
        inner = setting.kind.of if isinstance(setting.kind, Many) else setting.kind
        if isinstance(inner, Table):
            yield from declared(inner, f"{name}.")
        else:
            yield name, setting


def read(root: Table, found: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The fields of a whole file, as far as they could be read, and every problem with it."""
    reader = _Reader(root)
    return reader.fields(root, found, ""), reader.problems


@dataclass(slots=True)
class _Reader:
    """One reading of one file. Dotted names say where it is; it is never stopped by a problem."""

    root: Table
    problems: list[str] = field(default_factory=list)

    def fields(self, table: Table, found: object, where: str) -> dict[str, Any]:
        """The table's fields by name; those that could not be read are left out."""
        if not isinstance(found, dict):
            self.problems.append(
                f"{where}: {show(found)} is not a table. Write a line [{where}] above its keys."
            )
            return {}
        known = {setting.key: setting for setting in table.settings}
        self.problems.extend(
            self._unknown(_dotted(where, key), key, known) for key in found if key not in known
        )
        read = {}
        for key, setting in known.items():
            value = self._value(setting, key in found, found.get(key, {}), _dotted(where, key))
            if value is not REQUIRED:
                read[setting.field or key] = value
        return read

    def _value(self, setting: Setting, given: bool, found: object, name: str) -> Any:
        """One setting's value, or ``REQUIRED`` where there is none and the problem is noted."""
        if setting.may_be_absent and not given:
            return None
        if isinstance(setting.kind, Table):
            return self._built(setting.kind, found, name)
        if not given:
            if setting.default is REQUIRED:
                self.problems.append(f"{name}: missing. Add it: {setting.about}.")
            return setting.default
        if isinstance(setting.kind, Many):
            return self._several(setting.kind.of, found, name)
        try:
            return setting.kind(found)
        except ValueError as wrong:
            self.problems.append(f"{name}: {wrong} ({setting.about}).")
            return REQUIRED

    def _several(self, of: Table, found: object, name: str) -> Any:
        if not isinstance(found, list):
            self.problems.append(f"{name}: {show(found)} is not a list of tables. Write it as shipped.")
            return REQUIRED
        entries = [self._built(of, entry, f"{name} (number {n})") for n, entry in enumerate(found, start=1)]
        return REQUIRED if any(entry is REQUIRED for entry in entries) else tuple(entries)

    def _built(self, table: Table, found: object, name: str) -> Any:
        before = len(self.problems)
        fields = self.fields(table, found, name)
        return table.build(**fields) if table.build is dict or len(self.problems) == before else REQUIRED

    def _unknown(self, name: str, key: str, known: Mapping[str, Setting]) -> str:
        if any(word in key.casefold() for word in SECRET_WORDS):
            account = "smtp" if name.startswith("smtp") else "imap"
            return f"{name}: a password does not belong in this file. {places_for(account)}"
        near = difflib.get_close_matches(key, known, n=1)
        elsewhere = [other for other, setting in declared(self.root) if setting.key == key]
        if near:
            remedy = f"Did you mean {near[0]}?"
        elif elsewhere:
            remedy = f"It belongs elsewhere: {elsewhere[0]}."
        else:
            remedy = f"Known here: {', '.join(known)}."
        return f"{name}: there is no such setting. {remedy}"


def _dotted(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
