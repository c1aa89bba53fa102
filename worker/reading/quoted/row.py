"""One labelled line of a header block: "label: value", two cells, or a label that lost its colon."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from worker.reading.message.addresses import find_email
from worker.reading.quoted.dates import date_score, strip_invisible
from worker.reading.quoted.shapes import Line, words
from worker.reading.words.straight import straight

_LABEL = re.compile(
    r"[*_]{0,2}([^\W\d_][^:：@<>\"\n]{0,38}?)\s{0,2}[*_]{0,2}\s{0,2}[:：]\s{0,2}[*_]{0,2}(?!//)\s{0,3}(.*)\Z",
    re.DOTALL,
)
_CELLS = re.compile(r"\|\s{0,3}([^|:：]{1,40}?)\s{0,3}[:：]?\s{0,3}\|\s{0,3}([^|]*?)\s{0,3}\|\Z")
_NO_LABEL = frozenset(",，、،;；؛!！?？؟。")
"""What stands in words that somebody wrote, and in no client's label."""
_HAS_DIGIT = re.compile(r"\d")
_OPENS_ADDRESS = re.compile(r"(?:\A|[<\[(,;＜【（])[\s'\"]{0,3}(?:mailto:)?\s?\Z", re.IGNORECASE)
_KINDS = ("from", "date", "subject", "to", "cc", "reply_to", "other")


@dataclass(slots=True)
class Row:
    """One "label: value" line; ``kinds`` is all that its label can mean in the languages known.

    ``alone`` is set where the value stood on the line below.
    """

    label: str
    value: str
    kinds: frozenset[str]
    alone: bool = False

    @property
    def kind(self) -> str | None:
        """What the label means, where it means one thing."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else None

    @property
    def has_address(self) -> bool:
        """True when the value shows an address as a mailbox does, not within a sentence."""
        found = find_email(self.value[:2_000])
        return found is not None and bool(_OPENS_ADDRESS.search(self.value[: found.start()]))


def kinds_of(rows: list[Row]) -> set[str | None]:
    """Return what the labels of these rows mean, as far as each means one thing."""
    return {row.kind for row in rows if row.kind}


def may_be_row(line: Line) -> bool:
    """Whether a line has a colon, or the sign that parts cells; most have not."""
    content = line.content
    return ":" in content or "|" in content or (not content.isascii() and bool(_COLON.search(content)))


_COLON = re.compile("[:：՝៖፦፡᠄׃∶︰﹕꞉]")
"""What stands behind a label: in Armenian, Khmer, Amharic, Mongolian and others a sign of their own."""


def read_row(line: Line) -> Row | None:
    """Return the row a line shows as "label: value" or as two cells, or None."""
    content = line.content
    if content[:1] == "|" and (cells := _CELLS.match(content[:2_000])):
        content = f"{cells[1]}: {cells[2]}"
    if len(content) > 20_000 or not (colon := _COLON.search(content[:60])):
        return None
    found = _LABEL.match(f"{content[: colon.start()]}:{content[colon.end() :]}")
    if found is None or len(found[1].split()) > 5 or not _NO_LABEL.isdisjoint(found[1]):
        return None
    label = fold(found[1])
    kinds = known_labels().get(label, frozenset())
    if not kinds and _HAS_DIGIT.search(label):
        return None
    return Row(label, found[2].strip(), kinds)


def read_bare(line: Line) -> Row | None:
    """A few translations lost the colon behind "Subject" and "Cc"."""
    label, _, value = line.content.partition(" ")
    kinds = known_labels().get(fold(label), frozenset())
    if len(label) < 2 or not kinds <= {"subject", "cc"} or not kinds or not label[:1].isupper():
        return None
    return Row(fold(label), value.strip(), kinds)


def read_unmarked(lines: list[Line]) -> list[Row]:
    """Return the rows right under a marker where the client writes no colons ("From Ann <a@one.example>")."""
    rows: list[Row] = []
    for line in lines:
        label, _, value = line.content.partition(" ")
        kinds = known_labels().get(fold(label), frozenset()) if label[:1].isupper() else frozenset()
        if len(kinds) != 1 or not value or kinds & kinds_of(rows):
            break
        rows.append(Row(fold(label), value.strip(), kinds))
    sender = next((row for row in rows if row.kind == "from"), None)
    dated = any(row.kind == "date" and date_score(row.value) >= 2 for row in rows)
    return rows if sender is not None and sender.has_address and dated else []


def fold(label: str) -> str:
    """Write a label as the lists do: composed, lower case, without marks around it."""
    label = straight(label.strip(" *_\t").lower())
    if label.isascii():
        return label
    return unicodedata.normalize("NFC", label).replace("i\u0307", "i")


@cache
def known_labels() -> dict[str, frozenset[str]]:
    """Return what each label of ``knowledge/clients.toml`` can mean."""
    kinds: dict[str, set[str]] = {}
    for kind in _KINDS:
        for label in words("labels", kind):
            kinds.setdefault(strip_invisible(label), set()).add(kind)
    return {label: frozenset(found) for label, found in kinds.items()}
