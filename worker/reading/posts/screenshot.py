"""What the name of a picture's file says: which app was on the screen.

Only the name is read here. Phones differ: Samsung names the app, an iPhone nothing. A picture that came by
WhatsApp, which names its own files, may show anything (domain §2).
"""

from __future__ import annotations

import re

from worker.reading.posts.platform import of_app

_SCREENSHOT = re.compile(r"screen[ _-]?shot|screen[ _-]?capture|screen[ _-]?record|^capture", re.IGNORECASE)
_CAME_BY_WHATSAPP = re.compile(
    r"whatsapp (?:image|video|audio) \d{4}-\d\d-\d\d at \d{1,2}[.:]\d\d[.:]\d\d"
    r"|^(?:IMG|VID)-\d{8}-WA\d{4}",
    re.IGNORECASE,
)
_APP = re.compile(r"[_ -]([A-Za-z][A-Za-z ]{0,24})\.\w{2,5}$")


def find_shown(name: str | None) -> str | None:
    """Find the platform that a file's name says is on the screen; None where it says none."""
    name = (name or "")[-255:]
    if _CAME_BY_WHATSAPP.search(name) or not _SCREENSHOT.search(name):
        return None
    app = _APP.search(name)
    return of_app(app.group(1)) if app else None


_TAKEN_AT = re.compile(
    r"20\d\d[-_.]?\d\d[-_.]?\d\d(?:[-_ ]|[ ]?at[ ])\d\d[.:_-]?\d\d[.:_-]?\d\d", re.IGNORECASE
)


def says_when(name: str | None) -> bool:
    """Whether the name of a screenshot says on which day and at what time it was taken (domain §2)."""
    name = (name or "")[-255:]
    return bool(_SCREENSHOT.search(name) and _TAKEN_AT.search(name))
