"""Whole lives of a case: how it goes on as people tell it, and every action with what it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.world import POST, URL, World
from worker import events as ev
from worker.deciding.cases.progress import State
from worker.deciding.cases.standing import state_of
from worker.model import Address

PARENT = cast.PARENT.email
THREAT = POST.replace("has not a clue", "will get what is coming to her, I will smash her face in")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "data") as world:
        world.report()
        yield world


def sent(world: World) -> None:
    """The invitation is addressed, approved and gone."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)


def again(world: World) -> None:
    """The same poster posts again, and it is reported in the thread of the first report."""
    text = POST.replace("10161234567890123", "10169999999999999").replace(
        "has not a clue", "is worse than ever"
    )
    first = world.got(cast.TEACHER)[0]
    world.report(text=text, subject=f"Re: {first.mail['Subject']}", headers={"In-Reply-To": f"<{first.id}>"})


def told(world: World) -> list[str]:
    return [e.progress.value for e in world.events(ev.Progressed)]


def standing(world: World) -> State:
    return state_of(world.case())


def test_met_taken_down_quiet_and_closed(world: World) -> None:
    """Invited, met, the post comes down, ten quiet school days, ten more, closed by the head."""
    sent(world)
    world.on("2026-11-25")
    world.reply(world.latest(cast.HEAD, "confirmation"), "Met her today, she's taken it down")
    assert told(world) == ["met", "removed"]
    assert standing(world) is State.REMOVED
    said = world.last(cast.HEAD).words
    assert "How it stands now: the post is down" in said
    assert "Nobody looks at the page again" in said
    open_now = {(d.kind.value, d.about) for d in world.case().open_deadlines}
    assert open_now == {
        ("review", "whether anything new was reported since it came down"),
        ("review", "whether to close the case"),
    }
    world.on("2026-12-09", "16:01")
    assert "whether anything new was reported" in world.latest(cast.HEAD, "reminder").words
    world.on("2027-01-08", "16:01")
    reminder = world.latest(cast.HEAD, "reminder")
    assert "whether to close the case" in reminder.words
    world.reply(reminder, "Close")
    assert world.case().state.value == "closed"
    assert len(world.got(PARENT)) == 1


def test_met_before_the_invitation_went(world: World) -> None:
    """They have talked at the gate: the invitation that waits is withdrawn, and nobody is reminded of it."""
    world.reply(world.last(cast.HEAD), "Spoke to her this morning at pick up")
    assert world.drafts() == [(1, 1, "informal_discussion", "withdrawn")]
    assert [(d.kind.value, d.about) for d in world.case().open_deadlines] == [
        ("review", "whether the post has come down since the talk")
    ]
    world.reply(world.last(cast.HEAD), "She won't take it down")
    assert standing(world) is State.REFUSED
    assert 'If you want one now, reply "warning because …"' in world.last(cast.HEAD).words
    world.reply(world.last(cast.HEAD), "Please draft a written warning")
    assert "has refused, but has not posted again" in world.last(cast.HEAD).words
    world.reply(world.last(cast.HEAD), "Warning because it names a colleague and stays up")
    assert world.drafts()[-1] == (2, 1, "written_warning", "waiting")
    assert [e.because for e in world.events(ev.StepSkipped)] == ["it names a colleague and stays up"]


def test_closed_in_the_same_breath_is_called_closed(world: World) -> None:
    """What was decided names the confirmation, whatever was told beside it."""
    world.report()
    world.reply(world.last(cast.HEAD), "Close, we have spoken")
    called = str(world.last(cast.HEAD).mail["Subject"]).partition(" [#")[0]
    assert (called, world.case().state.value) == ("[HU-2026-0001] Closed", "closed")


def test_refused_and_continues(world: World) -> None:
    """Refused, posted again, warned without a reason typed, taken down, closed: the policy to the letter."""
    sent(world)
    world.reply(world.latest(cast.HEAD, "confirmation"), "She refuses to meet")
    again(world)
    assert standing(world) is State.DEFIED
    world.reply(world.last(cast.HEAD), "Warning please")
    assert world.events(ev.StepSkipped) == []
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    assert standing(world) is State.WARNED
    world.reply(world.latest(cast.HEAD, "confirmation"), "removed")
    assert standing(world) is State.REMOVED
    assert {d.kind.value for d in world.case().open_deadlines if d.about == "the post to be removed"} == set()
    world.reply(world.last(cast.HEAD), "She's apologised too so we can close this one")
    assert world.case().state.value == "closed"
    assert told(world) == ["refused", "removed", "apologised"]


def test_she_has_posted_again_told_by_the_head(world: World) -> None:
    """Silent, and the head tells of a new post: both are there, and the warning follows."""
    sent(world)
    world.on("2026-11-27", "16:01")
    assert standing(world) is State.SILENT
    world.reply(world.last(cast.HEAD), "she has posted again")
    assert standing(world) is State.DEFIED
    assert "conditions for a written warning are met" in world.last(cast.HEAD).words
    world.reply(world.last(cast.HEAD), "warning")
    assert world.drafts()[-1] == (2, 1, "written_warning", "waiting")


def test_words_of_progress_send_nothing(world: World) -> None:
    """A yes beside what is told is asked about; what was told is kept all the same."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve. She refuses to come in though")
    world.reply(world.latest(cast.HEAD, "approval"), "She says she has taken it down. Send it")
    world.later(30)
    assert world.got(PARENT) == []
    assert "removed" in told(world)


DOWN = [
    "She's taken it down",
    "It's gone now",
    "post deleted",
    "she has deleted it and apologised",
    "He said sorry",
]


@pytest.mark.parametrize("words", DOWN)
def test_a_letter_written_before_the_post_came_down_is_shown_again(world: World, words: str) -> None:
    """Asking for what has happened already would embarrass: a yes to the older mail is asked about, once."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    shown = world.latest(cast.HEAD, "approval")
    world.later(1)
    world.reply(shown, words)
    assert "Draft 1 was written before that and still waits" in world.last(cast.HEAD).words
    world.later(1)
    world.reply(shown, "Approve")
    world.later(30)
    assert world.got(PARENT) == []
    asked = world.latest(cast.HEAD, "question")
    assert f"since that mail this came: “{words}”" in asked.words
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 1


@pytest.mark.parametrize("words", DOWN)
def test_a_letter_that_waits_to_go_when_the_post_comes_down_waits_for_another_yes(
    world: World, words: str
) -> None:
    """Told inside the undo window, or over a weekend: the letter is taken back and shown again."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(1)
    world.reply(world.latest(cast.HEAD, "confirmation"), words)
    said = world.latest(cast.HEAD, "confirmation").words
    assert "Stopped: 1 letter will not be sent" in said
    assert "Kept on the case" in said
    world.later(30)
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 2, "informal_discussion", "waiting")])
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 1


def test_to_stop_or_close_and_to_say_why_is_done_once(world: World) -> None:
    """A STOP or a close beside what is told stops the letter itself; nothing is shown twice."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(1)
    world.reply(world.latest(cast.HEAD, "confirmation"), "She's taken it down so please close")
    world.later(30)
    assert (world.got(PARENT), world.case().state.value) == ([], "closed")


@pytest.mark.parametrize(
    ("who", "words", "since"),
    [
        (cast.TEACHER, "Just to say she has taken it down now", "“Just to say she has taken it down now”"),
        (cast.PARENT, "I am sorry, I did not think. Can we talk?", "an answer came that may be the parent's"),
    ],
)
def test_a_yes_to_a_mail_older_than_news_of_the_case_is_asked_about(
    world: World, who: Address, words: str, since: str
) -> None:
    """What a colleague tells, and what the parent answers, may make the letter needless."""
    sent(world)
    again(world)
    world.reply(world.last(cast.HEAD), "Warning because it goes on")
    world.reply(world.latest(cast.HEAD, "approval"), f"To {PARENT}")
    shown = world.latest(cast.HEAD, "approval")
    world.later(1)
    letter = world.got(PARENT)[0] if who is cast.PARENT else world.got(cast.TEACHER)[0]
    world.reply(letter, words, who)
    world.later(1)
    world.reply(shown, "Approve")
    assert since in world.latest(cast.HEAD, "question").words
    world.later(1)
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    assert world.drafts()[-1][3] == "approved"


def test_nobody_knows_and_then_somebody_does(world: World) -> None:
    """Unknown: the notice kit can be had. Known: it cannot, and the letter is addressed."""
    world.reply(world.last(cast.HEAD), "We don't know who it is")
    assert standing(world) is State.NAMELESS
    world.reply(world.last(cast.HEAD), "notice kit")
    assert "whose name is it to be in?" in world.last(cast.HEAD).words
    world.reply(world.last(cast.HEAD), "Miss Sykes")
    assert world.drafts()[-1] == (2, 1, "notice_kit", "waiting")
    world.reply(world.got(cast.HEAD)[0], f"The poster is Jane Example's mum, {PARENT}")
    (known,) = [e for e in world.events(ev.Progressed) if e.progress.value == "identified"]
    assert (known.about, known.by.email) == ("Jane Example's mum", cast.HEAD.email)
    recipient = world.case().draft(1).to
    assert recipient is not None
    assert recipient.email == PARENT
    world.reply(world.last(cast.HEAD), "notice kit: Miss Sykes")
    assert "only for a poster whom nobody can name" in world.last(cast.HEAD).words
    assert world.got(PARENT) == []


def test_police_in_one_question(world: World) -> None:
    """A condition and a person are asked for together; one line answers; nothing goes by itself."""
    world.report(text=POST.replace("has not a clue", "is a bully and a liar, everyone pile on"))
    world.reply(world.last(cast.HEAD), "Police please, ground G4")
    asked = world.last(cast.HEAD)
    assert "which of these is it, and who is harmed? crime, racial, obscene" in asked.words
    assert 'for example: "police: crime, Mrs Example"' in asked.words
    world.reply(asked, "crime, Miss Sykes")
    assert world.drafts()[-1][2:] == ("police_referral", "waiting")
    assert "Person harmed: Miss Sykes" in world.latest(cast.HEAD, "approval").words


def test_a_threat_waits_for_nothing(tmp_path: Path) -> None:
    """No invitation is drafted; the police are one word away, without a condition or a name."""
    with World(tmp_path / "data") as world:
        world.report(text=THREAT)
        assert world.drafts() == []
        world.reply(world.last(cast.HEAD), "Police please")
        assert [d[2] for d in world.drafts()] == ["police_referral"]


def test_a_complaint_is_lawful(tmp_path: Path) -> None:
    """A low opinion: a talk only. Neither provider nor police, unless the head names another ground."""
    with World(tmp_path / "data") as world:
        world.report()
        for words in ("Please complain to Facebook", "Police please because it is unfair", "helpline"):
            world.reply(world.got(cast.HEAD)[0], words)
            assert "is lawful: a complaint, or a low opinion" in world.last(cast.HEAD).words
            assert "the school recognises that many parents" in world.last(cast.HEAD).words
        assert len(world.drafts()) == 1
        world.reply(world.got(cast.HEAD)[0], "platform complaint because she is hounded, ground G4")
        assert world.drafts()[-1][2:] == ("platform_complaint", "waiting")
        (chosen,) = [e for e in world.events(ev.Decided) if e.args.get("grounds")]
        assert chosen.args["grounds"] == ["G4"]


def test_a_block_names_the_schools_own_space(world: World) -> None:
    """Only a space the school runs; the question is answered in a line, and the reason is kept."""
    world.reply(world.last(cast.HEAD), "Block her because she floods it, ground G4")
    assert "in which space that the school runs itself?" in world.last(cast.HEAD).words
    world.reply(world.last(cast.HEAD), "our Facebook page")
    assert "needs" not in world.drafts()[-1][3]
    world.reply(world.last(cast.HEAD), "Block her from our Facebook page because she floods it, ground G4")
    assert world.drafts()[-1][2:] == ("block_site", "waiting")
    assert "our Facebook page" in world.latest(cast.HEAD, "approval").words


def test_reposted_after_it_was_closed(world: World) -> None:
    """Closed, posted again: what is told does not open the case; a report does, where it then stands."""
    sent(world)
    world.reply(world.latest(cast.HEAD, "confirmation"), "She has taken it down and apologised so close it")
    closed = world.last(cast.HEAD)
    assert world.case().state.value == "closed"
    world.reply(closed, "it's back up")
    assert world.case().state.value == "closed"
    again(world)
    assert world.case().state.value == "open"
    assert standing(world) is State.AGAIN


def test_what_a_reporter_tells_is_put_before_the_head_as_such(world: World) -> None:
    """A teacher writes that it is gone: the head is asked to confirm; nothing moves by itself."""
    first = world.got(cast.TEACHER)[0]
    world.reply(first, "She's deleted it now", who=cast.TEACHER)
    assert world.events(ev.Progressed) == []
    news = world.latest(cast.HEAD, "news").words
    assert "the post is down" in news
    assert 'reply "removed"' in news


def test_two_colleagues_have_a_kit_each(world: World) -> None:
    """Several targets: each gets words of her own to report with, and each is approved by itself."""
    world.reply(world.last(cast.HEAD), "staff kit for Miss Sykes and Mr Hart")
    kits = [d for d in world.case().drafts if d.action.value == "staff_kit"]
    assert [(d.n, d.text.split("\n")[0]) for d in kits] == [(2, "Dear Miss Sykes"), (3, "Dear Mr Hart")]
    assert [one.kind for one in world.got(cast.HEAD)[-2:]] == ["approval", "approval"]


def test_two_posters_on_one_case(tmp_path: Path) -> None:
    """The draft says that it is about the first alone; the other gets a case of its own by its number."""
    url = "https://www.facebook.com/groups/northsideparents/posts/10168888888888888/"
    answered = f'And Pat Example answered on Facebook:\n"Past it, and they all know it up there."\n{url}\n'
    other = POST.replace("Kim Dale", "Pat Example").replace("10161234567890123", "10168888888888888")
    with World(tmp_path / "two") as world:
        world.report(text=f"{POST}\n{answered}")
        first = world.got(cast.TEACHER)[0]
        world.report(
            text=other.replace("has not a clue", "is past it"),
            subject=f"Re: {first.mail['Subject']}",
            headers={"In-Reply-To": f"<{first.id}>"},
        )
        world.reply(world.got(cast.HEAD)[0], "change Thursday to Friday")
        shown = world.latest(cast.HEAD, "approval").words
        assert 'Other: Pat Example. This letter is about Kim Dale alone: reply "split off post 3"' in shown
        world.reply(world.last(cast.HEAD), "split off post 3")
        assert world.case("2026-0002").poster == "Pat Example"
        assert world.drafts("2026-0002") == [(1, 1, "informal_discussion", "waiting")]


@pytest.mark.parametrize(
    ("link", "on", "says"),
    [
        (URL, "2026-11-27", "Professionals Online Safety Helpline can be asked now: 0344 381 4772"),
        ("https://www.newsandstar.co.uk/news/24000001.council-school/#comments-anchor", "2026-11-27", "IPSO"),
    ],
)
def test_where_to_turn_when_nothing_comes(tmp_path: Path, link: str, on: str, says: str) -> None:
    """After 48 hours the helpline, and for a newspaper's comments its regulator, in the reminder itself."""
    with World(tmp_path / "silent") as world:
        world.report(text=POST.replace(URL, link))
        world.reply(world.last(cast.HEAD), "platform complaint because she is hounded, ground G4")
        world.reply(world.last(cast.HEAD), "Approve")
        assert world.last(cast.HEAD).kind == "pack"
        world.on(on, "09:30")
        assert says in world.latest(cast.HEAD, "reminder").words
