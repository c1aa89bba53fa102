"""Words that stand in no quotation marks, set off by a colon, by a line or by a paragraph of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from worker.reading.posts.quoting import Quote

_UNMARKED = re.compile(
    r"\b(?:says?(?! (?:me|us)\b)|said|saying|wrote|writ(?:es|ing|ten)|post(?:s|ed)|put|reads?|comment(?:s|ed)"
    r"|tweet(?:s|ed)|repl(?:ies|ied)"
    r"|caption|as follows|her words|his words|their words|exact words|text is"
    r"|text of (?:the )?(?:post|comment|message)|wording)\b"
    r"[^.:\n\x00]{0,40}:(?!\d\d\b)[ \t]*\n{0,2}"
    r"(?P<words>[^\s\x00][^\n\x00]{8,2000})",
    re.IGNORECASE,
)


_EMPTY_LINE = re.compile(r"\n[ \t]*\n(?=[^\s\x00])")
"""An empty line above a paragraph."""
_BELOW = re.compile(
    r"(?=[^\n]{0,300}\b(?:facebook|fb|insta\w*|tiktok|twitter|x|reddit|whatsapp|snapchat"
    r"|mumsnet|netmums|nextdoor|threads|telegram|group|page|chat|user(?:name)?|author|poster)\b)"
    r"(?!(?:hi|hello|dear|morning|afternoon|evening|thanks|thank you|cheers|regards|sent)\b)"
    r"[^\n]{12,400}[\w:)][ \t]*\n[ \t]*\n"
    r"(?P<words>(?!(?:i|i['’]m|we|my|our|please|can|could|thanks?|regards|kind|hi|sent|get|cheers|see)\b)"
    r"[^\s\x00][^\x00\n]{18,900})(?=[ \t]*(?:\n[ \t]*\n|\Z))",
    re.IGNORECASE,
)
"""A paragraph of its own below a line that names the place and does not end as a sentence does."""
_TELLS = re.compile(
    r"(?<!whoever )(?<!reads )(?<!gets )(?<!opens )(?<!sees )"
    r"\b(?:says?|said|wrote|writes|posts?|posted|put|put up|reads?|commented"
    r"|tweeted|as follows|this)[ ]?[:,]?\Z"
)
"""A word of telling at a line's end."""
_PARAGRAPH = re.compile(
    r"(?P<words>[^\s\x00][^\x00\n]{8,900}(?:\n[^\s\x00][^\n\x00]{0,400}){0,12})"
    r"(?=\s{0,9}(?:\n[ \t]*\n|\x00|\Z))"
)
"""A paragraph of its own."""


_SHOUTED = re.compile(
    r"\b(?:saying|says|that says|put|wrote|written) "
    r"(?P<words>(?!NHS|PTA|SEN|OFSTED)[A-Z][A-Z'’]{2,15} (?:[A-Z][A-Z'’]{1,15}\b ?){1,12}[^.\n\x00]{0,300})"
)
"""Words that begin in capitals, to the end of the sentence."""


_DATED = re.compile(
    r"(?:(?<=\n)|\A)[ \t]{0,4}(?:(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)\b,?"
    r"(?: (?:at )?\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?| morning| night| afternoon| evening)?"
    r"[ ]?[-–:][ ](?P<words>[^\s\x00][^\n\x00]{11,400}+)\n?(?=\x00)",
    re.IGNORECASE,
)
"""A line that opens with a day, above its own link."""
_TELLS_OF_IT = re.compile(
    r"(?:i|we|saw|see|seen|rang|spoke|link|another|this|these|same|here|first|second|third|one|more|again"
    r"|calls?|calling|says?|saying|about|under|on|in|at"
    r"|(?:(?:the|an?|his|her|their|new|first|second|third|next) ){0,2}(?:link|posts?|videos?|comments?"
    r"|photos?|pics?|pictures?|story|rant|thread|tweets?|replies|reply|screenshots?|message|group|page)"
    r"|(?:s?he|they) (?:has |had |have |then |also ){0,2}(?:put|posted|said|says|called|shared|wrote|rang"
    r"|came|was|were|did|went|told|asked|replied|commented|liked|deleted|changed|started))\b",
    re.IGNORECASE,
)
"""What the reporter tells of a link: no words of the post."""


def _find_dated(masked: str) -> list[re.Match[str]]:
    """The words of several days' posts, a line each: all of them are, or none."""
    found = [*_DATED.finditer(masked)]
    told = any(_TELLS_OF_IT.match(one["words"]) for one in found)
    return found if len(found) > 1 and not told else []


def find_unmarked(masked: str) -> tuple[Quote, ...]:
    """Words set off by a colon alone ("She wrote: …"), to the end of their line; ``what`` is "unmarked"."""
    found = (
        (_find_dated(masked) if "\x00" in masked else [])
        or ([*_UNMARKED.finditer(masked)] if ":" in masked else [])
        or [*islice(_find_set_off(masked), 1)]
        or [*islice(_find_below(masked), 1)]
        or [*islice(_SHOUTED.finditer(masked), 1)]
    )
    return tuple(_quote(match.start("words"), match.group("words")) for match in found)


def _find_set_off(masked: str) -> Iterator[re.Match[str]]:
    """Paragraphs behind a line that ends with a word of telling."""
    for empty in _EMPTY_LINE.finditer(masked):
        line = masked[max(masked.rfind("\n", 0, empty.start()) + 1, empty.start() - _TAIL) : empty.start()]
        told = _TELLS.search(line.rstrip(" \t"))
        paragraph = _PARAGRAPH.match(masked, empty.end()) if told else None
        if paragraph:
            yield paragraph


def _find_below(masked: str) -> Iterator[re.Match[str]]:
    """Paragraphs below a line that names the place."""
    lines = (masked.rfind("\n", 0, empty.start()) + 1 for empty in _EMPTY_LINE.finditer(masked))
    return filter(None, (_BELOW.match(masked, line) for line in lines))


_TAIL = 60
"""Signs of a line's end, more than any words of telling with what may not stand before them."""
_LINK_FOLLOWS = re.compile(
    r"[.](?: (?:here(?:['’]?s| is)|this is|and|the) (?:the |a )?link\b[^.!?\n]{0,30})\Z",
    re.IGNORECASE,
)
"""What the reporter goes on to say behind the words, before a link."""


def _quote(start: int, words: str) -> Quote:
    follows = _LINK_FOLLOWS.search(words.rstrip())
    said = words[: follows.start()] if follows else words
    return Quote(start, start + len(said), said.strip(), "unmarked")
