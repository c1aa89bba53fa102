"""Accounts that go by no person's name: "user is deano_c", "signed MumOfTwo", "@name", on Reddit "u/name"."""

from __future__ import annotations

import re

from worker.reading.indexed import Indexed
from worker.reading.named import Named

_HANDLE = re.compile(
    r"@(?<![\w.@/]@)[A-Za-z0-9_](?:[\w.]{0,28}[A-Za-z0-9_])|u/(?<![\w.@/]u/)[A-Za-z0-9_-]{3,20}(?![\w/-])"
)
"""An account as platforms write it: "@name", on Reddit "u/name"."""

_ACCOUNT = r"(?P<name>[A-Za-z][\w-]{1,30}(?:\.[\w-]{1,20}){0,3})"
_CUES = frozenset(
    (
        *(
            "user",
            "username",
            "handle",
            "account",
            "profile",
            "poster",
            "reviewer",
            "commenter",
            "member",
            "author",
        ),
        *(
            "alias",
            "nickname",
            "signed",
            "signs",
            "name",
            "called",
            "named",
            "goes",
            "going",
            "known",
            "posts",
            "posting",
        ),
        *("calling", "calls", "by", "from", "reader", "channel"),
    )
)
_CUED = re.compile(
    r"(?:(?:user|display|screen|account|profile) ?name|user|handle|account|profile|poster|reviewer|commenter"
    r"|member|author|reader|channel|alias|nickname|name|signed|by|from|called|named|goes by|going by|known as"
    r"|posts as|posting as|signs (?:her|him)self|call(?:ing|s) (?:her|him|them)sel(?:f|ves))"
    r"(?: (?:name|is|was|of|called|named|being|on \w{1,10} is)){0,2}(?:[ ]?[:=–-] ?| )(?:the |an? )?"
    rf"{_ACCOUNT}(?![\w@/])",
    re.IGNORECASE,
)
_ODD = re.compile(r"[0-9_]|[a-z][A-Z]|\w\.\w")
"""What words of a sentence have not: a number, a low line, a capital or a full stop inside."""
_NO_ACCOUNT = re.compile(
    r"[Yy](?:ea)?r?\d|(?:[KR]S?|EY|Ma?c|O)[A-Z\d]\w*|\d+(?:st|nd|rd|th|am|pm)?|iP\w+|[a-z]\.[a-z]\.?"
    r"|\w+\.(?:com|org|net|uk|co|sch|png|jpe?g|heic|pdf|html?|test|example)\b.*"
    r"|(?:You|Tik|Face|Whats|Linked|Snap|Class|Parent|Next|Mums|Net)[A-Z]\w*",
)


def find_accounts(masked: Indexed) -> list[Named]:
    """Accounts named as the poster's; a bare one is taken only by its shape or by the word before it."""
    found = [Named(m.group(), m.start(), m.end(), 0.7) for m in _HANDLE.finditer(masked.text)]
    for match in masked.try_at(_CUED, masked.find(_CUES)):
        token = match.group("name").rstrip("-")
        if _ODD.search(token) and not _NO_ACCOUNT.fullmatch(token):
            start = match.start("name")
            found.append(Named(token, start, start + len(token), 0.85))
    return found
