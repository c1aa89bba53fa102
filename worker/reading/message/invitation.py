"""What an invitation says: an entry's title and notes, for mails that have no other words (RFC 5545)."""

from __future__ import annotations

import re

from worker.reading.message import charsets

_MOST = 100_000
_FOLD = re.compile(r"\r?\n[ \t]")
_SAYS = re.compile(r"^(?:SUMMARY|DESCRIPTION|COMMENT)(?:;[^:\n]{0,200})?:([^\n]{1,20000})", re.MULTILINE)
_SIGNS = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def read_invitation(data: bytes) -> str:
    """Return the title and the notes of a calendar's entries, each on lines of its own; "" where none are."""
    text = _FOLD.sub("", charsets.decode_text(data[:_MOST], "utf-8")[0]).replace("\r", "")
    said = (
        re.sub(r"\\[nN,;\\]", lambda sign: _SIGNS[sign[0]], value).strip() for value in _SAYS.findall(text)
    )
    return "\n".join(dict.fromkeys(filter(None, said)))
