"""The header that a client sets above our mail: what stands behind its labels is known, or an answer perhaps.

A line typed there by hand may look like a label of the client's ("Cc: nobody until Friday").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.deciding.sentences import say
from worker.deciding.vetting.lines import find_disclaimers
from worker.deciding.vetting.lists import held, plain_words
from worker.model import Mail
from worker.reading.message.addresses import TYPED
from worker.reading.quoted.dates import date_score
from worker.reading.quoted.ours import find_beginning
from worker.reading.quoted.row import read_row
from worker.reading.quoted.shapes import Line, read_lines

_MOST = 40_000
_MOST_LINES = 30
_ADDRESS = re.compile(TYPED)
_OF_PEOPLE = frozenset(("from", "to", "cc", "reply_to"))
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_DATED = 2


def find_typed_label(quoted: str, mail: Mail, ours: tuple[str, ...], sender: str) -> str | None:
    """Say that a line above our mail may be part of the answer, or None.

    ``mail`` is the reply: its subject and the names in its addresses may stand there, and the sender's own.
    """
    lines = read_lines(quoted[:_MOST])
    begins = find_beginning(lines, 0, ours)
    known = frozenset(plain_words(" ".join((sender, *_told_of(mail)))))
    for line, kinds in _header(lines[: min(begins, _MOST_LINES)] if begins < len(lines) else []):
        row = read_row(line)
        if _is_said(row.value if row else line.content, kinds, known) and not _is_gateways(line):
            return say("quote.label", said=line.content[:80])
    return None


def _header(lines: list[Line]) -> Iterator[tuple[Line, frozenset[str]]]:
    """The lines from the first label to an empty line, and known labels below it, with what they mean."""
    labelled, begun = False, False
    for line in lines:
        row = read_row(line)
        labelled = not line.blank and (labelled or (row is not None and (not begun or bool(row.kinds))))
        if labelled:
            begun = True
            yield line, row.kinds if row else frozenset()


def _is_gateways(line: Line) -> bool:
    """Whether it is what a mail server sets above a mail from outside."""
    return bool(find_disclaimers([line.content], frozenset(), frozenset()))


def _told_of(mail: Mail) -> list[str]:
    people = [*((mail.sender,) if mail.sender else ()), *mail.to, *mail.cc]
    return [mail.subject, *(f"{one.name} {one.email}" for one in people)]


def _is_said(value: str, kinds: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a value has a word that tells or decides, or, where people stand, one that is nobody's name."""
    bare = _ADDRESS.sub(" ", value)
    left = frozenset(plain_words(bare)) - known
    if date_score(value) >= _DATED:
        left -= held("dated")
    if left & (held("never") | held("imperative")):
        return True
    named = kinds and kinds <= _OF_PEOPLE
    return bool(named) and any(word[0].islower() and word.lower() in left for word in _WORD.findall(bare))
