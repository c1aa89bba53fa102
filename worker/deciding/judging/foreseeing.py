"""A mail read before its turn: as one that answers nothing of ours, as most reports are.

A reading follows from the mail, the people, the day, whose word counts on senders, and what the register
knows of the mail's thread. All of it is known beforehand but what the mails before it may change, so the
words may be read ahead, by whoever has time. Who then asks the register when its turn has come uses that only
where nothing is otherwise, value for value; else the mail is read as if nobody had.

Who sent a mail, how far that is proven, what that makes of the sender and what the mail carries are not
taken from there: they are always worked out by who acts on them. Nor is what could approve anything: that
answers a mail of ours, and such a mail is never foreseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace

from worker.deciding.judging.bare import Known, Standpoint, bare_reading
from worker.deciding.judging.foreseen import Circumstances, Foreseen, Meaning, Thread
from worker.deciding.judging.questions import MOST
from worker.deciding.judging.triage import read_message
from worker.deciding.sentences import question
from worker.model import Kind, Mail, Reading
from worker.reading.apart import Apart
from worker.reading.files.decoration import mark_seen_before

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}|G[1-9]|OTHER|HU-\d{4}-\d{4,6}")
_TAKEN = tuple(field.name for field in fields(Meaning) if field.name != "stop")


def as_met(mail: Mail, at: Circumstances) -> Mail:
    """The mail as it will be read: with the pictures that come with every mail as decoration."""
    return mark_seen_before(mail, at.commonplace)


def foresee(mail: Mail, at: Circumstances) -> Meaning | None:
    """What a mail means if it answers nothing of ours. None where that is said in a school's own words."""
    apart = Apart(mail)
    reading = read_message(apart, _standpoint(at), _known(at.thread))
    if reading.kind is Kind.UNREADABLE:
        return None
    return Meaning(apart.stop, **{name: getattr(reading, name) for name in _TAKEN})


def is_possible(meaning: Meaning) -> bool:
    """Whether what stands for words of ours is a name of such, and a number what it may be.

    What no reading has cannot come of one, whoever says that it did. A mail's own words are any words.
    """
    asked = meaning.ask_back
    return (
        meaning.kind is not Kind.UNREADABLE
        and len(asked) <= MOST
        and all(question(slug) is not None for slug in asked)
        and all(_NAME.fullmatch(name) for name in _names(meaning))
        and all(0 <= post.confidence <= 1 for post in meaning.posts)
    )


def _names(meaning: Meaning) -> Iterator[str]:
    yield from meaning.flags
    yield from (ground.id for ground in meaning.grounds)
    yield from (name for post in meaning.posts for name in (post.platform, *post.by_machine) if name)
    if meaning.case_ref is not None:
        yield meaning.case_ref


def stop_in(apart: Apart, foreseen: Foreseen | None) -> str | None:
    """The words for which a mail must not be opened further, as foreseen or as found now."""
    return foreseen.meaning.stop if foreseen is not None and foreseen.is_of(apart) else apart.stop


def find_reading(foreseen: Foreseen | None, apart: Apart, at: Standpoint, known: Known) -> Reading | None:
    """The reading of a mail that was foreseen in these very circumstances; None where it must be read."""
    if foreseen is None or not foreseen.is_of(apart):
        return None
    if (_standpoint(foreseen.at), _known(foreseen.at.thread)) != (at, known):
        return None
    meaning = {name: getattr(foreseen.meaning, name) for name in _TAKEN}
    return replace(bare_reading(apart.mail, at, known), **meaning)


def _standpoint(at: Circumstances) -> Standpoint:
    return Standpoint(at.people, at.on, at.trust)


def _known(thread: Thread | None) -> Known:
    return Known() if thread is None else Known(answers_case=thread.case, poster=thread.poster)
