"""Words below a quote without signs: nobody can say where the quoted mail ends and the answer goes on."""

from __future__ import annotations

from datetime import date

from worker.deciding.decision import read_decision
from worker.deciding.decision.signed import unsigned
from worker.deciding.decision.words import chunks
from worker.deciding.sentences import say
from worker.deciding.vetting.quote import is_quoted
from worker.model import Pending, Verb
from worker.reading.quoted.signature import split_signature

_AGAINST = (Verb.REJECT, Verb.HOLD, Verb.STOP, Verb.CLOSE)
"""What would be lost beside a yes above the quote."""
_CHOICES = frozenset(("approve", "reject", "hold", "close", "stop"))
_LONGEST = 300
"""So many letters are an answer; more are a letter or a notice."""
_SIGNS = (">", "|")
_SOME_DAY = date(2026, 1, 1)
"""No day changes whether words decide."""


def find_below(quoted: str, signed_by: str, ours: tuple[str, ...] = ()) -> str | None:
    """Say that the last words of what is quoted without signs speak against a yes, or None.

    They may be the sender's own, typed below the mail that is answered: Outlook quotes without signs.
    ``signed_by`` is the sender's name, which may stand below them. ``ours`` are the mails answered: their
    own words are nobody's answer.
    """
    paragraphs = [part for part in split_signature(quoted, signed_by).text.split("\n\n") if part.strip()]
    if len(paragraphs) > 1 and _is_signed(paragraphs[-1], signed_by):
        paragraphs.pop()
    told = len(paragraphs) > 1 and speaks_against(paragraphs[-1].strip(), signed_by)
    told = told and not is_quoted(paragraphs[-1], ours)
    return say("quote.answer_stands_below") if told else None


def _is_signed(paragraph: str, signed_by: str) -> bool:
    """Whether nothing but the sender's name stands there, as it does below an answer."""
    return len(paragraph) < _LONGEST and len(unsigned(chunks(f"Answer.\n{paragraph}"), signed_by)) == 1


def speaks_against(paragraph: str, signed_by: str) -> bool:
    """Whether a few words are an answer that a yes beside them would lose."""
    if len(paragraph) > _LONGEST or paragraph.startswith(_SIGNS):
        return False
    said = {word for chunk in chunks(paragraph) for word in chunk.words}
    if len(said & _CHOICES) > 1:
        return False  # the mail that asks names them: "Reply APPROVE or HOLD"
    read = read_decision(paragraph, (Pending(1),), _SOME_DAY, signed_by=signed_by)
    return any(one.decision in _AGAINST for one in read.decisions)
