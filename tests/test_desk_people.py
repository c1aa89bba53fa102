"""Stories of who may decide: known address, proven sender, a mail of ours that asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests import cast
from tests.world import FILED, HELD, POST, World
from worker import events as ev
from worker.model import Address, Kind, Role

PARENT = cast.PARENT.email
NOT_ACTED = "not_acted"
WAITING = [(1, 2, "informal_discussion", "waiting")]
CHAIRS = POST.replace("Miss Sykes", "The headteacher Mrs Marsh")


def shown(world: World) -> None:
    """A report, and version 2 with the parent's address before the head."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")


@pytest.mark.parametrize(
    ("proof", "ends"), [(None, FILED), ("spf=pass smtp.mailfrom=evil.example;", FILED), ("dmarc=fail", HELD)]
)
def test_a_yes_that_is_not_proven_to_be_the_heads(world: World, proof: str | None, ends: str) -> None:
    """Unproven or forged: nothing changes, and the head is told at the address we know."""
    shown(world)
    before = world.happened()
    world.reply(world.last(cast.HEAD), "Approve", proof=proof)
    world.later(30)
    assert (world.happened(), world.drafts(), world.got(PARENT)) == (before, WAITING, [])
    assert world.kinds(cast.HEAD)[-1] == NOT_ACTED
    assert world.folders()[ends] >= 1


def test_a_forged_automatic_reply_gets_no_answer(world: World) -> None:
    """No mail goes out because of a machine's mail, not even to say that it was not acted on."""
    shown(world)
    before = len(world.outbox.sent)
    for _ in range(3):
        world.reply(
            world.last(cast.HEAD), "I am away", proof="dmarc=fail", headers={"Auto-Submitted": "auto-replied"}
        )
    assert len(world.outbox.sent) == before


def test_the_head_from_an_unknown_address(world: World) -> None:
    """An answer from the head's private address decides nothing; she is told why, at school."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve", Address("helen.m@mail.example", "Helen Marsh"))
    world.later(30)
    assert (world.drafts(), world.got(PARENT)) == (WAITING, [])
    assert world.kinds(cast.HEAD)[-1] == "not_acted"
    reason = "it bears the name of Helen Marsh, whose address helen.m@mail.example is not"
    assert reason in world.last(cast.HEAD).words


def test_the_head_from_her_second_address(world: World) -> None:
    """Another address that is set up is as good; the answer goes to the first."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve", Address("h.marsh@northside.example", "H Marsh"))
    assert world.kinds(cast.HEAD)[-1] == "confirmation"


def test_a_yes_without_our_token_is_refused(world: World) -> None:
    """A fresh mail with the case's number in its subject answers nothing that asked: said, not guessed."""
    shown(world)
    before = world.happened()
    world.report(
        Address(cast.HEAD.email, cast.HEAD.name),
        text="Approve",
        subject=f"Re: {world.last(cast.HEAD).mail['Subject']}",
    )
    assert world.kinds(cast.HEAD)[-1] == NOT_ACTED
    assert "does not answer a mail that asks for a decision" in world.last(cast.HEAD).words
    assert (world.happened(), world.drafts()) == (before, WAITING)


def test_the_heads_out_of_office_is_no_decision(world: World) -> None:
    """Whatever it says: filed, not answered, nothing changed; the deputy is told what waits."""
    shown(world)
    world.reply(
        world.last(cast.HEAD), "Approve. I am back on Monday.", headers={"Auto-Submitted": "auto-replied"}
    )
    assert (world.drafts(), world.kinds(cast.HEAD)) == (WAITING, ["approval", "approval"])
    assert world.kinds(cast.DEPUTY) == ["told"]


def test_a_teacher_who_answers_a_draft_decides_nothing(world: World) -> None:
    """The head passed the draft on and the teacher answers it: put before the head, no yes, no new report."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve", cast.TEACHER)
    world.later(30)
    assert (world.drafts(), world.got(PARENT)) == (WAITING, [])
    assert len(world.case().reports) == 1
    assert world.kinds(cast.HEAD)[-1] == "news"


def test_the_deputy_may_approve_where_that_is_set_up(world: World) -> None:
    """A delegate with may_approve answers the draft the head passed on."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve", cast.DEPUTY)
    world.later(11)
    assert world.kinds(cast.DEPUTY) == ["confirmation"]
    assert len(world.got(PARENT)) == 1


def test_the_deputy_who_may_not_approve(tmp_path: Path) -> None:
    """Without may_approve the deputy is told so and nothing happens."""
    people = replace(cast.PEOPLE, deputies=(replace(cast.DEPUTY, may_approve=False),))
    with World(tmp_path / "data", people=people) as world:
        shown(world)
        world.reply(world.last(cast.HEAD), "Approve", cast.DEPUTY)
        world.later(30)
        assert (world.drafts(), world.got(PARENT)) == (WAITING, [])
        assert "you are not set up to decide on this" in world.last(cast.DEPUTY).words


@pytest.mark.parametrize(
    ("first", "last", "letters"),
    [
        (date(2026, 11, 23), date(2026, 11, 24), 1),
        (date(2026, 11, 25), None, 0),
        (None, date(2026, 11, 23), 0),
    ],
)
def test_a_deputy_stands_in_only_between_the_dates(
    tmp_path: Path, first: date | None, last: date | None, letters: int
) -> None:
    """Both days included; outside them the deputy is staff like any other."""
    people = replace(cast.PEOPLE, deputies=(replace(cast.DEPUTY, from_on=first, until_on=last),))
    with World(tmp_path / "data", people=people) as world:
        shown(world)
        world.reply(world.last(cast.HEAD), "Approve", cast.DEPUTY)
        world.later(30)
        assert len(world.got(PARENT)) == letters


def test_the_chair_decides_when_the_head_is_the_subject(world: World) -> None:
    """Draft, confirmation, reminder: all to the chair; a letter goes on the chair's yes."""
    world.report(text=CHAIRS)
    world.reply(world.last(cast.CHAIR), f"To {PARENT}", cast.CHAIR)
    world.reply(world.last(cast.CHAIR), "Approve", cast.CHAIR)
    world.later(11)
    assert len(world.got(PARENT)) == 1
    world.on("2026-11-27", "16:01")
    assert world.kinds(cast.CHAIR)[-2:] == ["reminder", "digest"]


def test_the_head_sees_nothing_of_a_case_about_herself(world: World) -> None:
    """No draft, no reminder, no line in any digest, and no way in by guessing the number."""
    world.report(text=CHAIRS)
    for day in (25, 26, 27):
        world.on(f"2026-11-{day}", "16:01")
    world.report(
        Address(cast.HEAD.email, cast.HEAD.name), text="Close", subject="Re: [HU-2026-0001] For decision"
    )
    texts = [str(got.mail["Subject"]) + got.text for got in world.got(cast.HEAD)]
    assert [text for text in texts if "2026-0001" in text or "Kim Dale" in text] == []
    assert "digest" in world.kinds(cast.HEAD)
    assert world.case().state.value == "open"


def test_the_head_cannot_decide_for_the_chair(world: World) -> None:
    """The chair passed the mail on to the head: her answer is refused, and the chair's case stands."""
    world.report(text=CHAIRS)
    before = world.happened()
    world.reply(world.last(cast.CHAIR), "Close", cast.HEAD)
    assert world.happened() == before
    assert world.kinds(cast.HEAD) == [NOT_ACTED]


def test_the_chair_cannot_show_the_draft_to_the_head_by_mistake(world: World) -> None:
    """ "Send it to the head to look at" is refused on a case about the head."""
    world.report(text=CHAIRS)
    world.reply(world.last(cast.CHAIR), f"Send it to {cast.HEAD.email} to look at first", cast.CHAIR)
    assert world.got(cast.HEAD) == []
    assert "is not one of the people set up" in world.last(cast.CHAIR).words


def test_the_chair_does_not_decide_for_the_head(world: World) -> None:
    """On an ordinary case the chair is told, politely, that it is not theirs."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve", cast.CHAIR)
    world.later(30)
    assert (world.drafts(), world.got(PARENT)) == (WAITING, [])
    assert world.kinds(cast.CHAIR) == [NOT_ACTED]


# ── answers that decide nothing ────────────────────────────────────────────────────────────


def gone(world: World) -> None:
    """The invitation has gone to the parent at 9:11."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)


def test_the_parent_answers(world: World) -> None:
    """Filed, the deadline met, the head told in the parent's words, and no automatic answer."""
    gone(world)
    world.reply(world.last(PARENT), "I can come on Thursday at 8.45. Sorry about that post.", cast.PARENT)
    (replied,) = world.events(ev.Replied)
    assert (replied.sender, replied.role) == (cast.PARENT, Role.PARENT)
    assert world.deadlines()[2:] == [("reply-1", "met"), ("advise-1", "open")]
    assert world.kinds(cast.HEAD)[-1] == "news"
    assert "I can come on Thursday at 8.45. Sorry about that post." in world.last(cast.HEAD).words
    assert len(world.got(PARENT)) == 1
    assert world.folders() == {FILED: 4}


def test_the_parents_words_decide_nothing(world: World) -> None:
    """A parent who writes APPROVE or CLOSE has only written a letter."""
    gone(world)
    world.reply(world.last(PARENT), "APPROVE\nClose the case", cast.PARENT)
    assert world.case().state.value == "open"
    assert [d.by.email for d in world.events(ev.Decided)] == [cast.HEAD.email] * 2


def test_a_teachers_answer_does_not_meet_the_parents_deadline(world: World) -> None:
    """Only an answer to the letter itself counts as the parent's."""
    gone(world)
    world.reply(world.got(cast.HEAD)[0], "I will talk to her too", cast.TEACHER)
    assert ("reply-1", "open") in world.deadlines()


def test_the_parents_out_of_office_is_filed_and_meets_nothing(world: World) -> None:
    """A machine's answer: on the case, nobody disturbed, the clock runs on."""
    gone(world)
    before = len(world.outbox.sent)
    world.reply(
        world.last(PARENT), "I am away until Monday", cast.PARENT, headers={"Auto-Submitted": "auto-replied"}
    )
    assert world.happened()[-1] == "Replied"
    assert ("reply-1", "open") in world.deadlines()
    assert len(world.outbox.sent) == before


def test_the_letter_comes_back(world: World) -> None:
    """A bounce that gives our letter back: in doubt, the head told, no answer waited for any more."""
    gone(world)
    world.receive(bounce(world, f"Message-ID: <{world.last(PARENT).id}>"))
    assert ("letter", PARENT, "in_doubt") in world.letters()
    assert world.kinds(cast.HEAD)[-2:] == ["letter_trouble", "approval"]
    assert world.deadlines()[2:] == [("reply-1", "dropped"), ("decide-3", "open")]


def test_a_bounce_of_something_else_changes_nothing(world: World) -> None:
    """Without a Message-ID of ours it is anybody's: filed."""
    gone(world)
    before = world.happened()
    world.receive(bounce(world, "Message-ID: <2026-0001-5.guessed@northside.example>"))
    assert (world.happened(), ("letter", PARENT, "sent") in world.letters()) == (before, True)


def test_a_mail_to_the_head_comes_back(world: World) -> None:
    """When the head's mailbox refuses what we write, the admin hears of it."""
    world.report()
    world.receive(bounce(world, f"Message-ID: <{world.last(cast.HEAD).id}>", cast.HEAD.email))
    assert world.kinds(cast.ADMIN) == ["admin_note"]
    assert ("approval", cast.HEAD.email, "failed") in world.letters()


@pytest.mark.parametrize(
    ("name", "sender", "state"),
    [
        ("ticket-under-a-daemons-tag", "mailer-daemon+service@refuse.example", "sent"),
        ("ticket-null-path-echoes-our-subject", "helpdesk@refuse.example", "sent"),
        ("list-holds-a-post", "parents@lists.example", "sent"),
        ("success-report-postfix", "kim@dale.example", "sent"),
        ("mailbox-closed-not-delivered", "kim@dale.example", "in_doubt"),
        ("failed-under-an-alias", "kim@dale.example", "in_doubt"),
    ],
)
def test_only_what_proves_a_failure_marks_a_letter(world: World, name: str, sender: str, state: str) -> None:
    """A machine that answers our letter, even under a daemon's name, is no proof that it did not arrive."""
    gone(world)
    raw = (Path(__file__).parent / "mail" / "bounces" / f"{name}.eml").read_bytes()
    for theirs, mine in (
        ("2026-0042-3.k7f3q9@fellside.sch.example", world.last(PARENT).id),
        (sender, PARENT),
        ("onlineconcerns@fellside.sch.example", cast.INBOX.email),
    ):
        raw = raw.replace(theirs.encode(), mine.encode())
    world.receive(raw)
    assert ("letter", PARENT, state) in world.letters()


def test_a_delay_is_no_mail_that_came_back(world: World) -> None:
    """The digest counts what came back: a mail still being tried is filed as an automatic one."""
    raw = bounce(world, "Message-ID: <1@elsewhere.example>")
    late = raw.replace(b"Action: failed\r\nStatus: 5.1.1", b"Action: delayed\r\nStatus: 4.4.1")
    world.receive(raw)
    world.receive(late.replace(b"<b1@", b"<b2@"))
    assert [f.kind for f in world.store.mailroom.filed] == [Kind.BOUNCE, Kind.AUTO_REPLY]


def bounce(world: World, quoted: str, of: str = PARENT) -> bytes:
    """A delivery report as a mail server writes it (RFC 3464)."""
    return (
        "Received: from mail.example by mx.northside.example with ESMTP id 99\r\n"
        "From: Mail Delivery System <mailer-daemon@mail.example>\r\nTo: reports@northside.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <b1@mail.example>\r\n"
        "Date: Tue, 24 Nov 2026 09:20:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_1"\r\n\r\n'
        "--=_1\r\nContent-Type: text/plain\r\n\r\nThe mail could not be delivered.\r\n"
        "--=_1\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; mail.example\r\n\r\nFinal-Recipient: rfc822; {of}\r\n"
        "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n"
        "--=_1\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"{quoted}\r\nSubject: Could we talk?\r\n--=_1--\r\n"
    ).encode()
