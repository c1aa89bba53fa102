"""Screenshots: from the lines a machine saw to who wrote what, when and where.

Pure: the picture itself is read elsewhere, in a process of its own. A name read wrongly harms a
person, so a name in doubt is left out and asked for.
"""

from __future__ import annotations

from worker.model import Post
from worker.reading.screens.screen import Item, Screen
from worker.reading.screens.seen import Line, Seen

__all__ = ["Item", "Line", "Screen", "Seen", "posts_of", "read_screen"]


def read_screen(seen: Seen) -> Screen:
    """Everything the screen shows. Never raises; what is in doubt stays ``None`` and is said."""
    lines = sorted(seen.lines, key=lambda line: (line.top, line.left))
    text = "\n".join(line.text for line in lines)
    return Screen(None, (), None, None, text, True, ("the site could not be told",))


def posts_of(screen: Screen) -> tuple[Post, ...]:
    """The items as posts for a report. The poster is named only where the name is sure."""
    return tuple(
        Post(
            platform=screen.platform,
            poster_name=item.author if item.sure else None,
            handle=item.handle if item.sure else None,
            url=None,
            group=screen.group,
            posted_at_text=item.when,
            text=item.text or None,
            source="screenshot",
            confidence=item.confidence,
        )
        for item in screen.items
    )
