"""Yes, although the letter has words the lint asks about: "approve anyway because …", and the reason.

The reason is the only part of a yes that is in the head's free words. Therefore it is one sentence, and
holds nothing that could take the yes back, put it off or tie it to something (domain §7: any doubt
resolves to the choice that sends nothing).
"""

from __future__ import annotations

import re
from functools import cache

from worker.deciding.decision.saying import Meaning, Saying
from worker.deciding.lint.rules import knowledge
from worker.deciding.sentences import say
from worker.model import Verb
from worker.reading.words.straight import straight

_FORM = re.compile(
    r"(?:(?:draft|number|no\.?) )?(?:\d{1,2}[.:)]? )?(?:yes,? )?(?:please )?(?:approved?|send(?: it)?) anyway"
    r",? because (?P<reason>\S.{9,399})",
    re.IGNORECASE,
)
_SECOND = re.compile(r"[.!;:](?:\s|$)(?=.{0,400}\w)|[?<>\[\]|…]|\.{2,}|\d")
"""What begins a second sentence, asks, is somebody else's, or could be the number of a draft."""
_FEWEST = 3


def read_anyway(saying: Saying) -> Meaning | None:
    """Approve with a reason, if the words say so in the one form that is asked for."""
    if not saying.chunks or saying.asks:
        return None
    first, last = saying.chunks[0].tokens[0].start, saying.chunks[-1].tokens[-1].end
    written = saying.text[first:last]
    if "\n\n" in written.replace("\r", ""):
        return None
    found = _FORM.fullmatch(" ".join(written.split()))
    if found is None or not _is_plain(found["reason"]):
        return None
    reason = found["reason"].rstrip(".! ")
    return Meaning(Verb.APPROVE, {"anyway": reason}, say("anyway.approved_although_something_remarked_on"))


def _is_plain(reason: str) -> bool:
    """Whether a reason is one sentence without a word that could govern the yes."""
    words = re.findall(r"[a-z']+", straight(reason.lower()))
    return len(words) >= _FEWEST and not _SECOND.search(reason) and _governing().isdisjoint(words)


@cache
def _governing() -> frozenset[str]:
    return frozenset(knowledge()["override"]["governing"])
