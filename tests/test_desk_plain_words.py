"""Stories of what the head writes on a case after a yes, in plain words, before the letter has gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.world import PICTURE, World
from worker.desk.routing import Desktop
from worker.model import Address, Person

PARENT = cast.PARENT.email
SUBJECT = "HU-2026-0001 Kim Dale"
AGAINST = (
    "Do not contact her, she's in hospital",
    "leave her alone for now",
    "speak to me before anything goes",
    "not yet please",
    "Her mother died yesterday. Let's not send anything this week.",
    "She's just lost her baby. This isn't the moment.",
    "I'm having second thoughts about this",
    "Forget it, she has apologised to me in person",
    "She rang me, we have sorted it out",
    "The police have asked us not to contact her",
    "Our solicitor says to do nothing for the moment",
    "Wrong person! It was her sister who posted it",
    "Her husband reads that mailbox, so don't use it",
    "Kim is in intensive care",
    "Give her some space",
)
REPORTED = (
    "Her sister has told me Kim tried to end her life last night",
    "I got the name wrong, it's Kim Dalton",
    "Kim has deleted it and apologised",
    "Her little boy said mum hits him, so DSL is on it",
    "Police came in about her husband, domestic violence",
    "He has threatened to kill himself if we write",
    "she told Priya she is scared of her partner reading her post",
)
OTHER = (
    'Bo Lamb wrote on Nextdoor: "Mr Hill the caretaker is a useless idiot."\nhttps://nextdoor.co.uk/p/Xy7Zz\n'
)
KIND = (
    "Thanks",
    "Thank you so much",
    "Seen",
    "Seen, thanks",
    "ok good",
    "Great work",
    "Brilliant, thank you!",
    "Lovely letter, well done",
    "\N{THUMBS UP SIGN}",
    "Received",
    "All good",
    "Fine by me",
    "Cheers, Helen",
    "Thank you, have a good evening",
    "Excellent",
    "No problem",
    "Looks good to me",
)
NOTES = (
    "note: do not contact her, she's in hospital",
    "Note for the file: leave her alone for now",
    "note: speak to me before anything goes",
    "for the record: the police asked us not to write to her",
    "FYI nothing is to go to Mrs Dale this week",
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The letter has its yes on Tuesday, and goes on Thursday."""
    with World(tmp_path / "data") as world:
        world.report()
        world.reply(world.last(cast.HEAD), f"To {PARENT}")
        world.reply(world.latest(cast.HEAD, "approval"), "Yes, please send on Thursday morning")
        assert world.drafts() == [(1, 2, "informal_discussion", "approved")]
        yield world


def fresh(world: World, words: str, who: Person = cast.HEAD, subject: str = SUBJECT) -> None:
    """A mail that answers nothing of ours, and names the case."""
    world.report(Address(who.email, who.name), text=words, subject=subject)


def went(world: World) -> int:
    """How many letters the parent has by Thursday noon."""
    world.on("2026-11-26", "08:31")
    world.later(180)
    return len(world.got(PARENT))


@pytest.mark.parametrize("words", AGAINST)
def test_in_answer_to_a_mail_of_ours(world: World, words: str) -> None:
    """Understood or not, the letter waits."""
    world.reply(world.latest(cast.HEAD, "confirmation"), words)
    assert went(world) == 0


@pytest.mark.parametrize("words", AGAINST)
def test_in_a_mail_of_its_own(world: World, words: str) -> None:
    """It answers nothing, and names the case: that is enough to hold a letter, and she is shown it again."""
    before = world.kinds(cast.HEAD)
    fresh(world, words)
    assert [one for one in world.kinds(cast.HEAD)[len(before) :] if one != "digest"] == [
        "confirmation",
        "approval",
    ]
    assert went(world) == 0


@pytest.mark.parametrize("words", AGAINST)
def test_in_answer_to_the_digest(world: World, words: str) -> None:
    """It asks for nothing that morning: what she answers is heard all the same."""
    world.on("2026-11-25", "07:40")
    world.reply(world.latest(cast.HEAD, "digest"), words)
    assert world.kinds(cast.HEAD)[-2:] == ["confirmation", "approval"]
    assert went(world) == 0


@pytest.mark.parametrize("words", REPORTED)
def test_in_answer_to_the_digest_as_a_report(world: World, words: str) -> None:
    """It tells of danger, or of a poster, and opens a case: the letter that it may be about waits, too."""
    world.on("2026-11-25", "07:40")
    world.reply(world.latest(cast.HEAD, "digest"), words)
    assert "approval" in world.kinds(cast.HEAD)[3:]
    assert went(world) == 0


def test_how_it_stands_in_answer_to_the_digest(world: World) -> None:
    """That the parent came in is no mere note: she is asked whether the letter is still wanted."""
    world.on("2026-11-25", "07:40")
    world.reply(world.latest(cast.HEAD, "digest"), "she came in this morning and cried. I feel bad about it")
    assert went(world) == 0


@pytest.mark.parametrize(
    "words",
    [
        "Kim is in hospital, please don't write to her now",
        "Leave Mrs Dale alone for now",
        "kim has apologised",
        "1 hold till Friday. And do not write to Kim Dale.",
    ],
)
def test_in_answer_to_a_digest_that_asks_about_another_case(world: World, words: str) -> None:
    """It names whom the letter is to: that waits, and nothing is decided on the one that was asked about."""
    world.report(text=OTHER)
    world.on("2026-11-25", "07:40")
    world.reply(world.latest(cast.HEAD, "digest"), words)
    assert sorted(world.kinds(cast.HEAD)[-2:]) == ["approval", "question"]
    assert world.drafts("2026-0002") == [(1, 1, "informal_discussion", "waiting")]
    assert went(world) == 0


@pytest.mark.parametrize("words", ["1 reject", "Leave Bo Lamb alone for now", "hold till Friday"])
def test_in_answer_to_a_digest_about_what_it_asks(world: World, words: str) -> None:
    """What is said of the other case is done, and the letter goes."""
    world.report(text=OTHER)
    world.on("2026-11-25", "07:40")
    world.reply(world.latest(cast.HEAD, "digest"), words)
    assert world.drafts("2026-0002")[-1][3] in ("rejected", "held")
    assert went(world) == 1


def test_a_report_of_another_post_in_answer_to_the_digest(world: World) -> None:
    """It is not about the letter, which goes."""
    world.on("2026-11-25", "07:40")
    world.reply(world.latest(cast.HEAD, "digest"), OTHER)
    assert (len(world.store.register.refs()), went(world)) == (2, 1)


@pytest.mark.parametrize("words", KIND)
@pytest.mark.parametrize("asked", ["confirmation", "approval", "digest", ""])
def test_kind_words_hold_nothing(world: World, asked: str, words: str) -> None:
    """What would leave a yes a yes, were it written below it, takes back none that was given."""
    if asked == "digest":
        world.on("2026-11-25", "07:40")
    if asked:
        world.reply(world.latest(cast.HEAD, asked), words)
    else:
        fresh(world, words)
    assert went(world) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Good, but wait for the governors",
        "ok not yet",
        "Thanks, leave it with me",
        "Fine. Actually no",
        "ok?",
        "hmm",
    ],
)
@pytest.mark.parametrize("asked", ["confirmation", "approval"])
def test_kind_words_beside_others_are_a_doubt(world: World, asked: str, words: str) -> None:
    """One word more, and it waits as before."""
    world.reply(world.latest(cast.HEAD, asked), words)
    assert went(world) == 0


@pytest.mark.parametrize("words", ["?", "...", " "])
@pytest.mark.parametrize("asked", ["confirmation", "approval", "digest"])
def test_an_answer_without_a_word(world: World, asked: str, words: str) -> None:
    """It is a doubt: the letter waits, and is shown again."""
    if asked == "digest":
        world.on("2026-11-25", "07:40")
    world.reply(world.latest(cast.HEAD, asked), words)
    assert world.kinds(cast.HEAD)[-1] == "approval"
    assert went(world) == 0


@pytest.mark.parametrize("asked", ["confirmation", "digest"])
@pytest.mark.parametrize(("proof", "letters"), [("dmarc=pass", 0), (None, 1)])
def test_an_answer_that_nobody_can_read(
    world: World, monkeypatch: pytest.MonkeyPatch, asked: str, proof: str | None, letters: int
) -> None:
    """Its reading breaks down: it may be a STOP, where it is proven to be hers."""
    if asked == "digest":
        world.on("2026-11-25", "07:40")
    with monkeypatch.context() as broken:
        broken.setattr(Desktop, "plan", breaking)
        world.reply(world.latest(cast.HEAD, asked), "STOP", proof=proof)
    assert world.store.mailroom.quarantined
    assert went(world) == letters


def breaking(*_: object) -> None:
    """A mistake of ours."""
    raise IndexError


@pytest.mark.parametrize(
    "words",
    ["Hold the letter to Kim Dale", "Kim Dale is in hospital", "Do not contact Mrs Dale", "not yet please"],
)
def test_in_a_mail_that_names_no_case(world: World, words: str) -> None:
    """By the poster's name, or by words that would hold any letter."""
    fresh(world, words, subject="the letter")
    assert went(world) == 0


def test_what_names_nobody_and_holds_nothing(world: World) -> None:
    """It may be about anything; what lies in the inbox of Headsup by mistake holds no letter up."""
    fresh(world, "The boiler man comes on Friday at ten.", subject="boiler")
    assert went(world) == 1


def test_danger_is_told_before_all_else(world: World) -> None:
    """Words that may tell of danger are a report: the lead is alerted, and the letter is held as ever."""
    fresh(world, "She is suicidal, tread carefully")
    assert "alert" in world.kinds(cast.DSL)
    assert went(world) == 0


@pytest.mark.parametrize("words", NOTES)
def test_in_a_note(world: World, words: str) -> None:
    """A note is kept and decides nothing; where it says not to, the letter waits, and she is asked."""
    world.reply(world.latest(cast.HEAD, "confirmation"), words)
    assert world.kinds(cast.HEAD)[-1] == "approval"
    assert went(world) == 0


@pytest.mark.parametrize(
    "words", ["note: rang the union about it", "Note for the file: she was polite", "Noted"]
)
def test_a_note_that_says_nothing_against_it(world: World, words: str) -> None:
    """It goes, and beside "noted" it is said when."""
    world.reply(world.latest(cast.HEAD, "confirmation"), words)
    assert "Thursday 26 November" in world.latest(cast.HEAD, "confirmation").words
    assert went(world) == 1


@pytest.mark.parametrize("words", ["Thanks", "Approve", "Yes, send it", "ok"])
def test_what_says_nothing_against_it_in_a_mail_of_its_own(world: World, words: str) -> None:
    """Thanks hold nothing back, nor does a second yes, which counts for nothing."""
    fresh(world, words)
    assert went(world) == 1


def test_with_a_picture_it_is_a_report_and_is_looked_at_when_the_letter_goes(world: World) -> None:
    """What she sends is taken in as ever; on Thursday she is asked, once."""
    world.report(
        Address(cast.HEAD.email, cast.HEAD.name),
        text="Another one from Kim, look.",
        subject=SUBJECT,
        files=[("a.png", "image/png", PICTURE)],
    )
    assert len(world.case().reports) == 2
    assert went(world) == 0
    assert "Another one from Kim, look." in world.latest(cast.HEAD, "approval").words
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 1


def test_a_word_of_the_safeguarding_lead_is_asked_about(world: World) -> None:
    """She decides nothing, and may know what the head does not."""
    fresh(world, "Kim is in hospital, please do not write to her now.", cast.DSL)
    assert went(world) == 0


def test_a_mail_in_the_heads_name_that_is_not_hers_holds_nothing_by_plain_words(world: World) -> None:
    """STOP alone is heard of anybody; what else is said must be proven to be hers."""
    world.receive(world.mail(cast.HEAD, SUBJECT, "leave her alone for now", proof=None))
    assert went(world) == 1
