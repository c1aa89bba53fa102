"""What an app writes beside a name, and what of it people also say."""

from __future__ import annotations

import re

from worker.reading.screens.looks import shared
from worker.reading.words.straight import straight

SEPARATOR = re.compile(r" ?[·•∙|▶▸►\ue000-\uf8ff] ?| [-–—›>»] ?|(?<=\w) {2,}(?=\w)")
"""What stands between a name and a badge, a place or a doing."""

_ICON = re.compile(r"^(?:[\W_]+|[\dQR] ?(?=[A-Z][a-z]))|[^\w+]+$")
"""What stands before a badge, or after it; a person was read as a figure: "8 Author", "8Author"."""


def bears_badge(text: str) -> bool:
    """Whether a badge stands after something, set off by a sign: only names are so honoured."""
    parts = [part for part in SEPARATOR.split(text) if part.strip()]
    return len(parts) > 1 and is_badge(parts[-1])


def begins_with_badge(text: str) -> bool:
    """Whether a badge comes first: what follows is its subject ("Group expert · Education")."""
    return is_badge(SEPARATOR.split(text)[0])


def is_badge(text: str) -> bool:
    """Whether the words are what an app writes beside a name ("Admin", "Top contributor")."""
    return straight(_ICON.sub("", text)).lower() in shared().badges


def is_advert(text: str) -> bool:
    """Whether an app says so that somebody paid for a post."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", text).lower() in shared().adverts


def is_said_too(text: str) -> bool:
    """Whether people say so much themselves, and no more, that an app writes beside a name."""
    return re.sub(r"\W+$", "", text.strip()).lower() in shared().said_too
