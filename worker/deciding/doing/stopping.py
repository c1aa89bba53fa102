"""Taking back a yes while there is still time: on STOP, and on anything that sounds like a doubt.

Stopping never harms: the letter waits, its draft is shown again, and one word sends it. Therefore it
asks for less than any other decision, and a doubtful reply counts as one while a letter waits to go.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import extend
from worker.deciding.decision import read_decision
from worker.deciding.decision.dealing import lets_go
from worker.deciding.decision.words import chunks, phrases
from worker.deciding.doing.steps import Reply, Step, already, ask, recalled
from worker.deciding.office import Office, Outcome, address
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import approval
from worker.model import Item, Kind, Letter, LetterState, Notice, Pending, Verb

_SHORT = 12
"""Words: in a longer mail "stop" is more likely told of somebody else."""
_AGAINST = (Verb.HOLD, Verb.REJECT, Verb.STOP)


def reads_as_stop(words: str, office: Office, now: datetime) -> bool:
    """Whether a mail says STOP, and means letters by it."""
    meant = read_decision(words, (Pending(1),), office.local_date(now)).decisions
    return any(one.decision is Verb.STOP for one in meant)


def sounds_like_stop(words: str) -> bool:
    """Whether a short mail has a word of stopping anywhere: enough to hold a letter back, not to answer."""
    return len(words.split()) <= _SHORT and any(
        phrases("stop", "words").within(chunk.words) for chunk in chunks(words)
    )


def speaks_against(words: str, office: Office, now: datetime) -> bool:
    """Whether words that decide nothing (a note) say that a letter should not go, or deny anything at all."""
    denies = any(phrases("refusal", "not").within(chunk.words) for chunk in chunks(words))
    return denies or holds_any(words, office, now)


def holds_any(words: str, office: Office, now: datetime) -> bool:
    """Whether words would hold, refuse or stop whatever letter they were about."""
    meant = read_decision(words, (Pending(1),), office.local_date(now)).decisions
    return any(one.decision in _AGAINST and not lets_go(one) for one in meant)


def lets_letters_go(words: str, name: str, office: Office, now: datetime) -> bool:
    """Whether nothing in a mail of who decides stands against a letter that is approved.

    Thanks do not, nor a second yes, a note of something else or a wish to see the evidence. What is not
    understood does, and so does what tells how the case stands by now.
    """
    meant = read_decision(words, (Pending(1),), office.local_date(now)).decisions
    return leaves_a_yes(words, name, office, now) or all(
        lets_go(one)
        or one.decision is Verb.EVIDENCE
        or (
            one.decision is Verb.NOTE
            and not one.told
            and not speaks_against(str(one.args.get("note", "")), office, now)
        )
        for one in meant
    )


def leaves_a_yes(words: str, name: str, office: Office, now: datetime) -> bool:
    """Whether words would leave a yes a yes, were they written below it: thanks, praise, wishes, a name."""
    if not any(chunk.words for chunk in chunks(words)):  # a lone question mark
        return False
    today = office.local_date(now)
    meant = read_decision(f"Approve.\n\n{words}", (Pending(1),), today, signed_by=name).decisions
    return all(one.decision is Verb.APPROVE and not one.args for one in meant)


def waiting_letters(case: Case, draft: int | None = None) -> tuple[Letter, ...]:
    """The letters out of the school that may still be stopped (of one draft, when given)."""
    return tuple(
        x for x in case.letters if x.external and x.state is LetterState.QUEUED and draft in (None, x.draft)
    )


def stop(case: Case, item: Item, office: Office, now: datetime) -> Step:
    """Stop the draft's letter, else whatever else of the case waits; say so when it has already gone."""
    waiting = waiting_letters(case, item.draft) or waiting_letters(case)
    if waiting:
        return _taken_back(case, waiting, office, now, say("stopping.stopped_by_reply"))
    gone = {x.draft or 0 for x in case.letters if x.external}
    gone &= {item.draft} if item.draft is not None else gone
    said = [already(case, case.draft(n), office) for n in sorted(gone)]
    return Step(said=tuple(said)) if said else ask("nothing to stop")


def hold_back(case: Case, draft: int | None, office: Office, now: datetime, because: str) -> Step:
    """Take back what waits to go, after a reply that cannot have meant "go on" (``because``)."""
    waiting = waiting_letters(case, draft)
    return _taken_back(case, waiting, office, now, because) if waiting else Step()


def stop_for(case: Case, reply: Reply, why: str | None, office: Office, now: datetime) -> Outcome:
    """Stop every letter of a case on a STOP that answers no mail of ours about it.

    ``why`` says what the sender lacks (proof, or the right to decide); it is None for who decides.
    A letter is stopped all the same, for a forger gains a delay and the head loses nothing; who
    decides is told at once.
    """
    step = stop(case, Item(1, case.ref), office, now)
    decider = address(office.decider(case))
    happened: ev.CaseEvent
    if why is None:
        happened = ev.Decided(
            now, reply.key, reply.by, Verb.STOP, None, None, reply.words, {}, reply.evidence, reply.sent_at
        )
    else:
        happened = ev.Replied(
            now, reply.key, reply.by, reply.role, Kind.DECISION, reply.words, reply.evidence
        )
    said = (*step.said, *(() if why is None else ({"what": "stopped for", "why": why},)))
    facts = {
        "ref": case.ref,
        "done": list(said),
        "words": reply.words,
        "writer": None if why is None else reply.by.name or reply.by.email,
    }
    items = tuple(i for notice in step.outcome.notices for i in notice.items) or (Item(1, case.ref),)
    told = Notice("confirmation", (decider if why else reply.by,), facts, answers=reply.key, items=items)
    return Outcome((happened, *step.outcome.events), (told, *step.outcome.notices))


def _taken_back(case: Case, letters: Iterable[Letter], office: Office, now: datetime, because: str) -> Step:
    events: tuple[ev.CaseEvent, ...] = ()
    shown, count = [], 0
    for letter in letters:
        draft = case.draft_of(letter)
        events += recalled(extend(case, events), draft, letter, office, now, because)
        shown.append(approval(case, draft, office))
        count += 1
    return Step(Outcome(events, tuple(shown)), ({"what": "stopped", "count": count},))
