"""Stories of drafts: what the head's replies do, and what no reply can do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.world import PICTURE, POST, World, at
from worker import events as ev
from worker.model import Action, LetterState

PARENT = cast.PARENT.email
LETTER = "letter"
DECIDE = "approval"
SECOND = "approval"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "data") as world:
        world.report(files=[("IMG_4412.PNG", "image/png", PICTURE)])
        yield world


def approved(world: World) -> None:
    """The head names the parent and approves version 2 at nine."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")


def sent(world: World) -> None:
    """... and eleven minutes later the letter has gone."""
    approved(world)
    world.later(11)


def test_a_whole_life(world: World) -> None:
    """Recipient and edit, version 2, yes, the undo window, sent, no answer, reminder, digest, closed."""
    world.reply(world.last(cast.HEAD), "Change 3.30pm to 4.15pm")
    assert world.kinds(cast.HEAD) == [DECIDE, SECOND]
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    assert world.drafts() == [(1, 3, "informal_discussion", "waiting")]
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(9)
    assert world.got(PARENT) == []
    world.later(2)
    assert world.kinds(PARENT) == [LETTER]
    assert "at 4.15pm" in world.last(PARENT).words
    assert world.deadlines() == [
        ("decide-1", "met"),
        ("decide-2", "met"),
        ("decide-3", "met"),
        ("reply-1", "open"),
    ]
    world.on("2026-11-27", "16:01")
    reminder = world.latest(cast.HEAD, "reminder")
    world.on("2026-11-30", "07:16")
    assert world.latest(cast.HEAD, "digest").about == ("2026-0001",)
    world.reply(reminder, "Close, we have spoken and she has taken it down")
    assert world.kinds(cast.HEAD)[-1] == "confirmation"
    assert world.happened() == [
        "Reported", "Drafted", "DeadlineSet",
        "Decided", "DeadlineEnded", "Drafted", "DeadlineSet",
        "Decided", "DeadlineEnded", "Drafted", "DeadlineSet",
        "Decided", "DraftMoved", "DeadlineEnded",
        "DeadlineSet", "DeadlineEnded", "DeadlineSet",
        "Decided", "Progressed", "DeadlineEnded", "DeadlineSet",
        "Progressed", "DeadlineEnded", "DeadlineSet", "DeadlineSet",
        "DeadlineEnded", "DeadlineEnded", "Closed",
    ]  # fmt: skip
    said = world.last(cast.HEAD).words
    assert (said.count("Kept on the case"), "You will be asked" in said) == (1, False)
    assert [m.state for m in world.events(ev.LetterMoved) if m.id == world.case().letters[5].id] == [
        LetterState.SENDING,
        LetterState.SENT,
    ]
    assert len(world.got(PARENT)) == 1


def test_what_goes_out_is_letter_by_letter_what_was_approved(world: World) -> None:
    """The approval holds the hash of recipient, subject and text; the letter is exactly that."""
    sent(world)
    moved = world.events(ev.DraftMoved)[-1]
    draft, letter = world.case().draft(1), world.last(PARENT)
    whole = f"{PARENT}\n{letter.mail['Subject']}\n\n{draft.text}"
    assert hashlib.sha256(whole.encode()).hexdigest() == moved.text_sha256
    assert letter.text.replace("\r\n", "\n") == draft.text
    assert letter.mail["Auto-Submitted"] is None
    assert letter.mail["Reply-To"] == cast.INBOX.email


def test_stop_inside_the_undo_window(world: World) -> None:
    """Nothing goes, the draft waits again, and a fresh yes sends one letter."""
    approved(world)
    world.later(5)
    world.reply(world.last(cast.HEAD), "STOP")
    assert world.kinds(cast.HEAD)[-2:] == ["confirmation", SECOND]
    assert world.drafts() == [(1, 2, "informal_discussion", "waiting")]
    world.later(60)
    assert world.got(PARENT) == []
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    assert world.kinds(PARENT) == [LETTER]
    assert [state for kind, _, state in world.letters() if kind == "letter"] == ["cancelled", "sent"]


def test_stop_after_it_has_gone_says_when(world: World) -> None:
    """Too late is said, with the minute; nothing else changes."""
    approved(world)
    confirmation = world.last(cast.HEAD)
    world.later(11)
    world.reply(confirmation, "Stop!")
    assert "already sent, on Tuesday 24 November at 9:11 am" in world.last(cast.HEAD).words
    assert len(world.got(PARENT)) == 1


def test_approving_twice_sends_once(world: World) -> None:
    """A second yes after it went is answered with what already happened."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    second = world.last(cast.HEAD)
    world.reply(second, "Approve")
    world.reply(second, "Approved")
    assert "Tuesday 24 November at 9:10 am" in world.last(cast.HEAD).words
    world.later(11)
    world.reply(second, "Yes, approve please")
    assert "already sent, on Tuesday 24 November at 9:11 am" in world.last(cast.HEAD).words
    assert len(world.got(PARENT)) == 1


def test_approving_version_1_when_there_is_a_version_2(world: World) -> None:
    """An old version cannot be approved: the head is shown the one that counts."""
    first = world.last(cast.HEAD)
    world.reply(first, f"To {PARENT}")
    world.reply(first, "Approve")
    assert world.kinds(cast.HEAD)[-2:] == ["question", SECOND]
    assert world.drafts() == [(1, 2, "informal_discussion", "waiting")]
    world.later(30)
    assert world.got(PARENT) == []


def test_approving_without_an_address_asks_for_one(world: World) -> None:
    """Headsup matches no account to a parent; a yes without an address sends nothing."""
    world.reply(world.last(cast.HEAD), "Approve")
    assert "has no address yet, so nothing was sent" in world.last(cast.HEAD).words
    assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]
    assert world.deadlines() == [("decide-1", "open")]


@pytest.mark.parametrize("address", ["kim@", "reports@northside.example"])
def test_an_address_no_letter_can_go_to_is_asked_about(world: World, address: str) -> None:
    """An address that mail cannot reach, or our own, is never accepted in silence."""
    world.reply(world.last(cast.HEAD), f"To {address}")
    assert world.kinds(cast.HEAD)[-1] == "question"
    assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]


def test_rejecting_asks_what_to_do_instead(world: World) -> None:
    """A no withdraws the draft and leaves the case with the head."""
    world.reply(world.last(cast.HEAD), "Reject, it is too soon")
    assert world.drafts() == [(1, 1, "informal_discussion", "rejected")]
    assert world.deadlines() == [("decide-1", "met"), ("advise-1", "open")]
    assert world.kinds(cast.HEAD)[-1] == "confirmation"


def test_holding_till_a_day_brings_the_draft_back_that_morning(world: World) -> None:
    """Not before, and then with the draft in full."""
    world.reply(world.last(cast.HEAD), "Hold till Friday")
    assert world.drafts() == [(1, 1, "informal_discussion", "held")]
    world.on("2026-11-26", "16:01")
    assert [kind for kind in world.kinds(cast.HEAD) if kind != "digest"] == [
        DECIDE,
        "confirmation",
    ]
    world.on("2026-11-27", "07:16")
    assert DECIDE in world.kinds(cast.HEAD)[2:]
    assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]


def test_holding_a_case_till_a_day_brings_a_reminder_that_morning(world: World) -> None:
    """A case without a draft that is put off comes back as promised, not a day later."""
    world.reply(world.last(cast.HEAD), "Reject")
    world.on("2026-11-25", "07:16")
    world.reply(world.last(cast.HEAD), "Hold till Friday")
    assert "You will be asked again on Friday 27 November" in world.last(cast.HEAD).words
    world.on("2026-11-26", "07:16")
    assert "NEEDS YOUR DECISION" not in world.last(cast.HEAD).words
    world.on("2026-11-27", "07:16")
    assert "reminder" in world.kinds(cast.HEAD)[-2:]


def test_hold_then_send(world: World) -> None:
    """A yes for a later day goes out that morning, and no sooner (example A37)."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approved but don't send until Thursday please")
    assert world.drafts() == [(1, 2, "informal_discussion", "approved")]
    world.on("2026-11-26", "08:29")
    assert world.got(PARENT) == []
    world.on("2026-11-26", "08:31")
    assert world.kinds(PARENT) == [LETTER]


def test_a_note_changes_nothing_but_the_file(world: World) -> None:
    """Words for the case are kept; the draft still waits."""
    world.reply(world.last(cast.HEAD), "Note: spoke to Priya, she is all right")
    (decided,) = world.events(ev.Decided)
    assert (decided.decision.value, decided.args["note"]) == ("note_only", "spoke to Priya, she is all right")
    assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]
    assert world.deadlines() == [("decide-1", "open")]


def test_a_warning_before_its_time_needs_a_reason(world: World) -> None:
    """Refused without one, drafted with one, and the skipped step stands in the history (policy PR2)."""
    first = world.last(cast.HEAD)
    world.reply(first, "Send a warning letter instead please")
    assert "no invitation to talk has been sent yet" in world.last(cast.HEAD).words
    assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]
    world.reply(first, "Warning because she refused to meet twice last term")
    assert world.events(ev.StepSkipped) == [
        ev.StepSkipped(world.now, Action.WARNING, "she refused to meet twice last term")
    ]
    assert world.kinds(cast.HEAD)[-1] == "approval"
    assert world.drafts()[1] == (2, 1, "written_warning", "waiting")


def test_a_draft_set_aside_for_another_action_comes_back(world: World) -> None:
    """The invitation is only held when a warning is asked for beside it: it is not forgotten."""
    world.reply(world.last(cast.HEAD), "Warning because she refused to meet twice last term")
    assert world.drafts() == [
        (1, 1, "informal_discussion", "held"),
        (2, 1, "written_warning", "waiting"),
    ]
    assert world.deadlines() == [("decide-1", "met"), ("hold-1", "open"), ("decide-2", "open")]


def test_deciding_on_one_draft_leaves_the_other_waiting(world: World) -> None:
    """Two drafts on one case: the answer to one ends only its own deadline."""
    world.reply(world.last(cast.HEAD), "Warning because she refused to meet twice last term")
    world.reply(world.last(cast.HEAD), "Reject")
    assert world.deadlines()[:3] == [("decide-1", "met"), ("hold-1", "open"), ("decide-2", "met")]


def again(world: World) -> None:
    """A new post by the same poster is reported, in the thread of the first report."""
    text = POST.replace("10161234567890123", "10169999999999999").replace(
        "has not a clue", "is worse than ever"
    )
    first = world.got(cast.TEACHER)[0]
    world.report(text=text, subject=f"Re: {first.mail['Subject']}", headers={"In-Reply-To": f"<{first.id}>"})


def test_a_warning_after_no_reply_alone_needs_a_reason(world: World) -> None:
    """The policy asks for both, refused and continues: silence alone is one of them (policy PR3)."""
    sent(world)
    world.on("2026-11-27", "16:01")
    world.reply(world.last(cast.HEAD), "Please draft a written warning")
    said = world.last(cast.HEAD).words
    assert "the parent has not answered in time, but has not posted again" in said
    assert "If the parent refuses to do this and continues to use social networking sites" in said
    assert len(world.drafts()) == 1


def test_a_warning_after_no_reply_and_a_new_post_needs_no_reason(world: World) -> None:
    """The parent was invited, did not answer, and has posted again (policy PR3, A2)."""
    sent(world)
    world.on("2026-11-27", "16:01")
    again(world)
    world.reply(world.last(cast.HEAD), "Please draft a written warning")
    assert world.events(ev.StepSkipped) == []
    assert world.drafts()[-1] == (2, 1, "written_warning", "waiting")


def test_more_reports_of_the_same_post_are_no_new_post(world: World) -> None:
    """Five teachers may report one post: that is not "continues", and no warning follows from it (PR3)."""
    sent(world)
    world.later(60)
    world.report(cast.OFFICE)
    world.reply(world.got(cast.HEAD)[0], "Please draft a written warning")
    assert "the time to answer is not over" in world.last(cast.HEAD).words


def test_a_new_post_before_the_answer_is_due_is_half_of_what_the_policy_asks(world: World) -> None:
    """Reported again with a new post: the policy's "continues"; nobody has refused yet."""
    sent(world)
    world.later(60)
    again(world)
    assert world.kinds(cast.HEAD)[-1] == "news"
    world.reply(world.last(cast.HEAD), "Please draft a written warning")
    assert "has posted again, but has not refused: the policy asks for both" in world.last(cast.HEAD).words
    world.reply(world.last(cast.HEAD), "Warning because it is the third time this term")
    assert world.drafts()[-1] == (2, 1, "written_warning", "waiting")


def test_a_warning_sets_a_removal_deadline(world: World) -> None:
    """Three school days after it is deemed received; then the head is asked what comes next."""
    world.reply(world.last(cast.HEAD), "Warning because she refused to meet twice last term")
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    (due,) = [d for d in world.case().open_deadlines if d.kind.value == "removal"]
    assert due.due_at == at("2026-11-30", "16:00")
    assert "remove the post by Monday 30 November" in " ".join(world.last(PARENT).text.split())
    world.on("2026-11-30", "16:01")
    assert "the post to be removed" in world.latest(cast.HEAD, "reminder").words


def test_showing_a_draft_to_one_of_our_own(world: World) -> None:
    """The deputy gets a copy for comment; the draft is held, and nothing counts as a yes."""
    world.reply(world.last(cast.HEAD), f"Can you send it to {cast.DEPUTY.email} to look at first?")
    assert world.kinds(cast.DEPUTY) == ["for_comment"]
    assert world.drafts() == [(1, 1, "informal_discussion", "held")]


def test_a_draft_is_shown_to_no_stranger(world: World) -> None:
    """Someone who is not set up gets nothing, and the head is told so."""
    world.reply(world.last(cast.HEAD), "Send it to a.friend@elsewhere.example to look at first")
    assert world.got("a.friend@elsewhere.example") == []
    assert "is not one of the people set up" in world.last(cast.HEAD).words


def test_the_evidence_comes_when_asked_for_byte_for_byte(world: World) -> None:
    """EVIDENCE is the only way to a picture, and it is the one that was received."""
    assert all(not got.files for got in world.got(cast.HEAD))
    world.reply(world.last(cast.HEAD), "EVIDENCE")
    assert world.kinds(cast.HEAD)[-1] == "evidence"
    assert world.last(cast.HEAD).files == [PICTURE]
    sent, shown = [json.loads(line) for line in world.store.custody_lines("2026-0001")][-3:-1]
    letter = world.case().letters[-1]
    assert (sent["what"], sent["sha256"], sent["detail"]) == ("sent", letter.sha256, "evidence")
    assert (shown["what"], shown["sha256"]) == ("shown", hashlib.sha256(PICTURE).hexdigest())
    assert (shown["detail"], letter.to) == (f"in {letter.id}", (cast.HEAD.email,))
    assert world.store.verify("2026-0001") == ()


def test_a_picture_few_programs_show_comes_with_a_copy(tmp_path: Path) -> None:
    """The original is the evidence, byte for byte; the copy is only to look at and is kept nowhere else."""
    heic = (Path(__file__).parent / "pictures" / "post.heic").read_bytes()
    with World(
        tmp_path / "data", find_copy=lambda data: b"\xff\xd8\xffcopy" if data == heic else None
    ) as world:
        world.report(files=[("IMG_1.HEIC", "image/heic", heic), ("a.png", "image/png", PICTURE)])
        world.reply(world.last(cast.HEAD), "EVIDENCE")
        mail = world.last(cast.HEAD)
        assert mail.files == [heic, b"\xff\xd8\xffcopy", PICTURE]
        assert "a copy as JPEG is beside it" in mail.words
        assert [i.type for i in world.case().evidence if i.type.startswith("image/")] == [
            "image/heic",
            "image/png",
        ]
        assert world.store.verify("2026-0001") == ()


def test_closing_withdraws_what_waits_and_stops_what_has_not_gone(world: World) -> None:
    """A close inside the undo window: the letter does not go."""
    approved(world)
    world.reply(world.last(cast.HEAD), "Close, she has rung and apologised")
    world.later(30)
    assert world.got(PARENT) == []
    assert [state for kind, _, state in world.letters() if kind == "letter"] == ["cancelled"]
    assert world.case().open_deadlines == ()


def test_approving_a_draft_of_a_closed_case_is_answered(world: World) -> None:
    """A yes that comes after the close sends nothing."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    second = world.last(cast.HEAD)
    world.reply(second, "Close")
    world.reply(second, "Approve")
    assert "is already withdrawn. Nothing more was done" in world.last(cast.HEAD).words
    world.later(30)
    assert world.got(PARENT) == []


def test_asking_for_more_on_a_closed_case_opens_it_again(world: World) -> None:
    """A case on which a letter is drafted is open, so that the digest shows it."""
    first = world.last(cast.HEAD)
    world.reply(first, "Close")
    world.reply(first, "Warning because she has put it back up under another name")
    assert world.case().state.value == "open"
    assert world.drafts()[-1] == (2, 1, "written_warning", "waiting")


def test_closing_twice_is_one_close(world: World) -> None:
    """The second close is confirmed and changes nothing."""
    first = world.last(cast.HEAD)
    world.reply(first, "Close")
    world.reply(first, "close")
    assert len(world.events(ev.Closed)) == 1
    assert world.kinds(cast.HEAD)[-1] == "confirmation"


def test_an_unclear_reply_asks_and_changes_nothing(world: World) -> None:
    """Doubt sends nothing: one question back."""
    world.reply(world.last(cast.HEAD), "Hmm, I suppose so, if you think it wise?")
    assert world.kinds(cast.HEAD)[-1] == "question"
    assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Hold till Friday", "held"),
        ("Reject, not this week", "rejected"),
        ("Change 3.30pm to 4.15pm", "waiting"),
    ],
)
def test_any_other_wish_inside_the_undo_window_takes_the_yes_back(
    world: World, words: str, state: str
) -> None:
    """A wait, a no or a change cannot mean that the letter should go as it was."""
    approved(world)
    world.reply(world.last(cast.HEAD), words)
    assert [s for kind, _, s in world.letters() if kind == "letter"] == ["cancelled"]
    assert world.drafts()[0][3] == state
    world.later(30)
    assert world.got(PARENT) == []


def test_a_later_day_inside_the_undo_window_moves_the_letter(world: World) -> None:
    """ "Don't send until Thursday" after the yes: the letter goes on Thursday, once."""
    approved(world)
    world.reply(world.got(cast.HEAD)[1], "Approved but don't send until Thursday please")
    world.later(30)
    assert world.got(PARENT) == []
    world.on("2026-11-26", "08:31")
    assert len(world.got(PARENT)) == 1
