"""How well a screen was read: one way to count, for the tests and for the bench."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from tests.screens.cast import Said
from worker.reading.screens import Item, Screen

_ALIKE = 0.8
"""An item is found where its words are alike to so much; a name beside them may settle a tie."""
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")


@dataclass(frozen=True)
class Tally:
    """Counts, which add up.

    ``right`` is letter for letter. ``misread`` is the author's name with a sign lost or an accent (the
    engine's doing), ``wrong`` another name, or one for an item that has none, ``unreal`` a named item
    that is on no screen.
    """

    pictures: int = 0
    platforms: int = 0
    items: int = 0
    found: int = 0
    authors: int = 0
    right: int = 0
    blank: int = 0
    misread: int = 0
    wrong: int = 0
    unreal: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def row(self) -> str:
        """The shares in per cent as one line of a table: platform, items, author right, misread, wrong."""
        return "".join(
            f"{100 * part / max(1, whole):8.2f}"
            for part, whole in (
                (self.platforms, self.pictures), (self.found, self.items), (self.right, self.authors),
                (self.misread, self.authors), (self.wrong + self.unreal, self.authors),
            )
        )  # fmt: skip


def tally(screen: Screen, platform: str | None, said: Sequence[Said]) -> Tally:
    """What was found of what is shown. Items of pictures alone (smileys) cannot be read and do not count."""
    told = [one for one in said if plain(one.text)]
    pairs = pairs_of(screen.items, told)
    named = [(one, item) for one, item in pairs if item]
    right = sum(one.author is not None and same(item.author, one.author) for one, item in named)
    other = [(i.author, one.author or "") for one, i in named if i.author and not same(i.author, one.author)]
    misread = sum(plain(read) == plain(true) for read, true in other)
    met = [item for _, item in named]
    return Tally(
        pictures=1,
        platforms=screen.platform == platform,
        items=len(told),
        found=len(named),
        authors=sum(one.author is not None for one, _ in named),
        right=right,
        blank=sum(one.author is not None and item.author is None for one, item in named),
        misread=misread,
        wrong=len(other) - misread,
        unreal=sum(bool(i.author and plain(i.text)) for i in screen.items if not any(i is m for m in met)),
    )


def pairs_of(items: Sequence[Item], said: Sequence[Said]) -> list[tuple[Said, Item | None]]:
    """Each thing said with the item it was found as."""
    left = list(items)
    pairs: list[tuple[Said, Item | None]] = []
    for one in said:
        best = max(left, key=lambda item: _alike(item, one), default=None)
        if best is not None and _alike(best, one) >= _ALIKE:
            left.remove(best)
            pairs.append((one, best))
        else:
            pairs.append((one, None))
    return pairs


def _alike(item: Item, one: Said) -> float:
    words = SequenceMatcher(None, plain(item.text), plain(one.text), autojunk=False).ratio()
    return words + (0.05 if same(item.author, one.author) else 0.0)


def plain(text: str) -> str:
    """A text's letters and digits alone."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", bare)


def same(one: str | None, other: str | None) -> bool:
    """Whether two names are one, letter for letter."""
    return _name(one) == _name(other)


def _name(text: str | None) -> str:
    """A name as it is compared: letter for letter, without smileys and WhatsApp's "~"."""
    return " ".join(_PICTURES.sub("", unicodedata.normalize("NFC", text or "")).removeprefix("~").split())
