"""Where in a mail's text the forwarded messages are: their header blocks, and how far each one's words go."""

from __future__ import annotations

from dataclasses import dataclass, replace

from worker.model import Mail
from worker.reading.quoted.attribution import read_attribution
from worker.reading.quoted.below import find_typed_below
from worker.reading.quoted.blocks import Block, find_blocks
from worker.reading.quoted.loose import is_between_arrows, is_dated_marker
from worker.reading.quoted.oneline import find_one_lines
from worker.reading.quoted.prefix import bare_subject, settle_kind, subject_kind
from worker.reading.quoted.shapes import (
    Line,
    closes,
    is_end_mark,
    is_forward_mark,
    is_marker,
    is_rule,
    read_lines,
)
from worker.reading.quoted.wrote import find_attribution


@dataclass(frozen=True, slots=True)
class Inside:
    """The lines of a mail's text, and the header blocks of what is forwarded in it, outermost first.

    ``ends`` has for each block where its words end, and where the forwarder's begin again.
    """

    lines: list[Line]
    blocks: list[Block]
    ends: list[tuple[int, int]]


def look_inside(mail: Mail, lines: list[Line] | None = None) -> Inside:
    """Find them. ``lines`` are those of the text, where somebody has read them."""
    lines = lines or read_lines(mail.text)
    blocks = _find_forward_blocks(mail, lines)
    return Inside(lines, blocks, _find_ends(mail, blocks, lines))


def _find_forward_blocks(mail: Mail, lines: list[Line]) -> list[Block]:
    """Return the header blocks of forwarded messages; none when the outermost is a reply's quote."""
    kind = subject_kind(mail.subject)
    blocks = find_blocks(lines, kind in ("forward", "either"), bare_subject(mail.subject))
    singles = find_one_lines(lines)
    if singles:
        taken = {line for single in singles for line in range(single.above, single.end)}
        apart = [block for block in blocks if taken.isdisjoint(range(block.start, block.end))]
        blocks = sorted((*singles, *apart), key=lambda block: block.start)
    attributed = _find_attributed(mail, lines, blocks[0].above if blocks else len(lines))
    if attributed is not None:
        blocks = _join_attributed(attributed, blocks, lines)
    if not blocks:
        return []
    kind = settle_kind(kind, lines[blocks[0].start])
    if not blocks[0].forward and kind == "reply":
        return []
    if attributed is None and _is_quoted(blocks[0], lines, kind):
        return []
    return _without_chains(blocks, lines)


def _join_attributed(attributed: Block, blocks: list[Block], lines: list[Line]) -> list[Block]:
    """Put an attribution before the header blocks, or into the one right below it, which it only dates."""
    if blocks and all(line.blank for line in lines[attributed.end : blocks[0].above]):
        date = blocks[0].date or attributed.date
        return [replace(blocks[0], above=attributed.above, date=date), *blocks[1:]]
    return [attributed, *blocks]


def _without_chains(blocks: list[Block], lines: list[Line]) -> list[Block]:
    """Leave out what a forwarded reply quotes: that is part of the reply's text, quote signs or not."""
    kept = blocks[:1]
    for block in blocks[1:]:
        kind = settle_kind(subject_kind(kept[-1].subject or ""), lines[block.start])
        if block.forward or kind != "reply":
            kept.append(block)
    return kept


def _is_quoted(block: Block, lines: list[Line], kind: str | None) -> bool:
    """True when the block stands inside what a reply quotes."""
    above = [index for index in range(block.above) if find_attribution(lines, index)]
    if not block.forward:
        return bool(above)
    return kind == "reply" and any(lines[index].depth < block.depth for index in above)


def _find_attributed(mail: Mail, lines: list[Line], before: int) -> Block | None:
    """Some clients forward under "On …, X wrote:"; then the subject or a marker must say so."""
    forwards = subject_kind(mail.subject) == "forward"
    if not forwards and not any(map(is_forward_mark, lines[:before])):
        return None
    for index in range(before):
        if lines[index].blank:
            continue
        whole = is_between_arrows(lines[index]) or is_dated_marker(lines[index])
        end = index + 1 if whole else find_attribution(lines, index)
        if end is None:
            continue
        is_mark = is_marker if forwards else is_forward_mark
        marked = [at for at in range(max(0, index - 3), index) if is_mark(lines[at])]
        if not marked and not forwards:
            return None
        name, email, date = read_attribution(" ".join(line.content for line in lines[index:end]).rstrip(" >"))
        depth = next((line.depth for line in lines[end:] if not line.blank), 0)
        return Block(marked[0] if marked else index, index, end, depth, True, name, email, None, date, None)
    return None


def _find_ends(mail: Mail, blocks: list[Block], lines: list[Line]) -> list[tuple[int, int]]:
    """Return for each block where its words end, and where the forwarder's begin again."""
    limits = [*(block.above for block in blocks[1:]), len(lines)]
    typed = find_typed_below(mail.html, lines) if blocks else frozenset()
    ends = []
    for block, limit in zip(blocks, limits, strict=False):
        end, after = _find_end(block, limit, lines)
        own = min((at for at in typed if block.end < at < end), default=None)
        said = own is not None and any(not line.blank for line in lines[block.end : own])
        ends.append((own, own) if own is not None and said else (end, after))
    return ends


def _find_end(block: Block, limit: int, lines: list[Line]) -> tuple[int, int]:
    marked = next((at for at in range(block.end, limit) if _ends(block, at, lines)), None)
    if marked is not None:
        return marked, marked + 1
    if not block.depth or limit < len(lines):
        return limit, limit
    # Under a quoted forward, unquoted lines are the forwarder's again, if they are no wrapped line's rest.
    last = next((at for at in range(limit - 1, block.end - 1, -1) if lines[at].depth), limit)
    if last + 1 < limit and (lines[last + 1].blank or not _is_wrapped(lines[last].content)):
        return last + 1, last + 1
    return limit, limit


def _ends(block: Block, at: int, lines: list[Line]) -> bool:
    """True for the line that a client puts under what it forwards."""
    line = lines[at]
    if line.depth not in (block.depth, lines[block.above].depth):  # Yandex quotes the words between its lines
        return False
    if is_end_mark(line):
        return block.forward or not is_rule(line)
    if not closes(lines[block.above], line):
        return False
    below = next((below for below in range(at + 1, len(lines)) if not lines[below].blank), None)
    return below is None or find_attribution(lines, below) is None


def _is_wrapped(content: str) -> bool:
    """True for a line so long that a program may have broken it, and that ends in no full stop."""
    return len(content) >= _WRAPPED and content[-1] not in ".!?…。！？"


_WRAPPED = 60
