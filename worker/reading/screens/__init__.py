"""Screenshots: from the lines a machine saw to who wrote what, when and where.

Pure: the picture itself is read elsewhere, in a process of its own. A name read wrongly harms a
person, so a name in doubt is left out and asked for.
"""

from __future__ import annotations

import re

from worker.model import Post
from worker.reading.screens.reader import read_screen
from worker.reading.screens.screen import Item, Screen
from worker.reading.screens.seen import Line, Seen

__all__ = ["Item", "Line", "Screen", "Seen", "posts_of", "read_screen"]


def posts_of(screen: Screen) -> tuple[Post, ...]:
    """The items as posts for a report. The poster is named only where the name is sure.

    A link is given only where the address bar shows one whole, and the screen one post.
    """
    address = screen.address or ""
    whole = re.match(r"(?:https?://)?[^/\s]+/\S{6,}$", address) and not address.endswith(("…", "..."))
    url = re.sub(r"^(?:https?://)?", "https://", address) if whole and len(screen.items) == 1 else None
    return tuple(
        Post(
            platform=screen.platform,
            poster_name=item.author if item.sure else None,
            handle=item.handle if item.sure else None,
            url=url,
            group=screen.group,
            posted_at_text=item.when,
            text=item.text or None,
            source="screenshot",
            confidence=item.confidence,
        )
        for item in screen.items
    )
