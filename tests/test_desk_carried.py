"""Stories of a person's words that a program sends on: read by somebody, never obeyed and never answered."""

from __future__ import annotations

import pytest

from tests import cast
from tests.world import FILED, HELD, World
from worker import events as ev
from worker.model import Address

PROGRAM = {"Auto-Submitted": "auto-generated"}
FORM = Address("web-forms@northside.example", "Website")
TOLD = (
    "New response\n\nWho are you? Ann Low, Year 2\n"
    "What happened? Miss Sykes is called a liar in a post on Facebook\n"
    "Where did you see it? The group Northside Parents"
)
NOTE = (
    b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    b"COMMENT:APPROVE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
BY_PROGRAM = (
    "a program sent it on (a calendar, a form), "
    "and what a program sends decides nothing: answer the mail itself"
)
WAITING = [(1, 2, "informal_discussion", "waiting")]


def shown(world: World) -> None:
    """A report, and version 2 with the parent's address before the head."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {cast.PARENT.email}")


def test_a_report_in_the_schools_own_form_opens_a_case(world: World) -> None:
    """Its program is answered by nobody, and the head hears of it at once."""
    world.report(FORM, TOLD, "Tell the school: new response", headers=PROGRAM)
    assert [one.reporter.email for one in world.case().reports] == [FORM.email]
    assert (world.kinds(cast.HEAD), world.got(FORM)) == (["approval"], [])


def test_a_form_that_is_sent_in_bulk_and_names_no_poster_opens_a_case(world: World) -> None:
    """How a program sends its mail says nothing of what somebody typed into it."""
    told = TOLD.replace("Miss Sykes is called a liar in a post", "A mum called Mr Ord a bully")
    world.report(FORM, told, "New response", headers=PROGRAM | {"Precedence": "bulk"})
    assert [one.reporter.email for one in world.case().reports] == [FORM.email]


def test_a_report_in_a_strangers_form_waits_for_the_head(world: World) -> None:
    """It is held and listed, as a stranger's own mail is, and not filed away unread."""
    world.report(Address("noreply@forms.example", "Forms"), TOLD, "New response", headers=PROGRAM)
    assert world.folders() == {HELD: 1}
    assert [one.because for one in world.store.mailroom.held.values()] == [
        "it is from someone outside the school"
    ]


@pytest.mark.parametrize("words", ["APPROVE", "STOP", "Close the case"])
def test_a_calendars_note_decides_nothing(world: World, words: str) -> None:
    """The head's own words, in answer to a draft: held, because a program sent them."""
    shown(world)
    before, sent = world.happened(), len(world.outbox.sent)
    note = NOTE.replace(b"APPROVE", words.encode())
    world.reply(world.last(cast.HEAD), words, headers=PROGRAM, files=[("answer.ics", "text/calendar", note)])
    world.later(30)
    assert (world.happened(), world.drafts(), len(world.outbox.sent)) == (before, WAITING, sent)
    assert [one.because for one in world.store.mailroom.held.values()] == [BY_PROGRAM]


def test_an_answer_through_a_ticket_system_is_put_before_the_head(world: World) -> None:
    """Whoever had the letter answers it through a program: on the case, news to the head, no answer to it."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    desk = Address("support@desk.example", "Dora (Dale Council)")
    words = "##- Please type your reply above this line -##\n\nHello, I have taken it down today.\n\nDora"
    world.reply(world.last(cast.PARENT), words, desk, headers=PROGRAM)
    replied = world.events(ev.Replied)[-1]
    assert (replied.sender.email, replied.kind.value) == (desk.email, "other_reply")
    assert (world.kinds(cast.HEAD)[-1], world.got(desk)) == ("news", [])


def test_a_programs_mail_that_may_tell_of_a_post_is_looked_at(world: World) -> None:
    """In no shape that is known: held and not filed away; accepted, it is a report like any other."""
    text = "Incident 4411 (level 2)\n\nKim Dale posted on Facebook that Miss Sykes is a liar."
    world.report(FORM, text, "Incident 4411", headers=PROGRAM)
    (held,) = world.store.mailroom.held.values()
    assert (held.because, world.folders()) == ("a program sent it, and it may tell of a post", {HELD: 1})
    world.on("2026-11-25", "08:00")
    world.reply(world.last(cast.HEAD), "1 accept")
    world.turn()
    assert [one.poster_name for one in world.case().posts] == ["Kim Dale"]
    assert world.got(FORM) == []


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Backup finished", "Job 12 has ended without errors."),
        ("Your weekly summary", "Three posted on Facebook this week.\n\nManage your notifications"),
        ("Automatic reply: Draft", "I am away. Find me on Facebook."),
    ],
)
def test_a_programs_own_notice_is_filed(world: World, subject: str, text: str) -> None:
    """What names no place for posts, says how to have no more of it, or answers, is nobody's report."""
    world.report(FORM, text, subject, headers=PROGRAM)
    assert (world.folders(), list(world.store.mailroom.held)) == ({FILED: 1}, [])


def test_a_receipt_is_filed_unread_all_the_same(world: World) -> None:
    """What acknowledges, and says no more, is nobody's words."""
    text = "##- Please type your reply above this line -##\n\nYour request (48812) has been received."
    world.report(Address("support@desk.example", "Desk"), text, "[Request received]", headers=PROGRAM)
    assert (world.folders(), list(world.store.mailroom.held)) == ({FILED: 1}, [])
