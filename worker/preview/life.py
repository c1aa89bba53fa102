"""A case that is lived through for its mails, and the people and the report it begins with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.casework import Arrival, file_reply, join_case, open_case
from worker.deciding.cases.replay import extend
from worker.deciding.doing.orders import carry_out
from worker.deciding.doing.steps import Reply
from worker.deciding.office import Office, Outcome, address
from worker.deciding.writing.letters import letter_sent
from worker.model import (
    Address,
    AttachmentRole,
    Decision,
    EvidenceItem,
    GroundHint,
    Item,
    Kind,
    Letter,
    MessageKey,
    Notice,
    Post,
    Proof,
    Reading,
    Role,
    Urgency,
    Verb,
    Verdict,
)

REF = "2026-0042"
NOW = datetime(2026, 11, 24, 8, 4, tzinfo=UTC)
REPORTER = Address("p.sykes@northside.example", "Priya Sykes")
PARENT = Address("kim.dale@families.example")
KEY = MessageKey("sample@northside.example", "5" * 64, "6" * 64)
POST = Post(
    platform="facebook",
    poster_name="Kim Dale",
    handle=None,
    url="https://www.facebook.com/groups/northsideparents/posts/10161234567890123/",
    group="Northside parents",
    posted_at_text=None,
    text="Useless, the lot of them at Northside.",
    source="body",
    confidence=0.9,
)
REPORT = Reading(
    kind=Kind.NEW_CASE,
    reported_by=REPORTER,
    subject="Fw: have you seen this?",
    new_text="Just been sent this. It is on the parents' group.",
    forwarded=(),
    posts=(POST,),
    grounds=(GroundHint("G7", "is offensive about a person: “Useless”"),),
    urgency=Urgency.ROUTINE,
    case_ref=None,
    flags=(),
    ask_back=(),
    attachments=(),
    sender=Verdict(Proof.PROVEN, "signed by its own domain"),
    role=Role.STAFF,
    problems=(),
)
PICTURE = EvidenceItem("3f" * 32, 482_113, "image/png", "IMG_4412.PNG", AttachmentRole.EVIDENCE)
QUESTIONS = ("poster_name", "url", "what_it_says", "screenshot", "when_seen")


class Life:
    """A case that is lived through by hand, one instant after the other."""

    def __init__(self, office: Office, ref: str = REF) -> None:
        self.office = office
        self.case = Case(ref)
        self.now = NOW

    def take(self, outcome: Outcome) -> dict[str, Notice]:
        """Let an outcome happen; return its notices by kind."""
        self.case = extend(self.case, outcome.events)
        return {notice.kind: notice for notice in outcome.notices}

    def report(self, report: Reading = REPORT) -> dict[str, Notice]:
        """Open the case, or join it when it is open already."""
        arrival = Arrival(report, KEY, (PICTURE,), self.now)
        if self.case.events:
            return self.take(join_case(self.case, arrival, self.office))
        return self.take(open_case(self.case.ref, arrival, self.office))

    def reply(self, reply: Reading) -> dict[str, Notice]:
        """File an answer of somebody outside."""
        return self.take(file_reply(self.case, Arrival(reply, KEY, (), self.now), self.office))

    def decide(
        self, words: str, verb: Verb, version: int | None = 1, n: int | None = 1, **args: Any
    ) -> dict[str, Notice]:
        """Answer as the head, ten minutes later."""
        self.now += timedelta(minutes=10)
        item = Item(n or 1, self.case.ref, n, version if n else None)
        reply = Reply(address(self.office.people.head), KEY, words, sent_at=self.now)
        decisions = ((Decision(n, verb, args), item),)
        return self.take(carry_out(self.case, decisions, reply, self.office, self.now))

    def send(self, notice: Notice) -> Letter:
        """Let an approved letter go out."""
        self.now = notice.not_before_at or self.now
        letter_id = f"{self.case.ref}-{len(self.case.letters) + 1}.sample"
        letter = Letter(
            id=letter_id, kind=notice.kind, to=(notice.to[0].email,), subject=notice.facts["subject"],
            message_id=f"{letter_id}@northside.example", external=True, sha256="", not_before_at=self.now,
            items=notice.items,
        )  # fmt: skip
        self.take(Outcome((ev.Queued(self.now, letter),)))
        self.take(letter_sent(self.case, letter, self.office, self.now))
        return letter
