"""Whose words they are: the author read from a head, a name row or the first word of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from worker.reading.screens.badges import bears_badge, is_badge
from worker.reading.screens.barenames import bare, without_title
from worker.reading.screens.clear import CLEAR, is_clear, is_cut, is_torn
from worker.reading.screens.colours import apart
from worker.reading.screens.kinds import Sorted
from worker.reading.screens.letters import is_whole, may_differ
from worker.reading.screens.looks import Look, shared
from worker.reading.screens.names import (
    Name,
    could_be_a_name,
    is_house,
    is_place,
    is_short,
    is_user_name,
    may_be_called,
    read_name,
)
from worker.reading.screens.rows import Row
from worker.reading.screens.times import find_time, split_glued


@dataclass(frozen=True, slots=True)
class Author:
    """A name as read, whether it may be taken without asking, and the handle shown beside it."""

    name: str | None
    sure: bool
    handle: str | None = None


NOBODY = Author(None, False)

_OTHER_GROUND = 10
_BUTTON = 12
_SMALLER = 0.9
_MOST_NAMES = 2
_MOST_OF_A_HEAD = 2
_INITIALS = 2
"""So few capitals alone are what stands on an avatar."""

_AT = re.compile(r"^(?P<name>.*?)[^\w…).]{0,6}@ ?(?P<handle>[\w.]{1,30}(?:[—–-]+[\w.]{1,30})?)\W*$")
_HANDLE_WORD = re.compile(r"[a-z0-9_][a-z0-9._]{2,29}")
_GROWN = re.compile(r"^((?=[a-z]+[._\d])[a-z0-9._]{5,30})(?=[A-HJ-NP-ZÀ-ÖØ-Ž][^\W\dA-Z_])")
"""A user name of small letters to which the first word of a caption sticks: "oakfield_ptaAutumn"."""
_SCRAP = re.compile(r"(?<=\w\w) [a-zO0V]$")
"""What may be left of a badge after a name."""
_SET_OFF = re.compile(r"[·•∙]\s*$")
"""Nobody writes such a sign before a time of his own."""
_DOTS = re.compile(r"[·•∙|]")


def author_of_row(row: Row, look: Look, *, parted: bool = False, styled: bool = False) -> Author:
    """The author whose name fills a row; ``parted`` says that the row can be nothing but a name.

    ``styled`` says that it also is of the make of the page's other names.
    """
    row = _without_button(row)
    time = find_time(row.text)
    text = row.text[: time.start] if time else row.text
    author = author_before(text, row, look, parted=parted or styled or bears_badge(row.text))
    name = bare(text)
    if author.name or not styled or not may_be_called(name):
        return author
    if len(name) > 1 and name.isalpha() and may_differ(name) and row.pieces[0].missed < 0:
        return Author(name, False)  # "L J", or "LJ"
    return Author(name, _is_whole(name, row) and is_clear(row, text) and not is_torn(row, name))


def _without_button(row: Row) -> Row:
    """The row without a short word far to its right, on other ground: a button; or a badge beside it.

    A badge is in smaller print on a ground of its own, whatever it says.
    """
    if len(row.pieces) < 2:
        return row
    first, last = row.pieces[0], row.pieces[-1]
    far = last.left - row.pieces[-2].right > 2 * row.high and len(last.text) <= _BUTTON
    small = last.bottom - last.top < _SMALLER * row.high and len(first.text) > _INITIALS
    extra = (far or small) and apart(first.paper, last.paper) >= _OTHER_GROUND
    return Row(row.pieces[:-1]) if extra else row


def author_of_head(one: Sorted, look: Look) -> Author | None:
    """The author before the time on the same row; ``None`` where the row is no head after all."""
    if look.slug == "x":
        return _of_at(one)
    if look.names == "free" and one.before.startswith("@"):
        look = replace(look, names="handle")  # be people called as they like elsewhere
    author = author_before(one.before, one.row, look)
    if look.names == "short" and not is_short(one.before):
        return _leading(one, look) or replace(author, name=None, sure=False)  # it is where they live
    if _leads(one) or (
        not author.sure and is_set_off(one) and (one.before[0].isupper() or look.names != "display")
    ):
        author = author_of_row(one.row, look, parted=True, styled=_leads(one))
    return author if author.name else None


def _leading(one: Sorted, look: Look) -> Author | None:
    """The author in bold letters before where they live and when: "Pat Nolan · Kiln Lane · 1 day ago"."""
    first = one.row.pieces[0]
    lead = first.text[: first.lead].strip(" ·•∙-")
    rest = one.before.removeprefix(lead).strip()
    if not lead or not rest or rest == one.before.strip():
        return None
    if " " not in lead and not (_DOTS.match(rest) and rest.strip(" ·•∙|-")):
        return None  # the first word of where they live
    author = author_before(lead, one.row, look, parted=True)
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
    lead = row.pieces[0].text[: row.pieces[0].lead].strip(" ·•∙|")
    placed = (
        look.names == "short"
        and bool(lead)
        and (lead == _DOTS.split(text)[0].strip() or is_place(text[len(lead) :]))
    )
    if text.startswith(lead) and (placed or (" " in lead and _is_after(lead, text, look))):
        parted = parted or (placed and lead != text.strip())
        text = lead  # where they live, or what they do, follows in small print
    name = read_name(text, look.names)
    if name is None and parted and _could_be(bare(text), look):
        name = Name(bare(text), True)
    if name is None or "@" in name.text:
        return NOBODY
    whole = look.names in ("handle", "nick") or is_user_name(name.text) or _is_whole(name.text, row)
    spelt = name.sure or (parted and look.names not in ("handle", "nick") and not _is_half(name.text, look))
    if look.names == "short" and text != lead and not parted and _may_end_with_a_place(name.text):
        spelt = False
    sure = (
        spelt
        and whole
        and is_clear(row, text)
        and not is_torn(row, name.text)
        and not is_cut(name.text, text)
        and not _goes_on_after_bar(text, look)
    )
    return Author(name.text, sure, _as_handle(name.text, look))


def _goes_on_after_bar(text: str, look: Look) -> bool:
    """Whether more stands behind a bar than a badge: its bearer wrote it, as "Nikki | mum life".

    Where people live on their names' row it is read for the dot before the place.
    """
    _, bar, rest = text.partition("|")
    rest = _DOTS.split(rest)[0].strip()
    return look.names != "short" and bool(bar and rest) and not is_badge(rest)


def _is_whole(name: str, row: Row) -> bool:
    """Whether no letter and no space was lost from a name with which a row begins."""
    return is_whole(without_title(name), spaced=row.pieces[0].missed >= 0)


def _could_be(name: str, look: Look) -> bool:
    """Whether words that can be nothing but a name may be one; elsewhere a group's may stand behind it."""
    return could_be_a_name(without_title(name)) or (look.names == "free" and is_house(name))


def _is_after(lead: str, text: str, look: Look) -> bool:
    """Whether what stands after a name in bold is no more of it: where its bearer lives, or what he does."""
    return (look.names == "short" and not _DOTS.search(text)) or _is_doing(text[len(lead) :])


def _is_half(name: str, look: Look) -> bool:
    """Whether one word may be the rest of a group's name, or an initial grew together with it: "TRACYT."."""
    return " " not in name and (
        (look.names == "short" and name.endswith(".")) or (look.names == "display" and name.islower())
    )


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
    bold = one.row.pieces[0].lead >= len(name or " ")
    name = None if name and len(name) <= _INITIALS and name.isupper() and not bold else name
    scrap = name is not None and _SCRAP.search(name) and not bold
    doubtful = name is None or not _is_whole(name, one.row) or is_cut(shown) or scrap
    sure = not doubtful and is_clear(one.row, one.before)
    return Author(name, sure, "@" + match["handle"] if re.fullmatch(r"[\w.]+", match["handle"]) else None)


def inline_author(rows: Sequence[Row], *, confirmed: bool) -> tuple[Author, list[Row]]:
    """The user name that begins the first row, and the rows without it (Instagram's captions).

    ``confirmed`` says that the page has been seen to begin its comments so.
    """
    first = rows[0]
    if (time := find_time(first.text)) and first.text[time.end :].strip(" ·•") == "":
        return NOBODY, list(rows)  # a head that could not be read, and no caption
    word, _, rest = _GROWN.sub(r"\1 ", first.text).partition(" ")
    if len(rows) <= _MOST_OF_A_HEAD and is_badge(rest):
        return NOBODY, list(rows)  # the head of a post, be it with a place, and nothing that was said
    bold = first.pieces[0].lead == len(word) and " " in rest
    read = None if word[0] in "O@" else read_name(word, "handle")  # "Ofsted" begins a sentence
    word = read.text if read else word
    if read is None or not _HANDLE_WORD.fullmatch(word):  # user names have no capitals there
        return NOBODY, list(rows)
    plain = first.pieces[0].stroke > 0 and " " in rest  # measured, and no bolder than what follows
    long = 5 if confirmed and not plain else 9
    telling = bold or bool(re.search(r"[\d._]", word)) or len(word) >= long
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
    if (
        " " not in name
        or not rest
        or bears_badge(row.text)
        or is_badge(rest)
        or look.names in ("handle", "nick", "short")
    ):
        return None
    author = author_before(name, row, look, parted=True)
    return (author, Row((replace(piece, text=rest, lead=0), *row.pieces[1:]))) if author.name else None


def _as_handle(name: str, look: Look) -> str | None:
    return "@" + name if look.names == "handle" else None
