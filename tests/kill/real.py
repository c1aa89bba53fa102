"""The story on Dovecot and Postfix by a worker that runs on and may die: who answers, and what must hold."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from email.message import EmailMessage

from tests.servers.school import HEAD, IT, PARENT, TEACHER, School
from worker.deciding.cases.case import Case
from worker.events import Closed, DraftMoved, LetterMoved, Queued, Reported
from worker.model import LetterState
from worker.outside.data.store import Store

FIRST = "2026-0001"
UNSEEN, UNREAD = "Headsup: A message could not be looked at", "Headsup: A message could not be read"
QUARANTINE = "Headsup/Quarantine"
UNREAD_TELLS = "unread"
"""The kind of letter that tells a reporter that a message was put aside."""
DONE = ["acknowledgement", "approval", "approval", "confirmation", "confirmation", "letter"]
DOUBTED = ["acknowledgement", *["approval"] * 3, *["confirmation"] * 2, "letter", "letter_trouble"]


class Head:
    """Answers each kind of mail about the first case once, as soon as it is there."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._done: set[str] = set()
        self.has_closed = False

    def act(self) -> None:
        """Look into the mailbox, and answer what is to be answered."""
        for mail in self._school.mails(HEAD):
            subject = str(mail["Subject"])
            if FIRST not in subject:
                continue
            if "(version 2)" in subject:
                self._once("approve", mail, "Approve")
            elif "(version" not in subject and "For decision" in subject:
                self._once("edit", mail, f"To {PARENT}")
            elif "may not have arrived" in subject or ("Approved" in subject and self._school.letters()):
                self._once("close", mail, "Close, we have spoken")
            self.has_closed |= "Closed" in subject

    def _once(self, what: str, mail: EmailMessage, words: str) -> None:
        if what not in self._done:
            self._done.add(what)
            self._school.send(self._school.reply(mail, words))


class Technician:
    """Does what the notes to IT ask for when the worker died too often over one message."""

    def __init__(self, school: School) -> None:
        self._school = school
        self.put_aside = 0
        """How many messages were put aside, told to IT, and read again."""

    def act(self) -> None:
        """Have what was put aside read again; what was not even looked at is moved back, as its note says."""
        titles = [str(mail["Subject"]) for mail in self._school.mails(IT)]
        told = titles.count(UNSEEN) + titles.count(UNREAD)
        if told > self.put_aside and self._aside():
            self._school.headsup("replay", "all")
            if titles.count(UNSEEN):
                self._school.move_back(QUARANTINE)
            self.put_aside = told

    def _aside(self) -> list[bytes]:
        return self._school.dovecot.mails("reports", f".{QUARANTINE.replace('/', '.')}")


@dataclass(frozen=True)
class Found:
    """How a story ended."""

    in_doubt: bool
    arrived: int
    """How many letters left the school."""
    mails: int
    copies: int
    """How many mails to our own people came more than once, under the same Message-ID."""


def check(school: School, reports: int = 1, others: int = 0) -> Found:
    """One case a post, one letter out at most, nothing lost; a doubt about the letter was put to the head.

    ``others`` are mails that need nobody: each is filed, or put aside after too many deaths.
    """
    with closing(Store(school.folder / "data")) as store:
        assert store.register.refs() == tuple(f"2026-{n + 1:04d}" for n in range(reports))
        cases = [store.case(ref) for ref in store.register.refs()]
        aside_notes = [letter for letter in store.mailroom.letters.values() if letter.kind == UNREAD_TELLS]
        assert [told for case in cases for told in store.verify(case.ref)] == []
    in_doubt = _check_first(cases[0])
    for case in cases[1:]:
        assert [type(e) for e in case.events].count(Reported) == 1
        assert _kinds(case) == ["acknowledgement", "approval"]
        assert _moved(case, LetterState.SENT) == sorted(letter.id for letter in case.letters)
    got = Counter(str(m["Message-ID"]).strip("<>") for who in (HEAD, TEACHER) for m in school.mails(who))
    outside = [str(m["Message-ID"]).strip("<>") for m in school.letters()]
    of_cases = [letter for case in cases for letter in case.letters]
    ours = {letter.message_id for letter in (*of_cases, *aside_notes)}
    (letter,) = (letter for letter in cases[0].letters if letter.external)
    assert set(got) | {letter.message_id} == ours
    assert outside == [letter.message_id] or (in_doubt and not outside)
    assert len(school.dovecot.mails("reports")) == 0
    filed, aside = (school.dovecot.mails("reports", f".Headsup.{name}") for name in ("Filed", "Quarantine"))
    assert len(filed) + len(aside) == 3 + reports + others
    return Found(in_doubt, len(outside), got.total(), got.total() - len(got))


def _check_first(case: Case) -> bool:
    """Reported, approved and closed once; whether it is in doubt that the letter went."""
    happened = [type(e) for e in case.events]
    assert (happened.count(Reported), happened.count(Closed)) == (1, 1)
    approved = [e for e in case.events if isinstance(e, DraftMoved) and e.state.value == "approved"]
    assert [(e.n, e.version) for e in approved] == [(1, 2)]
    in_doubt = bool(_moved(case, LetterState.IN_DOUBT))
    assert _kinds(case) == (DOUBTED if in_doubt else DONE)
    doubted = [letter.id for letter in case.letters if letter.external and in_doubt]
    assert _moved(case, LetterState.IN_DOUBT) == doubted
    assert _moved(case, LetterState.SENT) == sorted({x.id for x in case.letters} - set(doubted))
    return in_doubt


def _kinds(case: Case) -> list[str]:
    return sorted(e.letter.kind for e in case.events if isinstance(e, Queued))


def _moved(case: Case, state: LetterState) -> list[str]:
    return sorted(e.id for e in case.events if isinstance(e, LetterMoved) and e.state is state)
