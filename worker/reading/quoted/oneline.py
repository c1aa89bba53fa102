"""Yahoo's mobile forward: the whole header block on one line behind its marker."""

from __future__ import annotations

import re
from functools import cache

from worker.reading.message.addresses import find_email
from worker.reading.quoted.blocks import Block
from worker.reading.quoted.dates import date_score
from worker.reading.quoted.mailbox import read_mailbox, show_mailboxes
from worker.reading.quoted.row import fold
from worker.reading.quoted.shapes import MOST_SEARCHED, Line, find_above, words

_DASHES = re.compile(r"\A[-\u2010-\u2015_ ]{3,40}((?:[^-]|-(?!-)){3,80}?)[-\u2010-\u2015_ ]{3,40}")
_MOST_TRIED = 20
_LABEL = re.compile(
    r"(?:\A|(?<=[\s>;\"]))([^\W\d_][^\s:：<>@\"]{0,20}(?: [^\W\d_][^\s:：<>@\"]{0,15})?)\s?[:：](?=\s|\Z)"
)


def find_one_lines(lines: list[Line]) -> list[Block]:
    """Return the blocks of the lines that each hold sender, recipient, date and subject at once."""
    found, tried = [], 0
    for index, line in enumerate(lines[:MOST_SEARCHED]):
        if 40 < len(line.content) < 4_000 and "@" in line.content:
            marker, above = _find_marker(lines, index)
            if above is None:
                continue
            block = _read_one_line(lines[index], index, above, marker)
            tried += 1
            found += [] if block is None else [block]
            if tried >= _MOST_TRIED:
                break
    return found


def _find_marker(lines: list[Line], index: int) -> tuple[re.Match[str] | None, int | None]:
    """Return the marker at the head of a line, and the line of the marker: this or one just above."""
    marker = _DASHES.match(lines[index].content)
    if marker is not None:
        return marker, index
    before = find_above(lines, index, 2)
    return None, before if before is not None and _DASHES.match(lines[before].content) else None


def _read_one_line(line: Line, index: int, above: int, marker: re.Match[str] | None) -> Block | None:
    content = line.content
    rest = content[marker.end() :] if marker else content
    values = _cut(rest)
    if marker and not {"from", "to", "subject"} <= {kind for kind, _ in values}:
        values = _cut(_part_glued(rest[:1_500]))
    dated = [kind for kind, value in values if date_score(value) >= 2]
    if len(values) < 3 or not dated or not find_email(values[0][1]):
        return None
    name, email = read_mailbox(values[0][1])
    by_kind = {kind: value for kind, value in reversed(values) if kind}
    date = by_kind.get("date") or next(value for _, value in values if date_score(value) >= 2)
    to = by_kind.get("to") or next((value for _, value in values[1:] if find_email(value)), None)
    subject = by_kind.get("subject") or values[-1][1]
    return Block(
        above, index, index + 1, line.depth, True, name, email,
        show_mailboxes(to), date, subject or None,
    )  # fmt: skip


def _cut(text: str) -> list[tuple[str | None, str]]:
    """Cut one line at its labels; the subject is last and keeps whatever colons it has."""
    values: list[tuple[str | None, str]] = []
    labels = [(label, *_read_label(label)) for label in _LABEL.finditer(text)]
    for position, (label, kind, _) in enumerate(labels):
        last = kind == "subject" or position + 1 == len(labels)
        end = None if last else labels[position + 1][2]
        values.append((kind, text[label.end() : end].strip()))
        if last:
            break
    return values


def _part_glued(text: str) -> str:
    """Set a space before a known label that stands right behind the value before it ("11:23 AMSubject:")."""
    return _glued().sub(lambda label: f" {label[0]}" if label[0][:1].isupper() else label[0], text)


@cache
def _glued() -> re.Pattern[str]:
    labels = sorted((re.escape(label) for label in _kinds() if len(label) > 1), key=len, reverse=True)
    return re.compile(rf"(?<=[\w>.])(?:{'|'.join(labels)})\s?[:：]\s", re.IGNORECASE)


def _read_label(label: re.Match[str]) -> tuple[str | None, int]:
    """Return what a label means and where it begins: of two words, the first may end the value before."""
    both = _kinds().get(fold(label[1]))
    first, _, second = label[1].rpartition(" ")
    if both or not first:
        return both, label.start(1)
    return _kinds().get(fold(second)), label.start(1) + len(first) + 1


@cache
def _kinds() -> dict[str, str]:
    """What each known label means; where it means two things, the sender is named first."""
    order = ("subject", "date", "cc", "to", "from")
    return {label: kind for kind in order for label in words("labels", kind)}
