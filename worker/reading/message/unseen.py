"""Characters nobody sees: they could make a text read otherwise than it is shown."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """Drop control characters and those that hide or turn the direction of text. Unix lines."""
    if text.replace("\n", "").isprintable():  # all that is dropped is not
        return text
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNSEEN.sub("", unix)


def one_line(text: str) -> str:
    """The same on one line: a name that breaks it writes lines or headers of its own (RFC 5322 §2.2)."""
    return " ".join(clean(" ".join(text.split())).split())
