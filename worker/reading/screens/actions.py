"""The words of a row that nobody said: what can be done with a post, and how many did it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.reading.screens.looks import shared

_FAR_EASTERN = "\u2e80-\u9fff"
_NUMBERS = re.compile(
    rf"(?:[\W_{_FAR_EASTERN}]*+(?:\d{{1,7}}+(?:[.,]+\d{{1,7}}+)*+[KkMm]?+|[^\W\d_])"
    rf"(?:(?<=\d[KkMm])|(?![^\W_{_FAR_EASTERN}]))){{1,12}}[\W_{_FAR_EASTERN}]*+"
    rf"|[\W_]*+[{_FAR_EASTERN}][\W_{_FAR_EASTERN}]*+"
)
"""Each sign is tried in one way."""
_COUNT = re.compile(r"[A-Za-z]?\d[\d.,]{0,6}[KkMm]?")
_BARE_COUNT = re.compile(r"(?<![^\W_])\d[\d.,]{0,6}[KkMm](?![^\W_])")
_COUNTED = re.compile(
    r"\b(?:\d[\d.,]{0,6} ?[km]?|an?) ?(?:comments?|shares?|likes?|views?|reposts?|quotes?|bookmarks?"
    r"|reviews?|photos?|replies|reactions?|members|others?)(?![a-z])|\bseen by \d[\d.,]*",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:(?:liked )?by (?:the )?(?:creator|author)|(?:creator|author) liked(?: this)?)\W*$", re.IGNORECASE
)
"""Who liked it, after what can be done."""
_MOST_WORDS = 2
"""A button has no more of them."""
_FAR_EAST = re.compile(f"[{_FAR_EASTERN}\uac00-\ud7af]+")
"""What icons are read as."""


def are_numbers(text: str) -> bool:
    """Whether there are numbers, single letters and what icons are read as, and nothing else."""
    return bool(_NUMBERS.fullmatch(text))


def without_counts(text: str) -> str:
    """The text without what was counted: "84 comments", "19.5K"."""
    return _BARE_COUNT.sub("", _COUNTED.sub("", text))


def are_counts(text: str) -> bool:
    """Whether there are counts and what was read of the icons beside them: "24 204 ılı 19.5K"."""
    words = text.split()
    counts = [word for word in words if _COUNT.fullmatch(word)]
    rest = [word for word in words if word not in counts]
    many = len(counts) > len(rest) or counts[-1:] == [word for word in words[-1:] if word[-1] in "KkMm"]
    return (
        many
        and len(counts) >= len(rest) > 0
        and all(len(word) <= 3 and word.lower() not in shared().not_names for word in rest)
    )


def are_actions(text: str) -> bool:
    """Whether the words are actions, counts and scraps alone, with one action at least."""
    text = _BY.sub("", _FAR_EAST.sub(" ", _COUNTED.sub("", text)))
    if shared().feelings.fullmatch(text.strip()):
        return False  # somebody may say no more than "Thanks Jo"
    rest, found = shared().actions.subn(" ", text)
    left = re.findall(r"[^\W_]+", rest)
    return bool(found) and not any(
        (len(word) > 2 and not word.isdigit()) or (len(word) == 2 and word.lower() in shared().not_names)
        for word in left
    )


def are_actions_apart(parts: Sequence[str]) -> bool:
    """Whether a row is of things set apart, and each begins with an action: "Reply", "Report post".

    One at least is an action whole, and none that somebody may say.
    """
    whole = [part for part in parts if are_actions(part)]
    return len(parts) > 1 and bool(whole) and all(map(_begins_with_action, parts))


def _begins_with_action(part: str) -> bool:
    return bool(shared().actions.match(part)) and len(part.split()) <= _MOST_WORDS


def are_nearly_actions(text: str) -> bool:
    """Whether the words are actions but one short word, which was misread: "Liko Reply"."""
    rest, found = shared().actions.subn(" ", text)
    words = re.findall(r"[^\W\d_]{3,}", rest)
    return (
        bool(found) and len(words) == 1 and len(words[0]) <= 5 and words[0].lower() not in shared().not_names
    )
