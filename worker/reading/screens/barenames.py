"""A name row without what the app, or its bearer, adds to the name: badges, doings, titles, initials."""

from __future__ import annotations

import re

from worker.reading.screens.badges import SEPARATOR, is_badge
from worker.reading.screens.letters import mended
from worker.reading.screens.looks import shared
from worker.reading.words.titles import A_TITLE

_DOING = re.compile(
    r" (?:is|shared an?|was (?:live|with)|updated|added|reviewed|(?:does(?:n['’]t| not) )?recommends?) "
    r".{0,80}$"
)
_SIGN = re.compile(
    r"(?: [^\w\s().'\"”’…&-]{1,3})+$|(?<=[A-Za-z\d])\s?[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]{1,2}$"
)
"""What a badge, or a smiley, after a name is read as."""
_TITLE = re.compile(rf"^(?:(?:{A_TITLE} (?:&|and) )?{A_TITLE}|fr\.?|the) (?=[A-Z])", re.IGNORECASE)
_STUCK_BADGE = re.compile(
    r"(?<=[A-Za-z])(?:(?:Author|Admin|Moderator|Creator|Follow|Following|Verified)|[√✓✔]+)$"
)


def bare(text: str) -> str:
    """A name row mended, without badges, places and doings: "Jo Pugh · Author" → "Jo Pugh"."""
    return mended(as_read(text))


def as_read(text: str) -> str:
    """The same with its letters as they were read."""
    text = _DOING.sub("", _SIGN.sub("", text.strip(" ·•∙|-")))
    parts = [part for part in SEPARATOR.split(text) if part.strip()]
    first = next((part for part in parts if not is_badge(part)), "")
    first = _without_initials(_without_badge(first))
    words = first.split()
    while len(words) > 1 and words[-1].lower().strip("()") in shared().badges:
        words.pop()
        words[-1] = words[-1].rstrip("-–—") or words[-1]  # a dot between them, read as a stroke
    return " ".join(words)


def without_doing(text: str) -> str:
    """The text without what its bearer is or did there: "Jo Pugh is feeling angry" → "Jo Pugh"."""
    return _DOING.sub("", text)


def without_title(name: str) -> str:
    """The name without "Mrs" or another title before it."""
    return _TITLE.sub("", name)


def _without_badge(text: str) -> str:
    """The text without a badge of several words that ends it: "Jo Pugh Top contributor"."""
    text = _STUCK_BADGE.sub("", text)
    small = text.lower()
    ends = (badge for badge in shared().badges if " " in badge and small.endswith(" " + badge))
    return text[: -len(max(ends, key=len, default="")) or None].strip()


def _without_initials(text: str) -> str:
    """The text without its own initials before it, which stood on an avatar: "ZZ Zainab Z."."""
    first, _, rest = text.partition(" ")
    initials = "".join(word[0] for word in rest.split())
    return rest if first.isupper() and len(first) <= 2 and initials.startswith(first) else text


def is_nobody(text: str) -> bool:
    """Whether a row says that its author is not named ("Anonymous participant")."""
    return bare(text).lower().strip("[]") in shared().nobodies
