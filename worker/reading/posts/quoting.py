"""The stretches of a report that stand in quotation marks, and what each of them is.

A report quotes the post, but also names ("someone called “bigtash”"), groups ("the “Year 3” chat") and
the reporter's own answers. Only the first kind is what the poster said.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from worker.reading.posts.accounts import is_account
from worker.reading.posts.quotednames import CAPITALS, what_it_names

LONGEST = 6000
"""Characters between two quotation marks; more is a mark that was never closed."""

MOST = 500
"""Opening marks looked at in one text."""

_MARKS_TRIED = 60
"""Marks looked at before a quotation counts as never closed: a long one holds many apostrophes."""


class Quote(NamedTuple):
    """A quoted stretch: ``text`` is what stands between the marks, ``start`` and ``end`` include them.

    ``what`` is "words" (somebody's words), "name" (of an account or a page), "group", "own" (the
    reporter's), "title" (of a video) or "topic" (of a thread or a story).
    """

    start: int
    end: int
    text: str
    what: str


_CLOSES = {'"': '"', "“": '”“"', "„": '”“"', "«": "»", "‘": "’", "'": "'", "`": "`´'"}
_CLOSING = {opens: re.compile(f"[{closers}]") for opens, closers in _CLOSES.items()}
_SINGLE = "‘'`"
_GOES_ON = re.compile(r" [a-z]")
_AND = re.compile(r"[\s,;&/]*+(?:(?:and|then|also)\s*+)?")
# The mark first, then what may not stand before it: so most signs are passed over at once.
_OPENING = re.compile(r"[\"“„«‘'`](?<![\w\"].)(?=\S)")
_BARELY_NAMED = re.compile(
    r"\b(?:from|by|made|created|started|runs?|running|behind|opened|launched)"
    r"(?: (?:an?|the|this|another|new))?[\s:,(]{0,3}$|\bmade[ -]up (?:account|profile)[\s:,(]{0,3}$",
    re.IGNORECASE,
)
"""Before a quotation in small letters, what makes it no name ("made a “hate page”", "spoken by “vermin”")."""
_A_WORD_OR_TWO = 2
_SHORT_NAME = re.compile(r"[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{0,20}\.?){1,2}")
_OF_A_PERSON = re.compile(
    r" (?:of|from) [A-Z]|(?: \([^()]{1,30}\))? ?: |,? (?:has|wrote|says|said|posted|put|commented)\b"
)
"""What follows a quoted name, and not quoted words."""
_INITIALS = re.compile(r"[A-Z][\w’'-]{0,20}\.?(?: [A-Z][\w’'-]{0,20}\.?){1,2}")
_BEFORE_WORDS = re.compile(r" ?: ?[\"“]")
"""Between a name and the words that stand in marks too."""
_A_TITLE = 5
_OWN = re.compile(
    r"\b(?:I|we)(?:['’](?:ve|d))?(?: have| just| only)? "
    r"(?:said|replied|told|asked|wrote|answered|commented|put|"
    r"messaged)\b[^.\n\"“]{0,30}$"
)
_SPOKEN = re.compile(
    r"\b(?:s(?:ay|aid|ays|aying)|(?<!so[- ])call(?:s|ed|ing)?|wr[io]t(?:e|es|ing|ten)|wrote|"
    r"post(?:s|ed|ing)?|put(?:s|ting)?|comment(?:s|ed|ing)?|tweet(?:s|ed|ing)?|reads?|goes"
    r"|claim(?:s|ed|ing)?|messag(?:e|es|ed|ing)|caption(?:ed)?|"
    r"repl(?:y|ies|ied)|add(?:s|ed)?|named?|titled|words?|labell?ed)\b[^.\n]{0,60}$",
    re.IGNORECASE,
)


_WITH_WORDS = re.compile(
    r"\b(?:sticker|caption|captioned|heading|title|headed|text|writing|banner|message|hashtag|words|lettering)"
    r"[^.\n\x00]{0,20}$",
    re.IGNORECASE,
)
"""What bears words, before them."""


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Every quoted stretch of ``text`` in order, none inside another. Never raises."""
    quotes: list[Quote] = []
    position = 0
    for _ in range(MOST):
        match = _OPENING.search(text, position)
        if match is None:
            break
        end = _closing(text, match.start())
        if end is None:
            position = match.end()
            continue
        inner = text[match.end() : end]
        what = _what(text, match.start(), end, inner, after_words=_follows_words(quotes, text, match.start()))
        if what:
            quotes.append(Quote(match.start(), end + 1, inner, what))
        position = end + 1
    return tuple(_without_titles(_without_places(quotes, text), text))


_AT_A_PLACE = re.compile(
    r"\b(?:in|on|into|onto|under|group|page|channel|chat|forum|server|community|now|called|post|about|event)[\s:,(]{0,3}$",
    re.IGNORECASE,
)


_BEHIND_A_PLACE = re.compile(r"\b(?:group|page|channel|chat|forum|community)[\s:,(]{0,3}$", re.IGNORECASE)


def _without_places(quotes: list[Quote], text: str) -> list[Quote]:
    """Quotations where one that has the shape of a place's name, beside other words, is that place's.

    Right behind "group" it may be the longer of the two.
    """
    words = [len(q.text) for q in quotes if q.what == "words"]
    if len(words) < 2:
        return quotes
    return [
        q._replace(what="group")
        if q.what == "words"
        and CAPITALS.fullmatch(q.text)
        and (_AT_A_PLACE if len(q.text) < max(words) else _BEHIND_A_PLACE).search(
            text, max(0, q.start - 30), q.start
        )
        else q
        for q in quotes
    ]


_OF_A_NAME = re.compile(
    r"\b(?:under the (?:title|heading|headline|name|banner)|nicknamed?\b[^.\n\x00\"“]{0,20})[\s:,(]{1,3}$",
    re.IGNORECASE,
)
"""Before what something goes by, and not what somebody said."""
_OF_A_PIECE = re.compile(
    r"\b(?:blogs?|piece|essay|poem|song|write-?up|column|open letter|newsletter|thing)\b[^.\n\x00\"“]{0,30}"
    r"\b(?:called|titled|entitled|headed)[\s:,]{1,3}$",
    re.IGNORECASE,
)


_OF_AN_EVENT = re.compile(
    r"\b(?:sessions?|courses?|webinar|workshops?|training|seminar|conference|talk|evening|assembly|film"
    r"|documentary|book|leaflet|booklet|guide|policy|document|module|unit|briefing|survey|questionnaire|pack"
    r"|bulletin|newsletter)(?: (?:called|on|titled|entitled|named|is))?[\s:,(–-]{1,3}$",
    re.IGNORECASE,
)
"""Behind what is held, shown or handed out, its title."""


def _without_titles(quotes: list[Quote], text: str) -> list[Quote]:
    """Quotations where what a piece or a person is called is a title, if words are quoted too."""
    words = [q for q in quotes if q.what == "words"]
    if len(words) <= 1 or not any(
        sign.search(text, max(0, words[0].start - 80), words[0].start) for sign in (_OF_A_PIECE, _OF_A_NAME)
    ):
        return quotes
    return [q._replace(what="title") if q is words[0] else q for q in quotes]


def _closing(text: str, start: int) -> int | None:
    """Where the quotation that opens at ``start`` closes, or ``None``."""
    single = text[start] in _SINGLE
    doubtful = None
    marks = _CLOSING[text[start]].finditer(text, start + 2, min(len(text), start + LONGEST))
    for mark in islice(marks, _MARKS_TRIED):
        at = mark.start()
        if text[at - 1].isspace():
            continue
        after = text[at + 1 : at + 2]
        if after.isalnum():
            continue  # an apostrophe inside a word
        if single and text[at - 1] == "s" and _GOES_ON.match(text, at + 1):
            doubtful = at  # the plural's apostrophe ("the teachers' names"), unless nothing else closes
            continue
        return at
    return doubtful


def _what(text: str, start: int, end: int, inner: str, *, after_words: bool) -> str | None:
    """What a quotation is, or ``None`` for one that is only emphasis."""
    before = text[max(0, start - 90) : start]
    words = len(inner.split())
    after = text[end + 1 : end + 110]
    if words <= _A_TITLE and inner[0].islower() and not is_account(inner) and _BARELY_NAMED.search(before):
        return "words" if words > _A_WORD_OR_TWO else None
    named = what_it_names(before, after, inner, words)
    if named:
        return named
    if ("I" in before or "we" in before) and _OWN.search(before):
        return "own"
    if _SHORT_NAME.fullmatch(inner) and _OF_A_PERSON.match(after):
        return "name"
    if _INITIALS.fullmatch(inner) and _BEFORE_WORDS.match(after):
        return "name"
    clause = last_clause(before)
    if inner[0].isupper() and _OF_AN_EVENT.search(clause) and not _SPOKEN.search(clause):
        return None
    if text[start] in "'`" and not (
        _SPOKEN.search(clause)
        or before.rstrip()[-1:] in ("", ":", ",")
        or _WITH_WORDS.search(before)
        or (words > _A_TITLE and before.rstrip().endswith(" with"))
    ):
        return None
    return "words" if words > 1 or after_words or _SPOKEN.search(clause) else None


def last_clause(text: str) -> str:
    """What stands behind the last full stop or line's end; one at the very end does not count."""
    end = len(text) - 1
    return text[max(text.rfind(".", 0, end), text.rfind("\n", 0, end)) + 1 :]


def _follows_words(quotes: list[Quote], text: str, start: int) -> bool:
    """Whether only a comma or an "and" parts this quotation from the poster's words before it."""
    last = quotes[-1] if quotes else None
    return bool(last and last.what == "words" and _AND.fullmatch(text, last.end, start))
