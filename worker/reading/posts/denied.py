"""Who did not post, as a report says it: "it wasn't NAME who wrote", "NAME swears it wasn't her"."""

from __future__ import annotations

import re

from worker.reading.posts.named import Named, same_person
from worker.reading.posts.smallnames import is_first_name

_BEFORE = re.compile(
    r"(?:\b(?:(?:wasn|isn|weren)['’]?t|(?:was|is|were) not)(?: it)?|\b(?:not|nor|neither)"
    r"|\b(?:don|didn|doesn)['’]?t (?:think|believe|reckon) (?:that )?(?:it(?:['’]?s| is| was)?)"
    r"|\b(?:doubt|denie[sd]|denying) (?:that )?(?:it(?:['’]?s| is| was)))(?: actually| really)? \Z",
    re.IGNORECASE,
)
"""Before a name, that its bearer is not the one."""
_SAYS = r"(?:says?|said|swears?|swore|insists?|claims?|promises?|denie[sd])"
_BEHIND = re.compile(
    rf"(?:['’]s? \w+)? (?:\w+ )?{_SAYS}\b[^.!?\n\x00]{{0,30}}?"
    r"\b(?:(?:wasn|isn)['’]?t (?:her|him|them|hers|his|theirs)"
    r"|(?:didn['’]?t|never) (?:wrote|write|post|posted|put|did|do)\b)"
    r"| (?:said|says|gave|told (?:me|us)) (?:me |us )?(?:that )?(?:this|the) (?:right )?"
    r"(?:address|inbox|mailbox|box|email)\b",
    re.IGNORECASE,
)
"""Behind a name, that its bearer says so, or who it was that told where to report."""


def is_denied(named: Named, text: str) -> bool:
    """Whether the text says of somebody that they did not post; who it was instead is asked for."""
    before = text[max(0, named.start - 40) : named.start]
    return _BEFORE.search(before) is not None or _BEHIND.match(text, named.end) is not None


_POSES_AS_ME = re.compile(
    r"\b(?:(?:pretend\w* to be|impersonat\w+|posing as) me|in my name"
    r"|(?:with|using|has|uses) my (?:own )?(?:photo|picture|pic|face|name)"
    r"|(?:it|this|that)(?:(?:['’]?s| is) not| is ?n['’]?t) me)\b",
    re.IGNORECASE,
)
"""An account goes by the name of the reporter, whom it is made against."""


def is_borrowed(name: str, text: str, others: frozenset[str]) -> bool:
    """Whether an account goes by the name of one of the mail's own people, or poses as who reports it.

    What an account shows that poses as somebody else stands: it is told as the name that is shown.
    """
    if any(" " in other and same_person(name, other) for other in others):
        return True
    first, _, last = name.partition(" ")
    return bool(last) and is_first_name(first) and _POSES_AS_ME.search(text) is not None
