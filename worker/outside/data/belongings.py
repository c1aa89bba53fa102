"""What a case has outside its folder, and the words it would be found by: what erasing it must reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import WITH_MESSAGE, Case
from worker.model import MessageKey
from worker.outside.data.values import encode

_SHORTEST = {
    **dict.fromkeys(("poster_name", "handle", "email", "name"), 5),
    **dict.fromkeys(("words", "subject", "text", "url", "group", "about", "because"), 16),
    **dict.fromkeys(("message_id", "raw_sha256", "body_sha256", "sha256"), 16),
}
"""The fields of a history that lead to somebody, and from how many characters on they lead to nobody else.

"Yes, send it" is everybody's; a name of four letters is found in any text.
"""


@dataclass(frozen=True, slots=True)
class Belongings:
    """What a case has outside its folder, and the words by which it would be found."""

    keys: tuple[MessageKey, ...]
    """Every message of it, also by the header alone, as messages are known that were held unfetched."""
    shared: tuple[MessageKey, ...]
    """Those that another case holds too: one reply that decides on several."""
    sizes: dict[str, int]
    letters: tuple[str, ...]
    """The Message-IDs of all that was written on it."""
    marks: frozenset[str]


def collect(
    family: Sequence[Case],
    others: Iterable[Case],
    evidence: Callable[[str, str], bytes],
    is_ours: Callable[[str], bool],
) -> Belongings:
    """Collect them. What other cases say, hold or are called by too is no mark of this one."""
    from worker.reading.message.mail import header_key  # who only looks at cases need load no reader of mails

    rest = list(others)
    keys = _keys(family)
    elsewhere = set(_keys(rest))
    marks = _marks(family, is_ours) - _marks(rest, is_ours)
    whole = {item.sha256: item.size for case in family for item in case.evidence}
    heads = tuple(
        key
        for case in family
        for item in case.evidence
        if item.type == "message/rfc822" and item.sha256 in {k.raw_sha256 for k in keys}
        for key in (header_key(evidence(case.ref, item.sha256)),)
    )
    return Belongings(
        keys=tuple(dict.fromkeys((*(k for k in keys if k not in elsewhere), *heads))),
        shared=tuple(k for k in keys if k in elsewhere),
        sizes={k.raw_sha256: whole[k.raw_sha256] for k in keys if k.raw_sha256 in whole},
        letters=tuple(letter.message_id for case in family for letter in case.letters),
        marks=marks,
    )


def _keys(cases: Iterable[Case]) -> tuple[MessageKey, ...]:
    events = [event for case in cases for event in case.events]
    own = [event.message for event in events if isinstance(event, (*WITH_MESSAGE, ev.Progressed, ev.Freed))]
    theirs = [one.message for event in events if isinstance(event, ev.Absorbed) for one in event.reports]
    return tuple(dict.fromkeys((*own, *theirs)))


def _marks(cases: Iterable[Case], is_ours: Callable[[str], bool]) -> frozenset[str]:
    found = (encode(event) for case in cases for event in case.events)
    return frozenset(mark for data in found for mark in _leaves(data, "", is_ours))


def _leaves(found: Any, name: str, is_ours: Callable[[str], bool]) -> Iterator[str]:
    """Every name, address, word and hash in a history; nobody of the school's own people."""
    if isinstance(found, dict):
        if not is_ours(str(found.get("email") or "")):
            for key, inner in found.items():
                yield from _leaves(inner, key, is_ours)
    elif isinstance(found, list):
        for inner in found:
            yield from _leaves(inner, name, is_ours)
    elif isinstance(found, str) and name in _SHORTEST:
        yield from (line.strip() for line in found.splitlines() if len(line.strip()) >= _SHORTEST[name])
