"""The address bar: what it shows, and where the browser ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.reading.posts.platform import recognise
from worker.reading.screens.rows import Row
from worker.reading.screens.seen import Line

_TOP = 0.3
_ADDRESS = re.compile(r"(?:https?://)?(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,8}(?:/[^\s]{0,300})?", re.IGNORECASE)
_KNOWN_HOST = re.compile(
    r"(?:www\.|m\.)?(?:facebook|instagram|tiktok|nextdoor|mumsnet|google|x|twitter)\.co", re.IGNORECASE
)
_BEFORE = re.compile(r"^[\W_]*(?:[A-Za-z0-9] )?")


def find_address(rows: Sequence[Row], height: int) -> tuple[str, float] | None:
    """The address as shown and the height below which the page begins, or ``None`` without a bar."""
    for row in rows:
        if row.top > _TOP * height:
            return None
        for piece in row.pieces:
            shown = _read(piece)
            if shown:
                return shown, row.bottom
    return None


def _read(piece: Line) -> str | None:
    text = _BEFORE.sub("", piece.text.strip())
    match = _ADDRESS.fullmatch(text.rstrip(" .…"))
    if not match or "@" in text.split("/")[0]:
        return None
    return _without_padlock(match.group())


def _without_padlock(text: str) -> str | None:
    """A letter glued before a known host is the padlock: "8x.com/…"."""
    host = _KNOWN_HOST.search(text)
    if host and 0 < host.start() <= 2 and "://" not in text[: host.start() + 3]:
        text = text[host.start() :]
    return text if recognise(text) else None
