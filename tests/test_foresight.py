"""Mails read ahead of their turn by a second process: the same as read here, or not used at all."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.test_reader import MAILS, RAW, apart, saying
from tests.world import FILED, POST, TRUST, World
from worker import events as ev
from worker.deciding import sentences
from worker.deciding.judging.bare import Known, Standpoint
from worker.deciding.judging.foreseeing import as_met, find_reading, foresee, stop_in
from worker.deciding.judging.foreseen import Circumstances, Foreseen, Meaning, Thread
from worker.deciding.judging.triage import read_message
from worker.desk import understanding
from worker.model import AttachmentRole, Kind, Mail, Place, Proof, Reading, Role, Trust
from worker.outside.foresight import Foresight, Limits
from worker.outside.reader import Reader
from worker.outside.reader.ahead import MANY, ReadAhead
from worker.reading.apart import Apart
from worker.reading.message.mail import read_mail

TODAY = date(2026, 11, 24)
AT = Circumstances(cast.PEOPLE, TODAY, TRUST)
PATIENT = Limits(start=120.0, a_mail=240.0)
"""For a busy machine."""


def report(text: str = POST, sender: str = cast.TEACHER.email, **headers: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"From: {sender}\r\nTo: {cast.INBOX.email}\r\nSubject: Fw: look\r\n{more}\r\n{text}\r\n".encode()


MAIL = read_mail(report())
HERE = Standpoint(cast.PEOPLE, TODAY, TRUST)


def foreseen(mail: Mail = MAIL, at: Circumstances = AT) -> Foreseen:
    """A mail as this very process foresees it."""
    meaning = foresee(as_met(mail, at), at)
    assert meaning is not None
    return Foreseen(as_met(mail, at), at, meaning)


def met(
    found: Foreseen | None,
    mail: Mail = MAIL,
    ours: tuple[str, ...] = (),
    known: Known | None = None,
    **other: Any,
) -> Reading | None:
    """What is taken of it from a standpoint that differs in this from what was foreseen."""
    return find_reading(found, Apart(mail, ours), replace(HERE, **other), known or Known())


# ── what may be used ───────────────────────────────────────────────────────────────────────


def test_every_mail_means_what_it_means_here() -> None:
    """Of every mail of the corpora; but a handful hold nothing to read, or too much of it."""
    foresight = Foresight(PATIENT)
    foresight.prepare()
    with closing(foresight):
        left = []
        for path in MAILS:
            mail = read_mail(path.read_bytes())
            found = foresight.read(mail, AT)
            if found is None:
                left.append(path)
                continue
            assert met(found, mail) == read_message(Apart(mail), HERE), path
            assert stop_in(Apart(mail), found) == Apart(mail).stop, path
        assert (len(left) < 10, foresight.is_ready) == (True, True)


THREAD = Known(answers_case="2026-0001", poster="Kim Dale")
IN_THREAD = foreseen(at=replace(AT, thread=Thread("2026-0001", "Kim Dale")))
DELEGATED = replace(cast.PEOPLE, deputies=(replace(cast.DEPUTY, until_on=date(2026, 11, 23)),))


@pytest.mark.parametrize(
    "other",
    [
        {"people": DELEGATED},
        {"people": replace(cast.PEOPLE, staff=())},
        {"on": TODAY + timedelta(days=1)},
        {"trust": Trust()},
        {"trust": replace(TRUST, signed=("northside.example",))},
        {"known": Known(answers_draft=True)},
        {"known": Known(answers_case="2026-0001")},
        {"known": Known(poster="Kim Dale")},
        {"known": Known(cleared=True)},
        {"known": Known(accepted=True)},
        {"known": Known(outsider=Role.PARENT)},
        {"known": Known(answers_letter=True)},
        {"found": IN_THREAD},
        {"found": IN_THREAD, "known": Known(answers_case="2026-0002", poster="Kim Dale")},
        {"found": IN_THREAD, "known": Known(answers_case="2026-0001")},
        {"found": IN_THREAD, "known": replace(THREAD, answers_draft=True)},
        {"ours": ("Dear head,",)},
        {"mail": read_mail(report(POST + "."))},
        {"mail": read_mail(report(In_Reply_To="<a@one.example>"))},
        {"found": None},
    ],
    ids=lambda other: " ".join(other),
)
def test_in_other_circumstances_it_is_not_used(other: dict[str, Any]) -> None:
    """Whatever is otherwise than it was foreseen has the mail read anew."""
    assert met(**({"found": foreseen()} | other)) is None
    assert met(foreseen()) == read_message(Apart(MAIL), HERE)


def test_a_mail_in_a_thread_means_what_it_means_in_it() -> None:
    """Where it goes on from a reporter's mail the case's number, and another poster, make a difference."""
    here = read_message(Apart(MAIL), HERE, THREAD)
    assert (here.case_ref, met(IN_THREAD, known=THREAD)) == ("HU-2026-0001", here)
    with closing(foresight()) as made:
        assert made.read(MAIL, IN_THREAD.at) == IN_THREAD
        assert made.read(MAIL, AT) == foreseen()


def test_whatever_is_known_of_a_thread_is_asked() -> None:
    """The list above has every field of what the register can say."""
    told = {"answers_draft", "answers_case", "poster", "cleared", "accepted", "outsider", "answers_letter"}
    assert {field.name for field in fields(Known)} == told


def test_who_sent_it_and_what_it_carries_are_never_taken() -> None:
    """By its very form a meaning cannot say them; whatever it says, they are what they are here."""
    own = {"reported_by", "subject", "attachments", "sender", "role", "problems"}
    assert {f.name for f in fields(Reading)} - {f.name for f in fields(Meaning)} == own
    forged = read_mail(report(sender=cast.HEAD.email))
    lie = replace(foreseen(forged).meaning, kind=Kind.DECISION, case_ref="HU-2026-0001", flags=("x",))
    taken = met(Foreseen(forged, AT, lie), forged)
    honest = read_message(Apart(forged), HERE)
    assert taken == replace(honest, kind=Kind.DECISION, case_ref="HU-2026-0001", flags=("x",))
    assert (taken.sender.verdict, taken.role) == (Proof.UNPROVEN, Role.HEAD)


def test_a_mail_that_quotes_us_is_searched_here() -> None:
    """The stop of a mail that quotes our own alert is not what was found without knowing of it."""
    alert = "There may be a naked picture of a Year 6 girl."
    mail = read_mail(report(alert))
    found = foreseen(mail)
    assert (stop_in(Apart(mail), found), stop_in(Apart(mail, (alert,)), found)) == ("naked … year 6", None)


def test_the_schools_own_sentences_stand_in_no_meaning() -> None:
    """Where one would be needed the mail is left to the service, which alone knows them."""
    mails = [read_mail(path.read_bytes()) for path in MAILS]
    before = [foresee(mail, AT) for mail in mails]
    sentences.reword({"sentences": _all_said_otherwise(sentences._shipped("sentences"))})
    try:
        after = [foresee(mail, AT) for mail in mails]
    finally:
        sentences.reword({})
    assert after == before


def _all_said_otherwise(table: Any) -> Any:
    return {k: _all_said_otherwise(v) for k, v in table.items()} if isinstance(table, dict) else "otherwise"


# ── the process ────────────────────────────────────────────────────────────────────────────

CHILD = """
import os, time
from worker.outside.foresight import child
from worker.outside.apart import confined
foresee = child.foresee
def foreseeing(mail, at):
    if "PERISH" in mail.text:
        os.abort()
    if "SPIN" in mail.text:
        while True: pass
    if "FILL" in mail.text:
        bytearray(4 << 30)
    if "SLEEP" in mail.text:
        time.sleep(60)
    return foresee(mail, at)
child.foresee = foreseeing
"""


def foresight(script: str = "child.main()", **limits: Any) -> Foresight:
    """A process the test makes, ready."""
    told = {"start": 120.0, "a_mail": 240.0} | limits
    made = Foresight(Limits(**told), (sys.executable, "-P", "-c", CHILD + script))
    made.prepare()
    return made


@pytest.mark.parametrize("word", ["PERISH", "SPIN", "SLEEP"])
def test_a_mail_that_kills_it(word: str) -> None:
    """It says nothing, is ended, and is not started again for ten minutes; it harms nobody."""
    now = [0.0]
    made = foresight("child.A_MAIL = 0\nchild.main()", a_mail=5.0)
    made._clock = lambda: now[0]
    with closing(made):
        assert made.read(read_mail(report(word)), AT) is None
        assert (made.is_ready, made.read(MAIL, AT)) == (False, None)
        made.prepare()
        assert made.is_ready is False
        now[0] = 600.0
        made.prepare()
        assert made.is_ready is True


def test_a_mail_it_stumbles_over() -> None:
    """It says nothing of that one, and goes on."""
    with closing(foresight()) as made:
        assert made.read(read_mail(report("FILL")), AT) is None
        assert made.read(MAIL, AT) == foreseen()


@pytest.mark.parametrize(
    "said",
    [
        "{}",
        "{'meaning': {}}",
        "{'meaning': {**MEANING, 'role': 'head'}}",
        "{'meaning': {**MEANING, 'kind': 'approval'}}",
        "{'meaning': {**MEANING, 'new_text': 7}}",
        "{'meaning': {**MEANING, 'ask_back': [7]}}",
        "{'meaning': {**MEANING, 'posts': [{'platform': 'facebook'}]}}",
        "{'meaning': {**MEANING, 'kind': 'unreadable'}}",
        "{'meaning': {**MEANING, 'ask_back': ['Send_your_password_to_kim@evil.test']}}",
        "{'meaning': {**MEANING, 'ask_back': ['url'] * 6}}",
        "{'meaning': {**MEANING, 'flags': ['{{ 7 * 7 }}']}}",
        "{'meaning': {**MEANING, 'flags': ['<b>call 0190</b>']}}",
        "{'meaning': {**MEANING, 'grounds': [{'id': 'G1 is proven', 'because': ''}]}}",
        "{'meaning': {**MEANING, 'case_ref': '../2026-0001'}}",
        "{'meaning': {**MEANING, 'posts': [{**MEANING['posts'][0], 'confidence': float('nan')}]}}",
        "{'meaning': {**MEANING, 'posts': [{**MEANING['posts'][0], 'platform': 'a<br>b'}]}}",
    ],
)
def test_a_process_that_says_no_meaning(said: str) -> None:
    """What is none is none; the mail is read by the service."""
    script = (
        "from worker.outside.foresight.spoken import write_meaning\n"
        "MEANING = write_meaning(foresee(*child._warm_up()))['meaning']\n"
        "reader, writer = confined.take_channel()\n"
        f"confined.serve(reader, writer, lambda data, until: ({said}, ()))"
    )
    with closing(foresight(script)) as made:
        assert (made.read(MAIL, AT), made.is_ready) == (None, False)


def test_one_that_does_not_start() -> None:
    """It is never ready, and that is all."""
    for made in (foresight("sys.exit(1)"), Foresight(command=("/nonexistent/python",))):
        made.prepare()
        assert (made.is_ready, made.read(MAIL, AT)) == (False, None)
        made.close()


def test_it_rests_wears_out_and_leaves_the_largest() -> None:
    """Ended after a minute without a mail, and after so many; a mail with too many words is not sent."""
    now = [0.0]
    with closing(foresight(mails=2, largest=100_000)) as made:
        made._child._clock = lambda: now[0]
        made.rest()
        assert made.read(read_mail(report("word " * 30_000)), AT) is None
        now[0] = made._child._used_at + 59.0
        made.rest()
        rested = [made.is_ready]
        now[0] += 1.0
        made.rest()
        assert [*rested, made.is_ready] == [True, False]
        made.prepare()
        assert [made.read(MAIL, AT), made.is_ready] == [foreseen(), True]
        assert [made.read(MAIL, AT), made.is_ready] == [foreseen(), False]


def test_pictures_stay_here_and_words_go() -> None:
    """A mail with both means what it means here: what the process is not sent is no word."""
    head = "Content-Type: multipart/mixed; boundary=b\r\n"
    parts = (
        "--b\r\nContent-Type: text/plain\r\n\r\nPlease see.\r\n"
        "--b\r\nContent-Type: image/png; name=a.png\r\n\r\nPNG\r\n"
        "--b\r\nContent-Type: text/plain; name=chat.txt\r\nContent-Disposition: attachment\r\n\r\n"
        f"{POST}\r\n--b--\r\n"
    )
    mail = read_mail(head.encode() + report("").replace(b"\r\n\r\n\r\n", f"\r\n\r\n{parts}".encode()))
    with closing(foresight()) as made:
        assert met(made.read(mail, AT), mail) == read_message(Apart(mail), HERE)


def test_nobody_waits_for_its_start_at_the_end() -> None:
    """The end of the service does not wait for a process that is still loading."""
    reader = ReadAhead(apart(), Foresight(command=(sys.executable, "-c", "import time; time.sleep(60)")))
    reader.prepare(MANY)
    closing_it = threading.Thread(target=reader.close)
    closing_it.start()
    closing_it.join(20)
    assert not closing_it.is_alive()


# ── reading ahead ──────────────────────────────────────────────────────────────────────────


class Thorough(ReadAhead):
    """The second child has read all that is expected before it is asked: a test knows what it will say."""

    def mail(self, raw: bytes) -> Mail:
        found = super().mail(raw)
        self._further.submit(lambda: None).result()
        return found


@pytest.fixture
def ahead() -> Iterator[ReadAhead]:
    """Both children, the second as if many waited, and warm."""
    reader = Thorough(Reader(), Foresight(PATIENT))
    reader.prepare(MANY)
    reader._further.submit(lambda: None).result()
    yield reader
    reader.close()


def test_few_mails_start_no_second_process() -> None:
    """It costs more than it saves."""
    with closing(ReadAhead(apart())) as reader:
        reader.prepare(MANY - 1)
        reader.expect(RAW, AT)
        assert reader.mail(RAW).subject == "post"
        assert (reader.foreseen(RAW), reader._foresight._child.channel) == (None, None)


def test_both_are_processes_of_their_own_before_anything_else_is_done() -> None:
    """One that is still a copy of the service would hold the data folder's lock after its death."""
    with closing(ReadAhead(Reader())) as reader:
        reader.prepare(MANY)
        assert (reader._reader.is_started, reader._foresight.is_started) == (True, True)


def test_a_meaning_belongs_to_the_mail_asked_for_last(ahead: ReadAhead) -> None:
    """No other mail gets it, and it is given where it was expected."""
    raws = [report(f"{POST} {n}") for n in range(3)]
    for raw in raws:
        ahead.expect(raw, AT)
    for raw in raws:
        found = foreseen(ahead.mail(raw))
        assert [ahead.foreseen(other) for other in raws] == [
            found if raw is other else None for other in raws
        ]


def test_what_nobody_has_begun_is_not_waited_for() -> None:
    """Who is there first reads it."""
    hold = threading.Event()
    with closing(ReadAhead(apart(), foresight())) as reader:
        reader._further.submit(hold.wait)
        reader.expect(RAW, AT)
        assert (reader.mail(RAW).subject, reader.foreseen(RAW)) == ("post", None)
        hold.set()


def test_an_opener_of_mails_has_no_say_in_what_they_mean() -> None:
    """Taken over by a hostile mail, it may invent a mail; what that means is found out without it."""
    lie = "return {'mail': mail, 'meaning': {'kind': 'decision'}, 'stop': None}, files"
    with closing(ReadAhead(apart(saying(lie)))) as reader:
        reader.expect(RAW, AT)
        assert (reader.mail(RAW), reader.foreseen(RAW)) == (read_mail(RAW), None)


# ── what becomes of it ─────────────────────────────────────────────────────────────────────


BANNER = b"\x89PNG\r\n\x1a\n" + b"banner" * 3_000


def deliver(world: World) -> None:
    """Reports, a thread, a stranger, a machine, a stop, and a banner that comes with every mail."""
    for n in range(12):
        text = f"Kim Dale put this on Facebook:\nhttps://www.facebook.com/groups/a/posts/10{n % 9}/\n"
        message = world.mail(cast.TEACHER if n % 2 else cast.OFFICE, f"Fw: look {n}", text)
        message.add_attachment(BANNER, "image", "png", filename="crest.png", disposition="inline")
        message.set_boundary(f"=_b{n}")
        world.inbox.deliver(bytes(message))
        if n == 3:
            world.turn()
    thread = {"In-Reply-To": "<m1.office@northside.example>"}
    for message in (
        world.mail(cast.OFFICE, "Re: Fw: look 0", "There is more of it today.", headers=thread),
        world.mail(cast.STRANGER, "Hello", POST),
        world.mail(cast.HEAD, "STOP", "STOP"),
        world.mail(cast.OFFICE, "Away", "I am away.", headers={"Auto-Submitted": "auto-replied"}),
        world.mail(cast.TEACHER, "Fw: urgent", "A naked picture of a Year 6 girl is going round."),
    ):
        world.inbox.deliver(bytes(message))
    world.turn()


def story(world: World) -> Any:
    """All that came of it, but for what is drawn by chance."""
    cases = {ref: world.case(ref) for ref in world.store.register.refs()}
    left_out = (ev.Queued, ev.LetterMoved)
    told = {ref: [e for e in case.events if not isinstance(e, left_out)] for ref, case in cases.items()}
    people = (cast.HEAD, cast.DSL, cast.TEACHER, cast.OFFICE, cast.STRANGER, cast.ADMIN)
    letters = [(who.email, got.kind, got.mail["Subject"]) for who in people for got in world.got(who)]
    return world.folders(), told, [(*to, subject.partition(" [#")[0]) for *to, subject in letters]


def test_the_same_comes_of_it_with_and_without(tmp_path: Path, ahead: ReadAhead) -> None:
    """Every event of every case, and every mail.

    Read in their turn are the service's own first mail, and the one whose banner the mail just before it made
    commonplace.
    """
    here, read = tmp_path / "here", []

    def counting(*given: Any) -> Reading | None:
        read.append(find_reading(*given) is not None)
        return find_reading(*given)

    with World(here) as world:
        deliver(world)
        without = story(world)
    with pytest.MonkeyPatch.context() as patch, World(tmp_path / "ahead", reader=ahead) as world:
        patch.setattr(understanding, "find_reading", counting)
        deliver(world)
        assert story(world) == without
    assert read == [False, *[True] * 3, False, *[True] * 12]
    assert without[0] == {FILED: 15, "INBOX": 1, "Headsup/Held": 1}


def test_a_commonplace_banner_is_foreseen(tmp_path: Path) -> None:
    """What the register knows of pictures is told with the circumstances."""
    with World(tmp_path) as world:
        deliver(world)
        (banner,) = world.store.register.all_commonplace()
        at = world.desk._intake._circumstances(world.now)((Place(1, 1), b""))
        assert at == replace(AT, commonplace=(banner,))
        message = world.mail(cast.TEACHER, "Fw: again", f"{POST} once more")
        message.add_attachment(BANNER, "image", "png", filename="crest.png", disposition="inline")
        found = foreseen(read_mail(bytes(message)), at)
        assert [a.role for a in found.mail.attachments] == [AttachmentRole.DECORATION]


def test_a_mail_whose_meaning_kills_is_read_all_the_same(tmp_path: Path) -> None:
    """It is a case like any other, and counts as no death."""
    reader = ReadAhead(apart(), foresight())
    with World(tmp_path, reader=reader) as world, closing(reader):
        for text in (POST, f"{POST}\nPERISH\n"):
            world.inbox.deliver(bytes(world.mail(cast.TEACHER, "Fw: look", text)))
        world.turn()
        assert (world.folders(), world.store.mailroom.quarantined) == ({FILED: 2}, {})
