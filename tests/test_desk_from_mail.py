"""Whole lives of a case from mails as they really come: each report of the collection, to the closed case."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests import cast
from tests.world import AUTHSERV, FILED, HELD, QUARANTINE, World
from worker.model import Action, CaseState, Person

REPORTS = sorted((Path(__file__).parent / "mail" / "reports").glob("*.eml"))
OPENS = ("new_case", "follow_up")
"""An answer to a case that nobody knows here opens one: nothing is dropped."""
ELSEWHERE = {
    "safety_stop": {"INBOX": 1},
    "not_a_report": {FILED: 1},
    "misdirected": {HELD: 1},
    "query": {HELD: 1},
    "unreadable": {QUARANTINE: 1},
}
OUTSIDE = ("028", "040")
"""From nobody the school knows: held, whatever it is."""
NO_TALK = ("013", "014", "015", "016", "030", "037", "046", "048")
"""A threat, harm, self-harm, a child in danger, a former colleague: people's work comes first."""
OURS = {
    one.email
    for one in (cast.HEAD, cast.CHAIR, cast.DSL, cast.DEPUTY_DSL, cast.DEPUTY, cast.ADMIN, cast.VICE_CHAIR)
}


PEOPLE = replace(cast.PEOPLE, staff_domains=(*cast.PEOPLE.staff_domains, "fellside.example"))
"""With the staff of the second school that the collection's reports come from."""


def expected(path: Path) -> str:
    return str(json.loads(path.with_suffix(".expected.json").read_text("utf-8"))["kind"])


def sender(raw: bytes) -> str:
    found = re.search(rb"(?mi)^From:.*?([\w.+-]+@[\w.-]+)", raw)
    assert found is not None
    return found[1].decode()


def delivered(raw: bytes) -> bytes:
    """The mail as the school's server hands it over, with what it says of the sender."""
    domain = sender(raw).rpartition("@")[2]
    return (
        f"Received: from relay.example by {AUTHSERV} with ESMTPS id 9\r\n"
        f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from={domain}\r\n"
    ).encode() + raw


def reached(world: World) -> set[str]:
    return {to for _, recipients in world.outbox.sent for to in recipients}


@pytest.mark.parametrize("path", [p for p in REPORTS if expected(p) in OPENS], ids=lambda p: p.stem)
def test_from_mail_to_closed_case(path: Path, tmp_path: Path) -> None:
    """Read, acknowledged, decided, talked over where a talk is the first step, closed; nothing astray."""
    raw = path.read_bytes()
    with World(tmp_path / "data", people=PEOPLE) as world:
        world.receive(delivered(raw))
        (ref,) = world.store.register.refs()
        case = world.case(ref)
        decider = cast.CHAIR if "head_is_subject" in case.flags else cast.HEAD
        assert [one.kind for one in world.got(sender(raw))] == ["acknowledgement"]
        invites = any(draft.action is Action.INVITATION for draft in case.drafts)
        assert invites == (path.stem[:3] not in NO_TALK)
        if invites:
            talk(world, ref, decider, sender(raw))
        assert reached(world) <= OURS | {sender(raw)} | ({cast.PARENT.email} if invites else set())
        world.reply(
            [one for one in world.got(decider) if ref in one.about][-1], "Close, it is settled", decider
        )
        closed = world.case(ref)
        assert (closed.state, closed.open_deadlines, closed.waiting_drafts) == (CaseState.CLOSED, (), ())
        assert world.store.verify(ref) == ()
        world.restart()
        assert world.case(ref) == closed
        before = len(world.outbox.sent)
        world.on("2027-01-20", "06:30")
        late = [to for _, recipients in world.outbox.sent[before:] for to in recipients]
        assert set(late) <= {cast.HEAD.email, cast.CHAIR.email, cast.ADMIN.email}


def talk(world: World, ref: str, decider: Person, informant: str) -> None:
    """Addressed, approved to the letter, sent, answered and met; the post comes down."""
    world.reply(world.latest(decider, "approval"), f"To {cast.PARENT.email}", decider)
    shown = world.latest(decider, "approval")
    world.reply(shown, "Approve", decider)
    world.later(11)
    (letter,) = world.got(cast.PARENT)
    text = next(d.text for d in world.case(ref).drafts if d.action is Action.INVITATION)
    assert text.strip() in letter.text
    assert text.strip() in shown.text
    assert informant not in letter.raw.decode()
    world.reply(letter, "I will come in and see you", cast.PARENT)
    world.reply(world.latest(decider, "news"), "Met her today, she's taken it down", decider)
    assert [e.progress.value for e in world.case(ref).progress] == ["met", "removed"]


@pytest.mark.parametrize("path", [p for p in REPORTS if expected(p) not in OPENS], ids=lambda p: p.stem)
def test_what_opens_no_case_is_put_where_it_belongs(path: Path, tmp_path: Path) -> None:
    """Held, filed, quarantined or left where it lies; nobody outside hears of it, and the digest comes."""
    raw = path.read_bytes()
    with World(tmp_path / "data") as world:
        world.receive(delivered(raw))
        assert world.store.register.refs() == ()
        assert world.folders() == ({HELD: 1} if path.stem[:3] in OUTSIDE else ELSEWHERE[expected(path)])
        assert reached(world) <= OURS | {sender(raw)}
        assert cast.STRANGER.email not in reached(world)
        world.on("2026-11-25", "07:16")
        assert world.last(cast.HEAD).kind == "digest"


def test_the_collection_has_every_kind() -> None:
    """At least forty mails, of every kind that can come to the inbox by itself, so that none is forgotten."""
    assert len(REPORTS) >= 40
    assert {expected(path) for path in REPORTS} == {*OPENS, *ELSEWHERE}
