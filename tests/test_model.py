"""Anything in any order: reports, replies, time, faults, deaths, held against a model of what must be true.

    HEADSUP_PLAYS=500 python -m pytest tests/test_model.py

A machine plays a school: few people, few posts, so that they meet. After every step what is cheap to ask
is asked, at the end of each play everything is. With ``HEADSUP_PLAYS`` it plays so often, longer, and each
time differently; without it, the same plays each time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests import cast
from tests.fakes import IN_DOUBT, LATER, REFUSED
from tests.test_crash import Killed, Killer, NoRoom
from tests.world import POST, Got, World, _text
from worker import events as ev
from worker.deciding.cases.case import WITH_MESSAGE
from worker.model import Address, Letter, LetterState, Verb
from worker.reading.message.mail import message_key, read_mail

PLAYS = int(os.environ.get("HEADSUP_PLAYS", "0"))
POSTS = tuple(POST.replace("10161234567890123", f"1016123456789{n:04}") for n in range(3))
REPORTERS = (cast.TEACHER, cast.OFFICE)
ASKS = ("approval", "confirmation", "digest", "question", "reminder", "letter_trouble")
ORDERS = (
    f"To {cast.PARENT.email}",
    "Approve",
    "Approve",
    "Hold till Friday",
    "No, please do not send this.",
    "STOP",
    "Close, we have spoken",
    "Approve if she has not taken it down by then",
    "Change Yours sincerely to Kind regards",
    "I will think about it.",
)
WAITS = (1, 11, 11, 61, 24 * 60, 3 * 24 * 60)


seen: Counter[str] = Counter()
"""What parents received in all plays: a machine in which nothing ever goes out would prove nothing."""


class School(RuleBasedStateMachine):
    """One school on one data folder, and what must be true of it."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.world = World(self.folder / "data")
        self.delivered: list[bytes] = []
        self.yes: set[str] = set()
        self.reported: set[int] = set()
        self.killer: Killer = Killer()

    # ── what happens ───────────────────────────────────────────────────────────────────────

    @rule(post=st.sampled_from(range(len(POSTS))), who=st.sampled_from(REPORTERS), again=st.booleans())
    def report(self, post: int, who: Address, again: bool) -> None:
        """Somebody reports a post; a server may hand the same message over twice."""
        mail = bytes(self.world.mail(who, "Fw: have you seen this?", POSTS[post]))
        self._deliver(mail)
        if again:
            self._deliver(mail)
        self.reported.add(post)
        self._pass()

    @rule(words=st.sampled_from(ORDERS), back=st.integers(0, 2))
    def order(self, words: str, back: int) -> None:
        """The head answers one of the last mails that ask."""
        asked = [got for got in self.world.got(cast.HEAD) if got.kind in ASKS]
        if asked:
            got = asked[-1 - min(back, len(asked) - 1)]
            if words == "Approve":
                self.yes.add(got.id)
            self._deliver(bytes(self.world.answer(got, words)))
            self._pass()

    @rule(stops=st.booleans())
    def send(self, stops: bool) -> None:
        """The head gives the parent's address and says yes to what comes back; and may take it back."""
        for words in (f"To {cast.PARENT.email}", "Approve", *(("STOP",) if stops else ())):
            asked = [got for got in self.world.got(cast.HEAD) if got.kind in ASKS]
            if not asked:
                return
            if words == "Approve":
                self.yes.add(asked[-1].id)
            self._deliver(bytes(self.world.answer(asked[-1], words)))
            self._pass()
        self.world.now += timedelta(minutes=11)
        self._pass()

    @rule(words=st.sampled_from(ORDERS[:6]), who=st.sampled_from(REPORTERS))
    def forge(self, words: str, who: Address) -> None:
        """A yes that is not the head's, or not proven to be, decides nothing."""
        asked = [got for got in self.world.got(cast.HEAD) if got.kind in ASKS]
        if asked:
            proven = self.world.answer(asked[-1], words, who)
            unproven = self.world.answer(asked[-1], words, proof=None)
            self._deliver(bytes(proven))
            self._deliver(bytes(unproven))
            self._pass()

    @rule(words=st.sampled_from(("I have taken it down, sorry.", "How dare you.", "Approve", "STOP")))
    def parent_writes(self, words: str) -> None:
        """A parent answers a letter; it never acts."""
        if got := self.world.got(cast.PARENT):
            parent = Address(cast.PARENT.email, cast.PARENT.name)
            self._deliver(bytes(self.world.answer(got[-1], words, parent)))
            self._pass()

    @rule(of=st.sampled_from((cast.PARENT.email, cast.TEACHER.email)))
    def bounce(self, of: str) -> None:
        """A server says that one of our mails did not arrive."""
        if got := self.world.got(of):
            self._deliver(bytes(self._machine("Undelivered Mail Returned to Sender", got[-1], of)))
            self._pass()

    @rule(who=st.sampled_from((cast.HEAD, cast.TEACHER)))
    def away(self, who: Any) -> None:
        """A mailbox answers by itself."""
        if got := self.world.got(who):
            mail = self.world.answer(got[-1], "Approve. I am away until Monday.", who)
            mail["Auto-Submitted"] = "auto-replied"
            self._deliver(bytes(mail))
            self._pass()

    @rule(minutes=st.sampled_from(WAITS))
    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.world.now += timedelta(minutes=minutes)
        self._pass()

    @rule(answers=st.lists(st.sampled_from((LATER, REFUSED, IN_DOUBT)), min_size=1, max_size=3))
    def mail_server_in_trouble(self, answers: list[Any]) -> None:
        """The next letters are not taken, or nobody knows."""
        self.world.outbox.script = list(answers)

    @rule()
    def mailbox_out_of_reach(self) -> None:
        """One pass finds no mailbox."""
        self.world.inbox.reachable = False
        self._pass()
        self.world.inbox.reachable = True

    @rule()
    def restart(self) -> None:
        """The machine is started anew."""
        self.world.restart()

    @rule(n=st.integers(1, 60), full=st.booleans())
    def dies_at_the_next_work(self, n: int, full: bool) -> None:
        """In the next pass the worker dies at its n-th call, or finds the disk full there."""
        self.killer = NoRoom(n) if full else Killer(n)

    # ── how it is carried out ──────────────────────────────────────────────────────────────

    def _deliver(self, raw: bytes) -> None:
        self.world.inbox.deliver(raw)
        self.delivered.append(raw)

    def _pass(self) -> None:
        """One pass of the worker; what dies in it is started again and makes the pass."""
        killer, self.killer = self.killer, Killer()
        if not killer.n:
            self.world.turn()
            return
        killer.at_work = True
        self.world.inbox.io = self.world.outbox.io = killer
        with pytest.MonkeyPatch.context() as patches:
            killer.watch(patches)
            try:
                self.world.turn()
            except Killed:
                killer.at_work = False
                self.world.restart()
            except OSError:
                pass
            finally:
                killer.at_work = False
        self.world.inbox.io = self.world.outbox.io = Killer()
        self.world.turn()

    def _machine(self, subject: str, got: Got, of: str) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = "MAILER-DAEMON@mx.northside.example"
        mail["To"] = cast.INBOX.email
        mail["Subject"] = subject
        mail["Message-ID"] = f"<b{len(self.delivered)}@mx.northside.example>"
        mail["Auto-Submitted"] = "auto-replied"
        mail.set_content(
            f"<{of}>: host mx.example said: 550 5.1.1 no such user\n\n"
            f"Message-ID: <{got.id}>\nFrom: {cast.INBOX.email}\nTo: {of}\nSubject: {got.mail['Subject']}\n"
        )
        return mail

    # ── what must be true ──────────────────────────────────────────────────────────────────

    @precondition(lambda self: hasattr(self, "world"))
    @invariant()
    def no_message_is_lost_or_doubled(self) -> None:
        """Each lies in one folder, once; and at most one copy of each letter that left, or may have."""
        folders = self.world.inbox.folders
        lie = Counter(raw for name, held in folders.items() if name != "Sent" for raw in held.values())
        assert lie == Counter(self.delivered)
        copies = Counter(folders.get("Sent", {}).values())
        outside = {raw for raw, to in self.world.outbox.sent if cast.PARENT.email in to}
        doubtful = {raw for raw in copies if self._letter(raw)[1].state is LetterState.IN_DOUBT}
        assert copies <= Counter(outside | doubtful)

    @precondition(lambda self: hasattr(self, "world"))
    @invariant()
    def nothing_went_out_without_a_yes(self) -> None:
        """Each letter outside went once, in the bytes that were shown, after a yes to that mail."""
        outside = [(raw, to) for raw, to in self.world.outbox.sent if cast.PARENT.email in to]
        ids = Counter(_id(raw) for raw, _ in outside)
        assert all(count == 1 for count in ids.values()), ids
        for raw, _ in outside:
            ref, letter = self._letter(raw)
            assert letter.external
            assert letter.sha256 == hashlib.sha256(raw).hexdigest()
            (item,) = letter.items
            case = self.world.case(ref)
            approvals = [
                one
                for one in case.events
                if isinstance(one, ev.Decided)
                and one.decision is Verb.APPROVE
                and (one.draft, one.version) == (item.draft, item.version)
            ]
            assert approvals, (ref, item)
            assert all(one.by.email == cast.HEAD.email for one in approvals)
            shown = [got for got in self.world.got(cast.HEAD) if got.id in self.yes]
            said = " ".join(_text(message_from_bytes(raw, policy=default)).split())
            assert any(said in got.words for got in shown), said

    def _letter(self, raw: bytes) -> tuple[str, Letter]:
        found = self.world.store.register.find_letter([_id(raw)])
        assert found is not None
        return found[0], self.world.case(found[0]).letter(found[1])

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.outbox.script.clear()
            self.killer = Killer()
            self.world.turn()
            self.world.restart()
            self.world.turn()
            self._ask_everything()
            seen.update(self.world.kinds(cast.PARENT))
        finally:
            self.world.store.close()
            shutil.rmtree(self.folder)

    def _ask_everything(self) -> None:
        """Every message ended, one case a matter, the chain whole, and what was told is what happened."""
        world, store = self.world, self.world.store
        assert world.inbox.folders["INBOX"] == {}
        self.no_message_is_lost_or_doubled()
        self.nothing_went_out_without_a_yes()
        cases = [world.case(ref) for ref in store.register.refs()]
        for raw in set(self.delivered):
            key = message_key(read_mail(raw))
            owners = [case.ref for case in cases if any(key == one.message for one in _caused(case.events))]
            room = [how for known, how in store.mailroom.messages if known == key]
            split = len(store.mailroom.splits.get(key, ()))
            assert len(owners) + len(room) == max(split, 1), (owners, room, split, raw)
            assert store.register.find_message(key), raw
        for n in self.reported:
            url = f"1016123456789{n:04}"
            about = [c for c in cases if any(url in (p.url or "") for p in c.posts) and not c.merged_into]
            assert len(about) == 1, (url, [c.ref for c in about])
        for case in cases:
            assert store.verify(case.ref) == ()
            self._ask_letters(case.letters)
            told = [e for e in case.events if isinstance(e, ev.Queued) and e.letter.kind == "confirmation"]
            decided = [e.at for e in case.events if isinstance(e, ev.Decided)]
            assert all(one.at in decided for one in told), case.ref
        assert store.verify_mailroom() == ()

    def _ask_letters(self, letters: tuple[Letter, ...]) -> None:
        """A letter said to be sent was, and one said not to be was not."""
        gone = Counter(_id(raw) for raw, _ in self.world.outbox.sent)
        for letter in letters:
            sent = gone[letter.message_id]
            match letter.state:
                case LetterState.SENT:
                    assert sent >= 1, letter
                case LetterState.CANCELLED:
                    assert sent == 0 or not letter.external, letter
                case LetterState.QUEUED | LetterState.SENDING:
                    assert sent == 0 or not letter.external, letter
                case _:
                    assert sent <= 1 or not letter.external, letter


def _caused(events: tuple[ev.CaseEvent, ...]) -> list[Any]:
    return [one for one in events if isinstance(one, WITH_MESSAGE)]


def _id(raw: bytes) -> str:
    return str(message_from_bytes(raw, policy=default)["Message-ID"]).strip("<>")


def play(plays: int, steps: int) -> None:
    run_state_machine_as_test(
        School,
        settings=settings(
            max_examples=plays,
            stateful_step_count=steps,
            database=None,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_anything_in_any_order() -> None:
    """Bounded and seeded here; longer and different each time with HEADSUP_PLAYS.

    What is drawn hangs on the modules that are loaded, too: so it goes on until letters have gone out.
    """
    if PLAYS:
        play(PLAYS, 40)
    for n in range(8 if not PLAYS else 0):
        seed(n)(School)
        play(15, 25)
        if n > 0 and seen["letter"] > 3:
            break
    assert seen["letter"] > 3, seen
