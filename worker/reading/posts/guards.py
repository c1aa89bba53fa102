"""What makes a word with a capital a name in a sentence about a poster, and what keeps it from being one."""

from __future__ import annotations

from worker.reading.words.indexed import UPPER

WORD_GOES_ON = rf"(?:['’][{UPPER}])?[\w-]{{0,24}}+"
WORD = rf"[{UPPER}]{WORD_GOES_ON}"
"""A word with a capital, as names have it."""
IN_FULL = rf"{WORD}(?: {WORD}){{1,2}}"
"""A name of two or three such words."""
ASIDE = (
    r"(?:[ ]?\([^()\n]{1,90}\)|, (?:[^,\n.()]|\([^()\n]{1,90}\)){1,70},"
    r"| off (?:the|our) [a-z]{3,14}"
    r"| (?:s?he|they)(?:['’]?s| is| are) (?:an?|one of|the) [^,\n.\x00]{2,30}?"
    r"| (?:I|we) think (?:s?he|they)(?:['’]?s| is| are)(?: called)?,?"
    r"| who (?!(?:runs|manages|moderates|looks after) (?:the|our) school|works |teaches |covers )"
    r"[^,\n.\x00]{1,90}?| of [^,\n.\x00]{2,30}?"
    r"| from (?:class |the |our )?[\w ]{2,20}?(?= s?he )"
    r"| and (?:his|her|their) [a-z]{3,12}(?: [A-Z]\w{1,14})?"
    r"| and (?:\w+ ){1,4}(?:others|more|friends|mates|mums|dads|parents|people)\b"
    r"| (?:I|we) (?:mentioned|told|spoke|rang|emailed|reported|warned)[^.\n\x00]{1,50}?)?"
)
CLOSED = (
    r"(?:, [^()\n]{1,60}(?=\)))?\)?"
    r"(?: in (?:[YR]\w{0,3}\d?|[Yy]ear \w{1,5}|Reception|Nursery))?"
)
"""What a name in brackets may have behind it ("(NAME, gran of two) has put"), the bracket, and a class."""
TO_US = (
    r"(?!.{0,12}\b(?:to|with|at) (?:me|us)\b)(?!.{0,6}\b(?:me|us)\b)"
    r"(?!(?: \w+)? to (?:the (?:office|school|head)|you)\b)"
    r"(?!(?: a)? (?:voicemail|voice mail)\b| to (?:the )?(?:governors|council|paper)\b)"
    r"(?! (?:at|with) (?:ours|us|our)\b)"
    r"(?!(?: a)? (?:copy|print|printout) of\b)(?![^.\n\x00]{0,50} in an? (?:email|mail|text) to\b)"
)
NO_ORDER = (
    r"(?! (?:(?:if|whether) (?:we|you|I|i|some\w+|it)|to|that we|that I|we|I|i|you|no one|nobody"
    r"|send|forward|log|report|pass|ask|keep)\b)"
)
"""Not "said to send it in", which tells what the school wants."""
NO_LOOK = (
    r"(?![^.\n\x00]{0,60}\b(?:saw|seen|see|found|find|spotted|noticed|read"
    r"|look\w*|check\w*|show\w*|report\w*)\b)"
)
"""Not "went on Facebook and saw", as those do who only look."""
NOT_DONE_TO = (
    r"(?!(?: \w+){0,3} (?:been|being|was|is|got|were)(?: \w+ly)? (?:called|named|accused|attacked|threatened"
    r"|told|asked|shown|informed|warned|sent|given|insulted|slagged|filmed|shared|put|posted|tweeted|uploaded|mocked|branded|labelled|targeted|ridiculed)\b)"
)
"""Not "has been called", which others did."""
NO_PLAN = r"(?! to (?:go|take|leave|pull|move|resign|quit|sue|complain|walk)\b)"
"""Not "is threatening to go to the paper"."""
NO_THREAD = (
    r"(?![^.\n\x00]{0,80}\b(?:under(?:neath)?|below) (?:it|that)\b[^.\n\x00]{0,12}"
    r"\b(?:some(?:one|body)|a parent|a mum|a dad)\b)"
)
"""Not "has put the times on Facebook, and under it somebody has written"."""
NO_STAFF = (
    r"(?!,? our \w|[ ]?\((?i:senco|reception|office|ta|teacher|deputy|caretaker|cook|chair|governor)\))"
)
"""Not "NAME, our cook, on Facebook": colleagues are the ones who are written about."""
NO_NEWS = (
    r"(?! (?:it|this|that|there)(?:['’]?s| is| was) (?:all )?(?:on|over|in)\b)"
    r"(?! (?:that )?(?:an? |some|one of |another )[^.\n\x00]{0,40}\b"
    r"(?:put|posted|wrote|written|shared|sent)\b)"
)
"""Not "says it is on Facebook", as those do who tell of it."""
NO_TALK = (
    r"(?! (?:so|no|yes|nothing|not|sorry|as much|the same|hello|ok|okay|thanks|thank you)"
    r"(?: (?:too|again|now|then|herself|himself|at the time|this morning|yesterday))?(?:[ ]?[.,;!?)\n]|\Z))"
    r"(?! (?:that )?(?:s?he|they) (?:saw|had seen|has seen|heard|had heard|knew|would|will|didn['’]?t"
    r"|couldn['’]?t)\b)"
)
"""Not "said so", nor "said she saw nothing", as those do who are asked."""
NO_SPOT = (
    r"(?! (?:phone|stairs|gate|playground|desk|yard|corridor|door|line|bus|train|school run|step|landing)\b)"
)
"""Not "on the phone"."""
NO_SIGHT = (
    r"(?!(?:seen|found|shown|noticed|spotted|read|reported|complained|sent|asked|told|heard"
    r"|been (?:named|called"
    r"|sent|shown)|daughter|son|child|boy|girl|lad|lass|kids|children|twins|husband|wife|name|house|car"
    r"|(?:photo|photograph|picture|image|face)s?(?= (?:is|was|are|were|has|have|being|got)\b))\b)"
)
"""Not "has seen a post", as those have who tell of it, nor "NAME's daughter"."""
NOT_UNDER = r"(?<!\bunder )(?<!\bbelow )(?<!neath )(?<!\bto )"
"""Not "under NAME's post", where others answered."""
SHOWN = r"(?=[^.\n\x00]{0,80}(?:\x00|:\s{0,4}\x00|\b(?i:PLACES)\b))"
"""What follows on the line is a quotation, or the place where it was said."""
