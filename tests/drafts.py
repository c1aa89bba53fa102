"""One draft of every letter in every variant, written from invented cases by the rules themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests import cast
from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import replay
from worker.deciding.office import Office
from worker.deciding.school.calendar import SchoolDays
from worker.deciding.writing.letter_facts import letter_facts
from worker.model import (
    Action,
    Address,
    AttachmentRole,
    Draft,
    DraftState,
    EvidenceItem,
    GroundHint,
    Item,
    Kind,
    Letter,
    LetterState,
    MessageKey,
    Post,
    Progress,
    Role,
    Urgency,
)
from worker.wording.letters import Wording

NOW = datetime(2026, 11, 24, 8, 4, tzinfo=UTC)
WORDING = Wording(cast.SCHOOL, cast.INBOX.email, cast.RULES.undo_minutes)
OFFICE = Office(cast.SCHOOL, cast.PEOPLE, cast.RULES, SchoolDays(cast.RULES), WORDING.write)
INFORMANT = Address("j.birch@northside.example", "Jo Birch")
CHILD = "Ben Okafor"
POST = Post(
    platform="facebook",
    poster_name="Kim Dale",
    handle=None,
    url="https://www.facebook.com/groups/northsideparents/posts/10161234567890123/",
    group="Northside parents",
    posted_at_text="Yesterday at 21:14",
    text="Useless, the lot of them at Northside.",
    source="body",
    confidence=0.9,
    key="facebook:10161234567890123",
)
BARE = replace(
    POST, platform=None, poster_name=None, url=None, group=None, posted_at_text=None, text=None, key=None
)
_PICTURE = EvidenceItem("3f" * 32, 482_113, "image/png", f"{CHILD}.png", AttachmentRole.EVIDENCE)
_KEY = MessageKey(None, "5" * 64, "6" * 64)


def reported(
    *grounds: str, post: Post = POST, at: datetime = NOW, flags: tuple[str, ...] = ()
) -> ev.Reported:
    """A report on these grounds, by somebody who must not be named, of a child who must not be either."""
    return ev.Reported(
        at=at,
        message=_KEY,
        reporter=INFORMANT,
        subject=f"Post about {CHILD}",
        words=f"Another parent sent me this about {CHILD} in Year 3. I saw it in the group. Jo Birch",
        posts=(post,),
        grounds=tuple(GroundHint(one, f"it names {CHILD}") for one in grounds),
        urgency=Urgency.ROUTINE,
        flags=flags,
        asked=(),
        evidence=(_PICTURE,),
    )


def case_of(*grounds: str, post: Post = POST, flags: tuple[str, ...] = ()) -> Case:
    """A case with one report and nothing done."""
    return replay("2026-0042", (reported(*grounds, post=post, flags=flags),))


def lived(*grounds: str, progress: tuple[Progress, ...] = ()) -> Case:
    """A case a fortnight later: invited, answered, and what a person told of it since."""
    began, head = NOW - timedelta(days=14), Address(cast.HEAD.email, cast.HEAD.name)
    draft = Draft(1, 1, Action.INVITATION, cast.PARENT, "Could we talk?", "…", "PR2", DraftState.WAITING)
    letter = Letter(
        "2026-0042-3.sample", "letter", (cast.PARENT.email,), "Could we talk?", "3@northside.example", True,
        "", began, items=(Item(1, "2026-0042", 1, 1),),
    )  # fmt: skip
    told = (ev.Progressed(NOW, _KEY, head, one, "…", date(2026, 11, 23)) for one in progress)
    return replay(
        "2026-0042",
        (
            reported(*grounds, at=began),
            ev.Drafted(began, draft),
            ev.Queued(began, letter),
            ev.LetterMoved(began + timedelta(days=1), letter.id, LetterState.SENT, "accepted"),
            ev.Replied(
                began + timedelta(days=3), _KEY, cast.PARENT, Role.STRANGER, Kind.OTHER_REPLY, "No.", ()
            ),
            *told,
        ),
    )


def write(action: Action, case: Case, office: Office = OFFICE, now: datetime = NOW) -> tuple[str, str]:
    """The subject and text of a draft, as it is put before the head."""
    return office.write(action, letter_facts(case, office, now))


def _on(slug: str | None) -> Post:
    return replace(BARE, platform=slug, text="Look at this one.", poster_name="Kim Dale")


CHAIR = ("head_is_subject",)
TWO = replay("2026-0042", (
    reported("G7"),
    reported("G9", at=NOW + timedelta(hours=2), post=replace(
        POST, url=None, key="two", text='I will "wait" at the gate.', posted_at_text=None,
    )),
))  # fmt: skip
"""A case with a second post."""

VARIANTS: dict[str, tuple[Action, Case]] = {
    "invitation": (Action.INVITATION, case_of("G7")),
    "invitation-nothing-known": (Action.INVITATION, case_of(post=BARE)),
    "invitation-chair": (Action.INVITATION, case_of("G7", flags=CHAIR)),
    "warning": (Action.WARNING, case_of("G7")),
    "warning-after-invitation": (Action.WARNING, lived("G7")),
    "warning-several-grounds": (Action.WARNING, case_of("G4", "G6", "G7", "G8")),
    "warning-child": (
        Action.WARNING,
        case_of("G1", post=replace(POST, text=f"That {CHILD} hits everybody.")),
    ),
    "warning-nothing-known": (Action.WARNING, case_of(post=BARE)),
    "warning-long-words": (
        Action.WARNING,
        case_of("G7", post=replace(POST, text="On and on it goes. " * 40)),
    ),
    "warning-chair": (Action.WARNING, case_of("G7", flags=CHAIR)),
    "pupil-note": (Action.PUPIL_NOTE, case_of("G4")),
    "pupil-note-nothing-known": (Action.PUPIL_NOTE, case_of(post=BARE)),
    "meeting": (Action.FURTHER_MEETING, lived("G7")),
    "meeting-chair": (Action.FURTHER_MEETING, case_of("G7", flags=CHAIR)),
    "block": (Action.BLOCK, case_of("G7")),
    "block-chair-nothing-known": (Action.BLOCK, case_of(post=BARE, flags=CHAIR)),
    "closing": (Action.CLOSING, lived("G7")),
    "closing-removed": (
        Action.CLOSING,
        lived("G7", progress=(Progress.MET, Progress.REMOVED, Progress.APOLOGISED)),
    ),
    "answer": (Action.ANSWER, case_of("G7")),
    "answer-removed": (Action.ANSWER, lived("G7", progress=(Progress.REMOVED,))),
    "representations": (Action.REPRESENTATIONS, lived("G7")),
    "representations-chair": (Action.REPRESENTATIONS, case_of("G7", flags=CHAIR)),
    "staff-kit": (Action.STAFF_KIT, case_of("G4")),
    "staff-kit-unknown-site": (Action.STAFF_KIT, case_of("G4", post=_on(None))),
    "parent-kit": (Action.PARENT_KIT, case_of("G2")),
    "helpline": (Action.HELPLINE, lived("G4", progress=(Progress.UNIDENTIFIED,))),
    "police": (Action.POLICE, TWO),
    "police-after-invitation": (
        Action.POLICE,
        lived("G9", progress=(Progress.REFUSED, Progress.IDENTIFIED, Progress.REPOSTED)),
    ),
    "police-child": (Action.POLICE, case_of("G1", "G8", post=replace(POST, text=f"{CHILD} again."))),
    "legal": (Action.LEGAL, lived("G6")),
    "legal-nothing-known": (Action.LEGAL, case_of(post=BARE)),
    "notice-kit": (Action.NOTICE_KIT, case_of("G6", post=replace(POST, poster_name="Concerned Parent"))),
    **{
        f"platform-{name}": (Action.PLATFORM, case_of(*grounds, post=_on(slug)))
        for name, slug, grounds in (
            ("unknown-site", None, ("G8",)),
            ("facebook-bullying", "facebook", ("G4",)),
            ("facebook-racist", "facebook", ("G8",)),
            ("instagram-photo", "instagram", ("G2",)),
            ("x-threat", "x", ("G9",)),
            ("tiktok-child", "tiktok", ("G1",)),
            ("snapchat-threat", "snapchat", ("G9",)),
            ("youtube-statement", "youtube", ("G6",)),
            ("reddit-racist", "reddit", ("G8",)),
            ("linkedin-bullying", "linkedin", ("G4",)),
            ("nextdoor-racist", "nextdoor", ("G8",)),
            ("trustpilot-statement", "trustpilot", ("G6",)),
            ("google", "google_reviews", ("G3",)),
            ("mumsnet", "mumsnet", ("G3",)),
            ("netmums", "netmums", ("G4",)),
            ("whatsapp", "whatsapp", ("G8",)),
            ("newspaper-child", "newspaper", ("G1",)),
        )
    },
    "platform-two-posts": (Action.PLATFORM, TWO),
    **{
        f"parent-kit-{slug}": (Action.PARENT_KIT, case_of("G2", post=_on(slug)))
        for slug in ("x", "tiktok", "youtube", "snapchat")
    },
}
"""Every letter: by action, by what is known, by who signs, by site and by rule."""
