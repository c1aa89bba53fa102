"""The drafts that a reply's quoted mail shows, for ``headsup decide``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from worker.deciding.writing.shown import name_pending
from worker.judge import Known, decisions
from worker.model import Action, Pending

QUOTED = (
    "> --- Draft 1: Invitation to an informal discussion ---\n> Dear Ms Harlow\n"
    "> --- Draft 2: Complaint to Facebook ---\n> --- Draft 3: Something new ---\n"
)


def test_headings_name_the_drafts_and_their_actions() -> None:
    """A heading names its draft; a title nobody knows names no action; unshown drafts stay as they are."""
    assert name_pending(tuple(Pending(n) for n in range(1, 5)), QUOTED) == (
        Pending(1, Action.INVITATION, "Invitation to an informal discussion", "Dear Ms Harlow"),
        Pending(2, Action.PLATFORM, "Complaint to Facebook"),
        Pending(3, None, "Something new"),
        Pending(4),
    )


def test_decide_knows_the_chat_from_the_other_two(tmp_path: Path) -> None:
    """ "Yes to the chat, hold the other two" is understood where the quoted mail shows which is which."""
    reply = tmp_path / "reply.eml"
    reply.write_bytes(
        b"From: Ruth Thornley <r@fellside.example>\nSubject: Re: x\n\nYes to the chat, hold the other two\n\n"
        + QUOTED.replace("Something new", "Police referral").encode()
    )
    (answer,) = decisions([str(reply)], 3, Known(), datetime(2026, 11, 24, 16, tzinfo=UTC))
    decided = [(one["draft"], one["decision"]) for one in answer.found["decisions"]]
    assert decided == [(1, "approve"), (2, "hold"), (3, "hold")]
