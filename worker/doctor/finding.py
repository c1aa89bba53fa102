"""One line of the doctor's: what was found, and what to do. The words are ``knowledge/doctor.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from worker.wording.templates import clean

SIGNS = {"ok": ("✓", "ok"), "note": ("!", "!"), "bad": ("✗", "X"), "later": ("…", "?")}
"""How each mark is shown, in Unicode and in ASCII."""
_COLOURS = {"ok": "32", "note": "33", "bad": "31", "later": "33"}


@dataclass(frozen=True, slots=True)
class Finding:
    """``check`` names it for programs; ``mark`` is ok, note, bad, or later (try again)."""

    check: str
    mark: str
    says: str
    do: str = ""


def found(check: str, **values: object) -> Finding:
    """The finding of that name, filled in with what is safe to print."""
    entry = _knowledge()[check]
    shown = {name: clean(str(value)) for name, value in values.items()}
    return Finding(check, entry["mark"], entry["says"].format(**shown), entry.get("do", "").format(**shown))


def as_text(finding: Finding, *, colour: bool, unicode: bool) -> str:
    """A finding in one line, or two where something is to be done."""
    sign = SIGNS[finding.mark][0 if unicode else 1]
    if colour:
        sign = f"\x1b[{_COLOURS[finding.mark]}m{sign}\x1b[0m"
    return f"{sign} {finding.says}" + (f"\n    {finding.do}" if finding.do else "")


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads(files("worker.knowledge").joinpath("doctor.toml").read_text("utf-8"))
