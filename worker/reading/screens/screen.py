"""What a screenshot shows, as far as it can be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One post, comment, review or message on the screen.

    ``when`` is the time as the screen shows it. ``confidence`` (0 to 1) is that of the reading of
    this item, its layout included. ``sure`` says that ``author`` may be taken without asking.
    """

    author: str | None
    handle: str | None
    when: str | None
    text: str
    confidence: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """A screenshot as read. ``platform`` is a slug of knowledge/platforms.toml, unknown is ``None``.

    ``address`` is what an address bar shows, ``text`` every line in reading order. Where
    ``legible`` is False the fields were not filled in: a better picture is needed. ``doubts`` are
    the reasons, in plain words, why a person must be asked.
    """

    platform: str | None
    items: tuple[Item, ...]
    address: str | None
    group: str | None
    text: str
    legible: bool
    doubts: tuple[str, ...]
