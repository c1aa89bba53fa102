"""A case erased for good: from the store, the evidence, the mailroom and the mailbox, and the proof of it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tests.cast import HEAD, TEACHER
from tests.disk_faults import deaths
from tests.world import FILED, HELD, PICTURE, Got, World
from worker.model import Address
from worker.outside.data.shelves import Shelves

REPORTER = Address("quillon.vexley@northside.example", "Quillon Vexley")
POSTER = Address("zara.quimbleton@homes.example", "Zara Quimbleton")
WITNESS = Address("ottoline.frabjous@elsewhere.example", "Ottoline Frabjous")
REPORT = (
    "Zara Quimbleton put this on the Northside parents Facebook group about little Bartholomew Snoggins:\n"
    '"Miss Vexley has not a clue. Useless, the lot of them."\n'
    "https://www.facebook.com/groups/northsideparents/posts/77665544332211/\n"
)
SENTINELS = (
    "Quillon", "Vexley", "Quimbleton", "zara.q", "Ottoline", "Frabjous", "Bartholomew", "Snoggins",
    "77665544332211", "snoggins-shot", "brambly hedge",
)  # fmt: skip
"""Names and words of one case and of no other: wherever one stands, something of that case is left."""


def lived(folder: Path) -> World:
    """A case with all that a case can bring, beside another that stays; both are closed."""
    world = World(folder)
    picture = ("snoggins-shot.png", "image/png", PICTURE)
    world.report(who=REPORTER, text=REPORT, subject="Fw: Zara Quimbleton again", files=[picture])
    world.receive(world.mail(WITNESS, "Seen by Ottoline", f"I saw it too. Ottoline Frabjous\n\n{REPORT}"))
    world.on("2026-11-25", "07:20")
    world.reply(world.latest(HEAD, "digest"), "2 accept")
    world.reply(world.latest(HEAD, "approval"), f"to {POSTER.email}")
    world.reply(world.latest(HEAD, "approval"), "approve")
    world.later(20)
    world.reply(world.last(POSTER), "I was cross about brambly hedge. Zara", who=POSTER)
    world.reply(world.last(HEAD), "Note: Mrs Quimbleton rang about Bartholomew and brambly hedge")
    world.reply(world.last(HEAD), "close")
    world.report(who=TEACHER, text="Jo Birch, on TikTok: useless school", subject="Fw: another")
    world.on("2026-11-26", "07:20")
    world.reply(world.latest(HEAD, "digest"), "close HU-2026-0002")
    world.on("2026-11-27", "07:20")
    return world


def order(world: World) -> tuple[Got, str]:
    """The head's first yes, six years later; returns the digest it answers, and the number there."""
    world.on("2032-12-06", "07:20")
    digest = world.latest(HEAD, "digest")
    number = re.search(r"(\d+)\. HU-2026-0001 \(a complaint\)", digest.text)
    assert number is not None, digest.text
    world.reply(digest, f"erase {number[1]}")
    return digest, number[1]


def erase(world: World) -> None:
    """The head's two yeses, six years later."""
    order(world)
    world.reply(world.latest(HEAD, "erasing"), "ERASE")


def everywhere(world: World) -> list[str]:
    """Every file of the data folder, and mail of the mailbox, in which a sentinel stands, decoded or not."""
    from worker.reading.message.mail import read_mail

    found = []
    texts = {
        path.relative_to(world.folder).as_posix(): path.read_bytes()
        for path in world.folder.rglob("*")
        if path.is_file()
    }
    for name, held in world.inbox.folders.items():
        texts |= {f"{name}/{uid}.eml": raw for uid, raw in held.items()}
    for name, data in texts.items():
        said = data.decode("utf-8", "replace")
        if name.endswith(".eml"):
            mail = read_mail(data)
            said += mail.subject + mail.text + repr(mail.headers)
        found += [f"{name}: {one}" for one in SENTINELS if one.lower() in (name + said).lower()]
    return found


def test_nothing_of_it_is_left(tmp_path: Path) -> None:
    """No name, word, address, file or hash of one; the other case and its mails are as they were."""
    with lived(tmp_path / "data") as world:
        assert {line.partition("/")[0] for line in everywhere(world)} >= {
            "cases",
            "mailroom",
            "quarantine",
            "Headsup",
            "Sent",
        }
        other = world.store.case("2026-0002")
        evidence = [item.sha256 for item in world.case().evidence]
        erase(world)
        assert everywhere(world) == []
        assert world.store.register.refs() == ("2026-0002",)
        assert world.store.case("2026-0002") == other
        files = {path.name for path in world.folder.rglob("*")}
        assert [sha256 for sha256 in evidence if sha256 in files] == []
        cleared = world.store.mailroom.cleared["2026-0001"]
        assert cleared.left == ()
        assert cleared.removed["files"] > 10
        assert cleared.removed["mails"] == 8
        words = world.latest(HEAD, "erased").words
        assert "HU-2026-0001 is erased" in words
        assert "searched for its names, words and files: nothing was found" in words
        assert not [path for path in world.folder.rglob("*") if path.name.startswith(".erasing")]


def test_the_tombstone(tmp_path: Path) -> None:
    """What stays says that there was a case, what kind, and who erased it when and why: of nobody else."""
    with lived(tmp_path / "data") as world:
        grounds = tuple(ground.id for ground in world.case().grounds)
        erase(world)
        world.restart()
        stone = world.store.mailroom.erased["2026-0001"]
        said = (
            stone.ref,
            stone.family,
            stone.kind.value,
            str(stone.opened_on),
            str(stone.closed_on),
            stone.grounds,
        )
        assert said == ("2026-0001", ("2026-0001",), "complaint", "2026-11-24", "2026-11-25", grounds)
        assert (stone.by, stone.because, stone.at) == ("head", "its time was over", world.now)
        assert all(re.fullmatch("[0-9a-f]{64}", one) for one in stone.identities)


def test_the_chain_still_holds(tmp_path: Path) -> None:
    """The custody log is never written anew: it holds hashes, and ends with the tombstone's."""
    with lived(tmp_path / "data") as world:
        before = (world.folder / "custody.log").read_bytes()
        erase(world)
        after = (world.folder / "custody.log").read_bytes()
        assert after.startswith(before)
        last = [line for line in after.decode().splitlines() if '"2026-0001"' in line][-1]
        assert '"what": "erased"' in last
        previous = "0" * 64
        for line in after.splitlines():
            assert f'"previous": "{previous}"'.encode() in line
            previous = hashlib.sha256(line).hexdigest()
        world.restart()
        assert world.store.verify("2026-0002") == ()


def test_its_number_and_its_mails_never_come_back(tmp_path: Path) -> None:
    """A mail of it that is delivered again is known by its hash alone, and opens nothing."""
    with lived(tmp_path / "data") as world:
        again = [raw for held in world.inbox.folders.values() for raw in held.values()]
        erase(world)
        world.restart()
        for raw in again:
            world.receive(raw)
        assert world.store.register.refs() == ("2026-0002",)
        world.report(text="Kim Dale, on Facebook: useless", subject="Fw: new")
        assert world.store.register.refs()[-1] == "2032-0001"


def test_a_reply_to_what_is_erased_finds_nothing(tmp_path: Path) -> None:
    """Who answers an old mail of it is treated as anybody who writes anew, and nothing breaks."""
    with lived(tmp_path / "data") as world:
        old = [world.latest(HEAD, "approval"), world.last(POSTER), world.got(HEAD)[-2]]
        erase(world)
        for mail in old:
            world.reply(mail, "approve")
        world.reply(old[1], "What is this about?", who=POSTER)
        written = [to for _, to in world.outbox.sent]
        assert written.count((POSTER.email,)) == 1
        assert "2026-0001" not in world.store.register.refs()
        assert len(world.store.mailroom.quarantined) == 0


def test_a_digest_that_listed_it_still_takes_answers(tmp_path: Path) -> None:
    """About the others."""
    with lived(tmp_path / "data") as world:
        erase(world)
        world.reply(world.latest(HEAD, "digest"), "legal hold HU-2026-0002")
        assert list(world.store.mailroom.legal_holds) == ["2026-0002"]


# ── the second yes ──


@pytest.mark.parametrize(
    "words", ["yes", "ok", "approve", "no", "erase 1", "erase tomorrow", "don't erase", ""]
)
def test_only_the_word_itself_erases(tmp_path: Path, words: str) -> None:
    """Anything else asks, and leaves all as it is."""
    with lived(tmp_path / "data") as world:
        order(world)
        listed = world.latest(HEAD, "erasing")
        world.reply(listed, words)
        world.reply(listed, "ERASE", proof="dmarc=fail")
        world.reply(listed, "ERASE", who=TEACHER)
        world.receive(world.mail(Address(HEAD.email, HEAD.name), "ERASE", "ERASE"))
        assert world.store.mailroom.erasing == {}
        assert world.store.register.refs() == ("2026-0001", "2026-0002")


def test_a_list_that_is_out_of_date_erases_nothing(tmp_path: Path) -> None:
    """A hold, or another year, said since it was written."""
    for since in ("legal hold HU-2026-0001", "keep {n} for another year"):
        with lived(tmp_path / hashlib.sha256(since.encode()).hexdigest()) as world:
            digest, n = order(world)
            world.later(5)
            world.reply(digest, since.format(n=n))
            world.later(5)
            world.reply(world.latest(HEAD, "erasing"), "ERASE")
            assert world.store.mailroom.erasing == {}
            assert "Nothing was erased" in world.last(HEAD).words


# ── whatever happens meanwhile ──


def test_a_mailbox_that_is_away_only_delays_it(tmp_path: Path) -> None:
    """The order stands; nothing is half erased."""
    with lived(tmp_path / "data") as world:
        order(world)

        def away(what: str) -> None:
            if what == "imap erase":
                raise OSError("the line is cut")

        world.inbox.io = away
        with pytest.raises(OSError, match="cut"):
            world.reply(world.latest(HEAD, "erasing"), "ERASE")
        world.restart()
        assert (list(world.store.mailroom.erasing), world.store.register.refs()[0]) == (
            ["2026-0001"],
            "2026-0001",
        )
        world.inbox.io = lambda what: None
        world.later(1)
        assert everywhere(world) == []


def test_a_crash_at_any_step_is_made_good(tmp_path: Path) -> None:
    """The worker dies before each change of the disk in turn; a start later nothing is left of the case,
    and nothing else is hurt."""
    with lived(tmp_path / "data") as world:
        order(world)
        world.inbox.deliver(bytes(world.answer(world.latest(HEAD, "erasing"), "ERASE")))
        other = world.store.case("2026-0002")
        reached = 0
        for n in deaths(world, tmp_path / "before", 7):
            assert [
                one
                for one in everywhere(world)
                if one.partition("/")[0] not in world.inbox.folders and not one.startswith("Headsup/")
            ] == []
            assert world.store.case("2026-0002") == other
            assert world.store.register.refs() == ("2026-0002",)
            assert [kind for kind, _, _ in world.mailroom()].count("erased") == 1
            reached = n
        assert reached > 100


def test_looking_at_a_folder_in_the_middle_of_it(tmp_path: Path) -> None:
    """Beside the worker: a case whose tombstone is there is none any more."""
    with lived(tmp_path / "data") as world:
        erase(world)
        store = Shelves(world.folder)
        assert store.register.refs() == ("2026-0002",)
        assert FILED in world.inbox.folders
        assert world.inbox.folders.get(HELD, {}) == {}
