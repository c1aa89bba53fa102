"""WhatsApp, Telegram: messages in bubbles that end with a clock; the first of a run bears the name.

A name carried down a run is dropped at an outgoing message, at a date and at whatever is not certain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from worker.reading.screens.actions import are_numbers
from worker.reading.screens.authors import NOBODY, Author
from worker.reading.screens.chathead import find_members, find_partner, says_head
from worker.reading.screens.clear import CLEAR
from worker.reading.screens.clocks import find_clocks
from worker.reading.screens.colours import apart, is_own_bubble, is_vivid
from worker.reading.screens.looks import Look, shared
from worker.reading.screens.rows import Row, said
from worker.reading.screens.seen import Colour
from worker.reading.screens.speakers import Message, may_be_named, name_at, with_whole_name, words_of
from worker.reading.screens.times import Shown, is_clock, is_time
from worker.reading.screens.walk import Found

_EDITED = re.compile(r"(?<!\s)\s*\b[Ee]dited$")
_OTHER_GROUND, _ONE_INK = 12, 12
_FEWEST = 3
"""Fewer bubbles are no chat for certain."""
_ROOM, _LEAST_ROOM, _NAME, _HANGING = 1.6, 1.1, 0.55, 0.5
"""In units: how far messages of one run are apart at most, or but a little more than named ones are."""
_REACTION = re.compile(r"[\WOo0\u2e80-\u9fff]{0,3}\d{1,3}\W*")


def read_bubbles(rows: Sequence[Row], look: Look, unit: float) -> tuple[Found, ...]:
    """The messages of a chat, in order. Without a clock in sight there are none."""
    edge = _left_edge(rows, unit)
    rows = _without_faces(rows, unit, edge)
    messages = [with_whole_name(one) for one in _messages(rows, look, unit, edge)]
    makes = [one.rows[0] for one in messages if name_at(one, unit, edge)]
    partner = _find_partner(rows, messages, look, unit, edge)
    room = _room_for_a_name(messages, rows, look, unit, edge)
    members = find_members(rows)
    found, last = [], NOBODY
    for message in messages:
        if message.own or partner:
            last = NOBODY
            begin = min(row.left for row in message.rows)
            author = NOBODY if message.own or not partner else partner
            found.append(Found(author, message.clock, words_of(message, unit, begin, named=False)))
            continue
        name = name_at(message, unit, edge, makes)
        if name is not None:
            last = replace(name, sure=name.sure or name.name in members)
        elif (
            message.after_chip
            or may_be_named(message, unit, edge)
            or _gap_over(message, rows, look, unit) > room
        ):
            last = NOBODY
        words = words_of(message, unit, edge, named=name is not None)
        found.append(Found(last, message.clock, words))
    return tuple(one for one in found if (one.rows or one.author.name) and not _is_withdrawn(one))


def has_bubbles(rows: Sequence[Row], look: Look, unit: float) -> bool:
    """Whether a chat can be made out, whichever the app: bubbles with clocks, on two sides, or with names."""
    edge = _left_edge(rows, unit)
    messages = _messages(rows, look, unit, edge)
    theirs = {one.rows[-1].paper for one in messages if not one.own}
    own = [one.rows[-1].paper for one in messages if one.own]
    two = own and theirs and all(apart(a, b) >= _OTHER_GROUND for a in own for b in theirs)
    named = [one for one in messages if name_at(one, unit, edge)]
    return len(messages) >= _FEWEST and (bool(two) or len(named) >= _FEWEST)


def _room_for_a_name(
    messages: Sequence[Message], rows: Sequence[Row], look: Look, unit: float, edge: float
) -> float:
    """From how far on a message without a name stands under one whose name was not read.

    The engine knows neither Cyrillic nor Arabic, and no smileys: such a name leaves its room alone. With
    a name that is read a message stands as near to what is above it as any.
    """
    named = [_gap_over(one, rows, look, unit) for one in messages[1:] if name_at(one, unit, edge)]
    return min(_ROOM, max(_LEAST_ROOM, median(named) + _NAME)) if named else _ROOM


def _gap_over(message: Message, rows: Sequence[Row], look: Look, unit: float) -> float:
    """How far a message stands under what is above it, in units; reactions hang half out of a bubble."""
    top = message.rows[0].top
    above = [row for row in rows if row.bottom <= top + unit / 3]
    while above and look.passing.search(above[-1].text.strip()) and top - above[-1].bottom < unit / 3:
        top = above.pop().top  # "Forwarded", in the same bubble
    if not above:
        return 0.0
    hung = _HANGING if _REACTION.fullmatch(above[-1].text.strip()) else 0.0
    return (top - above[-1].bottom) / unit + hung


def _is_withdrawn(one: Found) -> bool:
    """Whether the app says that a message is no longer there: nobody knows what it was."""
    return bool(shared().asides.search(said(one.rows)))


# ── cutting the screen into messages ───────────────────────────────────────────────────────


def _messages(rows: Sequence[Row], look: Look, unit: float, edge: float) -> list[Message]:
    right = max((row.right for row in rows), default=0.0)
    found: list[Message] = []
    block: list[Row] = []
    chip = False
    clocks = find_clocks(rows)
    theirs = _usual_ground(rows, unit, edge)
    for n, row in enumerate(rows):
        clock = None if says_head(row.text) else clocks.get(n)
        if clock is None:
            if look.passing.search(row.text.strip()) or _REACTION.fullmatch(row.text.strip()):
                continue
            chip_like = not _follows(block, row, unit) and _is_chip(row, look, unit, edge, right)
            if chip_like or look.chrome.search(row.text.strip()):
                block, chip = [], True
            else:
                block.append(row)
            continue
        rest = _without_clock(row, clock)
        if rest and _is_length(rest, row):
            rest, block = None, [one for one in block if not _is_guessed(one)]
        block = _last_bubble([*block, *([rest] if rest else [])], unit, edge)
        if not found:
            block = _without_head(block, unit, edge)
        if block or rest is None:
            own = _is_own([*block, row], theirs, unit, edge, right)
            if block:
                found.append(Message(tuple(block), clock.text, own, chip))
        block, chip = [], False
    return found


def _is_length(rest: Row, row: Row) -> bool:
    """Whether before a clock stands but how long a message is, in the clock's print: it was spoken."""
    return is_clock(rest.text.strip()) and apart(rest.ink, row.pieces[-1].ink) < _ONE_INK


def _is_guessed(row: Row) -> bool:
    """Whether signs were read where a voice is drawn as a wave."""
    return row.confidence < CLEAR and are_numbers(row.text.strip())


def _without_clock(row: Row, clock: Shown) -> Row | None:
    """The row without its clock, ``None`` when nothing else was there."""
    keep = len(_EDITED.sub("", row.text[: clock.start].rstrip()))
    pieces = []
    for piece in row.pieces:
        if keep <= 0:
            break
        pieces.append(replace(piece, text=piece.text[:keep]) if len(piece.text) > keep else piece)
        keep -= len(piece.text) + 1
    return Row(tuple(pieces)) if pieces and any(p.text.strip() for p in pieces) else None


def _last_bubble(block: list[Row], unit: float, edge: float) -> list[Row]:
    """The rows that belong to the clock's own bubble: those above a very wide gap, or a name, do not."""
    for n in range(len(block) - 1, 0, -1):
        gap = block[n].top - block[n - 1].bottom
        named = abs(block[n].left - edge) < 0.45 * unit and is_vivid(block[n].ink, block[-1].ink)
        if gap > 12 * unit or (named and n < len(block) - 1 and gap > 0.6 * unit):
            return block[n:]
    return block


def _without_head(block: list[Row], unit: float, edge: float) -> list[Row]:
    """The first bubble's rows without the head of the chat, which stands elsewhere or on other ground.

    In a photograph the ground drifts from row to row.
    """
    for _ in range(5):
        if len(block) < 2:
            break
        first, ground = block[0], block[-1].paper
        drift = median(apart(one.paper, two.paper) for one, two in pairwise(block))
        elsewhere = first.left > max(edge, block[-1].left) + 0.8 * unit and not is_own_bubble(first.paper)
        if not elsewhere and apart(first.paper, ground) < max(4, 5 * drift) and not says_head(first.text):
            break
        block = block[1:]
    return block


def _left_edge(rows: Sequence[Row], unit: float) -> float:
    """Where incoming words begin: the left edge most rows that are not the owner's share."""
    step = max(1.0, unit / 3)
    edges = Counter(
        round(row.left / step) for row in rows if not is_own_bubble(row.paper) and len(row.text) > 5
    )
    best = [edge for edge, count in edges.items() if count >= max(edges.values()) * 0.6]
    return min(best) * step if best else 0.0


def _without_faces(rows: Sequence[Row], unit: float, edge: float) -> list[Row]:
    """The rows without initials on the round pictures beside the bubbles."""
    kept = []
    for row in rows:
        first = row.pieces[0]
        face = first.right < edge - 0.2 * unit and len(re.findall(r"[^\W_]", first.text)) <= 2
        pieces = row.pieces[1:] if face else row.pieces
        if pieces:
            kept.append(Row(pieces))
    return kept


def _follows(block: Sequence[Row], row: Row, unit: float) -> bool:
    """Whether the row stands right under the one before, as words of one bubble do."""
    return bool(block) and row.top - block[-1].bottom < 0.3 * unit


def _is_chip(row: Row, look: Look, unit: float, edge: float, right: float) -> bool:
    """A date or a note of the app in the middle: neither at the left edge nor the owner's."""
    if is_time(row.text) or (row.left > edge + 0.6 * unit and look.notes.search(row.text)):
        return True
    if is_own_bubble(row.paper) or row.left < edge + 2.5 * unit:
        return row.left < edge - 1.5 * unit
    return right - row.right > 2.0 * unit


def _is_own(rows: Sequence[Row], theirs: Colour, unit: float, edge: float, right: float) -> bool:
    """The owner's bubble is green, or stands away from the left edge and reaches to the right.

    It need not stand far away where its ground is not that of the others.
    """
    if any(is_own_bubble(row.paper) for row in rows):
        return True
    other = all(apart(row.paper, theirs) >= _OTHER_GROUND for row in rows)
    away = min(row.left for row in rows) - edge
    return away > (0.5 if other else 2.5) * unit and right - max(r.right for r in rows) < 3.0 * unit


def _usual_ground(rows: Sequence[Row], unit: float, edge: float) -> Colour:
    """The ground of what others say: the one most rows at the left edge stand on."""
    grounds = Counter(row.paper for row in rows if abs(row.left - edge) < 0.5 * unit)
    return grounds.most_common(1)[0][0] if grounds else (0, 0, 0)


def _find_partner(
    rows: Sequence[Row], messages: Sequence[Message], look: Look, unit: float, edge: float
) -> Author | None:
    """The other person of a chat of two: the title over "online", or over messages that never name.

    In a group the first message after one's own, or after a date, always bears a name.
    """
    incoming = [one for one in messages if not one.own]
    if any(name_at(one, unit, edge) or may_be_named(one, unit, edge) for one in incoming):
        return None
    if not messages:
        return None
    nameless = any(one.after_chip for one in incoming) or any(
        one.own and not two.own for one, two in pairwise(messages)
    )
    unread = any(_gap_over(one, rows, look, unit) > _ROOM for one in incoming if not one.after_chip)
    nameless = nameless and not unread
    return find_partner(rows, nameless=nameless, edge=edge + 0.8 * unit, first=messages[0].rows[0])
