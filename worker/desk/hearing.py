"""What a reply decides, and on which case each decision is: the grammar's reading, and every doubt of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from worker.deciding.cases.procedure import find_asked
from worker.deciding.decision import read_decision
from worker.deciding.office import Office
from worker.deciding.sentences import say
from worker.deciding.vetting import Presented, find_doubt
from worker.desk.answered import quotable
from worker.desk.incoming import Answered, Incoming, find_other_thread
from worker.desk.merging import Merging
from worker.model import Action, Decision, Item, Letter, Pending, Person, Verb
from worker.outside.data.store import MAILROOM, Store

_OF_A_CASE = (Verb.CLOSE, Verb.NOTE, Verb.EVIDENCE, Verb.MERGE, Verb.SPLIT, Verb.UNCLEAR)
ByCase = dict[str, list[tuple[Decision, Item]]]


class Hearing:
    """Hears what a reply decides. Nothing is stored here."""

    def __init__(self, store: Store, office: Office, ours: tuple[str, ...], merging: Merging) -> None:
        self._store = store
        self._office = office
        self._ours = ours
        self._merging = merging

    def read(
        self, reply: Incoming, letter: Letter, person: Person | None, now: datetime
    ) -> tuple[ByCase, str]:
        """Read the decisions and sort them by case; the second value says why none could be sorted."""
        pending = tuple(self._pending(item, letter) for item in letter.items)
        name = person.name if person else ""
        doubt = self._find_doubt(reply, letter, pending, name)
        read = read_decision(
            reply.new.text,
            pending,
            self._office.local_date(now),
            doubtful=reply.new.doubtful or doubt is not None,
            signed_by=name,
        )
        by_case: ByCase = {}
        for one in read.decisions:
            decision = _with_doubt(one, doubt)
            item = _item_of(decision, letter.items)
            if item is None:
                return {}, doubt or say("decisions.not_clear_which_them_you")
            item = self._merging.living(decision, item)
            by_case.setdefault(item.ref, []).append((decision, item))
        return by_case, read.because

    def is_second_of_its_name(self, reply: Incoming) -> bool:
        """Whether another message with its Message-ID was taken in before: it may be a changed copy."""
        register = self._store.register
        if reply.mail.message_id is None or register.find_message(reply.key) is not None:
            return False
        return register.find_thread((reply.mail.message_id,)) is not None

    def _find_doubt(
        self, reply: Incoming, letter: Letter, pending: tuple[Pending, ...], name: str
    ) -> str | None:
        """Say why its words may be meant for another mail, or may not be its writer's own."""
        if self.is_second_of_its_name(reply):
            return say("decisions.message_with_same_message_id")
        shown = Presented(tuple(one.text for one in pending if one.text), self._shown(letter))
        school = self._office.school.name
        return find_other_thread(
            reply.mail, letter, reply.new.quoted, "\n".join(shown.mails), self._ours
        ) or find_doubt(reply.mail, reply.new, shown, name, school)

    def _shown(self, letter: Letter) -> tuple[str, ...]:
        """What the mail that is answered said."""
        room = self._store.mailroom.letters
        ref = MAILROOM if letter.id in room else letter.items[0].ref
        return quotable(Answered(ref, letter), self._store)

    def _pending(self, item: Item, letter: Letter) -> Pending:
        case = self._store.case(item.ref)
        open_question = find_asked(case) if letter.kind == "question" else None
        asked = Action(open_question["action"]) if open_question else None
        if item.draft is None:
            return Pending(item.n, None, f"case {item.ref}", poster=case.poster or "", asked=asked)
        draft = case.draft(item.draft)
        title = self._office.policy.steps[draft.action].title
        return Pending(item.n, draft.action, title, draft.text, case.poster or "", asked, item.version or 0)


def _with_doubt(decision: Decision, doubt: str | None) -> Decision:
    """A question back says what the doubt is."""
    if doubt is None or decision.decision is not Verb.UNCLEAR:
        return decision
    return replace(decision, args={**decision.args, "reason": doubt})


def _item_of(decision: Decision, items: tuple[Item, ...]) -> Item | None:
    """Find what a decision is about. Without a number it must be the only thing asked, or the only case."""
    if decision.draft is not None:
        return next((item for item in items if item.n == decision.draft), None)
    if len(items) == 1:
        return items[0]
    refs = {item.ref for item in items}
    if len(refs) == 1 and decision.decision in _OF_A_CASE:
        return Item(0, items[0].ref)
    return None
