"""Servers that hang, break off, refuse and change, disks and clocks that fail: the real service lives on.

The service works in this process on the embedded servers, over a proxy each, with little patience. After each
fault the world is sound again and the service makes another pass: then everyone has been told what they are
told on an undisturbed day, each once or in the same bytes, and the mail lies where it belongs.
"""

from __future__ import annotations

import imaplib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Self

import pytest

from tests.disk_faults import failing_at, read_only
from tests.kill.forge import ENVIRON
from tests.kill.story import STORY, report
from tests.kill.town import ACCOUNTS, PARENT, Town, later
from tests.servers.faults import FaultySmtp, Filter, Proxy, Step, cutting_at, hiding, replacing
from tests.servers.school import BEGINS_AT, HEAD, INBOX, WORD
from worker import service as service_module
from worker.errors import Damaged, Misconfigured, Unreachable
from worker.outside.data.backup import make_backup
from worker.outside.data.restore import restore_backup
from worker.outside.data.shelves import Shelves
from worker.outside.mailbox.inbox import Inbox
from worker.outside.reader.expecting import Here
from worker.outside.sending.outbox import Outbox
from worker.outside.setup.config import load
from worker.service import Service

PATIENCE = 0.25
TEACHER = "teacher@northside.example"
FILED = "Headsup/Filed"


class Quick(Here):
    """Mails are read here: their child has tests of its own, and takes a second to start."""

    is_started = True

    def rest(self) -> None: ...

    def give_up(self) -> None: ...

    def close(self) -> int:
        return 0


class School(Town):
    """The embedded servers behind a proxy each, and one service in this process."""

    service: Service | None = None

    def __enter__(self) -> Self:
        super().__enter__()
        self._stack = ExitStack()
        self.imap = self._stack.enter_context(Proxy(self.servers.imap_port))
        self.smtp = self._stack.enter_context(Proxy(self.servers.smtp_port))
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._stack.close()
        super().__exit__()

    def begin(
        self,
        data: Path | None = None,
        now: datetime = BEGINS_AT,
        mails: Sequence[bytes] = (),
        patience: float = 20.0,
    ) -> None:
        """Everything sound and empty but for the data folder, and the service just started."""
        self.stop()
        self._patience = patience
        self.imap.replies = self.imap.commands = self.smtp.replies = self.smtp.commands = bytes
        super().begin(data, now, mails)
        self.start()

    def start(self) -> None:
        """Start the service."""
        found = load(self.config, ENVIRON)
        short = self._patience
        imap = replace(found.imap, port=self.imap.port, connect_seconds=short, read_seconds=short)
        smtp = replace(
            found.smtp,
            port=self.smtp.port,
            connect_seconds=short,
            read_seconds=short,
            final_seconds=short,
        )
        self.service = Service(replace(found, imap=imap, smtp=smtp), lambda: self.now)

    def stop(self) -> None:
        """End it."""
        if self.service is not None:
            self.service.close()
            self.service = None

    def look(self, minutes: float, *mails: bytes) -> None:
        """One pass, so long after the beginning, with these mails waiting."""
        assert self.service is not None
        self.go_on(later(minutes), mails)
        self.service.once()

    def fail(
        self,
        proxy: Proxy,
        n: int,
        how: str,
        minutes: float,
        data: Path | None = None,
        mails: Sequence[bytes] = (),
    ) -> None:
        """A pass that fails at a step; on a machine too busy to come so far in time, again with more."""
        for patience in (PATIENCE, 2.0, 20.0):
            self.begin(data, mails=mails, patience=patience)
            fault = put(proxy, Step(n, how))
            with suppress(Unreachable):
                self.look(minutes)
            fault.mend()
            if fault.asked >= n:
                return
        raise AssertionError(f"no pass came as far as step {n}")

    def recover(self, minutes: float) -> None:
        """The pass after a fault, by the same service, with the patience that busy machines ask for."""
        assert self.service is not None
        inbox, outbox = self.service._line.inbox, self.service._outbox
        assert isinstance(inbox, Inbox)
        assert isinstance(outbox, Outbox)
        inbox.settings = replace(inbox.settings, connect_seconds=20, read_seconds=20)
        outbox.settings = replace(outbox.settings, connect_seconds=20, read_seconds=20)
        with suppress(Unreachable):  # on a connection from before, which is given up
            self.look(minutes)
            return
        self.look(minutes + 1)

    def told(self) -> dict[str, Counter[str]]:
        """The Message-IDs of what everyone got."""
        people = [who for who in ACCOUNTS if who != INBOX]
        return {who: Counter(str(mail["Message-ID"]) for mail in self.mails(who)) for who in people}

    def lies(self) -> dict[str, int]:
        """How many mails lie in each folder."""
        return {name: len(lying) for name in ("INBOX", FILED) if (lying := self.servers.mails(INBOX, name))}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with pytest.MonkeyPatch.context() as patches, School(tmp_path_factory.mktemp("school")) as school:
        patches.setattr(service_module, "Reader", Quick)
        yield school


@pytest.fixture
def school(standing: School) -> School:
    """Nobody has worked yet."""
    standing.begin()
    return standing


@pytest.fixture(scope="module")
def approved(standing: School) -> Path:
    """The data folder in which a letter waits to leave the school."""
    standing.begin()
    has: list[EmailMessage] = []
    for stage in STORY[:3]:
        standing.look(stage.minutes, *stage.sent(has))
        has = standing.mails(HEAD)
    standing.stop()
    return Path(shutil.copytree(standing.data, standing.folder / "approved"))


ANSWERED = {HEAD: 1, TEACHER: 1}


def told_once(school: School) -> dict[str, int]:
    """How many different mails each person got."""
    return {who: len(got) for who, got in school.told().items() if got}


# ── a connection that fails at every step ──────────────────────────────────────────────────


def _as_sent(raw: bytes) -> bytes:
    """A mail without what the server wrote on top of it."""
    return raw.partition(b"\r\nReceived: by ")[2].partition(b"\r\n")[2]


NEVER = 1_000_000


def put(proxy: Proxy, step: Step) -> Step:
    """Let a connection fail at a step."""
    proxy.commands, proxy.replies = step.commands, step.replies
    return step


@pytest.mark.parametrize("how", ["silent", "half", "cut"])
def test_imap_fails_at_every_step(standing: School, how: str) -> None:
    """Whichever answer does not come, comes by half, or ends the connection: the report is answered once."""
    standing.begin(mails=[report(1)])
    counting = put(standing.imap, Step(NEVER))
    standing.look(0)
    assert counting.asked >= 13
    for n in range(counting.asked + 1):
        standing.fail(standing.imap, n, how, 0, mails=[report(1)])
        standing.recover(10)
        assert (told_once(standing), standing.lies()) == (ANSWERED, {FILED: 1}), n
        assert standing.verify() == []


@pytest.mark.parametrize("how", ["silent", "half", "cut"])
def test_smtp_fails_at_every_step(standing: School, how: str) -> None:
    """To our own people a mail goes until it is taken, always in the same bytes."""
    standing.begin(mails=[report(1)])
    counting = put(standing.smtp, Step(NEVER))
    standing.look(0)
    assert counting.asked > 10
    for n in range(counting.asked + 1):
        standing.fail(standing.smtp, n, how, 0, mails=[report(1)])
        for minutes in (10, 40):
            standing.recover(minutes)
        assert (told_once(standing), standing.lies()) == (ANSWERED, {FILED: 1}), n
        assert all(len({_as_sent(raw) for raw in standing.servers.mails(who)}) == 1 for who in ANSWERED), n


@pytest.mark.parametrize("how", ["silent", "half", "cut"])
def test_smtp_fails_at_every_step_of_a_letter_out(standing: School, approved: Path, how: str) -> None:
    """It goes once; where the answer to its end is what failed, it is in doubt and the head is asked."""
    stage = STORY[3]
    standing.begin(approved)
    counting = put(standing.smtp, Step(NEVER))
    standing.look(stage.minutes)
    assert len(standing.mails(PARENT)) == 1
    doubts = []
    for n in range(counting.asked + 1):
        standing.fail(standing.smtp, n, how, stage.minutes, approved)
        for minutes in (30, 120):
            standing.recover(stage.minutes + minutes)
        assert len(standing.mails(PARENT)) == 1, n
        asked = [str(mail["Subject"]) for mail in standing.mails(HEAD)]
        if asked:
            assert any("may not have arrived" in subject for subject in asked), n
            doubts.append(n)
    assert len(doubts) == 1


# ── servers and people that change things meanwhile ────────────────────────────────────────


def answering_login(answer: bytes) -> Filter:
    """A filter under which every answer to LOGIN is this one."""
    return lambda chunk: re.sub(rb"OK \[CAPABILITY [^]]*\] Authentication successful\.", answer, chunk)


def _by_hand(school: School, *steps: Callable[[imaplib.IMAP4], object]) -> None:
    """What a person does in the mailbox with a mail program of their own."""
    with imaplib.IMAP4("127.0.0.1", school.servers.imap_port) as program:
        program.login(INBOX, WORD)
        program.select()
        for step in steps:
            step(program)


def _remove_all(program: imaplib.IMAP4) -> None:
    program.store("1:*", "+FLAGS", "(\\Deleted)")
    program.expunge()


def test_a_login_refused_and_then_accepted(school: School) -> None:
    """The refusal is told in words that say what to do; what waited is answered once it is lifted."""
    school.imap.replies = answering_login(b"NO [AUTHENTICATIONFAILED] wrong")
    with pytest.raises(Misconfigured, match=r"refuses the login of reports@.* Check user and password"):
        school.look(0, report(1))
    school.imap.replies = bytes
    school.look(5)
    assert (told_once(school), school.lies()) == (ANSWERED, {FILED: 1})


@pytest.mark.parametrize("answer", [b"NO [UNAVAILABLE] the user database is down", b"NO [INUSE] wait"])
def test_a_login_put_off(school: School, answer: bytes) -> None:
    """Nobody need act: it is tried again."""
    school.imap.replies = answering_login(answer)
    with pytest.raises(Unreachable):
        school.look(0, report(1))
    school.imap.replies = bytes
    school.look(5)
    assert (told_once(school), school.lies()) == (ANSWERED, {FILED: 1})


def test_a_mailbox_made_anew_and_filled_from_a_backup(school: School) -> None:
    """Another UIDVALIDITY, and mail that was filed long ago waits again: it is filed, and not answered."""
    school.look(0, report(1))
    before = school.told()
    school.servers._mailboxes[INBOX]._inbox._uid_validity = 77
    school.look(60, report(1), report(2))
    assert school.lies() == {FILED: 3}
    assert school.told()[HEAD].total() == 2
    assert before[TEACHER] < school.told()[TEACHER]
    store = Shelves(school.data)
    assert store.register.refs() == ("2026-0001", "2026-0002")


@pytest.mark.parametrize("n", range(7, 16))
def test_a_person_empties_the_inbox_meanwhile(school: School, n: int) -> None:
    """Before any of the commands that read and file it: it is answered once, or it is as if never sent."""
    step = Step(NEVER)

    def commands(chunk: bytes) -> bytes:
        before = step.asked
        step.commands(chunk)
        if before < n <= step.asked:
            _by_hand(school, _remove_all)
        return chunk

    school.imap.commands = commands
    with suppress(Unreachable):
        school.look(0, report(1))
    assert step.asked >= n
    school.imap.commands = bytes
    school.recover(10)
    assert told_once(school) in ({}, ANSWERED)
    school.look(20, report(2))
    assert told_once(school)[HEAD] >= 1
    assert "INBOX" not in school.lies()
    assert school.verify() == []


@pytest.mark.parametrize(
    "replies",
    [
        hiding("MOVE"),
        hiding("MOVE", "UIDPLUS"),
        replacing({b"OK UID MOVE completed": b"NO UID MOVE is not for you"}),
    ],
    ids=["no MOVE", "neither MOVE nor UIDPLUS", "MOVE refused"],
)
def test_filing_without_move(school: School, replies: Filter) -> None:
    """Copied and then removed, or moved by a server that says it did not: answered once, and filed."""
    school.imap.replies = replies
    for minutes, number in ((0, 1), (10, 2)):
        with suppress(Unreachable):
            school.look(minutes, report(number))
    school.recover(30)
    assert told_once(school) == {HEAD: 2, TEACHER: 2}
    assert school.lies() == {FILED: 2}


def test_our_folder_is_removed_meanwhile(school: School) -> None:
    """Somebody tidies up between two reports: the folder is made again, and both are answered."""
    school.look(0, report(1))
    _by_hand(school, lambda program: program.delete(FILED))
    with suppress(Unreachable):
        school.look(10, report(2))
    school.recover(20)
    assert (told_once(school), school.lies()) == ({HEAD: 2, TEACHER: 2}, {FILED: 1})


def test_the_servers_are_gone_while_it_waits_and_while_it_reads(school: School) -> None:
    """Both are cut off in an IDLE, are away for a pass, and come back: the report is answered once."""
    school.look(0)
    assert school.service is not None
    school.imap.commands = cutting_at(b"IDLE")
    with pytest.raises(Unreachable):
        school.service._line.inbox.wait(5)
    school.imap.commands, school.smtp.commands = cutting_at(b"LOGIN"), cutting_at(b"ehlo")
    with pytest.raises(Unreachable):
        school.look(5, report(1))
    school.imap.commands = bytes
    school.look(10)
    assert told_once(school) == {}
    school.smtp.commands = bytes
    school.look(60)
    assert (told_once(school), school.lies()) == (ANSWERED, {FILED: 1})


# ── what a mail server makes of a letter ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        ("MAIL", b"451 4.3.0 busy\r\n"),
        ("RCPT", b"450 4.2.0 greylisted\r\n"),
        ("DATA", b"452 4.3.1 full\r\n"),
        (".", b"451 4.7.1 try later\r\n"),
    ],
)
def test_greylisting_and_other_delays(standing: School, approved: Path, verb: str, answer: bytes) -> None:
    """The letter goes once when the server takes it, and nobody is troubled."""
    with FaultySmtp({verb: answer}) as server:
        standing.begin(approved)
        standing.stop()
        standing.smtp._port, own = server.port, standing.smtp._port
        server.answers["EHLO"] = b"250-faulty.test\r\n250 AUTH PLAIN\r\n"
        server.answers["AUTH"] = b"235 fine\r\n"
        try:
            standing.start()
            standing.look(STORY[3].minutes)
            standing.look(STORY[3].minutes + 1)
            taken = len(server.letters)
            del server.answers[verb]
            standing.look(STORY[3].minutes + 60)
            standing.look(STORY[3].minutes + 61)
        finally:
            standing.smtp._port = own
    assert len(server.letters) - taken == 1
    assert all(PARENT in line for line in server.heard if line.startswith("RCPT"))


# ── disks ──────────────────────────────────────────────────────────────────────────────────


def test_a_disk_that_is_full_at_any_change(standing: School) -> None:
    """Whichever change finds no room (of each seven one): with room again the report is answered once."""
    standing.begin(mails=[report(1)])
    with failing_at(NEVER) as asked:
        standing.look(0)
    assert len(asked) > 40
    for n in range(1, len(asked) + 1, 7):
        standing.begin(mails=[report(1)])
        with suppress(OSError, Damaged), failing_at(n):
            standing.look(0)
        standing.stop()  # after damage it starts again, as systemd does
        standing.start()
        standing.recover(10)
        standing.recover(40)
        assert (told_once(standing), standing.lies()) == (ANSWERED, {FILED: 1}), (n, asked[n - 1])
        assert standing.verify() == []


def test_a_disk_made_read_only_under_a_service_at_work(school: School) -> None:
    """It says so and loses nothing; writable again, it goes on without a restart."""
    school.look(0, report(1))
    with pytest.raises(OSError, match="Read-only"), read_only():
        school.look(5, report(2))
    assert school.lies() == {"INBOX": 1, FILED: 1}
    school.look(10)
    assert (told_once(school), school.lies()) == ({HEAD: 2, TEACHER: 2}, {FILED: 2})


# ── clocks ─────────────────────────────────────────────────────────────────────────────────


def states(school: School) -> list[str]:
    """How the drafts of the story's case stand."""
    return [draft.state.value for draft in Shelves(school.data).case("2026-0001").drafts]


A_YEAR = 365 * 24 * 60


@pytest.mark.parametrize("jump", [-A_YEAR, -60, 60, A_YEAR], ids=["-1y", "-1h", "+1h", "+1y"])
def test_a_clock_that_is_wrong_for_a_while(standing: School, approved: Path, jump: int) -> None:
    """While a letter waits to go, another hour or year comes for two passes: it goes once.

    A year on, the days that it names are long over: then it waits for another yes instead.
    """
    standing.begin(approved)
    goes_at = STORY[3].minutes
    before = len(standing.mails(PARENT))
    standing.look(goes_at - 1 + jump, report(2))
    standing.look(goes_at - 1 + jump + 1)
    standing.look(goes_at)
    standing.look(goes_at + 30)
    standing.stop()
    standing.start()
    standing.look(goes_at + 60)
    went = (0, ["waiting"]) if jump == A_YEAR else (1, ["approved"])
    assert (before, (len(standing.mails(PARENT)), states(standing))) == (0, went)
    assert told_once(standing)[TEACHER] == 1
    assert standing.verify() == []


# ── yesterday's data ───────────────────────────────────────────────────────────────────────


def test_yesterdays_data_does_not_answer_todays_mail_again(school: School) -> None:
    """What was answered lies in the folder for filed mail, and only what lies in the inbox is read.

    A letter that waited when the backup was made is not sent by itself (test_backup). What came after it is
    on no case any more: it is in the mailbox, filed, and the digest says that it must be looked through.
    """
    school.look(0, report(1))
    backup = school.folder / "yesterday.tar"
    backup.unlink(missing_ok=True)
    make_backup(school.data, backup, later(1), lambda *_: None)
    school.look(5, report(2))
    school.stop()
    told = school.told()
    shutil.rmtree(school.data)
    restore_backup(backup, school.data, later(20 * 60), lambda *_: None)
    school.start()
    school.look(20 * 60, report(3))
    new = {who: got - told[who] for who, got in school.told().items()}
    assert new[TEACHER].total() == 1
    assert school.lies() == {FILED: 3}
    store = Shelves(school.data)
    assert store.register.refs() == ("2026-0001", "2026-0102")
    school.look(24 * 60)
    (digest,) = (m.get_body(("plain",)) for m in school.mails(HEAD) if "Headsup for" in str(m["Subject"]))
    assert digest is not None
    assert "restored from a backup of" in " ".join(digest.get_content().split())


SET_BACK = 24 * 60
"""Minutes after the beginning; the heartbeat of the state that came back is of before."""


def test_a_machine_set_back_does_not_send_a_letter_again(standing: School, approved: Path) -> None:
    """No restore of ours, so nothing notes it: the mailbox shows it, by mail filed that is not known."""
    standing.begin(approved)
    standing.look(STORY[3].minutes, report(2))
    assert len(standing.mails(PARENT)) == 1
    standing.stop()
    shutil.rmtree(standing.data)
    shutil.copytree(approved, standing.data)
    standing.now = later(SET_BACK)
    standing.start()
    standing.look(SET_BACK)
    standing.look(SET_BACK + 60)
    assert len(standing.mails(PARENT)) == 1
    assert standing.service is not None
    assert "In Headsup/Filed the last mail lies that" in standing.service.store.heartbeat()["trouble"]
    (asked,) = (m for m in standing.mails(HEAD) if "may not have arrived" in str(m["Subject"]))
    said = asked.get_body(("plain",))
    assert said is not None
    assert "older than the mailbox" in " ".join(said.get_content().split())
    (digest,) = (m.get_body(("plain",)) for m in standing.mails(HEAD) if "Headsup for" in str(m["Subject"]))
    assert digest is not None
    assert "older than the mailbox" in " ".join(digest.get_content().split())


def test_a_mail_that_somebody_filed_is_told_of(school: School) -> None:
    """Nobody read it: after a start it is told, until it is moved back; what it says is then answered."""
    school.look(0, report(1))
    school.stop()
    school.servers.deliver(INBOX, report(2))
    _by_hand(school, lambda program: program.copy("1", f'"{FILED}"'), _remove_all)
    school.now = later(60)
    school.start()
    school.look(60)
    assert school.service is not None
    assert "Either somebody put them there" in school.service.store.heartbeat()["trouble"]
    school.look(70, report(3))
    assert school.told()[HEAD].total() == 2


def test_a_restart_does_not_look_back(standing: School, approved: Path) -> None:
    """It was away for a moment, and what waits goes, whatever somebody has filed."""
    standing.begin(approved)
    standing.look(STORY[2].minutes + 0.5)
    standing.stop()
    standing.servers.deliver(INBOX, report(2))
    _by_hand(
        standing, lambda program: program.create(FILED), lambda program: program.copy("1", FILED), _remove_all
    )
    standing.start()
    standing.look(STORY[3].minutes)
    assert len(standing.mails(PARENT)) == 1


def test_what_waits_over_an_outage_goes_when_it_is_over(standing: School, approved: Path) -> None:
    """The machine was off for a day: all that was filed is known, so nothing is in doubt."""
    standing.begin(approved)
    filed = standing.servers.mails(INBOX, FILED)
    assert filed == []
    standing.look(SET_BACK)
    assert len(standing.mails(PARENT)) == 1
