"""Accounts that go by no person's name: "user is deano_c", "signed MumOfTwo", "@name", on Reddit "u/name"."""

from __future__ import annotations

import re
from functools import cache

from worker.reading.posts.lists import any_of, first_words, nobodies
from worker.reading.posts.named import Named
from worker.reading.words.indexed import Indexed

_HANDLE = re.compile(
    r"@(?<![\w.@/]@)[A-Za-z0-9_](?:[\w.]{0,28}[A-Za-z0-9_])|u/(?<![\w.@/]u/)[A-Za-z0-9_-]{3,20}(?![\w/-])"
)
"""An account as platforms write it: "@name", on Reddit "u/name"."""

_CUED_HANDLE = 0.82
"""A handle that the report gives as the poster's beats a guess at who is behind it."""
_SOURCES = ("by", "from", "called", "named")
_CUED = re.compile(
    rf"(?:{any_of('account')}|{'|'.join(_SOURCES)}|{any_of('goes_by')})"
    r"(?: (?:name|is|was|of|called|named|being|shown|as|on \w{1,10} is)){0,3}(?:[ ]?[:=,–-] ?| )"
    r"(?:the |an? )?(?P<name>@?[A-Za-z][\w-]{1,30}(?:\.[\w-]{1,20}){0,3})(?![\w@/])",
    re.IGNORECASE,
)
"""What leads to an account's name."""
_NAMED = ("called", "named", "reviewer", "user", "username", "handle")
_TITLED = re.compile(
    rf"(?i:(?:{any_of('goes_by')})(?: (?:as|of))?|reviewer:?|user ?name(?: is|:)?) "
    r"(?P<name>[A-Z][\w'’&-]{0,20}(?: (?:(?:of|the|in|and|from|for) ){0,2}[A-Z][\w'’&-]{0,20}){1,4})"
)
"""A name somebody goes by, whatever its words are."""
_IN_BRACKETS = re.compile(
    rf"(?<=\()(?:(?i:(?:{any_of('account')})(?: name)?(?: is| called|:)) "
    r"(?P<name>[A-Z][\w'’&-]{0,20}(?: [A-Z][\w'’&-]{0,20}){1,4})"
    rf"|(?i:handle|user ?name|screen ?name|{any_of('goes_by')})(?i: is| as|:)?"
    r" (?P<alone>[a-z][\w.-]{4,24}))\)"
)
"""An account that brackets name behind whoever goes by it, and nothing besides."""
_NO_NAME = re.compile(
    r"(?P<name>Anonymous (?:[Pp]articipant|[Mm]ember|[Pp]oster|[Uu]ser|[Aa]uthor))\b(?! of\b)"
)
"""What a platform shows in the place of a name ("Anonymous participant" in Facebook's groups)."""
_WITH_A_SIGN = r"(?P<name>[A-Za-z][A-Za-z.]{0,20}[_\d][\w.]{1,20})"
_ACTING = re.compile(
    rf"{_WITH_A_SIGN}(?: on \w{{2,10}})?"
    r"(?: (?:has|have|is|just|also|then|now|keeps"
    r"|who)){0,3} "
    rf"(?:{any_of('does')}|{any_of('speaks')})\b"
)
_SHOWING = re.compile(
    rf"{_WITH_A_SIGN}(?:['’]?s| has| had)(?: got| now| just| also){{0,2}} (?:an?|this|another)"
    rf" (?:[\w-]+ ){{0,2}}(?:{any_of('shows')})(?: up| out| now)?"
    rf" (?:on|all over) (?:(?:her|his|their|the) )?(?i:{any_of('platforms')}|x)\b"
)
"""An account that has something up ("laura_x has a story on Instagram")."""
_AT_A_PLACE = re.compile(rf"{_WITH_A_SIGN} on (?i:{any_of('platforms')}|x)\b[ ]?[,:–-]? ?(?=\x00)")
_PLAIN = re.compile(
    r"(?:called|named|going by|goes by|user|username|handle|known as) (?P<name>[a-z][a-z-]{4,24})"
    rf"(?= (?:has |have |is |just ){{0,2}}(?:{any_of('does')}|{any_of('speaks')})\b)"
    r"|(?:username|user ?name|screen name|under the name|handle is|goes by|going by|known as)"
    r" (?P<alone>[a-z][a-z-]{4,24})"
    r"(?=[ ]?[:,;–-]{1,2} ?\x00|\. )"
)
_ODD = re.compile(r"[0-9_]|[a-z][A-Z]|\w\.\w")
"""What words of a sentence have not: a number, a low line, a capital or a full stop inside."""
_BARE = re.compile(r"@?[\w.-]{3,30}")
_NO_ACCOUNT = re.compile(
    r"[YyPp](?:ea)?r?\d{1,2}s?|(?:[KR]S?|EY|Ma?c|O)[A-Z\d]\w*|\d+(?:st|nd|rd|th|am|pm)?|iP\w+|[a-z]\.[a-z]\.?"
    r"|(?i:img|dsc|pxl|vid|screenshot|image|photo)[_-]\d.*"
    r"|\w+\.(?:com|org|net|uk|co|sch|png|jpe?g|heic|pdf|html?|test|example)\b.*"
    r"|(?:You|Tik|Face|Whats|Linked|Snap|Class|Parent|Next|Mums|Net)[A-Z]\w*",
)


_LOW_LINE = re.compile(r"[_\d](?<=[A-Za-z.].)")


def is_account(words: str) -> bool:
    """Whether words are one, and look like no word of a sentence: "mad_mum", "@deano82"."""
    return bool(_BARE.fullmatch(words) and _ODD.search(words))


def is_label(words: str) -> bool:
    """Whether words are what a platform shows in the place of a name ("Anonymous member")."""
    return _NO_NAME.fullmatch(words) is not None or words.lower() == "anonymous"


def find_accounts(masked: Indexed) -> list[Named]:
    """Accounts named as the poster's; a bare one is taken only by its shape or by the word before it."""
    found = [Named(m.group(), m.start(), m.end(), 0.7) for m in _HANDLE.finditer(masked.text)]
    found += [_named(match, 0.95) for match in masked.try_at(_NO_NAME, masked.find(("anonymous",)))]
    titles = masked.find(_titles())
    found += [_named(match, 0.9) for match in masked.try_at(_TITLED, titles)]
    plain = (_named(match, 0.85) for match in masked.try_at(_PLAIN, titles))
    found += [one for one in plain if one.name not in nobodies()]
    cues = masked.find(_cues())
    bracketed = (_named(match, 0.9) for match in masked.try_at(_IN_BRACKETS, cues))
    found += [one for one in bracketed if one.name not in nobodies()]
    odd = [_named(match, 0.85) for cue in cues if (match := _CUED.match(masked.text, cue))]
    found += [one._replace(confidence=_CUED_HANDLE) for one in odd if one.name.startswith("@")]
    starts = _odd_words(masked)
    odd += [
        _named(match, 0.8)
        for shape in (_ACTING, _SHOWING, _AT_A_PLACE)
        for match in masked.try_at(shape, starts)
    ]
    return found + [one for one in odd if _ODD.search(one.name) and not _NO_ACCOUNT.fullmatch(one.name)]


@cache
def _titles() -> frozenset[str]:
    return first_words("goes_by").union(_NAMED)


@cache
def _cues() -> frozenset[str]:
    return first_words("goes_by").union(first_words("account"), _SOURCES)


def _named(match: re.Match[str], confidence: float) -> Named:
    group = "name" if match["name"] else "alone"
    name, start = match.group(group).rstrip("-"), match.start(group)
    return Named(name, start, start + len(name), confidence)


def _odd_words(masked: Indexed) -> list[int]:
    """Where a word begins that has a low line or a number in it."""
    return sorted({masked.text.rfind(" ", 0, m.start()) + 1 for m in _LOW_LINE.finditer(masked.text)})
