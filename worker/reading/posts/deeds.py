"""What somebody did, told in whatever words, where it ends in what was posted or at the place.

A poster does something to others; an informant does it to the post, and whoever is hurt has it done to them
(``naming.toml``: "suffers", "no_deeds"). So every verb makes a poster that is none of those.
"""

from __future__ import annotations

import re
from functools import cache

from worker.reading.posts.guards import ASIDE, CLOSED, NO_LOOK
from worker.reading.posts.lists import any_of


def find_deed(text: str, end: int, before: str) -> str | None:
    """What the bearer of a name that ends at ``end`` did, up to the words or the place in the same sentence.

    ``before`` is what stands before the name. ``None`` where the name is no sentence's subject, or where its
    bearer is told of, told, or tells.
    """
    match = _does().match(text, end)
    if match is None or not _subject().search(before) or CLAIMED.search(before):
        return None
    deed = match["deed"]
    return None if _no_deed().match(deed) or _TO_THE_POST.search(deed) else deed


@cache
def _does() -> re.Pattern[str]:
    return re.compile(
        rf"{CLOSED}{ASIDE},?(?P<deed>(?:['’](?:s|ve)| )(?:[^.\n\x00!?]){{2,140}}?)"
        rf"(?:[:,.–-]?\s{{0,3}}\x00|\b(?i:{any_of('platforms')})\b{NO_LOOK})"
    )


@cache
def _subject() -> re.Pattern[str]:
    """What stands before a name that is the subject of what follows."""
    words = rf"{any_of('before_subject')}|{any_of('platforms')}|\w{{3,12}}ly"
    return re.compile(rf"(?:\A|[.!?\n,;:(–-] ?|\b(?:{words})[,:]? )(?:an? |one )?\Z", re.IGNORECASE)


CLAIMED = re.compile(
    r"\b(?:they|people|parents|mums|folk|some|someone|somebody|it|posts?|thread|comments?|there|rumours?|story|word"
    r"|others)\b[^.!?\n]{0,40}\bthat \Z",
    re.IGNORECASE,
)
"""Before a name, that others say something of its bearer."""
_HOW = (
    r"(?:now|just|only|also|already|clearly|really|never|still|always|very|quite|so|being|getting|\w{3,12}ly)"
)


@cache
def _no_deed() -> re.Pattern[str]:
    """What is done to somebody, is wished, felt or told by them, or is only their work."""
    being = (
        rf"(?:is|was|were|been|being|gets?|getting|got)(?: {_HOW}){{0,3}} (?!(?:{any_of('at_others')})\b"
        rf"|(?!(?:{any_of('suffers')})\b)\w+ing\b|on (?:at|to|about|there|here|\Z)|\Z)\w"
    )
    having = (
        rf"(?:has|have|had|['’]s got|got) (?:{any_of('has_only')})\b"
        r"|(?:had|has|have)\b[^,]{0,40}\b(?:taken|shared|called|named)\b"
    )
    refusing = r"(?!(?:won|can|couldn)['’]?t (?:let|leave|stop|help|resist|get over|keep) )\w{1,12}n['’]?t\b"
    return re.compile(
        rf"(?:['’]s|['’]ve)? ?(?:(?:has|have|had|who|{_HOW}) ){{0,5}}"
        rf"(?:{being}|{having}|{refusing}|(?:{any_of('no_deeds')})\b)",
        re.IGNORECASE,
    )


_TO_THE_POST = re.compile(
    r"\b(?:you|your|this|these|the (?:words?|posts?|comments?|thread|screenshots?|messages?|thing|stuff)"
    r"|a (?:posts?|thread|comment|rant|screenshot|copy|voicemail|note|letter|link)"
    r"|what(?:['’]s| is| was| stands| people)|off sick|because of|accused|target|subject"
    r"|(?:has|have|had|['’]s) been (?!on|at|busy|up|off|\w+ing)\w+"
    r"|(?<!lost )(?<!let )(?<!leave )(?<!has )(?<!at )(?<!lose )it"
    r"(?!['’]?s (?:funny|ok|okay|fine|clever|right|acceptable|appropriate|hilarious)| in for\b)"
    r"|(?:and|but|so|as|because|while|when|where|if) (?:now |already |then |there |all ){0,2}"
    r"(?:it|its|it['’]s|there|theres|there['’]s|some\w*|they|the|an?|we|i|people|others))\b",
    re.IGNORECASE,
)
"""What was posted, as that which something is done to; or another who does what follows."""
