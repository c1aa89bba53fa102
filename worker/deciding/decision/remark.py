"""What may stand beside a yes and ask nothing of the letter: "let me know when it has gone".

A remark is read by the lists of ``knowledge/replies.toml`` alone, like the yes itself: a word that is
on none of them, or stands where it could govern the letter, makes the whole reply a question.
"""

from __future__ import annotations

from worker.deciding.decision.saying import Saying
from worker.deciding.decision.signed import is_name
from worker.deciding.decision.told import poster_names
from worker.deciding.decision.words import Chunk, Phrases, cover, phrases
from worker.reading.words.titles import SMALL_TITLES

_BEFORE_NAMES = frozenset(
    [
        "let",
        "tell",
        "told",
        "thank",
        "to",
        "inform",
        "informed",
        "brief",
        "briefed",
        "update",
        "updated",
        "warn",
        "warned",
        "make",
    ]
)


def remark_at(saying: Saying, chunk: Chunk, known: dict[str, Phrases]) -> int | None:
    """Where in a clause a remark begins, if nothing else follows; before it only words of ``known`` stand."""
    small = {label: known[label] for label in ("now", "courtesy", "join", "recipient") if label in known}
    words = _masked(chunk, poster_names(saying))
    barred = phrases("note", "unread").within(words) or phrases("note", "governs").within(words)
    if barred or words[-1] in phrases("note", "open_end").vocabulary:
        return None
    tail = small | {"tail": phrases("note", "tail"), "opens": phrases("note", "opens")}
    found = _opened(words, "opens", known, tail)
    for name in ("tells", "passes_on"):
        if found is None:
            told = small | {name: phrases("note", name), "tail": phrases("note", f"{name}_tail")}
            found = _opened(words, name, known, told)
    if found is None:
        found = _opened(words, "help", known, {label: small[label] for label in ("courtesy", "join")})
    return found


def _opened(
    words: tuple[str, ...], name: str, before: dict[str, Phrases], after: dict[str, Phrases]
) -> int | None:
    opens = phrases("note", name).within(words)
    if opens is None or cover(words[: opens[0]], before) is None or cover(words[opens[1] :], after) is None:
        return None
    return opens[0]


def _masked(chunk: Chunk, barred: frozenset[str]) -> tuple[str, ...]:
    """The words, with "name" for the people after "let", "tell", "thank" or "to", by name or by their part.

    ``barred`` are names that are left as they are: what is said to the poster may stand for the letter.
    """
    out: list[str] = []
    words, names = chunk.words, [is_name(one) and one.word not in barred for one in chunk.tokens]
    at, audience = 0, phrases("note", "audience")
    while at < len(words):
        addressed = out[-1] in _BEFORE_NAMES if out else audience.length(words) > 0
        size = (audience.length(words, at) or _named(words, names, at)) if addressed else 0
        out.append("name" if size else words[at])
        at += size or 1
    return tuple(out)


def _named(words: tuple[str, ...], names: list[bool], at: int) -> int:
    """How many words a person's name takes, with the title before it; 0 if none begins there."""
    start = end = at + (words[at] in SMALL_TITLES)
    while end < len(words) and names[end]:
        end += 1
    return end - at if end > start else 0
