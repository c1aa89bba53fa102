"""A draft is written and put before who decides, with all that was reported; nothing goes out until a yes."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import expect_decision
from worker.deciding.cases.harmed import harmed_of
from worker.deciding.cases.obstacles import Details
from worker.deciding.cases.relations import says_of
from worker.deciding.lint import check_shown
from worker.deciding.office import Office, Outcome, address
from worker.deciding.writing.letter_facts import find_platform_name, find_recipient, letter_facts
from worker.model import Action, Draft, DraftState, Item, Notice

PRINTED = "printed, to be posted"
"""Why a printed draft is on hold: the history is asked by it which version is on paper."""


def put_draft(
    case: Case,
    action: Action,
    office: Office,
    now: datetime,
    because: str = "",
    details: Details | None = None,
) -> Outcome:
    """Write a new draft and put it before who decides; nothing goes out until a yes (policy OB6)."""
    n = max((draft.n for draft in case.drafts), default=0) + 1
    subject, text = office.write(action, letter_facts(case, office, now, details))
    cites = f"policy {office.policy.steps[action].cites}"
    reason = f"{because} ({cites})" if because else cites
    draft = Draft(n, 1, action, find_recipient(case, action), subject, text, reason, DraftState.WAITING)
    return present(case, draft, office, now)


def present(case: Case, draft: Draft, office: Office, now: datetime) -> Outcome:
    """Put a draft (or its new version) before who decides, with a deadline for the decision."""
    drafted = ev.Drafted(now, draft)
    asked = expect_decision(case, draft, office, now)
    return Outcome((drafted, asked), (approval(case, draft, office),))


def approval(case: Case, draft: Draft, office: Office) -> Notice:
    """The mail that shows a draft in full and asks for a yes to exactly that text."""
    facts = {
        "ref": case.ref,
        "draft": draft,
        "title": office.policy.steps[draft.action].title,
        "step": office.policy.steps[draft.action],
        "summary": summary(case, office),
        "hits": check_shown(draft, case, office),
        "printed": find_printed_at(case, draft) is not None,
    }
    items = (Item(draft.n, case.ref, draft.n, draft.version),)
    return Notice("approval", (address(office.decider(case)),), facts, items=items)


def find_printed_at(case: Case, draft: Draft) -> datetime | None:
    """When this very version was first printed, if it was."""
    moves = (e for e in case.events if isinstance(e, ev.DraftMoved) and e.because == PRINTED)
    return next((e.at for e in moves if (e.n, e.version) == (draft.n, draft.version)), None)


def text_sha256(draft: Draft) -> str:
    """The fingerprint of exactly what an approval is for: recipient, subject and text."""
    recipient = draft.to.email if draft.to else ""
    return hashlib.sha256(f"{recipient}\n{draft.subject}\n\n{draft.text}".encode()).hexdigest()


def others_than(poster: str | None, case: Case) -> list[dict[str, Any]]:
    """The other names that posts of a case were made under, as people told them, with the post's place."""
    told = [
        (post.poster_name, n)
        for n, post in enumerate(case.posts, 1)
        if post.poster_name not in (None, poster) and "poster_name" not in post.by_machine
    ]
    return [{"name": name, "n": n} for name, n in dict(reversed(told)).items()]


def summary(case: Case, office: Office) -> dict[str, Any]:
    """What a mail to the head says of a case: roles, words of the post, no name of a child."""
    post = next(iter(case.posts), None)
    grounds = office.policy.grounds_of(case.grounds)
    shown = office.policy.grounds_of((*case.grounds, *case.likely_grounds))
    return {
        "reports": len(case.reports),
        "reporter": case.reports[0].reporter if case.reports else None,
        "poster": case.poster,
        "others": others_than(case.poster, case),
        "relation": says_of(case),
        "harmed": harmed_of(case),
        "poster_read": case.poster_read,
        "platform": find_platform_name(post.platform) if post else None,
        "url": next((p.url for p in case.posts if p.url), None),
        "words": case.words,
        "words_read": next((p.text for p in case.posts if p.text), None),
        "grounds": [{"ground": ground, "because": because} for ground, because in shown],
        "lawful": office.policy.sentence_for("lawful")
        if grounds and all(g.lawful for g, _ in grounds)
        else "",
        "urgency": case.urgency.value,
        "flags": case.flags,
        "unread": tuple(dict.fromkeys(one for report in case.reports for one in report.unread)),
        "files": [item for item in case.evidence if item.role.value == "evidence"],
    }
