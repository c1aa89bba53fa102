"""What was posted, told, answered, decided and written, word for word as far as a reader may see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import WITH_MESSAGE, Case, is_gone
from worker.deciding.handover.papers import letters_of, papers_of
from worker.deciding.handover.scope import Naming, Purpose, Scope
from worker.deciding.office import Office
from worker.deciding.school.policy import Recipient
from worker.model import Action, Draft, Letter, Post


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one person: a report, an answer, a decision."""

    at: datetime
    what: str
    who: str
    subject: str
    words: str
    paper: str


def said_on(case: Case, office: Office, scope: Scope) -> tuple[Said, ...]:
    """The words people wrote to the school, oldest first; those of deciders only where all is told."""
    if scope.purpose is Purpose.PLATFORM:
        return ()
    who = Naming(case, office, scope)
    files = {paper.sha256: paper.number for paper in papers_of(case, scope)}
    found: list[Said] = []
    for event in _with_taken_over(case):
        paper = files.get(event.message.raw_sha256, "")
        match event:
            case ev.Reported():
                own = scope.is_about(event.reporter.email)
                redact = scope.redact_own if own else scope.redact
                words, subject = redact(event.words), redact(event.subject)
                found.append(Said(event.at, "report", who.teller(event.reporter), subject, words, paper))
            case ev.Replied():
                own = scope.is_about(event.sender.email)
                words = (scope.redact_own if own else scope.redact)(event.words)
                if scope.purpose is Purpose.POLICE and not who.is_teller(event.sender, event.role):
                    words = event.words  # whom an outsider takes for the teller tells nothing; a gap would
                name = who.sender(event.sender, event.role)
                found.append(Said(event.at, "answer", name, "", words, paper))
            case ev.Decided() if scope.contents.everything:
                words = scope.redact(event.words)
                found.append(Said(event.at, "decision", who.decider(event.by), "", words, paper))
    return tuple(one for one in found if one.words.strip() or one.subject.strip())


def _with_taken_over(case: Case) -> Iterator[ev.Reported | ev.Replied | ev.Decided]:
    for event in case.events:
        if isinstance(event, ev.Absorbed):
            yield from event.reports
        elif isinstance(event, WITH_MESSAGE):
            yield event


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as a reader is shown it, and when the school was first told of it."""

    post: Post
    at: datetime
    words: str


def posts_for(case: Case, scope: Scope) -> tuple[Shown, ...]:
    """Every post reported on a case, each once, first seen first, as far as a reader may see it."""
    first: dict[str, Shown] = {}
    for report in case.reports:
        for post in report.posts:
            key = post.key or post.url or post.text or ""
            if key and post not in case.parted:
                first.setdefault(key, _shown(post, report.at, scope))
    return tuple(first.values())


def _shown(post: Post, at: datetime, scope: Scope) -> Shown:
    words = post.text or ""
    if scope.purpose is not Purpose.SUBJECT:
        only_words = scope.redact(words) if scope.purpose is Purpose.PLATFORM else words
        return Shown(post, at, only_words)
    if scope.is_about(post.poster_name, post.handle):
        return Shown(post, at, scope.redact_own(words))
    hidden = replace(post, poster_name=None, handle=None, url=None, group=None)
    return Shown(hidden, at, scope.redact(words))


@dataclass(frozen=True, slots=True)
class Written:
    """A letter, sent or not, in full."""

    title: str
    state: str
    to: str
    subject: str
    words: str
    number: str = ""
    at: datetime | None = None


def letters_out(case: Case, office: Office, scope: Scope) -> tuple[Written, ...]:
    """The letters that went out of the school, or may have, in full."""
    texts = {(e.draft.n, e.draft.version): e.draft for e in case.events if isinstance(e, ev.Drafted)}
    gone_at = {e.id: e.at for e in case.events if isinstance(e, ev.LetterMoved) and is_gone(e.state)}
    found = []
    for paper in letters_of(case, scope):
        letter = paper.letter
        if letter is None or not letter.external or not is_gone(letter.state) or not letter.items:
            continue
        draft = texts.get((letter.draft or 0, letter.items[0].version or 0))
        if draft is None or not _may_read(draft.action, letter, office, scope):
            continue
        title, to = title_of(draft.action, office), ", ".join(letter.to)
        state, at = letter.state.value, gone_at.get(letter.id)
        found.append(Written(title, state, to, draft.subject, draft.text, paper.number, at))
    for event in _on_paper(case).values():
        draft = texts.get((event.n, event.version))
        if draft is not None and scope.purpose not in (Purpose.PLATFORM, Purpose.SUBJECT):
            title = title_of(draft.action, office)
            found.append(Written(title, "posted", "", draft.subject, draft.text, "", event.at))
    return tuple(found)


def _on_paper(case: Case) -> dict[int, ev.Posted]:
    """The letters that went on paper, by draft."""
    gone: dict[int, ev.Posted] = {}
    for event in case.events:
        if isinstance(event, ev.Posted):
            gone[event.n] = event
        elif isinstance(event, ev.NotPosted):
            gone.pop(event.n, None)
    return gone


def _may_read(action: Action, letter: Letter, office: Office, scope: Scope) -> bool:
    step = office.policy.steps.get(action)
    if scope.purpose is Purpose.SUBJECT:
        return scope.is_about(*letter.to)
    hidden = step is None or step.recipient.value in ("adviser", "reporter")
    return scope.purpose is not Purpose.PLATFORM and (scope.contents.everything or not hidden)


def unsent_drafts(case: Case, office: Office, scope: Scope) -> tuple[Written, ...]:
    """Drafts that never went out, in their last version, where all is told.

    Of those the subject gets only what was to be a letter to a parent; ``kept_back`` counts the rest.
    """
    if not scope.contents.everything:
        return ()
    return tuple(
        Written(
            title=title_of(draft.action, office),
            state=draft.state.value,
            to=scope.redact(draft.to.email) if draft.to else "",
            subject=scope.redact(draft.subject),
            words=scope.redact(draft.text),
        )
        for draft in _unsent(case)
        if scope.purpose is not Purpose.SUBJECT or _is_to_a_parent(draft, office)
    )


def kept_back(case: Case, office: Office) -> int:
    """How many papers a person has to look at before the subject of the data is given them."""
    return sum(not _is_to_a_parent(draft, office) for draft in case.drafts)


def _unsent(case: Case) -> tuple[Draft, ...]:
    gone = {x.draft for x in case.letters if x.external and is_gone(x.state)}
    gone |= set(_on_paper(case))
    return tuple(draft for draft in case.drafts if draft.n not in gone)


def _is_to_a_parent(draft: Draft, office: Office) -> bool:
    step = office.policy.steps.get(draft.action)
    return step is not None and step.recipient is Recipient.PARENT


def title_of(action: Action, office: Office) -> str:
    """An action by the name that the school's policy gives it."""
    step = office.policy.steps.get(action)
    return step.title if step else action.value.replace("_", " ")
