"""Bad input: all of it ends filed, held or quarantined, a person hears of it, and the next mail is read."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests import cast
from tests.fakes import no_space
from tests.world import FILED, HELD, PICTURE, POST, QUARANTINE, World
from worker import events as ev
from worker.desk import planning, understanding
from worker.model import Mail, MessageKey
from worker.outside.reader import expecting
from worker.reading.message.mail import read_mail

WEIRD = sorted((Path(__file__).parent / "mail" / "weird").glob("*.eml"))
HEAD = (
    "Received: from relay.example by mx.northside.example with ESMTPS id 77\r\n"
    "Authentication-Results: mx.northside.example; dmarc=pass header.from=northside.example\r\n"
)
FROM = "From: Priya Sykes <p.sykes@northside.example>\r\n"
REST = (
    "To: reports@northside.example\r\nSubject: Fw: look at this\r\nMessage-ID: <bad@northside.example>\r\n"
    "Date: Tue, 24 Nov 2026 08:55:00 +0000\r\nMIME-Version: 1.0\r\n"
)
BODY = POST.replace("\n", "\r\n")
PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\n"


def nested(depth: int) -> str:
    """Multiparts inside multiparts, the report in the innermost."""
    opened = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth)
    )
    closed = "".join(f"\r\n--b{n}--\r\n" for n in reversed(range(depth)))
    return opened + PLAIN + BODY + closed


def attached(count: int) -> str:
    """A report and many small files."""
    files = "".join(
        f"\r\n--b\r\nContent-Type: image/png; name=p{n}.png\r\n"
        f"Content-Disposition: attachment; filename=p{n}.png\r\n\r\n{n}"
        for n in range(count)
    )
    return f'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n{PLAIN}{BODY}{files}\r\n--b--\r\n'


ALL = HEAD + FROM + REST
NO_ID = ALL.replace("Message-ID: <bad@northside.example>\r\n", "")
CASES = [
    pytest.param(
        ALL + "Content-Type: text/plain; charset=x-klingon\r\n\r\n" + BODY, FILED, id="unknown-charset"
    ),
    pytest.param(HEAD + REST + PLAIN + BODY, HELD, id="no-from"),
    pytest.param(NO_ID + PLAIN + BODY, FILED, id="no-message-id"),
    pytest.param(NO_ID + "Message-ID: \r\n" + PLAIN + BODY, FILED, id="blank-message-id"),
    pytest.param(ALL + FROM.replace("p.sykes", "head") + PLAIN + BODY, FILED, id="two-froms"),
    pytest.param(ALL.replace("look", "l\xf6\xf6k") + PLAIN + BODY, FILED, id="raw-8-bit-headers"),
    pytest.param(ALL + "Content-Type: multipart/mixed\r\n\r\n" + BODY, FILED, id="no-boundary"),
    pytest.param(ALL + nested(20), FILED, id="20-nested-multiparts"),
    pytest.param(ALL + nested(330), HELD, id="330-nested-multiparts"),
    pytest.param(ALL + attached(1000), FILED, id="1000-attachments"),
    pytest.param("", QUARANTINE, id="zero-bytes"),
    pytest.param("\r\n\r\n", QUARANTINE, id="blank-lines-only"),
    pytest.param(HEAD + FROM + "To: reports@northside.example\r\n\r\n", QUARANTINE, id="no-words"),
]


def take_with_next(world: World, raw: bytes) -> None:
    """The bad mail and, behind it, a good one from the office: both in one pass."""
    world.inbox.deliver(raw)
    good = POST.replace("10161234567890123", "10169999999999999").replace("Kim Dale", "Jo Birch")
    world.inbox.deliver(bytes(world.mail(cast.OFFICE, "Fw: another", good)))
    world.turn()


@pytest.mark.parametrize(("raw", "folder"), CASES)
def test_bad_input_ends_somewhere_and_the_next_is_read(world: World, raw: str, folder: str) -> None:
    """Not one stays in the inbox, each is put before a person, and the good report is answered."""
    take_with_next(world, raw.encode("latin-1"))
    assert "INBOX" not in world.folders()
    assert 1 in world.inbox.folders[folder]
    assert world.kinds(cast.OFFICE) == ["acknowledgement"]
    told = {
        FILED: ["approval", "approval"],
        HELD: ["approval"],
        QUARANTINE: ["approval"],
    }
    assert world.kinds(cast.HEAD) == told[folder]
    partly_seen = folder == HELD and "--b329" in raw
    assert world.kinds(cast.ADMIN) == (["admin_note"] if folder == QUARANTINE or partly_seen else [])
    world.on("2026-11-25", "07:15")
    digest = world.latest(cast.HEAD, "digest").words
    assert ("HELD: IS IT A REPORT?" in digest) == (folder == HELD)


@pytest.mark.parametrize("path", WEIRD, ids=lambda path: path.stem)
def test_every_odd_mail_of_the_collection_ends_somewhere(world: World, path: Path) -> None:
    """The whole corpus of odd mails: none stays, none stops the good report behind it."""
    take_with_next(world, path.read_bytes())
    left = world.inbox.folders["INBOX"]
    assert set(left) <= world.inbox.flagged
    assert world.kinds(cast.OFFICE) == ["acknowledgement"]


def test_two_froms_prove_nothing(world: World) -> None:
    """Programs differ on which of two senders they show: neither decides."""
    world.report()
    answer = world.answer(world.last(cast.HEAD), "Close")
    raw = bytes(answer)
    world.receive(raw.replace(b"\r\nTo:", b"\r\nFrom: Priya Sykes <p.sykes@northside.example>\r\nTo:", 1))
    assert world.case().state.value == "open"


def test_a_mail_that_is_too_big_gets_a_kind_answer_and_is_never_fetched(tmp_path: Path) -> None:
    """30 MB: held where it was moved, not downloaded, the sender asked to send it in parts, once."""
    with World(tmp_path / "data") as world:
        big = bytes(world.mail(cast.TEACHER, "Fw: video", POST, files=[("v.mp4", "video/mp4", b"x")]))
        take_with_next(world, big + b"x" * (30 * 1024 * 1024))
        assert (world.folders(), world.inbox.fetched) == ({HELD: 1, FILED: 1}, [2])
        assert world.kinds(cast.TEACHER) == ["too_big"]
        assert "30 MB" in world.last(cast.TEACHER).words
        assert world.last(cast.TEACHER).mail["In-Reply-To"] is not None


def test_names_of_files_are_data_and_never_paths(world: World) -> None:
    """Paths, tricks of direction and control marks in a name: kept in the record, used nowhere."""
    names = [
        "../../../etc/passwd.png",
        "C:\\Windows\\x.png",
        "gp\u202egnp.exe",
        "a/b.png",
        "..",
        "x" * 300 + ".png",
    ]
    files = [(name, "image/png", PICTURE + bytes([n])) for n, name in enumerate(names)]
    world.report(files=files)
    kept = {p.name for p in (world.folder / "cases" / "2026-0001" / "evidence").iterdir()}
    assert kept == {i.sha256 for i in world.case().evidence} | {"MANIFEST.sha256"}
    world.reply(world.last(cast.HEAD), "EVIDENCE")
    sent = [str(part.get_filename()) for part in world.last(cast.HEAD).mail.iter_attachments()]
    assert sent == [f"evidence-{n}.png" for n in range(1, 7)]
    assert sorted(world.last(cast.HEAD).files) == sorted(data for _, _, data in files)
    assert "\u202e" not in world.last(cast.HEAD).text


def choke_on(monkeypatch: pytest.MonkeyPatch, module: object, name: str, error: Exception) -> None:
    """Make a reader raise on mails whose subject says CHOKE."""
    read = getattr(module, name)

    def reading(*args: object, **more: object) -> object:
        mail = read(*args, **more)
        if "CHOKE" in str(getattr(mail, "subject", "")):
            raise error
        return mail

    monkeypatch.setattr(module, name, reading)


@pytest.mark.parametrize("error", [ValueError("?"), RecursionError(), MemoryError(), KeyError("x")])
def test_a_mail_the_reader_chokes_on_is_quarantined(
    world: World, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Its bytes are kept, its sender told it came, the admin that a person must look."""
    choke_on(monkeypatch, understanding, "read_message", error)
    raw = bytes(world.mail(cast.TEACHER, "CHOKE", POST))
    take_with_next(world, raw)
    assert world.folders() == {QUARANTINE: 1, FILED: 1}
    assert (world.kinds(cast.TEACHER), world.kinds(cast.ADMIN)) == (["unread"], ["admin_note"])
    (lost,) = world.store.mailroom.quarantined
    assert world.store.find_quarantined(lost.raw_sha256) == raw


def test_a_mail_whose_first_look_chokes_is_not_fetched(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that cannot be looked at are not known to be safe: nothing more is fetched, once told."""
    choke_on(monkeypatch, expecting, "read_preview", ValueError("?"))
    take_with_next(world, bytes(world.mail(cast.TEACHER, "CHOKE", POST)))
    assert (world.folders(), world.inbox.fetched) == ({QUARANTINE: 1, FILED: 1}, [2])
    assert world.kinds(cast.ADMIN) == ["admin_note"]


def test_a_quarantined_mail_can_be_given_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it can be read it becomes the case it should have been, once, even across a crash."""
    choke_on(monkeypatch, understanding, "read_message", ValueError("?"))
    world.receive(world.mail(cast.TEACHER, "CHOKE", POST))
    monkeypatch.undo()
    (key,) = world.store.mailroom.quarantined
    world.store.ask_replay(key)
    world.turn()
    assert world.happened() == ["Reported", "Drafted", "DeadlineSet"]
    world.store.ask_replay(key)  # as if the note had outlived a crash after the commit
    world.turn()
    assert world.store.register.refs() == ("2026-0001",)
    assert world.happened() == ["Reported", "Drafted", "DeadlineSet"]


def test_a_template_that_cannot_be_filled_in_quarantines_one_mail(tmp_path: Path) -> None:
    """The school's own acknowledgement is broken: the mail is kept, the admin told, the queue goes on."""
    own = tmp_path / "templates" / "mail"
    own.mkdir(parents=True)
    (own / "acknowledgement.txt").write_text(
        "Subject: Thank you\n\n{% if questions %}{{ no_such_name }}{% endif %}\n"
    )
    with World(tmp_path / "data", own_templates=own.parent) as world:
        world.inbox.deliver(
            bytes(world.mail(cast.TEACHER, "Fw: x", "Look what someone put on Facebook about us."))
        )
        world.inbox.deliver(
            bytes(world.mail(cast.OFFICE, "Thanks", "Thank you so much for sorting that out."))
        )
        world.turn()
        assert world.folders() == {QUARANTINE: 1, FILED: 1}
        assert "acknowledgement.txt" in world.last(cast.ADMIN).words or world.kinds(cast.ADMIN) == [
            "admin_note"
        ]


def test_even_a_broken_note_stops_no_queue(tmp_path: Path) -> None:
    """Note and answer cannot be filled in either: the mail is still kept, and the digest tells of it."""
    own = tmp_path / "templates" / "mail"
    own.mkdir(parents=True)
    for name in ("acknowledgement", "admin_note", "unread"):
        (own / f"{name}.txt").write_text("Subject: x\n\n{{ no_such_name }}\n")
    with World(tmp_path / "data", own_templates=own.parent) as world:
        world.receive(world.mail(cast.TEACHER, "Fw: x", POST))
        world.receive(world.mail(cast.OFFICE, "Thanks", "Thank you so much for sorting that out."))
        assert world.folders() == {QUARANTINE: 1, FILED: 1}
        world.on("2026-11-25", "07:15")
        assert "could not be read" in world.latest(cast.HEAD, "digest").words


class Killed(BaseException):
    """The process is gone: no handler of ours may see it."""


def test_a_mail_that_kills_the_worker_again_and_again_is_quarantined(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some deaths it is put aside unread, and everything behind it goes on."""

    def reading(raw: bytes) -> Mail:
        if b"KILLS" in raw[:2000]:
            raise Killed
        return read_mail(raw)

    monkeypatch.setattr(expecting, "read_mail", reading)
    world.inbox.deliver(bytes(world.mail(cast.TEACHER, "KILLS", POST)))
    for _ in range(planning.CRASHES):
        with pytest.raises(Killed):
            world.turn()
        world.restart()
    monkeypatch.setattr(planning, "read_header", lambda reader, raw: None)
    world.report(cast.OFFICE)
    assert world.folders() == {QUARANTINE: 1, FILED: 1}
    assert world.kinds(cast.ADMIN) == ["admin_note"]
    assert world.store.register.refs() == ("2026-0001",)


@pytest.mark.parametrize("n", range(1, 14))
def test_a_full_disk_loses_nothing_and_doubles_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, n: int
) -> None:
    """Whichever write finds no space: the message waits in the inbox, and with space again all is as ever."""
    seen = 0
    write = os.write

    def writing(fd: int, data: bytes) -> int:
        nonlocal seen
        seen += 1
        if seen >= n:
            raise no_space()
        return write(fd, data)

    monkeypatch.setattr(os, "write", writing)
    world.inbox.deliver(
        bytes(world.mail(cast.TEACHER, "Fw: x", POST, files=[("a.png", "image/png", PICTURE)]))
    )
    for _ in range(8):  # far more often than a message may kill the worker
        with contextlib.suppress(OSError):
            world.turn()
    monkeypatch.undo()
    world.later(120)
    world.later(120)
    assert world.folders() == {FILED: 1}
    assert world.happened() == ["Reported", "Drafted", "DeadlineSet"]
    assert [(kind, state) for kind, _, state in world.letters()] == [
        ("acknowledgement", "sent"),
        ("approval", "sent"),
    ]
    ids = [got.id for got in (*world.got(cast.TEACHER), *world.got(cast.HEAD))]
    assert len(set(ids)) == 2
    world.restart()
    assert world.happened() == ["Reported", "Drafted", "DeadlineSet"]


def test_a_held_message_is_one_message(world: World) -> None:
    """A stranger's mail that arrives twice is held once and put away twice."""
    raw = bytes(world.mail(cast.STRANGER, "Fw: x", POST))
    world.receive(raw)
    world.receive(raw)
    assert world.folders() == {HELD: 2}
    assert len(world.store.mailroom.held) == 1


def test_the_limit_of_a_mail_is_the_schools_own(tmp_path: Path) -> None:
    """One byte more than the limit is too big, the limit itself is not."""
    with World(tmp_path / "data") as world:
        raw = bytes(world.mail(cast.TEACHER, "Fw: x", POST))
    for limit, folder in ((len(raw), FILED), (len(raw) - 1, HELD)):
        rules = replace(cast.RULES, max_bytes=limit)
        with World(tmp_path / str(limit), rules=rules) as world:
            world.receive(raw)
            assert world.folders() == {folder: 1}


def test_nothing_of_a_quarantined_mail_is_lost(world: World) -> None:
    """Zero bytes too are kept under their hash, and known the next time."""
    world.receive(b"")
    world.receive(b"")
    assert [type(e) for e in world.store.mailroom.quarantined.values()] == [ev.Quarantined]
    (key,) = world.store.mailroom.quarantined
    assert isinstance(key, MessageKey)
    assert world.folders() == {QUARANTINE: 2}
