"""The group, page or chat a post stood in, by the name a report or a link gives it."""

from __future__ import annotations

import re

from worker.reading.posts.platform import Link
from worker.reading.posts.quoting import Quote
from worker.reading.words.indexed import Indexed

_PLACE = r"(?:group(?: chat)?s?|chat|page|forum|community|whats ?app)"
_CARRIER = (
    r"(?:closed |private |public |secret |open )?"
    r"(?:(?:facebook|fb|whats ?app|messenger|telegram|snapchat|insta(?:gram)?|discord) )?"
)
_PLACES = frozenset(("group", "groups", "chat", "page", "forum", "community", "whats", "whatsapp"))
_BEFORE = frozenset(("the", "our", "a", "an", "this", "that", "in", "on", "to"))
_BEFORE_PLACE = re.compile(
    rf"\b(?:{'|'.join(sorted(_BEFORE))}) "
    r"(?P<group>(?-i:[A-Z0-9])[\w'’&/-]{0,30}(?: (?:& )?[\w'’/-]{1,30}){0,5}?)"
    rf" {_CARRIER}{_PLACE}\b(?! (?:group|page|forum|community)\b)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"\b{_PLACE} (?:is |was )?(?:called|named) "
    r"(?P<group>[A-Z][\w'’&-]{0,30}(?: (?:(?:& |of |and |the |for )?[A-Z0-9][\w'’&-]{0,30})){0,6})"
)
_ONLY_A_PLACE = re.compile(
    r"(?:facebook|fb|whats ?app|messenger|telegram|snapchat|instagram|insta|tiktok|closed|private|public"
    r"|school|class|parents?"
    r"|same|local|her|his|own|new|mums|dads|community|google|linkedin|x|twitter)",
    re.IGNORECASE,
)

_A_SENTENCE = re.compile(r"\b(?:has|is|was|put|posted|wrote|on|said)\b")


def find_group(masked: Indexed, quotes: tuple[Quote, ...], links: tuple[Link, ...]) -> str | None:
    """The group's name as written: quoted, called so, standing before "group" or "chat", or in the link."""
    for quote in quotes:
        if quote.what == "group":
            return quote.text.strip()
    named = [(m.start(), m.group("group")) for m in masked.try_at(_CALLED, masked.find(_PLACES))]
    if named or not _PLACES.isdisjoint(masked.places):
        before = masked.try_at(_BEFORE_PLACE, masked.before(_PLACES, masked.find(_BEFORE)))
        named += [(m.start(), m.group("group").strip()) for m in before]
    for _, name in sorted(named):
        if not _ONLY_A_PLACE.fullmatch(name) and not _A_SENTENCE.search(name):
            return name
    return next((link.group for link in links if link.group and not link.group.isdigit()), None)
