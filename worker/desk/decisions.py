"""The head's reply at the desk: who may decide, on what, and one commit for each case it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from worker import events as ev
from worker.deciding.decision import read_decision
from worker.deciding.office import address
from worker.deciding.orders import Reply, carry_out
from worker.deciding.policy import policy
from worker.desk.clerk import CaseEntry, Clerk, Kept, MailroomEntry
from worker.model import (
    Address,
    Decision,
    Item,
    Kind,
    Letter,
    Mail,
    MessageKey,
    Notice,
    Pending,
    Person,
    Proof,
    Reading,
    Role,
    Verb,
)
from worker.outside.store import Store
from worker.reading.noise import may_be_answered
from worker.reading.reply import NewText
from worker.reading.sender import person_of

DECIDERS = (Role.HEAD, Role.DELEGATE, Role.CHAIR)
Entries = tuple[CaseEntry | MailroomEntry, ...]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A reply of someone who decides, with all that was read of it."""

    mail: Mail
    key: MessageKey
    reading: Reading
    new: NewText
    kept: Kept
    letter: Letter | None
    """The mail of ours it answers: its Message-ID is the token that lets the reply decide."""


class Decisions:
    """Turns replies into commits. Any doubt about who, what or which version asks and changes nothing."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office

    def concerns(self, reading: Reading, letter: Letter | None, now: datetime) -> bool:
        """Whether someone who decides answers what asks for a decision, or means to decide without it."""
        if reading.role not in DECIDERS:
            return False
        if letter is not None and letter.items:
            return not letter.external
        if reading.case_ref is None or reading.posts or reading.attachments:
            return False
        meant = read_decision(reading.new_text, (Pending(1),), now, self._office.rules.zone).decisions
        return any(one.decision not in (Verb.UNCLEAR, Verb.NOTE) for one in meant)

    def plan(self, reply: Incoming, now: datetime, only: frozenset[str] | None = None) -> Entries:
        """Plan what the reply causes; ``only`` names the cases still to do after a crash between two."""
        objection = self._objection(reply, now)
        if objection is not None:
            told = self.refusal(reply.mail, reply.reading, objection, now)
            filed = ev.Filed(now, reply.key, Kind.DECISION, f"not acted on: {objection}")
            return (self._clerk.mailroom_entry((filed,), told, now),)
        assert reply.letter is not None
        by_case, unclear = self._read(reply, reply.letter, now)
        if not by_case:
            return (self._asked(reply, unclear, now),)
        entries: list[CaseEntry | MailroomEntry] = []
        if len(by_case) > 1 and only is None:
            split = ev.Split(now, reply.key, tuple(by_case))
            entries.append(self._clerk.mailroom_entry((split,), (), now))
        for ref, decisions in by_case.items():
            if only is None or ref in only:
                entries.append(self._entry(ref, tuple(decisions), reply, now))
        return tuple(entries)

    def refusal(self, mail: Mail, reading: Reading, because: str, now: datetime) -> tuple[Notice, ...]:
        """Tell the *known* address that something in its name was not acted on (pains row 32)."""
        person = self._person(mail, now)
        if person is None or reading.role not in DECIDERS or not may_be_answered(mail):
            return ()
        facts = {
            "ref": None,
            "when": self._office.days.say_instant(now),
            "because": because,
            "remedy": "To decide something, reply to the mail that asks for the decision, from your "
            "school address.",
        }
        return (Notice("not_acted", (address(person),), facts),)

    # ── who ────────────────────────────────────────────────────────────────────────────────

    def _person(self, mail: Mail, now: datetime) -> Person | None:
        email = mail.sender.email if mail.sender else ""
        return person_of(email, self._office.people, self._office.local_date(now))

    def _objection(self, reply: Incoming, now: datetime) -> str | None:
        """Say why this reply may not decide, or None: known address, authenticated, token, theirs."""
        sender = reply.reading.sender
        if sender.verdict is not Proof.PROVEN:
            return f"it is not proven that it came from you ({sender.because})"
        if reply.letter is None or not reply.letter.items:
            return "it does not answer a mail that asks for a decision"
        person = self._person(reply.mail, now)
        if person is None:
            return "your address is not set up to decide at the moment"
        for ref in {item.ref for item in reply.letter.items}:
            if not self._office.may_decide(self._store.case(ref), reply.reading.role, person):
                return "you are not set up to decide on this"
        own = {person.email, *person.also}
        if reply.reading.role is not Role.DELEGATE and not own & set(reply.letter.to):
            return "the mail it answers was not written to you"
        return None

    # ── what ───────────────────────────────────────────────────────────────────────────────

    def _read(
        self, reply: Incoming, letter: Letter, now: datetime
    ) -> tuple[dict[str, list[tuple[Decision, Item]]], str]:
        """Read the decisions and sort them by case; the second value says why none could be sorted."""
        pending = tuple(self._pending(item) for item in letter.items)
        person = self._person(reply.mail, now)
        read = read_decision(
            reply.new.text,
            pending,
            now,
            self._office.rules.zone,
            doubtful=reply.new.doubtful,
            signed_by=person.name if person else "",
        )
        by_case: dict[str, list[tuple[Decision, Item]]] = {}
        for decision in read.decisions:
            item = _item_of(decision, letter.items)
            if item is None:
                return {}, "it is not clear which of them you mean"
            by_case.setdefault(item.ref, []).append((decision, item))
        return by_case, read.because

    def _pending(self, item: Item) -> Pending:
        if item.draft is None:
            return Pending(item.n, None, f"case {item.ref}")
        draft = self._store.case(item.ref).draft(item.draft)
        return Pending(item.n, draft.action, policy().steps[draft.action].title, draft.text)

    def _entry(
        self, ref: str, decisions: tuple[tuple[Decision, Item], ...], reply: Incoming, now: datetime
    ) -> CaseEntry:
        case = self._store.case(ref)
        by = reply.mail.sender or Address("")
        person = self._person(reply.mail, now)
        answer_to = address(person) if person else by
        evidence = tuple(item for item, _ in reply.kept)
        said = Reply(answer_to, reply.key, reply.new.text, evidence)
        outcome = carry_out(case, decisions, said, self._office, now)
        return self._clerk.case_entry(case, outcome, reply.kept, now)

    def _asked(self, reply: Incoming, reason: str, now: datetime) -> MailroomEntry:
        """Ask which of several was meant. The question carries the same numbers."""
        assert reply.letter is not None
        person = self._person(reply.mail, now)
        assert person is not None
        facts = {"ref": None, "done": [{"what": "ask", "reason": reason}], "words": reply.new.text}
        question = Notice("question", (address(person),), facts, answers=reply.key, items=reply.letter.items)
        filed = ev.Filed(now, reply.key, Kind.DECISION, f"asked back: {reason}")
        return self._clerk.mailroom_entry((filed,), (question,), now)


def _item_of(decision: Decision, items: tuple[Item, ...]) -> Item | None:
    """Find what a decision is about. Without a number it must be the only thing asked, or the only case."""
    if decision.draft is not None:
        return next((item for item in items if item.n == decision.draft), None)
    if len(items) == 1:
        return items[0]
    refs = {item.ref for item in items}
    if len(refs) == 1 and decision.decision in (Verb.CLOSE, Verb.NOTE, Verb.EVIDENCE, Verb.UNCLEAR):
        return Item(0, items[0].ref)
    return None
