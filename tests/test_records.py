"""How long cases are kept, the asking, the holds, and an erasure from the first word to the proof."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cast import DSL, HEAD, PARENT, RULES, TEACHER
from tests.world import World
from worker.deciding.archives.record_words import RecordVerb, RecordWords, Said, is_yes, read_records
from worker.deciding.archives.records import erase_on, kind_of
from worker.model import RecordKind

TODAY = date(2027, 8, 10)
SUMMER = "2028-09-04"


def closed(folder: Path, words: str = "close") -> World:
    """A school with one case that led to nothing and was closed in November 2026."""
    world = World(folder)
    world.report()
    world.reply(world.latest(HEAD, "approval"), words)
    world.on("2026-11-25", "07:20")
    return world


def asked(folder: Path) -> World:
    """Its time is over: the digest asks."""
    world = closed(folder)
    world.on("2028-08-28", "07:20")  # a bank holiday: the asking waits for a school day
    world.on(SUMMER, "07:20")
    return world


# ── how long ──


@pytest.mark.parametrize(
    ("kind", "closed_on", "until"),
    [
        (RecordKind.NO_ACTION, date(2026, 11, 25), date(2028, 8, 31)),
        (RecordKind.NO_ACTION, date(2027, 8, 31), date(2028, 8, 31)),
        (RecordKind.NO_ACTION, date(2027, 9, 1), date(2029, 8, 31)),
        (RecordKind.COMPLAINT, date(2026, 11, 25), date(2032, 11, 25)),
        (RecordKind.COMPLAINT, date(2028, 2, 29), date(2034, 2, 28)),
        (RecordKind.SAFEGUARDING, date(2026, 11, 25), date(2066, 11, 25)),
        (RecordKind.STAFF_ALLEGATION, date(2026, 11, 25), date(2036, 11, 25)),
    ],
)
def test_how_long_a_record_is_kept(kind: RecordKind, closed_on: date, until: date) -> None:
    """Domain §3.9, by the kind of record."""
    assert erase_on(kind, closed_on, RULES) == until


def test_the_date_is_stored_when_a_case_is_closed(tmp_path: Path) -> None:
    """A deadline is data; a case that opens again has none, and is dated anew when it closes again."""
    with closed(tmp_path / "data") as world:
        dated = world.store.mailroom.dated["2026-0001"]
        expected = (RecordKind.NO_ACTION, date(2026, 11, 24), date(2028, 8, 31))
        assert (dated.kind, dated.closed_on, dated.erase_on) == expected
        world.restart()
        assert world.store.mailroom.dated["2026-0001"] == dated
        world.report(subject="Fw: again")
        world.on("2026-11-26", "07:20")
        assert world.store.mailroom.dated["2026-0001"].erase_on is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Kim Dale wrote on Facebook that Miss Sykes hit her son. Useless school.",
            RecordKind.STAFF_ALLEGATION,
        ),
        (
            "Kim Dale wrote on Facebook that she wants to kill herself because of the school",
            RecordKind.SAFEGUARDING,
        ),
        ("Kim Dale wrote on Facebook: useless school, the lot of them", RecordKind.NO_ACTION),
    ],
)
def test_what_kind_of_record_it_is(tmp_path: Path, text: str, kind: RecordKind) -> None:
    """By what was reported and what came of it; in doubt the one that is kept longer."""
    with World(tmp_path / "data") as world:
        world.report(text=text)
        assert kind_of(world.case()) is kind


def test_a_letter_makes_it_a_complaint(tmp_path: Path) -> None:
    """Six years from its closure, whatever came of it."""
    with World(tmp_path / "data") as world:
        world.report()
        world.reply(world.latest(HEAD, "approval"), f"to {PARENT.email}")
        world.reply(world.latest(HEAD, "approval"), "approve")
        assert kind_of(world.case()) is RecordKind.COMPLAINT


# ── the words ──


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("erase 2", (Said(RecordVerb.ERASE, 2),)),
        ("2 erase", (Said(RecordVerb.ERASE, 2),)),
        ("Please erase 2 and 3.", (Said(RecordVerb.ERASE, 2), Said(RecordVerb.ERASE, 3))),
        ("keep 2", (Said(RecordVerb.KEEP, 2, date(2028, 8, 10)),)),
        ("keep 2 for another year", (Said(RecordVerb.KEEP, 2, date(2028, 8, 10)),)),
        ("2: keep for 3 more years", (Said(RecordVerb.KEEP, 2, date(2030, 8, 10)),)),
        ("keep 2 until 31 August 2029", (Said(RecordVerb.KEEP, 2, date(2029, 8, 31)),)),
        ("legal hold 3", (Said(RecordVerb.HOLD, 3),)),
        ("hold HU-2026-0042 for legal", (Said(RecordVerb.HOLD, "2026-0042"),)),
        ("Legal hold", (Said(RecordVerb.HOLD, ""),)),
        ("lift hold HU-2026-0042", (Said(RecordVerb.LIFT, "2026-0042"),)),
        ("release the legal hold on 2", (Said(RecordVerb.LIFT, 2),)),
        ("erase 2, keep 3", (Said(RecordVerb.ERASE, 2), Said(RecordVerb.KEEP, 3, date(2028, 8, 10)))),
        ("keep 3 and erase 2", (Said(RecordVerb.ERASE, 2), Said(RecordVerb.KEEP, 3, date(2028, 8, 10)))),
    ],
)
def test_plain_words(text: str, said: tuple[Said, ...]) -> None:
    """What the digest invites, and the ways people shorten it."""
    assert read_records(text, (2, 3), (1,), TODAY) == RecordWords(said)


@pytest.mark.parametrize(
    "text",
    [
        "erase", "erase all", "erase them all", "don't erase 2", "do not erase 2", "erase 2?", "erase 9",
        "erase 1",
        "erase 2 but not 3", "erase 2 or 3", "should I erase 2", "erase 2, keep 2", "erase 2, legal hold 2",
        "keep 2 until 31 August 2020", "keep 2 until 31 February 2029", "erase everything", "never erase 2",
        "2 can be erased", "has 2 been erased", "if it is over erase 2", "legal hold 9",
        "erase 2 unless 3 is kept",
    ],
)  # fmt: skip
def test_doubtful_words_ask(text: str) -> None:
    """A word of these that is not plainly said of what was asked about."""
    found = read_records(text, (2, 3), (1,), TODAY)
    assert found is not None
    assert found.doubt


@pytest.mark.parametrize(
    "text",
    [
        "keep 2", "keep an eye on it", "1 approve", "hold 2 for legal", "hold till legal have answered",
        "change erase to remove", "please keep me posted", "approve, and keep a copy", "2 keep it short",
    ],
)  # fmt: skip
def test_other_words_are_no_word_about_records(text: str) -> None:
    """In answer to a mail that asks about none, they are what they always were."""
    assert read_records(text, (), (1, 2), TODAY) is None


def test_the_rest_is_left_to_the_grammar_of_cases() -> None:
    """One answer to the digest may speak of both."""
    assert read_records("1 hold till Friday, erase 2", (2,), (1,), TODAY) == RecordWords(
        (Said(RecordVerb.ERASE, 2),), "1 hold till Friday"
    )


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("ERASE", True), ("erase.", True), ("Yes, erase them", True), ("yes please erase", True),
        ("erase all", True),
        ("yes", False), ("ok", False), ("erase 1", False), ("erase?", False), ("don't erase", False),
        ("erase tomorrow", False), ("erase, but not the second", False), ("approve", False), ("", False),
    ],
)  # fmt: skip
def test_the_second_yes_is_the_word_itself(text: str, yes: bool) -> None:
    """Nothing that is said by habit erases anything."""
    assert is_yes(text) is yes


# ── the asking ──


def test_it_is_asked_before_and_after_and_term_after_term(tmp_path: Path) -> None:
    """Nothing is erased by silence; the digest asks politely, not daily for ever."""
    with closed(tmp_path / "data") as world:

        def asks(day: str) -> bool:
            world.on(day, "07:20")
            return "KEEP OR ERASE?" in world.latest(HEAD, "digest").text

        days = (
            "2028-07-20",
            "2028-09-01",
            "2028-09-13",
            "2028-09-18",
            "2028-10-02",
            "2028-10-03",
            "2029-01-03",
        )
        assert [asks(day) for day in days] == [False, True, True, False, True, False, True]
        world.restart()
        assert world.store.register.refs() == ("2026-0001",)


def test_the_digest_names_numbers_and_kinds_alone(tmp_path: Path) -> None:
    """And says what to answer."""
    with asked(tmp_path / "data") as world:
        words = world.latest(HEAD, "digest").words
        assert (
            "1. HU-2026-0001 (a report that led to nothing): its time was over on Thursday 31 August 2028"
            in words
        )
        assert 'Reply "1 erase", "1 keep for another year" or "1 legal hold". Without an answer' in words


def test_kept_for_another_year(tmp_path: Path) -> None:
    """Then it is asked again."""
    with asked(tmp_path / "data") as world:
        world.reply(world.latest(HEAD, "digest"), "keep 1 for another year")
        assert "HU-2026-0001 is kept until Tuesday 4 September 2029" in world.last(HEAD).words
        world.on("2028-09-05", "07:20")
        assert "KEEP OR ERASE?" not in world.latest(HEAD, "digest").text
        world.on("2029-09-05", "07:20")
        assert "KEEP OR ERASE?" in world.latest(HEAD, "digest").text


# ── holds ──


def test_a_legal_hold_stops_the_asking_until_it_is_lifted(tmp_path: Path) -> None:
    """By an answer to the digest, or in a mail of its own that gives the number."""
    with asked(tmp_path / "data") as world:
        digest = world.latest(HEAD, "digest")
        world.reply(digest, "legal hold 1")
        assert "is on legal hold" in world.last(HEAD).words
        world.reply(digest, "erase 1")
        assert "a hold stops its erasure" in world.last(HEAD).words
        world.on("2028-09-05", "07:20")
        assert "KEEP OR ERASE?" not in world.latest(HEAD, "digest").text
        world.restart()
        world.receive(world.mail(HEAD, "our records", "lift hold HU-2026-0001"))
        assert "The hold on HU-2026-0001 is lifted" in world.last(HEAD).words
        world.on("2028-09-06", "07:20")
        assert "KEEP OR ERASE?" in world.latest(HEAD, "digest").text


def test_hold_for_legal_in_a_mail_of_its_own(tmp_path: Path) -> None:
    """Of an open case too; nobody else's word, and no forged one, sets or lifts it."""
    with World(tmp_path / "data") as world:
        world.report()
        for sender, proof in ((PARENT, "dmarc=pass"), (TEACHER, "dmarc=pass"), (HEAD, "dmarc=fail")):
            world.receive(world.mail(sender, "records", "hold HU-2026-0001 for legal", proof=proof))
            assert world.store.mailroom.legal_holds == {}
        world.receive(world.mail(HEAD, "records", "hold HU-2026-0001 for legal"))
        assert list(world.store.mailroom.legal_holds) == ["2026-0001"]
        assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]


def test_a_safeguarding_record_waits_for_the_lead(tmp_path: Path) -> None:
    """It is not even asked about before she lifts the hold that it brings along; the head cannot."""
    with World(tmp_path / "data") as world:
        world.report(text="Kim Dale wrote on Facebook that Miss Sykes hit her son. Useless school.")
        world.reply(world.latest(HEAD, "alert"), "close")
        world.on("2026-11-25", "07:20")
        assert world.store.mailroom.dated["2026-0001"].kind is RecordKind.STAFF_ALLEGATION
        world.on("2036-11-24", "07:20")
        assert "KEEP OR ERASE?" not in world.latest(HEAD, "digest").text
        world.receive(world.mail(HEAD, "records", "lift hold HU-2026-0001"))
        assert "only the safeguarding lead" in world.last(HEAD).words
        world.receive(world.mail(DSL, "records", "lift hold HU-2026-0001"))
        world.on("2036-11-25", "07:20")
        assert "KEEP OR ERASE?" in world.latest(HEAD, "digest").text
