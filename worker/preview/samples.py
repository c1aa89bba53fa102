"""One of every mail and letter, made by the rules themselves from invented reports and replies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from worker import events as ev
from worker.deciding.cases.casework import Arrival, file_reply
from worker.deciding.cases.lapsing import lapse
from worker.deciding.news.reminding import remind
from worker.deciding.news.telling import pass_on
from worker.deciding.office import Office, address
from worker.deciding.writing.letters import letter_lost, mail_lost
from worker.model import (
    Action,
    GroundHint,
    Kind,
    LetterState,
    Notice,
    RecordKind,
    Role,
    Urgency,
    Verb,
)
from worker.preview.life import KEY, NOW, PARENT, POST, QUESTIONS, REF, REPORT, REPORTER, Life
from worker.preview.lines import ASKED, DONE


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail as it would go out: the file it is shown in, and when it is written."""

    name: str
    when: str
    notice: Notice


def samples(office: Office) -> tuple[Sample, ...]:
    """Every mail and letter there is, at least once, in the order of a case's life."""
    return (*_a_life(office), *_reports(office), *_answers(office), *_troubles(office), *_records(office))


def _a_life(office: Office) -> Iterator[Sample]:
    """From the report to the warning, each mail as the one before it leads to it."""
    life = Life(office)
    mails = life.report()
    yield Sample(
        "acknowledgement", "To the member of staff, within a minute of the report", mails["acknowledgement"]
    )
    yield Sample(
        "approval-no-address", "To the head: the first draft, nobody's address known", mails["approval"]
    )
    edits = [{"to_address": PARENT.email}, {"from": "3.30pm", "to": "4.15pm"}]
    mails = life.decide("To kim.dale@families.example\nChange 3.30pm to 4.15pm", Verb.EDIT, edits=edits)
    yield Sample("approval-version-2", "To the head: the draft as changed", mails["approval"])
    mails = life.decide("Yes, approve", Verb.APPROVE, 2)
    yield Sample("confirmation", "To the head: what the yes did", mails["confirmation"])
    yield Sample("letter-invitation", "To the parent, once approved: the invitation to talk", mails["letter"])
    life.send(mails["letter"])
    words = "I was cross about the trip money. What time shall I come?"
    answer = replace(
        REPORT, kind=Kind.OTHER_REPLY, reported_by=PARENT, new_text=words, posts=(), role=Role.PARENT
    )
    heard = file_reply(life.case, Arrival(answer, KEY, (), life.now), office)
    yield Sample("news-reply", "To the head: somebody answered", heard.notices[0])
    life.now = max(d.due_at for d in life.case.open_deadlines) + timedelta(minutes=1)
    outcome, passed = lapse(life.case, office, life.now)
    life.take(outcome)
    due = remind([(life.case, deadline) for deadline in passed], office, address(office.people.head))
    yield Sample("reminder", "To the head: no answer in time", due)
    mails = life.decide(
        "Warning because they will not come in", Verb.OTHER_ACTION, n=None,
        action=Action.WARNING.value, because="they will not come in",
    )  # fmt: skip
    yield Sample("approval-warning", "To the head: the draft of a written warning", mails["approval"])
    life.decide("To kim.dale@families.example", Verb.EDIT, n=2, edits=edits[:1])
    mails = life.decide("Approve", Verb.APPROVE, 2, n=2)
    yield Sample("letter-warning", "To the parent, once approved: the written warning", mails["letter"])


def _reports(office: Office) -> Iterator[Sample]:
    """What else a report can lead to."""
    life = Life(office)
    mails = life.report(replace(REPORT, posts=(), grounds=(), ask_back=QUESTIONS))
    yield Sample(
        "acknowledgement-questions", "To the member of staff: much is missing", mails["acknowledgement"]
    )
    yield Sample(
        "approval-nothing-known", "To the head: a draft when hardly anything is known", mails["approval"]
    )
    again = replace(POST, text="And the new one is no better.", url=None, key="another")
    mails = life.report(replace(REPORT, posts=(again,), new_text="There is another one now."))
    yield Sample(
        "acknowledgement-joined", "To a second member of staff: the same case", mails["acknowledgement"]
    )
    yield Sample("news-report", "To the head: something new was reported", mails["news"])
    of_staff = replace(REPORT, flags=("poster_is_staff",))
    another = Life(office, "2026-0062").report(of_staff)["news"]
    yield Sample(
        "news-staff", "To the head: the poster works at the school, so another way comes first", another
    )
    turned = Life(office, "2026-0062")
    turned.report(replace(REPORT, flags=("head_is_subject",)))
    came = "An answer has come on case HU-2026-0062, from a parent's address.\n\n  Thursday at 9 suits me."
    passed = pass_on(turned.case, came, (address(office.decider(turned.case)),), office)
    yield Sample("news-passed-on", "To the chair: what came before the case was hers", passed)
    urgent = replace(REPORT, urgency=Urgency.URGENT, grounds=(GroundHint("G8", "it says so"),))
    yield Sample("alert", "To the head: what should not wait", Life(office).report(urgent)["alert"])
    threat = GroundHint("G9", "a time and a place are named")
    emergency = replace(REPORT, urgency=Urgency.EMERGENCY, grounds=(threat,), flags=("time_bound_threat",))
    mails = Life(office).report(emergency)
    yield Sample("alert-emergency", "To the head and the safeguarding leads, at once", mails["alert"])
    yield Sample("acknowledgement-emergency", "To the member of staff: danger now", mails["acknowledgement"])


def _answers(office: Office) -> Iterator[Sample]:
    """What the head can be answered, every line of it."""
    head = (address(office.people.head),)
    life = Life(office)
    life.report()
    mails = life.decide(
        "hmm", Verb.UNCLEAR, reason="not a decision", question="Please reply APPROVE or HOLD."
    )
    yield Sample("question", "To the head: a reply that is not clear", mails["question"])
    mails = life.decide("What does Dev think?", Verb.SEND_TO, address=_colleague(office))
    yield Sample("for-comment", "To the deputy: the head asks for a comment", mails["for_comment"])
    mails = life.decide("Evidence please", Verb.EVIDENCE)
    yield Sample("evidence", "To the head, who asked for the files", mails["evidence"])
    none = Notice("evidence", head, {"ref": REF, "files": []})
    yield Sample("evidence-none", "To the head: there are no files", none)
    facts = {"ref": REF, "words": "…"}
    done = Notice("confirmation", head, facts | {"done": DONE})
    yield Sample("confirmation-every-line", "To the head: every line a confirmation can have", done)
    asked = Notice("question", head, facts | {"done": ASKED})
    yield Sample("question-every-line", "To the head: every question that can be asked back", asked)
    because = "it is not proven that it came from you (no signature of your domain)"
    remedy = "To decide something, reply to the mail that asks for the decision, from your school address."
    refused = {"ref": None, "when": office.days.say_instant(NOW), "because": because, "remedy": remedy}
    yield Sample("not-acted", "To the head: somebody wrote in their name", Notice("not_acted", head, refused))


def _troubles(office: Office) -> Iterator[Sample]:
    """What went wrong, to whoever can do something about it."""
    when = office.days.say_instant(NOW)
    life = Life(office)
    life.report()
    life.decide("To kim.dale@families.example", Verb.EDIT, edits=[{"to_address": PARENT.email}])
    letter = life.send(life.decide("Approve", Verb.APPROVE, 2)["letter"])
    for state, because in (
        (LetterState.IN_DOUBT, "the connection broke after the letter was handed over"),
        (LetterState.FAILED, "550 no such user here"),
    ):
        moved = ev.LetterMoved(life.now, letter.id, state, because)
        told = letter_lost(life.case, letter, moved, office).notices[0]
        yield Sample(
            f"letter-trouble-{state.value}".replace("_", "-"), "To the head: a letter did not arrive", told
        )
    too_big = Notice("too_big", (REPORTER,), {"when": when, "megabytes": 31, "limit": 26})
    yield Sample("too-big", "To the sender of a very big mail", too_big)
    yield Sample(
        "unread", "To the sender of a mail that cannot be read", Notice("unread", (REPORTER,), {"when": when})
    )
    lost = mail_lost(
        replace(letter, kind="digest", to=(office.people.head.email,)), "550 mailbox full", office
    )
    yield Sample("admin-note", "To IT: something needs a hand", lost[0])


def _records(office: Office) -> Iterator[Sample]:
    """What becomes of closed cases: the list for the second yes, and the report of an erasure."""
    head = (address(office.people.head),)
    kinds = (RecordKind.NO_ACTION, RecordKind.COMPLAINT)
    lines = [
        {
            "ref": f"2026-00{n}",
            "kind": kind.value,
            "closed": "Friday 4 December 2026",
            "until": "Thursday 31 August 2028",
        }
        for n, kind in enumerate(kinds, 38)
    ]
    yield Sample(
        "erasing", "To the head: exactly what would be erased", Notice("erasing", head, {"records": lines})
    )
    removed = {"files": 23, "mails": 7, "letters": 2, "held": 1, "marked": 0, "shared": 0}
    facts = {"ref": "2026-0038", "refused": "", "removed": removed, "left": (), "by": "head"}
    facts |= {"because": "its time was over"}
    yield Sample("erased", "To the head: erased, and what is out of reach", Notice("erased", head, facts))
    found = {"removed": removed | {"marked": 7, "shared": 1}, "left": ("letters/mailroom-12.eml",)}
    told = Notice("erased", head, facts | found | {"by": "admin", "because": "a request under Article 17"})
    yield Sample("erased-left", "To the head: erased, and something was found", told)
    told = Notice("erased", head, facts | {"removed": {}})
    yield Sample("erased-interrupted", "To the head: erased in two goes", told)
    told = Notice("erased", head, facts | {"refused": "held"})
    yield Sample("erased-refused", "To the head: not erased", told)
    removed = {"mails": 5, "letters": 1, "held": 2, "marked": 0}
    told = Notice("erased_mail", head, {"count": 5, "removed": removed, "left": ()})
    yield Sample("erased-mail", "To the head: mail of no case, erased", told)


def _colleague(office: Office) -> str:
    people = office.people
    return people.deputies[0].email if people.deputies else people.chair.email
