"""A text without some of its stretches: blanks or a space in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with the given stretches replaced by as many blanks, so that positions stay true."""
    pieces, at = [], 0
    for start, end in _apart(spans):
        pieces += [text[at:start], "\x00" * (end - start)]
        at = end
    return "".join((*pieces, text[at:]))


def leave_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with a space for each of the given stretches."""
    pieces, at = [], 0
    for start, end in _apart(spans):
        pieces.append(text[at:start])
        at = end
    return " ".join((*pieces, text[at:]))


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches in order, each without what the ones before it have."""
    at = 0
    for start, end in sorted(spans):
        if end > at:
            yield max(at, start), end
            at = end
