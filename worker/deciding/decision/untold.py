"""What makes of a talk that seems told none: another topic or place, somebody else, a refusal of one's own.

The written warning rests on what is told here; so whatever stands behind the words has to be plain.
"""

from __future__ import annotations

from worker.deciding.decision.words import Chunk, phrases

_ABOUT = ("about", "re", "regarding", "concerning")
_WHERE = ("at", "in", "on", "by", "from", "for", "to")
_OURSELVES = frozenset(("i", "ive", "id", "we", "weve"))
_SAYS = ("said", "says", "wrote", "writes", "reports", "reported")


def is_elsewhere(rest: tuple[str, ...]) -> bool:
    """Whether what stands behind a talk makes it another: "about lunch money", "at the LA", "to pay"."""
    if rest[:1] and rest[0] in _ABOUT:
        return phrases("progress", "of_a_post").within(rest) is None
    if not rest or rest[0] not in _WHERE:
        return False
    follows = rest[1] if len(rest) > 1 else ""
    return not (follows[:1].isdigit() or phrases("progress", "behind").length(rest))


def is_no_refusal(lead: tuple[str, ...], rest: tuple[str, ...]) -> bool:
    """Whether it is the school that will not meet, or only a day or another person that is refused."""
    if not _OURSELVES.isdisjoint(lead) or "gran" in lead:
        return True
    return bool(rest) and not phrases("progress", "behind_refusal").length(rest)


def is_not_the_poster(lead: tuple[str, ...], found: tuple[str, ...]) -> bool:
    """A grandparent came, or we went to a meeting of our own."""
    return "gran" in lead or (found[:1] == ("attended",) and not _OURSELVES.isdisjoint(lead))


def takes_back(chunk: Chunk) -> bool:
    """Whether a clause takes back the talk another tells: "she didn't come", "Kamal and I", "Alan said:"."""
    words = chunk.words
    return (
        phrases("progress", "undone").within(words) is not None
        or phrases("progress", "between_us").whole(words)
        or words[-2:] in (("and", "i"), ("and", "me"))
        or (words[-1] in _SAYS and ":" in chunk.after)
    )
