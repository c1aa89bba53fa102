"""Whose words they are: the author read from a head, a name row or the first word of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from worker.reading.screens.colours import apart
from worker.reading.screens.kinds import Sorted
from worker.reading.screens.looks import Look, shared
from worker.reading.screens.names import (
    Name,
    bare,
    bears_badge,
    could_be_a_name,
    is_badge,
    is_short,
    is_user_name,
    is_whole,
    read_name,
    without_doing,
)
from worker.reading.screens.rows import Row, is_bolder, joined
from worker.reading.screens.times import find_time, split_glued

CLEAR = 0.9
"""A name read with less confidence than this is asked for."""


@dataclass(frozen=True, slots=True)
class Author:
    """A name as read, whether it may be taken without asking, and the handle shown beside it."""

    name: str | None
    sure: bool
    handle: str | None = None


NOBODY = Author(None, False)

_ON_TWO_ROWS = 1.7
SAME_INK = 45
_MOST_WORDS = 8
_OTHER_GROUND = 10
_BUTTON = 12
_MOST_NAMES = 2
_SLACK = 0.3
"""At the right of a name there may be a button or two."""

_AT = re.compile(r"^(?P<name>.*?)[^\w…).]{0,6}@(?P<handle>[\w.]{1,30})\W*$")
_HANDLE_WORD = re.compile(r"[a-z0-9_][a-z0-9._]{2,29}")
_SCRAP = re.compile(r"(?<=\w\w) [a-zO0V]$")
"""What may be left of a badge after a name."""
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|sir|dr|rev|cllr|prof|the)\.? (?=[A-Z])", re.IGNORECASE)
_SET_OFF = re.compile(r"[·•∙]\s*$")
"""Nobody writes such a sign before a time of his own."""
_CUT = re.compile(r"(?:…|\.\.\.?)$")


def author_of_row(row: Row, look: Look, *, parted: bool = False) -> Author:
    """The author whose name fills a row; ``parted`` says that the row can be nothing but a name."""
    row = _without_button(row)
    time = find_time(row.text)
    text = row.text[: time.start] if time else row.text
    return author_before(text, row, look, parted=parted or bears_badge(row.text))


def _without_button(row: Row) -> Row:
    """The row without a short word far to its right, on other ground: a button."""
    first, last = row.pieces[0], row.pieces[-1]
    far = last.left - row.pieces[-2].right > 2 * row.high if len(row.pieces) > 1 else False
    button = far and len(last.text) <= _BUTTON and apart(first.paper, last.paper) >= _OTHER_GROUND
    return Row(row.pieces[:-1]) if button else row


def author_of_head(one: Sorted, look: Look) -> Author | None:
    """The author before the time on the same row; ``None`` where the row is no head after all."""
    if look.slug == "x":
        return _of_at(one)
    author = author_before(one.before, one.row, look)
    if look.names == "short" and not is_short(one.before):
        return replace(author, name=None, sure=False)  # it is where they live
    if _leads(one) or (
        not author.sure and is_set_off(one) and (one.before[0].isupper() or look.names != "display")
    ):
        author = author_of_row(one.row, look, parted=True)
    return author if author.name else None


def _leads(one: Sorted) -> bool:
    """Whether what stands before the time of a head is bolder than the time, to the letter: a name."""
    first = one.row.pieces[0]
    return 0 < first.lead < len(first.text) and first.text[: first.lead].strip() == one.before.strip()


def is_set_off(one: Sorted) -> bool:
    """Whether a dot stands before the time of a head: "Rumbelow & Daughters · 50m"."""
    return one.time is not None and bool(_SET_OFF.search(one.row.text[: one.time.start]))


def author_before(text: str, row: Row, look: Look, *, parted: bool = False) -> Author:
    """The author whose name stands in ``text``, a part of ``row``; ``parted``: it can be nothing else."""
    lead = row.pieces[0].text[: row.pieces[0].lead].strip()
    if " " in lead and text.startswith(lead) and (look.names == "short" or _is_doing(text[len(lead) :])):
        text = lead  # where they live, or what they do, follows in small print
    name = read_name(text, look.names)
    if name is None and parted and could_be_a_name(_TITLE.sub("", bare(text))):
        name = Name(bare(text), True)
    if name is None:
        return NOBODY
    whole = look.names in ("handle", "nick") or is_user_name(name.text) or is_whole(_TITLE.sub("", name.text))
    spelt = name.sure or (parted and look.names not in ("handle", "nick") and not _lost_a_space(name.text, look))
    if look.names == "short" and text != lead and not parted and _may_end_with_a_place(name.text):
        spelt = False
    sure = spelt and whole and _is_clear(row, text) and not _CUT.search(name.text)
    return Author(name.text, sure, _as_handle(name.text, look))


def _lost_a_space(name: str, look: Look) -> bool:
    """Whether an initial may have grown together with the name before it: "TRACYT." on Nextdoor."""
    return look.names == "short" and name.endswith(".") and " " not in name


def _is_doing(rest: str) -> bool:
    """Whether what follows a name begins with a small letter, and is no more of it ("van der Berg")."""
    first = rest.split()[:1]
    return bool(first) and first[0][0].islower() and first[0] not in shared().particles


def _may_end_with_a_place(name: str) -> bool:
    """Whether a name is so long that where its bearer lives may be a part of it."""
    return not is_short(name) and len(re.sub(r"\(.*\)", "", name).split()) > _MOST_NAMES


def _of_at(one: Sorted) -> Author | None:
    match = _AT.match(one.before)
    if not match:
        return None
    name = re.sub(r"\s+\W+$", "", bare(match["name"])) or None
    shown = one.before[: match.start("handle") - 1].strip()
    doubtful = name is None or not is_whole(name) or _CUT.search(shown) or _SCRAP.search(name)
    return Author(name, not doubtful and _is_clear(one.row, one.before), "@" + match["handle"])


def _is_clear(row: Row, text: str) -> bool:
    """Whether the pieces that hold ``text``, with which the row begins, were all read clearly.

    A row much higher than its first words stands beside a name that goes on in the next row.
    """
    first = row.pieces[0]
    if row.bottom - row.top > _ON_TWO_ROWS * (first.bottom - first.top):
        return False
    reach = 0
    for piece in row.pieces:
        if piece.confidence < CLEAR:
            return False
        reach += len(piece.text) + 1
        if reach >= len(text):
            break
    return True


def inline_author(rows: Sequence[Row], *, confirmed: bool) -> tuple[Author, list[Row]]:
    """The user name that begins the first row, and the rows without it (Instagram's captions).

    ``confirmed`` says that the page has been seen to begin its comments so.
    """
    first = rows[0]
    if (time := find_time(first.text)) and first.text[time.end :].strip(" ·•") == "":
        return NOBODY, list(rows)  # a head that could not be read, and no caption
    word, _, rest = first.text.partition(" ")
    if len(rows) == 1 and is_badge(rest):
        return NOBODY, list(rows)  # the head of a post, and nothing that was said
    bold = first.pieces[0].lead == len(word) and " " in rest
    word = word.replace("I", "l")  # user names have no capitals there
    if not _HANDLE_WORD.fullmatch(word) or read_name(word, "handle") is None:
        return NOBODY, list(rows)
    telling = bold or bool(re.search(r"[\d._]", word)) or len(word) >= (5 if confirmed else 9)
    sure = telling and first.confidence >= CLEAR and not split_glued(word)
    head = replace(first.pieces[0], text=rest or "")
    left = [Row((head, *first.pieces[1:]))] if rest or len(first.pieces) > 1 else []
    return Author(word, sure, "@" + word), [*left, *rows[1:]]


def run_in_author(row: Row, look: Look) -> tuple[Author, Row] | None:
    """The name in bold letters, or another colour, from which the words run on; and the words.

    One word may be bold by chance, or by its letters: a name of one word is told otherwise.
    """
    piece = row.pieces[0]
    name, rest = piece.text[: piece.lead].strip(), piece.text[piece.lead :].strip()
    if " " not in name or not rest or is_badge(rest) or look.names in ("handle", "nick", "short"):
        return None
    author = author_before(name, row, look, parted=True)
    return (author, Row((replace(piece, text=rest, lead=0), *row.pieces[1:]))) if author.name else None


def fainter(rows: Sequence[Row]) -> bool:
    """Whether the first row is in another ink than the words under it, as names in small print are."""
    return len(rows) > 1 and apart(rows[0].ink, rows[1].ink) > SAME_INK


def is_titled(rows: Sequence[Row]) -> bool:
    """Whether the first row is in bolder letters than the words under it, as names are."""
    return len(rows) > 1 and could_be_a_name(_TITLE.sub("", rows[0].text)) and is_bolder(rows[0], rows[1])


def stands_apart(rows: Sequence[Row], unit: float) -> bool:
    """Whether the first row was broken off on purpose, as a name is: the next word would have fitted."""
    return len(rows) > 1 and could_be_a_name(rows[0].text) and breaks_early(rows, unit)


def breaks_early(rows: Sequence[Row], unit: float) -> bool:
    """Whether the first word of the second row would have had room on the first."""
    if len(rows) < 2:
        return False
    return has_room(rows[0], rows[1], max(row.right for row in rows) - 0.6 * unit)


def has_room(first: Row, second: Row, limit: float) -> bool:
    """Whether the first word of the second row would have had room on the first, up to ``limit``."""
    words = second.text.split()
    wide = (second.right - second.left) * (len(words[0]) + 1) / max(1, len(second.text))
    return first.right + wide < limit


def whole_name(rows: Sequence[Row], limit: float) -> tuple[list[Row], bool]:
    """The rows with the first ones joined where they are one name that was broken for want of room.

    False with it: they may be one, and nothing tells. ``limit`` is how far to the right words reach here.
    """
    first, end = rows[0], 1
    while end < len(rows) and is_broken(rows[end - 1], rows[end], limit) and not is_bolder(rows[0], rows[end]):
        if not is_short_enough(f"{first.text} {rows[end].text}"):
            break
        end += 1
        first = joined(first, rows[end - 1])
    if end == 1:
        return list(rows), True
    if (rows[0].text.endswith("-") and end == 2) or (end < len(rows) and is_bolder(rows[0], rows[end])):
        return [first, *rows[end:]], True
    return list(rows), not (rows[0].pieces[0].stroke and could_be_a_name(rows[1].text))


def is_broken(one: Row, other: Row, limit: float) -> bool:
    """Whether ``other`` goes on what ``one`` began: of one make, touching, and there was no more room."""
    alike = (
        abs(one.left - other.left) < 0.5 * one.high
        and other.top - one.bottom < 0.75 * one.high
        and apart(one.ink, other.ink) <= SAME_INK
        and 0.8 < other.high / one.high < 1.25
    )
    if not alike or not is_short_enough(f"{one.text} {other.text}") or _in_parts(one):
        return False
    first, *beside = other.pieces
    wide = (first.right - first.left) * (len(first.text.split()[0]) + 1) / len(first.text)
    room = beside[0].left if beside else limit
    return one.text.endswith("-") or one.right + wide > room - _SLACK * (room - one.left)


def is_short_enough(text: str) -> bool:
    """Whether so many words can be a name with a badge, whatever its bearer does beside."""
    return len(without_doing(text).split()) <= _MOST_WORDS


def _in_parts(row: Row) -> bool:
    """Whether a row is of things far apart, as the tabs of an app are."""
    return any(two.left - one.right > 2 * row.high for one, two in pairwise(row.pieces))


def _as_handle(name: str, look: Look) -> str | None:
    return "@" + name if look.names == "handle" else None
