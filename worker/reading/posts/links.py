"""Links in text: found in order, each out of what a scanner put round it.

All of it is string work (RFC 3986): no link is ever opened, resolved or looked up, because a visit
tips off the poster and can be covert surveillance (domain §1.6 rule 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from worker.reading.posts.hosts import host_of, knowledge
from worker.reading.posts.wrappers import unwrap
from worker.reading.words.indexed import fold

MOST = 1_000
"""Links looked for in one text; more is a list, not a report."""

_SPACE_IN_BRACKETS = re.compile(r"<(https?://[^<>]{1,4096})>", re.IGNORECASE)
_LINK = re.compile(
    r"(?<![\w@/.-])(?:https?://|www\.)[^\s<>\"“”«»`{}|\\^]{2,4096}"
    r"|(?<![\w@/.-])(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,8}/[^\s<>\"“”«»`{}|\\^]{2,4096}",
    re.IGNORECASE,
)
_GAP = re.compile(r"\s")
_TAIL = ".,;:!?'’‘*_~…>"
_PAIRS = {")": "(", "]": "["}


def find_links(text: str) -> tuple[str, ...]:
    """Every web link in ``text``, unwrapped, in order and without duplicates.

    Takes links with a scheme, with ``www.`` alone, or as ``host/path`` where the host is a platform
    we know. Punctuation glued to the end is left out; the link is otherwise as written.
    """
    return tuple(dict.fromkeys(link for _, link in place_links(text)))


def place_links(text: str) -> tuple[tuple[tuple[int, int], str], ...]:
    """Every link of ``text`` with the stretch it fills (start, end), unwrapped, repeats included."""
    found = []
    for begin, end in _find_stretches(text):
        for match in _LINK.finditer(text, begin, end):
            written = _trim(match.group())
            if "://" in written[:8] or written[:4].lower() == "www." or _known_host(written):
                found.append(((match.start(), match.start() + len(written)), unwrap(written)))
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _find_stretches(text: str) -> Iterator[tuple[int, int]]:
    """The stretches without a space that may hold a link: those with a slash or a ``www.`` in them."""
    end, folded = 0, fold(text)
    slash = www = -1
    while True:
        slash = _find(folded, "/", end) if slash < end else slash
        www = _find(folded, "www.", end) if www < end else www
        sign = min(slash, www)
        if sign >= len(text):
            return
        begin = max(end, text.rfind(" ", end, sign) + 1, text.rfind("\n", end, sign) + 1)
        gap = _GAP.search(text, sign)
        end = gap.start() if gap else len(text)
        yield begin, end


def _find(text: str, sign: str, start: int) -> int:
    """Where a sign stands next, or where the text ends."""
    at = text.find(sign, start)
    return at if at >= 0 else len(text)


def join_wrapped(text: str) -> str:
    """``text`` with links that were broken over lines inside ``<…>`` made whole (RFC 3986 appendix C)."""
    return _SPACE_IN_BRACKETS.sub(lambda m: "<" + re.sub(r"\s+", "", m.group(1)) + ">", text)


def _trim(link: str) -> str:
    """``link`` without the punctuation a sentence glued to it; a closing bracket stays if it was opened."""
    end = len(link)
    while end:
        last = link[end - 1]
        opened = _PAIRS.get(last)
        if last in _TAIL or (opened and link.count(last, 0, end) > link.count(opened, 0, end)):
            end -= 1
        else:
            break
    return link[:end]


@cache
def _platform_hosts() -> frozenset[str]:
    return frozenset(d.partition("/")[0] for p in knowledge()["platform"] for d in p["domains"])


def _known_host(link: str) -> bool:
    host = host_of(link)
    parts = host.split(".")
    return any(".".join(parts[i:]) in _platform_hosts() for i in range(len(parts) - 1))
