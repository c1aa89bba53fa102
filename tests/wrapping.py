"""Lines as mail programs break them."""

from __future__ import annotations

import textwrap


def wrapped(text: str, width: int) -> str:
    """The text as a mail program sends it that breaks its lines (RFC 3676 §4.2); a link stays whole."""
    lines = (
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )
    return "\n".join("\n".join(line) for line in lines)
