"""Attempts to have a letter sent that the head has not said yes to, or not stopped when she said stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests import cast
from tests.fakes import REFUSED
from tests.world import PICTURE, POST, Got, World
from worker.model import Address, Person

PARENT = cast.PARENT.email
HEAD = Address(cast.HEAD.email, cast.HEAD.name)
OTHER_POST = POST.replace("10161234567890123", "111111111111111").replace("Kim Dale", "Bo Reed")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A case whose invitation has the parent's address and waits for the head's yes (version 2)."""
    with World(tmp_path / "data") as made:
        made.report(files=[("IMG_4412.PNG", "image/png", PICTURE)])
        made.reply(made.last(HEAD), f"To {PARENT}")
        yield made


def shown(world: World, ref: str = "2026-0001") -> Got:
    """The mail that shows the draft of a case."""
    return [got for got in world.got(HEAD) if got.kind == "approval" and got.about == (ref,)][-1]


def approved(world: World) -> None:
    """The head has said yes; the letter waits for its ten minutes."""
    world.reply(shown(world), "Approve")
    assert world.drafts()[0][3] == "approved"


def left(world: World, minutes: int = 90) -> list[str]:
    """Whom letters have reached, when enough time has passed for all that could go."""
    world.later(minutes)
    return [to for _, tos in world.outbox.sent for to in tos if to.endswith("mail.example")]


# ── a yes to a mail that does not show the letter ──────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "yes"),
    [
        ("her email changed, kim.other@mail.example", "Yes"),
        ("Send a warning letter instead please", "Yes please do"),
        ("Change Friday to Wednesday", "Yes"),
        ("Hold till we have spoken to Kamal", "Perfect, go for it"),
        ("Note: spoke to Priya", "Yes, please do"),
        (f"Can you send it to {cast.DEPUTY.email} to look at first?", "OK go ahead"),
    ],
)
def test_a_yes_to_our_answer_sends_no_letter(world: World, said: str, yes: str) -> None:
    """The head answers our question or our confirmation: she is shown the letter, and asked about that."""
    world.reply(shown(world), said)
    answer = [got for got in world.got(HEAD) if got.kind in ("question", "confirmation")][-1]
    world.reply(answer, yes)
    assert left(world) == []
    assert world.kinds(HEAD)[-2:] == ["question", "approval"]
    assert "does not show the letter" in world.latest(HEAD, "question").words


def test_a_yes_to_the_confirmation_of_a_stop_sends_no_letter(world: World) -> None:
    """ "Stopped: 1 letter will not be sent." "Yes please." """
    approved(world)
    world.reply(world.last(HEAD), "STOP")
    world.reply(world.latest(HEAD, "confirmation"), "Yes please")
    assert left(world) == []


@pytest.mark.parametrize("words", ["All approved, thanks", "Yes thanks", "Approve"])
def test_a_yes_without_a_number_to_a_digest_sends_no_letter(world: World, words: str) -> None:
    """A digest shows no letter: only a number and a plain word name one."""
    world.report(text=OTHER_POST)
    world.reply(shown(world, "2026-0002"), "To bo@mail.example")
    world.on("2026-11-25", "07:16")
    world.reply(world.latest(HEAD, "digest"), words)
    assert left(world) == []


def test_a_number_and_a_plain_word_decide_against_the_digest(world: World) -> None:
    """ "1 approve": she has had the letter in its own mail, and names it."""
    world.on("2026-11-25", "07:16")
    world.reply(world.latest(HEAD, "digest"), "1 approve")
    assert left(world) == [PARENT]


def test_a_number_for_a_letter_that_never_reached_the_head_sends_nothing(tmp_path: Path) -> None:
    """The mail that shows version 2 was refused: "1 approve" to the digest gets it shown again."""
    with World(tmp_path / "data") as world:
        world.report()
        world.outbox.script = [REFUSED]
        world.reply(world.last(HEAD), f"To {PARENT}")
        world.on("2026-11-25", "07:16")
        world.reply(world.latest(HEAD, "digest"), "1 approve")
        assert left(world) == []
        assert world.kinds(HEAD)[-2:] == ["question", "approval"]


def test_yes_thanks_to_a_reminder_sends_no_letter(world: World) -> None:
    """A reminder shows no letter either."""
    world.on("2026-11-25", "07:16")
    world.on("2026-11-26", "16:10")
    world.reply(world.latest(HEAD, "reminder"), "Yes thanks")
    assert left(world) == []


def test_a_number_in_an_answer_means_the_draft_that_the_answer_speaks_of(world: World) -> None:
    """The digest's numbers are not those of the drafts: the answer says which is which."""
    world.reply(shown(world), "Warning because she refused to meet twice last term")
    world.on("2026-12-03", "07:16")
    world.reply(world.latest(HEAD, "digest"), "2 hold till Friday")
    assert world.drafts()[1][2:] == ("written_warning", "held")
    world.reply(world.latest(HEAD, "confirmation"), "2 approve")
    assert [state for *_, state in world.drafts()] == ["waiting", "held"]
    world.report(text=OTHER_POST)
    world.on("2026-12-03", "09:00")
    world.reply(shown(world, "2026-0002"), "Reject")
    assert left(world) == []


# ── a yes that was not said to Headsup, or not last ────────────────────────────────────────


def test_a_yes_to_a_colleague_in_the_thread_sends_no_letter(world: World) -> None:
    """She answers the deputy's question; our mail is only further up in the thread."""
    ours = shown(world).id
    headers = {"In-Reply-To": "<dev1@northside.example>", "References": f"<{ours}> <dev1@northside.example>"}
    world.receive(world.mail(HEAD, "Re: Could we talk?", "Yes, go ahead please\n", headers=headers))
    assert left(world) == []
    assert "answers somebody else's message" in world.last(HEAD).words


def test_a_yes_that_also_went_to_the_office_sends_no_letter(world: World) -> None:
    """ "Please send this today" may be the office's errand."""
    message = world.answer(shown(world), "Please send this today, thanks")
    message.replace_header("To", "office@northside.example")
    message["Cc"] = cast.INBOX.email
    world.receive(message)
    assert left(world) == []
    assert "also went to office@northside.example" in world.latest(HEAD, "question").words


def test_a_yes_whose_subject_is_another_case_sends_no_letter(world: World) -> None:
    """The token says one case, the subject another: asked."""
    message = world.answer(shown(world), "Approve")
    message.replace_header("Subject", "Re: [HU-2026-0009] For decision")
    world.receive(message)
    assert left(world) == []
    assert "HU-2026-0009" in world.last(HEAD).words


@pytest.mark.parametrize("later", ["STOP", "Hold till Friday"])
def test_a_yes_that_crossed_with_a_later_answer_sends_no_letter(world: World, later: str) -> None:
    """Written first, it arrives last: the later answer stands."""
    mail = shown(world)
    old = world.answer(mail, "Approve")
    world.now += timedelta(minutes=10)
    world.reply(mail, later)
    world.later(5)
    world.receive(old)
    assert left(world) == []


@pytest.mark.parametrize("wish", ["Change Friday to Monday", "Soften the second paragraph"])
def test_a_yes_behind_a_change_that_was_not_made_sends_no_letter(world: World, wish: str) -> None:
    """A wish that cannot be carried out, and "approve" to the same mail: of which text, she is asked."""
    mail = shown(world)
    world.reply(mail, wish)
    world.later(1)
    world.reply(mail, "Approve")
    assert left(world) == []
    assert "asked for a change which could not be made" in world.latest(HEAD, "question").words
    world.reply(shown(world), "Approve")
    assert left(world) != []


def test_a_yes_delivered_again_with_a_footer_sends_no_letter(world: World) -> None:
    """The same Message-ID with another body, after STOP: no decision."""
    message = world.answer(shown(world), "Approve")
    world.receive(message)
    world.reply(shown(world), "STOP")
    world.receive(bytes(message).rstrip() + b"\r\n\r\n-- \r\nThis email has been scanned\r\n")
    assert left(world) == []
    assert world.kinds(HEAD)[-1] == "not_acted"


def answer_twice_under_one_id(world: World, first: str, second: str) -> None:
    """The head's two answers to one mail, the second under the Message-ID of the first."""
    mail = shown(world)
    before = world.answer(mail, first)
    world.receive(before)
    world.later(1)
    after = world.answer(mail, second)
    after.replace_header("Message-ID", str(before["Message-ID"]))
    world.receive(after)


@pytest.mark.parametrize(
    "words",
    [
        "Hold till Friday",
        "No, don't send this",
        "Reject",
        "Hmm, is this the right Kim?",
        "Change Friday to Monday",
        "Please ring me first",
    ],
)
def test_a_doubt_under_the_message_id_of_an_earlier_yes_is_heard(world: World, words: str) -> None:
    """A mail program may send two answers under one Message-ID; only a yes is not believed of the second."""
    answer_twice_under_one_id(world, "Approve", words)
    assert left(world) == []
    assert "not_acted" not in world.kinds(HEAD)


@pytest.mark.parametrize("words", ["Approve", "Approved but don't send until Monday"])
def test_a_yes_under_the_message_id_of_an_earlier_no_is_not_believed(world: World, words: str) -> None:
    """It may be a copy that somebody changed."""
    answer_twice_under_one_id(world, "Hold till next week", words)
    assert left(world) == []
    assert world.kinds(HEAD)[-1] == "not_acted"


@pytest.mark.parametrize("office", ["staff", "admin", "chair", "dsl", "deputies"])
def test_a_recipient_who_became_one_of_our_own_since_gets_no_letter(world: World, office: str) -> None:
    """The parent has joined the staff, or the governors: looked at again at the yes, whatever was shown."""
    mail = shown(world)
    kim = Person("Kim Dale", PARENT)
    since = {
        "staff": replace(world.people, staff=(*world.people.staff, PARENT)),
        "admin": replace(world.people, admin=kim),
        "chair": replace(world.people, chair=kim),
        "dsl": replace(world.people, dsl=kim),
        "deputies": replace(world.people, deputies=(*world.people.deputies, kim)),
    }
    world.people = since[office]
    world.restart()
    world.later(1)
    world.reply(mail, "Approve")
    assert left(world) == []
    assert f"{PARENT} is an address of the school's own" in world.latest(HEAD, "question").words


def test_a_yes_with_a_changed_letter_attached_sends_nothing(world: World) -> None:
    """ "Approved", and her own wording in a file: the file is not what would go."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    world.reply(shown(world), "Approved", files=[("Letter with my changes.docx", word, b"PK my wording")])
    assert left(world) == []
    assert world.kinds(HEAD)[-1] == "question"


# ── STOP, and doubts while a letter waits to go ────────────────────────────────────────────


@pytest.mark.parametrize(
    "words",
    [
        "Oh no that's the wrong parent",
        "Can you stop this?",
        "I've changed my mind",
        "Ring me first please",
        "Is this the right Kim Dale?",
        "stop it please Headsup",
        "Send a police referral instead",
    ],
)
def test_a_doubt_in_the_undo_window_holds_the_letter_back(world: World, words: str) -> None:
    """Asked back, and meanwhile nothing goes; she is told so and shown the letter again."""
    approved(world)
    world.reply(world.last(HEAD), words)
    assert left(world) == []
    assert "1 letter will not be sent" in " ".join(got.words for got in world.got(HEAD)[-3:])
    assert world.kinds(HEAD)[-1] == "approval"


@pytest.mark.parametrize(("subject", "words"), [("STOP", "STOP"), ("Stop!", ""), ("", "please stop")])
def test_stop_in_a_new_mail_stops_the_letter(world: World, subject: str, words: str) -> None:
    """No token and no number: STOP is STOP, and it is confirmed."""
    approved(world)
    world.receive(world.mail(HEAD, subject, words))
    assert left(world) == []
    assert "Stopped: 1 letter will not be sent" in world.latest(HEAD, "confirmation").words


def test_stop_to_the_mornings_digest_stops_what_waits_for_half_past_eight(world: World) -> None:
    """The digest has nothing to decide; her STOP can only mean the letter."""
    world.on("2026-11-27", "14:56")
    later = world.case().draft(1).text.replace("Thursday 26 November", "Tuesday 1 December")
    later = later.replace("Friday 27 November", "Wednesday 2 December")
    world.reply(shown(world), f"Use this instead:\n\n{later}")
    world.on("2026-11-27", "14:58")
    world.reply(shown(world), "Approve")
    world.on("2026-11-30", "07:16")
    world.reply(world.latest(HEAD, "digest"), "STOP")
    assert left(world, 180) == []
    assert "Stopped: 1 letter" in world.latest(HEAD, "confirmation").words


def test_stop_in_a_new_mail_stops_the_letters_of_every_case(world: World) -> None:
    """Two letters wait on two cases: one STOP, two confirmations, nothing goes."""
    world.report(text=OTHER_POST)
    world.reply(shown(world, "2026-0002"), "To bo@mail.example")
    world.reply(shown(world, "2026-0001"), "Approve")
    world.reply(shown(world, "2026-0002"), "Approve")
    world.receive(world.mail(HEAD, "STOP", "STOP"))
    assert left(world) == []
    assert [world.drafts(ref)[0][3] for ref in ("2026-0001", "2026-0002")] == ["waiting", "waiting"]


def test_stop_that_names_a_case_stops_that_one_only(world: World) -> None:
    """The other letter, which she approved, goes."""
    world.report(text=OTHER_POST)
    world.reply(shown(world, "2026-0002"), "To bo@mail.example")
    world.reply(shown(world, "2026-0001"), "Approve")
    world.reply(shown(world, "2026-0002"), "Approve")
    world.receive(world.mail(HEAD, "HU-2026-0002", "STOP"))
    assert left(world) == [PARENT]


def test_stop_with_nothing_on_its_way_is_answered(world: World) -> None:
    """She hears that there was nothing to stop."""
    world.receive(world.mail(HEAD, "STOP", "STOP"))
    assert "nothing to stop" in world.last(HEAD).words


@pytest.mark.parametrize("who", [cast.DSL, cast.DEPUTY, cast.CHAIR])
def test_stop_of_a_colleague_stops_the_letter_and_the_head_is_told(world: World, who: Person) -> None:
    """Whoever of the school's own people sees the mistake first may stop it."""
    approved(world)
    world.receive(world.mail(Address(who.email, who.name), "STOP", "Stop that letter!"))
    assert left(world) == []
    told = [got.words for got in world.got(HEAD) + world.got(who)]
    assert any("Stopped: 1 letter will not be sent" in words for words in told)


def test_stop_in_the_heads_name_without_proof_stops_the_letter_and_she_is_told(world: World) -> None:
    """Whoever wrote it gains a delay; she loses nothing, and hears that it is not proven."""
    approved(world)
    world.receive(world.mail(HEAD, "STOP", "STOP", proof=None))
    assert left(world) == []
    assert "not proven who wrote it" in world.latest(HEAD, "confirmation").words


def test_stop_of_a_stranger_or_a_parent_stops_nothing(world: World) -> None:
    """Only the school's own people are heard."""
    approved(world)
    world.receive(world.mail(cast.STRANGER, "STOP", "STOP"))
    assert left(world) == [PARENT]


def test_the_heads_stop_touches_no_case_about_herself(world: World) -> None:
    """The chair's letter goes, and the head learns nothing of it."""
    about_her = POST.replace("10161234567890123", "222222222222222").replace(
        "Miss Sykes has not a clue", "Mrs Marsh the headteacher is a liar"
    )
    world.report(text=about_her)
    world.reply(world.last(cast.CHAIR), "To bo@mail.example", cast.CHAIR)
    world.reply(world.last(cast.CHAIR), "Approve", cast.CHAIR)
    world.receive(world.mail(HEAD, "STOP", "STOP"))
    assert left(world) == ["bo@mail.example"]
    assert "2026-0002" not in world.last(HEAD).words


# ── who decides, and what goes where ───────────────────────────────────────────────────────


def test_a_deputy_does_not_approve_over_the_heads_hold(world: World) -> None:
    """The head put it off; the deputy's yes is asked about, and the head sees it."""
    mail = shown(world)
    world.reply(mail, "Hold till I have spoken to Kamal")
    world.reply(mail, "Approve", cast.DEPUTY)
    assert left(world) == []
    assert "Helen Marsh has already decided on draft 1" in world.last(cast.DEPUTY).words
    assert world.last(HEAD).id == world.last(cast.DEPUTY).id


def test_a_deputy_does_not_approve_what_the_head_has_stopped(world: World) -> None:
    """A STOP is hers to take back."""
    approved(world)
    world.reply(world.last(HEAD), "STOP")
    world.later(1)
    world.reply(shown(world), "Approve", cast.DEPUTY)
    assert left(world) == []


def test_the_head_has_a_copy_of_what_a_deputy_decides_and_can_stop_it(world: World) -> None:
    """She is told before it goes, and her STOP to that copy is enough."""
    world.reply(shown(world), "Approve", cast.DEPUTY)
    assert "Dev Anand decided this in Helen Marsh's place" in world.last(HEAD).words
    world.reply(world.last(HEAD), "STOP")
    assert left(world) == []


@pytest.mark.parametrize(
    "email",
    [
        "p.sykes@northside.example",
        "all-staff@northside.example",
        "head@northside.example",
        "chair@governors.northside.example",
        "chair+x@governors.northside.example",
        "reports+x@northside.example",
    ],
)
def test_no_letter_to_a_parent_is_addressed_to_our_own_people(world: World, email: str) -> None:
    """The informant, the staff list, the chair: refused with words, the draft stays as it was."""
    before = world.drafts()
    world.reply(shown(world), f"To {email}")
    assert world.drafts() == before
    assert "address of the school's own" in world.last(HEAD).words


def test_marks_that_turn_text_around_do_not_survive_an_edit(world: World) -> None:
    """What she is shown is, letter by letter, what goes."""
    world.reply(shown(world), "Change parents' use to parents\u2066 use\u2069")
    shown_text = world.last(HEAD).text
    world.reply(world.last(HEAD), "Approve")
    world.later(11)
    letter = world.last(PARENT).text
    assert letter in shown_text
    assert ("parents use" in world.last(PARENT).words, "\u2066" in letter) == (True, False)
