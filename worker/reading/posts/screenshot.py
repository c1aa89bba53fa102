"""What a picture's file name says: where it was captured, and when.

Only the name is read here. Phones differ: Samsung names the app and the second, WhatsApp the second
it stored the file, an iPhone nothing (domain §2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from worker.reading.posts.platform import of_app


@dataclass(frozen=True, slots=True)
class FileName:
    """Facts read from a file's name.

    ``platform`` is the app on the screen. ``via`` is the app that carried the file: a picture that came
    by WhatsApp may show anything. ``taken_at`` is the phone's own clock, so it has no zone.
    """

    platform: str | None
    via: str | None
    taken_at: datetime | None


_SCREENSHOT = re.compile(r"screen[ _-]?shot|screen[ _-]?capture|screen[ _-]?record|^capture", re.IGNORECASE)
_WHATSAPP = re.compile(
    r"whatsapp (?:image|video|audio) (\d{4})-(\d\d)-(\d\d) at "
    r"(\d{1,2})[.:](\d\d)[.:](\d\d)(?:[ \u202f]?([AP])M)?",
    re.IGNORECASE,
)
_STORED = re.compile(r"^(?:IMG|VID)-\d{8}-WA\d{4}", re.IGNORECASE)
_STAMP = re.compile(r"(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_. ](?:at )?(\d\d)[-_.:h]?(\d\d)[-_.:m]?(\d\d)")
_APP = re.compile(r"[_ -]([A-Za-z][A-Za-z ]{0,24})\.\w{2,5}$")


def read_name(name: str | None) -> FileName:
    """What a file name says; every field ``None`` when it says nothing. Never raises."""
    name = (name or "")[-255:]
    sent_on = _WHATSAPP.search(name)
    if sent_on:
        return FileName(None, "whatsapp", _instant(sent_on.groups()[:6], sent_on.group(7)))
    if _STORED.search(name):
        return FileName(None, "whatsapp", None)
    if not _SCREENSHOT.search(name):
        return FileName(None, None, None)
    stamp = _STAMP.search(name)
    app = _APP.search(name)
    shown = of_app(app.group(1)) if app else None
    return FileName(shown, None, _instant(stamp.groups(), None) if stamp else None)


def _instant(parts: tuple[str | None, ...], half: str | None) -> datetime | None:
    """A clock reading from six numbers and perhaps AM or PM; ``None`` when no such moment exists."""
    year, month, day, hour, minute, second = (int(p or 0) for p in parts)
    if half:
        hour = hour % 12 + (12 if half.upper() == "P" else 0)
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the phone's clock has no zone
    except ValueError:
        return None
