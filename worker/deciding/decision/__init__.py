"""The head's reply: what it means (domain §7; design, "The head's reply").

One grammar, fail closed. A reply approves only if every one of its words is on the lists of
``knowledge/replies.toml`` that mean yes; anything else sends nothing: refusal beats approval,
a condition beats approval, two readings are asked about. Pure: time is an argument.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from worker.deciding.decision.actions import read_address, read_other_action
from worker.deciding.decision.approval import QUOTING, read_approval, read_scheduled
from worker.deciding.decision.edits import read_edits
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
from worker.deciding.decision.waiting import condition_at, read_hold
from worker.deciding.decision.words import Chunk, chunks, phrases
from worker.model import Decision, Pending, ReplyRead, Verb

_READERS: tuple[Callable[[Saying], Meaning | None], ...] = (
    read_stop,
    read_approval,
    read_scheduled,
    read_file_note,
    read_noted,
    read_evidence,
    read_address,
    read_edits,
    read_doubt,
    read_other_action,
    read_close,
    read_hold,
    read_refusal,
)
"""In this order; the first that answers is believed. Yes may come early: it has to account for every word."""

_HARMLESS = (Verb.UNCLEAR, Verb.HOLD, Verb.REJECT, Verb.NOTE, Verb.STOP)
_MAX_DECISION = 5_000
_MAX_LETTER = 20_000
_ASK = "Please reply APPROVE, REJECT or HOLD, or say what to change."


def read_decision(
    new_text: str,
    pending: tuple[Pending, ...],
    now: datetime,
    zone: str = "Europe/London",
    doubtful: bool = False,
    signed_by: str = "",
) -> ReplyRead:
    """What the new text of a reply decides about the numbered things its mail asked for.

    ``now`` is an aware instant; days are counted in ``zone``. ``doubtful`` says that the text may
    hold words that are not the sender's: nothing is then sent, changed or closed. ``signed_by``
    is the sender's name, so that a name below the answer is known for what it is.
    """
    text, quoted = cleared(new_text[:_MAX_LETTER])
    today = now.astimezone(ZoneInfo(zone)).date()
    found = _read_text(text, pending, today, signed_by, cut=len(new_text) > _MAX_LETTER)
    if doubtful or quoted:
        found = [(numbers, _restrained(meaning)) for numbers, meaning in found]
    decisions = _decisions(found, pending)
    because = "; ".join(dict.fromkeys(meaning.because for _, meaning in found if meaning.because))
    return ReplyRead(new_text, decisions, because)


def as_json(file: str, reply: ReplyRead) -> dict[str, Any]:
    """One line of ``headsup decide --json`` (design, Interfaces)."""
    decisions = [
        {"draft": one.draft, "decision": one.decision.value, "args": one.args} for one in reply.decisions
    ]
    return {"file": file, "new_text": reply.new_text, "decisions": decisions, "because": reply.because}


_Found = list[tuple[tuple[int, ...], Meaning]]


def _read_text(text: str, pending: tuple[Pending, ...], today: date, signed_by: str, *, cut: bool) -> _Found:
    if not text:
        return [((), unclear("empty reply", _ASK))]
    if without_words(text):
        return [((), unclear("emoji only", _ASK))]
    if automatic := read_auto_reply(text, today):
        return [((), automatic)]
    if rewritten := find_rewrite(text):
        return [_read_rewrite(*rewritten, pending)]
    if cut or len(text) > _MAX_DECISION:
        return [((), unclear("too long for a decision", _ASK))]
    return _read_parts(text, pending, today, signed_by)


def _read_rewrite(lead: str, body: str, pending: tuple[Pending, ...]) -> tuple[tuple[int, ...], Meaning]:
    """A new text for one letter; which one, if several were asked about, the words before it say."""
    if same_letter(body, pending):
        return (), unclear("the draft came back unquoted", _ASK)
    numbers = tuple(n for part in split(chunks(lead), pending) for n in part.numbers)
    meaning = Meaning(
        Verb.EDIT, {"edits": [{"rewrite": body}]}, "a new text for the letter, which needs its own yes"
    )
    return numbers, meaning


def _read_parts(text: str, pending: tuple[Pending, ...], today: date, signed_by: str) -> _Found:
    cut = unsigned(chunks(text), signed_by)
    whole = Saying(text, cut, pending, today)
    if note := read_file_note(whole):
        return [((), note)]
    parts = split(cut, pending)
    numbered = any(part.numbers or part.wrong for part in parts)
    if not numbered:
        return [((), _read_one(whole))]
    found: list[tuple[Part, Meaning]] = []
    for part in parts:
        about = tuple(item for item in pending if item.n in part.numbers)
        saying = Saying(text, part.chunks, about or pending, today, bool(part.numbers))
        if part.wrong:
            found.append((replace(part, numbers=()), unclear(part.wrong, _ASK)))
        elif part.numbers or not says_nothing(saying):
            found.append((part, _read_one(saying)))
    return [(part.numbers, meaning) for part, meaning in _wary(found, text)]


def _read_one(saying: Saying) -> Meaning:
    if not saying.chunks:
        return unclear("it names a number and says nothing of it", _ASK)
    if _menu(saying):
        return unclear("it repeats the choices", _ASK)
    return next((meaning for read in _READERS if (meaning := read(saying))), None) or read_rest(saying)


def _menu(saying: Saying) -> bool:
    """ "APPROVE / REJECT / HOLD": the choices themselves, not one of them."""
    words = set(saying.words)
    commands = {"approve", "reject", "hold", "close", "stop", "evidence"} & words
    return (len(commands) > 1 and words <= commands | {"or", "and", "yes", "no"}) or words == {"yes", "no"}


def _wary(found: list[tuple[Part, Meaning]], text: str) -> list[tuple[Part, Meaning]]:
    """Withdraw a yes to one number where other words of the reply may govern it too.

    So it is with words that belong to no number, with signs of a quotation, and with a condition,
    a change or a question that stands later in the same line ("approve 1, approve 2, if Kamal agrees").
    """
    adrift = any(not part.numbers for part, _ in found) or not QUOTING.isdisjoint(text)
    doubt = unclear("other words of the reply may speak of this number too", _ASK)
    out: list[tuple[Part, Meaning]] = []
    for at, (part, meaning) in enumerate(found):
        governed = any(
            later.line == part.line and _reaches_back(later, said) for later, said in found[at + 1 :]
        )
        out.append((part, doubt if _sends(meaning) and (adrift or governed) else meaning))
    return out


def _reaches_back(part: Part, meaning: Meaning) -> bool:
    """Whether a part may govern the numbers named before it in its line."""
    if _sends(meaning):
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


def _sends(meaning: Meaning) -> bool:
    return meaning.verb is Verb.APPROVE or meaning.args.get("then") == "send"


def _restrained(meaning: Meaning) -> Meaning:
    """What may be believed of words that are perhaps not the sender's own."""
    if meaning.verb not in _HARMLESS:
        return unclear("it is not certain which words are new", _ASK)
    if meaning.args.get("then") == "send":
        return replace(meaning, args={**meaning.args, "then": "ask_again"})
    return meaning


def _decisions(found: _Found, pending: tuple[Pending, ...]) -> tuple[Decision, ...]:
    """One decision for each draft concerned; the sterner wins where a number was named twice."""
    out: list[Decision] = []
    for numbers, meaning in found:
        for n in _concerned(numbers, meaning, pending):
            new = _decision(n, numbers, meaning, pending)
            if new not in out:
                out.append(new)
    return tuple(_settled(out))


def _concerned(
    numbers: tuple[int, ...], meaning: Meaning, pending: tuple[Pending, ...]
) -> tuple[int | None, ...]:
    if numbers:
        return numbers
    if meaning.whole or meaning.verb in (Verb.UNCLEAR, Verb.STOP) or not pending:
        one = meaning.verb is Verb.STOP and len(pending) == 1
        return (pending[0].n if one else None,)
    if meaning.verb is Verb.HOLD and not _sends(meaning):
        return tuple(item.n for item in pending)
    return (pending[0].n,) if len(pending) == 1 else (None,)


def _decision(
    n: int | None, numbers: tuple[int, ...], meaning: Meaning, pending: tuple[Pending, ...]
) -> Decision:
    about_a_draft = meaning.verb in (Verb.APPROVE, Verb.EDIT, Verb.REJECT) or _sends(meaning)
    if about_a_draft and n is None and (pending or meaning.verb is not Verb.REJECT):
        reason = "more than one draft pending; which?" if pending else "nothing is waiting for a decision"
        return Decision(
            None,
            Verb.UNCLEAR,
            {"reason": reason, "question": "Please name the number, for example: 1 APPROVE."},
        )
    args = dict(meaning.args)
    if meaning.verb is Verb.SEND_TO and (numbers or len(pending) == 1):
        args["hold_draft"] = numbers[0] if numbers else pending[0].n
    keeps_number = numbers or not meaning.whole
    return Decision(n if keeps_number else None, meaning.verb, args)


def _settled(decisions: list[Decision]) -> list[Decision]:
    """A number that got two answers keeps the one that sends nothing; two of those are asked about."""
    out: list[Decision] = []
    for one in decisions:
        twins = [other for other in decisions if other.draft == one.draft and one.draft is not None]
        if len(twins) == 1 or one.draft is None:
            out.append(one)
            continue
        stern = [
            other
            for other in twins
            if other.decision in (Verb.HOLD, Verb.REJECT, Verb.STOP, Verb.EDIT)
            and other.args.get("then") != "send"
        ]
        kept = (
            stern[0]
            if stern
            else Decision(one.draft, Verb.UNCLEAR, {"reason": "two readings", "question": _ASK})
        )
        if kept not in out:
            out.append(kept)
    return out
