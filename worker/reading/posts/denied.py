"""Who did not post, as a report says it: "it wasn't NAME who wrote", "NAME swears it wasn't her"."""

from __future__ import annotations

import re

from worker.reading.posts.guards import IN_FULL
from worker.reading.posts.named import Named, same_person
from worker.reading.posts.smallnames import is_first_name
from worker.reading.words.titles import A_TITLE

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

_CALLS = re.compile(r"\b(?:called|calls|calling|named|labelled|branded)\s\Z", re.IGNORECASE)
_CALLED_WHAT = re.compile(r"\s(?:an?|all sorts|every name)\b")
_TITLED = re.compile(A_TITLE)
_USELESS = re.compile(
    r"\s(?!(?:has|had|is|was|who|whose|and|or|on|in|at|from|of|with|by|to|again|just|then|also|keeps?|did|does)\b"
    r"|\w+ed\b|(?:wrote|put|said|says|sent|went|made|did)\b)[a-z]"
)
"""Behind a name, a word that may be an insult; not "a mum called Miss Hart posted"."""


_QUARREL = re.compile(
    rf"{IN_FULL},? and {IN_FULL},?(?: are| were| have| had)?(?: both| now| been| also){{0,2}}"
    r" (?:(?:arguing|fighting|rowing|quarrel\w+|squabbl\w+|bicker\w+|(?:falling|fell|fallen) out|at war)\b"
    r"(?! with (?:us|me|the|our|school|staff)\b)"
    r"|(?:going|having a go|at|slagging|slating)[^.\n\x00]{0,20} (?:each other|one another)\b"
    r"|at it\b(?! again)[^.\n\x00]{0,60}\b(?:with each other|over an? )\b)"
    rf"|{IN_FULL} (?:has |had )?(?:fell|fallen|falling|is falling) out with {IN_FULL}"
)
"""Two who are at each other: neither is the one who posted about the school."""


def is_denied(named: Named, text: str) -> bool:
    """Whether the text says of somebody that they did not post; who it was instead is asked for."""
    before = text[max(0, named.start - 40) : named.start]
    if _BEFORE.search(before) or _BEHIND.match(text, named.end):
        return True
    if _CALLS.search(before) and _is_insulted(named, text):
        return True
    around = _QUARREL.finditer(text, max(0, named.start - 80), named.end + 160)
    return any(match.start() <= named.start < match.end() for match in around)


def _is_insulted(named: Named, text: str) -> bool:
    """Whether "called NAME" goes on with what NAME was called: "a liar", or of who has a title "useless"."""
    if _CALLED_WHAT.match(text, named.end):
        return True
    return bool(_TITLED.match(text, named.start) and _USELESS.match(text, named.end))


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
