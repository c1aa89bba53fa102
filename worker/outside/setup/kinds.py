"""The kinds of value a setting can have.

Each is a function from what TOML holds to a typed value; a ``ValueError`` says in words what is
wrong and what to write instead, ready to follow the setting's name.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

Kind = Callable[[object], Any]

MEGABYTE = 1_048_576
LOCAL_PART = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
LABEL = re.compile(r"[a-z0-9-]{1,63}")


def text(value: object) -> str:
    """Words, on one line or several."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f'{show(value)} is not text. Write words between quotes: "..."')
    return value.strip()


def line(value: object) -> str:
    """Words on one line: fit for a header or a file name."""
    words = text(value)
    if not words.isprintable():
        raise ValueError(f"{show(value)} is not one line of plain text. Write it without line breaks")
    return words


def line_or_nothing(value: object) -> str:
    """The same, or "" for none."""
    return "" if value == "" else line(value)


def address(value: object) -> str:
    """A mail address, in lower case (RFC 5321 §4.1.2, without quoting)."""
    found = value.strip().lower() if isinstance(value, str) else ""
    local, _, domain = found.rpartition("@")
    if not LOCAL_PART.fullmatch(local) or not _is_domain(domain) or len(found) > 254:
        raise ValueError(f'{show(value)} is not a mail address. Write it like "office@school.example"')
    return found


def domain(value: object) -> str:
    """A mail domain, in lower case."""
    found = value.strip().lower().removeprefix("@") if isinstance(value, str) else ""
    if not _is_domain(found):
        raise ValueError(f'{show(value)} is not a mail domain. Write it like "school.example"')
    return found


def host(value: object) -> str:
    """A server's name or IP address."""
    found = value.strip().lower() if isinstance(value, str) else ""
    if not _is_ip(found) and not all(LABEL.fullmatch(label) for label in found.split(".")):
        raise ValueError(f'{show(value)} is not a server name. Write it like "imap.school.example"')
    return found


def https(value: object) -> str:
    """The address of a service that is asked over TLS, without a path."""
    found = value.strip().lower().rstrip("/") if isinstance(value, str) else ""
    name, _, port = found.removeprefix("https://").partition(":")
    labels = all(LABEL.fullmatch(label) for label in name.split("."))
    if not found.startswith("https://") or not (labels or _is_ip(name)) or not (port or "1").isdigit():
        raise ValueError(
            f'{show(value)} is no such address. Write it like "https://login.microsoftonline.com"'
        )
    return found


def whole(least: int, most: int) -> Kind:
    """A whole number between two others, both allowed."""

    def read(value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"{show(value)} does not fit. Write a whole number from {least} to {most}")
        return value

    return read


def megabytes(value: object) -> int:
    """A size given in megabytes, in bytes."""
    size: int = whole(1, 100)(value)
    return size * MEGABYTE


def yes_no(value: object) -> bool:
    """True or false, as TOML writes them."""
    if not isinstance(value, bool):
        raise ValueError(f"{show(value)} is neither true nor false. Write true or false, without quotes")
    return value


def choice(*words: str) -> Kind:
    """One of a few words."""

    def read(value: object) -> str:
        if value not in words:
            raise ValueError(
                f"{show(value)} is not known. Write one of: " + ", ".join(f'"{w}"' for w in words)
            )
        return str(value)

    return read


def clock(value: object) -> time:
    """A time of day: ``"07:15"``, or TOML's own ``07:15:00``."""
    if isinstance(value, time):
        return value
    try:
        return datetime.strptime(value if isinstance(value, str) else "", "%H:%M").time()  # noqa: DTZ007
    except ValueError:
        raise ValueError(f'{show(value)} is not a time of day. Write it like "07:15"') from None


def day(value: object) -> date:
    """A date, as TOML writes it: ``2026-09-02``, without quotes."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"{show(value)} is not a date. Write it like 2026-09-02, without quotes")
    return value


def zone(value: object) -> str:
    """A time zone by its name in the tz database."""
    try:
        return ZoneInfo(value if isinstance(value, str) else "").key
    except (ValueError, OSError, LookupError):
        raise ValueError(f'{show(value)} is not a time zone. For England write "Europe/London"') from None


def several(kind: Kind) -> Kind:
    """A list whose every entry is of one kind, as a tuple."""

    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(f"{show(value)} is not a list. Write it between square brackets: [...]")
        return tuple(kind(entry) for entry in value)

    return read


def show(value: object) -> str:
    """A value as its owner wrote it, more or less, and not longer than a line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    said = f'"{value}"' if isinstance(value, str) else str(value)
    return said if len(said) <= 60 else said[:57] + '..."'


def _is_domain(found: str) -> bool:
    labels = found.split(".")
    return len(labels) > 1 and all(
        LABEL.fullmatch(label) and not label.startswith("-") and not label.endswith("-") for label in labels
    )


def _is_ip(found: str) -> bool:
    try:
        ipaddress.ip_address(found)
    except ValueError:
        return False
    return True
