"""Mail servers and mails that once lost, doubled or blocked something: one test for each attack."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket
from typing import Any

import pytest

from tests import cast
from tests.servers.faults import _Listener
from tests.world import POST, World, at
from worker.errors import Unreachable
from worker.model import Place
from worker.outside.mailbox.bounded import MOST
from worker.outside.mailbox.imap import fetch_in_pieces
from worker.outside.mailbox.inbox import ImapSettings, Inbox
from worker.outside.mailbox.preview import BATCH_BYTES, TEXT_LIMIT, Answers, cannot_be_had, read_previews

STRUCTURE = b'BODYSTRUCTURE ("text" "plain" NIL NIL NIL "7bit" 5 1 NIL NIL NIL NIL)'


class Scripted(_Listener):
    """An IMAP server with mails 1 to n that leaves out, blanks or refuses some of them when asked."""

    def __init__(
        self,
        n: int = 4,
        *,
        omit: Iterable[int] = (),
        blank: Iterable[int] = (),
        refuse: Iterable[int] = (),
        keep: Iterable[int] = (),
        code: bytes = b"SERVERBUG",
        lie: Callable[[bytes], bytes] = bytes,
    ) -> None:
        super().__init__()
        self.lie = lie
        """What becomes of an answer; empty where it never comes."""
        self.mails = {uid: b"Subject: %d\r\n\r\nhello" % uid for uid in range(1, n + 1)}
        self.omit, self.blank, self.refuse, self.keep = set(omit), set(blank), set(refuse), set(keep)
        self.code = code
        self.heard: list[bytes] = []

    def serve(self, sock: socket) -> None:
        sock.sendall(b"* OK [CAPABILITY IMAP4rev1 IDLE UIDPLUS MOVE] ready\r\n")
        for line in sock.makefile("rb"):
            tag, _, rest = line.strip().partition(b" ")
            self.heard.append(rest.upper())
            sock.sendall(self.lie(self._reply(rest.upper())).replace(b"TAG", tag))

    def _reply(self, command: bytes) -> bytes:
        everything = b"* %d EXISTS\r\n" % len(self.mails)
        match command.split()[:2]:
            case [b"CAPABILITY"]:
                return b"* CAPABILITY IMAP4rev1 IDLE UIDPLUS MOVE\r\nTAG OK done\r\n"
            case [b"LIST", *_]:
                return b'* LIST () "/" "Headsup/Filed"\r\nTAG OK done\r\n'
            case [b"SELECT", *_]:
                return everything + b"* OK [UIDVALIDITY 7] fine\r\nTAG OK [READ-WRITE] done\r\n"
            case [b"UID", b"SEARCH"]:
                asked = _uids(command.split(b"UID ")[-1]) if command.count(b"UID ") > 1 else set(self.mails)
                found = b" ".join(b"%d" % uid for uid in self.mails if uid in asked)
                return b"* SEARCH " + found + b"\r\nTAG OK done\r\n"
            case [b"UID", b"FETCH"]:
                return self._fetch(_uids(command.split()[2]) & set(self.mails), command)
            case [b"NOOP"]:
                return everything + b"TAG OK done\r\n"
            case [b"IDLE"]:
                return b"TAG BAD not here\r\n"
        return b"TAG OK done\r\n"

    def _fetch(self, uids: set[int], command: bytes) -> bytes:
        whole = b"PEEK[]" in command
        if uids & (self.refuse | (self.keep if whole else set())):
            return b"TAG NO [%s] cannot be read\r\n" % self.code
        return b"".join(self._mail(uid, command) for uid in sorted(uids - self.omit)) + b"TAG OK done\r\n"

    def _mail(self, uid: int, command: bytes) -> bytes:
        raw = self.mails[uid]
        header = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        known = [b"UID %d" % uid, b"RFC822.SIZE %d" % len(raw), b"FLAGS ()", STRUCTURE]
        for asked, name, value in (
            (b"[HEADER]", b"BODY[HEADER]<0>", header),
            (b"[1]", b"BODY[1]<0>", b"hello"),
            (b"PEEK[]", b"BODY[]", raw),
        ):
            if asked in command:
                known.append(name + (b" NIL" if uid in self.blank else b" {%d}\r\n" % len(value) + value))
        return b"* %d FETCH (" % uid + b" ".join(known) + b")\r\n"


def _uids(words: bytes) -> set[int]:
    runs = [run.split(b":") for run in re.split(rb"[, )]", words) if run]
    return {uid for run in runs for uid in range(int(run[0]), int(run[-1].replace(b"*", b"999")) + 1)}


@contextmanager
def opened(server: Scripted, patience: float = 5) -> Iterator[Inbox]:
    with server:
        settings = ImapSettings("127.0.0.1", server.port, "a", tls=False, read_seconds=patience)
        inbox = Inbox(settings, lambda: "word")
        inbox.connect()
        try:
            yield inbox
        finally:
            inbox.close()


def places(*uids: int) -> list[Place]:
    return [Place(7, uid) for uid in uids]


@pytest.mark.parametrize("how", ["omit", "blank", "refuse"])
def test_a_message_that_the_server_does_not_give(how: str) -> None:
    """Refused, left out or blank: it is told of as there and not to be had, and the others come."""
    second: dict[str, Any] = {how: [2]}
    with opened(Scripted(**second)) as inbox:
        looks = list(inbox.previews(inbox.waiting()))
        assert [look.place for look in looks] == places(1, 2, 3, 4)
        assert [look.complete for look in looks] == [True, False, True, True]
        assert looks[1] == cannot_be_had(Place(7, 2))
        clear = [look.place for look in looks if look.complete]
        assert [place for place, _ in inbox.fetch(clear)] == places(1, 3, 4)


def test_more_messages_left_out_than_a_batch_holds() -> None:
    """Fifty-one of them hide none of the rest."""
    with opened(Scripted(60, omit=range(1, 52))) as inbox:
        looks = list(inbox.previews(inbox.waiting()))
        assert [look.place.uid for look in looks if look.header] == list(range(52, 61))
        assert [look.place.uid for look in looks if look == cannot_be_had(look.place)] == list(range(1, 52))


def test_a_message_that_is_gone_is_not_told_of() -> None:
    """What somebody took out of the folder meanwhile needs nobody."""
    with opened(Scripted()) as inbox:
        assert [look.place for look in inbox.previews(places(1, 99, 4))] == places(1, 4)


def test_a_message_that_goes_after_its_header_was_looked_at() -> None:
    """Nobody is told of what somebody took away, and that it lies in a folder where it does not."""
    server = Scripted()

    def lie(answer: bytes) -> bytes:
        if b"BODY[HEADER]" in answer:
            del server.mails[2]
        return answer

    server.lie = lie
    with opened(server) as inbox:
        assert [look.place for look in inbox.previews(places(1, 2, 3, 4))] == places(1, 3, 4)


@pytest.mark.parametrize(("refused", "code"), [([1, 2, 3, 4], b"SERVERBUG"), ([2], b"UNAVAILABLE")])
def test_trouble_of_the_server_is_not_the_messages(refused: list[int], code: bytes) -> None:
    """When none of many can be had, or the server says "not now", no message is given up."""
    with opened(Scripted(refuse=refused, code=code)) as inbox, pytest.raises(Unreachable):
        list(inbox.previews(inbox.waiting()))


def test_a_message_whose_bytes_never_come_is_given_up() -> None:
    """Its preview is fine; when its bytes failed three times, the preview says it cannot be had."""
    with opened(Scripted(keep=[2])) as inbox:
        for _ in range(3):
            assert all(look.complete for look in inbox.previews(places(1, 2, 3)))
            got: list[tuple[Place, bytes]] = []
            with pytest.raises(Unreachable, match=r"UIDs \[2\]"):
                got.extend(inbox.fetch(places(1, 2, 3)))
            assert [place for place, _ in got] == places(1, 3)
            inbox.connect()
        looks = {look.place.uid: look for look in inbox.previews(places(1, 2, 3))}
        assert (looks[2], looks[1].complete, looks[3].complete) == (cannot_be_had(Place(7, 2)), True, True)
        assert [place for place, _ in inbox.fetch(places(1, 2, 3))] == places(1, 3)


LIES = {
    "a size below nothing": (rb"SIZE \d+", b"SIZE -5"),
    "no size": (rb"SIZE \d+", b"SIZE NIL"),
    "a word for a size": (rb"SIZE \d+", b"SIZE large"),
    "flags that are none": (rb"FLAGS \(\)", b"FLAGS NIL"),
    "a number for flags": (rb"FLAGS \(\)", b"FLAGS 7"),
    "another message's body": (rb"TAG OK", b"* 9 FETCH (UID 99 BODY[] {2}\r\nno FLAGS ())\r\nTAG OK"),
    "how many are new": (rb" EXISTS", b" RECENT"),
    "that there are none": (rb"\d+ EXISTS", b"0 EXISTS"),
}


@pytest.mark.parametrize("told", LIES.values(), ids=LIES)
def test_what_nothing_can_be_is_not_believed(told: tuple[bytes, bytes]) -> None:
    """Every message is given, with what can be known of it."""
    with opened(Scripted(lie=lambda answer: re.sub(*told, answer))) as inbox:
        looks = list(inbox.previews(inbox.waiting()))
        assert [look.place for look in looks if look.header] == places(1, 2, 3, 4)
        assert [place for place, _ in inbox.fetch([look.place for look in looks])] == places(1, 2, 3, 4)


def test_a_folder_with_messages_that_lists_none_is_told_of() -> None:
    """It is not taken for an empty one."""
    server = Scripted(lie=lambda answer: re.sub(rb"SEARCH[ \d]+", b"SEARCH", answer), omit={1, 2, 3, 4})
    with opened(server) as inbox, pytest.raises(Unreachable, match="it holds 4 messages, and lists none"):
        inbox.waiting()


SEARCHES = {
    "over two lines": lambda found: found.replace(b" 3", b"\r\n* SEARCH 3"),
    "with an empty line": lambda found: found.replace(b" 3", b" 3\r\n* SEARCH"),
    "twice": lambda found: found + b"\r\n" + found,
    "without one": lambda found: found.replace(b" 3", b""),
}


@pytest.mark.parametrize("told", SEARCHES.values(), ids=SEARCHES)
def test_however_a_server_lists_its_messages_none_is_passed_over(told: Callable[[bytes], bytes]) -> None:
    def lie(answer: bytes) -> bytes:
        return re.sub(rb"\* SEARCH[ \d]+", lambda found: told(found[0]), answer)

    with opened(Scripted(lie=lie)) as inbox:
        assert inbox.waiting() == places(1, 2, 3, 4)


@pytest.mark.parametrize("of", [b"BODY[HEADER]", b"BODY[]"], ids=["looked at", "fetched"])
def test_a_message_over_which_the_server_falls_silent(of: bytes) -> None:
    """It is asked for among fewer and fewer; when it alone was not answered three times, it is given up."""

    def silent(answer: bytes) -> bytes:
        return b"" if b"UID 3 " in answer and of in answer else answer

    with opened(Scripted(6, lie=silent), patience=0.1) as inbox:
        rounds = 0
        got: list[Place] = []
        while len(got) < 5:
            rounds += 1
            assert rounds < 12
            got.clear()
            with suppress(Unreachable):
                clear = [look.place for look in inbox.previews(inbox.waiting()) if look.header]
                _each_place(inbox.fetch(clear), got)
            inbox.connect()
        assert got == places(1, 2, 4, 5, 6)
        for _ in range(3):
            with suppress(Unreachable):
                _each_place(inbox.fetch(places(3)), got)
        assert next(inbox.previews(places(3, 4))) == cannot_be_had(Place(7, 3))


def test_a_server_that_falls_silent_over_all_gives_up_none() -> None:
    """Nor one with a single message: it is told of as long as it lasts, and read when it is over."""
    server = Scripted(1)
    with opened(server, patience=0.1) as inbox:
        server.lie = lambda answer: b"" if b"FETCH (" in answer else answer
        for _ in range(9):
            with pytest.raises(Unreachable, match="does not answer"):
                list(inbox.previews(inbox.waiting()))
            inbox.connect()
        server.lie = bytes
        assert [look.header != b"" for look in inbox.previews(inbox.waiting())] == [True]


def _each_place(found: Iterator[tuple[Place, bytes]], into: list[Place]) -> None:
    into.extend(place for place, _ in found)


def test_idle_that_is_offered_and_refused() -> None:
    """The server is polled on the same connection, and a number of messages it repeats is no news."""
    server = Scripted()
    with opened(server) as inbox:
        inbox.waiting()
        inbox.wait(0.05)
        inbox.wait(0.05)
        logins = sum(command.startswith(b"LOGIN") for command in server.heard)
        assert (server.heard.count(b"IDLE"), logins) == (2, 1)
        server.mails[5] = server.mails[4]
        inbox.wait(20)
        assert inbox.waiting() == places(1, 2, 3, 4, 5)


def test_a_large_message_that_comes_to_no_end() -> None:
    """A server that gives the same piece for ever fills no memory: the message is not to be had."""
    asked: list[str] = []

    class Endless:
        def fetch(self, uids: Sequence[int], items: Sequence[str]) -> Answers:
            asked.extend(items)
            start = items[0].partition("<")[2].partition(".")[0]
            return {uids[0]: {f"BODY[]<{start}>".encode(): bytes(1 << 20)}}

    assert fetch_in_pieces(Endless(), 1, 5 << 20) is None
    assert len(asked) == 11


def test_a_body_announced_as_small_fills_no_memory() -> None:
    """Two hundred megabytes where its size said a few bytes: not read, told of, and in nobody's way."""

    def lie(answer: bytes) -> bytes:
        return re.sub(rb"(UID 2 .*BODY\[\] )\{\d+\}", rb"\1{200000000}", answer)

    with opened(Scripted(lie=lie)) as inbox:
        for _ in range(3):
            assert all(look.complete for look in inbox.previews(inbox.waiting()))
            got: list[Place] = []
            with pytest.raises(Unreachable, match=r"UIDs \[2\]"):
                _each_place(inbox.fetch(places(1, 2, 3, 4)), got)
            assert got == places(1, 3, 4)
            inbox.connect()
        looks = list(inbox.previews(inbox.waiting()))
        assert looks[0] == cannot_be_had(Place(7, 2))
        assert [look.place for look in looks[1:] if look.complete] == places(1, 3, 4)


ENDLESS = {
    "lines that nobody asked for": b"* SEARCH" + b" 1" * 400_000 + b"\r\n",
    "many short ones": b"* OK still here\r\n" * 50_000,
    "many texts": b"* 1 FETCH (BODY[1] {1000000}\r\n" + bytes(1_000_000) + b")\r\n",
}


@pytest.mark.parametrize("told", ENDLESS.values(), ids=ENDLESS)
def test_an_answer_that_comes_to_no_end(told: bytes) -> None:
    """It is given up when it is longer than any that was asked for can be."""
    times = MOST // len(told) + 2
    server = Scripted(lie=lambda answer: answer.replace(b"TAG OK", told * times + b"TAG OK"))
    server.lie, endless = bytes, server.lie
    with opened(server) as inbox:
        server.lie = endless
        with pytest.raises(Unreachable, match="longer than anything that was asked for"):
            inbox.waiting()
        server.lie = bytes
        inbox.connect()
        assert inbox.waiting() == places(1, 2, 3, 4)


def test_texts_are_held_a_run_at_a_time() -> None:
    """Fifty mails of ten megabytes of text: what is not yet looked at is not yet asked for."""
    asked: list[int] = []

    def ask(uids: Sequence[int], items: Sequence[str], _: Sequence[str]) -> Answers:
        if any("[1]" in item for item in items):
            asked.extend(uids)
        size = 5 << 20
        node = (b"text", b"plain", None, None, None, b"7bit", size, 1)
        answer = {b"RFC822.SIZE": size, b"BODYSTRUCTURE": node, b"BODY[HEADER]<0>": b"Subject: x\r\n\r\n"}
        return {uid: {**answer, b"BODY[1]<0>": b"x" * TEXT_LIMIT} for uid in uids}

    looks = read_previews(ask, places(*range(1, 51)))
    first = next(looks)
    assert (len(asked), len(first.texts[0]), first.complete) == (
        BATCH_BYTES // TEXT_LIMIT,
        TEXT_LIMIT + len(b"Subject: x\r\n\r\n"),
        False,
    )
    assert len([first, *looks]) == 50


@pytest.mark.parametrize("size", [262_144, TEXT_LIMIT - 1])
def test_a_long_text_is_read_to_its_end(size: int) -> None:
    """A preview is complete only when the end of every text is in it: what stops a mail may stand there."""

    def ask(uids: Sequence[int], items: Sequence[str], _: Sequence[str]) -> Answers:
        node = (b"text", b"plain", None, None, None, b"7bit", size, 1)
        limits = [int(item.rpartition(".")[2][:-1]) for item in items if "[1]" in item]
        body = {b"BODY[1]<0>": b"x" * min(size, limits[0])} if limits else {}
        header = {b"RFC822.SIZE": size, b"BODYSTRUCTURE": node, b"BODY[HEADER]<0>": b"S: x\r\n\r\n"}
        return {uid: {**header, **body} for uid in uids}

    (look,) = read_previews(ask, places(1))
    assert (look.complete, len(look.texts[0])) == (True, size + len(b"S: x\r\n\r\n"))


def test_an_approval_of_a_letter_lost_in_a_restore(tmp_path: Path) -> None:
    """After yesterday's backup came back, a yes to today's lost letter sends no other letter."""
    with World(tmp_path / "data") as world:
        world.turn()
        world.store.close()
        shutil.copytree(world.folder, tmp_path / "backup")
        world.open()
        world.report()
        world.later(1)
        world.reply(world.last(cast.HEAD), "send to kim.dale@mail.example")
        world.later(1)
        old = world.last(cast.HEAD)
        world.store.close()
        shutil.rmtree(world.folder)
        shutil.copytree(tmp_path / "backup", world.folder)
        world.open()
        world.outbox.sent.clear()
        world.now = at("2026-11-24", "11:00")
        world.turn()
        other = POST.replace("Kim Dale", "Lee Poole").replace("10161234567890123", "99999999999999")
        world.report(who=cast.OFFICE, text=other)
        world.later(1)
        world.reply(world.last(cast.HEAD), "send to lee.poole@mail.example")
        world.later(1)
        new = world.last(cast.HEAD)
        assert (old.about, old.id != new.id) == (new.about, True)
        world.reply(old, "approve")
        for _ in range(3):
            world.later(15)
        assert [to for _, to in world.outbox.sent if to[0].startswith(("kim.dale", "lee.poole"))] == []


def test_two_mails_with_one_message_id_and_one_body(tmp_path: Path) -> None:
    """A phone that repeats its Message-ID, and "see subject" as the text: both are reports."""
    with World(tmp_path / "data") as world:
        for n in (1, 2):
            subject = f"look https://www.facebook.com/groups/a/posts/1016{n}"
            world.receive(world.mail(cast.TEACHER, subject, "see subject", message_id="dup@x.example"))
        assert len(world.store.register.refs()) == 2


def test_a_clock_a_year_ahead_for_one_morning(tmp_path: Path) -> None:
    """When the clock is right again the next school day has its digest."""
    with World(tmp_path / "data") as world:
        world.report()
        world.on("2027-11-25", "08:00")
        ahead = world.kinds(cast.HEAD).count("digest")
        world.on("2026-11-26", "08:00")
        assert (ahead, world.kinds(cast.HEAD).count("digest")) == (1, 2)
