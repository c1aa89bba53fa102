"""Header blocks inside a text, found by their shape: short "label: value" lines, an address, a date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from worker.reading.quoted.assigned import assign, is_block, is_framed, is_short, is_told, knows_sender
from worker.reading.quoted.dates import date_score
from worker.reading.quoted.mailbox import read_mailbox, show_mailboxes
from worker.reading.quoted.prefix import bare_subject
from worker.reading.quoted.row import Row, kinds_of, may_be_row, read_row, read_unmarked
from worker.reading.quoted.rows import MOST_LINES, read_rows
from worker.reading.quoted.shapes import (
    DASHES,
    MOST_SEARCHED,
    Line,
    find_above,
    is_bare_mark,
    is_forward_mark,
    is_marker,
    is_rule,
    words,
)

_MOST_SPACES = 8
_BEFORE_DATE = re.compile(r"[^\W\d_][^\d:：@]{2,30} (?=\d)")
_DAY_AND_CLOCK = 4
_PHRASE = re.compile(r"[^\W\d_][^:：@]{1,60}\s?[:：]\Z")
# A contact form or a list of facts has these; a client's header block never does.
_NOT_LABELS = {
    "email",
    "e-mail",
    "phone",
    "tel",
    "telephone",
    "mobile",
    "name",
    "link",
    "url",
    "group",
    "poster",
    "http",
    "https",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A header block: lines ``above`` (its marker) to ``end``, and the values it shows, as written."""

    above: int
    start: int
    end: int
    depth: int
    forward: bool
    from_name: str | None
    from_email: str | None
    to: str | None
    date: str | None
    subject: str | None


def find_blocks(lines: list[Line], trusted: bool = False, about: str = "") -> list[Block]:
    """Return every header block of a text, from the top.

    ``trusted`` says that the subject speaks of a forward: then a date and bare names are enough. ``about``
    is the mail's subject without prefixes: labels above it and a time are a header in any language.
    """
    blocks: list[Block] = []
    index, labelled = (
        0,
        [read_row(line) if may_be_row(line) else None for line in lines[: MOST_SEARCHED + MOST_LINES]],
    )
    _label_unmarked(lines, labelled)
    if not any(labelled):
        return []
    while index < min(len(lines), MOST_SEARCHED):
        if labelled[index] is None:
            index += 1
            continue
        block, end = _find_block(lines, labelled, index, trusted, about)
        if block is not None:
            blocks.append(block)
        index = end
    return blocks


def _label_unmarked(lines: list[Line], labelled: list[Row | None]) -> None:
    """Under a marker the labels of some clients have no colon."""
    for at, line in enumerate(lines[: len(labelled) - 1]):
        if line.content[:1] in DASHES and labelled[at + 1] is None and is_marker(line):
            for below, row in enumerate(read_unmarked(lines[at + 1 : at + 7]), at + 1):
                labelled[below] = row


def _find_block(
    lines: list[Line], labelled: list[Row | None], start: int, trusted: bool, about: str
) -> tuple[Block | None, int]:
    """Return the header block whose first label stands on line ``start``, and where to look next."""
    if len(lines[start].content) > 1_000:
        return None, start + 1
    rows, end = read_rows(lines, labelled, start)
    if any(row.label in _NOT_LABELS for row in rows):
        return None, end
    if len(rows) > 2 and _is_prose(rows) and not (start and is_marker(lines[start - 1])):
        return None, start + 1
    block = _read_block(lines, start, end, rows, trusted, about) if len(rows) >= 2 else None
    if block is not None:
        return block, end
    # A long list of labels is a table or a log; it is not looked through line by line.
    return None, end if len(rows) >= MOST_LINES else start + 1


def _is_prose(rows: list[Row]) -> bool:
    """True when the first row is somebody's words that end in a colon, or a note above the header block."""
    first = rows[0]
    return not first.kinds and (not first.value or {"from", "date"} <= kinds_of(rows[1:]))


def _read_block(
    lines: list[Line], start: int, end: int, rows: list[Row], trusted: bool, about: str
) -> Block | None:
    rows = _without_ends(rows)
    above, marked, forward = _look_above(lines, start)
    told = next((row for row in rows if about and _repeats(row, about)), None)
    found = assign(rows, told)
    if not marked:
        above, marked = _look_for_phrase(lines, start, rows, found)
        forward = marked
    if len(rows) < 3:
        fits = is_short(found, forward, trusted) or (is_marker(lines[above]) and is_framed(found))
    elif marked or trusted or knows_sender(found) or not _is_led_to(lines, start):
        fits = is_told(rows, found, told, marked and trusted) or is_block(rows, found, marked, trusted)
    else:
        fits = is_told(rows, found, told, sure=False)
    if not fits:
        return None
    if end < len(lines) and (is_rule(lines[end]) or _is_marker_again(lines, above, end)):
        end += 1
    name, email = read_mailbox(found["from"].value)
    date = _value(found, "date")
    if date is None and above == start and (date := _find_date_above(lines, start)):
        above = start - 1
    return Block(
        above, start, end, lines[start].depth, forward, name, email,
        show_mailboxes(_value(found, "to")), date, _value(found, "subject"),
    )  # fmt: skip


def _without_ends(rows: list[Row]) -> list[Row]:
    """QQ writes ";" behind whatever a label says: where all rows end so, it belongs to none of them."""
    if len(rows) < 3 or not all(row.value.endswith((";", "；")) for row in rows):
        return rows
    return [replace(row, value=row.value.rstrip(";； ")) for row in rows]


def _find_date_above(lines: list[Line], start: int) -> str | None:
    """Orange and La Poste have no label for the date: "Message du 01/03/26 17:59" stands above the block."""
    if start == 0 or lines[start - 1].depth != lines[start].depth:
        return None
    content = lines[start - 1].content
    led_by = _BEFORE_DATE.match(content[:80])
    date = content[led_by.end() :] if led_by else ""
    return date if date_score(date) >= _DAY_AND_CLOCK else None


def _is_led_to(lines: list[Line], start: int) -> bool:
    """True where a typed line stands right above, or one that ends with a colon: then a list may follow."""
    above = find_above(lines, start, 3)
    return above is not None and (above == start - 1 or lines[above].content[-1] in ":：")


def _is_marker_again(lines: list[Line], above: int, end: int) -> bool:
    """Zoho repeats its marker below the labels; one with labels below it is another message's."""
    if lines[end].content != lines[above].content or not is_marker(lines[end]):
        return False
    below = next((line for line in lines[end + 1 : end + 6] if not line.blank), None)
    return below is None or read_row(below) is None


def _repeats(row: Row, about: str) -> bool:
    """True for a row that may be the subject's, and shows the mail's own."""
    last = about.rpartition(" ")[2]
    if row.kinds - {"subject"} or not row.value.lower().endswith(last):
        return False
    return bare_subject(row.value) == about


def _value(found: dict[str, Row], kind: str) -> str | None:
    return (found[kind].value.strip(" *") or None) if kind in found else None


def _look_above(lines: list[Line], start: int) -> tuple[int, bool, bool]:
    """Return where the block's marker begins, whether there is one, and whether it says "forwarded"."""
    above, marked, forward, index = start, False, False, start - 1
    while index >= max(0, start - 4):
        line = lines[index]
        if line.blank:
            index -= 1
            continue
        if not (is_rule(line) or is_marker(line) or is_bare_mark(line)):
            break
        above, marked, forward = index, True, forward or is_forward_mark(line)
        index -= 1
    return above, marked, forward


def _look_for_phrase(
    lines: list[Line], start: int, rows: list[Row], found: dict[str, Row]
) -> tuple[int, bool]:
    """Apple Mail and Claws write an undashed phrase with a colon; only they show the date third or first.

    Where its date or its subject is missing, the phrase itself has to say "forwarded", and little else.
    """
    above = find_above(lines, start, 3)
    if above is None or not _PHRASE.match(lines[above].content[:100]):
        return start, False
    if lines[above].depth < lines[start].depth and lines[above].content.count(" ") < _MOST_SPACES:
        return above, True  # above a quoted block a program has told what it is, in whichever language
    date = next((at for at, row in enumerate(rows) if row is found.get("date")), 1)
    in_order = date in (0, 2) and found.get("from") is rows[1 if date == 0 else 0]
    in_order = in_order and (date == 0 or rows[1].kind != "to")
    phrase = lines[above].content.lower()
    short = not {"date", "subject"} <= found.keys() and phrase.count(" ") < 4
    said = short and any(stem in phrase for stem in words("words", "forwarded"))
    return (above, True) if in_order or said else (start, False)
