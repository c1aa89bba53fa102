"""What an adversary found, one story each: letters that outran a STOP, and what reached the wrong reader."""

from __future__ import annotations

import pytest

from tests import cast
from tests.fakes import REFUSED
from tests.world import World
from worker.model import Address, Role

PARENT = cast.PARENT.email


def shown(world: World) -> None:
    """Version 2 of the invitation, with the parent's address, waits for the head."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")


def approved(world: World) -> None:
    """The invitation waits out its undo window."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve")


# ── a STOP that has arrived is heard first ─────────────────────────────────────────────────


def test_a_letter_waits_while_the_inbox_cannot_be_read(world: World) -> None:
    """A STOP lies unread, the mail server takes letters: nothing goes, and the STOP holds in the end."""
    approved(world)
    stop = world.answer(world.last(cast.HEAD), "STOP")
    world.inbox.reachable = False
    world.inbox.deliver(bytes(stop))
    for _ in range(3):
        world.later(30)
    assert world.got(PARENT) == []
    world.inbox.reachable = True
    world.later(1)
    world.later(60)
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 2, "informal_discussion", "waiting")])


def test_a_letter_goes_once_the_inbox_is_read_again(world: World) -> None:
    """With no STOP there the letter is only late; mail among ourselves was not."""
    approved(world)
    world.inbox.reachable = False
    world.on("2026-11-25", "07:16")
    assert (world.got(PARENT), world.kinds(cast.HEAD)[-1]) == ([], "digest")
    assert "1 approved letter waits until the inbox has been read" in world.last(cast.HEAD).words
    world.inbox.reachable = True
    world.on("2026-11-25", "09:00")
    assert len(world.got(PARENT)) == 1


def test_a_stop_behind_a_backlog_is_heard_first(world: World) -> None:
    """Fifty-five other messages lie before it: no letter goes between two batches, acknowledgements do."""
    approved(world)
    stop = world.answer(world.last(cast.HEAD), "STOP")
    for n in range(55):
        world.inbox.deliver(bytes(world.mail(cast.TEACHER, f"Fw {n}", f"thanks {n}")))
    world.inbox.deliver(bytes(stop))
    world.later(11)
    world.later(60)
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 2, "informal_discussion", "waiting")])


# ── a case that turns while a letter waits ─────────────────────────────────────────────────

URL = "https://www.facebook.com/groups/northsideparents/posts/10161234567890123/"
SELF_HARM = f'Kim Dale posted again:\n"I want to kill myself, cannot go on"\n{URL}'
THREAT = f'Kim Dale posted again:\n"I will be at the gate at 3.15 today to smash her face in"\n{URL}'
ABOUT_HEAD = f'Kim Dale again:\n"Mrs Marsh is a liar and a bully"\n{URL}'


@pytest.mark.parametrize("text", [SELF_HARM, THREAT])
def test_danger_reported_in_the_undo_window_recalls_the_letter(world: World, text: str) -> None:
    """The letter does not go, its draft is held as a new version, and an hour later more people know."""
    approved(world)
    world.report(cast.OFFICE, text=text)
    world.later(60)
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 3, "informal_discussion", "held")])
    assert (world.kinds(cast.HEAD)[-2:], world.kinds(cast.DSL)) == (["alert", "alert"], ["alert", "alert"])
    assert "has been STOPPED" in world.got(cast.HEAD)[-2].words
    assert [d for d in world.deadlines() if d[1] == "open"] == [("advise-1", "open"), ("alert-2", "open")]


def test_a_yes_from_before_sends_no_letter_that_danger_put_on_hold(world: World) -> None:
    """ "Approve" to the mail from before asks again; the mail it gets says why it is held."""
    shown(world)
    before = world.last(cast.HEAD)
    world.report(cast.OFFICE, text=THREAT)
    world.reply(before, "Approve")
    world.later(60)
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 3, "informal_discussion", "held")])
    assert "It was put on hold: what came in since must be looked at first" in world.last(cast.HEAD).words


def test_the_head_who_chooses_again_can_write_all_the_same(world: World) -> None:
    """Shown the held version with its reason, her yes to that one sends it."""
    shown(world)
    before = world.last(cast.HEAD)
    world.report(cast.OFFICE, text=THREAT)
    world.reply(before, "Approve")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 1


def test_self_harm_in_an_answer_holds_what_waits(world: World) -> None:
    """The parent's own answer tells of it: the second letter, already approved, is recalled."""
    approved(world)
    world.later(11)
    letter = world.last(PARENT)
    world.reply(world.latest(cast.HEAD, "approval"), "Warning because she refused to meet twice")
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.reply(letter, "I cannot go on, I want to kill myself", cast.PARENT)
    world.later(60)
    assert len(world.got(PARENT)) == 1
    assert world.drafts()[1][2:] == ("written_warning", "held")
    assert set(world.kinds(cast.DSL)) == {"alert"}


def test_the_same_post_reported_again_recalls_nothing(world: World) -> None:
    """Another teacher with the same post changes nothing: the letter goes."""
    approved(world)
    world.report(cast.OFFICE)
    world.later(11)
    assert len(world.got(PARENT)) == 1


def test_an_answer_that_accuses_the_head_goes_to_the_chair(world: World) -> None:
    """Not to the head: the chair and the safeguarding lead are told, and the chair decides from now on."""
    approved(world)
    world.later(11)
    heard = len(world.got(cast.HEAD))
    words = "Mrs Marsh the head hit my son last week. I want to complain about Mrs Marsh."
    world.reply(world.last(PARENT), words, cast.PARENT)
    world.on("2026-11-26", "16:05")
    texts = [f"{one.mail['Subject']}{one.text}" for one in world.got(cast.HEAD)[heard:]]
    assert [text for text in texts if "2026-0001" in text or "hit my son" in text] == []
    assert world.kinds(cast.CHAIR)[:2] == ["alert", "news"]
    assert world.kinds(cast.DSL)[:2] == ["alert", "reminder"]  # the referral is overdue
    assert world.case().decided_by is Role.CHAIR


@pytest.mark.parametrize(
    "words",
    [
        "Dear Mrs Marsh\n\nThursday at 8.45 suits me.\n\nKim",
        "Happy to come to Mrs Marsh's office on Thursday.",
        "I agree that Mrs Marsh and I should meet. Sorry.",
        "I can meet the head on Thursday.",
    ],
)
def test_an_answer_that_only_names_the_head_stays_with_her(world: World, words: str) -> None:
    """Every parent who answers her letter may use her name."""
    approved(world)
    world.later(11)
    world.reply(world.last(PARENT), words, cast.PARENT)
    assert (world.case().decided_by, world.kinds(cast.HEAD)[-1]) == (Role.HEAD, "news")


def test_a_case_that_becomes_the_chairs_takes_the_heads_letter_back(world: World) -> None:
    """Approved and in its undo window: it does not go, and the chair is shown one of her own to sign."""
    approved(world)
    world.report(cast.OFFICE, text=ABOUT_HEAD)
    world.later(60)
    assert world.got(PARENT) == []
    assert world.drafts() == [
        (1, 2, "informal_discussion", "withdrawn"),
        (2, 1, "informal_discussion", "waiting"),
    ]
    text = world.latest(cast.CHAIR, "approval").text
    assert ("Helen Marsh" in text, "Carol Whitfield" in text) == (False, True)


def test_the_chair_names_the_parent_and_approves(world: World) -> None:
    """The head's choice of address is not taken over; with the chair's own it goes, signed by the chair."""
    shown(world)
    world.report(cast.OFFICE, text=ABOUT_HEAD)
    world.reply(world.latest(cast.CHAIR, "approval"), "Approve", cast.CHAIR)
    world.reply(world.latest(cast.CHAIR, "approval"), f"To {PARENT}", cast.CHAIR)
    world.reply(world.latest(cast.CHAIR, "approval"), "Approve", cast.CHAIR)
    world.later(11)
    assert ["Helen Marsh" in got.text for got in world.got(PARENT)] == [False]


def test_the_head_who_reports_on_herself_hears_only_that_it_came(world: World) -> None:
    """No number, no "someone has reported this already"."""
    world.report(text=ABOUT_HEAD)
    head = Address(cast.HEAD.email, cast.HEAD.name)
    world.report(head, text=f'Kim Dale "she is useless"\n{URL}')
    (answer,) = world.got(cast.HEAD)
    assert "Your message was received." in answer.words
    said = f"{answer.mail['Subject']} {answer.words}"
    assert ["2026-0001" in said, "already" in said, "case" in said] == [False, False, False]


# ── safety stops ───────────────────────────────────────────────────────────────────────────

NAKED = "Kim Dale has now put up a naked picture of a Year 4 girl, same group"


def test_a_safety_stop_on_a_cases_thread_holds_its_letter(world: World) -> None:
    """The letter in its undo window does not go; who decides and the safeguarding lead are told, once."""
    approved(world)
    answers = {"In-Reply-To": f"<{world.got(cast.TEACHER)[0].id}>"}
    world.report(text=NAKED, subject="Re: [HU-2026-0001] Thank you, we have your report", headers=answers)
    world.later(60)
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 3, "informal_discussion", "held")])
    assert sorted(world.kinds(cast.DSL)) == ["alert", "safety_alert", "safety_alert"]
    assert sorted(world.kinds(cast.HEAD)[-3:]) == ["alert", "safety_alert", "safety_alert"]


@pytest.mark.parametrize(
    "text",
    [
        "Kim Dale says Helen Marsh our head has naked pictures of a Year 4 girl on her phone.",
        "Kim says the headteacher has naked pictures of a Year 4 girl on her phone.",
        "Kim says Helen has naked pictures of a Year 4 girl on her phone.",
        "Kim says Mrs M has naked pictures of a Year 4 girl on her phone.",
    ],
)
def test_a_safety_stop_that_may_be_about_the_head_goes_to_the_chair(world: World, text: str) -> None:
    """The head hears nothing of it, not in her digest either."""
    world.report(text=text, subject="Fw: please look")
    assert (world.kinds(cast.DSL), world.kinds(cast.CHAIR)) == (["safety_alert"], ["safety_alert"])
    assert world.got(cast.HEAD) == []
    world.on("2026-11-25", "07:16")
    assert (world.kinds(cast.HEAD), "is held" in world.last(cast.HEAD).words) == (["digest"], False)


def test_the_heads_own_safety_alert_names_no_sender(world: World) -> None:
    """The safeguarding lead knows who sent it; the head need not."""
    world.report(text=f"Dear Mrs Marsh\n\n{NAKED}", subject="Fw: please look")
    assert ["Priya Sykes" in world.last(who).text for who in (cast.DSL, cast.HEAD)] == [True, False]


# ── what the head's digest says, and what fills her mailbox ────────────────────────────────


def test_a_lost_mail_to_the_chair_is_not_in_the_heads_digest(world: World) -> None:
    """A reminder to the chair bounces: the admin hears of it, the head does not."""
    world.report(text=ABOUT_HEAD)
    world.on("2026-11-25", "07:16")
    world.on("2026-11-25", "15:59")
    world.outbox.script = [REFUSED]
    world.on("2026-11-25", "16:05")
    world.on("2026-11-26", "07:16")
    assert cast.CHAIR.email not in world.latest(cast.HEAD, "digest").words
    assert world.kinds(cast.ADMIN) == ["admin_note"]


def test_forged_mail_does_not_fill_the_heads_mailbox(world: World) -> None:
    """One note an hour that something was not acted on; drafts still reach her; the digest has the count."""
    shown(world)
    asked = world.last(cast.HEAD)
    head = Address(cast.HEAD.email, cast.HEAD.name)
    for n in range(12):
        answers = {"In-Reply-To": f"<{asked.id}>"}
        forged = world.mail(head, f"x{n}", f"Approve {n}", headers=answers, proof="dmarc=fail")
        world.inbox.deliver(bytes(forged))
    world.turn()
    world.report(text=f'Bo Reed put on Facebook:\n"Useless, the lot of them"\n{URL[:-5]}11111/')
    assert world.kinds(cast.HEAD).count("not_acted") == 1
    assert world.kinds(cast.HEAD)[-1] == "approval"
    world.on("2026-11-25", "07:16")
    assert "11 more mails in your name were not acted on" in world.last(cast.HEAD).words


# ── who sent it, and what came back ────────────────────────────────────────────────────────

SERVER = "mx.northside.example"


@pytest.mark.parametrize(
    "result",
    [
        "spf=pass smtp.mailfrom=pupil@students.northside.example",
        "spf=pass smtp.mailfrom=p.sykes@northside.example",
        "auth=pass smtp.auth=p.sykes@northside.example; dmarc=pass header.from=northside.example",
        "dmarc=temperror header.from=northside.example; spf=pass smtp.mailfrom=x@students.northside.example",
    ],
)
def test_another_mailbox_of_the_school_does_not_prove_the_head(world: World, result: str) -> None:
    """A pupil's domain, a colleague's envelope or a colleague's password: no yes of hers."""
    shown(world)
    answer = world.answer(world.last(cast.HEAD), "Approve", proof=None)
    answer["Authentication-Results"] = f"{SERVER}; {result}"
    world.receive(answer)
    world.later(60)
    assert (world.got(PARENT), world.kinds(cast.HEAD)[-1]) == ([], "not_acted")


def returned(letter: str, to: str, sender: str = "mailer-daemon@evil.test") -> bytes:
    """What anyone can write."""
    return (
        f"From: {sender}\r\nTo: {cast.INBOX.email}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <b1@evil.test>\r\nX-Failed-Recipients: {to}\r\n\r\nMessage-ID: <{letter}>\r\n"
    ).encode()


def test_a_bounce_leaves_a_doubt_and_offers_no_address(world: World) -> None:
    """Even about the right recipient: the head is told, and a yes alone sends nothing a second time."""
    approved(world)
    world.later(11)
    world.receive(returned(world.last(PARENT).id, PARENT))
    assert ("letter", PARENT, "in_doubt") in world.letters()
    assert "It may have arrived all the same" in world.latest(cast.HEAD, "letter_trouble").words
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(60)
    assert len(world.got(PARENT)) == 1


@pytest.mark.parametrize(
    ("to", "sender"), [("someone@else.example", "mailer-daemon@evil.test"), (PARENT, "joe@evil.test")]
)
def test_a_bounce_that_does_not_fit_changes_nothing(world: World, to: str, sender: str) -> None:
    """Of another recipient, or by no mail system: filed."""
    approved(world)
    world.later(11)
    before = world.happened()
    world.receive(returned(world.last(PARENT).id, to, sender))
    assert (world.happened(), ("letter", PARENT, "sent") in world.letters()) == (before, True)
