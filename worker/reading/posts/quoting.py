"""The stretches of a report that stand in quotation marks, and what each of them is.

A report quotes the post, but also names ("someone called “bigtash”"), groups ("the “Year 3” chat") and
the reporter's own answers. Only the first kind is what the poster said.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from worker.reading.posts.accounts import is_account, is_label
from worker.reading.posts.lists import any_of
from worker.reading.words.indexed import fold

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
_ACCOUNT = re.compile(
    r"(?:\b(?:user(?:name)?s?|handle|display name|screen name|account|profile|alias|nickname|pseudonym|"
    r"poster|reviewer|commenter|name of|from|by|"
    rf"(?:op|poster|author|username|user|reviewer|account|profile|name) is|{any_of('goes_by')})"
    r"|\b(?:some(?:one|body)|person|user|account|profile|page|man|woman|lady|parent|mum|dad|poster"
    r"|teenager|girl|"
    r"boy|pupil) (?:called|named|known as|using the name|going by))[\s:,(]{0,3}$",
    re.IGNORECASE,
)
_NAMELESS = re.compile(
    r"\b(?:unknown|anonymous|anon|fake|another|same|new|burner|private|different|blank|nameless|second|unnamed)"
    r" (?:facebook |instagram |insta |tiktok |x )?(?:account|profile|user|poster|reviewer|commenter)[:,]? ?$",
    re.IGNORECASE,
)
"""An account that is not named by what follows: those are its words."""
_CALLS_IT = re.compile(
    r"[\s,)]{0,3}(?:(?:as|is what) )?(?:s?he|they|it) (?:calls?|styles?|names?|signs?)"
    r" (?:him|her|them|it)sel(?:f|ves)\b"
    r"|[\s,)]{0,3}is (?:the|her|his|their) (?:user ?name|handle|account|screen name|profile|nickname)\b",
    re.IGNORECASE,
)
"""Behind a quoted name, whose it is."""
_PAGE = re.compile(
    r"\b(?:set up|sets up|made|created|started|opened|launched|runs?|running|behind)"
    r"(?: (?:an?|the|this|another|new|fake|spoof|pretend|parody|joke|hate|facebook|fb|insta\w*"
    r"|tiktok|twitter)){0,4}"
    r"(?: (?:page|account|profile|site|website|channel|blog))?"
    r"(?: (?:on|in) \w{2,10})?(?: (?:called|named|titled))?[\s:,(]{0,3}$",
    re.IGNORECASE,
)
"""A page that somebody made to speak by it, before its name."""
_A_PAGE = re.compile(r"\b(?:page|account|profile|site|website|channel|blog)[\s:,(]{1,3}$", re.IGNORECASE)
_PAGE_SAYS = re.compile(
    r"[\s,)]{0,3}(?:on (?i:facebook|fb|insta\w*|tiktok|twitter|x)\b,?(?: ?\([^()\n]{1,60}\))? )?"
    r"(?:has |is |have )?(?:just )?"
    r"(?:posted|posts|says|said|wrote|writing|shared|put|saying|posting|claims)\b"
)
_TITLE = re.compile(
    r"\b(?:video|clip|film|recording|titled|entitled)"
    r"(?: (?:is |was )?(?:on|about|called|titled|entitled|headed|named))?[\s:,(]{0,3}$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:thread|discussion|topic|story|article|headline)"
    r"(?: (?:is |was )?(?:on|about|called|titled|entitled|headed|named))?[\s:,(]{0,3}$",
    re.IGNORECASE,
)
_TOPIC_AFTER = re.compile(r"\s(?:thread|discussion|topic|story|article|headline)\b", re.IGNORECASE)
_SHORT_NAME = re.compile(r"[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{0,20}\.?){1,2}")
_OF_A_PERSON = re.compile(
    r" (?:of|from) [A-Z]|(?: \([^()]{1,30}\))? ?: |,? (?:has|wrote|says|said|posted|put|commented)\b"
)
"""What follows a quoted name, and not quoted words."""
_SAYS_SO = re.compile(
    r" (?:has |have |then )?(?:written|wrote|posted|commented|put|says|said|replied|added)\b"
)
_GROUP_BEFORE = re.compile(
    r"\b(?:group|chat|page|forum|community|server|channel|whats ?app|messenger)s? ?"
    r"(?:is |was |now )?(?:called|named|titled)[\s:,]{0,3}$",
    re.IGNORECASE,
)
_GROUP_AFTER = re.compile(
    r"^\s{0,2}(?:(?:closed|private|facebook|fb|whatsapp|messenger|parents?'?)\s+){0,2}"
    r"(?:group|chat|page|forum|community|server|whatsapp)\b",
    re.IGNORECASE,
)
_SERVER = re.compile(r"\b(?:server|subreddit|hashtag)\s{0,2}$", re.IGNORECASE)
_A_THING = re.compile(r"\b(?:an?|the|of|these|those|some|more)\s{1,2}$", re.IGNORECASE)
_THING_AFTER = re.compile(
    r"\s(?:videos?|memes?|stickers?|badges?|leaflets?|clips?|instagram|insta|tik ?tok|twitter|facebook"
    r"|youtube|snapchat|telegram|account)\b",
    re.IGNORECASE,
)
"""Behind a title in capitals, what goes by it."""
_AT_A_TIME = re.compile(
    r",? (?:(?:at|on) )?\d{1,2}(?:[:.]\d\d(?: ?[ap]m)?| ?[ap]m)(?: [^.:\n\"“]{1,20})?"
    r"[ ]?[:,–-] ?[\"“]",
    re.IGNORECASE,
)
"""Behind a quoted name that opens a line, when its bearer wrote the words that follow."""
_OPENS_LINE = re.compile(r"(?:\A|[\n>*])[ \t]{0,3}\Z")
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
    return tuple(_without_places(quotes, text))


_CAPITALS = re.compile(
    r"(?:[A-Z0-9][\w’'-]*:?|&|and|of|the|in|for)(?: (?:[A-Z0-9][\w’'-]*|&|and|of|the|in|for)){1,6}"
)
_AT_A_PLACE = re.compile(
    r"\b(?:in|on|into|onto|under|group|page|channel|chat|forum|server|community|now|called|post|about|event)[\s:,(]{0,3}$",
    re.IGNORECASE,
)


def _without_places(quotes: list[Quote], text: str) -> list[Quote]:
    """Quotations where one that has the shape of a place's name, beside longer words, is that place's."""
    longest = max((len(q.text) for q in quotes if q.what == "words"), default=0)
    return [
        q._replace(what="group")
        if q.what == "words"
        and len(q.text) < longest
        and _CAPITALS.fullmatch(q.text)
        and _AT_A_PLACE.search(text, max(0, q.start - 30), q.start)
        else q
        for q in quotes
    ]


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
    if words <= 6 and (_PAGE.search(before) or (_A_PAGE.search(before) and _PAGE_SAYS.match(after))):
        return "name"
    if (is_account(inner) and _SAYS_SO.match(after)) or is_label(inner):
        return "name"
    if _names_a_group(before, after, words):
        return "group"
    if _names_a_thing(before, after, inner):
        return "topic"
    if words <= 12 and (_TOPIC.search(before) or _TOPIC_AFTER.match(after)):
        return "topic"
    if words <= 12 and _TITLE.search(before):
        return "title"
    if words <= 4 and (_CALLS_IT.match(after) or (_OPENS_LINE.search(before) and _AT_A_TIME.match(after))):
        return "name"
    if (
        words <= 4
        and _ACCOUNT.search(before)
        and not _NAMELESS.search(before)
        and not re.search(r"[!?,;]|\w\w\.(?:\s|$)", inner)
    ):
        return "name"
    if ("I" in before or "we" in before) and _OWN.search(before):
        return "own"
    if _SHORT_NAME.fullmatch(inner) and _OF_A_PERSON.match(after):
        return "name"
    clause = last_clause(before)
    if text[start] in "'`" and not (
        _SPOKEN.search(clause)
        or before.rstrip()[-1:] in ("", ":", ",")
        or _WITH_WORDS.search(before)
        or (words > _A_TITLE and before.rstrip().endswith(" with"))
    ):
        return None
    return "words" if words > 1 or after_words or _SPOKEN.search(clause) else None


def _names_a_group(before: str, after: str, words: int) -> bool:
    """Whether a quotation of so many words is the name of a group, a page or a server."""
    titled = _is_titled(before) and _GROUP_BEFORE.search(before) is not None
    return titled or (words <= _LONGEST_GROUP and bool(_GROUP_AFTER.match(after) or _SERVER.search(before)))


_LONGEST_GROUP = 8


def _names_a_thing(before: str, after: str, inner: str) -> bool:
    """Whether a quotation is the name of videos, badges, an account ("a lot of “Patriotic Dawn” videos")."""
    if not (_A_THING.search(before) and _THING_AFTER.match(after)):
        return False
    return len(inner.split()) < _A_TITLE and _CAPITALS.fullmatch(inner) is not None


def last_clause(text: str) -> str:
    """What stands behind the last full stop or line's end; one at the very end does not count."""
    end = len(text) - 1
    return text[max(text.rfind(".", 0, end), text.rfind("\n", 0, end)) + 1 :]


def _is_titled(before: str) -> bool:
    """Whether one of the words stands there by which a group is given its name."""
    folded = fold(before)
    return "called" in folded or "named" in folded or "titled" in folded


def _follows_words(quotes: list[Quote], text: str, start: int) -> bool:
    """Whether only a comma or an "and" parts this quotation from the poster's words before it."""
    last = quotes[-1] if quotes else None
    return bool(last and last.what == "words" and _AND.fullmatch(text, last.end, start))
