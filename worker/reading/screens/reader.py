"""The reading of a screen, from first to last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.reading.screens.address import find_address
from worker.reading.screens.bubbles import has_bubbles, read_bubbles
from worker.reading.screens.callouts import has_callouts, read_callouts
from worker.reading.screens.chathead import find_title
from worker.reading.screens.chats import as_chat
from worker.reading.screens.columns import main_column, without_list
from worker.reading.screens.edges import without_edges
from worker.reading.screens.english import Spoken, in_english
from worker.reading.screens.feed import read_feed
from worker.reading.screens.gates import confidence_of, doubts_of, is_legible
from worker.reading.screens.looks import Look, look_of, nameless
from worker.reading.screens.mirrored import from_left
from worker.reading.screens.notices import read_notices
from worker.reading.screens.rows import Row, clean, rows_of, said, unit_of
from worker.reading.screens.screen import Item, Screen
from worker.reading.screens.seen import Line, Seen
from worker.reading.screens.signals import find_platform, has_comments, speaks_nothing_against
from worker.reading.screens.sorting import sort_rows
from worker.reading.screens.spoken import read_spoken
from worker.reading.screens.stories import find_answered, find_caption, find_story, find_video
from worker.reading.screens.walk import Found

_MOST_UNLIKE = 2
"""So many letters at the end of a name may be lost, or read as others."""


def read_screen(seen: Seen, told: str | None = None) -> Screen:
    """Everything a screenshot shows. Never raises; what is in doubt stays ``None`` and is said.

    ``told`` is the platform that the sender names: it helps where a picture cut to the posts shows few
    signs of its own, and is never enough alone.
    """
    lines = from_left(clean(seen.lines), seen.width)
    text = "\n".join(row.text for row in rows_of(lines, unit_of(lines)))
    spoken = in_english(lines)
    lines, unit = spoken.lines, unit_of(lines)
    rows = rows_of(lines, unit)
    bar = find_address(rows, seen.height)
    address = bar[0] if bar else None
    platform = find_platform(rows, address, told)
    legible = is_legible(lines)
    items: tuple[Item, ...] = ()
    group = None
    look = look_of(platform) if platform else _look_alone(rows, unit)
    if look and legible:
        below = tuple(line for line in lines if bar is None or line.top >= bar[1] - unit / 2)
        found, group = _read(without_edges(below, unit, seen.height), look, seen)
        items = _spelt_alike([_item(one, spoken) for one in found])
    doubts = doubts_of(platform, items, legible=legible, seen_any=bool(lines))
    return Screen(platform, items, address, group, text, legible, doubts)


def _look_alone(rows: Sequence[Row], unit: float) -> Look | None:
    """How to read a screen that shows no app: only where comments or a chat are plain to see."""
    if has_comments(rows):
        return nameless("feed")
    chat = nameless("bubbles")
    return chat if speaks_nothing_against(rows) and has_bubbles(rows, chat, unit) else None


def _read(lines: Sequence[Line], look: Look, seen: Seen) -> tuple[tuple[Found, ...], str | None]:
    """What was posted, and in which group."""
    rows, unit = _in_rows(without_list(lines, seen.width, seen.height))
    if look.shape == "feed":
        look = as_chat(rows, look, unit) or look
    if look.shape == "feed":
        rows, unit = _in_rows(main_column(lines, seen.width, seen.height))
    if look.shape == "bubbles":
        return read_bubbles(rows, look, unit), find_title(rows, unit)
    if look.shape == "spoken":
        return read_spoken(rows, look, unit), find_title(rows, unit)
    if look.shape == "callouts" and has_callouts(rows):
        return read_callouts(rows, look, seen.width), None
    found = _read_feed(rows, look, unit) or find_caption(sort_rows(rows, look, unit), look, seen.width)
    groups = [one.group for one in found if one.group]
    return found, groups[0] if groups else None


def _in_rows(column: Sequence[Line]) -> tuple[tuple[Row, ...], float]:
    """The rows of a column, with its own unit."""
    unit = unit_of(column)
    return rows_of(column, unit), unit


def _read_feed(rows: Sequence[Row], look: Look, unit: float) -> tuple[Found, ...]:
    ordered = sort_rows(rows, look, unit)
    if notices := read_notices(ordered, look):
        return notices
    if look.slug == "tiktok":
        video, answered = find_video(ordered), find_answered(ordered)
        feed = read_feed(ordered, look, unit)
        alone = (answered, video) if answered and video else (video,) if video else ()
        return alone if alone and len(feed) <= 1 else feed
    if look.slug in ("instagram", "snapchat"):
        story = find_story(ordered, look)
        feed = read_feed(ordered, look, unit)
        return story if story and len(feed) <= 1 else feed
    return read_feed(ordered, look, unit)


def _spelt_alike(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with one name for one person: where an apostrophe was seen curled, it is so elsewhere."""
    items = [_unless_called_otherwise(item, items) for item in items]
    names = [item.author for item in items if item.author]
    curled = {name.replace("’", "'"): name for name in names if "’" in name}
    return tuple(replace(item, author=curled.get(item.author or "", item.author)) for item in items)


def _unless_called_otherwise(item: Item, items: Sequence[Item]) -> Item:
    """The item without its name where the same handle bears nearly the same here: one was misread."""
    mates = [one.author for one in items if one.author and one.handle and one.handle == item.handle]
    twice = any(_are_nearly_alike(name, item.author or name) for name in mates)
    return replace(item, author=None, sure=False) if twice else item


def _are_nearly_alike(one: str, other: str) -> bool:
    """Whether two names differ, and only at their end."""
    begun = max(len(one), len(other)) - _MOST_UNLIKE
    return one != other and begun > 0 and one[:begun] == other[:begun]


def _item(found: Found, spoken: Spoken) -> Item:
    author = found.author
    parts = [row.confidence for row in found.rows]
    return Item(
        author=author.name if author.sure else None,
        handle=author.handle if author.sure else None,
        when=spoken.as_shown(found.when) if found.when else None,
        text=said(found.rows, spoken.as_shown),
        confidence=confidence_of(parts),
        sure=author.sure and author.name is not None,
    )
