"""To whom a letter must not go: our own people, and whoever told the school.

It is looked at whenever a letter is shown and at the yes itself: a parent may have joined the staff since.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from worker.deciding.cases.case import Case
from worker.deciding.lint.hit import Hit
from worker.deciding.lint.known import tellers_of
from worker.deciding.office import Office, can_be_written_to
from worker.deciding.sentences import say
from worker.model import Action, Draft, People, Role
from worker.reading.senders.roles import role_of

_FOR_OUR_OWN = (Action.STAFF_KIT, Action.ANSWER)


def find_recipient(draft: Draft, case: Case, office: Office, on: date) -> Iterator[Hit]:
    """What is wrong with the recipient of a letter that goes on that day."""
    if draft.to is None:
        return
    email = draft.to.email
    told = email in {one.email for one in tellers_of(case)}
    if told and draft.action not in _FOR_OUR_OWN:
        yield Hit("recipient", email, say("refused.teller"), refused=True)
    elif not told and draft.action is Action.ANSWER:
        yield Hit("recipient", email, say("refused.no_teller"), refused=True)
    elif problem := find_problem(email, office.people, on, draft.action):
        yield Hit("recipient", email, problem, refused=True)


def find_problem(email: str, people: People, on: date, action: Action = Action.INVITATION) -> str | None:
    """Say why no letter may go to an address, or None: one to a parent must not reach our own people.

    A kit for a member of staff, and an answer to a reporter, are for our own people.
    """
    if not can_be_written_to(email):
        return say("refused.no_address", email=email)
    if action in _FOR_OUR_OWN and email.lower() != people.inbox:
        return None
    local, _, domain = email.lower().partition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    named = (people.head, people.chair, people.dsl, people.admin, *people.deputies)
    own = {mailbox for person in named for mailbox in person.addresses}
    if plain in own or any(role_of(a, people, on) is not Role.STRANGER for a in (email, plain)):
        return say("refused.our_own", email=email)
    return None
