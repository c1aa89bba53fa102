"""A reply's new text: what this person typed, apart from quotes, signatures and our own words.

Order of trust: what Headsup itself sent, quote signs, attribution lines by shape, header blocks by
shape; word lists only break ties. Where words could hide, ``doubtful`` says so and the decision asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.model import Mail
from worker.reading.quoted.loose import read_code, read_initials
from worker.reading.quoted.prefix import bare_subject
from worker.reading.quoted.quotehtml import CUT, SIGNED, UNSIGNED, to_marked_text
from worker.reading.quoted.quotes import find_quotes
from worker.reading.quoted.redirected import find_redirector
from worker.reading.quoted.shapes import MOST_SEARCHED, Line, is_rule, read_lines
from worker.reading.quoted.signature import Signed, read_signature, split_signature


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
    quotes = find_quotes(lines, ours, about)
    chunks = _find_chunks(lines, quotes.quoted)
    signed = [split_signature(chunk, sender) for chunk in chunks]
    spoken = [part.text for part in signed if part.text]
    within = "\n".join(lines[index].content for index in quotes.inserted)
    added = split_signature(within, sender) if quotes.inserted else Signed("")
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
            line.whole
            for index, line in enumerate(lines)
            if quotes.quoted[index] and index not in quotes.inserted
        ),
        doubtful=bool(doubt),
        because=doubt or quotes.because,
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
