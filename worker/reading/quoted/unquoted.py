"""Our own words taken out of a text, however a mail program has broken its lines since."""

from __future__ import annotations

import re

RUN = 6
"""So many of our words in our order are ours; fewer may be anybody's."""
_WORD = re.compile(r"\w+")


def without_runs(text: str, ours: tuple[str, ...]) -> str:
    """Return ``text`` less every run of six or more words that stands so in one of ``ours``.

    Case, punctuation and line breaks do not matter. Time and memory grow with the length of both.
    """
    runs = {run for own in ours for run in _runs([word.lower() for word in _WORD.findall(own)])}
    if not runs:
        return text
    found = list(_WORD.finditer(text))
    own = [False] * len(found)
    for at, run in enumerate(_runs([match.group().lower() for match in found])):
        if run in runs:
            own[at : at + RUN] = [True] * RUN
    kept, end = [], 0
    for match, is_ours in zip(found, own, strict=True):
        if is_ours:
            kept.append(text[end : match.start()])
            end = match.end()
    return "".join([*kept, text[end:]])


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(RUN)), strict=False))
