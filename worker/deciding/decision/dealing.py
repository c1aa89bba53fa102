"""Readings dealt out to the numbers they are for: one decision each, and the sterner of two."""

from __future__ import annotations

from worker.deciding.decision.saying import Meaning
from worker.deciding.sentences import say
from worker.model import Decision, Pending, Verb

Found = list[tuple[tuple[int, ...], Meaning]]
"""Each reading with the numbers it named."""
_OF_A_DRAFT = (Verb.APPROVE, Verb.EDIT, Verb.REJECT, Verb.POSTED, Verb.NOT_POSTED)
ASK = say("ask.decision")


def sends(meaning: Meaning) -> bool:
    """Whether a reading lets a letter go, now or on a day."""
    return meaning.verb is Verb.APPROVE or meaning.args.get("then") == "send"


def lets_go(decision: Decision) -> bool:
    """The same of a decision."""
    return decision.decision is Verb.APPROVE or decision.args.get("then") == "send"


def decisions_of(found: Found, pending: tuple[Pending, ...]) -> tuple[Decision, ...]:
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
    if meaning.verb is Verb.HOLD and not sends(meaning):
        return tuple(item.n for item in pending)
    return (pending[0].n,) if len(pending) == 1 else (None,)


def _decision(
    n: int | None, numbers: tuple[int, ...], meaning: Meaning, pending: tuple[Pending, ...]
) -> Decision:
    about_a_draft = meaning.verb in _OF_A_DRAFT or sends(meaning)
    if about_a_draft and n is None and (pending or meaning.verb is not Verb.REJECT):
        reason = (
            say("dealing.more_than_one_draft_pending")
            if pending
            else say("dealing.nothing_waiting_for_decision")
        )
        return Decision(
            None,
            Verb.UNCLEAR,
            {"reason": reason, "question": say("ask.number")},
            meaning.told,
        )
    args = dict(meaning.args)
    if meaning.verb is Verb.SEND_TO and (numbers or len(pending) == 1):
        args["hold_draft"] = numbers[0] if numbers else pending[0].n
    keeps_number = numbers or not meaning.whole
    return Decision(n if keeps_number else None, meaning.verb, args, meaning.told)


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
            else Decision(one.draft, Verb.UNCLEAR, {"reason": "two readings", "question": ASK})
        )
        if kept not in out:
            out.append(kept)
    return out
