"""The head's reply: what it means (domain §7; design, "The head's reply").

One grammar, fail closed. A reply approves only if every one of its words is on the lists of
``knowledge/replies.toml`` that mean yes; anything else sends nothing: refusal beats approval,
a condition beats approval, two readings are asked about. Pure: time is an argument.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from worker.deciding.decision.actions import read_address, read_identified, read_other_action
from worker.deciding.decision.anyway import read_anyway
from worker.deciding.decision.approval import QUOTING, read_approval, read_scheduled
from worker.deciding.decision.cases import read_merge, read_split
from worker.deciding.decision.dealing import ASK, Found, decisions_of, sends
from worker.deciding.decision.edits import read_edits
from worker.deciding.decision.paper import read_paper, read_posted
from worker.deciding.decision.particulars import read_particulars
from worker.deciding.decision.parts import SEAM, Part, split
from worker.deciding.decision.readings import (
    read_close,
    read_doubt,
    read_evidence,
    read_file_note,
    read_noted,
    read_rest,
    read_stop,
)
from worker.deciding.decision.refusing import read_refusal
from worker.deciding.decision.saying import Meaning, Saying, names_send, says_nothing, unclear
from worker.deciding.decision.signed import unsigned
from worker.deciding.decision.text import cleared, find_rewrite, read_auto_reply, same_letter, without_words
from worker.deciding.decision.told import find_told
from worker.deciding.decision.waiting import condition_at, read_hold
from worker.deciding.decision.words import Chunk, chunks, phrases
from worker.deciding.sentences import say
from worker.model import Pending, Progress, ReplyRead, Told, Verb

_Reader = Callable[[Saying], Meaning | None]
_WHOLE: tuple[_Reader, ...] = (
    read_stop,
    read_approval,
    read_anyway,
    read_posted,
    read_paper,
    read_scheduled,
    read_file_note,
    read_noted,
)
"""In this order, then those below; the first that answers is believed. Yes may come early: it has to
account for every word."""
_READERS: tuple[_Reader, ...] = (
    read_posted,
    read_evidence,
    read_address,
    read_edits,
    read_doubt,
    read_other_action,
    read_particulars,
    read_close,
    read_hold,
    read_refusal,
)
"""What may also stand beside words that only tell of the case's course."""

_HARMLESS = (Verb.UNCLEAR, Verb.HOLD, Verb.REJECT, Verb.NOTE, Verb.STOP)
_MAX_DECISION = 5_000
_MAX_LETTER = 20_000


def read_decision(
    new_text: str,
    pending: tuple[Pending, ...],
    today: date,
    *,
    doubtful: bool = False,
    signed_by: str = "",
) -> ReplyRead:
    """What the new text of a reply decides about the numbered things its mail asked for.

    ``today`` is the day at the school. ``doubtful`` says that the text may hold words that are not the
    sender's: nothing is then sent, changed or closed. ``signed_by`` is the sender's name, so that a
    name below the answer is known for what it is.
    """
    text, quoted = cleared(new_text[:_MAX_LETTER])
    found = _read_text(text, pending, today, signed_by, cut=len(new_text) > _MAX_LETTER)
    if doubtful or quoted:
        found = [(numbers, _restrained(meaning)) for numbers, meaning in found]
    decisions = decisions_of(found, pending)
    because = "; ".join(dict.fromkeys(meaning.because for _, meaning in found if meaning.because))
    return ReplyRead(new_text, decisions, because)


def as_json(file: str, reply: ReplyRead) -> dict[str, Any]:
    """One line of ``headsup decide --json`` (design, Interfaces)."""
    decisions = [
        {"draft": one.draft, "decision": one.decision.value, "args": one.args} for one in reply.decisions
    ]
    return {"file": file, "new_text": reply.new_text, "decisions": decisions, "because": reply.because}


def _read_text(text: str, pending: tuple[Pending, ...], today: date, signed_by: str, *, cut: bool) -> Found:
    if not text:
        return [((), unclear("empty reply", ASK))]
    if without_words(text):
        return [((), unclear("emoji only", ASK))]
    if automatic := read_auto_reply(text, today):
        return [((), automatic)]
    if rewritten := find_rewrite(text):
        return [_read_rewrite(*rewritten, pending)]
    if cut or len(text) > _MAX_DECISION:
        return [((), unclear(say("decision.too_long_for_decision"), ASK))]
    return _read_parts(text, pending, today, signed_by)


def _read_rewrite(lead: str, body: str, pending: tuple[Pending, ...]) -> tuple[tuple[int, ...], Meaning]:
    """A new text for one letter; which one, if several were asked about, the words before it say."""
    if same_letter(body, pending):
        return (), unclear(say("decision.draft_came_back_unquoted"), ASK)
    numbers = tuple(n for part in split(chunks(lead), pending) for n in part.numbers)
    meaning = Meaning(Verb.EDIT, {"edits": [{"rewrite": body}]}, say("decision.new_text_for_letter_which"))
    return numbers, meaning


def _read_parts(text: str, pending: tuple[Pending, ...], today: date, signed_by: str) -> Found:
    cut = unsigned(chunks(text), signed_by)
    whole = Saying(text, cut, pending, today)
    if note := read_file_note(whole):
        return [((), note)]
    if of_cases := read_merge(whole) or read_split(whole):
        return [of_cases]
    parts = split(cut, pending)
    numbered = any(part.numbers or part.wrong for part in parts)
    if not numbered:
        return [((), _read_one(whole))]
    found: list[tuple[Part, Meaning]] = []
    for part in parts:
        about = tuple(item for item in pending if item.n in part.numbers)
        saying = Saying(text, part.chunks, about or pending, today, bool(part.numbers))
        if part.wrong:
            found.append((replace(part, numbers=()), unclear(part.wrong, ASK)))
        elif part.numbers or not says_nothing(saying):
            found.append((part, _read_one(saying)))
    return [(part.numbers, meaning) for part, meaning in _wary(found, text)]


def _read_one(saying: Saying) -> Meaning:
    if not saying.chunks:
        return unclear(say("decision.names_number_says_nothing"), ASK)
    if _menu(saying):
        return unclear(say("decision.repeats_choices"), ASK)
    for read in _WHOLE:
        if meaning := read(saying):
            return meaning
    told, rest = find_told(saying)
    if told:
        return replace(_beside_told(saying, told, replace(saying, chunks=rest)), told=told)
    return next((meaning for read in _READERS if (meaning := read(saying))), None) or read_rest(saying)


def _beside_told(saying: Saying, told: tuple[Told, ...], rest: Saying) -> Meaning:
    """What a reply decides that also tells of the case's course; a yes beside it is asked about."""
    note = Meaning(Verb.NOTE, {}, say("decision.tells_how_stands", words=told[0].words), whole=True)
    if told[-1].progress is Progress.IDENTIFIED and (named := read_identified(saying)):
        return named
    if not rest.chunks or says_nothing(rest):
        return note
    for read in _READERS:
        if decided := read(rest):
            whole = read(saying)
            decided = whole if whole and whole.verb is decided.verb else decided
            return decided if not sends(decided) else _asked_again()
    return _asked_again() if names_send(rest.words) or rest.asks else note


def _asked_again() -> Meaning:
    return unclear(say("decision.says_yes_more"), say("ask.alone"))


def _menu(saying: Saying) -> bool:
    """ "APPROVE / REJECT / HOLD": the choices themselves, not one of them."""
    words = set(saying.words)
    commands = {"approve", "reject", "hold", "close", "stop", "evidence"} & words
    return (len(commands) > 1 and words <= commands | {"or", "and", "yes", "no"}) or words == {"yes", "no"}


def _wary(found: list[tuple[Part, Meaning]], text: str) -> list[tuple[Part, Meaning]]:
    """Withdraw a yes to one number where other words of the reply may govern it too.

    So it is with words that belong to no number, or turn over what was said, with signs of a quotation, and
    with a condition, a change or a question that stands later in the same line ("approve 1, approve 2, if
    Kamal agrees").
    """
    turned = any(phrases("doubt", "turns").within(chunk.words) for chunk in chunks(text))
    adrift = turned or any(not part.numbers for part, _ in found) or not QUOTING.isdisjoint(text)
    doubt = unclear(say("decision.other_words_reply_may_speak"), ASK)
    out: list[tuple[Part, Meaning]] = []
    governed: set[int] = set()  # the lines that a later part reaches back over
    for part, meaning in reversed(found):
        out.append((part, doubt if sends(meaning) and (adrift or part.line in governed) else meaning))
        if _reaches_back(part, meaning):
            governed.add(part.line)
    return out[::-1]


def _reaches_back(part: Part, meaning: Meaning) -> bool:
    """Whether a part may govern the numbers named before it in its line."""
    if sends(meaning):
        return meaning.verb is Verb.HOLD
    if meaning.verb is not Verb.REJECT and any(_approves(chunk) for chunk in part.chunks):
        return True
    pairs = zip(part.chunks, part.chunks[1:], strict=False)
    later = [chunk for before, chunk in pairs if before.after != SEAM]
    return any(chunk.asks or _governs(chunk) for chunk in later)


def _approves(chunk: Chunk) -> bool:
    return phrases("approval", "approve").within(chunk.words) is not None


def _governs(chunk: Chunk) -> bool:
    """A condition that opens its clause, or stands beside a word of sending."""
    at = condition_at(chunk)
    return at is not None and (at[0] == 0 or names_send(chunk.words))


def _restrained(meaning: Meaning) -> Meaning:
    """What may be believed of words that are perhaps not the sender's own."""
    meaning = replace(meaning, told=())
    if meaning.verb not in _HARMLESS:
        return unclear(say("decision.not_certain_which_words_are"), ASK)
    if meaning.args.get("then") == "send":
        return replace(meaning, args={**meaning.args, "then": "ask_again"})
    return meaning
