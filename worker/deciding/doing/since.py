"""What has come in since a letter was shown, and may make it needless or another's: the post is down, the
parent answers, somebody else is said to have posted.

A letter that asks for what has happened already would embarrass the school: a yes from before is asked about,
and so is one from since, where the letter has not gone yet.
"""

from __future__ import annotations

from collections.abc import Iterable

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.outsiders import may_be_the_parents
from worker.deciding.decision.told import read_told
from worker.deciding.doing.stopping import lets_letters_go
from worker.deciding.office import Office
from worker.deciding.sentences import say
from worker.model import AttachmentRole, Progress, Told
from worker.reading.posts.named import same_person

_SETTLES = (Progress.REMOVED, Progress.APOLOGISED)
"""Of what is told of a case's course, what a letter that was written before can hardly know."""
_SHOWN = 120
"""So much of a mail is shown again."""


def settles(told: Iterable[Told]) -> bool:
    """Whether these words tell that what the school would ask for has been done."""
    return any(one.progress in _SETTLES for one in told)


def find_news(case: Case, since: Iterable[ev.CaseEvent], office: Office) -> str:
    """Say what of the things that happened since on a case may make a letter needless; "" where nothing."""
    return next((said for one in since if (said := _news(case, one, office))), "")


def find_words_since(case: Case, since: Iterable[ev.CaseEvent], office: Office) -> str:
    """Say what who decides, or the safeguarding lead, has written on a case since; "" where nothing.

    What was taken in as a report or an answer decided nothing, and may say that the letter should wait;
    "seen" and thanks alone do not.
    """
    decider = office.decider(case)
    for one in since:
        if isinstance(one, ev.Reported | ev.Replied) and one.words.strip():
            writer = one.reporter if isinstance(one, ev.Reported) else one.sender
            if _is_courtesy(one, writer.name, office):
                continue
            if writer.email in decider.addresses:
                return say("again.wrote_self", words=_short(one.words))
            if office.is_lead(writer.email, case):
                return say("again.wrote_lead", words=_short(one.words))
    return ""


def _is_courtesy(one: ev.Reported | ev.Replied, name: str, office: Office) -> bool:
    """Whether it brings nothing, and nothing in it stands against a letter."""
    brings = isinstance(one, ev.Reported) and bool(one.posts)
    brings = brings or any(item.role is AttachmentRole.EVIDENCE for item in one.evidence)
    return not brings and not one.flags and lets_letters_go(one.words, name, office, one.at)


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"


def _news(case: Case, event: ev.CaseEvent, office: Office) -> str:
    match event:
        case ev.Progressed() if event.progress in _SETTLES:
            return say("approving.told_since", words=event.words)
        case ev.Progressed() if _names_another(case, event):
            return say("approving.named_since", words=event.words)
        case ev.Replied() if may_be_the_parents(case, event):
            return say("approving.answered_since")
        case ev.Replied() | ev.Reported():
            told = read_told(event.words, office.local_date(event.at))
            words = next((one.words for one in told if settles((one,))), "")
            return say("approving.told_since", words=words) if words else ""
        case _:
            return ""


def _names_another(case: Case, event: ev.Progressed) -> bool:
    """Whether somebody said that the poster is another than the reports say, or that nobody knows."""
    if event.progress is Progress.UNIDENTIFIED:
        return True
    known = case.poster is not None and same_person(event.about, case.poster)
    return event.progress is Progress.IDENTIFIED and not known
