"""The outgoing lint: what a letter must not say, and what it must (domain §1.6 and §3.11).

Every draft is held against it, and every version the head makes of one, whole: recipient, subject and
text. What the law leaves open needs a reason typed by who decides; what names somebody who told the
school, or a child, or goes to the wrong person, is refused whatever the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from worker.deciding.cases.case import Case
from worker.deciding.lint.days import find_days, find_short
from worker.deciding.lint.folded import Folded, fold
from worker.deciding.lint.hit import Hit
from worker.deciding.lint.known import Known, known_of
from worker.deciding.lint.names import find_names
from worker.deciding.lint.recipient import find_recipient
from worker.deciding.lint.typed import find_typed
from worker.deciding.lint.wording import find_gaps, find_missing, find_words
from worker.deciding.office import Office
from worker.deciding.school.periods import deemed_on
from worker.deciding.school.policy import Form, Recipient, Step
from worker.model import Action, Draft, Way

__all__ = ["Hit", "check", "check_shown"]

_BLANKED = re.compile("\n+")
_SHORTEST_QUOTE = 12
"""Characters of a long post's beginning that a letter must quote for the rest to count as cut off."""


def check(draft: Draft, case: Case, office: Office, on: date, way: Way = Way.EMAIL) -> tuple[Hit, ...]:
    """Everything wrong with a draft as it would go out on that day, that way, refused things first. Pure."""
    step = office.policy.steps.get(draft.action)
    known = known_of(case, draft, office)
    whole = fold(f"{draft.subject}\n\n{draft.text}")
    own = whole.without(_quotations(whole, known))
    hits = [*find_names(whole, own, known), *find_recipient(draft, case, office, on)]
    unquoted = _unquoted(own)
    step_to = step.recipient if step else Recipient.PARENT
    hits += find_typed(unquoted, known, office.people, to_parent=step_to is Recipient.PARENT)
    hits += [*_of_text(draft, own, unquoted, step, office, on)]
    if draft.action is Action.WARNING:
        came_on = deemed_on(office.days, office.instant(on, office.rules.day_ends), way)
        hits += find_short(unquoted, office.days, on, came_on, office.rules.removal_days)
    once = {(hit.id, hit.words.lower()): hit for hit in hits}
    return tuple(sorted(once.values(), key=lambda hit: not hit.refused))


def check_shown(draft: Draft, case: Case, office: Office) -> tuple[Hit, ...]:
    """What the mail that shows a draft says of it, as of the last thing that happened on the case."""
    return check(draft, case, office, office.local_date(case.events[-1].at)) if case.events else ()


def _of_text(
    draft: Draft, own: Folded, unquoted: str, step: Step | None, office: Office, on: date
) -> Iterator[Hit]:
    to = step.recipient if step else Recipient.PARENT
    leaves = draft.to is not None or step is None or step.form is Form.LETTER
    yield from find_gaps(unquoted, blanks=leaves)
    yield from find_missing(own, draft.action)
    yield from find_days(unquoted, office.days, on, deadlines=to is Recipient.PARENT)
    yield from find_words(own, to)


def _quotations(letter: Folded, known: Known) -> list[tuple[int, int]]:
    """Where the letter quotes what a poster wrote, between quotation marks."""
    spans = []
    for words in known.quoted:
        folded = fold(words).text.strip()
        at = letter.text.find(f'"{folded}"')
        if at >= 0:
            spans.append((at, at + len(folded) + 2))
            continue
        spans += _cut_short(letter, folded)
    return spans


def _cut_short(letter: Folded, words: str) -> Iterator[tuple[int, int]]:
    """Where the letter quotes the beginning of a long post, up to three dots."""
    opening = words[:_SHORTEST_QUOTE]
    at = letter.text.find(f'"{opening}')
    end = letter.text.find('"', at + 1) if at >= 0 else -1
    if end < 0:
        return
    said = letter.text[at + 1 : end].rstrip(" .")
    if len(opening) == _SHORTEST_QUOTE and words.startswith(said):
        yield at, end + 1


def _unquoted(letter: Folded) -> str:
    """The letter as it was written, its quotations blanked."""
    if "\n" not in letter.text:  # a folded text has none of its own
        return letter.written
    characters = list(letter.written)
    for blank in _BLANKED.finditer(letter.text):
        for place in letter.at[blank.start() : blank.end()]:
            characters[place] = "\n"
    return "".join(characters)
