"""What follows when a letter has gone out, came back, or may not have arrived."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from worker import events as ev
from worker.deciding.cases.awaited import after_action
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import end_deadlines, expect_advice
from worker.deciding.cases.replay import extend
from worker.deciding.cases.turning import is_of_the_head
from worker.deciding.office import Office, Outcome, address
from worker.deciding.sentences import say
from worker.deciding.traffic import ADMIN_NOTE
from worker.deciding.writing.drafting import present
from worker.model import (
    CaseState,
    DeadlineKind,
    DeadlineState,
    DraftState,
    Item,
    Letter,
    LetterState,
    Notice,
)


def letter_sent(case: Case, letter: Letter, office: Office, now: datetime) -> Outcome:
    """What follows when a letter has gone out: what is waited for now (``awaited``).

    A pack has gone out when who decides has it, to copy from.
    """
    sent = Outcome((mail_sent(letter, now),))
    goes_out = letter.external or letter.kind == "pack"
    if not goes_out or letter.draft is None:
        return sent
    return sent + Outcome(after_action(case, case.draft(letter.draft), office, now))


def mail_sent(letter: Letter, now: datetime) -> ev.LetterMoved:
    """That the mail server took a mail."""
    return ev.LetterMoved(now, letter.id, LetterState.SENT, say("letters.accepted_by_mail_server"))


def letter_lost(case: Case, letter: Letter, moved: ev.LetterMoved, office: Office) -> Outcome:
    """A letter failed or is in doubt, as ``moved`` says: a person is told.

    Of a real letter it is who decides: no answer to it is waited for any longer, and its words come
    back as a new version, so that no yes from before can send them again. Of a mail to our own people
    it is the admin, who can be reached when they cannot.
    """
    if not letter.external:
        return Outcome((moved,), mail_lost(letter, moved.because, office))
    return _again(case, letter, moved, office, returned=False)


def letter_returned(case: Case, letter: Letter, because: str, office: Office, now: datetime) -> Outcome:
    """A report came that a sent letter did not arrive. Anyone can write one: it leaves a doubt, no more.

    Who decides is told; the words come back without an address, so that a yes alone sends nothing twice.
    """
    if not letter.external:
        return letter_lost(case, letter, ev.LetterMoved(now, letter.id, LetterState.FAILED, because), office)
    moved = ev.LetterMoved(now, letter.id, LetterState.IN_DOUBT, because)
    return _again(case, letter, moved, office, returned=True)


def _again(case: Case, letter: Letter, moved: ev.LetterMoved, office: Office, *, returned: bool) -> Outcome:
    now, outcome = moved.at, Outcome((moved,))
    n = letter.draft
    waits = (DeadlineKind.REPLY, DeadlineKind.REMOVAL, DeadlineKind.CHASE, DeadlineKind.REVIEW)
    outcome += Outcome(
        end_deadlines(case, waits, DeadlineState.DROPPED, say("letters.letter_may_not_have_arrived"), now, n)
    )
    case = extend(case, outcome.events)
    said = "returned" if returned else moved.state.value
    facts = {"ref": case.ref, "letter": letter, "state": said, "because": moved.because, "to": letter.to}
    told = Notice("letter_trouble", (address(office.decider(case)),), facts, items=(Item(1, case.ref),))
    outcome += Outcome((), (told,))
    draft = case.draft(n) if n is not None else None
    if draft is None or draft.state is not DraftState.APPROVED or case.state is CaseState.CLOSED:
        return outcome + expect_advice(case, office, now, say("letters.a_letter_may_not_have_arrived"))
    if is_of_the_head(case, draft.n):  # the chair does not send on what the head signed
        return outcome + expect_advice(case, office, now, say("letters.a_letter_may_not_have_arrived"))
    again = replace(
        draft,
        version=draft.version + 1,
        to=None if returned else draft.to,
        state=DraftState.WAITING,
        changes=say(f"again.{'returned' if returned else moved.state.value}"),
    )
    return outcome + present(case, again, office, now)


def mail_lost(letter: Letter, because: str, office: Office) -> tuple[Notice, ...]:
    """Tell the admin that a mail of ours did not arrive, unless it was one to the admin."""
    if letter.kind == ADMIN_NOTE:
        return ()
    to, kind = ", ".join(letter.to), letter.kind.replace("_", " ")
    return (admin_note(office, "lost", to=to, kind=kind, why=because),)


def admin_note(office: Office, name: str, /, **facts: object) -> Notice:
    """A note to whoever looks after the machine: one of ``notes`` in ``knowledge/sentences.toml``."""
    said = {part: say(f"notes.{name}.{part}", **facts) for part in ("title", "because", "remedy")}
    return Notice(ADMIN_NOTE, (address(office.people.admin),), {**said, "note": name})


def retry_at(tries: int, now: datetime) -> datetime:
    """When a letter is tried again: 1, 2, 4 … minutes, at most an hour apart."""
    return now + timedelta(minutes=min(2**tries, 60))
