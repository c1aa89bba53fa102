"""Who speaks in a bubble, and which of its rows are a quotation and not the message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from worker.reading.screens.authors import Author
from worker.reading.screens.badges import is_badge
from worker.reading.screens.barenames import bare, without_title
from worker.reading.screens.breaks import breaks_early, is_broken, is_paler, stands_apart
from worker.reading.screens.cards import without_card_above
from worker.reading.screens.clear import CLEAR
from worker.reading.screens.colours import FULL, apart, is_vivid
from worker.reading.screens.letters import is_whole, mended
from worker.reading.screens.names import could_be_a_name
from worker.reading.screens.quotations import without_quotation
from worker.reading.screens.rows import Row, joined
from worker.reading.screens.seen import Line

_PHONE = re.compile(r"\+?\d[\d ()-]{7,18}\d")
_OWN_NAME = re.compile(r"(?<=\d)\s*~.*$|(?<=^~)(.*[^\W\d_].*?)\s+\+\d[\d ()-]{7,18}\d$")
"""Beside a number stands what its owner calls himself: what comes first is what the phone puts first."""
_SAYS = re.compile(r": |\?$")
"""In a list of chats stands after a name what was said last."""
_INSET = 0.35
"""A quotation is set in by more than this many units."""
_OTHER_GROUND = 10
_BOLD_ALIKE, _HIGH_ALIKE = 0.8, 0.7
_SAME_INK = 25
_NOISE = 5
"""Compression moves a colour by less than this."""
_LINK = re.compile(r"^@|://|\bwww\.|\.(?:com|co|org|uk)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Message:
    """The rows of one bubble and its clock, which they no longer hold."""

    rows: tuple[Row, ...]
    clock: str
    own: bool
    after_chip: bool


def with_whole_name(message: Message) -> Message:
    """The message with its name in one row where the bubble was too narrow for it."""
    rows = message.rows
    if len(rows) < 3 or message.own or not (_is_name(rows[0], rows) and _is_name(rows[1], rows[1:])):
        return message
    if rows[1].left - rows[0].left > 0.25 * rows[0].high or rows[0].text == rows[1].text:
        return message  # it is who is quoted
    if not is_broken(rows[0], rows[1], max(row.right for row in rows)):
        return message
    name = joined(Row(rows[0].pieces[:1]), Row(rows[1].pieces[:1]))
    return replace(message, rows=(name, *rows[2:]))


def name_at(message: Message, unit: float, edge: float, makes: Sequence[Row] = ()) -> Author | None:
    """The coloured name at the top of the bubble, at its left edge: an inset one is quoted.

    ``makes`` are rows that are names for certain: some apps give one of many a grey for his colour.
    """
    first = message.rows[0]
    piece = with_rest(first)
    grey = _is_grey_name(first, message.rows, makes)
    if message.own or len(message.rows) < 1 or not (grey or _is_name(first, message.rows)):
        return None
    numbered = len(first.pieces) > 1 and bool(_PHONE.fullmatch(first.pieces[-1].text.strip()))
    rows = message.rows
    if not (numbered or _at_edge(rows, unit, edge) or _lost_its_sign(rows, unit, edge)):
        return None
    if apart(first.paper, rows[-1].paper) >= _other_ground(rows) or _heads_a_quotation(rows):
        return None
    piece = replace(piece, text=bare(piece.text)) if grey else _without_rank(piece)
    text = mended(_OWN_NAME.sub(r"\1", piece.text.strip()).lstrip("~").strip(" -"))
    whole = (
        bool(_PHONE.fullmatch(text))
        if text.startswith("+")
        else len(text) > 1 and is_whole(without_title(text))
    )
    whole = whole and not _SAYS.search(text)
    return Author(text, piece.confidence >= CLEAR and whole) if text else None


def _is_grey_name(row: Row, rows: Sequence[Row], makes: Sequence[Row]) -> bool:
    """Whether the first row is fainter than the words under it, and as bold as coloured names here are."""
    if len(rows) < 2 or not could_be_a_name(row.text) or not is_paler(row, rows[1]):
        return False
    return any(
        _BOLD_ALIKE < row.pieces[0].stroke / max(one.pieces[0].stroke, 0.1) < 1 / _BOLD_ALIKE
        and _HIGH_ALIKE < row.high / one.high < 1 / _HIGH_ALIKE
        and abs(row.left - one.left) < one.high / 2
        for one in makes
    )


def with_rest(row: Row) -> Line:
    """The first words of a row, and those of one make beside them: a smiley parts "Maddy" from "Crane"."""
    first, *others = row.pieces
    while others and _is_more(first, others[0]):
        if others[0].left - first.right > 2.5 * (first.bottom - first.top) or others[0].text[0] in "~-":
            break
        first = replace(first, text=f"{first.text} {others[0].text}", right=others.pop(0).right)
    return first


def _without_rank(piece: Line) -> Line:
    """The name without a rank in letters of another make that grew together with it: "Fatou Admin"."""
    return replace(piece, text=piece.text[: piece.lead]) if is_badge(piece.text[piece.lead :]) else piece


def _is_more(first: Line, other: Line) -> bool:
    """Whether words beside a name may be the rest of it: neither a number nor a rank."""
    alike = apart(first.ink, other.ink) < _SAME_INK
    return alike and not _PHONE.search(other.text) and not is_badge(other.text)


def _heads_a_quotation(rows: Sequence[Row]) -> bool:
    """Whether under the name stand words in a box of their own: it is who is quoted.

    Under a message's own name a box begins with the coloured name of somebody else.
    """
    if len(rows) < 3 or _is_name(rows[1], (*rows[1:], rows[-1])):
        return False
    return apart(rows[1].paper, rows[-1].paper) >= _other_ground(rows) or _set_in(rows)


def _other_ground(rows: Sequence[Row]) -> float:
    """From how much on two grounds differ: in a photograph one ground differs from row to row."""
    steps = [apart(one.paper, two.paper) for one, two in pairwise(rows)]
    return max(_OTHER_GROUND, 2.5 * median(steps)) if steps else _OTHER_GROUND


def _set_in(rows: Sequence[Row]) -> bool:
    """Whether the first two rows begin at one edge and the last further left: they are a quotation."""
    inset = _INSET * rows[0].high
    return abs(rows[0].left - rows[1].left) < inset / 2 and rows[0].left - rows[-1].left > inset


def may_be_named(message: Message, unit: float, edge: float) -> bool:
    """Whether the first row looks like a name whose colour was lost: no name is carried down past it."""
    rows = message.rows
    if _heads_a_quotation(rows):
        return False
    if _is_name(rows[0], rows):
        set_in = rows[0].left - edge > _INSET * unit
        return not (set_in and apart(rows[0].paper, rows[-1].paper) >= _NOISE)
    return breaks_early(rows, unit) and (apart(rows[0].ink, rows[-1].ink) > 12 or stands_apart(rows, unit))


def _at_edge(rows: Sequence[Row], unit: float, edge: float) -> bool:
    """Whether the first row begins where the bubble's words do: the chat's edge, or this bubble's own."""
    left = rows[0].left
    if abs(left - edge) <= 0.45 * unit:
        return True
    return len(rows) > 1 and abs(left - min(row.left for row in rows[1:])) <= 0.3 * unit


def _lost_its_sign(rows: Sequence[Row], unit: float, edge: float) -> bool:
    """Whether the first row is set in only because its "~" was not read.

    Under a name in a quotation the quoted words are set in too; under this one stand the message's
    own, or the coloured name of somebody quoted.
    """
    if len(rows) < 2 or not _INSET * unit < rows[0].left - edge <= 1.4 * unit:
        return False
    if rows[1].top - rows[0].bottom > unit:
        return False  # between them stood a smiley that somebody is quoted with
    return rows[1].left - edge <= 0.3 * unit or _is_name(rows[1], (*rows[2:], rows[-1]))


def _is_name(row: Row, rows: Sequence[Row]) -> bool:
    piece = row.pieces[0]
    if _LINK.search(piece.text):
        return False
    if piece.text.startswith("~"):
        return True
    if len(rows) == 1:  # over a smiley or a picture
        return (
            is_vivid(piece.ink, least=FULL) and could_be_a_name(piece.text) and not _PHONE.search(piece.text)
        )
    vivid = is_vivid(piece.ink, rows[-1].ink)
    return vivid and len(piece.text) <= 40 and apart(piece.ink, rows[-1].ink) > 40


def _is_quoted(row: Row, rows: Sequence[Row], unit: float, edge: float) -> bool:
    """Whether a row stands in a box of its own within the bubble: set in, or on other ground."""
    own = rows[-1]
    if row is own:
        return False
    return row.left - edge > _INSET * unit or apart(row.paper, own.paper) >= _other_ground(rows)


def _without_inset(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without a quotation at their head that no colour shows, only where it stands."""
    if len(rows) < 3 or not _set_in(rows):
        return rows
    end = next(n for n, row in enumerate(rows) if abs(row.left - rows[0].left) > _INSET / 2 * row.high)
    return rows[end:]


def words_of(message: Message, unit: float, edge: float, *, named: bool) -> tuple[Row, ...]:
    """The rows of the message itself, without its name and what it quotes."""
    rows = list(without_card_above(message.rows[1:] if named else message.rows))
    coloured = [n for n, row in enumerate(rows[:-1]) if is_vivid(row.ink, rows[-1].ink)]
    quoted = next((n for n in coloured if _is_quoted(rows[n], rows, unit, edge)), None)
    if quoted is None:
        return without_quotation(tuple(_without_inset(rows)), unit)
    ground, inset = rows[quoted].paper, rows[quoted].left
    boxed = apart(ground, rows[-1].paper) >= _NOISE
    end = quoted + 1
    while end < len(rows) - 1 and (
        (boxed and apart(rows[end].paper, ground) < _NOISE) or abs(rows[end].left - inset) < 0.3 * unit
    ):
        end += 1
    return tuple(rows[:quoted] + rows[end:])
