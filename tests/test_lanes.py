"""What comes before procedure, one whole life each; the rules of domain §1.6 that a story keeps are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import cast
from tests.test_stops import NAKED, stop, waves
from tests.world import HELD, POST, World, at
from worker import events as ev
from worker.deciding.cases.lanes import Word, read_word
from worker.model import Person, Role

PARENT = cast.PARENT.email
THREAT = POST.replace(
    "Useless, the lot", "I am going to smash her face in at the gate at 3.15 today. The lot"
)
HARM = POST.replace("Miss Sykes has not a clue.", "Miss Sykes hit my son and hurt his arm.")
SELF_HARM = POST.replace("Useless, the lot of them at Northside.", "I want to kill myself, cannot go on.")
ABUSE = f"Kim Dale has fled a violent ex and there is a non-molestation order against him.\n{POST}"
ABOUT_HEAD = POST.replace("Miss Sykes has not a clue.", "Mrs Marsh is a liar and a bully.")
ABOUT_BOTH = POST.replace(
    "Miss Sykes has not a clue.", "Mrs Marsh is a liar. Carol Whitfield is a racist bully."
)


def shown(world: World) -> None:
    """Version 2 of the invitation, with the parent's address, waits for the head."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")


# ── an alert goes again until somebody answers (domain §4) ─────────────────────────────────


def test_an_alert_climbs_the_ladder_until_somebody_answers(world: World) -> None:
    """At once, at 15, 30 and 60 minutes, each time to more people, at three in the morning (never 13)."""
    world.now = at("2026-11-24", "03:00")
    world.report(text=THREAT)
    seen = [waves(world, "alert")]
    for clock in ("03:14", "03:15", "03:29", "03:30", "03:59", "04:00", "05:00", "09:00"):
        world.on("2026-11-24", clock)
        seen.append(waves(world, "alert"))
    assert seen == [
        [1, 1, 1, 0, 0, 0],
        [1, 1, 1, 0, 0, 0],
        [2, 2, 2, 1, 0, 0],
        [2, 2, 2, 1, 0, 0],
        [3, 3, 3, 2, 1, 0],
        [3, 3, 3, 2, 1, 0],
        [4, 4, 4, 3, 2, 1],
        [4, 4, 4, 3, 2, 1],
        [4, 4, 4, 3, 2, 1],
    ]
    assert "This is the last alert" in world.latest(cast.CHAIR, "alert").words


@pytest.mark.parametrize("who", [cast.HEAD, cast.DSL, cast.DEPUTY_DSL])
def test_any_answer_of_a_person_ends_the_alarm(world: World, who: Person) -> None:
    """One word is enough: logged with the name, told to the others, and nothing goes again."""
    world.report(text=THREAT)
    world.reply(world.last(who), "On it", who)
    ended = [e for e in world.events(ev.DeadlineEnded) if e.id == "alert-1"]
    assert [(e.state.value, e.because) for e in ended] == [("met", f"{who.name} answered")]
    others = [one for one in (cast.HEAD, cast.DSL, cast.DEPUTY_DSL) if one is not who]
    assert [world.kinds(one).count("acknowledged") for one in others] == [1, 1]
    for _ in range(3):
        world.later(31)
    assert waves(world, "alert") == [1, 1, 1, 0, 0, 0]


def test_an_absence_answers_no_alarm(world: World) -> None:
    """An automatic reply of the head and one of the lead: the alert goes on (never 12)."""
    world.report(text=THREAT)
    for who in (cast.HEAD, cast.DSL):
        world.reply(world.last(who), "I am away", who, headers={"Auto-Submitted": "auto-replied"})
    world.later(15)
    assert waves(world, "alert") == [2, 2, 2, 1, 0, 0]


def test_an_unproven_answer_ends_no_alarm(world: World) -> None:
    """Whoever made the threat could write it."""
    world.report(text=THREAT)
    world.reply(world.last(cast.DSL), "All under control", cast.DSL, proof=None)
    world.later(15)
    assert waves(world, "alert") == [2, 2, 2, 1, 0, 0]


@pytest.mark.parametrize(("text", "kind"), [(THREAT, "alert"), (NAKED, "safety_alert")])
def test_a_week_without_the_worker_sends_one_wave_not_four(world: World, text: str, kind: str) -> None:
    """The waves are counted from the one that really went; a restart in between loses none."""
    world.report(text=text)
    world.store.close()
    world.open()
    world.on("2026-12-01", "10:00")
    assert waves(world, kind) == [2, 2, 2, 1, 0, 0]
    world.restart()
    world.later(14)
    assert waves(world, kind) == [2, 2, 2, 1, 0, 0]
    world.later(1)
    assert waves(world, kind) == [3, 3, 3, 2, 1, 0]


def test_nobody_answers_and_the_digest_says_so(world: World) -> None:
    """After the last wave the morning's mail is louder than any other line; a late answer ends it."""
    world.report(text=THREAT)
    for _ in range(4):
        world.later(31)
    world.on("2026-11-25", "07:15")
    assert "NOBODY HAS ANSWERED THE ALERT ON HU-2026-0001" in world.last(cast.HEAD).words
    world.reply(world.latest(cast.CHAIR, "alert"), "Sorry, only seen this now", cast.CHAIR)
    world.on("2026-11-26", "07:15")
    assert "NOBODY HAS ANSWERED" not in world.latest(cast.HEAD, "digest").words


def test_a_threat_against_the_head_is_not_hers(world: World) -> None:
    """A case about her in danger: the chair decides, and neither she nor her deputy is alerted (never 11)."""
    world.report(
        text=ABOUT_HEAD.replace("Useless, the lot", "She hit my son. The lot") + "\nIn the building now."
    )
    for _ in range(4):
        world.later(31)
    told = waves(world, "alert")
    assert (told[0], told[3], told[4] > 0) == (0, 0, True)


# ── harm alleged against staff (domain §3.6) ───────────────────────────────────────────────


def test_harm_alleged_freezes_letters_and_starts_the_clock(world: World) -> None:
    """The head and the lead are told whom to ring by when; nothing leaves, whoever says yes."""
    shown(world)
    before = world.last(cast.HEAD)
    world.report(cast.OFFICE, text=HARM)
    alert = world.latest(cast.DSL, "alert").words
    assert "Refer it by Wednesday 25 November at 4 pm (1 working day)" in alert
    assert cast.SCHOOL.referrals in alert
    world.reply(before, "Approve")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(60)
    assert world.got(PARENT) == []


def test_a_frozen_letter_is_not_printed_either(world: World) -> None:
    """Paper leaves the school as mail does."""
    shown(world)
    world.report(cast.OFFICE, text=HARM)
    world.reply(world.latest(cast.HEAD, "approval"), "Print")
    world.reply(world.latest(cast.HEAD, "approval"), "Print")
    assert "page" not in world.kinds(cast.HEAD)


def test_the_leads_word_frees_the_letters(world: World) -> None:
    """Referred, then freed: each is confirmed and told to the head; then her own yes sends (never 1)."""
    shown(world)
    world.report(cast.OFFICE, text=HARM)
    alert = world.latest(cast.DSL, "alert")
    world.reply(alert, "Referred to the LADO at 10.15", cast.DSL)
    assert ("refer-1", "met") in world.deadlines()
    assert world.kinds(cast.HEAD)[-1] == "confirmation"
    world.reply(alert, "Letters may go: the hub says no further action", cast.DSL)
    assert [type(e).__name__ for e in world.events(ev.Freed)] == ["Freed"]
    world.later(60)
    assert world.got(PARENT) == []
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 1


def test_a_referral_that_is_not_made_is_asked_for_again(world: World) -> None:
    """In half-term too: the head and the lead each working day, on the third the chair is told."""
    world.now = at("2027-02-12", "10:00")
    world.report(text=HARM)
    for day in ("15", "16", "17", "18"):
        world.on(f"2027-02-{day}", "16:01")
    assert world.kinds(cast.DSL).count("reminder") == 3
    assert world.kinds(cast.CHAIR).count("told") == 1
    assert "HU-2026" not in world.last(cast.CHAIR).words
    assert "Kim Dale" not in world.last(cast.CHAIR).words


def test_harm_by_the_head_is_the_chairs(world: World) -> None:
    """The head hears nothing of it, in no digest either; the chair and the lead are told (never 11)."""
    world.report(text=HARM.replace("Miss Sykes", "The headteacher Mrs Marsh"))
    world.on("2026-11-25", "16:05")
    texts = [f"{one.mail['Subject']}{one.text}" for one in world.got(cast.HEAD)]
    assert [text for text in texts if "2026-0001" in text or "Kim Dale" in text] == []
    assert ("alert" in world.kinds(cast.CHAIR), "alert" in world.kinds(cast.DSL)) == (True, True)


def test_the_lead_who_is_the_subject_is_not_told(world: World) -> None:
    """Her deputy is, and only her deputy's word frees the letters (never 11)."""
    world.report(text=HARM.replace("Miss Sykes", "Mrs Osei"))
    assert (world.kinds(cast.DSL), world.kinds(cast.DEPUTY_DSL)) == ([], ["alert"])
    world.reply(world.latest(cast.DEPUTY_DSL, "alert"), "Letters may go", cast.DSL)
    assert world.events(ev.Freed) == []


# ── self-harm, violence at home (domain §5.5) ──────────────────────────────────────────────


def test_self_harm_is_the_leads_before_it_is_a_letter(world: World) -> None:
    """No draft, an alarm, and letters only once the lead or the head says so."""
    world.report(text=SELF_HARM)
    assert (world.drafts(), world.kinds(cast.DSL)) == ([], ["alert"])
    world.reply(world.last(cast.HEAD), "Invitation because I want to see her")
    world.reply(world.latest(cast.HEAD, "approval"), f"To {PARENT}")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(60)
    assert world.got(PARENT) == []
    world.reply(world.latest(cast.HEAD, "alert"), "Letters may go, she is safe with her sister")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 1


def test_violence_at_home_waits_for_the_leads_word_alone(world: World) -> None:
    """Neither the head's yes nor her "letters may go" sends anything; the lead's word and her yes do."""
    world.report(text=ABUSE)
    assert (world.drafts(), world.kinds(cast.DSL)) == ([], ["alert"])
    world.reply(world.last(cast.HEAD), "Invitation because I want to see her")
    world.reply(world.latest(cast.HEAD, "approval"), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Letters may go")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(60)
    assert (world.got(PARENT), "Only the safeguarding lead" in world.last(cast.HEAD).words) == ([], True)
    world.reply(world.latest(cast.DSL, "alert"), "Letters may go", cast.DSL)
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 1


# ── conflict of interest (domain §4) ───────────────────────────────────────────────────────


def test_a_case_about_head_and_chair_is_the_vice_chairs(world: World) -> None:
    """She is shown the draft, signs it, and her yes alone sends it; the two hear nothing (never 11)."""
    world.report(text=ABOUT_BOTH)
    assert (world.got(cast.HEAD), world.got(cast.CHAIR)) == ([], [])
    world.reply(world.latest(cast.VICE_CHAIR, "approval"), f"To {PARENT}", cast.VICE_CHAIR)
    world.reply(world.latest(cast.VICE_CHAIR, "approval"), "Approve", cast.CHAIR)
    world.later(11)
    assert world.got(PARENT) == []
    world.reply(world.latest(cast.VICE_CHAIR, "approval"), "Approve", cast.VICE_CHAIR)
    world.later(11)
    assert ["Vera Lund" in got.text for got in world.got(PARENT)] == [True]
    assert "Vice-Chair of Governors" in world.last(PARENT).text


def test_without_a_vice_chair_nobody_decides_on_both(tmp_path: Path) -> None:
    """The lead is told in her place; no letter can be approved by anyone."""
    people = replace(cast.PEOPLE, vice_chair=None)
    with World(tmp_path / "data", people=people) as world:
        world.report(text=ABOUT_BOTH)
        assert world.case().decided_by is Role.CHAIR
        assert (world.got(cast.HEAD), world.got(cast.CHAIR)) == ([], [])
        world.reply(world.latest(cast.DSL, "approval"), f"To {PARENT}", cast.DSL)
        world.reply(world.latest(cast.DSL, "approval"), "Approve", cast.DSL)
        world.later(11)
        assert world.got(PARENT) == []


# ── the words of a lane ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RELEASE", Word.RELEASE),
        ("Please release it, thanks\n\nDana", Word.RELEASE),
        ("Release. It is a false alarm.", Word.RELEASE),
        ("Not an image of a child", Word.RELEASE),
        ("Release, text only", Word.TEXT_ONLY),
        ("Release it without the pictures please", Word.TEXT_ONLY),
        ("text only", None),
        ("Release?", None),
        ("Do not release", None),
        ("Release it if Priya agrees", None),
        ("Release the hounds", None),
        ("This is an image of a child", None),
        ("", None),
        ("Referred", Word.REFERRED),
        ("I have referred it to the LADO. Ref 12/4", Word.REFERRED),
        ("Referred? Not yet", None),
        ("I will have it referred tomorrow", None),
        ("Letters may go", Word.FREE),
        ("Letters may go. LADO says no further action", Word.FREE),
        ("Letters may go, but not before Friday", None),
        ("Letters may not go", None),
        ("Evidence please", Word.EVIDENCE),
    ],
)
def test_words(text: str, expected: Word | None) -> None:
    """Plain words are heard, every doubt is none of them."""
    assert expected == read_word(text, "Dana Osei")


# ── held mail, by number in the digest ─────────────────────────────────────────────────────


def test_a_stranger_accepted_in_the_digest_becomes_a_case(world: World) -> None:
    """ "2 accept": read as a report, with its own bytes; the stranger is told nothing (never 1, 14)."""
    world.report()
    world.report(cast.STRANGER, text=POST.replace("10161234567890123", "1"), subject="You should see this")
    world.on("2026-11-25", "07:15")
    digest = world.latest(cast.HEAD, "digest")
    assert "2. A message of Tuesday 24 November: it is from someone outside the school" in digest.words
    world.reply(digest, "2 accept. Thanks, Helen")
    assert world.kinds(cast.HEAD)[-1] == "confirmation"
    world.later(1)
    assert world.store.register.refs() == ("2026-0001", "2026-0002")
    assert world.case("2026-0002").reports[0].reporter.email == cast.STRANGER.email
    assert world.got(cast.STRANGER) == []
    world.restart()
    world.later(1)
    assert len(world.case("2026-0002").reports) == 1


def test_one_answer_discards_and_decides(world: World) -> None:
    """A case and two held messages in one line: each is done, and the bytes stay (never 15)."""
    world.report()
    for n in range(2):
        world.report(cast.STRANGER, text=f"Buy our books {n}", subject=f"Books {n}")
    world.on("2026-11-25", "07:15")
    world.reply(world.latest(cast.HEAD, "digest"), "1 hold till Friday, 2 and 3 discard")
    assert world.drafts() == [(1, 1, "informal_discussion", "held")]
    gone = list(world.store.mailroom.discarded.values())
    assert [(one.by.email, "discard" in one.words) for one in gone] == [(cast.HEAD.email, True)] * 2
    assert (len(list((world.folder / "quarantine").iterdir())), world.folders()[HELD]) == (2, 2)
    assert world.store.mailroom.held == {}


@pytest.mark.parametrize(
    "words", ["1 accept", "5 discard", "discard 2?", "don't discard 2", "2 accept, 2 discard", "accept all"]
)
def test_a_doubt_about_held_mail_does_nothing(world: World, words: str) -> None:
    """A case's number, an unknown one, a question, a no, both at once: asked, and nothing changes."""
    world.report()
    world.report(cast.STRANGER, text="Buy our books", subject="Books")
    world.on("2026-11-25", "07:15")
    before = world.happened()
    world.reply(world.latest(cast.HEAD, "digest"), words)
    assert (world.happened(), len(world.store.mailroom.held)) == (before, 1)
    assert world.kinds(cast.HEAD)[-1] == "question"


def test_a_stopped_message_has_no_number_to_accept(world: World) -> None:
    """The digest names it, and no answer to the digest releases it (never 10)."""
    stop(world)
    world.on("2026-11-25", "07:15")
    digest = world.latest(cast.HEAD, "digest")
    assert ("was stopped" in digest.words, digest.about) == (True, ())
    world.reply(digest, "1 accept")
    world.later(1)
    assert (1 in world.inbox.fetched, world.store.register.refs()) == (False, ())


# ── a request for evidence is no doubt ─────────────────────────────────────────────────────


def test_evidence_asked_for_in_the_undo_window_holds_no_letter(world: World) -> None:
    """She approved and wants to see the picture: she gets it, the letter goes, and she can still stop it."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve")
    world.reply(world.latest(cast.HEAD, "confirmation"), "Evidence")
    assert world.kinds(cast.HEAD)[-2:] == ["confirmation", "evidence"]
    assert "already approved and goes on" in world.latest(cast.HEAD, "confirmation").words
    world.later(11)
    assert len(world.got(PARENT)) == 1
