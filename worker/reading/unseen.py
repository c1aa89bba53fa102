"""Characters nobody sees: they could make a text read otherwise than it is shown."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """Drop control characters and those that hide or turn the direction of text. Unix lines."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
