"""Merging and splitting at the desk: one reply, two cases, each with its own commit.

Which two they are is written to the mailroom first (``events.Split``): a crash at any instant then leaves
only work that ``find_rest_of_split`` finds and does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.merging import absorb, find_post, merge_into, older, split_off
from worker.deciding.doing.steps import Order, Reply
from worker.deciding.office import Outcome
from worker.desk.clerk import CaseEntry, Clerk, Entries, Kept, MailroomEntry
from worker.desk.incoming import Incoming
from worker.model import Decision, EvidenceItem, Item, Letter, MessageKey, Notice, Person, Post, Verb
from worker.outside.data.store import Store

_OF_A_DRAFT = (Verb.APPROVE, Verb.EDIT, Verb.REJECT, Verb.SEND_TO, Verb.STOP)


class Merging:
    """Plans the entries of a merge or a split, and finds the case that goes on in another's place."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office

    def living(self, decision: Decision, item: Item) -> Item:
        """What is decided on a case that was merged is decided on the one that goes on.

        A draft stays where it was: it is withdrawn there, and the answer says so.
        """
        living = self._store.register.living(item.ref) if item.ref else item.ref
        if living == item.ref or (item.draft is not None and decision.decision in _OF_A_DRAFT):
            return item
        return Item(item.n, living)

    def find_plan(
        self, order: Order, reply: Incoming, person: Person | None, now: datetime, only: frozenset[str] | None
    ) -> Entries | None:
        """Return the entries, oldest case first; None where none is asked for that can be done.

        ``only`` names the cases still to do after a crash between two.
        """
        ref, said = order.item.ref, order.reply
        order = replace(order, item=Item(order.item.n, ref))  # it is about the case, and no draft of it
        if order.decision.decision is Verb.SPLIT:
            return self._split(order, reply.kept, now, only)
        if order.decision.decision is not Verb.MERGE or reply.letter is None:
            return None
        other = self._find_other(order, reply.letter)
        if other is None or not self._office.may_decide(self._store.case(other), said.role, person):
            return None
        first, second = older(ref, other)
        entries: list[CaseEntry | MailroomEntry] = [self._announced(said.key, (first, second), now)]
        entries.append(self._absorbing(first, second, order, reply.kept, now))
        entries.append(self._ending(second, first, order, reply.kept, now))
        return _still_to_do(entries, only)

    # ── a merge ────────────────────────────────────────────────────────────────────────────

    def _find_other(self, order: Order, letter: Letter) -> str | None:
        """Return the other case: by its reference, by its line in the mail answered, or by its number."""
        item, number, ref = order.item, order.args.get("with_number"), order.args.get("with")
        if number is not None:
            line = next((one for one in letter.items if one.n == number and one.ref != item.ref), None)
            ref = line.ref if line else f"{item.ref.partition('-')[0]}-{number:04d}"
        register = self._store.register
        if not ref or register.find_card(ref) is None:
            return None
        living = register.living(ref)
        return living if living != item.ref else None

    def _absorbing(self, ref: str, other: str, order: Order, kept: Kept, now: datetime) -> CaseEntry:
        case, absorbed = self._store.case(ref), self._store.case(other)
        outcome = Outcome((order.decided(now),))
        outcome += absorb(case, absorbed, order.reply.by, self._office, now)
        line = {"what": "merged", "ref": ref, "other": other}
        outcome += Outcome((), (_answer(ref, line, order.reply),))
        return self._clerk.case_entry(case, outcome, (*kept, *self._files(other, absorbed.evidence)), now)

    def _ending(self, ref: str, into: str, order: Order, kept: Kept, now: datetime) -> CaseEntry:
        case = self._store.case(ref)
        outcome = Outcome((order.decided(now),)) + merge_into(case, into, order.reply.by, now)
        return self._clerk.case_entry(case, outcome, kept, now)

    # ── a split ────────────────────────────────────────────────────────────────────────────

    def _split(self, order: Order, kept: Kept, now: datetime, only: frozenset[str] | None) -> Entries | None:
        ref, said = order.item.ref, order.reply
        case = self._store.case(ref)
        new = self._new_ref(ref, said.key, now)
        post = _parted(case, new) or find_post(case, order.args.get("post"))
        if post is None:
            return None
        halves = split_off(case, post, new, said.by, self._office, now)
        decided = Outcome((order.decided(now),))
        files = tuple(f for e in halves.new.events if isinstance(e, ev.Absorbed) for f in e.evidence)
        line = {"what": "split", "ref": ref, "other": new}
        answer = Outcome((), (_answer(ref, line, said),))
        return _still_to_do(
            [
                self._announced(said.key, (ref, new), now),
                self._clerk.case_entry(
                    Case(new), decided + halves.new, (*kept, *self._files(ref, files)), now
                ),
                self._clerk.case_entry(case, decided + halves.rest + answer, kept, now),
            ],
            only,
        )

    def _new_ref(self, ref: str, key: MessageKey, now: datetime) -> str:
        """The reference that was promised before a crash, else the next one."""
        promised = [one for one in self._store.mailroom.splits.get(key, ()) if one != ref]
        return promised[0] if promised else self._store.register.next_ref(self._office.local_date(now).year)

    # ── what both need ─────────────────────────────────────────────────────────────────────

    def _announced(self, key: MessageKey, refs: tuple[str, str], now: datetime) -> MailroomEntry:
        return self._clerk.mailroom_entry((ev.Split(now, key, refs),), (), now)

    def _files(self, ref: str, items: tuple[EvidenceItem, ...]) -> Kept:
        return tuple((item, self._store.evidence(ref, item.sha256)) for item in items)


def _still_to_do(entries: list[CaseEntry | MailroomEntry], only: frozenset[str] | None) -> Entries:
    if only is None:
        return tuple(entries)
    return tuple(one for one in entries if isinstance(one, CaseEntry) and one.case.ref in only)


def _parted(case: Case, ref: str) -> Post | None:
    """The post that this case has given to another already, as far as a crash let it."""
    return next(
        (post for e in case.events if isinstance(e, ev.Parted) and e.to == ref for post in e.posts), None
    )


def _answer(ref: str, line: dict[str, str], said: Reply) -> Notice:
    facts = {"ref": ref, "done": [line], "words": said.words}
    return Notice("confirmation", (said.by,), facts, answers=said.key, items=(Item(1, ref),))
