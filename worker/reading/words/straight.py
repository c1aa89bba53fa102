"""One apostrophe for all that keyboards, phones and mail programs write."""

from __future__ import annotations

_CURLY = str.maketrans(dict.fromkeys("’‘ʼ＇´`", "'"))


def straight(text: str) -> str:
    """``text`` with straight apostrophes, as our lists have them; every sign stays where it was."""
    return text.translate(_CURLY) if not text.isascii() or "`" in text else text
