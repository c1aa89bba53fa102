"""What happened on a case, entry by entry, for one reader.

``Entry.what`` is a slug the words know (``templates/export/words.toml``), so that a new kind of event needs
a sentence and no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.handover.papers import letters_of, papers_of
from worker.deciding.handover.said import title_of
from worker.deciding.handover.scope import HIDDEN, Naming, Purpose, Scope
from worker.deciding.office import Office
from worker.model import Address, DeadlineState, Kind, LetterState, MessageKey, Verb


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: when, what by its slug, with what facts, by whom, and the paper it is from."""

    at: datetime
    what: str
    facts: dict[str, Any]
    who: str = ""
    paper: str = ""


def entries_of(case: Case, office: Office, scope: Scope) -> tuple[Entry, ...]:
    """What happened on a case, oldest first, for one reader; nothing at all for a platform."""
    if scope.purpose is Purpose.PLATFORM:
        return ()
    teller = _Telling(case, office, scope)
    return tuple(entry for event in case.events if (entry := teller.tell(event)) is not None)


class _Telling:
    """Turns one event after the other into what is told of it."""

    def __init__(self, case: Case, office: Office, scope: Scope) -> None:
        self._case, self._office, self._scope = case, office, scope
        self._who = Naming(case, office, scope)
        self._files = {paper.sha256: paper.number for paper in papers_of(case, scope)}
        self._letters = {p.letter.id: p for p in letters_of(case, scope) if p.letter is not None}

    def tell(self, event: ev.CaseEvent) -> Entry | None:
        """Return what a reader is told of an event; None where it is no news of its own."""
        if self._is_hidden(_draft_of(event)):
            return None
        match event:
            case ev.Reported():
                count = {"posts": len(event.posts)}
                return self._entry(event, "reported", count, self._who.teller(event.reporter))
            case ev.Replied():
                what = "wrote" if event.kind is Kind.OTHER_REPLY else event.kind.value
                return self._entry(event, what, {}, self._who.sender(event.sender, event.role))
            case ev.Decided():
                return self._decided(event)
            case ev.Drafted() | ev.DraftMoved() | ev.Posted() | ev.NotPosted():
                return self._of_draft(event)
            case ev.LetterMoved():
                return self._letter(event)
            case ev.DeadlineEnded() if event.state is DeadlineState.PASSED:
                about = {d.id: f"{d.about} {d.in_words}" for d in self._case.deadlines}
                return self._entry(event, "passed", {"about": self._say(about.get(event.id, ""))})
            case ev.Queued() | ev.DeadlineSet() | ev.DeadlineEnded():
                return None
            case ev.StepSkipped():
                title = title_of(event.action, self._office)
                return self._entry(event, "skipped", {"title": title, "because": self._say(event.because)})
            case ev.Freed():
                return self._entry(event, "freed", {}, f"={event.role.value}")
            case ev.Progressed() | ev.Absorbed() | ev.Merged() | ev.Parted() | ev.Closed():
                return self._said_of_case(event)
            case _:
                return self._entry(event, type(event).__name__.lower(), {})

    def _of_draft(self, event: ev.Drafted | ev.DraftMoved | ev.Posted | ev.NotPosted) -> Entry:
        match event:
            case ev.Drafted():
                facts = {**self._draft(event.draft.n), "version": event.draft.version}
                return self._entry(event, "drafted", facts)
            case ev.DraftMoved():
                facts = {**self._draft(event.n), "version": event.version}
                return self._entry(event, f"draft_{event.state.value}", facts)
            case ev.Posted():
                facts = {**self._draft(event.n), "version": event.version, "on": event.on}
                return self._entry(event, "posted", facts, self._who.decider(event.by))
            case ev.NotPosted():
                facts = {**self._draft(event.n), "version": event.version}
                return self._entry(event, "not_posted", facts, self._who.decider(event.by))

    def _said_of_case(self, event: ev.Progressed | ev.Absorbed | ev.Merged | ev.Parted | ev.Closed) -> Entry:
        """What whoever decides said of the case as a whole."""
        what, facts = type(event).__name__.lower(), dict[str, Any]()
        match event:
            case ev.Progressed():
                what, facts = f"told_{event.progress.value}", {"on": event.on}
            case ev.Absorbed():
                facts = {"ref": event.ref}
            case ev.Merged():
                facts = {"ref": event.into}
            case ev.Parted():
                facts = {"ref": event.to}
            case ev.Closed():
                facts = {"because": self._say(event.because)}
        return self._entry(event, what, facts, self._who.decider(event.by))

    def _decided(self, event: ev.Decided) -> Entry | None:
        if event.decision is Verb.UNCLEAR and not self._scope.contents.everything:
            return None
        facts = self._draft(event.draft) | {"version": event.version}
        what = f"decided_{event.decision.value}" + ("" if event.draft is None else "_draft")
        return self._entry(event, what, facts, self._who.decider(event.by))

    def _letter(self, event: ev.LetterMoved) -> Entry | None:
        """What became of a letter to the outside, and of files that were shown; our own mails are listed."""
        letter = self._case.find_letter(event.id)
        ends = (LetterState.SENT, LetterState.FAILED, LetterState.IN_DOUBT, LetterState.CANCELLED)
        paper = self._letters.get(event.id)
        if letter is None or event.state not in ends or paper is None:
            return None
        if letter.carries and event.state is LetterState.SENT:
            who = self._who.decider(Address(letter.to[0]))
            return Entry(event.at, "shown", {"files": len(letter.carries)}, who, paper.number)
        if not letter.external:
            return None
        if self._is_hidden(letter.draft):
            return None
        hidden = self._scope.purpose is Purpose.SUBJECT and not self._scope.is_about(*letter.to)
        to = "=somebody" if hidden else ", ".join(letter.to)
        draft = self._draft(letter.draft)
        facts = {**draft, "to": to}
        return Entry(event.at, f"letter_{event.state.value}", facts, "=school", paper.number)

    def _is_hidden(self, n: int | None) -> bool:
        """Whether a draft is one that this reader is told nothing of, not even that there is one."""
        step = next((self._office.policy.steps.get(d.action) for d in self._case.drafts if d.n == n), None)
        return step is not None and step.recipient.value in HIDDEN.get(self._scope.purpose, ())

    def _draft(self, n: int | None) -> dict[str, Any]:
        title = next((title_of(d.action, self._office) for d in self._case.drafts if d.n == n), "")
        return {"n": n, "title": title}

    def _say(self, words: str) -> str:
        return self._scope.redact(words)

    def _entry(self, event: ev.CaseEvent, what: str, facts: dict[str, Any], who: str = "") -> Entry:
        key: MessageKey | None = getattr(event, "message", None)
        paper = self._files.get(key.raw_sha256, "") if key is not None else ""
        return Entry(event.at, what, facts, who, paper)


def _draft_of(event: ev.CaseEvent) -> int | None:
    """The draft that an event is about."""
    match event:
        case ev.Drafted():
            return event.draft.n
        case ev.DraftMoved() | ev.Posted() | ev.NotPosted():
            return event.n
        case ev.Decided():
            return event.draft
        case _:
            return None
