"""Every pain of systems driven by mail, and every never, has its tests: pains.toml lists them."""

from __future__ import annotations

import ast
import tomllib
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from tests import cast
from tests.servers.fixtures import Mailbox
from tests.test_attached import attribute
from tests.world import FILED, PICTURE, POST, QUARANTINE, URL, World
from worker import events as ev

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "pains.toml").read_text("utf-8"))
PARENT = cast.PARENT.email


# ── the table ──────────────────────────────────────────────────────────────────────────────


@cache
def names_in(module: str) -> frozenset[str]:
    """The names of a module's tests, read without running it."""
    path = HERE / f"{module}.py"
    tree = ast.parse(path.read_text("utf-8")) if path.exists() else ast.Module([], [])
    found = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in found if node.name.startswith("test_"))


def missing(named: str) -> bool:
    """Say whether a row names a test that is not there."""
    module, _, test = named.partition("::")
    return test not in names_in(module)


def test_every_pain_has_its_tests() -> None:
    """All forty-four rows, none without a test, none with a test that is not there."""
    assert list(TABLE) == [str(n) for n in range(1, 45)]
    assert [(n, row["tests"]) for n, row in TABLE.items() if not row["tests"]] == []
    assert [(n, test) for n, row in TABLE.items() for test in row["tests"] if missing(test)] == []


def test_a_row_without_its_test_is_seen() -> None:
    """The check itself: a test, or a file, that does not exist is missing."""
    assert [missing(f"{name}::test_x") for name in ("test_pains", "test_nowhere")] == [True, True]


def test_every_pain_tested_here_is_in_the_table() -> None:
    """A test that names a row stands in that row."""
    mine = {name for name in names_in("test_pains") if name.startswith("test_pain_")}
    listed = {
        test.partition("::")[2] for n, row in TABLE.items() for test in row["tests"]
        if test.startswith(f"test_pains::test_pain_{int(n):02}_")
    }  # fmt: skip
    assert listed == mine


def test_every_never_has_its_tests() -> None:
    """Each of the fifteen things that must never happen has a test that names it."""
    named = {int(name[len("test_never_") :][:2]) for name in names_in("test_never")}
    assert named == set(range(1, 16))


# ── through the whole desk, where the pain is the whole desk's ──────────────────────────────


def other(n: int) -> str:
    """The report of another post, by another poster."""
    return POST.replace("10161234567890123", f"10169999999{n:06}").replace("Kim Dale", f"Jo Birch{n}")


def test_pain_02_the_digest_says_what_could_not_be_read(world: World) -> None:
    """A mail that nothing can be made of is named the next morning, kept, and not tried again."""
    world.receive(b"\r\n\r\n")
    world.on("2026-11-25", "07:15")
    assert world.folders() == {QUARANTINE: 1}
    assert "could not be read" in world.latest(cast.HEAD, "digest").words
    assert world.kinds(cast.ADMIN) == ["admin_note"]
    assert world.inbox.fetched == [1]


@pytest.mark.parametrize("blank", ["", " ", "< >", "<>", "<@>", "null"])
def test_pain_04_a_blank_id_is_nobodys(world: World, blank: str) -> None:
    """Two reports with the same nothing for an id are two reports; the same bytes again are not."""
    for n, who in enumerate((cast.TEACHER, cast.OFFICE)):
        mail = world.mail(who, "Fw: look", other(n))
        raw = bytes(mail).replace(
            f"Message-ID: {mail['Message-ID']}".encode(), f"Message-ID: {blank}".encode()
        )
        assert raw != bytes(mail)
        world.receive(raw)
        world.receive(raw)
    assert world.store.register.refs() == ("2026-0001", "2026-0002")
    assert [world.kinds(who) for who in (cast.TEACHER, cast.OFFICE)] == [["acknowledgement"]] * 2


def test_pain_05_a_server_that_renumbers_doubles_and_skips_nothing(world: World) -> None:
    """Every mail comes again under another number, with a new one among them: only that one is new."""
    raws = [bytes(world.mail(cast.TEACHER, "Fw: look", other(n))) for n in range(3)]
    for raw in raws[:2]:
        world.receive(raw)
    world.inbox.uidvalidity += 1
    world.inbox.folders[FILED].clear()
    for raw in raws:
        world.inbox.deliver(raw)
    world.turn()
    assert world.store.register.refs() == ("2026-0001", "2026-0002", "2026-0003")
    assert world.kinds(cast.TEACHER) == ["acknowledgement"] * 3
    assert world.folders() == {FILED: 3}


def test_pain_06_a_mail_that_somebody_opened_is_read_all_the_same(world: World, mailbox: Mailbox) -> None:
    """On a real server: someone looks into the mailbox and leaves it read; the report is answered."""
    mailbox.deliver(bytes(world.mail(cast.TEACHER, "Fw: look", POST)))
    with closing(mailbox.open()) as someone, closing(mailbox.open()) as inbox:
        uids = [place.uid for place in someone.waiting()]
        someone._client.add_flags(uids, [b"\\Seen", b"\\Answered"])
        world.inbox = inbox  # type: ignore[assignment]
        world.turn()
    assert len(uids) == 1
    assert world.kinds(cast.TEACHER) == ["acknowledgement"]


def test_pain_07_a_backlog_is_read_to_its_end_oldest_first(world: World) -> None:
    """Seventy reports in one morning: every one a case, in the order in which they came, in one pass."""
    for n in range(70):
        world.inbox.deliver(bytes(world.mail(cast.TEACHER, f"Fw: look {n}", other(n))))
    world.turn()
    cases = [world.case(ref) for ref in world.store.register.refs()]
    posts = [case.posts[0].url for case in cases]
    assert posts == [URL.replace("10161234567890123", f"10169999999{n:06}") for n in range(70)]
    assert world.folders() == {FILED: 70}


def test_pain_09_a_file_that_cannot_be_opened_is_kept_and_asked_about(world: World) -> None:
    """A broken pack: the case opens, the acknowledgement asks for what was in it, the bytes are kept."""
    broken = b"\x78\x9f\x3e\x22\x01\x00" + attribute(2, 0x800F, b"x" * 50)[:-40]
    world.report(text=POST.replace(URL, ""), files=[("winmail.dat", "application/ms-tnef", broken)])
    ref = world.store.register.refs()[0]
    kept = [world.store.evidence(ref, item.sha256) for item in world.case(ref).evidence]
    assert broken in kept
    assert "- Outlook's winmail.dat is damaged Your name" in world.last(cast.TEACHER).words
    told = "Unread: Outlook's winmail.dat is damaged: ask for the files themselves."
    assert told in world.last(cast.HEAD).words


def test_pain_33_no_answer_or_forward_reaches_anybody_outside(world: World) -> None:
    """The head answers all, copies the parent in and shows a draft: only our people hear of it."""
    world.report()
    draft = world.last(cast.HEAD)
    for words in ("What do you think?", f"Forward this to {PARENT}?", f"Show it to {PARENT}"):
        world.reply(draft, words, headers={"Cc": f"{PARENT}, {cast.STRANGER.email}", "Reply-To": PARENT})
    world.later(60)
    reached = {address for _, to in world.outbox.sent for address in to}
    assert reached == {cast.TEACHER.email, cast.HEAD.email}


def test_pain_42_a_wrapped_link_leaves_the_school_unwrapped(world: World) -> None:
    """The wrapper has a teacher's address in it: the case keeps both, what goes out has the post's own."""
    wrapped = (
        "https://eur01.safelinks.protection.outlook.com/?url="
        "https%3A%2F%2Fwww.facebook.com%2Fgroups%2Fnorthsideparents%2Fposts%2F10161234567890123%2F"
        "&data=05%7C01%7Cp.sykes%40northside.example%7Cabc"
    )
    world.report(text=POST.replace(URL, wrapped))
    assert [post.url for post in world.case().posts] == [URL]
    world.reply(world.last(cast.HEAD), "Platform complaint because she is hounded, ground G4")
    texts = [draft.text for draft in world.case().drafts]
    assert URL in texts[-1]
    assert [text for text in texts if "safelinks" in text or "p.sykes" in text] == []


def test_pain_44_what_the_reporter_saw_is_on_record_and_what_is_missing_is_asked_for(world: World) -> None:
    """The picture and the words as they came, when and from whom; a report without a link or a name asks."""
    world.report(text="This is on Facebook, about us:\n", files=[("IMG_4412.PNG", "image/png", PICTURE)])
    reported = world.events(ev.Reported)[0]
    kept = [world.store.evidence("2026-0001", item.sha256) for item in world.case().evidence]
    assert (reported.reporter.email, reported.at) == (cast.TEACHER.email, world.now)
    assert PICTURE in kept
    asked = world.last(cast.TEACHER).words
    assert ("link" in asked, "?" in asked) == (True, True)
