"""One of everything that is stored, filled in as a real case would have it. All invented."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from tests.cast import HEAD, PARENT, STRANGER, TEACHER
from worker import events as ev
from worker.model import (
    Action,
    Address,
    AttachmentRole,
    Batch,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Draft,
    DraftState,
    EvidenceItem,
    GroundHint,
    Item,
    Kind,
    Letter,
    LetterState,
    MessageKey,
    Place,
    Post,
    Progress,
    RecordKind,
    Role,
    Urgency,
    Verb,
    Way,
)

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HEAD_ADDRESS = Address(HEAD.email, HEAD.name)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def key(name: str) -> MessageKey:
    """A message's identity, different for each name."""
    return MessageKey(f"{name}@mail.example", sha256(f"raw {name}".encode()), sha256(f"body {name}".encode()))


def item(
    data: bytes, kind: str = "image/png", role: AttachmentRole = AttachmentRole.EVIDENCE
) -> EvidenceItem:
    return EvidenceItem(sha256(data), len(data), kind, "Screenshot – Käthe's «post».png", role)


def reported(name: str = "report", *evidence: EvidenceItem, at: datetime = NOW) -> ev.Reported:
    post = Post(
        platform="facebook",
        poster_name="Kim Dale",
        handle="@kim.dale",
        url="https://facebook.example/groups/1/posts/2",
        group="Northside Parents",
        posted_at_text="Yesterday at 21:14",
        text="Fire the lot of them. “Disgrace” 😡 " * 8,
        source="forwarded",
        confidence=0.9,
        key=f"facebook:{name}",
    )
    return ev.Reported(
        at=at,
        message=key(name),
        reporter=TEACHER,
        subject="Fwd: have you seen this?",
        words="Please see below.\n\nPriya",
        posts=(post,),
        grounds=(GroundHint("G2", "“Fire the lot of them”"),),
        urgency=Urgency.PRIORITY,
        flags=("names_staff",),
        asked=("who_can_see_it",),
        evidence=evidence,
    )


def draft(n: int = 1, version: int = 1, state: DraftState = DraftState.WAITING) -> Draft:
    return Draft(
        n=n,
        version=version,
        action=Action.INVITATION,
        to=PARENT,
        subject="An invitation to talk",
        text="Dear Kim Dale,\n\n" + "We would like to talk with you about a post. " * 20,
        because="policy PR2, first step",
        state=state,
        changes="" if version == 1 else "“Monday” became “Tuesday”",
    )


def letter(n: int = 1, ref: str = "2026-0001", raw: bytes = b"A letter\r\n", at: datetime = NOW) -> Letter:
    return Letter(
        id=f"{ref}-{n}.abcdefghij",
        kind="draft",
        to=(HEAD.email,),
        subject=f"[HU-{ref}] A draft for you",
        message_id=f"{ref}-{n}.abcdefghij@northside.example",
        external=False,
        sha256=sha256(raw),
        not_before_at=at,
        items=(Item(1, ref, 1, 1), Item(2, ref)),
    )


def deadline(name: str = "decide-1", due_at: datetime = NOW + timedelta(days=1)) -> Deadline:
    return Deadline(name, DeadlineKind.DECIDE, due_at, "a decision on draft 1", "by 16:00 tomorrow", draft=1)


CASE_EVENTS: tuple[ev.CaseEvent, ...] = (
    reported("report", item(b"a picture"), item(b"the mail", "message/rfc822", AttachmentRole.MAIL)),
    ev.Replied(NOW, key("reply"), PARENT, Role.STRANGER, Kind.OTHER_REPLY, "Sorry.", (item(b"sorry"),)),
    ev.Decided(
        NOW,
        key("decision"),
        HEAD_ADDRESS,
        Verb.EDIT,
        1,
        1,
        "Change Monday to Tuesday",
        {"edits": [{"from": "Monday", "to": "Tuesday"}], "needs_redraft": True, "until": None, "n": [1, 2]},
        (item(b"the reply", "message/rfc822", AttachmentRole.MAIL),),
    ),
    ev.Drafted(NOW, draft(version=2)),
    ev.DraftMoved(NOW, 1, 2, DraftState.APPROVED, "approved by the head", sha256(b"text")),
    ev.StepSkipped(NOW, Action.WARNING, "a threat was made"),
    ev.Queued(NOW, letter()),
    ev.LetterMoved(NOW, letter().id, LetterState.QUEUED, "greylisted", NOW + timedelta(minutes=5)),
    ev.DeadlineSet(NOW, deadline()),
    ev.DeadlineEnded(NOW, "decide-1", DeadlineState.MET, "the head decided"),
    ev.Progressed(NOW, key("met"), HEAD_ADDRESS, Progress.REMOVED, "She took it down.", date(2026, 11, 24)),
    ev.Posted(
        NOW, key("posted"), HEAD_ADDRESS, 1, 2, Way.HAND, date(2026, 11, 24), "Given to her.", sha256(b"t")
    ),
    ev.NotPosted(NOW, key("not posted"), HEAD_ADDRESS, 1, 2, "Not gone yet."),
    ev.Freed(NOW, key("freed"), HEAD_ADDRESS, Role.HEAD, "Letters may go."),
    ev.Absorbed(NOW, HEAD_ADDRESS, "2026-0002", (reported("absorbed"),), (item(b"theirs"),), ("they talk",)),
    ev.Parted(NOW, HEAD_ADDRESS, "2026-0003", reported("parted").posts),
    ev.Merged(NOW, HEAD_ADDRESS, "2026-0004"),
    ev.Closed(NOW, HEAD_ADDRESS, "they talked"),
    ev.Reopened(NOW, "a new report"),
)
"""One event of every kind that a case can have."""

MAILROOM_EVENTS: tuple[ev.MailroomEvent, ...] = (
    ev.Founded(NOW),
    ev.Filed(NOW, key("filed"), Kind.AUTO_REPLY, "out of office"),
    ev.Held(NOW, key("held"), Kind.SAFETY_STOP, STRANGER, "", "a safety stop", Place(7, 42)),
    ev.Held(NOW, MessageKey(None, sha256(b"no sender"), ""), Kind.STRANGER, None, "…", "no sender"),
    ev.Quarantined(NOW, key("quarantined"), None, "LookupError"),
    ev.Replayed(NOW, key("quarantined")),
    ev.Reminded(NOW, ("2026-0001/decide-1",), "mailroom-1.abc"),
    ev.Digested(NOW, date(2026, 11, 24), None, "mailroom-2.abc"),
    ev.Split(NOW, key("split"), ("2026-0001", "2026-0002")),
    ev.Alarmed(NOW, key("held"), 1, (HEAD.email,), NOW + timedelta(minutes=15)),
    ev.Acknowledged(NOW, key("held"), key("answer"), HEAD_ADDRESS),
    ev.Held(NOW, key("released"), Kind.SAFETY_STOP, STRANGER, "", "a safety stop", Place(7, 43)),
    ev.Released(NOW, key("released"), key("release"), HEAD_ADDRESS, "Release", text_only=True),
    ev.Held(NOW, key("accepted"), Kind.STRANGER, STRANGER, "Hello", "a stranger"),
    ev.Accepted(NOW, key("accepted"), key("digest reply"), HEAD_ADDRESS),
    ev.Held(NOW, key("discarded"), Kind.STRANGER, STRANGER, "Hello", "a stranger"),
    ev.Discarded(NOW, key("discarded"), key("digest reply"), HEAD_ADDRESS, "5 discard"),
    ev.Away(NOW, key("away"), HEAD_ADDRESS, date(2026, 11, 30)),
    ev.Restored(NOW, NOW - timedelta(days=1), "2026-0102"),
    ev.Dated(NOW, "2026-0001", RecordKind.COMPLAINT, date(2026, 11, 24), date(2032, 11, 24)),
    ev.KeptOn(NOW, "2026-0001", date(2033, 11, 24), key("keep"), HEAD_ADDRESS),
    ev.LegallyHeld(NOW, "2026-0001", key("hold"), HEAD_ADDRESS),
    ev.HoldLifted(NOW, "2026-0001", key("lift"), HEAD_ADDRESS),
    ev.EraseOrdered(NOW, "2026-0002", "head", "its time was over", key("erase")),
    ev.EraseRefused(NOW, "2026-0002", "open"),
    ev.EraseOrdered(NOW, "2026-0003", "admin", "a request"),
    ev.Erased(
        NOW,
        "2026-0003",
        ("2026-0003",),
        RecordKind.NO_ACTION,
        date(2026, 9, 2),
        date(2026, 11, 24),
        ("G1",),
        "admin",
        "a request",
        (sha256(b"gone"),),
    ),
    ev.Cleared(NOW, "2026-0003", {"files": 12}, ("letters/x.eml",)),
    ev.ReadingStopped(NOW, "the login is refused", NOW, 2),
    ev.ReadingResumed(NOW, NOW),
    ev.Held(NOW, key("gone"), Kind.STRANGER, None, "", "", erased=True),
    ev.AsideKept(NOW, Batch(date(2028, 8, 31), 5), NOW, date(2029, 8, 31), key("keep"), HEAD_ADDRESS),
    ev.AsideOrdered(NOW, Batch(date(2028, 8, 31), 5), NOW, date(2028, 8, 31), key("erase"), HEAD_ADDRESS),
    ev.AsideErased(NOW, 5, "", {"mails": 5}),
    ev.Stormed(NOW, "60 mails went out in an hour"),
    ev.Queued(NOW, letter(2, "mailroom")),
    ev.LetterMoved(NOW, letter(2, "mailroom").id, LetterState.SENT, "accepted by the mail server"),
)
"""One event of every kind that the mailroom can have."""
