"""A reply's new text: what this person typed, apart from quotes, signatures and our own words.

Order of trust: what Headsup itself sent, quote signs, attribution lines by shape, header blocks by
shape; word lists only break ties. Where words could hide, ``doubtful`` says so and the decision asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.model import Mail
from worker.reading.quoted.blocks import Block, find_blocks
from worker.reading.quoted.loose import (
    Rare,
    find_rare,
    is_between_arrows,
    is_dated_marker,
    is_loose_header,
    is_original_mark,
    read_code,
    read_initials,
)
from worker.reading.quoted.ours import find_inserted, find_ours
from worker.reading.quoted.prefix import bare_subject
from worker.reading.quoted.quotehtml import CUT, SIGNED, UNSIGNED, to_marked_text
from worker.reading.quoted.redirected import find_redirector
from worker.reading.quoted.shapes import (
    MOST_SEARCHED,
    Line,
    is_forward_mark,
    is_rule,
    read_lines,
)
from worker.reading.quoted.signature import Signed, read_signature, split_signature
from worker.reading.quoted.wrote import find_attribution, may_attribute


@dataclass(frozen=True, slots=True)
class NewText:
    """A reply taken apart. ``because`` says how the quote was found, or why there is doubt."""

    text: str
    signature: str
    quoted: str
    doubtful: bool
    because: str


def read_reply(mail: Mail, ours: tuple[str, ...] = (), lines: list[Line] | None = None) -> NewText:
    """Return a mail's new text; ``ours`` are the texts Headsup sent in this thread.

    Where a client's HTML names what it quotes, that counts: it says the same in every language. ``lines``
    are those of the text, where somebody has read them.
    """
    if not ours and find_redirector(mail) is not None:
        return NewText("", "", mail.text, False, "somebody else sent the whole mail on")
    sender = words_of_sender(mail)
    about = bare_subject(mail.subject)
    marked = to_marked_text(mail.html[:_MOST_HTML]) if mail.html else None
    if marked is None:
        return split_lines(lines or read_lines(mail.text), ours, sender, about)
    by_tree = split_text(marked, ours, sender, about)
    if _words(marked) == _words(mail.text):
        return by_tree
    by_lines = split_lines(lines or read_lines(mail.text), ours, sender, about)
    short, long = _words(by_tree.text), _words(by_lines.text)
    # The plain part lost the signs that the HTML still has.
    return by_tree if short and len(short) < len(long) and long[: len(short)] == short else by_lines


def words_of_sender(mail: Mail) -> str:
    """The sender's name and what stands before the "@", by which a signature is known as theirs; or ""."""
    return f"{mail.sender.name} {mail.sender.email.split('@')[0]}" if mail.sender else ""


_MOST_HTML = 400_000
_WORD = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def split_text(text: str, ours: tuple[str, ...] = (), sender: str = "", about: str = "") -> NewText:
    """Take a reply's plain text apart; ``sender`` (name, local part) helps to know a signature.

    ``about`` is the mail's subject without prefixes, which helps to know the header of what is quoted.
    """
    return split_lines(read_lines(text), ours, sender, about)


def split_lines(lines: list[Line], ours: tuple[str, ...] = (), sender: str = "", about: str = "") -> NewText:
    """The same of a text whose lines are read."""
    lines, marked = _cut_signed(read_code(read_initials(lines)))
    quoted, inserted, because = _mark_quoted(lines, ours, about)
    chunks = _find_chunks(lines, quoted)
    signed = [split_signature(chunk, sender) for chunk in chunks]
    spoken = [part.text for part in signed if part.text]
    within = "\n".join(lines[index].content for index in inserted)
    added = split_signature(within, sender) if inserted else Signed("")
    if added.text:
        spoken.append(added.text)
    parts = [*signed, added, *(read_signature(one) for one in marked)]
    doubt = _find_doubt(parts, signed, added)
    if len(lines) > MOST_SEARCHED:
        doubt = "the mail is too long to tell new words from quoted ones"
    return NewText(
        text="\n\n".join(spoken),
        signature="\n".join(part.signature for part in parts if part.signature),
        quoted="\n".join(
            line.whole for index, line in enumerate(lines) if quoted[index] and index not in inserted
        ),
        doubtful=bool(doubt),
        because=doubt or because,
    )


def _cut_signed(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Take out what a client's HTML marks as the signature; a mark inside a quote is the quoted mail's."""
    if not any(line.content == SIGNED for line in lines):
        return lines, []
    kept: list[Line] = []
    signatures: list[list[str]] = []
    inside = False
    for line in lines:
        if not line.depth and line.content in (SIGNED, UNSIGNED):
            inside = line.content == SIGNED
            signatures += [[]] if inside else []
        elif inside and line.content != CUT:
            signatures[-1].append(line.whole)
        elif line.content not in (SIGNED, UNSIGNED):
            inside = False
            kept.append(line)
    return kept, ["\n".join(one) for one in signatures]


def _find_doubt(parts: list[Signed], signed: list[Signed], added: Signed) -> str:
    """Say why words could be hidden, or nothing."""
    for part in parts:
        if part.because and (part.text or part.signature):
            return part.because
    if added.text:
        return "words were written inside the quoted mail"
    spoken = [part for part in signed if part.text]
    if len(spoken) > 1:
        return "words stand both above and below the quoted mail"
    return ""


# ── which lines are quoted ─────────────────────────────────────────────────────────────────


def _mark_quoted(lines: list[Line], ours: tuple[str, ...], about: str) -> tuple[list[bool], list[int], str]:
    """Return for each line whether it is quoted, the lines written inside a quote, and how it was found."""
    quoted = [False] * len(lines)
    because = "nothing is quoted"
    ours_at = find_ours(lines, ours)
    blocks = {block.start: block for block in find_blocks(lines, about=about)}
    rare, attributed = find_rare(lines), may_attribute(lines)
    index, looked_at = 0, _find_likely(lines, blocks, ours_at, rare, attributed)
    while index < len(lines):
        if index not in looked_at:
            index += 1
            continue
        line = lines[index]
        rest_from, how = _find_rest(lines, index, blocks, ours_at, rare)
        if line.depth and rest_from is None:
            quoted[index] = True
            because = "quote signs"
            index += 1
            continue
        if rest_from is not None:
            start = min(rest_from, index)
            quoted[start:] = [True] * (len(lines) - start)
            _take_what_stands_above(lines, quoted)
            return quoted, find_inserted(lines, index, blocks, ours, about), how
        after = find_attribution(lines, index) if attributed[index] else None
        if after is not None:
            quoted[index:after] = [True] * (after - index)
            if not _quotes_follow(lines, after):
                quoted[after:] = [True] * (len(lines) - after)
                _take_what_stands_above(lines, quoted)
                return (
                    quoted,
                    find_inserted(lines, index, blocks, ours, about),
                    "a line that says who wrote what follows",
                )
            because = "a line that says who wrote what follows"
            index = after
            continue
        index += 1
    _take_what_stands_above(lines, quoted)
    return quoted, [], because


def _find_likely(
    lines: list[Line], blocks: dict[int, Block], ours_at: int | None, rare: Rare, attributed: list[bool]
) -> set[int]:
    """The lines on which a quote may begin, or which are quoted; the others are passed over."""
    marked = {index for index, line in enumerate(lines) if line.depth or line.content == CUT}
    told = {index for index, may in enumerate(attributed) if may}
    return {*marked, *told, *blocks, *rare.likely, -1 if ours_at is None else ours_at}


def _take_what_stands_above(lines: list[Line], quoted: list[bool]) -> None:
    """Count a rule or a "Begin forwarded message:" right above a quote to it."""
    for index in range(1, len(lines)):
        if not quoted[index] or quoted[index - 1]:
            continue
        above = index - 1
        while above >= 0 and not quoted[above] and (lines[above].blank or _is_ornament(lines[above])):
            quoted[above] = not lines[above].blank
            above -= 1


def _find_rest(
    lines: list[Line], index: int, blocks: dict[int, Block], ours_at: int | None, rare: Rare
) -> tuple[int | None, str]:
    """Say whether everything from this line on is quoted without signs, and how one can tell."""
    if lines[index].depth:
        headed = index in blocks and not _goes_on(lines, blocks[index].end)
        if headed or (is_between_arrows(lines[index]) and not _quotes_follow(lines, index + 1)):
            return index, "a quoted header with unquoted words below"
        return None, ""
    if lines[index].content == CUT:
        return index, "the part that the mail program marked as quoted"
    if index == ours_at:
        return index, "the text that Headsup sent"
    if index in blocks:
        return blocks[index].above, "a header block"
    if index >= MOST_SEARCHED or index not in rare.likely:
        return None, ""
    if is_loose_header(lines, index, rare):
        return index, "a line that says who wrote what follows"
    if is_original_mark(lines[index], rare) or (
        is_dated_marker(lines[index]) and not _quotes_follow(lines, index + 1)
    ):
        return index, "a line that says the original message follows"
    return None, ""


def _quotes_follow(lines: list[Line], start: int) -> bool:
    following = next((line for line in lines[start : start + 6] if not line.blank), None)
    return following is not None and following.depth > 0


def _goes_on(lines: list[Line], end: int) -> bool:
    """True when the quote with a header has words below it, or nothing has."""
    return _quotes_follow(lines, end) or all(line.blank or line.depth for line in lines[end:])


_ORNAMENT = re.compile(r"(?:\* ?){3,40}\Z|[.·]{5,200}\Z|#{3,200}\Z")


def _is_ornament(line: Line) -> bool:
    """True for a line of signs that stands between an answer and the quote."""
    return (
        is_rule(line)
        or is_forward_mark(line)
        or is_dated_marker(line)
        or bool(_ORNAMENT.match(line.content[:300]))
    )


def _find_chunks(lines: list[Line], quoted: list[bool]) -> list[str]:
    """Return the stretches of text that nobody quoted, in order, with the rule above a quote left off."""
    chunks: list[list[Line]] = [[]]
    for line, is_quoted in zip(lines, quoted, strict=True):
        if not is_quoted:
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    for chunk in chunks:
        while chunk and (chunk[-1].blank or (len(chunk[-1].content) > 9 and is_rule(chunk[-1]))):
            chunk.pop()
    texts = ("\n".join(line.whole.replace("\ufeff", "") for line in chunk) for chunk in chunks)
    return [text for text in texts if text.strip()]
