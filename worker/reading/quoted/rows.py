"""The labelled lines of a header block in a run: below each other or in cells, each value perhaps wrapped."""

from __future__ import annotations

import re
from itertools import takewhile

from worker.reading.message.addresses import find_email
from worker.reading.quoted.dates import date_score
from worker.reading.quoted.row import Row, kinds_of, read_bare
from worker.reading.quoted.shapes import Line, is_marker, is_rule

MOST_LINES = 12
"""How many labelled lines one header block has at most."""


def read_rows(lines: list[Line], labelled: list[Row | None], start: int) -> tuple[list[Row], int]:
    """Collect the labelled lines of one run; a value may go on over several lines."""
    rows: list[Row] = []
    index, end, depth, close = start, start, lines[start].depth, True
    while index < len(labelled) and len(rows) < MOST_LINES:
        line, row = lines[index], labelled[index]
        if line.depth != depth and not line.blank:
            break
        if row is not None and _is_said(rows, line, row) and not _goes_on_below(lines, labelled, index + 1):
            row = None
        wrapped = row is not None and _goes_on_small(rows, line, row)
        if line.blank:
            if not rows or not _goes_on_after_blank(rows, lines, labelled, index, close):
                break
            close = False
        elif row is not None and not wrapped and not _is_value(rows, row) and not _begins_another(rows, row):
            rows.append(Row(row.label, row.value, row.kinds))
            end = index + 1
        elif rows and (
            wrapped
            or _continues(rows, line)
            or _is_between(rows, lines, labelled, index)
            or (end - start > len(rows) and close and _is_rest_of_subject(rows, lines, index))
        ):
            rows[-1].alone = rows[-1].alone or not rows[-1].value
            rows[-1].value = f"{rows[-1].value} {line.content}".strip()
            end = index + 1
        elif rows and (bare := read_bare(line)) and bare.kind not in kinds_of(rows):
            rows.append(bare)
            end = index + 1
        else:
            break
        index += 1
    return rows, end


def _goes_on_after_blank(
    rows: list[Row], lines: list[Line], labelled: list[Row | None], index: int, close: bool
) -> bool:
    """Some clients leave an empty line between the labels: only known labels may follow one.

    Below three labels that stood close together an empty line is the block's end, or the subject follows.
    """
    if index + 1 >= len(labelled):
        return False
    following, last = labelled[index + 1], rows[-1]
    if close and len(rows) > 2 and rows[-1].value and not _is_subject_alone(rows, lines, labelled, index):
        return False
    if following is None:
        alone = not last.value and last.kind in ("from", "to", "date")
        return alone and _suits(last.kind, lines[index + 1].content)
    if following.kind is None:
        return False
    seen = kinds_of(rows)
    if close and {"from", "date"} <= _kinds_below(labelled, index + 1):
        return False  # a header of its own: what stands above is a list that somebody typed
    return following.kind not in seen and not {"from", "to", "date", "subject"} <= seen


def _is_subject_alone(rows: list[Row], lines: list[Line], labelled: list[Row | None], index: int) -> bool:
    """True where the subject, not told yet, stands between this empty line and another."""
    following = labelled[index + 1]
    if following is None or following.kind != "subject" or "subject" in kinds_of(rows):
        return False
    return index + 2 < len(lines) and lines[index + 2].blank


def _kinds_below(labelled: list[Row | None], start: int) -> set[str | None]:
    """What the labels of one run mean, as far as each means one thing."""
    run = takewhile(lambda row: row is not None, labelled[start : start + MOST_LINES])
    return kinds_of([row for row in run if row])


def _suits(kind: str | None, value: str) -> bool:
    return date_score(value) >= 2 if kind == "date" else find_email(value[:2_000]) is not None


def _is_value(rows: list[Row], row: Row) -> bool:
    """Under a known label that stands alone, "Year 3: the trip" is its value."""
    if not rows or rows[-1].value or row.kinds or not row.value:
        return False
    if _stand_beside(rows) and (row.has_address or date_score(row.value) >= 4):
        return False
    return bool(rows[-1].kinds) or _stand_alone(rows)


def _is_said(rows: list[Row], line: Line, row: Row) -> bool:
    """Right below a whole header an unknown label is somebody's words: "Dear Ms Pell:", "A question: …"."""
    if row.kinds or row.has_address or date_score(row.value) >= 2 or _FIELD.match(line.content):
        return False
    return _is_whole(rows)


_FIELD = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)+:")
"""The name of a header's field, as some clients show them all ("User-Agent")."""


def _goes_on_below(lines: list[Line], labelled: list[Row | None], index: int) -> bool:
    """True where a known label or a client's rule comes next."""
    below = labelled[index] if index < len(labelled) else None
    return bool(below and below.kinds) or (index < len(lines) and is_rule(lines[index]))


def _is_whole(rows: list[Row]) -> bool:
    """True where sender, recipient, date and subject are all told, by their labels or by their shape."""
    if {"from", "to", "date", "subject"} <= kinds_of(rows):
        return True
    shapes = [(row.has_address, date_score(row.value) >= 2) for row in rows if row.value]
    return len(shapes) > 3 and {(True, False), (False, True), (False, False)} <= {*shapes}


def _goes_on_small(rows: list[Row], line: Line, row: Row) -> bool:
    """A subject may be wrapped before a word with a colon: an unknown label that begins small is no label."""
    if not rows or rows[-1].kind != "subject" or len(rows[-1].value) < _WRAPPED:
        return False
    return not row.kinds and line.content[:1].islower()


_WRAPPED = 40
"""A value this long may have been wrapped."""


def _stand_alone(rows: list[Row]) -> bool:
    """True where the client writes each value on the line below its label."""
    return any(row.alone for row in rows[:-1])


def _stand_beside(rows: list[Row]) -> bool:
    """True where all the values so far stood beside their labels: a subject without one is empty."""
    return len(rows) > 1 and all(row.value and not row.alone for row in rows[:-1])


def _begins_another(rows: list[Row], row: Row) -> bool:
    """A second sender under a whole block belongs to the next one."""
    if row.kind == "other":
        return False
    return row.kind in kinds_of(rows) and {"from", "date"} <= kinds_of(rows) and len(rows) >= 3


def _continues(rows: list[Row], line: Line) -> bool:
    row = rows[-1]
    if not row.value:
        if row.kind == "subject" and _stand_beside(rows):
            return False
        return bool(row.kinds) or _stand_alone(rows) or "@" in line.content or date_score(line.content) >= 3
    bracketed = line.content[:1] in "<[(" and "@" in line.content
    if bracketed and not row.has_address and row.kind in ("from", None):
        return row.kind == "from" or _is_recipients(line.content)
    if line.whole[:1] in (" ", "\t") and row.kind != "other" and line.depth == 0:
        return len(row.value) < 4_000
    if row.kind not in ("to", "cc") and not (row.kind is None and row.has_address):
        return False
    return row.value.endswith((",", ";")) or ("@" in line.content and _is_recipients(line.content))


def _is_recipients(content: str) -> bool:
    """A line of a recipient list has little beside addresses; a sentence with one in it goes on."""
    return content.endswith((">", ",", ";", "]")) or len(content.split()) <= 4


def _is_between(rows: list[Row], lines: list[Line], labelled: list[Row | None], index: int) -> bool:
    """A line between two labels is the rest of the value above it, where a client wrapped it."""
    following = labelled[index + 1] if index + 1 < len(labelled) else None
    if is_rule(lines[index]) or is_marker(lines[index]):
        return False
    if following is None or following.kind in (None, "other") or lines[index + 1].depth != lines[index].depth:
        return False
    return following.kind not in kinds_of(rows) and len(rows[-1].value) < 1_000


def _is_rest_of_subject(rows: list[Row], lines: list[Line], index: int) -> bool:
    """The last line above an empty one, where something wrapped the values: the line above had no room."""
    if rows[-1].kind != "subject" or len(rows[-1].value) < _WRAPPED or not lines[index].content[:1].islower():
        return False
    first, _, _ = lines[index].content.partition(" ")
    widest = max(len(line.whole) for line in lines[index - len(rows) : index])
    full = len(lines[index - 1].whole) + 1 + len(first) > widest
    return full and index + 1 < len(lines) and lines[index + 1].blank
