"""The letters and packs beyond a case's usual life, and the mails that put them before the head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.doing.edit import apply_edits
from worker.deciding.office import Office, address
from worker.deciding.school.policy import Form
from worker.deciding.writing.drafting import put_draft
from worker.deciding.writing.printing import print_letter
from worker.model import Action, Draft, Notice, Verb
from worker.preview.life import NOW, PARENT, Life
from worker.preview.samples import Sample

_DETAILS: dict[Action, dict[str, Any]] = {
    Action.POLICE: {"condition": "threat", "person": "Mrs Example"},
    Action.BLOCK: {"space": "the school's Facebook page"},
}
_FILLED = {
    "[account]": "of a parent of the school, who said so in a talk",
    "[adviser]": "the legal services that the school uses",
    "[context]": "she has written to the school about homework, and was answered",
    "[decision]": "I have read what you say, and the warning stands",
    "[persons]": "one member of staff",
    "[urgency]": "routine",
    "[wish]": "that it be noted, and no more",
}
"""What a head may write at the places only a person can fill: no letter goes with one of them open."""
_IN_A_LIFE = (Action.INVITATION, Action.WARNING)


def drafts(office: Office) -> Iterator[Sample]:
    """Every other letter and pack, as it goes out once approved; then what the head is shown of three."""
    life = Life(office)
    life.report()
    for action in (one for one in office.policy.steps if one not in _IN_A_LIFE):
        draft = _filled(_draft(life.case, action, office)[0], office)
        name = action.value.replace("_", "-")
        if _is_pack(action, office):
            facts = {"ref": life.case.ref, "draft": draft, "title": _title(action, office)}
            pack = Notice("pack", (address(office.people.head),), facts)
            yield Sample(f"pack-{name}", f"To the head, to copy from: {draft.subject}", pack)
        else:
            facts = {
                "subject": draft.subject, "text": draft.text, "school": office.school, "action": action.value
            }  # fmt: skip
            letter = Notice("letter", (draft.to or PARENT,), facts, external=True)
            yield Sample(f"letter-{name}", f"Once approved: {draft.subject}", letter)
    yield from _shown(office)


def _shown(office: Office) -> Iterator[Sample]:
    """What the head is asked about a draft that is not ready, and about one to copy."""
    life = Life(office)
    life.report()
    _, told = _draft(life.case, Action.POLICE, office)
    yield Sample("approval-police", "To the head: a draft with places only a person can fill", told)
    _, told = _draft(life.case, Action.PLATFORM, office)
    yield Sample("approval-pack", "To the head: a pack to copy from", told)
    page = print_letter(life.case, life.case.draft(1), office, NOW).outcome.notices[0]
    yield Sample("page", "To the head, who wants the letter on paper: with the page attached", page)
    edits = [
        {"to_address": PARENT.email},
        {"from": "I may well have misunderstood it.", "to": "What it says is false."},
    ]
    mails = life.decide("To kim.dale@families.example …", Verb.EDIT, edits=edits)
    yield Sample("approval-remark", "To the head: an edit with a word that needs a reason", mails["approval"])


def _draft(case: Case, action: Action, office: Office) -> tuple[Draft, Notice]:
    outcome = put_draft(case, action, office, NOW, details=_DETAILS.get(action))
    drafted = next(e for e in outcome.events if isinstance(e, ev.Drafted))
    return drafted.draft, outcome.notices[0]


def _filled(draft: Draft, office: Office) -> Draft:
    """The draft with every gap filled, by the head's own edits, as the lint asks before it lets one out."""
    gaps = [gap for gap in _FILLED if gap in draft.text]
    edits = [{"from": gap, "to": _FILLED[gap]} for gap in gaps]
    edited = apply_edits(draft.text, draft.subject, edits, office.local_date(NOW))
    return replace(draft, text=edited.text)


def _is_pack(action: Action, office: Office) -> bool:
    return office.policy.steps[action].form is Form.PACK


def _title(action: Action, office: Office) -> str:
    return office.policy.steps[action].title
