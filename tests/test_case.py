"""A case and the mailroom follow from their histories: the same events, the same state, for ever."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import (
    CASE_EVENTS,
    HEAD_ADDRESS,
    MAILROOM_EVENTS,
    NOW,
    deadline,
    draft,
    item,
    key,
    letter,
    reported,
    sha256,
)
from worker import events as ev
from worker.deciding.cases.card import CustodyFact, card, custody_facts, facts_added, find_next_due, next_card
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import extend, replay
from worker.deciding.mailroom import Aside, Mailroom
from worker.model import (
    AttachmentRole,
    CaseState,
    DeadlineState,
    DraftState,
    EvidenceItem,
    Kind,
    LetterState,
    MessageKey,
    Role,
    Urgency,
)
from worker.outside.data.values import decode, encode

REF = "2026-0001"
HOUR = timedelta(hours=1)
HISTORIES = st.lists(st.sampled_from(CASE_EVENTS), max_size=12).map(lambda rest: (CASE_EVENTS[0], *rest))


# ── the same for ever ──────────────────────────────────────────────────────────────────────


@given(history=HISTORIES, cut=st.integers(0, 12))
def test_a_case_kept_step_by_step_is_the_case_replayed(history: tuple[ev.CaseEvent, ...], cut: int) -> None:
    """However its history came to be written, and wherever a restart cut it, the case is the same."""
    whole = replay(REF, history)
    kept = Case(REF)
    for event in history:
        kept = extend(kept, (event,))
    restarted = extend(replay(REF, history[:cut]), history[cut:])
    stored = tuple(decode(json.loads(json.dumps(encode(event))), ev.CaseEvent) for event in history)
    assert kept == restarted == replay(REF, stored) == whole
    assert card(kept) == card(replay(REF, stored))


@given(history=HISTORIES, cuts=st.lists(st.integers(1, 12), max_size=4))
def test_a_card_kept_commit_by_commit_is_the_card_of_the_case(
    history: tuple[ev.CaseEvent, ...], cuts: list[int]
) -> None:
    """However many events each commit brought, card and facts are those of the whole history."""
    ends = sorted({min(cut, len(history)) for cut in (*cuts, len(history))})
    case = replay(REF, history[: ends[0]])
    kept, facts = card(case), custody_facts(case.events)
    for start, end in pairwise(ends):
        events = history[start:end]
        before, case = case, extend(case, events)
        kept, facts = next_card(kept, before, case, events), (*facts, *facts_added(before, events))
    assert (kept, facts) == (card(case), custody_facts(history))


@given(history=HISTORIES, cut=st.integers(0, 12))
def test_custody_facts_only_ever_grow(history: tuple[ev.CaseEvent, ...], cut: int) -> None:
    """What the log was told stays true: the facts of a beginning are the beginning of the facts."""
    so_far = custody_facts(history[:cut])
    assert custody_facts(history)[: len(so_far)] == so_far


# ── what a history makes of a case ─────────────────────────────────────────────────────────


def test_drafts_follow_their_events() -> None:
    """A new version takes the place of the old; a decision on the old one no longer moves anything."""
    history = (
        ev.Drafted(NOW, draft(2)),
        ev.Drafted(NOW, draft(1)),
        ev.Drafted(NOW, draft(1, 2)),
        ev.DraftMoved(NOW, 1, 1, DraftState.APPROVED, "an old mail"),
        ev.DraftMoved(NOW, 2, 1, DraftState.REJECTED, "rejected"),
    )
    case = replay(REF, history)
    assert case.drafts == (draft(1, 2), draft(2, state=DraftState.REJECTED))
    assert (case.waiting_drafts, case.draft(1)) == ((draft(1, 2),), draft(1, 2))
    with pytest.raises(KeyError):
        case.draft(3)


def test_letters_follow_their_events() -> None:
    """State, reason, tries and the instant of the next try are those of the last event about it."""
    first, second = letter(1), letter(2)
    again_at = NOW + HOUR
    history = (
        ev.Queued(NOW, first),
        ev.Queued(NOW, second),
        ev.LetterMoved(NOW, first.id, LetterState.QUEUED, "greylisted", again_at),
        ev.LetterMoved(NOW, first.id, LetterState.SENDING, "being handed over"),
        ev.LetterMoved(NOW, first.id, LetterState.SENT, "accepted"),
    )
    case = replay(REF, history)
    sent = replace(first, state=LetterState.SENT, because="accepted", tries=2, not_before_at=again_at)
    assert case.letters == (sent, second)
    assert (case.find_letter(first.id), case.find_letter("nobody's")) == (sent, None)
    assert case.letter(second.id) == second
    with pytest.raises(KeyError):
        case.letter("nobody's")


def test_deadlines_follow_their_events() -> None:
    """What is open comes soonest first; what ended keeps how it ended."""
    late, soon = deadline("late", NOW + 2 * HOUR), deadline("soon", NOW + HOUR)
    history = (ev.DeadlineSet(NOW, late), ev.DeadlineSet(NOW, soon), ev.DeadlineSet(NOW, deadline("met")))
    case = replay(REF, (*history, ev.DeadlineEnded(NOW, "met", DeadlineState.MET, "done")))
    assert case.open_deadlines == (soon, late)
    assert case.deadlines == (late, soon, replace(deadline("met"), state=DeadlineState.MET))


def test_reports_add_up() -> None:
    """Posts, grounds, flags and files each once; the most pressing urgency; the first of the names."""
    picture = item(b"picture")
    first = reported("first", picture)
    second = replace(
        reported("second", picture, item(b"another")),
        urgency=Urgency.URGENT,
        flags=("names_staff", "head_is_subject"),
        grounds=(replace(first.grounds[0], because="other words"), replace(first.grounds[0], id="G1")),
    )
    third = replace(second, urgency=Urgency.ROUTINE)
    case = replay(REF, (first, second, third))
    assert case.posts == (*first.posts, *second.posts)
    assert [(g.id, g.because) for g in case.grounds] == [
        ("G1", "“Fire the lot of them”"),
        ("G2", "“Fire the lot of them”"),
    ]
    assert (case.urgency, case.flags) == (Urgency.URGENT, ("names_staff", "head_is_subject"))
    assert (case.evidence, case.poster) == ((picture, item(b"another")), "Kim Dale")
    assert (case.decided_by, replay(REF, (first,)).decided_by) == (Role.CHAIR, Role.HEAD)


def test_a_case_closes_and_comes_back() -> None:
    """Only its own events close and reopen a case; it was opened by the first of all."""
    history: tuple[ev.CaseEvent, ...] = (reported(), ev.Closed(NOW + HOUR, HEAD_ADDRESS, "they talked"))
    assert (replay(REF, history).state, replay(REF, history).opened_at) == (CaseState.CLOSED, NOW)
    assert replay(REF, (*history, ev.Reopened(NOW, "again"))).state is CaseState.OPEN


def test_a_card_is_the_case_on_a_line() -> None:
    """Everything that routes a mail or wakes a case, and nothing of what anyone wrote."""
    picture, mail = item(b"picture"), item(b"mail", "message/rfc822", AttachmentRole.MAIL)
    logo = EvidenceItem(sha256(b"logo"), 4, "image/gif", "logo.gif", AttachmentRole.DECORATION)
    one = letter(1)
    history = (
        reported("first", picture, mail, logo),
        ev.Queued(NOW, one),
        ev.LetterMoved(NOW + HOUR, one.id, LetterState.SENT, "accepted"),
        ev.DeadlineSet(NOW + HOUR, deadline(due_at=NOW + 2 * HOUR)),
    )
    found = card(replay(REF, history))
    assert found == type(found)(
        ref=REF,
        state=CaseState.OPEN,
        decided_by=Role.HEAD,
        changed_at=NOW + HOUR,
        next_due_at=NOW + 2 * HOUR,
        messages=(key("first"),),
        letters=((one.message_id, one.id),),
        post_keys=("facebook:first",),
        pictures=(picture.sha256,),
        custody_facts=4,
        wrote_at=NOW + HOUR,
        waiting=0,
    )


def test_custody_facts_are_files_kept_and_letters_sent() -> None:
    """Each file once, when it first came; each letter with its SHA-256, when it went out."""
    picture, one = item(b"picture"), letter(1)
    history = (
        reported("first", picture),
        reported("again", picture, at=NOW + HOUR),
        ev.Queued(NOW, one),
        ev.LetterMoved(NOW, one.id, LetterState.QUEUED, "greylisted"),
        ev.LetterMoved(NOW + HOUR, one.id, LetterState.SENT, "accepted"),
    )
    assert custody_facts(history) == (
        CustodyFact(NOW, "kept", picture.sha256, "image/png, 7 bytes"),
        CustodyFact(NOW + HOUR, "sent", one.sha256, "draft"),
    )


@pytest.mark.parametrize(
    ("state", "due"),
    [(state, state in (LetterState.QUEUED, LetterState.SENDING)) for state in LetterState],
)
def test_a_letter_on_its_way_is_due(state: LetterState, due: bool) -> None:
    """A case wants attention for a letter that waits or was cut short, and for no other."""
    one = replace(letter(1), state=state)
    assert find_next_due(replay(REF, (ev.Queued(NOW, one),))) == (NOW if due else None)


# ── the mailroom ───────────────────────────────────────────────────────────────────────────


@given(cut=st.integers(0, len(MAILROOM_EVENTS)))
def test_the_mailroom_is_the_same_after_a_restart(cut: int) -> None:
    """Moved on event by event, or in months, the mailroom is the same."""
    at_once, in_two = Mailroom(), Mailroom()
    at_once.apply(MAILROOM_EVENTS)
    in_two.apply(MAILROOM_EVENTS[:cut])
    in_two.apply(MAILROOM_EVENTS[cut:])
    assert in_two == at_once


_TAKEN_IN = (ev.Filed, ev.Held, ev.Quarantined)
_Done = TypeVar("_Done", ev.Alarmed, ev.Acknowledged, ev.Released, ev.Accepted, ev.Discarded)
"""What is done about a message."""


def test_what_the_mailroom_remembers() -> None:
    """One event of each kind, and all that follows from them."""
    room = Mailroom()
    room.apply(MAILROOM_EVENTS)
    unsent = letter(2, "mailroom")
    sent = replace(unsent, state=LetterState.SENT, because="accepted by the mail server", tries=1)
    messages = [(e.message, type(e).__name__.lower()) for e in MAILROOM_EVENTS if isinstance(e, _TAKEN_IN)]
    held = {e.message: e for e in MAILROOM_EVENTS if isinstance(e, ev.Held) and not e.erased}

    def of(kind: type[_Done]) -> dict[MessageKey, _Done]:
        return {e.about: e for e in MAILROOM_EVENTS if isinstance(e, kind)}

    let_go = {*of(ev.Released), *of(ev.Accepted), *of(ev.Discarded)}
    assert room == Mailroom(
        messages=messages,
        letters={sent.id: sent},
        held={message: e for message, e in held.items() if message not in let_go},
        quarantined={},
        filed=[ev.Filed(NOW, key("filed"), Kind.AUTO_REPLY, "out of office")],
        told={"2026-0001/decide-1"},
        reminded={"mailroom-1.abc": ("2026-0001/decide-1",)},
        digests=[e for e in MAILROOM_EVENTS if isinstance(e, ev.Digested)],
        splits={key("split"): ("2026-0001", "2026-0002")},
        stopped={m: e for m, e in held.items() if e.kind is Kind.SAFETY_STOP},
        alarms=of(ev.Alarmed),
        acknowledged=of(ev.Acknowledged),
        released=of(ev.Released),
        accepted=of(ev.Accepted),
        discarded=of(ev.Discarded),
        away={e.who.email: e for e in MAILROOM_EVENTS if isinstance(e, ev.Away)},
        founded_at=NOW,
        stormed_at=NOW,
        reading_stopped=ev.ReadingStopped(NOW, "the login is refused", NOW, 2),
        reading_resumed=ev.ReadingResumed(NOW, NOW),
        dated={e.ref: e for e in MAILROOM_EVENTS if isinstance(e, ev.Dated)},
        kept={e.ref: e for e in MAILROOM_EVENTS if isinstance(e, ev.KeptOn)},
        lifted={e.ref: e for e in MAILROOM_EVENTS if isinstance(e, ev.HoldLifted)},
        erased={e.ref: e for e in MAILROOM_EVENTS if isinstance(e, ev.Erased)},
        cleared={e.ref: e for e in MAILROOM_EVENTS if isinstance(e, ev.Cleared)},
        aside={
            key("filed"): Aside(NOW, Kind.AUTO_REPLY),
            MessageKey(None, sha256(b"no sender"), ""): Aside(NOW, Kind.STRANGER),
            key("discarded"): Aside(NOW, Kind.STRANGER),
        },
        aside_kept=[e for e in MAILROOM_EVENTS if isinstance(e, ev.AsideKept)],
        restored=next(e for e in MAILROOM_EVENTS if isinstance(e, ev.Restored)),
        count=1,
    )


def test_a_digest_counts_once_it_was_sent() -> None:
    """The last digest is the last that really went out; one that failed covers nothing."""
    room = Mailroom()
    digests = [ev.Digested(NOW, NOW.date(), None, letter(n, "mailroom").id) for n in (1, 2)]
    for n, digest in enumerate(digests, 1):
        room.apply((ev.Queued(NOW, letter(n, "mailroom")), digest))
    assert (room.find_digest_sent(), len(room.on_their_way())) == (None, 2)
    room.apply((ev.LetterMoved(NOW, digests[0].letter, LetterState.SENT, "accepted"),))
    room.apply((ev.LetterMoved(NOW, digests[1].letter, LetterState.FAILED, "refused"),))
    assert (room.find_digest_sent(), room.on_their_way()) == (digests[0], ())


def test_a_message_held_again_after_a_replay_is_held() -> None:
    """Held, given back, and held again: it waits for a person again."""
    room, again = Mailroom(), MessageKey("id", "raw", "body")
    held = ev.Held(NOW, again, Kind.STRANGER, None, "", "from outside")
    room.apply((held, ev.Replayed(NOW, again)))
    assert room.held == {}
    room.apply((held,))
    assert room.held == {again: held}
