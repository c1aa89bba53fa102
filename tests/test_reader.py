"""Mails read in a process apart: the same as here, whatever a mail or the child does."""

from __future__ import annotations

import base64
import hashlib
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.world import FILED, POST, QUARANTINE, World
from worker.errors import Unreachable, Unreadable
from worker.model import Mail, Place, Preview
from worker.outside.reader import Limits, Reader
from worker.outside.reader.ahead import MANY, ReadAhead
from worker.outside.reader.expecting import AHEAD, AHEAD_BYTES, Here, read_ahead
from worker.outside.reader.packed import pack, unpack
from worker.reading.message.mail import read_mail, read_preview

MAILS = sorted((Path(__file__).parent / "mail").rglob("*.eml"))
RAW = b"From: Pat Wood <p.wood@northside.example>\r\nSubject: post\r\n\r\nSeen on Facebook.\r\n"


def whole(mail: Mail) -> tuple[Any, ...]:
    """A mail with the bytes of its files, which its own equality leaves out."""
    return mail, [item.data for item in mail.attachments], [whole(inner) for inner in mail.embedded]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """The real one, with time for a busy machine."""
    reader = Reader(Limits(start=120.0, a_mail=240.0))
    yield reader
    reader.close()


def test_every_mail_is_read_as_it_is_here(reader: Reader) -> None:
    """Of every mail of the corpora the same value comes back, to the last byte of its files."""
    assert len(MAILS) > 400
    for path in MAILS:
        raw = path.read_bytes()
        assert whole(reader.mail(raw)) == whole(read_mail(raw)), path


def test_no_file_can_be_opened_any_more() -> None:
    """That a reader cannot be started is told of the mail that needs it; nothing else is broken off."""
    with closing(ReadAhead(Reader())) as reader:
        with no_more_files():
            reader.prepare(MANY)
            with pytest.raises(Unreachable, match=r"no process can be started .*\(Too many open files\)"):
                reader.mail(RAW)
        assert reader.mail(RAW).subject == "post"


@contextmanager
def no_more_files() -> Iterator[None]:
    """This process may open nothing (EMFILE)."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize("raw", [b"", b"\n", b"\xff" * 1_000, b"From: a\r\n\r\n\xed\xa0\x80"], ids=repr)
def test_no_mail_at_all(reader: Reader, raw: bytes) -> None:
    """Bytes that are no mail have the same problems in words."""
    assert reader.mail(raw) == read_mail(raw)


def test_stray_halves_of_letters_come_through(reader: Reader) -> None:
    """A text with half a letter of Unicode in it (RFC 8259 §8.2) is the same text on the other side."""
    raw = b'From: a@one.example\r\nContent-Type: text/plain; charset="utf-7"\r\n\r\n+2D0-\r\n'
    mail = read_mail(raw)
    assert (reader.mail(raw), unpack(*pack(mail))) == (mail, mail)


def test_a_preview_is_read_as_it_is_here(reader: Reader) -> None:
    """Header, texts and names go over, and nothing else is asked."""
    texts = (b"Content-Type: text/plain\r\n\r\nWords.\n", b"Content-Type: text/html\r\n\r\n<p>W\xf6rds</p>")
    preview = Preview(Place(1, 2), 9_000, RAW[:60], texts, ("a b.png", "Fw.eml", "né.pdf"), complete=False)
    assert reader.preview(preview) == read_preview(preview)


def test_a_large_mail_goes_through_and_leaves_nothing_behind(reader: Reader) -> None:
    """25 MB, more than any buffer between two processes; what the child held of it is free again."""
    data = os.urandom(18_000_000)
    head = b"Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n"
    found = reader.mail(head + RAW.split(b"\r\n\r\n")[0] + b"\r\n\r\n" + base64.encodebytes(data))
    assert (found.attachments[0].data == data, reader._child.channel) == (True, None)


def test_the_childs_limits(reader: Reader) -> None:
    """It may write no file, has bounded memory and processor, no network, and goes first."""
    reader.mail(RAW)
    assert reader._child.channel is not None
    child = Path(f"/proc/{reader._child.channel._process.pid}")
    limits = {line[:26].strip(): line[26:].split()[0] for line in (child / "limits").read_text().splitlines()}
    found = [limits[name] for name in ("Max file size", "Max address space", "Max core file size")]
    assert found == ["0", str(768 << 20), "0"]
    assert int(limits["Max cpu time"]) <= 30
    assert (child / "oom_score_adj").read_text().strip() == "1000"
    assert b"PASSWORD" not in (child / "environ").read_bytes()


# ── a mail that kills, a child that lies ───────────────────────────────────────────────────

CHILD = """
import os, sys, time
from worker.outside.reader import child
from worker.outside.apart import confined
read = child.read_mail
def reading(raw, **known):
    if b"SPIN" in raw.partition(b"\\r\\n\\r\\n")[2]:
        while True: pass
    if b"FILL" in raw.partition(b"\\r\\n\\r\\n")[2]:
        return bytearray(4 << 30)
    if b"DIE" in raw.partition(b"\\r\\n\\r\\n")[2]:
        os.abort()
    if b"SLEEP" in raw.partition(b"\\r\\n\\r\\n")[2]:
        time.sleep(60)
    return read(raw, **known)
child.read_mail = reading
"""
GOOD = "child.main()"


def apart(script: str = GOOD, **limits: Any) -> Reader:
    """A reader whose child the test makes."""
    return Reader(Limits(**limits), (sys.executable, "-P", "-c", CHILD + script))


def why(reader: Reader, raw: bytes = RAW) -> str:
    """Why a mail is unreadable, by a reader that then reads the next."""
    try:
        with pytest.raises(Unreadable) as unreadable:
            reader.mail(raw)
    finally:
        reader.close()
    return str(unreadable.value)


def saying(line: str) -> str:
    """A child that answers every mail by this line of Python."""
    return (
        "reader, writer = confined.take_channel()\n"
        "import hashlib\n"
        "from worker.outside.reader.packed import pack\n"
        "FILE = {'name': 'a', 'type': 'x/y', 'size': 0, 'sha256': '0', 'role': 'evidence'}\n"
        "def answer(data, until):\n"
        "    mail, files = pack(read(data.partition(b'\\n')[2]))\n    " + line + "\n"
        "    return {'mail': mail}, files\n"
        "confined.serve(reader, writer, answer)"
    )


@pytest.mark.parametrize(
    ("script", "word", "because"),
    [
        ("child.A_MAIL = 0\n" + GOOD, b"SPIN", "reading it takes too long"),
        (GOOD, b"SLEEP", "reading it takes too long"),
        (GOOD, b"FILL", "reading it takes more memory than a mail may"),
        (GOOD, b"DIE", "its reader broke down over it"),
    ],
    ids=["processor", "time", "memory", "death"],
)
def test_a_mail_that_kills(script: str, word: bytes, because: str) -> None:
    """It is tried twice, told why in words, and the next mail has a reader as good as new."""
    reader = apart(script, a_mail=3.0)
    try:
        with pytest.raises(Unreadable, match=because):
            reader.mail(RAW + word)
        assert reader.mail(RAW) == read_mail(RAW)
    finally:
        reader.close()


@pytest.mark.parametrize(
    "line",
    [
        "mail['raw_sha256'] = hashlib.sha256(b'another').hexdigest()",
        "mail['subject'] = 7",
        "mail['text'] = ['x']",
        "mail['more'] = ''",
        "mail['sent_at'] = '2026-11-24T09:00:00'",
        "del mail['subject']",
        "mail['attachments'] = [{**FILE, 'data': 1 << 40}]",
        "mail['attachments'] = [{**FILE, 'size': 9}]",
        "mail['attachments'] = [{**FILE, 'role': 'letter'}]",
        "files = [b'x' * (161 << 20)]",
        "mail = None",
        "mail = []",
        "os.write(writer.fileno(), b'[' * 100_000 + b'\\n')",
        "os.write(writer.fileno(), b'{}\\n')",
        'os.write(writer.fileno(), b\'{"mail": {}, "frames": [-1]}\\n\')',
        'os.write(writer.fileno(), b\'{"mail": {}, "frames": [1e3]}\\n\')',
        "[os.write(writer.fileno(), b'x' * 65536) for _ in range(10**6)]",
        "os.kill(os.getpid(), 9)",
    ],
)
def test_a_child_that_lies(line: str) -> None:
    """An answer that is not what an honest reader says is none."""
    assert why(apart(saying(line), a_mail=20.0)) == "its reader broke down over it"


def test_files_that_nobody_spoke_of_are_left() -> None:
    """Bytes beside the mail that belong to no file of it go nowhere."""
    reader = apart(saying("files = [b'secret']"))
    assert whole(reader.mail(RAW)) == whole(read_mail(RAW))
    reader.close()


def test_one_more_reader_for_innocence(tmp_path: Path) -> None:
    """A mail that is merely there when its reader dies is read by the next one."""
    died = repr(str(tmp_path / "died"))
    once = f"os.path.exists({died}) or (open({died}, 'x'), os.abort())"
    reader = apart(saying(once))
    assert reader.mail(RAW) == read_mail(RAW)
    reader.close()


@pytest.mark.parametrize("script", ["sys.exit(1)", "confined.say(sys.stdout.buffer, {'problem': 7})"])
def test_a_reader_that_does_not_start_is_no_mails_fault(script: str) -> None:
    """Nothing is quarantined for it: mails wait where they are, and it is said."""
    with pytest.raises(Unreachable, match="Mails cannot be read on this machine at present: its reader"):
        apart(script).mail(RAW)
    with pytest.raises(Unreachable, match=r"no process can be started for it \(No such file or directory\)"):
        Reader(command=("/nonexistent/python",)).mail(RAW)


def test_a_signal_in_the_middle_of_an_answer() -> None:
    """Whoever is stopped while reading takes the child along: its late answer is nobody's."""

    class Enough(BaseException):
        pass

    def enough(*_: object) -> None:
        raise Enough

    reader = apart()
    reader.mail(RAW)
    before = signal.signal(signal.SIGALRM, enough)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        with pytest.raises(Enough):
            reader.mail(RAW + b"SLEEP")
    finally:
        signal.signal(signal.SIGALRM, before)
    assert reader._child.channel is None


def test_a_worn_out_reader_is_replaced() -> None:
    """After so many mails a new one."""
    reader = apart(mails=2)
    pids = []
    for _ in range(4):
        reader.mail(RAW)
        pids.append(reader._child.channel._process.pid if reader._child.channel else 0)
    reader.close()
    assert [bool(pid) for pid in pids] == [True, False, True, False]
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids if pid)


def test_a_reader_with_nothing_to_do_rests() -> None:
    """Ended after a quarter of an hour without a mail, and back with the next one."""
    now = [0.0]
    reader = Reader(clock=lambda: now[0])
    first = reader.mail(RAW)
    now[0] = 899.0
    reader.rest()
    works = [reader._child.channel is not None]
    now[0] = 900.0
    reader.rest()
    assert [*works, reader._child.channel is not None] == [True, False]
    assert reader.mail(RAW) == first
    reader.close()


# ── what becomes of such a mail ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("word", "because"), [("FILL", "takes more memory"), ("DIE", "broke down over it")])
def test_the_queue_goes_on(tmp_path: Path, word: str, because: str) -> None:
    """Its bytes are kept, its sender told it came, the admin why; those before and behind it are cases."""
    reader = ReadAhead(apart())
    with World(tmp_path, reader=reader) as world:
        killer = bytes(world.mail(cast.OFFICE, "Fw: look", f"Please see below.\n{word}\n"))
        for raw in (
            bytes(world.mail(cast.TEACHER, "Fw: a", POST)),
            killer,
            bytes(world.mail(cast.TEACHER, "Fw: b", POST)),
        ):
            world.inbox.deliver(raw)
        world.turn()
        assert world.folders() == {FILED: 2, QUARANTINE: 1}
        assert world.kinds(cast.OFFICE) == ["unread"]
        assert because in world.last(cast.ADMIN).words
        (key,) = world.store.mailroom.quarantined
        assert world.store.find_quarantined(key.raw_sha256) == killer
        assert key.raw_sha256 == hashlib.sha256(killer).hexdigest()
    reader.close()


def test_without_a_reader_mails_wait(tmp_path: Path) -> None:
    """Nothing is taken from the inbox; when there is a reader again, all is read."""
    reader = ReadAhead(Reader(command=("/nonexistent/python",)))
    with World(tmp_path, reader=reader) as world, closing(reader):
        world.report()
        assert (world.folders(), world.store.mailroom.quarantined) == ({"INBOX": 1}, {})
        world.reader = None
        world.restart()
        world.turn()
        assert (world.folders(), world.happened()) == ({FILED: 1}, ["Reported", "Drafted", "DeadlineSet"])


# ── reading ahead ──────────────────────────────────────────────────────────────────────────


def test_what_is_expected_is_read_meanwhile_and_given_when_asked_for() -> None:
    """In any order, what was expected and what was not, each its own; what is forgotten can be asked for."""
    raws = [RAW.replace(b"post", b"post %d" % n) for n in range(4)]
    with closing(ReadAhead(apart())) as reader:
        for raw in raws[:3]:
            reader.expect(raw)
        assert [reader.mail(raws[n]).subject for n in (2, 3, 0)] == ["post 2", "post 3", "post 0"]
        reader.forget(raws[1])
        assert reader.mail(raws[1]).subject == "post 1"


def test_one_that_kills_its_reader_harms_no_other_that_is_expected() -> None:
    """Its trouble is told when it is asked for, and not before."""
    killer = RAW + b"DIE"
    with closing(ReadAhead(apart())) as reader:
        for raw in (killer, RAW):
            reader.expect(raw)
        assert reader.mail(RAW).subject == "post"
        with pytest.raises(Unreadable, match="broke down over it"):
            reader.mail(killer)


def test_nobody_waits_for_a_mail_at_the_end() -> None:
    """A mail that takes for ever does not hold up the end; no process is left."""
    reader = ReadAhead(apart())
    reader.mail(RAW)
    channel = reader._reader._child.channel
    assert channel is not None
    reader.expect(RAW + b"SLEEP")
    began = time.monotonic()
    reader.close()
    assert time.monotonic() - began < 10
    with pytest.raises(ProcessLookupError):
        os.kill(channel._process.pid, 0)


def test_an_error_of_the_finding_comes_after_what_was_found() -> None:
    """What came before it is given first, however far ahead was looked."""

    def finding() -> Iterator[bytes]:
        yield from (b"1", b"2")
        raise Unreachable("gone")

    found = read_ahead(finding(), Here(), lambda raw: raw)
    assert [next(found), next(found)] == [b"1", b"2"]
    with pytest.raises(Unreachable):
        next(found)


def test_little_lies_in_memory_ahead() -> None:
    """A few mails, or one that is large; never more than that."""
    taken: list[int] = []

    def finding(size: int) -> Iterator[bytes]:
        for n in range(9):
            taken.append(n)
            yield bytes(size)

    for size, most in ((10, AHEAD + 1), (AHEAD_BYTES, 1), (AHEAD_BYTES // 2, 2)):
        taken.clear()
        next(read_ahead(finding(size), Here(), lambda raw: raw))
        assert len(taken) == most, size
