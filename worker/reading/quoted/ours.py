"""Our own words inside a reply: Headsup knows what it sent, so it can take that away first.

Our text is looked for from its beginning on: a head who rewrites a draft copies from its middle, and
that copy is an answer, not a quote.
"""

from __future__ import annotations

import re
from itertools import pairwise

from worker.reading.message.addresses import find_email
from worker.reading.quoted.blocks import Block
from worker.reading.quoted.dates import date_score
from worker.reading.quoted.quotehtml import CUT
from worker.reading.quoted.row import read_row
from worker.reading.quoted.shapes import Line, is_marker, is_rule
from worker.reading.quoted.wrote import find_attribution
from worker.reading.words.straight import straight

_MOST_LINES = 3_000
_MOST_OURS = 100_000
_WORD = re.compile(r"[\w’']+")
LINK = re.compile(
    r"<(?:https?|mailto|tel):[^<>\s]{1,500}>|[<(\[](?:mailto:)?[^<>()\[\]\s@]{1,200}@[^<>()\[\]\s?]{1,200}\?subject=[^<>()\[\]\s]{1,500}[>)\]]"
    r"|\[cid:[^\[\]]{1,200}\]"
)
"""What stands beside words for a link or a picture, and for a mail of ours that is ready to send."""


def find_ours(lines: list[Line], ours: tuple[str, ...]) -> int | None:
    """Return the first line where a text of ours begins, unmarked by any quote sign, or None."""
    openings = [opening for text in ours if len(opening := _opening(text)) == 2]
    if not openings:
        return None
    shown = [(index, _words(line.content)) for index, line in enumerate(lines[:_MOST_LINES]) if line.content]
    for (index, first), (_, second) in pairwise(shown):
        if not lines[index].depth and any(first == a and second == b for a, b in openings):
            return index
    return None


def find_inserted(
    lines: list[Line], start: int, blocks: dict[int, Block], ours: tuple[str, ...], about: str = ""
) -> list[int]:
    """Return the lines from ``start`` on that are not ours: words typed inside our quoted text.

    ``blocks`` are the text's header blocks by their first line: older mail below a further one is
    nobody's answer. Without ``ours`` nothing can be told. The header of our mail is the last one above
    our text: what looks like one further above, and shows another address or none, somebody typed. So are
    words between its labels that no client sets there; ``about`` is the subject, which may go on there.
    """
    if not ours:
        return []
    every = [word for text in ours for word in _words(text[:_MOST_OURS])]
    whole = f" {' '.join(every)} "
    own_lines = {tuple(_words(line)) for text in ours for line in text[:_MOST_OURS].splitlines()}
    known = f" {' '.join(_words(about))} "
    begins, until = find_beginning(lines, start, ours), min(len(lines), start + _MOST_LINES)
    index, above = start, range(start, start)
    inserted, matched, pointer = [], 0, 0
    while index < until:
        found = _words(lines[index].content)
        at = _find_in(found, every, whole, own_lines, pointer)
        if at is not None:
            matched, pointer = matched + bool(found), at
        elif header := _read_header(lines, range(index, begins if index < begins else until), blocks, known):
            if above and (matched or begins >= until):
                break
            if above and _address(lines, above) != _address(lines, header):
                inserted += [at for at in above if lines[at].content]
            inserted += _find_typed(lines, header, blocks, known)
            above = header
        elif index > start or not _leads(lines[index]):
            inserted.append(index)
        index = above.stop if index in above else index + 1
    # If hardly anything is ours, the quoted mail is someone else's and says nothing about answers.
    return sorted(inserted) if matched > len(inserted) else []


def _find_typed(lines: list[Line], header: range, blocks: dict[int, Block], known: str) -> list[int]:
    """The lines between the labels of a header that are no label's value going on."""
    block = next((at for at in header if at in blocks), None)
    if block is None:
        return []
    labels = [at for at in range(block, header.stop) if read_row(lines[at])]
    return [
        at
        for at in range(block, labels[-1] if labels else block)
        if lines[at].content and at not in labels and not _may_go_on(lines[at].content, lines[at - 1], known)
    ]


def _may_go_on(content: str, above: Line, known: str) -> bool:
    """Whether a line may be the rest of the label's value above it: what stands below a label alone, the
    subject, a date that the label lacks, an address, or names behind those that a separator ends."""
    row = read_row(above)
    undated = row is not None and "date" in row.kinds and date_score(row.value) < _DATED
    names = above.content.endswith((";", ",")) or (";" in above.content and ";" in content)
    return (
        above.content.endswith((":", "："))
        or _ends_subject(content, above, known)
        or (undated and date_score(content) >= _DATED)
        or (find_email(content) is not None and ("<" in content or _is_only_addresses(content)))
        or (names and _is_named(content))
    )


def _ends_subject(content: str, above: Line, known: str) -> bool:
    """Whether the subject goes on in this line just where the line above breaks off."""
    words, before = _words(content), _words(above.content)
    return bool(words) and f" {' '.join((*before[-1:], *words))} " in known


def _is_named(content: str) -> bool:
    """Whether a short line has no word that begins small, as names have none."""
    found = _WORD.findall(content)
    return len(found) <= _LONGEST_NAME and all(not word[0].islower() for word in found)


def _is_only_addresses(content: str) -> bool:
    return not _words(" ".join(word for word in content.split() if "@" not in word))


_LONGEST_NAME = 6
"""Words of a line of names, which a long list of people goes on with."""


def _leads(line: Line) -> bool:
    """True for the line without words of a mail's own that a client begins its quote with."""
    return is_rule(line) or is_marker(line) or line.content == CUT


def find_beginning(lines: list[Line], start: int, ours: tuple[str, ...]) -> int:
    """Where one of our texts begins, with quote signs or without; the end, where none does."""
    openings = [opening[0] for text in ours if (opening := _opening(text))]
    below = range(start, min(len(lines), start + _MOST_LINES))
    return next((at for at in below if _words(lines[at].content) in openings), len(lines))


def _read_header(lines: list[Line], below: range, blocks: dict[int, Block], known: str) -> range | None:
    """The lines of a header that begins first of ``below``, with rules and markers above it, or None.

    ``known`` are the words of the subject, whose rest may stand on a line of its own.
    """
    at, end = below.start, min(below.stop, below.start + _LONGEST)
    while at < end and at not in blocks and (lines[at].blank or _leads(lines[at])):
        if find_attribution(lines, at):
            break
        at += 1
    if at >= end:
        return None
    labelled = at
    while labelled < end and _is_labelled(lines[labelled]):
        labelled += 1
    after = blocks[at].end if at in blocks else labelled if labelled > at else find_attribution(lines, at)
    if after and after < end and _ends_subject(lines[after].content, lines[after - 1], known):
        after += 1
    return range(below.start, min(after, end)) if after else None


_LONGEST = 30
"""More lines are no header, with all that clients set above one."""


def _is_labelled(line: Line) -> bool:
    """True for a known label with an address or a date, as in a header too short for a block."""
    row = read_row(line)
    return row is not None and bool(row.kinds) and (row.has_address or date_score(row.value) >= _DATED)


_DATED = 2


def _address(lines: list[Line], header: range) -> str | None:
    found = find_email(" ".join(lines[at].content for at in header))
    return found[0].lower() if found else None


def _find_in(
    found: list[str], every: list[str], whole: str, own_lines: set[tuple[str, ...]], pointer: int
) -> int | None:
    """Return where our text goes on after these words, or None when they are not ours."""
    if not found or every[pointer : pointer + len(found)] == found:
        return pointer + len(found)
    place = whole.find(f" {' '.join(found)} ")
    if place < 0 or (len(found) < 4 and tuple(found) not in own_lines):
        return None
    return whole.count(" ", 0, place + 1) - 1 + len(found)


def _opening(text: str) -> tuple[list[str], ...]:
    found = [words for line in text[:_MOST_OURS].splitlines() if (words := _words(line))]
    return tuple(found[:2])


def _words(text: str) -> list[str]:
    return _WORD.findall(straight(LINK.sub(" ", text)).casefold())
